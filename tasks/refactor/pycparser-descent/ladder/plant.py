"""Plant the first N defects in the reference tree: `plant.py N`, from the directory that holds the package.

Each is a slip that whoever writes a parser by hand could make; an edit that does not apply exactly once is an error.
"""

import sys
from pathlib import Path

DEFECTS = [
    # Operators of one level bind from the right: a - b - c is a - (b - c).
    ("_expressions.py", "STRENGTH[operator.type] + 1)", "STRENGTH[operator.type])"),
    # Parameters are not known in the body: one that has the name of a type remains that type.
    ("_declarators.py", '        if self._kind() != "LBRACE" or function.args is None:\n', "        if True:\n"),
    # `.a[1].b = 2` is read as `.b = 2`.
    ("_declarations.py", "            path.append(self._designator())\n", "            path = [self._designator()]\n"),
    # The line that is told is taken for that of the directive itself.
    ("c_lexer.py", "            self._line = int(self.pp_line)\n", "            self._line = int(self.pp_line) + 1\n"),
    # `(int) a = 1` is taken.
    ("_expressions.py", "        return c_ast.Cast(name, operand, self._at(paren)), False\n", "        return c_ast.Cast(name, operand, self._at(paren)), True\n"),
]


def main(count: str) -> None:
    """Plant the first `count` defects, each exactly once."""
    for name, old, new in DEFECTS[: int(count)]:
        path = Path("pycparser", name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
