"""Adapters to servers that are not installed. Sent to both boxes as text and played by driver.py."""

import contextlib
import os
import re
import signal
import socket
import sys
import threading

import bottle
from driver import NOTES, VALUES, Stand, handler, install, plain, stderr, tell


def names():
    """What each server is called, how it looks, and what the automatic one tries."""
    kinds = [[name, kind.__name__, kind.quiet] for name, kind in bottle.server_names.items()]
    shown = [repr(kind("h", "81", a=1, b="x")) for kind in bottle.server_names.values()]
    base = bottle.ServerAdapter(port="5")
    facts = [base.host, base.port, base.options, base.quiet, base.run(handler), bottle.ServerAdapter().port]
    return [kinds, shown, [kind.__name__ for kind in bottle.AutoServer.adapters], facts]


def adapt(name, modules, options, quiet=False, host="1.2.3.4", values=None, child=False):
    """Run one adapter against stand-ins for its modules; then what it does when it is interrupted."""
    bottle.depr = lambda *args, **kwargs: None  # what two of them are told about themselves is an error of its own
    install(*modules)
    VALUES.update({key: special(value) for key, value in (values or {}).items()})
    if child:
        os.environ["BOTTLE_CHILD"] = "true"
    server = bottle.server_names[name](host, "81", **options)
    server.quiet = quiet
    before = signal.getsignal(signal.SIGINT)
    with stderr() as log:
        result = tell(server.run, handler)
        after = signal.getsignal(signal.SIGINT)
        if after is not before:
            NOTES.append(["interrupted", tell(after, 2, None) and None])
    main = sys.modules["__main__"]
    own_main = hasattr(main, "main") and name == "gae" and tell(main.main)
    shown = re.sub(r" at 0x\w+", "", repr(server))
    return [result, NOTES, plain(server.options), log.getvalue().splitlines(), shown, own_main]


def special(value):
    """Values that JSON has no form for."""
    kinds = {
        "local": threading.local,
        "failure": RuntimeError("stand-in"),
        "type-error": TypeError("stand-in"),
        "application": Application,
        "loop": make_loop,
        "unpatched": lambda module: NOTES.append(plain(module)),
    }
    return kinds.get(value, value) if isinstance(value, str) else value


class Application:
    """A base class that serves what its subclass loads."""

    cfg = Stand("cfg")

    def run(self):
        self.load_config()
        NOTES.append(["loaded", plain(self.load())])


def make_loop():
    """A real event loop, which notes that it is stopped."""
    import asyncio

    loop = asyncio.new_event_loop()
    loop.stop = lambda: NOTES.append("loop stopped")
    return loop


def event_loops():
    """Which loops the asynchronous servers make."""
    import asyncio

    install("aiohttp_wsgi.wsgi", "uvloop")
    server = bottle.AiohttpServer("h", 1)
    tell(server.run, handler)
    current = asyncio.get_event_loop_policy().get_event_loop()
    loops = [isinstance(server.loop, asyncio.AbstractEventLoop), current is server.loop]
    server.loop.close()
    return [loops, plain(bottle.AiohttpUVLoopServer().get_event_loop()), NOTES]


class Reference:
    """A server class for the standard library's adapter."""

    address_family = socket.AF_INET
    server_port = 4711

    def __init__(self, address, handler_class):
        NOTES.append(["made", list(address), type(self).address_family.name, handler_class.__name__])
        Reference.handler_class = handler_class

    def set_app(self, app):
        NOTES.append(["app", app is handler])

    def serve_forever(self):
        NOTES.append("serving")
        raise Reference.ends

    def server_close(self):
        NOTES.append("closed")


def reference(host, ends, quiet, port=0):
    """The standard library's server: its classes, how it ends, and what its handler logs."""
    Reference.ends = KeyboardInterrupt() if ends == "interrupt" else ValueError(ends)
    server = bottle.WSGIRefServer(host, port, server_class=Reference)
    server.quiet = quiet
    try:
        server.run(handler)
    except BaseException as error:
        NOTES.append(type(error).__name__)
    request = Reference.handler_class.__new__(Reference.handler_class)
    request.client_address, request.requestline = ("9.8.7.6", 5), "GET /"
    request.log_date_time_string = lambda: "today"
    with stderr() as log:
        request.log_request(200, 5)
    own = bottle.WSGIRefServer(host, port, server_class=Reference, handler_class=Application)
    with contextlib.suppress(KeyboardInterrupt):
        tell(own.run, handler)
    return [NOTES, server.port, request.address_string(), log.getvalue()]


def gateway(path=None):
    """The adapter for CGI, with the request in the process environment; the answer goes to standard output."""
    os.environ.update({"REQUEST_METHOD": "GET", "SERVER_NAME": "n", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.0"})
    if path is not None:
        os.environ["PATH_INFO"] = path
    app = bottle.Bottle()
    app.route("/<x:path>", callback=lambda x: f"page {x!r}")
    app.route("/", callback=lambda: "root " + repr(bottle.request.environ["bottle.raw_path"]))
    bottle.CGIServer().run(app)


def automatic(failing, last="ImportError"):
    """The automatic server with a list of its own, of which the first cannot be imported."""

    def kind(number):
        def run(self, handler):
            NOTES.append([number, self.host, self.port, self.options])
            if number < failing:
                raise {"ImportError": ImportError, "ValueError": ValueError}[last]("no")
            return f"run {number}"

        return type(f"Kind{number}", (bottle.ServerAdapter,), {"run": run})

    bottle.AutoServer.adapters = [kind(number) for number in range(3)]
    return [tell(bottle.AutoServer("h", 5, a=1).run, handler), NOTES]
