"""What buys silence from tools is used no more than `max` says, or no more than in the original.

Counted are comments (`# type: ignore`, `# noqa`, `# pragma: no cover`, `# pylint: disable`), uses of `Any`, `cast` and
`no_type_check` under whatever name, `object` in annotations, functions without full annotations, and tests that make a
type checker skip code (`TYPE_CHECKING` other than to import, `sys.version_info`, `sys.platform`)."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .judgement import Facts, Judgement, Params, all_or_nothing
from .meanings import Meanings
from .silencing import comments
from .source import Module, package_modules
from .syntax import FUNCTIONS, Function

KIND = "budgets"
COMMENTS = {
    "type_ignore": re.compile(r"\b(type|pyright|pyre|ty):\s*ignore|\bpyre-(ignore|fixme)"),
    "noqa": re.compile(r"#\s*noqa\b|\b(ruff|flake8):\s*(noqa|disable|ignore)"),
    "no_cover": re.compile(r"\bpragma:\s*no\s*(cover|branch)"),
    "pylint_disable": re.compile(r"\bpylint:\s*(disable|skip-file)"),
    "no_check": re.compile(r"\bmypy:|\bpyright:(?!\s*ignore)"),
}
USES = {
    "typing.Any": "any",
    "typing.cast": "cast",
    "typing.no_type_check": "no_check",
    "typing.no_type_check_decorator": "no_check",
}
UNCHECKED = frozenset({"TYPE_CHECKING", "MYPY", "PY2", "PY3", "sys.version_info", "sys.platform"})
"""Names by which mypy decides what it leaves out; it goes by the last part alone."""
TYPE_COMMENT = re.compile(r"#\s*type:\s*(?!ignore\b)(.+)")
GENERICS = frozenset({"list", "dict", "tuple", "set", "frozenset", "type"})


def collect(tree: Path, params: Params) -> Facts:
    """`{"uses": [[budget, "path:line"]]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    meanings = Meanings(modules)
    return {"uses": [[what, f"{m.path}:{line}"] for m in modules for what, line in _uses(m, meanings)]}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """All or nothing."""
    counts, before = (Counter(what for what, _ in side["uses"]) for side in (facts, original))
    problems = []
    for what in sorted(set(counts) - set(params["free"])):
        limit = params["max"].get(what, before[what])
        if counts[what] > limit:
            places = [place for name, place in facts["uses"] if name == what]
            problems.append(f"{what}: {counts[what]}, {limit} allowed ({', '.join(places[:3])})")
    judged = all_or_nothing(problems, "budgets overdrawn")
    return judged._replace(evidence={**judged.evidence, "counts": dict(counts)})


def _uses(module: Module, meanings: Meanings) -> Iterator[tuple[str, int]]:
    yield from _said(module, meanings)
    yield from _meant(module, module.tree, meanings)
    for quoted, line in _quoted(module, meanings):
        yield from ((what, line) for what, _ in _meant(module, quoted, meanings))
    for node in ast.walk(module.tree):
        if isinstance(node, FUNCTIONS) and not is_typed(node):
            yield "untyped", node.lineno
    for annotation in annotations(module.tree):
        yield from _objects(module, annotation, meanings)


def _said(module: Module, meanings: Meanings) -> Iterator[tuple[str, int]]:
    """What comments ask for."""
    for comment in comments(module.text):
        yield from ((what, comment.line) for what, form in COMMENTS.items() if form.search(comment.text))
        if found := TYPE_COMMENT.match(comment.text):
            for expression in _expressions(found[1].split("#")[0].replace("->", ",")):
                yield from ((what, comment.line) for what, _ in _meant(module, expression, meanings))


def _meant(module: Module, tree: ast.AST, meanings: Meanings) -> Iterator[tuple[str, int]]:
    """Uses of watched names in code."""
    plain = {id(node.test) for node in ast.walk(tree) if isinstance(node, ast.If) and not node.orelse}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
            continue
        found = meanings.of(module, node)
        yield from ((USES[name], node.lineno) for name in sorted(found & set(USES)))
        last = node.attr if isinstance(node, ast.Attribute) else node.id
        skips = found & UNCHECKED or last in UNCHECKED
        if skips and not (last == "TYPE_CHECKING" and id(node) in plain):
            yield "unchecked", node.lineno


def _objects(module: Module, annotation: ast.expr, meanings: Meanings) -> Iterator[tuple[str, int]]:
    for inner in [annotation, *(e for string in _strings(annotation) for e in _expressions(str(string.value)))]:
        for node in ast.walk(inner):
            if isinstance(node, (ast.Name, ast.Attribute)) and meanings.of(module, node) & {"object"}:
                yield "object", annotation.lineno


def annotations(tree: ast.AST) -> Iterator[ast.expr]:
    """Every annotation of a parameter, a result or a variable."""
    for node in ast.walk(tree):
        found = getattr(node, "returns", None) if isinstance(node, FUNCTIONS) else getattr(node, "annotation", None)
        if isinstance(found, ast.expr):
            yield found


def _quoted(module: Module, meanings: Meanings) -> Iterator[tuple[ast.expr, int]]:
    """Expressions that stand in strings where a type is wanted, with their lines."""
    found = {id(string): string for place in _typed_places(module, meanings) for string in _strings(place)}
    for string in found.values():
        yield from ((expression, string.lineno) for expression in _expressions(str(string.value)))


def _typed_places(module: Module, meanings: Meanings) -> Iterator[ast.expr]:
    yield from annotations(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            yield node.value
        elif isinstance(node, ast.Call) and any(n.startswith("typing.") for n in meanings.of(module, node.func)):
            yield from node.args
        elif isinstance(node, ast.Subscript) and _generic(meanings.of(module, node.value)):
            yield node.slice


def _generic(meant: set[str]) -> bool:
    return bool(meant & GENERICS) or any(n.startswith(("typing.", "collections.abc.")) for n in meant)


def _strings(node: ast.expr) -> list[ast.Constant]:
    return [n for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _expressions(text: str) -> list[ast.expr]:
    """A string as a type checker reads it; nothing where it is no expression."""
    try:
        return [ast.parse(text.strip(), mode="eval").body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def is_typed(function: Function) -> bool:
    """Whether every parameter but `self` or `cls`, and the result, is annotated. `__init__` needs no result."""
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    if positional and positional[0].arg in ("self", "cls"):
        positional = positional[1:]
    every = [*positional, *given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
    silent = function.name == "__init__" and bool(every)
    return all(parameter.annotation for parameter in every) and bool(function.returns or silent)
