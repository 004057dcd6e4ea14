"""What is asked of the code under test, in whichever box: sessions of statements about a web library, and requests."""

import ast
import contextvars  # noqa: F401 - what statements of sessions use
import datetime  # noqa: F401
import io
import json
import logging
import os
import re
import socket
import sys  # noqa: F401
import tempfile
import types
import warnings
from copy import copy, deepcopy  # noqa: F401
from uuid import UUID  # noqa: F401

import werkzeug
from werkzeug import _internal as internal  # noqa: F401
from werkzeug import (  # noqa: F401
    datastructures,
    debug,
    exceptions,
    formparser,
    http,
    local,
    routing,
    security,
    serving,
    test,
    urls,
    user_agent,
    utils,
    wrappers,
    wsgi,
)
from werkzeug.datastructures import *  # noqa: F403
from werkzeug.debug import console, tbtools  # noqa: F401
from werkzeug.debug import repr as debug_repr  # noqa: F401
from werkzeug.middleware import dispatcher, profiler, proxy_fix, shared_data  # noqa: F401
from werkzeug.routing import converters, matcher  # noqa: F401
from werkzeug.routing import rules as routing_rules  # noqa: F401
from werkzeug.sansio import http as sansio_http  # noqa: F401
from werkzeug.sansio import multipart  # noqa: F401
from werkzeug.sansio import request as sansio_request  # noqa: F401
from werkzeug.sansio import response as sansio_response
from werkzeug.sansio import utils as sansio_utils  # noqa: F401

warnings.simplefilter("ignore")
EMPTY = object()


def plain(value, depth=0):
    """A value in a form that can be compared: its type's name where it is no plain one, and what it holds."""
    if type(value) is str:
        return clean(value)
    if type(value) is bytes:
        return clean(value.decode("latin1")).encode("latin1")
    if value is None or type(value) in (bool, int, float):
        return value
    if isinstance(value, datastructures.ETags):
        return ["etags", sorted(value.as_set()), sorted(value.as_set(True)), value.star_tag]
    if depth > 8:
        return "deep"
    if isinstance(value, wrappers.Response):
        return ["response", value.status, list(value.headers), body_of(value)]
    if isinstance(value, sansio_response.Response):
        return ["response", value.status, list(value.headers)]
    if isinstance(value, exceptions.HTTPException):
        return [type(value).__name__, value.code, str(value)]
    if isinstance(value, datastructures.FileStorage):
        return ["file", value.name, value.filename, list(value.headers), value.stream.read()]
    if isinstance(value, datastructures.Headers):
        return [type(value).__name__, [list(one) for one in value]]
    if isinstance(value, datastructures.MultiDict):
        items = [[plain(k, depth + 1), plain(v, depth + 1)] for k, v in value.items(multi=True)]
        return [
            type(value).__name__,
            sorted(items, key=repr) if isinstance(value, datastructures.CombinedMultiDict) else items,
        ]
    if isinstance(value, dict):
        return [type(value).__name__, [[plain(k, depth + 1), plain(v, depth + 1)] for k, v in value.items()]]
    if isinstance(value, (set, frozenset)):
        return [type(value).__name__, sorted((plain(one, depth + 1) for one in value), key=repr)]
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *(plain(one, depth + 1) for one in value)]
    if isinstance(value, io.IOBase) or hasattr(value, "readable"):
        # Of what class a stream is nobody promised: a mend may put its own around it.
        return ["stream", value.read() if value.readable() else None]
    if isinstance(value, (types.GeneratorType, map, filter, zip)):
        return ["iterator", *(plain(one, depth + 1) for one in value)]
    if isinstance(value, BaseException):
        return ["error", type(value).__name__, clean(str(value))]
    return [type(value).__name__, clean(repr(value))]


ROOT = os.path.dirname(os.path.dirname(os.path.abspath(werkzeug.__file__)))
LATELY = r"20(?:2[6-9]|[3-9]\d)"
VARYING = [
    (re.compile(r"0x[0-9a-f]{6,}"), "0x"),
    (re.compile(r"frame-\d+"), "frame"),
    (re.compile(rf"\w{{3}}, \d\d \w{{3}} {LATELY} \d\d:\d\d:\d\d GMT"), "today"),
    (re.compile(rf"datetime\.datetime\({LATELY}, [^()]*\)?[^()]*\)"), "today"),
    (re.compile(r"\b[A-Z]{3,7}(?:, [A-Z]{3,7})+\b"), lambda found: ", ".join(sorted(found.group().split(", ")))),
]
TEMPORARY = re.compile(re.escape(tempfile.gettempdir()) + r"/tmp\w+")
test.time, test.random = lambda: 1.5, lambda: 0.25
"""The names of boundaries are made of them."""


def clean(text):
    """A text without addresses, times of today and directories, and with the names of methods in order."""
    for pattern, put in VARYING:
        text = pattern.sub(put, text)
    return TEMPORARY.sub("tmp", text.replace(ROOT, "root"))


def body_of(response):
    """A response's body, as far as it can be read without a request."""
    try:
        return response.get_data()
    except RuntimeError:
        return b"".join(response.iter_encoded())


def each(function, things):
    """What a function makes of each of them."""
    return [attempt(function, one) for one in things]


def star(function, things):
    """The same, of several arguments each."""
    return [attempt(function, *one) for one in things]


def attempt(function, *args, **kwargs):
    """A plain value, or what was raised."""
    try:
        return plain(function(*args, **kwargs))
    except Exception as error:
        return ["raised", type(error).__name__, clean(str(error))]


def env(path="/", **more):
    """An environment, with `key=value` put into it."""
    given = {key: more.pop(key) for key in list(more) if key.isupper() or "." in key}
    made = test.create_environ(path, **more)
    made.update(given)
    return made


def req(path="/", **more):
    """A request."""
    return wrappers.Request(env(path, **more))


def called(application, given=None):
    """The status, headers and body that an application answers with."""
    seen = []
    found = application(
        given or env(), lambda status, headers, exc=None: seen.append([status, [list(h) for h in headers]])
    )
    data = b"".join(found)
    if hasattr(found, "close"):
        found.close()
    return [*seen, data]


def attributes(thing, names):
    """What these attributes are, each."""
    return [[name, attempt(getattr, thing, name)] for name in names.split()]


def session(lines):
    """What becomes of statements, one after the other in names of their own."""
    names = dict(globals())
    names["seen"] = []
    return [plain(step(line, names)) for line in lines]


def step(line, names):
    """What the statements of a line end with: the value of an expression, or nothing; or the error."""
    *first, last = ast.parse(line).body
    if not isinstance(last, ast.Expr):
        first.append(last)
    try:
        exec(compile(ast.Module(first, []), "line", "exec"), names)
        return plain(eval(compile(ast.Expression(last.value), "line", "eval"), names)) if last not in first else None
    except Exception as error:
        return ["raised", type(error).__name__, clean(str(error))]


def serve(text, application=None, threaded=False, peer=("203.0.113.9", 4711)):
    """All that the development server answers to the bytes of a request, and its log."""
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(re.sub(r"\[\d.*?\]", "[now]", record.getMessage()))
    logger = logging.getLogger("werkzeug")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    server = serving.make_server("unix://" + tempfile.mktemp(), 0, application or told, threaded=threaded)
    near, far = socket.socketpair()
    try:
        near.sendall(text.encode("latin1"))
        near.shutdown(socket.SHUT_WR)
        server.RequestHandlerClass(far, peer, server)
    finally:
        far.close()
        server.server_close()
        logger.removeHandler(handler)
    answer = b"".join(iter(lambda: near.recv(65536), b""))
    near.close()
    answer = re.sub(rb"(?m)^(Date|Server): .*\r\n", b"", answer)
    return [answer, [line.split("Traceback")[0] for line in lines]]


def told(given, start_response):
    """An application that says what it was asked."""
    left = (
        "wsgi.errors",
        "wsgi.input",
        "werkzeug.socket",
        "SERVER_NAME",
        "SERVER_PORT",
        "SERVER_SOFTWARE",
        "werkzeug.request",
    )
    seen = sorted([key, repr(value)] for key, value in given.items() if key not in left)
    if given.get("wsgi.input_terminated"):
        seen.append(given["wsgi.input"].read().decode("latin1"))
    elif given.get("CONTENT_LENGTH"):
        seen.append(given["wsgi.input"].read(int(given["CONTENT_LENGTH"])).decode("latin1"))
    response = wrappers.Response(json.dumps(seen), mimetype="application/json")
    return response(given, start_response)


def requested(given):
    """All that a request says of itself."""
    request = wrappers.Request(env(**given))
    names = (
        "method scheme path full_path root_path url base_url root_url host_url host query_string args "
        "cookies content_type content_length mimetype mimetype_params accept_mimetypes accept_charsets "
        "accept_encodings accept_languages cache_control if_match if_none_match if_modified_since "
        "if_unmodified_since if_range range user_agent authorization origin access_route remote_addr "
        "referrer date max_forwards pragma is_json is_secure content_encoding content_md5 "
        "access_control_request_headers access_control_request_method want_form_data_parsed form files "
        "values data json is_multithread is_multiprocess is_run_once url_charset script_root url_root "
        "remote_user "
    )
    return attributes(request, names)


def formed(body, content_type, limits=None, chunked=False):
    """A form."""
    length = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": str(len(body))}
    given = env(method="POST", CONTENT_TYPE=content_type, **length)
    given["wsgi.input"] = io.BytesIO(body.encode("latin1"))
    return star(lambda *_: formparser.parse_form_data(given, **(limits or {})), [[]])


def routed(rules, asked, options=None, bound=None):
    """Where paths lead in a map."""
    made = routing.Map(
        [routing.Rule(rule, endpoint=str(at), **more) for at, (rule, more) in enumerate(rules)], **(options or {})
    )
    adapter = made.bind("shop.example", **(bound or {}))
    found = []
    for path, method in asked:
        try:
            found.append(plain(adapter.match(path, method)))
        except routing.RequestRedirect as error:
            found.append(["redirect", error.code, error.new_url])
        except exceptions.HTTPException as error:
            found.append([type(error).__name__, plain(sorted(getattr(error, "valid_methods", None) or []))])
        except Exception as error:
            found.append(["raised", type(error).__name__, clean(str(error))])
    return [found, repr(made)]
