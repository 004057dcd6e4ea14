"""Questions about source text: what does a statement bind, what does it need, where does its text begin."""

import ast
import symtable
from collections.abc import Iterator

Import = ast.Import | ast.ImportFrom


def bound(statement: ast.stmt) -> set[str]:
    """Names that a statement binds in its own scope, in whichever branch."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, Import):
        return {alias_name(alias) for alias in statement.names}
    names = {name for target in getattr(statement, "targets", []) for name in stored(target)}
    return names.union(*(bound(inner) for inner in branches(statement)))


def stored(target: ast.expr) -> Iterator[str]:
    """Plain names that an assignment target binds."""
    return (n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


def branches(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Statements nested in `if` and `try`."""
    for field in ("body", "orelse", "finalbody"):
        yield from getattr(statement, field, [])
    for handler in getattr(statement, "handlers", []):
        yield from handler.body


def owned(statement: ast.stmt) -> set[str]:
    """Names by which the plan finds a statement: those it binds, or the base of what it assigns into."""
    if names := bound(statement):
        return names
    targets = getattr(statement, "targets", [])
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def alias_name(alias: ast.alias) -> str:
    """The name that one part of an import statement binds."""
    return (alias.asname or alias.name).split(".")[0]


def single_imports(statement: Import) -> Iterator[tuple[str, str]]:
    """Each bound name with the import statement that binds it alone."""
    for alias in statement.names:
        alone = ast.Import([alias]) if isinstance(statement, ast.Import) else _from(statement, alias)
        yield alias_name(alias), ast.unparse(alone)


def _from(statement: ast.ImportFrom, alias: ast.alias) -> ast.ImportFrom:
    return ast.ImportFrom(statement.module, [alias], statement.level)


def globals_used(text: str) -> set[str]:
    """Names that a piece of module-level source takes from its module's namespace, at import or when called."""
    top = symtable.symtable(text, "<statement>", "exec")
    names = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    return names.union(*(_globals_below(child) for child in top.get_children()))


def _globals_below(table: symtable.SymbolTable) -> set[str]:
    names = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
    return names.union(*(_globals_below(child) for child in table.get_children()))


def first_line(statement: ast.stmt, lines: list[str]) -> int:
    """Index of the line where a statement begins, its decorators and its own comment included."""
    decorators = getattr(statement, "decorator_list", [])
    start = min([statement.lineno] + [d.lineno for d in decorators]) - 1
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return start


def find(tree: ast.Module, dotted: str) -> ast.FunctionDef | ast.ClassDef:
    """The function, class or method of that name."""
    scope: ast.AST = tree
    for part in dotted.split("."):
        scope = next(n for n in scope.body if getattr(n, "name", None) == part)  # type: ignore[attr-defined]
    assert isinstance(scope, ast.FunctionDef | ast.ClassDef)
    return scope
