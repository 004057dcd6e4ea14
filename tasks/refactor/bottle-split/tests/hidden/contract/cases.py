"""Frozen cases on names, identity, imports, packaging and the command line; see driver.py."""

NAMES = {
    "containers": "MultiDict FormsDict HeaderDict WSGIHeaderDict ConfigDict AppStack WSGIFileWrapper _closeiter",
    "application": "FileUpload Bottle Route Router ResourceManager JSONPlugin TemplatePlugin _ImportRedirect",
    "messages": """BaseRequest BaseResponse LocalRequest LocalResponse Request Response HTTPResponse HTTPError
        MultipartError _MultipartParser _MultipartPart""",
    "errors": """FileCheckerThread BottleException RouteError RouteReset RouterUnknownModeError RouteSyntaxError
        RouteBuildError PluginError TemplateError StplSyntaxError""",
    "descriptors": "DictProperty cached_property lazy_attribute HeaderProperty _local_property",
    "templates": """BaseTemplate MakoTemplate CheetahTemplate Jinja2Template SimpleTemplate StplParser template view
        mako_template cheetah_template jinja2_template mako_view cheetah_view jinja2_view""",
    "servers": """ServerAdapter CGIServer FlupFCGIServer WSGIRefServer CherryPyServer CherootServer WaitressServer
        PasteServer MeinheldServer FapwsServer TornadoServer AppEngineServer TwistedServer DieselServer GeventServer
        GunicornServer EventletServer BjoernServer AsyncioServerAdapter AiohttpServer AiohttpUVLoopServer AutoServer""",
    "functions": """http_date parse_date parse_auth parse_range_header cookie_encode cookie_decode cookie_is_encoded
        html_escape html_quote yieldroutes path_shift auth_basic redirect abort static_file debug load load_app run depr
        tob touni tonat makelist update_wrapper main _main _cli_parse _cli_patch _stderr _raise _re_flatten _rangeiter
        _hkey _hval _parse_http_header _parse_qsl _lscmp _debug getargspec json_loads callable""",
    "shortcuts": """make_default_app_wrapper route get post put delete patch error mount hook install uninstall url""",
    "values": """DEBUG NORUN TEMPLATE_PATH TEMPLATES ERROR_PAGE_TEMPLATE HTTP_CODES _HTTP_STATUS_LINES server_names
        request response local app apps default_app ext py py3k basestring unicode imap UTC _UNSET _hsplit __author__
        __version__ __license__ __doc__ __name__""",
    "imported": """base64 calendar email functools hmac itertools mimetypes os re tempfile threading time warnings
        weakref hashlib sys pickle configparser httplib thread FunctionType datedate datetime timedelta timezone
        NamedTemporaryFile format_exc print_exc normalize json_dumps json_lds urljoin UrlSplitResult urlencode urlquote
        urlunquote SimpleCookie Morsel CookieError DictMixin new_module BytesIO getfullargspec""",
}

APP = "import bottle\napp = bottle.Bottle()\napp.route('/')(lambda: 'hello ' + str(app.config.get('a.b')))\n"
PROBE = """
import bottle, sys, threading
class Probe(bottle.ServerAdapter):
    def run(self, handler):
        print(self.host, self.port, sorted(self.options), self.quiet, bottle.DEBUG, bottle.NORUN)
        print(handler.config.get('a.b'), handler.config.get('flag'), len(handler.plugins))
        print(bottle.Bottle is type(handler), type(bottle.local) is threading.local)
        env = {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/', 'wsgi.errors': sys.stderr}
        print(handler(env, lambda status, headers, error=None: print(status)))
def plugin(callback):
    return lambda: 'plugged ' + callback()
"""
DEFAULT_APP = "from bottle import route, run\n@route('/')\ndef f(): return 'default'\nprint('imported', run())\n"
FILES = {
    "app.py": APP,
    "probe.py": PROBE,
    "default.py": DEFAULT_APP,
    "c.ini": "[a]\nb = ini\n",
    "c.json": '{"a": {"b": 5}}',
}
FAKE_GEVENT = {
    "gevent/__init__.py": "",
    "gevent/local.py": "class local: pass\n",
    "gevent/monkey.py": "import threading, gevent.local\n"
    "def patch_all():\n    threading.local = gevent.local.local\n    print('patched')\n",
    "gevent/pywsgi.py": "import bottle\nclass WSGIServer:\n    def __init__(self, *a, **k): print(a[0], sorted(k))\n"
    "    def serve_forever(self): print(type(bottle.local).__module__)\n",
}
FAKE_EVENTLET = {
    "eventlet/__init__.py": "import sys\ndef monkey_patch(): print('patched', 'threading' in sys.modules)\n"
    "def listen(address, **k): return address\n",
    "eventlet/patcher.py": "def is_monkey_patched(m): return True\n",
    "eventlet/wsgi.py": "def server(address, handler, **k): print(address, sorted(k.items()))\n",
}
OWN_PROGRAM = {
    "pk/__init__.py": "import bottle\n",
    "pk/__main__.py": "import sys, bottle\nprint(sys.argv[1:], bottle.__version__)\n",
}
PROBED = ["-s", "probe:Probe"]
COMMANDS = {
    "version": (["--version"], {}),
    "nothing": ([], {}),
    "help": (["--help"], {}),
    "unknown-option": (["--frob"], {}),
    "served": ([*PROBED, "app:app"], FILES),
    "default-app": ([*PROBED, "default"], FILES),
    "options": (
        ["-b", "1.2.3.4:99", "--debug", "-p", "probe:plugin", "-c", "c.ini", "-C", "flag", *PROBED, "app:app"],
        FILES,
    ),
    "json": (["-b", "[::1]:5", "-c", "c.json", "-C", "flag=a=b", *PROBED, "app:app"], FILES),
    "config-missing": (["-c", "none.ini", *PROBED, "app:app"], FILES),
    "config-broken": (["-c", "app.py", *PROBED, "app:app"], FILES),
    "app-missing": ([*PROBED, "nowhere:app"], FILES),
    "server-unknown": (["-s", "nothing", "app:app"], FILES),
    "gevent": (["-s", "gevent", "app:app"], FILES | FAKE_GEVENT),
    "eventlet": (["-s", "eventlet", "-b", "h:1", "app:app"], FILES | FAKE_EVENTLET),
    "reload": (["--reload", *PROBED, "app:app"], FILES),
}


def corpus():
    """Every case."""
    every = " ".join(NAMES.values()).split()
    rows = [("names", name, "describe", names.split()) for name, names in NAMES.items()]
    rows += [("names", "star", "star", []), ("names", "aliases", "aliases", every), ("names", "parts", "parts", [])]
    rows += [
        ("pickles", "objects", "pickles", []),
        *(("pickles", d, "signed", [d]) for d in ("sha256", "md5", "sha512")),
    ]
    rows.append(("extensions", "redirect", "extensions", [{"bottle_mine.py": "VALUE = 5\n"}]))
    rows += [("command", "usage", "usage", []), ("packaging", "setup", "packaging", [])]
    return [case(*row) for row in rows] + commands()


def case(group, name, function, args):
    """One call of the format."""
    fresh = name in ("parts", "redirect", "setup")
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": args, "fresh": fresh}


def commands():
    """`python -m bottle` in several ways, and another program that only imports the framework."""
    cases = [command(name, ["-m", "bottle", *arguments], files) for name, (arguments, files) in COMMANDS.items()]
    cases.append(command("other-program", ["-m", "pk", "--frob", "--version"], OWN_PROGRAM))
    cases.append(command("import-only", ["-c", "import bottle, sys; print(bottle.__name__, sys.argv)", "--frob"], {}))
    return cases


def command(name, arguments, files):
    """One command line; where it prints its own path (help, errors) only the exit status counts."""
    own_path = name in ("nothing", "help", "config-missing", "config-broken")
    compare = ["exit"] if own_path else ["exit", "stdout"]
    return {
        "id": f"command/{name}",
        "group": "command",
        "argv": ["{python}", *arguments],
        "files": files,
        "env": {"PYTHONDONTWRITEBYTECODE": "1"},
        "compare": compare,
    }
