"""No function has a cyclomatic complexity above `max`, as lizard counts it. Partial credit: the excess that is left.

Excess is the sum over functions of what lies above `max`. A function that lizard does not see, or whose end it sees too
early, is counted from its syntax tree, so that odd spelling hides nothing."""

import ast
from pathlib import Path

from .judgement import Facts, Judgement, Params, verdict
from .source import Module, package_modules
from .syntax import FUNCTIONS, Function, functions

KIND = "complexity"
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.IfExp, ast.ExceptHandler, ast.Assert, ast.match_case)


def collect(tree: Path, params: Params) -> Facts:
    """`{"functions": {"path:name:line": complexity}}`, of those above 5."""
    import lizard  # type: ignore[import-untyped]

    found: dict[str, int] = {}
    for module in package_modules(tree, params["package"], params["root"]):
        info = lizard.analyze_file.analyze_source_code(f"{module.name}.py", module.text)
        seen = {f.start_line: (f.cyclomatic_complexity, f.end_line) for f in info.function_list}
        found |= _complexities(module, seen)
    return {"functions": found}


def _complexities(module: Module, seen: dict[int, tuple[int, int]]) -> dict[str, int]:
    counted = {f"{module.path}:{f.name}:{f.lineno}": _complexity(f, seen.get(f.lineno)) for f in functions(module.tree)}
    return {name: count for name, count in counted.items() if count > 5}


def _complexity(function: Function, seen: tuple[int, int] | None) -> int:
    """As lizard counted it, where it read all of the function."""
    count, end = seen or (0, 0)
    return count if end >= (function.end_lineno or 0) else max(count, branches(function))


def branches(function: Function) -> int:
    """One plus the branches of a function's own body, nested functions left out."""
    count = 1
    todo = list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        if isinstance(node, FUNCTIONS):
            continue
        count += isinstance(node, BRANCHES)
        count += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
        count += 1 + len(node.ifs) if isinstance(node, ast.comprehension) else 0
        todo += ast.iter_child_nodes(node)
    return count


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: how much of the original's excess is gone."""
    limit = params["max"]
    above = {name: count for name, count in facts["functions"].items() if count > limit}
    excess, before = _excess(facts, limit), _excess(original, limit)
    worst = ", ".join(f"{name} has {count}" for name, count in sorted(above.items(), key=lambda i: -i[1])[:3])
    message = f"{len(above)} functions above complexity {limit}" + (f": {worst}" if above else "")
    return verdict(not above, 1 - excess / before if before else 0.0, message, above=above, excess=excess)


def _excess(facts: Facts, limit: int) -> int:
    return sum(max(0, count - limit) for count in facts["functions"].values())
