"""Module attributes that are replaced while the program runs, and warnings with the place that they point to.

Each public function is one entry point of cases.py. It runs in both boxes and holds no expected value.
"""

# ruff: noqa: SLF001 - private names are part of what must stay

import contextlib
import functools
import io
import linecache
import os
import sys
import warnings
import wsgiref.util

import bottle

ROOT = os.path.dirname(os.path.abspath(bottle.__file__))


class Probe(bottle.ServerAdapter):
    """A server that serves nothing and keeps what it was given."""

    served: list = []  # noqa: RUF012 - what every instance was given

    def run(self, handler):
        Probe.served.append([type(handler).__name__, self.host, self.port, self.quiet, bottle.NORUN, bottle.DEBUG])


def environ(method="GET", path="/", body=b"", **extra):
    """A WSGI environment."""
    env = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), **extra}
    env["wsgi.input"] = io.BytesIO(body)
    env["wsgi.errors"] = io.StringIO()
    wsgiref.util.setup_testing_defaults(env)
    return env


def ask(app, method="GET", path="/", body=b"", **extra):
    """One request: status, headers, body."""
    seen = []
    start = lambda status, headers, exc_info=None: seen.append([status, headers])  # noqa: E731
    result = app(environ(method, path, body, **extra), start)
    content = b"".join(result)
    getattr(result, "close", lambda: None)()
    return [*seen, content]


def tell(function, *args, **kwargs):
    """A result, or the error's type and text."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return [type(error).__name__, str(error)]


WORKED_ON = {
    "page.tpl": "% include('part')\n{{x}}",
    "part.tpl": "<>",
    "a.txt": "abc",
    "c.ini": "[a]\nb=1\n",
    "mod_x.py": "A = 1\ndef own(): return 'own'\n",
}
FORM = b'--B\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nx\r\n--B--\r\n'


def workout():
    """A little of everything, so that a replaced part of the framework is noticed."""
    for name, text in WORKED_ON.items():
        with open(name, "w") as handle:
            handle.write(text)
    sys.path.insert(0, os.getcwd())
    app, child = bottle.Bottle(), bottle.Bottle()
    app.route("/cookie", callback=lambda: bottle.response.set_cookie("a", "b", secret="s", expires=0) or {"a": 1})
    app.route("/read", callback=lambda: str(bottle.request.get_cookie("a", secret="s")))
    app.route("/view/<x:int>", callback=bottle.view("page")(lambda x: {"x": x}), name="view")
    app.route("/go", callback=lambda: bottle.redirect(app.get_url("view", x=1)))
    app.route("/stop", callback=lambda: bottle.abort(403))
    app.route("/file", callback=lambda: bottle.static_file("a.txt", "."))
    app.route("/open", callback=lambda: io.BytesIO(b"x"))
    app.route("/many", callback=lambda: (x for x in ["a", "b"]))
    app.route("/auth", callback=bottle.auth_basic(lambda u, p: True)(lambda: "in"))
    seen = [lambda r, name=name: getattr(r, name) for name in ["POST", "json", "query", "headers"]]
    app.route("/post", "POST", lambda: str([list(read(bottle.request) or []) for read in seen]))
    app.route("/named", callback="mod_x:own")
    app.route(callback=workout_path)
    app.mount("/child/", child)
    app.mount("/wsgi/", lambda env, start: (start("200 OK", [("A", "b")]) and []) or [b"x"])
    lines = [
        ("GET", f"/{name}")
        for name in [
            "cookie",
            "view/3",
            "go",
            "stop",
            "many",
            "auth",
            "open",
            "none",
            "wsgi/a",
            "child/b",
            "named",
            "view/x",
        ]
    ]
    for line in lines:
        tell(ask, app, *line, HTTP_AUTHORIZATION="Basic YTpi")
    cookie = dict(tell(ask, app, "GET", "/cookie")[0][1]).get("Set-Cookie", "")
    tell(ask, app, "GET", "/read", HTTP_COOKIE=cookie)
    tell(ask, app, "GET", "/file", HTTP_RANGE="bytes=0-1", HTTP_IF_MODIFIED_SINCE="Sun, 06 Nov 1994 08:49:37 GMT")
    for boundary in "BC":
        kind = f"multipart/form-data; boundary={boundary}"
        tell(ask, app, "POST", "/post", FORM, CONTENT_TYPE=kind, QUERY_STRING="a=b")
    tell(ask, app, "POST", "/post", b'{"a": 1}', CONTENT_TYPE="application/json")
    app.error(500)(lambda error: 1 / 0)
    app.route("/fail", callback=lambda: 1 / 0)
    tell(ask, app, "GET", "/fail")
    bottle.ConfigDict().load_config("c.ini").load_module("mod_x")
    with contextlib.redirect_stderr(io.StringIO()), app:
        for target in (None, "mod_x", app):
            tell(bottle.run, target, Probe, config={"a": 1}, plugins=["mod_x:own"])
        tell(app.run, server="none")
        tell(bottle._main, ["bottle", "-s", "mod_x:own", "-c", "c.ini", "mod_x"])
    tell(bottle.route, "/later", callback=lambda: "x")
    bottle.app.push()
    tell(bottle.cookie_encode, "a", "b")


def workout_path(x, y=1): ...


def swap(*names):
    """Whether the framework itself uses what a name of its module has been set to."""
    return [[name, used_after_swap(name)] for name in names]


def used_after_swap(name):
    """In a child process: replace a function or class by one that counts, and work out."""
    receive, send = os.pipe()
    if not (pid := os.fork()):
        os.mkdir(name)
        os.chdir(name)
        warnings.simplefilter("ignore")
        calls = []
        setattr(bottle, name, counting(getattr(bottle, name), calls))
        with contextlib.suppress(Exception):
            workout()
        os.write(send, b"1" if calls else b"0")
        os._exit(0)
    os.close(send)
    os.waitpid(pid, 0)
    return os.read(receive, 1).decode()


def counting(value, calls):
    """The same function, class, or mapping with a note of each use."""
    if isinstance(value, type):
        start = lambda self, *a, **k: calls.append(1) or value.__init__(self, *a, **k)  # noqa: E731
        return type(value.__name__, (value,), {"__init__": start})
    if isinstance(value, dict):
        kind = type("Counting", (dict,), {})
        for method in ("get", "__getitem__", "__contains__", "__setitem__"):
            setattr(kind, method, lambda self, *a, name=method: calls.append(1) or getattr(dict, name)(self, *a))
        return kind(value)

    @functools.wraps(value)
    def replaced(*args, **kwargs):
        calls.append(1)
        return value(*args, **kwargs)

    return replaced


def switches():
    """DEBUG and NORUN, set from outside and from inside, seen from everywhere."""
    seen = []
    bottle.NORUN = True
    seen.append([tell(bottle.run, bottle.Bottle(), Probe, quiet=True), list(Probe.served)])
    bottle.NORUN = False
    seen.append([tell(bottle.run, bottle.Bottle(), Probe, quiet=True, debug=True), list(Probe.served), bottle.DEBUG])
    bottle.debug(False)
    seen.append([bottle.DEBUG, bottle.NORUN])
    bottle.DEBUG = "strict"
    seen.append([tell(bottle.cookie_is_encoded, b"x"), tell(bottle.Bottle().route, "/:old", callback=print)])
    from bottle import DEBUG, NORUN

    return [seen, DEBUG, NORUN]


def loading(files):
    """What a module sees while load_app imports it, and what is left behind."""
    for name, text in files.items():
        with open(name, "w") as handle:
            handle.write(text)
    sys.path.insert(0, os.getcwd())
    before, loaded = bottle.app(), []
    for target in ("app_one", "app_two:mine", "app_three", "app_two:nothing"):
        app = tell(bottle.load_app, target)
        loaded.append([type(app).__name__, ask(app) if callable(app) else app, bottle.NORUN, bottle.app() is before])
    return [loaded, Probe.served, len(bottle.app)]


def duplicate(how):
    """Warnings about a route that is defined twice, by the way that debugging was turned on."""
    app = bottle.Bottle()
    with warnings.catch_warnings(record=True) as caught:
        if how == "function":
            bottle.debug(True)
        else:
            bottle.DEBUG = how
        warnings.simplefilter("always")
        for _ in range(2):
            app.route("/<x>", callback=print)
    return [[w.category.__name__, str(w.message), where(w)] for w in caught]


def template_globals():
    """TEMPLATE_PATH, TEMPLATES and ERROR_PAGE_TEMPLATE replaced."""
    os.mkdir("own")
    with open("own/page.tpl", "w") as handle:
        handle.write("own {{x}}")
    seen = [tell(bottle.template, "page", x=1)]
    bottle.TEMPLATE_PATH = ["own"]
    bottle.TEMPLATES = {}
    seen += [tell(bottle.template, "page", x=2), len(bottle.TEMPLATES), [key[1] for key in bottle.TEMPLATES]]
    bottle.TEMPLATES.clear()
    bottle.TEMPLATE_PATH.insert(0, "nowhere")
    seen += [tell(bottle.template, "page", x=3), [type(t).__name__ for t in bottle.TEMPLATES.values()]]
    bottle.ERROR_PAGE_TEMPLATE = "own error {{e.status}}"
    return [*seen, ask(bottle.Bottle(), "GET", "/none")]


def objects():
    """The request, the response and the stack of applications replaced."""
    seen, mine = [], bottle.Bottle()
    bottle.app = lambda: mine
    bottle.route("/mine", callback=lambda: "mine")
    seen.append([len(mine.routes), len(bottle.default_app)])
    bottle.default_app = bottle.AppStack()
    with mine:
        seen.append([len(bottle.default_app), bottle.default_app() is mine])
    bottle.Bottle = type("Sub", (bottle.Bottle,), {})
    seen.append([type(bottle.default_app.push()).__name__, type(bottle.default_app.default).__name__])
    bottle.request = bottle.Request(environ(SERVER_PROTOCOL="HTTP/1.1", HTTP_HOST="own"))
    bottle.response = bottle.Response()
    bottle.response.set_header("X-Own", "1")
    try:
        bottle.redirect("/x")
    except bottle.HTTPResponse as answer:
        seen.append([answer.status, answer.headerlist])
    return [*seen, tell(mine.get_url, "none"), bottle.static_file("none", ".").status]


def patched(name, value):
    """unittest.mock on a module attribute: set inside, as before outside."""
    from unittest import mock

    before = getattr(bottle, name)
    with mock.patch.object(bottle, name, value):
        inside = [getattr(bottle, name), ask(bottle.Bottle(), "GET", "/none")]
    return [inside, getattr(bottle, name) is before, ask(bottle.Bottle(), "GET", "/none")]


def functions(name):
    """A function replaced by one that answers in its own way."""
    setattr(bottle, name, lambda *args, **kwargs: f"own {name}")
    app = bottle.Bottle()
    app.route("/", callback=bottle.view("x")(dict))
    app.error(500)(lambda error: 1 / 0)
    app.route("/fail", callback=lambda: 1 / 0)
    steps = [tell(app.run, server="x"), *(tell(ask, app, "GET", path) for path in ("/", "/none", "/<fail", "/fail"))]
    request = bottle.Request({"HTTP_AUTHORIZATION": "x"})
    return [*steps, tell(bottle.ConfigDict().load_module, "json"), tell(lambda: request.auth)]


# --- warnings ---------------------------------------------------------------------------------------------------------


def where(warning):
    """The place that a warning points to: a line of this file, or the framework."""
    if os.path.abspath(warning.filename) == os.path.abspath(__file__):
        return linecache.getline(warning.filename, warning.lineno).strip()
    return "framework" if os.path.abspath(warning.filename).startswith(ROOT + os.sep) else "elsewhere"


OLD = {
    "route": lambda: bottle.Bottle().route("/:old", callback=print),
    "get": lambda: bottle.Bottle().get("/:old")(print),
    "router": lambda: bottle.Router().add("/:old#x#", "GET", None),
    "catchall": lambda: bottle.Bottle(catchall=False).catchall,
    "autojson": lambda: bottle.Bottle(autojson=False).config.get("json.disable"),
    "encode": lambda: bottle.cookie_encode("x", "key"),
    "decode": lambda: bottle.cookie_decode(b"!x?y", "key"),
    "cookie": lambda: bottle.Response().set_cookie("a", [1], secret="s"),
    "get_config": lambda: made_route().get_config("a", "b"),
    "prefix": lambda: bottle.Bottle().mount("/a", bottle.Bottle()),
    "options": lambda: bottle.Bottle().mount("/a/", bottle.Bottle(), name="x"),
    "twice": lambda: mount_twice(bottle.Bottle(), bottle.Bottle()),
    "lookup": lambda: bottle.SimpleTemplate(name="x"),
    "absolute": lambda: bottle.SimpleTemplate(name="/x", lookup=["."]),
    "encoding": lambda: bottle.SimpleTemplate(b"\xff").render(),
    "reset": lambda: ask(resetting())[0][0],
    "cherrypy": lambda: bottle.CherryPyServer().run(None),
    "diesel": lambda: bottle.DieselServer().run(None),
    "fapws": lambda: bottle.FapwsServer().run(None),
    "gae": lambda: bottle.AppEngineServer().run(None),
    "direct": lambda: bottle.depr(1, 2, "cause", "fix", stacklevel=2),
}


def mount_twice(app, child):
    """One application below two prefixes."""
    app.mount("/a/", child)
    app.mount("/b/", child)


def made_route():
    """A route of an application of its own."""
    app = bottle.Bottle()
    app.route("/", callback=print)
    return app.routes[0]


def resetting():
    """An application whose handler asks once for its route to be reset."""
    app, asked = bottle.Bottle(), []

    def handler():
        if asked:
            return "done"
        asked.append(1)
        raise bottle.RouteReset

    app.route("/", callback=handler)
    return app


def deprecated(name, strict=False):
    """What a deprecated use warns about, of which category, and where it points to."""
    bottle.DEBUG = "strict" if strict else False
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = tell(OLD[name])
    result = result if isinstance(result, list | str | bool | None) else type(result).__name__
    return [
        result,
        [[w.category.__name__, str(w.message), where(w)] for w in caught if w.category is DeprecationWarning],
    ]


def filtered(pattern, name):
    """Whether a filter by module name turns a deprecated use into an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("error", module=pattern)
        return type(tell(OLD[name])).__name__
