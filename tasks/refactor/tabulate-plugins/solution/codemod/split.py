"""Cut the source into statements, give each to its module, and write the imports that this needs."""

import ast
import re
from collections.abc import Iterable

from . import texts
from .blocks import take_out
from .plan import FAMILIES, OWNER, PACKAGE, SETTINGS, TRAITS, UNITS, Stage
from .syntax import Import, bound, first_line, globals_used, owned, single_imports

WIDTH = 110
REGISTRY = "formats.registry"
REGISTERED = "FORMAT_GROUP Format register_format unregister_format get_format load_formats _traits"
TABLES = "_table_formats tabulate_formats multiline_formats"
FORMER = {"_table_formats", "tabulate_formats", "multiline_formats", "__all__", "version", "__version__"}
"""Statements of the single module that the package has in another form."""


class Split:
    """One source text under one stage of the plan; `files()` is the package."""

    def __init__(self, source: str, stage: Stage) -> None:
        """Sort every top-level statement; one that the plan does not name is an error."""
        for block in stage.blocks:
            source = take_out(source, block)
        source = adapted(source)
        self.lines = source.split("\n")
        self.tree = ast.parse(source)
        self.modules: dict[str, list[ast.stmt]] = {}
        self.home = dict.fromkeys(f"{REGISTERED} {TABLES}".split(), REGISTRY)
        for unit, names in UNITS.items():
            self.modules.setdefault(stage.merged.get(unit, unit), [])
            self.home |= dict.fromkeys(names.split(), stage.merged.get(unit, unit))
        for block in stage.blocks:
            self.home[block.name] = self.home[block.function.split(".")[0]]
        self.new = {block.name for block in stage.blocks}
        self.imports: dict[str, str] = {}
        for statement in self.tree.body:
            self._sort(statement)

    def _sort(self, statement: ast.stmt) -> None:
        if isinstance(statement, Import):
            self.imports |= dict(single_imports(statement))
            return
        names = owned(statement)
        homes = {self.home[name] for name in names if name in self.home} - {REGISTRY}
        if not homes:
            known = names & FORMER or isinstance(statement, ast.Expr | ast.If)
            assert known, f"line {statement.lineno} is not in the plan"
            return
        assert len(homes) == 1, f"{names} are planned for {homes}"
        self.modules[homes.pop()].append(statement)

    def files(self) -> dict[str, str]:
        """File name -> text of every module of the package."""
        made = {module: self.module(module) for module in [*self.modules, *(set(FAMILIES) - set(self.modules))]}
        package = {f"{module.replace('.', '/')}.py": text for module, text in made.items()}
        families = "\n".join(f"import {PACKAGE}.{module}  # noqa: F401" for module in FAMILIES)
        package["formats/registry.py"] = texts.FORMATS
        package["formats/__init__.py"] = (
            f'"""The formats that come with tabulate; each registers itself."""\n\n{families}\n'
        )
        return package | {"__init__.py": self.init()}

    def module(self, module: str) -> str:
        """Text of one module: docstring, imports, statements in their original order."""
        pieces = [(statement, self.text(statement, module)) for statement in self.modules.get(module, [])]
        family = self.family(module) if module in FAMILIES else ""
        own = {name for statement, _ in pieces for name in bound(statement)}
        used = {name for text in [family, *(text for _, text in pieces)] for name in globals_used(text)} - own
        head = [
            f'"""{module.split(".")[-1].strip("_").capitalize()} (part of {PACKAGE})."""',
            "",
            *self.head(module, used),
        ]
        body = ("\n" + spaced(pieces)) if pieces else ""
        return "\n".join(head) + body.rstrip() + "\n" + family

    def head(self, module: str, used: Iterable[str]) -> list[str]:
        """Import statements for the names that a module uses and does not define."""
        library, parts = set(), {}
        for name in sorted(used):
            if name == OWNER and module != OWNER:
                parts.setdefault("", set()).add(OWNER)
            elif self.home.get(name, module) != module:
                parts.setdefault(f".{self.home[name]}", set()).add(name)
            elif name in self.imports:
                library.add(self.imports[name])
        rows = sorted(library, key=lambda row: (row[:4] == "from", row))
        return rows + [wrapped(f"from {PACKAGE}{part} import ", sorted(names)) for part, names in sorted(parts.items())]

    def text(self, statement: ast.stmt, module: str) -> str:
        """Source of a statement with its own comment, settings read through their owner."""
        text = "\n".join(self.lines[first_line(statement, self.lines) : statement.end_lineno])
        return text if module == OWNER else through_owner(text)

    def family(self, module: str) -> str:
        """The formats of one family, registered."""
        (table,) = (s.value for s in self.tree.body if "_table_formats" in owned(s) and isinstance(s.value, ast.Dict))
        (folded,) = (ast.literal_eval(s.value) for s in self.tree.body if "multiline_formats" in owned(s))
        entries = dict(zip((key.value for key in table.keys), table.values, strict=True))
        rows = ""
        for name in FAMILIES[module].split():
            value = entries[name]
            rows_of_it = self.lines[value.lineno - 1 : value.end_lineno]
            rows_of_it[-1] = rows_of_it[-1][: value.end_col_offset]
            text = "\n".join(rows_of_it)[value.col_offset :]
            asked = (", multiline=True" if name in folded else "") + (f", {TRAITS[name]}" if name in TRAITS else "")
            rows += f'    "{name}": Format(\n' + "\n".join(f"    {row}" for row in f"    {text}".split("\n"))
            rows += f"{asked},\n    ),\n"
        return texts.FAMILY % rows + (texts.JUPYTER if module == "formats.html" else "")

    def init(self) -> str:
        """Text of __init__.py: every name of the single module, and what keeps settings live."""
        head = ['"""Pretty-print tabular data."""', texts.HEAD.strip("\n"), ""]
        head += sorted(
            {
                row
                for row in self.imports.values()
                if "wcwidth" not in row and ".version" not in row and row != "import sys"
            },
            key=lambda row: row.startswith("from"),
        )
        head += [
            f"import {PACKAGE} as _package",
            f"import {PACKAGE}.formats  # noqa: F401",
            f"from {PACKAGE} import {OWNER}",
        ]
        for module, statements in self.modules.items():
            names = [name for s in statements for name in sorted(bound(s)) if name not in self.new]
            head.append(wrapped(f"from {PACKAGE}.{module} import ", list(dict.fromkeys(names))))
        head.append(wrapped(f"from {PACKAGE}.{REGISTRY} import ", sorted(f"{REGISTERED} {TABLES}".split())))
        head += [
            "",
            "try:",
            f"    from {PACKAGE}.version import version as __version__  # noqa: F401",
            "except ImportError:",
            "    pass",
        ]
        return "\n".join(head) + "\n" + texts.LIVE


def adapted(source: str) -> str:
    """The three places of the core that know a format by name, without them."""
    pattern = r"    # empty values in the first column of RST.*?(?=    # optimization: look for ANSI)"
    source, count = re.subn(pattern, lambda _: texts.SPECIAL + "\n", source, flags=re.DOTALL)
    assert count == 1, "the formats that tabulate() knows by name"
    pattern = r"        if fmt\.lineabove == _html_begin\w+:\n            return JupyterHTMLStr\(output\)\n"
    pattern += r"        else:\n            return output\n"
    new = "        # a line function may know the type of the text that it begins\n"
    new += '        return getattr(fmt.lineabove, "text_type", str)(output)\n'
    source, count = re.subn(pattern, new, source)
    assert count == 1, "the type of the text"
    return source


def through_owner(text: str) -> str:
    """`MIN_PADDING` as `_settings.MIN_PADDING`."""
    lines = text.split("\n")
    nodes = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name) and n.id in SETTINGS]
    for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        line = lines[node.lineno - 1].encode()
        begin, end = node.col_offset, node.end_col_offset
        lines[node.lineno - 1] = (line[:begin] + f"{OWNER}.{node.id}".encode() + line[end:]).decode()
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
