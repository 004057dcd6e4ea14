"""ruff finds at most `max` violations of the named rules in the package, or no more than in the original.

ruff reads no configuration and obeys no comment of the tree. Source that it cannot parse is a violation."""

import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from .judgement import Facts, Judgement, Params, beside
from .silencing import without_silencers
from .source import Unreadable, package_modules, printable
from .staging import stage

KIND = "lint"
SHOWN = 50
FOUND_VIOLATIONS = 1
OPTIONS = ("--isolated", "--no-cache", "--ignore-noqa", "--no-respect-gitignore", "--output-format=json-lines")


def collect(tree: Path, params: Params) -> Facts:
    """`{"violations": number, "codes": {rule: number}, "first": ["path:line rule message"]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    with tempfile.TemporaryDirectory() as directory:
        room = Path(directory).resolve()
        names = stage([without_silencers(module) for module in modules], room / "tree")
        shown = {str(room / "tree" / name): module.path for name, module in zip(names, modules, strict=True)}
        (room / "files").write_text("\n".join(names), encoding="utf-8")
        found = [json.loads(line) for line in _violations(room, params).splitlines()]
    codes = Counter(str(row["code"]) for row in found)
    first = [
        printable(f"{shown.get(row['filename'], '?')}:{row['location']['row']} {row['code']} {row['message']}")
        for row in found[:SHOWN]
    ]
    return {"violations": len(found), "codes": dict(codes), "first": first}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: how much of the original's excess over `max` is gone."""
    codes: Counter[str] = Counter(facts["codes"])
    often = ", ".join(f"{count} {code}" for code, count in codes.most_common(3))
    limit = original["violations"] if params["max"] is None else params["max"]
    return beside(facts["violations"], original["violations"], limit, "lint violations", facts["first"], often)


def _violations(room: Path, params: Params) -> str:
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    argv = [find_ruff_bin(), "check", *OPTIONS, f"--select={','.join(params['rules'])}"]
    argv += [f"--target-version={params['target']}", f"--config=line-length={params['line_length']}"]
    done = subprocess.run(
        [*argv, f"@{room / 'files'}"],
        cwd=room / "tree",
        env={"HOME": str(room)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, FOUND_VIOLATIONS):
        last = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise Unreadable(f"ruff gave up: {printable(last)}")
    return done.stdout.decode("utf-8", "replace")
