"""What is easily overlooked: the less used methods, the odd inputs, and adapters to what is not installed.

It runs in both boxes and holds no expected value. The scripts that it plays come with the cases, as text, and use what
is here: plain data, requests, and stand-ins, which note what is done to them under the name that the real thing has.
"""

import contextlib
import datetime
import io
import sys
import types
import wsgiref.util

import bottle

NOTES = []
VALUES = {}
"""Name of a stand-in's attribute -> what it is instead of another stand-in; an exception is raised when called."""


def play(source, function, /, *args, **kwargs):
    """Carry out a script: its text becomes a module, of which one function is called."""
    module = sys.modules["script"] = types.ModuleType("script")
    exec(compile(source, "script", "exec"), vars(module))
    return getattr(module, function)(*args, **kwargs)


def tell(function, *args, **kwargs):
    """A result, or the error's type and text."""
    try:
        return plain(function(*args, **kwargs))
    except (Exception, SystemExit) as error:
        return ["raised", type(error).__name__, str(error)]


def plain(value):
    """A value as built-in types; what has no content to show, by its name."""
    if isinstance(value, Stand):
        return "<" + object.__getattribute__(value, "_name") + ">"
    if isinstance(value, bottle.MultiDict):
        return [type(value).__name__, [[key, plain(item)] for key, item in value.allitems()]]
    if isinstance(value, bottle.BaseResponse):
        return [
            type(value).__name__,
            value.status,
            [list(p) for p in value.headerlist if p[0] != "Date"],
            plain(value.body),
        ]
    if isinstance(value, bottle.FileUpload):
        return ["upload", value.name, value.raw_filename, plain(value.headers), value.file.read()]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | bytes | int | float):
        return value
    if hasattr(value, "__next__") or type(value).__name__.startswith("dict_"):
        return [plain(item) for item in value]
    return f"<{getattr(value, '__name__', type(value).__name__)}>"


def public(thing):
    """Attributes of an object that are not private."""
    return {key: value for key, value in vars(thing).items() if not key.startswith("_")}


def below(directory, value):
    """The value with the directory cut from every text in it."""
    if isinstance(value, list | tuple):
        return [below(directory, item) for item in value]
    if isinstance(value, dict):
        return {key: below(directory, item) for key, item in value.items()}
    return value.replace(directory, "~") if isinstance(value, str) else value


def environ(method="GET", path="/", body=b"", **extra):
    """A WSGI environment; a value of None removes a key."""
    env = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body))}
    env["wsgi.input"], env["wsgi.errors"] = io.BytesIO(body), io.StringIO()
    wsgiref.util.setup_testing_defaults(env)
    return {key: value for key, value in (env | extra).items() if value is not None}


def ask(app, method="GET", path="/", body=b"", **extra):
    """One request: status, headers, body, what was logged last."""
    env, seen = environ(method, path, body, **extra), []
    result = app(
        env, lambda status, headers, error=None: seen.append([status, [list(h) for h in headers], bool(error)])
    )
    content = b"".join(result)
    getattr(result, "close", lambda: None)()
    return [*seen, content, env["wsgi.errors"].getvalue().strip().splitlines()[-1:]]


class Stand:
    """Stands in for anything: attributes and results are stand-ins too; calls and assignments are noted."""

    def __init__(self, name):
        object.__setattr__(self, "_name", name)

    def __getattr__(self, key):
        if key.startswith("__"):
            raise AttributeError(key)
        name = f"{self._name}.{key}"
        value = VALUES.get(name)
        return Stand(name) if value is None or isinstance(value, Exception) else value

    def __setattr__(self, key, value):
        NOTES.append([f"{self._name}.{key} =", plain(value)])

    def __call__(self, *args, **kwargs):
        NOTES.append([self._name, plain(args), plain(kwargs)])
        given = [v for v in (*args, *kwargs.values()) if callable(v) and not isinstance(v, Stand | type)]
        NOTES.extend(["handler answers", tell(value, {"asked": 1}, print)] for value in given)
        failure = VALUES.pop(self._name, None)
        if isinstance(failure, Exception):
            raise failure
        return Stand(f"{self._name}()")


def install(*names):
    """Put stand-ins for modules where imports find them."""
    for name in names:
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            module = sys.modules.setdefault(".".join(parts[:end]), types.ModuleType(parts[end - 1]))
            module.__path__ = []
            module.__getattr__ = Stand(".".join(parts[:end])).__getattr__
            if end > 1:
                setattr(sys.modules[".".join(parts[: end - 1])], parts[end - 1], module)


def handler(env, start):
    """The application that is served."""
    return ["served", sorted(env.items())]


@contextlib.contextmanager
def stderr():
    """What is written to standard error meanwhile."""
    kept, sys.stderr = sys.stderr, io.StringIO()
    try:
        yield sys.stderr
    finally:
        sys.stderr = kept
