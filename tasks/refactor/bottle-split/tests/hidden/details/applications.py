"""Applications, their routes, and the stack of them. Sent to both boxes as text and played by driver.py."""

import functools
import sys
import warnings

import bottle
from driver import ask, plain, tell

ASKED = [
    "",
    "/",
    "/s",
    "/d/1",
    "/d/x",
    "/i/7",
    "/i/-7",
    "/i/x",
    "/f/1.5",
    "/f/1.2.3",
    "/p/a/b",
    "/g/ab",
    "/h",
    "/e/<x>",
    "/w/\\1",
]
RULES = [
    ("/", "GET"),
    ("/s", "GET"),
    ("/s", "POST"),
    ("/d/<x>", "GET"),
    ("/d/<y>", "GET"),
    ("/i/<x:int>", "GET"),
    ("/f/<x:float>", "POST"),
]
RULES += [
    ("/p/<x:path>", "ANY"),
    ("/g/<x:re:(a)(?P<q>b)>", "GET"),
    ("/h", "HEAD"),
    ("/h", "PROXY"),
    ("/e/\\<x>", "GET"),
    ("/w/<:re:\\\\1>", "GET"),
]
RULES += [
    ("/bad/<x:no>", "GET"),
    ("/two/<x>/<x>", "GET"),
    ("/d/<x>", "PUT"),
    ("/i/<:int>/<:int>", "GET"),
    ("/x<x:re:[a-c\\>]+>y", "GET"),
]


def application_methods():
    """Shortcuts for methods, hooks, errors by name, closing, attributes."""
    app, log = bottle.Bottle(), []
    sys.modules["named"] = sys.modules[__name__]
    for name in ("get", "post", "put", "delete", "patch"):
        getattr(app, name)("/m")(lambda name=name: name)
    app.route(["/x", "/y"], ["get", "Post"], callback=lambda: "several")
    app.route("/loaded", callback="named:answer")
    app.error(404, "named:lost")
    app.error()(lambda error: "default code")
    answers = [
        ask(app, m, p)[:2] for m in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD") for p in ("/m", "/x", "/y")
    ]
    app.route("/args/<x>/<y:int>", callback=lambda x, y: f"{bottle.request.url_args} {bottle.request.route.rule}")
    answers += [ask(app, "GET", "/args/a/5"), app.config.meta_get("catchall", "validate") is bool]
    hook = app.hook("before_request")(lambda: log.append("hook"))
    ask(app, "GET", "/x")
    facts = [
        tell(app.remove_hook, "before_request", hook),
        tell(app.remove_hook, "before_request", hook),
        tell(app.remove_hook, "no", hook),
    ]
    facts += [
        ask(app, "GET", "/loaded"),
        ask(app, "GET", "/none"),
        list(log),
        tell(app.hook("nothing"), hook),
        tell(app.trigger_hook, "none"),
    ]
    app.add_hook("config", lambda *a, **k: len(a) + len(k))
    facts += [
        tell(app.trigger_hook, "config", 1, k=2),
        tell(setattr, app, "own", 1),
        tell(setattr, app, "own", 2),
        tell(setattr, app, "routes", []),
    ]
    app.install(Closing(log))
    facts += [tell(app.close), list(log), tell(app.uninstall, Closing), list(log), tell(app.uninstall, "none")]
    route, arguments = app.match({"REQUEST_METHOD": "GET", "PATH_INFO": "/x"})
    return [
        answers,
        facts,
        repr(route).rpartition(":")[0],
        arguments,
        tell(app.match, {"REQUEST_METHOD": "GET", "PATH_INFO": "/no"}),
        tell(app.run, server=5),
    ]


def answer():
    return "answered"


def lost(error):
    return "lost " + error.body


class Closing:
    """A plugin that can be closed."""

    api, name = 2, "closing"

    def __init__(self, log):
        self.log = log

    def apply(self, callback, route):
        return callback

    def close(self):
        self.log.append("closed")


def routes(debug=False):
    """Single routes: their callbacks, plugins, configuration and resets."""
    bottle.DEBUG = debug
    app, log = bottle.Bottle(), []

    def noted(name):
        def decorator(callback):
            log.append(name)
            return functools.wraps(callback)(lambda *a, **k: f"{name}({callback(*a, **k)})")

        return decorator

    app.install(noted("installed"))
    app.route("/a/<x>", callback=noted("inner")(lambda x: x), apply=noted("own"), name="a", extra={"deep": 1})
    app.route("/b", callback=Closing.apply)
    app.route("/c", callback=functools.partial(lambda x, y: x, 1), skip=True)
    app.route("/d", callback=noted("two")(answer), skip=["json", "template"], apply=[Closing(log), Closing(log)])
    seen = [list(log), ask(app, "GET", "/a/1")[1], list(log)]
    for route in app.routes:
        seen.append(
            [
                tell(repr, route),
                tell(route.get_undecorated_callback),
                tell(route.get_callback_args),
                [plain(p) for p in route.all_plugins()],
            ]
        )
        seen.append(
            [
                route.name,
                route.method,
                plain(route.plugins),
                plain(route.skiplist),
                {k: v for k, v in route.config.items() if k[:4] != "json"},
            ]
        )
    for what in (None, 0, app.routes[1], 99):
        log.clear()
        before = [route.call for route in app.routes]
        seen.append(
            [
                tell(app.reset, what),
                [route.call is old for route, old in zip(app.routes, before, strict=True)],
                list(log),
            ]
        )
    log.clear()
    app.routes[0].prepare()
    warnings.simplefilter("ignore")
    return [
        seen,
        list(log),
        tell(app.routes[0].get_config, "extra.deep"),
        tell(app.routes[0].get_config, "no", 4),
        app.routes[0].call("z"),
    ]


def rules(debug=False):
    """The router's tables: rules that repeat, that are static or not, and what each method may see."""
    bottle.DEBUG = debug
    router, seen = bottle.Router(), []
    for number, (rule, method) in enumerate(RULES):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            seen.append(
                [
                    tell(router.add, rule, method, number, f"n{number}" if number % 2 else None),
                    [str(w.message) for w in caught],
                ]
            )
    for method in ("GET", "HEAD", "POST", "PROXY", "any", "PATCH"):
        seen += [[method, p, tell(router.match, {"REQUEST_METHOD": method, "PATH_INFO": p})] for p in ASKED]
    names = [f"n{n}" for n in range(len(RULES))] + ["/d/<x>", "none", "/s"]
    seen += [
        [tell(router.build, name), tell(router.build, name, x=5, q="a b"), tell(router.build, name, "7", "8")]
        for name in names
    ]
    strict = bottle.Router(strict=True)
    strict.default_filter = "int"
    strict.add("/<x>", "GET", "int")
    strict.add("/s", "GET", "static")
    seen += [tell(strict.match, {"REQUEST_METHOD": "GET", "PATH_INFO": p}) for p in ("/s", "/5", "/a")]
    return [
        seen,
        sorted(router.filters),
        sorted(router.static),
        sorted(router.dyna_routes),
        [f(None)[0] for _, f in sorted(router.filters.items())],
    ]


def threads_and_stack():
    """The stack of applications and the shortcuts of the module."""
    stack = bottle.AppStack()
    facts = [len(stack), type(stack()).__name__, len(stack), stack.default is stack[-1]]
    own = bottle.Bottle()
    facts += [
        stack.push(own) is own,
        stack() is own,
        len(stack),
        type(stack.push("x")).__name__,
        len(stack),
        stack.new_app() is stack[-1],
    ]
    with own as entered:
        facts += [entered is own, bottle.default_app() is own]
        for name in ("get", "post", "put", "delete", "patch"):
            getattr(bottle, name)("/short")(lambda name=name: name)
        bottle.mount("/sub/", bottle.Bottle())
        plugin = bottle.install(lambda callback: callback)
        facts += [plain(bottle.uninstall(plugin)), bottle.url("/short"), tell(bottle.url, "none"), len(own.routes)]
        facts += [ask(own, m, "/short")[1] for m in ("GET", "POST", "PUT", "DELETE", "PATCH")]
        facts += [
            bottle.route.__name__,
            bottle.route.__doc__ == bottle.Bottle.route.__doc__,
            bottle.hook.__doc__ == bottle.Bottle.hook.__doc__,
        ]
    return [facts, bottle.default_app() is own]


def mounted_program():
    """A WSGI program below a prefix: no plugin of the application touches it, and its route says what it is."""
    app = bottle.Bottle()
    app.install(lambda callback: lambda *args, **kwargs: "changed")
    app.route("/own", callback=answer)

    def program(env, start_response):
        start_response("200 \u00c3\u00a4", [("X-A", "\u00c3\u00a4")], None)
        return [env["SCRIPT_NAME"].encode(), env["PATH_INFO"].encode()]

    app.mount("/one/two", program)
    app.mount("/named/", program, name="named", method=["GET", "POST"])
    seen = [
        ask(app, "GET", p) for p in ("/own", "/one/two", "/one/two/", "/one/two/three", "/one", "/named/x", "/named")
    ]
    seen += [ask(app, method, path)[0][0] for method in ("PUT", "POST") for path in ("/one/two/", "/named/x")]
    for route in app.routes:
        config = {key: plain(value) for key, value in route.config.items() if key.startswith("mountpoint")}
        seen.append([route.rule, route.method, route.name, plain(route.skiplist), config])
    return seen
