"""Whole applications: hooks, plugins, mounts, error pages, what handlers may return, real sockets and threads.

Each public function is one scenario of cases.py. It runs in both boxes and holds no expected value.
"""

import io
import itertools
import os
import socket
import sys
import threading
import wsgiref.util

import bottle

SKIPPED_HEADERS = {"Date", "Server", "Etag"}


def environ(method="GET", path="/", body=b"", **extra):
    """A WSGI environment."""
    env = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), **extra}
    env["wsgi.input"] = io.BytesIO(body)
    env["wsgi.errors"] = io.StringIO()
    wsgiref.util.setup_testing_defaults(env)
    return env


def ask(app, method="GET", path="/", body=b"", **extra):
    """One request: status, headers, whether an error was passed on, body without traceback, last line logged."""
    env, seen = environ(method, path, body, **extra), []

    def start(status, headers, exc_info=None):
        seen.append([status, [list(pair) for pair in headers if pair[0] not in SKIPPED_HEADERS], bool(exc_info)])

    result = app(env, start)
    content = b"".join(result)
    getattr(result, "close", lambda: None)()
    log = env["wsgi.errors"].getvalue().strip().splitlines()
    page, cut, _ = content.partition(b"Traceback:</h2>")
    if cut:  # its frames, and with them its length, are free
        seen[0][1] = [pair for pair in seen[0][1] if pair[0] != "Content-Length"]
    return [*seen, page, log[-1:]]


def attempt(function, *args, **kwargs):
    """A result, or the name and text of the error."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return ["raised", type(error).__name__, str(error)]


def application(**routes):
    """An application with one GET route for each keyword."""
    app = bottle.Bottle()
    for name, handler in routes.items():
        app.route(f"/{name}", ["GET", "POST"], handler)
    return app


class Sized:
    """A file-like body that reports when it is closed."""

    closed = 0

    def __init__(self, data):
        self.data = io.BytesIO(data)

    def read(self, size=-1):
        return self.data.read(size)

    def close(self):
        Sized.closed += 1


def late_failure():
    yield ""
    raise ValueError("late")


def late_response():
    yield ""
    raise bottle.HTTPResponse("late", 202, x_late="1")


def failing():
    raise KeyError("gone")


RETURNS = {
    "nothing": lambda: None,
    "false": lambda: False,
    "text": lambda: "größe",
    "data": lambda: b"\x00\xff",
    "texts": lambda: ["a", "b", "ü"],
    "datas": lambda: (b"a", b"b"),
    "mapping": lambda: {"b": 1, "a": [None, "ü"]},
    "number": lambda: 5,
    "numbers": lambda: iter([5]),
    "lists": lambda: iter([["a"]]),
    "empty": lambda: iter(["", b"", ""]),
    "generated": lambda: (piece for piece in ["", "x", "ü"]),
    "generated-data": lambda: (piece for piece in [b"", b"x"]),
    "file": lambda: io.BytesIO(b"from a file"),
    "sized": lambda: Sized(b"from a file"),
    "late-failure": late_failure,
    "late-response": late_response,
    "failing": failing,
    "unserialisable": lambda: {"a": {1}},
    "response": lambda: bottle.HTTPResponse("made", 201, X_Own="a"),
    "response-mapping": lambda: bottle.HTTPResponse({"a": 1}, 203),
    "error": lambda: bottle.HTTPError(418, "tea <b>"),
    "no-content": lambda: bottle.HTTPResponse("dropped", 204),
    "unknown-status": lambda: bottle.HTTPResponse("odd", 799),
    "own-phrase": lambda: bottle.HTTPResponse("odd", "404 Brain not found"),
    "system": lambda: bottle.abort(503, "closed"),
    "abort": lambda: bottle.abort(),
}


def returned(name, method="GET", debug=False, **extra):
    """What a handler's result becomes on the wire."""
    if debug:
        bottle.debug(True)
    app = application(**{name: RETURNS[name]})
    return [ask(app, method, f"/{name}", **extra), ask(app, "GET", f"/{name}", **extra), Sized.closed]


def charset(name, content_type):
    """Text encoded as the content type says."""

    def handler():
        bottle.response.content_type = content_type
        return RETURNS[name]()

    return attempt(ask, application(page=handler), "GET", "/page")


def not_caught():
    """Errors pass through an application that catches none; exits always pass."""
    app = application(
        page=failing, exit=lambda: sys.exit(3), interrupt=lambda: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    seen = [ask(app, "GET", "/page")]
    app.config["catchall"] = False
    seen.append(attempt(ask, app, "GET", "/page"))
    for path in ("/exit", "/interrupt"):
        try:
            seen.append(ask(app, "GET", path))
        except BaseException as error:
            seen.append([type(error).__name__, list(error.args)])
    return seen


def critical():
    """A failure inside an error handler ends in the page of last resort."""
    app = application(page=failing)
    app.error(500)(lambda error: 1 / 0)
    seen = [ask(app, "GET", "/page<x>"), ask(app, "GET", "/page")]
    bottle.debug(True)
    return [*seen, ask(app, "GET", "/page")[:2]]


def error_handlers():
    """Handlers by status, by default, and ones that return errors themselves."""
    app = application(page=failing, forbidden=lambda: bottle.abort(403, "no"), gone=lambda: bottle.HTTPError(410, "x"))
    app.error(403)(lambda error: f"{error.status_code} {error.body} {error.exception!r}")
    app.error(500, lambda error: [type(error.exception).__name__, error.traceback.splitlines()[-1]])
    app.error("410")(lambda error: bottle.HTTPResponse("moved", 301, Location="/"))
    return [ask(app, *line) for line in (("GET", "/page"), ("GET", "/forbidden"), ("GET", "/gone"), ("PUT", "/gone"))]


def redirects(target, code=None, **extra):
    """Redirects with the headers and cookies that were set before."""

    def handler():
        bottle.response.set_header("X-Kept", "1")
        bottle.response.set_cookie("kept", "1")
        bottle.redirect(target, code)

    return ask(application(page=handler), "GET", "/page", **extra)


def hooks():
    """Order of hooks, removal, a hook that answers, and the hook for configuration."""
    log, app = [], bottle.Bottle()
    for number in (1, 2):
        app.add_hook("before_request", lambda n=number: log.append(["before", n]))
        app.add_hook("after_request", lambda n=number: log.append(["after", n, bottle.response.status_code]))
    app.add_hook("config", lambda config, key, value: log.append(["config", key, value]))
    app.add_hook("app_reset", lambda: log.append("reset"))
    app.route("/page", callback=lambda: log.append("page") or "body")
    app.config["x.y"] = 3
    app.reset()
    answers = [ask(app, "GET", "/page"), ask(app, "GET", "/none")]
    app.add_hook("before_request", lambda: bottle.abort(409, "busy"))
    answers.append(ask(app, "GET", "/page"))
    app.add_hook("after_request", lambda: bottle.abort(410, "after"))
    removed = [app.remove_hook("app_reset", print), attempt(app.add_hook, "nothing", print)]
    return [log, answers, ask(app, "GET", "/page"), removed, app.trigger_hook("app_reset")]


class Tag:
    """A plugin that wraps results in its name."""

    api = 2

    def __init__(self, name, log):
        self.name, self.log = name, log

    def setup(self, app):
        self.log.append(["setup", self.name, len(app.plugins)])

    def apply(self, callback, route):
        self.log.append(["apply", self.name, route.rule, route.config.get("mark")])
        return lambda *a, **k: f"{self.name}({callback(*a, **k)})"

    def close(self):
        self.log.append(["close", self.name])


def plugins():
    """Installing, skipping, ordering and uninstalling plugins."""
    log, app = [], bottle.Bottle()
    one, two = app.install(Tag("one", log)), app.install(Tag("two", log))
    app.install(lambda callback: lambda *a, **k: f"plain({callback(*a, **k)})")
    app.route("/all", callback=lambda: "x", mark=1)
    app.route("/skip", callback=lambda: "x", skip=["one", Tag])
    app.route("/none", callback=lambda: "x", skip=True)
    app.route("/apply", callback=lambda: "x", apply=[Tag("own", log)], skip=[two])
    paths = ("/all", "/skip", "/none", "/apply")
    before = [ask(app, "GET", path)[1] for path in paths]
    removed = [[getattr(p, "name", "?") for p in app.uninstall(w)] for w in (one, "two", "json", True)]
    return [log, before, removed, [ask(app, "GET", path)[1] for path in paths], attempt(app.install, 5)]


def route_reset():
    """A plugin that asks for the route to be made again."""
    app, log = bottle.Bottle(), []

    def once(callback):
        log.append("apply")
        if len(log) == 1:
            raise bottle.RouteReset
        return callback

    app.install(once)
    app.route("/page", callback=lambda: "x")
    route = app.routes[0]
    kinds = [type(plugin).__name__ for plugin in route.all_plugins()]
    described = [route.rule, route.method, route.name, route.get_callback_args(), kinds]
    return [ask(app, "GET", "/page"), log, described, attempt(app.reset, 0), len(log)]


def mounting(slash):
    """An application and a plain WSGI program below a prefix."""
    parent, child, seen = bottle.Bottle(), bottle.Bottle(), []
    child.route("/", callback=lambda: "root")
    child.route("/page/<x:int>", callback=lambda x: [bottle.request.script_name, bottle.request.path, str(x)])
    child.error(404)(lambda error: "child lost")

    def program(env, start_response):
        seen.append([env["SCRIPT_NAME"], env["PATH_INFO"]])
        write = start_response("201 Made", [("X-A", "1"), ("X-A", "2"), ("Set-Cookie", "a=b")])
        write(b"first ")
        return [b"second"]

    parent.mount("/child" + slash, child)
    parent.mount("/wsgi" + slash, program)
    parent.route("/", callback=lambda: "parent")
    paths = ("/", "/child", "/child/", "/child/page/7", "/child/page/x", "/wsgi", "/wsgi/", "/wsgi/a/b", "/wsgix")
    answers = [ask(parent, "GET", path, SCRIPT_NAME="/base") for path in paths]
    wrong = [attempt(parent.mount, prefix, program) for prefix in ("/", "none", "")]
    return [answers, seen, wrong, dict(child.config).get("_mount.prefix"), [r.rule for r in parent.routes]]


def mounted_twice():
    """A second mount, mount options, and a program that raises after it has started to answer."""
    parent, child = bottle.Bottle(), bottle.Bottle()
    child.route("/x", callback=lambda: "x")

    def failing_program(env, start_response):
        try:
            raise ValueError("inside")
        except ValueError:
            start_response("500 Inside", [], sys.exc_info())
        return []

    parent.mount("/one/", child)
    parent.mount("/two/", child)
    parent.mount("/three/", bottle.Bottle(), method="GET")
    parent.mount("/four/", failing_program)
    return [ask(parent, "GET", path) for path in ("/one/x", "/two/x", "/three/x", "/four/x")]


def merging():
    """Routes of one application in another; they keep their owner."""
    one, two = application(a=lambda: "a"), application(b=lambda: str(bottle.request.app is two))
    one.merge(two)
    one.merge(two.routes)
    return [ask(one, "GET", "/a"), ask(one, "GET", "/b"), [route.app is two for route in one.routes], len(one.routes)]


def protected(header):
    """Basic authentication."""
    check = bottle.auth_basic(lambda user, password: user == "ann" and password == "pä:ss", realm="r", text="stop")
    app = application(page=check(lambda: f"{bottle.request.auth}"))
    return [ask(app, "GET", "/page", HTTP_AUTHORIZATION=header), ask(app, "GET", "/page", REMOTE_USER="ann")]


def json_option(**settings):
    """What the JSON plugin says in the configuration, and other ways to write JSON."""
    app = bottle.Bottle()
    for key, value in settings.items():
        app.config[f"json.{key}"] = value
    app.route("/page", callback=lambda: {"a": "ü"})
    own = bottle.Bottle()
    own.uninstall("json")
    own.install(bottle.JSONPlugin(json_dumps=lambda value: "own " + repr(value)))
    own.route("/page", callback=lambda: {"a": 1})
    kept = {key: value for key, value in app.config.items() if key.startswith("json")}
    return [ask(app, "GET", "/page"), ask(own, "GET", "/page"), kept, sorted(app.config.meta_list("json.ascii"))]


def resources(files):
    """Search paths, caching and opening of resources."""
    for path, text in files.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as handle:
            handle.write(text)
    here = os.getcwd() + os.sep
    seen = []
    for mode in ("all", "found", "none"):
        manager = bottle.ResourceManager(base=here, cachemode=mode)
        added = [manager.add_path(p) for p in ("a/", "b/", "nowhere/")] + [manager.add_path("made/", create=True)]
        found = [attempt(manager.lookup, n) for n in ("x.txt", "y.txt", "none.txt")]
        opened = [attempt(lambda name, found=manager: found.open(name).read(), n) for n in ("x.txt", "none.txt")]
        listed = sorted(manager)
        manager.add_path("b/", index=0)
        seen.append([added, found, opened, listed, [manager.lookup("x.txt")], manager.path, sorted(manager.cache)])
    return below(here, seen)


def below(directory, value):
    """The value with the directory cut from every path in it."""
    if isinstance(value, list):
        return [below(directory, item) for item in value]
    return value.removeprefix(directory) if isinstance(value, str) else value


def threads():
    """Requests in two threads do not see each other, and a thread without a request says so."""
    barrier, answers = threading.Barrier(2), {}

    def page(name):
        bottle.response.set_header("X-Name", name)
        barrier.wait(5)
        barrier.wait(5)
        return bottle.request.path

    app = bottle.Bottle()
    app.route("/page/<name>", callback=page)
    workers = [threading.Thread(target=lambda n=n: answers.update({n: ask(app, "GET", f"/page/{n}")})) for n in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [answers["a"], answers["b"], attempt(lambda: bottle.request.path), attempt(lambda: bottle.response.status)]


def served(requests):
    """Real requests over a loopback socket, through run() and the standard library's server."""
    app = application(
        hello=lambda: f"hello {bottle.request.query.name or 'you'}",
        echo=lambda: bottle.request.body.read(),
        fail=failing,
        stream=lambda: iter([b"one", b"two"]),
    )
    server = bottle.WSGIRefServer(port=0, host="127.0.0.1")
    sys.stderr = io.StringIO()
    threading.Thread(target=bottle.run, args=(app, server), kwargs={"quiet": True}, daemon=True).start()
    deadline = itertools.count()
    while not hasattr(server, "srv") and next(deadline) < 500:
        threading.Event().wait(0.01)
    answers = [exchange(server.port, request.encode("latin1")) for request in requests]
    server.srv.shutdown()
    return [answers, repr(bottle.WSGIRefServer("::1", "80", a=1))]


def exchange(port, request):
    """One raw request and the raw answer without date and server."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return [[line for line in head.split(b"\r\n") if line.partition(b":")[0] not in (b"Date", b"Server")], body]
