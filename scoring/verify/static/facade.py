"""The code of the original's functions is really spread over files: no one file holds more than `max_share` of it.

Code is compared statement by statement, with local and global names masked, so that renaming hides nothing; each
statement weighs its syntax nodes. At least `min_share` of the original's code must be found as code in the candidate:
what was moved into strings or data is missing there. Every Python file of the tree counts, inside the package or not,
except those that the original has byte for byte."""

from collections.abc import Iterator
from pathlib import Path

from .fingerprint import function_code, sha256
from .judgement import Facts, Judgement, Params, verdict
from .source import all_modules, package_modules
from .syntax import docstring_size, string_literals

KIND = "facade"


def collect(tree: Path, params: Params) -> Facts:
    """`{"files": {path: {"sha256", "code": {digest: [count, weight]}}}, "package": [path], "literals": {...}}`."""
    package = package_modules(tree, params["package"], params["root"])
    literals = [text for module in package for text, _ in string_literals(module.tree)]
    return {
        "files": {m.path: {"sha256": sha256(m.text), "code": function_code(m.tree)} for m in all_modules(tree)},
        "package": [module.path for module in package],
        "literals": {
            "total": sum(map(len, literals)),
            "docstrings": sum(docstring_size(module.tree) for module in package),
            "long": sorted({f"{sha256(t)[:16]}:{len(t)}" for t in literals if len(t) > params["max_literal"]}),
        },
    }


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """All or nothing: spread, presence and literals."""
    code = _merged(original, original["package"])
    kept = {f["sha256"] for path, f in original["files"].items() if path not in original["package"]}
    files = {path: file for path, file in facts["files"].items() if file["sha256"] not in kept}
    total = sum(count * weight for count, weight in code.values())
    shares = {path: _held(file["code"], code) / total for path, file in files.items()} if total else {}
    present = _held(_merged(facts, facts["package"]), code) / total if total else 1.0
    worst = max(shares, key=lambda path: shares[path], default="")
    problems = [*_spread(shares, worst, present, params), *_literals(facts["literals"], original["literals"], params)]
    top = shares.get(worst, 0.0)
    message = "; ".join(problems) or f"{present:.0%} of the original's code is there, at most {top:.0%} in one file"
    largest = {path: round(shares[path], 3) for path in sorted(shares, key=lambda p: -shares[p])[:10]}
    return verdict(not problems, 0.0, message, shares=largest, present=round(present, 3))


def _spread(shares: dict[str, float], worst: str, present: float, params: Params) -> Iterator[str]:
    if shares and shares[worst] > params["max_share"]:
        yield f"{worst} holds {shares[worst]:.0%} of the original's code; {params['max_share']:.0%} is the most"
    if present < params["min_share"]:
        yield f"only {present:.0%} of the original's code is found as code; {params['min_share']:.0%} is wanted"


def _literals(literals: Facts, original: Facts, params: Params) -> Iterator[str]:
    if long := sorted(set(literals["long"]) - set(original["long"])):
        yield f"{len(long)} new string literals longer than {params['max_literal']:,} characters"
    if (growth := literals["total"] - original["total"]) > params["literal_growth"]:
        yield f"string literals grew by {growth:,} characters; {params['literal_growth']:,} is the most"
    if (growth := literals["docstrings"] - original["docstrings"]) > params["docstring_growth"]:
        yield f"docstrings grew by {growth:,} characters; {params['docstring_growth']:,} is the most"


def _merged(facts: Facts, paths: list[str]) -> dict[str, list[int]]:
    """The code of several files as one."""
    merged: dict[str, list[int]] = {}
    for path in paths:
        for key, (count, weight) in facts["files"][path]["code"].items():
            merged[key] = [merged.get(key, [0, 0])[0] + count, weight]
    return merged


def _held(code: dict[str, list[int]], original: dict[str, list[int]]) -> int:
    """Weight of the original's code that a file holds; a statement counts at most as often as the original has it."""
    return sum(min(count, original[key][0]) * original[key][1] for key, (count, _) in code.items() if key in original)
