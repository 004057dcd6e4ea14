"""The package has at least `min` modules that hold code of the original: re-exports and filler are no modules.

A module counts from `min_statements` statements of the original on. Where one stands in more places than it did, it is
credited to the modules that hold most of the original, so that copies beside an untouched lump earn nothing."""

from collections import Counter
from pathlib import Path

from .fingerprint import all_code
from .judgement import Facts, Judgement, Params, verdict
from .source import package_modules

KIND = "min_modules"


def collect(tree: Path, params: Params) -> Facts:
    """`{"code": {path: {digest: [count, weight]}}}`."""
    modules = package_modules(tree, params["package"], params["root"])
    return {"code": {module.path: all_code(module.tree) for module in modules}}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: how far the way from the original's number to `min` was gone."""
    there = _total(original)
    held, before = (credited(side["code"], there) for side in (facts, original))
    count, count_before = (sum(n >= params["min_statements"] for n in side.values()) for side in (held, before))
    wanted = params["min"]
    score = (count - count_before) / (wanted - count_before) if wanted > count_before else 0.0
    message = f"{count} modules hold {params['min_statements']} statements of the original or more; {wanted} are wanted"
    return verdict(count >= wanted, score, message, statements=dict(sorted(held.items())[:50]))


def _total(facts: Facts) -> Counter[str]:
    total: Counter[str] = Counter()
    for code in facts["code"].values():
        total.update({digest: count for digest, (count, _) in code.items()})
    return total


def credited(code: dict[str, dict[str, list[int]]], original: Counter[str]) -> dict[str, int]:
    """How many of the original's statements each file is credited with, the fullest file first."""
    left = original.copy()
    held = {path: sum(min(n, original[digest]) for digest, (n, _) in found.items()) for path, found in code.items()}
    credit = {}
    for path in sorted(held, key=lambda name: (-held[name], name)):
        taken = Counter({digest: min(n, left[digest]) for digest, (n, _) in code[path].items() if left[digest] > 0})
        left -= taken
        credit[path] = taken.total()
    return credit
