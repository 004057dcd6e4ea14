"""run(), the reloader and the command line. Sent to both boxes as text and played by driver.py."""

# ruff: noqa: SLF001 - private names are part of what must stay

import contextlib
import glob
import io
import os
import signal
import sys
import tempfile
import time

import bottle
from driver import NOTES, handler, install, plain, stderr, tell


class Probe(bottle.ServerAdapter):
    """Notes what it is given, and ends as it is told."""

    ends = None

    def run(self, app):
        NOTES.append([self.host, self.port, self.options, self.quiet, bottle.DEBUG, type(app).__name__])
        if isinstance(app, bottle.Bottle):
            config = {key: plain(value) for key, value in app.config.items() if not key.startswith("_")}
            NOTES.append([config, [plain(plugin) for plugin in app.plugins], plain(app.routes and app.routes[0].rule)])
        if Probe.ends:
            raise Probe.ends


class Quiet(Probe):
    quiet = True


def plugin(callback):
    """A plugin that can be loaded by name."""
    return callback


def start(how, ends=None, app="bottle", environment=None, **options):
    """run() with a probing server, and what is announced; of a traceback only the last line counts."""
    with open("lock", "w"):
        os.environ.update({"BOTTLE_LOCKFILE": os.path.abspath("lock"), **(environment or {})})
    sys.modules["probing"] = sys.modules[__name__]
    Probe.ends = {None: None, "interrupt": KeyboardInterrupt(), "exit": SystemExit(5), "memory": MemoryError()}.get(
        ends, ValueError(ends)
    )
    servers = {"class": Probe, "quiet-class": Quiet, "instance": Probe("own", 7, b=2), "number": 5, "other-class": dict}
    server = servers.get(how, how)
    apps = {"bottle": bottle.Bottle(), "function": handler, "none": None, "number": 5}
    with stderr() as log:
        try:
            result = plain(bottle.run(apps.get(app, app), server, **options))
        except BaseException as error:
            result = ["raised", type(error).__name__, str(error).partition(" object at 0x")[0]]
    announced, trace, frames = log.getvalue().partition("Traceback")
    return [result, NOTES, announced.splitlines(), trace and frames.splitlines()[-1:], bottle.DEBUG]


def started_by_method():
    """An application's own run(), and run() while it must not."""
    app = bottle.Bottle()
    result = [plain(app.run(server=Probe, host="h", port=1, quiet=True)), list(NOTES)]
    bottle.NORUN = True
    return [*result, bottle.run(app, Probe), len(NOTES)]


def reloading(what, age=0.0, interval=0.02):
    """The child of a reloader: a module changes, the lock is gone or old, or the server just ends."""
    with open("watched.py", "w") as file:
        file.write("x = 1\n")
    with open("lock", "w"):
        pass
    os.utime("lock", (time.time() - age,) * 2)
    if what == "gone":
        os.unlink("lock")
    sys.path.insert(0, os.getcwd())
    __import__("watched")
    os.environ |= {"BOTTLE_CHILD": "true", "BOTTLE_LOCKFILE": os.path.abspath("lock")}
    signal.signal(signal.SIGINT, signal.default_int_handler)

    class Changing(bottle.ServerAdapter):
        quiet = True

        def run(self, app):
            ends = time.monotonic() + (0.15 if what == "end" else 15)
            moved = 1000
            while time.monotonic() < ends:
                time.sleep(0.01)
                if what == "change":  # again and again, whenever the watcher has taken its first look
                    moved += 1000
                    os.utime("watched.py", (time.time() + moved,) * 2)
                    os.utime("lock")  # as a parent keeps it
            NOTES.append("ended by itself")

    try:
        return ["returned", bottle.run(bottle.Bottle(), Changing, reloader=True, interval=interval), NOTES]
    except SystemExit as leaving:
        return ["exit", leaving.code, NOTES]


def watcher():
    """The watching thread by itself."""
    with open("lock", "w"):
        pass
    thread = bottle.FileCheckerThread("lock", 0.01)
    facts = [thread.status, thread.daemon, thread.lockfile, thread.interval]
    with thread as entered:
        facts += [entered, thread.is_alive()]
    facts += [thread.status, thread.is_alive()]
    thread = bottle.FileCheckerThread("lock", 0.01)
    for error in (KeyboardInterrupt, ValueError):
        thread.status = None
        thread.join = lambda: None
        facts += [thread.__exit__(error, None, None), thread.status]
    thread.status = "reload"
    return [*facts, thread.__exit__(None, None, None), thread.status]


CHILD = """
import os, signal, sys, time
lock = os.environ["BOTTLE_LOCKFILE"]
before = open("count").read() if os.path.exists("count") else ""
open("count", "w").write(before + "x")
os.utime(lock, (0, 0))
for _ in range(500):
    time.sleep(0.01)
    if os.stat(lock).st_mtime > 1000:
        break
facts = [len(before), os.environ["BOTTLE_CHILD"], sys.argv[1:], os.path.basename(lock)[:7], lock[-5:]]
open("told", "a").write(repr(facts + [os.stat(lock).st_mtime > 1000]) + "\\n")
if "interrupt" in sys.argv:
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(5)
sys.exit(3 if len(before) < 2 else 7)
"""


def supervising(arguments, package=None):
    """The parent of a reloader: it starts its own program again as long as that asks for it."""
    for name in ("child.py", "pk/__main__.py", "pk/__init__.py"):
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "w") as file:
            file.write(CHILD if "init" not in name else "")
    tempfile.tempdir = os.getcwd()
    sys.argv = ["child.py", *arguments]
    sys.modules["__main__"].__package__ = package
    signal.signal(signal.SIGINT, signal.default_int_handler)
    result = tell(bottle.run, handler, Probe, reloader=True, interval=0.02)
    with open("told") as file:
        return [result, file.read().splitlines(), glob.glob("*.lock"), NOTES]


def command(*lines, files=None):
    """Command lines in this process: what the server is given, and the last line of what goes wrong."""
    for name, text in (files or {}).items():
        with open(name, "wb") as file:
            file.write(text.encode("latin1"))
    sys.path.insert(0, os.getcwd())
    sys.modules["probing"] = sys.modules[__name__]
    sys.modules["probing"].app = bottle.Bottle()
    seen = []
    for line in lines:
        NOTES.clear()
        sys.modules["probing"].app = bottle.Bottle()
        with stderr() as log, contextlib.redirect_stdout(io.StringIO()) as out:
            result = tell(bottle._main, ["bottle", *line])
        shown = out.getvalue().splitlines()
        wrong = [text.partition("error: ")[2] or text for text in log.getvalue().splitlines() if text.strip()]
        seen.append([result, list(NOTES), wrong[-3:], shown if len(shown) == 1 else bool(shown)])
    return seen


def patching(*lines):
    """Which libraries are patched before anything else, by command line."""
    install("gevent.monkey", "eventlet")
    return [[tell(bottle._cli_patch, line), list(NOTES), NOTES.clear()] for line in lines]
