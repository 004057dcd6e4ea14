"""Close flaws of the interpreter: `python3 put.py MILESTONE`, from the project's directory.

parts/MILESTONE-MODULE.part holds functions of our own, each put in place of the one of its name in the class of its
name, or at the end of that class. EDITS change single lines. The modules of new/ come with the first."""

import ast
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
INTERPRETER, UTILITIES = "asteval/asteval.py", "asteval/astutils.py"
CONSTANTS = ("MAX_EXPONENT", "MAX_STR_LEN", "MAX_SHIFT", "MAX_OPEN_BUFFER")
CALLED = "        if isinstance(func, Procedure):\n            self._calldepth += 1\n"
NUMBERED = "    if hasattr(filename, '__index__'):\n        raise RuntimeError('Invalid file name')\n"
EDITS = {
    "10": [
        (
            INTERPRETER,
            "                       Procedure)\n",
            "                       Procedure)\nfrom . import amounts, guards\n",
        ),
        (INTERPRETER, "\nALL_NODES = ", "\nGUARD = guards.Guard(UNSAFE_ATTRS)\n\nALL_NODES = "),
        (UTILITIES, "\nbuiltins = __builtins__\n", "\nfrom . import amounts\n\nbuiltins = __builtins__\n"),
        (
            UTILITIES,
            "\nRESERVED_WORDS = ",
            "\nfrom .amounts import (" + ", ".join(CONSTANTS) + ")\n\nRESERVED_WORDS = ",
        ),
    ],
    "20": [
        (INTERPRETER, "ExceptionHolder, ReturnedNone,", "ExceptionHolder, Group, ReturnedNone,"),
        (INTERPRETER, "\nALL_NODES = ", "\nGROUP_CHANGES = ('update', 'pop', 'popitem', 'clear')\n\nALL_NODES = "),
        (
            INTERPRETER,
            "        self.no_deepcopy = [",
            "        self._keep_groups(builtins_readonly)\n\n        self.no_deepcopy = [",
        ),
        (
            INTERPRETER,
            "                        mylocals[tval.id] = []\n",
            "                        self._check_symbol(tval)\n                        mylocals[tval.id] = []\n",
        ),
        (UTILITIES, "    def __call__(", "    def _run("),
    ],
    "30": [
        (INTERPRETER, "    def eval(self, expr,", "    def _eval(self, expr,"),
        (
            UTILITIES,
            "    if buffering > ",
            f"{NUMBERED}    if buffering > ",
        ),
    ],
    "40": [
        (
            INTERPRETER,
            CALLED,
            f"        func, args, keywords = amounts.guarded_call(func, args, keywords)\n{CALLED}",
        ),
        (UTILITIES, "    return base ** exp\n", "    amounts.check_power(base, exp)\n    return base ** exp\n"),
        (UTILITIES, "    return arg1 * arg2\n", "    amounts.check_product(arg1, arg2)\n    return arg1 * arg2\n"),
        (UTILITIES, "    return arg1 + arg2\n", "    amounts.check_sum(arg1, arg2)\n    return arg1 + arg2\n"),
        (UTILITIES, "    return arg1 << arg2\n", "    amounts.check_shift(arg1, arg2)\n    return arg1 << arg2\n"),
        (UTILITIES, "ast.Mod: lambda a, b: a % b,", "ast.Mod: amounts.safe_mod,"),
    ],
}


def main(milestone: str) -> None:
    """Make the edits and put the parts of one milestone."""
    if milestone == "10":
        for new in (HERE / "new").glob("*.py"):
            shutil.copy(new, "asteval")
        path = Path(UTILITIES)
        path.write_text(without(path.read_text(encoding="utf-8"), CONSTANTS), encoding="utf-8")
    for name, old, new in EDITS[milestone]:
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    for part in sorted((HERE / "parts").glob(f"{milestone}-*.part")):
        path = Path("asteval") / f"{part.stem.partition('-')[2]}.py"
        path.write_text(merged(path.read_text(encoding="utf-8"), part.read_text()), encoding="utf-8")


def without(text: str, names: tuple[str, ...]) -> str:
    """The text without the assignments of some constants."""
    lines = text.split("\n")
    for node in reversed(ast.parse(text).body):
        if isinstance(node, ast.Assign) and bound(node) & set(names):
            del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines)


def merged(text: str, part: str) -> str:
    """The module's text with the functions of a part in its classes."""
    for owner in ast.parse(part).body:
        assert isinstance(owner, ast.ClassDef)
        for one in owner.body:
            new = part.split("\n")[one.lineno - 1 : one.end_lineno]
            body = next(c for c in ast.parse(text).body if isinstance(c, ast.ClassDef) and c.name == owner.name).body
            lines = text.split("\n")
            old = next((m for m in body if bound(m) & bound(one)), None)
            if old is None:
                lines[body[-1].end_lineno : body[-1].end_lineno] = ["", *new]
            else:
                lines[old.lineno - 1 : old.end_lineno] = new
            text = "\n".join(lines)
    return text


def bound(node: ast.stmt) -> set[str]:
    """What a statement binds by definition or assignment."""
    targets = getattr(node, "targets", ())
    return {getattr(node, "name", "")} - {""} | {one.id for one in targets if isinstance(one, ast.Name)}


if __name__ == "__main__":
    main(*sys.argv[1:])
