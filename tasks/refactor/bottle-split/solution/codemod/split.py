"""Cut the source into statements, give each to its module, and write the imports that this needs."""

import ast
import re
from collections.abc import Iterable, Iterator

from . import texts
from .blocks import take_out
from .plan import PACKAGE, STATE, SWITCHES, UNITS, Stage
from .syntax import Import, bound, find, first_line, globals_used, owned, single_imports

WIDTH = 110


class Split:
    """One source text under one stage of the plan; `files()` is the package."""

    def __init__(self, source: str, stage: Stage) -> None:
        """Sort every top-level statement; one that the plan does not name is an error."""
        for block in stage.blocks:
            source = take_out(source, block)
        self.stage = stage
        self.lines = source.split("\n")
        self.tree = ast.parse(source)
        self.home = {name: self.module_of(unit) for unit, name in self._planned()}
        self.modules: dict[str, list[ast.stmt]] = {self.module_of(unit): [] for unit in UNITS}
        self.imports: dict[str, str] = {}
        for statement in self.tree.body:
            self._sort(statement)

    def module_of(self, unit: str) -> str:
        """The module that holds a unit at this stage."""
        return self.stage.merged.get(unit, unit)

    def _planned(self) -> Iterator[tuple[str, str]]:
        """Each (unit, name) of the plan, the functions made from blocks included."""
        for unit, names in UNITS.items():
            yield from ((unit, name) for name in names.split())
        owners = {name: unit for unit, names in UNITS.items() for name in names.split()}
        for block in self.stage.blocks:
            yield block.unit or owners[block.function.split(".")[0]], block.name

    def _sort(self, statement: ast.stmt) -> None:
        if isinstance(statement, Import):
            self.imports |= dict(single_imports(statement))
            return
        names = owned(statement)
        homes = {self.home[name] for name in names if name in self.home}
        if not homes:
            assert isinstance(statement, ast.Expr | ast.If), f"line {statement.lineno} is not in the plan"
            return  # the docstring and the two `if __name__ == "__main__"`, which __init__ and __main__ take over
        assert len(homes) == 1, f"{names} are planned for {homes}"
        home = homes.pop()
        self.modules[home].append(statement)
        self.home |= dict.fromkeys(names, home)

    def files(self) -> dict[str, str]:
        """File name -> text of every module of the package."""
        package = {f"{module}.py": self.module(module) for module in self.modules}
        return package | {"__init__.py": self.init(), "__main__.py": texts.MAIN}

    def module(self, module: str) -> str:
        """Text of one module: docstring, imports, statements in their original order."""
        pieces = [(statement, self.text(statement, module)) for statement in self.modules[module]]
        own = {name for statement, _ in pieces for name in bound(statement)}
        used = {name for _, text in pieces for name in globals_used(text)} - own
        used -= set(self.stage.late.get(module, {}).values())
        head = [f'"""{module.strip("_").capitalize()} (part of {PACKAGE})."""', "", *self.head(module, used)]
        head += ["", texts.OWNED_BY_PACKAGE]
        switches = texts.SWITCHES if module == STATE else ""
        return "\n".join(head) + "\n" + switches + spaced(pieces) + "\n"

    def head(self, module: str, used: Iterable[str]) -> list[str]:
        """Import statements for the names that a module uses and does not define."""
        library, parts = set(), {}
        for name in sorted(used):
            if name == STATE:
                parts.setdefault(".", set()).add(STATE)
            elif self.home.get(name, module) != module:
                parts.setdefault("." + self.home[name], set()).add(name)
            elif name in self.imports:
                library.add(self.imports[name])
        rows = sorted(library - {"from __future__ import print_function"}, key=lambda row: (row[:4] == "from", row))
        return rows + [wrapped(f"from {part} import ", sorted(names)) for part, names in sorted(parts.items())]

    def text(self, statement: ast.stmt, module: str) -> str:
        """Source of a statement with its own comment, switches read and set through their owner."""
        start = first_line(statement, self.lines)
        lines = self.lines[start : statement.end_lineno]
        for function, name in self.stage.late.get(module, {}).items():
            if function.split(".")[0] in owned(statement):
                self.import_late(lines, start, function, name)
        text = "\n".join(lines)
        owner = "" if module == STATE else f"{STATE}."
        return through_owner(text, owner) if any(switch in text for switch in SWITCHES) else text

    def import_late(self, lines: list[str], start: int, function: str, name: str) -> None:
        """Put an import of `name` at the beginning of a function, behind its docstring."""
        first = find(self.tree, function).body[1]
        row = f"from .{self.home[name]} import {name}  # that module needs this one to be imported"
        lines.insert(first.lineno - 1 - start, " " * first.col_offset + row)

    def init(self) -> str:
        """Text of __init__.py: every name of the single module, and what keeps them live."""
        docstring = self.tree.body[0]
        head = ["\n".join(self.lines[: docstring.end_lineno]), texts.PATCH_FIRST]
        library = sorted(set(self.imports.values()) - {"from __future__ import print_function"})
        head += sorted(library, key=lambda row: row.startswith("from"))
        moved = {block.name for block in self.stage.blocks}
        for module, statements in self.modules.items():
            names = [name for s in statements for name in sorted(bound(s)) if name not in moved]
            head.append(wrapped(f"from .{module} import ", list(dict.fromkeys(names))))
        head.append(wrapped("from . import ", list(self.modules)))
        return "\n".join(head) + texts.LIVE % filled(list(self.modules))


def through_owner(text: str, owner: str) -> str:
    """`NORUN = x` as `_state.NORUN = x` followed by `_state._sync()`, and `global NORUN` dropped."""
    tree, lines = ast.parse(text), text.split("\n")
    edits: list[tuple[int, int, int, str | None]] = []
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in SWITCHES:
                edits.append((node.lineno, node.col_offset, node.end_col_offset or 0, owner + node.id))
            elif isinstance(node, ast.Global) and owner and set(node.names) <= SWITCHES:
                edits.append((node.lineno, 0, 0, None))
            elif isinstance(node, ast.Assign) and SWITCHES & bound(node):
                end = node.end_col_offset or 0
                edits.append((node.end_lineno or 0, end, end, f"\n{' ' * node.col_offset}{owner}_sync()"))
    for row, begin, end, new in sorted(set(edits), key=lambda e: e[:2], reverse=True):
        line = lines[row - 1]
        lines[row - 1 : row] = [] if new is None else [line[:begin] + new + line[end:]]
    return "\n".join(lines)


def spaced(pieces: list[tuple[ast.stmt, str]]) -> str:
    """Statements apart by two empty lines, one-line assignments in a row by none."""
    out, close = "", False
    for statement, text in pieces:
        short = isinstance(statement, ast.Assign) and "\n" not in text
        out += ("\n" if short and close else "\n\n\n") + text
        close = short
    return re.sub(r"^\n", "", out).rstrip()


def wrapped(start: str, names: list[str]) -> str:
    """An import statement, in parentheses where it is too long for a line."""
    line = start + ", ".join(names)
    return line if len(line) <= WIDTH else f"{start}({filled(names)})"


def filled(names: list[str]) -> str:
    """Names in indented rows that fit the width, each with its comma."""
    rows = [""]
    for name in names:
        if len(rows[-1]) + len(name) + 6 > WIDTH:
            rows.append("")
        rows[-1] += f"{name}, "
    return "\n" + "".join(f"    {row.rstrip()}\n" for row in rows)
