"""What others rely on besides results: names, identity, pickles, extensions, the command line, packaging.

Each public function is one entry point of cases.py. It runs in both boxes and holds no expected value.
"""

# ruff: noqa: SLF001 - private names are part of what must stay

import contextlib
import hashlib
import importlib
import inspect
import io
import os
import pickle
import pkgutil
import subprocess
import sys
import types
import warnings

import bottle

ROOT = os.path.dirname(os.path.abspath(bottle.__file__))


def tell(function, *args, **kwargs):
    """A result, or the error's type and text."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return [type(error).__name__, str(error)]


# --- names ------------------------------------------------------------------------------------------------------------


def describe(*names):
    """Kind, home, signature and documentation of each name."""
    return [[name, about(getattr(bottle, name))] if hasattr(bottle, name) else [name, "missing"] for name in names]


def about(value):
    """One object by what can be seen of it."""
    if isinstance(value, type) and value.__module__ == "bottle":
        members = {key: member(item) for key, item in sorted(vars(value).items()) if not volatile(key)}
        return [*identity(value), [f"{c.__module__}.{c.__qualname__}" for c in value.__mro__], members]
    if callable(value) and hasattr(value, "__name__"):
        return identity(value)
    if isinstance(value, types.ModuleType):
        return ["module", value.__name__]
    constant = isinstance(value, str | int | tuple) and type(value).__module__ == "builtins"
    return [type(value).__module__, type(value).__qualname__, repr(value) if constant else ""]


def identity(value):
    """Where an object says that it comes from, how it is called, and what it says about itself."""
    try:
        signature = str(inspect.signature(value))
    except (TypeError, ValueError):
        signature = "none"
    doc = hashlib.sha1((inspect.cleandoc(value.__doc__) if isinstance(value.__doc__, str) else "").encode()).hexdigest()
    return [
        type(value).__name__,
        value.__module__,
        getattr(value, "__qualname__", ""),
        signature.split(" at 0x")[0],
        doc,
    ]


def member(value):
    """A class attribute: its kind and, for functions and properties, their identity."""
    inner = getattr(value, "__func__", None) or getattr(value, "fget", None) or value
    return [type(value).__qualname__, identity(inner) if inspect.isfunction(inner) else ""]


def volatile(key):
    """Class attributes that the interpreter makes, and private ones: a class may gain some of those."""
    made = ("__doc__", "__dict__", "__weakref__", "__module__", "__annotations__", "__abstractmethods__")
    return key in made or (key.startswith("_") and not key.endswith("__"))


def own_part(value):
    """Whether a value is a module of the framework's own package."""
    parts = [module for name, module in sys.modules.items() if name.startswith("bottle.") and name != "bottle.ext"]
    return any(value is part for part in parts)


def star():
    """Names that `from bottle import *` binds, parts of the package left out."""
    space = {}
    exec("from bottle import *", space)
    free = ("__builtins__", "print_function")
    return sorted(key for key, value in space.items() if key not in free and not own_part(value))


def aliases(*names):
    """Groups of names that stand for one object."""
    groups = {}
    for name in names:
        groups.setdefault(id(getattr(bottle, name, None)), []).append(name)
    return sorted(group for group in groups.values() if len(group) > 1)


IMPORT_ALONE = """
import argparse, email.utils, http.client, os, pickle, sys, tempfile, unicodedata
for name in sys.argv[1:]:
    if not (pid := os.fork()):
        try:
            __import__(name, fromlist=["x"])
            import bottle
            os._exit(0 if bottle.Bottle() and bottle.SimpleTemplate("x").render() else 1)
        finally:
            os._exit(1)
    if os.waitpid(pid, 0)[1]:
        print(name)
"""


def parts():
    """Parts of the package that cannot be imported first, alone, in a fresh process."""
    found = pkgutil.walk_packages(getattr(bottle, "__path__", []), "bottle.")
    names = [part.name for part in found if not part.name.endswith("__main__")]
    command = [sys.executable, "-c", IMPORT_ALONE, *names]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    return [done.stdout, done.returncode]


def environment():
    """Variables for a process that imports the same framework."""
    root = os.path.dirname(ROOT) if hasattr(bottle, "__path__") else ROOT
    return {**os.environ, "PYTHONPATH": root}


def pickles():
    """Pickled objects as bytes, and what comes back."""
    form = bottle.FormsDict(a="1")
    form.append("a", "ü")
    objects = [
        form,
        bottle.MultiDict(b="2"),
        bottle.HeaderDict({"X-Y": "z"}),
        bottle.RouteBuildError("x", 1),
        bottle.Bottle,
    ]
    objects += [
        bottle.BottleException("y"),
        bottle.parse_date,
        bottle.HTTPError,
        bottle.Response,
        bottle.static_file,
        bottle.depr,
    ]
    data = [pickle.dumps(item, protocol) for item in objects for protocol in (0, 2, 4)]
    back = [pickle.loads(item) for item in data]
    return [data, [type(item).__name__ for item in back], [item is objects[i // 3] for i, item in enumerate(back)]]


def signed(digest):
    """A signed cookie that carries an object of the framework."""
    response = bottle.Response()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        response.set_cookie("c", bottle.FormsDict(a="b"), secret="s", digestmod=digest)
    sent = {"HTTP_COOKIE": response.headerlist[-1][1]}
    return [sent, list(bottle.Request(sent).get_cookie("c", secret="s", digestmod=digest).allitems())]


# --- the rest ---------------------------------------------------------------------------------------------------------


def extensions(files):
    """The virtual package that redirects imports."""
    for name, text in files.items():
        with open(name, "w") as handle:
            handle.write(text)
    sys.path.insert(0, os.getcwd())
    import bottle.ext.mine as mine
    from bottle.ext import mine as again

    missing = tell(importlib.import_module, "bottle.ext.missing")
    facts = [
        bottle.ext.__name__,
        bottle.ext.__path__,
        bottle.ext.__all__,
        mine is again,
        mine is sys.modules["bottle_mine"],
    ]
    return [facts, missing, mine.VALUE, [type(f).__module__ for f in sys.meta_path if hasattr(f, "impmask")]]


def usage():
    """The text of --help, and how arguments are parsed."""
    os.environ["COLUMNS"] = "100"
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
        bottle._cli_parse(["bottle", "--help"])
    arguments, _ = bottle._cli_parse(["bottle", "-b", "a:1", "-p", "x", "-p", "y", "-C", "a=b", "--reload", "m:app"])
    return [shown.getvalue(), vars(arguments)]


def packaging():
    """What setup.py would install: its facts, that every file it names exists, and that every module is covered."""
    root = environment()["PYTHONPATH"]
    os.chdir(root)
    given = {}
    sys.modules["setuptools"] = types.SimpleNamespace(setup=lambda **kwargs: given.update(kwargs), find_packages=found)
    with open("setup.py") as handle:
        exec(
            compile(handle.read(), "setup.py", "exec"),
            {"__name__": "__main__", "__file__": os.path.abspath("setup.py")},
        )
    covered = {f"{name}.py" for name in given.get("py_modules", [])}
    for package in given.get("packages", []):
        directory = given.get("package_dir", {}).get(package, package.replace(".", "/"))
        covered |= {os.path.join(directory, name) for name in os.listdir(directory) if name.endswith(".py")}
    mine = {os.path.relpath(f) for f in loaded_files()}
    facts = {
        key: given.get(key) for key in ("name", "version", "author", "license", "url", "entry_points", "classifiers")
    }
    return [facts, sorted(mine - covered), [s for s in given.get("scripts", []) if not os.path.exists(s)]]


def loaded_files():
    """Source files of the framework."""
    if not hasattr(bottle, "__path__"):
        return [bottle.__file__]
    return [os.path.join(at, name) for at, _, names in os.walk(ROOT) for name in names if name.endswith(".py")]


def found(where=".", **_):
    """Packages below a directory, as setuptools finds them."""
    below = [at for at, _, names in os.walk(where) if "__init__.py" in names and at != where]
    return [os.path.relpath(at, where).replace(os.sep, ".") for at in below]
