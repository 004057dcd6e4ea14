"""No module is longer than `max` lines. Partial credit: the share of lines in short enough ones.

Lines added in short modules cannot buy credit: what stands in long modules is also held against the original's."""

from pathlib import Path

from .judgement import Facts, Judgement, Params, verdict
from .source import package_modules

KIND = "module_lines"


def collect(tree: Path, params: Params) -> Facts:
    """`{"lines": {path: lines}}` of the package."""
    return {"lines": {m.path: m.lines for m in package_modules(tree, params["package"], params["root"])}}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score 0 where as much stands in long modules as in the original."""
    lines: dict[str, int] = facts["lines"]
    long = {path: count for path, count in lines.items() if count > params["max"]}
    total, over = sum(lines.values()), sum(long.values())
    over_before = sum(count for count in original["lines"].values() if count > params["max"])
    share = 1 - over / total if total else 0.0
    score = min(share, 1 - over / over_before) if over_before else share
    worst = ", ".join(f"{path} has {count:,}" for path, count in sorted(long.items(), key=lambda i: -i[1])[:3])
    message = f"{len(long)} of {len(lines)} modules have more than {params['max']:,} lines" + (
        f": {worst}" if long else ""
    )
    return verdict(bool(total) and not long, score, message, long=dict(sorted(long.items())[:20]), lines=total)
