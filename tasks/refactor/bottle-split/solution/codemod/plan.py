"""What goes where: the only part of the codemod that knows bottle.

A *unit* is the smallest thing that is moved as a whole: the top-level statements that bind the names listed for it.
A *stage* is one milestone of the split. It says which modules the units live in, which blocks have been taken out of
functions that are too long or too branched, and which names may only be imported at call time.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

PACKAGE = "bottle"

SWITCHES = {"DEBUG", "NORUN"}
"""Module-level names that functions rebind: every reader goes through their owner, as in `_state.DEBUG`."""

STATE = "_state"
"""The unit that owns the switches."""

UNITS = {
    "_meta": "__author__ __version__ __license__",
    "_cliargs": "_cli_parse _cli_patch",
    "_compat": "json_dumps py py3k urljoin tob touni tonat _stderr update_wrapper makelist",
    "_state": "DEBUG NORUN depr debug _debug",
    "_descriptors": "DictProperty cached_property lazy_attribute HeaderProperty _hkey _hval _local_property",
    "_errors": """BottleException RouteError RouteReset RouterUnknownModeError RouteSyntaxError RouteBuildError
        PluginError TemplateError StplSyntaxError""",
    "_httputil": """HTTP_CODES _HTTP_STATUS_LINES http_date parse_date parse_auth parse_range_header _hsplit
        _parse_http_header _parse_qsl _lscmp cookie_encode cookie_decode cookie_is_encoded html_escape html_quote
        yieldroutes path_shift""",
    "_datastructs": "MultiDict FormsDict HeaderDict WSGIHeaderDict WSGIFileWrapper _closeiter local",
    "_config": "load _UNSET ConfigDict",
    "_response": "BaseResponse LocalResponse Response HTTPResponse HTTPError response abort",
    "_multipart": "MultipartError _MultipartParser _MultipartPart FileUpload",
    "_request": "BaseRequest LocalRequest Request request",
    "_stpl": "StplParser",
    "_templates": """TEMPLATE_PATH TEMPLATES BaseTemplate MakoTemplate CheetahTemplate Jinja2Template SimpleTemplate
        template mako_template cheetah_template jinja2_template view mako_view cheetah_view jinja2_view""",
    "_plugins": "JSONPlugin TemplatePlugin",
    "_ext": "_ImportRedirect ext",
    "_servers": """ServerAdapter CGIServer FlupFCGIServer WSGIRefServer CherryPyServer CherootServer WaitressServer
        PasteServer MeinheldServer FapwsServer TornadoServer AppEngineServer TwistedServer DieselServer GeventServer
        GunicornServer EventletServer BjoernServer AsyncioServerAdapter AiohttpServer AiohttpUVLoopServer AutoServer
        server_names""",
    "_static": "ResourceManager _rangeiter static_file redirect auth_basic",
    "_routing": "_re_flatten Router Route",
    "_errorpage": "ERROR_PAGE_TEMPLATE",
    "_serving": "FileCheckerThread",
    "_stack": "AppStack app",
    "_run": "load_app run",
    "_app": "Bottle",
    "_shortcuts": "make_default_app_wrapper route get post put delete patch error mount hook install uninstall url",
    "_cli": "_main main",
}
"""Unit -> the names that it owns. A name brings its whole statement along, with every other name bound there."""


class Block(NamedTuple):
    """Statements that become a function of their own, found by position in the syntax tree."""

    function: str
    """Dotted name of the function that holds them."""
    path: tuple[int, ...]
    """Way from the function to their list: `(3, 11)` is `function.body[3].body[11].body`."""
    first: int
    last: int
    """Positions in that list: [first, last)."""
    name: str
    """Name of the new function."""
    takes: str
    """Its parameters: local names that the block reads."""
    gives: str = ""
    """The local name that the rest of the function goes on to use."""
    unit: str = ""
    """Where the new function lives; the unit of the old one where empty."""
    imports: str = ""
    """A module that the old function imports for itself and the block needs as well."""


RUN_BLOCKS = (
    Block("run", (2,), 7, 8, "_supervise", "fd lockfile args environ interval", unit="_serving", imports="subprocess"),
    Block("run", (3, 11), 0, 3, "_announce", "server", unit="_serving"),
    Block("run", (3,), 12, 13, "_serve", "server app reloader interval", unit="_serving"),
    Block("run", (3,), 4, 6, "_configure", "app plugins config", unit="_serving"),
)
BRANCHED_BLOCKS = (
    Block("static_file", (), 23, 26, "_ranged_response", "body headers clen getenv"),
    Block("static_file", (), 8, 10, "_content_type_of", "filename mimetype download charset", gives="mimetype"),
    Block("Bottle._cast", (), 8, 12, "_cast_iterable", "self out"),
    Block("Router.match", (), 5, 9, "_alternative_methods", "self path methods", gives="allowed"),
    Block("BaseResponse.set_cookie", (), 6, 7, "_set_cookie_options", "self name options"),
)


class Stage(NamedTuple):
    """The tree after one milestone."""

    merged: dict[str, str]
    """Unit -> module that holds it; a unit that is not named has a module of its own."""
    blocks: tuple[Block, ...] = ()
    late: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Module -> function -> name that this function imports when it is called."""


def together(module: str, units: str) -> dict[str, str]:
    """Several units in one module."""
    return dict.fromkeys(units.split(), module)


STAGES = {
    1: Stage(
        together("_messages", "_response _multipart _request")
        | together("_core", "_static _routing _errorpage _serving _stack _run _app")
    ),
    2: Stage({}, late={"_stack": {"AppStack.push": "Bottle"}}),
    3: Stage(together("_app", "_stack _run"), RUN_BLOCKS),
    4: Stage(together("_app", "_stack _run"), RUN_BLOCKS + BRANCHED_BLOCKS),
}
