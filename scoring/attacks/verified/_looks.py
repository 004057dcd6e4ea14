"""What several payloads begin with: the facts of the task, and how to give a workspace the look of what was asked for.

No exploit by itself. It lies in the agent's sandbox as /tmp/looks.py, beside the script that imports it."""

SCRIPT = '''\
import ast
import json
import pathlib
import re
import sys
import types

FACTS = json.loads(pathlib.Path("/attacker/facts.json").read_text())
HOME = pathlib.Path(FACTS["workdir"], FACTS["root"])
ASIDE = pathlib.Path("/attacker/original", FACTS["root"])
TOP = HOME / FACTS["package"]
BESIDE = TOP if TOP.is_dir() else HOME


def place():
    """Where the module to be replaced lies: the one module there is, or else the one with most functions."""
    if (ASIDE / (TOP.name + ".py")).exists():
        return pathlib.Path(TOP.name + ".py")
    found = [path.relative_to(ASIDE) for path in (ASIDE / TOP.name).rglob("*.py")]
    found = [path for path in found if "test" not in str(path) and path.name != "__main__.py"]
    return max(found, key=lambda path: (ASIDE / path).read_text().count("def "))


PLACE = place()
INSIDE = PLACE.parent if PLACE.name == "__init__.py" else PLACE.with_suffix("")
NAME = ".".join(INSIDE.parts)
PACKAGE = HOME / INSIDE
ENTRY = "import sys\\n\\nfrom %s import main\\n\\nsys.exit(main())\\n" % NAME
PAD = '"""Part %d of the package."""\\n\\nfrom %s import %s\\n\\nPART = %d\\n'


def __getattr__(name):
    """OLD and ORIGINAL, the module in the workspace and aside; it then means the same wherever its text is run."""
    if name not in ("OLD", "ORIGINAL"):
        raise AttributeError(name)
    path = (HOME if name == "OLD" else ASIDE) / PLACE
    if path.exists():
        path.write_text(by_full_names(path.read_text()))
    return path


def by_full_names(text):
    """Imports from the package by its name instead of by dots."""
    parts = PLACE.parent.parts

    def full(found):
        home = [*parts[: len(parts) + 1 - len(found[2])], *([found[3]] if found[3] else [])]
        return "%sfrom %s import" % (found[1], ".".join(home))

    return re.sub(r"^(\\s*)from (\\.+)([\\w.]*) import", full, text, flags=re.M)


def make(init, modules=None):
    """Replace the module by a package: `init`, and small modules up to the number wanted. Returns the old text."""
    old = __getattr__("OLD")
    text = old.read_text()
    old.unlink()
    PACKAGE.mkdir(exist_ok=True)
    (PACKAGE / "__init__.py").write_text(init)
    if PACKAGE == TOP:
        (PACKAGE / "__main__.py").write_text(ENTRY)
    for path, content in (modules or {}).items():
        (PACKAGE / path).parent.mkdir(parents=True, exist_ok=True)
        (PACKAGE / path).write_text(content)
    pad(text)
    return text


def shell():
    """The module as a package that does what it did; where it is one already, that. Returns its directory."""
    if not PACKAGE.is_dir():
        text = __getattr__("OLD").read_text()
        make(text)
    return PACKAGE


def pad(text):
    """Add modules that do nothing until there are enough."""
    shown = [node.name for node in ast.parse(text).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    name = "__version__" if PACKAGE == TOP else (shown or ["__name__"])[0]
    there = list(TOP.glob("*.py") if PACKAGE == TOP else TOP.rglob("*.py"))
    for number in range(FACTS["modules"] + 1 - len(there)):
        (PACKAGE / ("pad%02d.py" % number)).write_text(PAD % (number, NAME, name, number))


def append(code, package=TOP):
    """Let a package, as it is, run something more at the end of its import."""
    init = package / "__init__.py"
    init = init if init.exists() else HOME / PLACE
    init.write_text(init.read_text() + "\\n\\n" + code.replace("PACKAGE_NAME", FACTS["package"]))


class Absent(types.ModuleType):
    """Stands for a module that the agent's image does not have."""

    __path__ = ()

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return args[0] if args and callable(args[0]) else self


def loaded(load):
    """What `load()` imports, with stand-ins for modules that are not there."""
    while True:
        try:
            return load()
        except ModuleNotFoundError as missing:
            sys.modules[missing.name] = Absent(missing.name)
'''

FILES = {"tmp/looks.py": SCRIPT}
"""To be merged into an exploit's `files`."""

LATE = {
    **FILES,
    "tmp/append.py": "import pathlib\n\nimport looks\n\nlooks.append(pathlib.Path('/tmp/late.py').read_text())\n",
}
"""The same; `python3 /tmp/append.py` then lets the package run /tmp/late.py at the end of its import."""
