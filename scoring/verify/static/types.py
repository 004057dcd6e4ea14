"""mypy finds at most `max` errors in the package, under our configuration alone. Partial credit: errors that are gone.

mypy sees the package's parsed modules and the standard library's stubs: no configuration, stub file, plugin,
neighbour or installed package of the tree's or the image's. A comment can silence its own line and nothing more; how
many may is the affair of `budgets`."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from .judgement import Facts, Judgement, Params, beside
from .silencing import without_silencers
from .source import Unreadable, package_modules, printable
from .staging import stage

KIND = "types"
SHOWN = 50
FOUND_ERRORS = 1
"""mypy's exit status where it worked and found something; 2 is a tree on which it gave up."""
OPTIONS = (
    *("--no-incremental", "--cache-dir=/dev/null", "--no-site-packages", "--explicit-package-bases"),
    *("--no-error-summary", "--no-color-output", "--hide-error-context", "--output=json", "--soft-error-limit=-1"),
)


def collect(tree: Path, params: Params) -> Facts:
    """`{"errors": number, "codes": {code: number}, "first": ["path:line message [code]"]}`."""
    modules = package_modules(tree, params["package"], params["root"])
    with tempfile.TemporaryDirectory() as directory:
        room = Path(directory)
        names = stage([without_silencers(module) for module in modules], room / "tree")
        shown = dict(zip(names, (module.path for module in modules), strict=True))
        (room / "mypy.ini").write_text(configuration(params), encoding="utf-8")
        (room / "files").write_text("\n".join(names), encoding="utf-8")
        errors = [error for error in _errors(room) if error["severity"] == "error"]
    codes = Counter(str(error["code"]) for error in errors)
    return {"errors": len(errors), "codes": dict(codes), "first": [_line(error, shown) for error in errors[:SHOWN]]}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Score: how much of the original's excess over `max` is gone."""
    codes: Counter[str] = Counter(facts["codes"])
    often = ", ".join(f"{count} {code}" for code, count in codes.most_common(3))
    return beside(facts["errors"], original["errors"], params["max"], "type errors", facts["first"], often)


def configuration(params: Params) -> str:
    """The whole of mypy's configuration file."""
    lines = ["[mypy]", f"strict = {params['strict']}"]
    lines += [f"{flag} = True" for flag in params["enable"]]
    lines += [f"{flag} = False" for flag in params["disable"]]
    for name in params["missing"]:
        lines += [f"[mypy-{name},{name}.*]", "ignore_missing_imports = True"]
    return "\n".join(lines) + "\n"


def _errors(room: Path) -> list[dict[str, Any]]:
    """What mypy reports. A process of its own: it changes limits of the interpreter that it runs in."""
    inside = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MYPYPATH": str(room / "tree"), "HOME": str(room)}
    argv = [sys.executable, "-P", "-s", "-B", "-m", "mypy", f"--config-file={room / 'mypy.ini'}", *OPTIONS]
    done = subprocess.run(
        [*argv, f"@{room / 'files'}"],
        cwd=room / "tree",
        env=inside,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, FOUND_ERRORS):
        last = (done.stdout + done.stderr).decode("utf-8", "replace").strip().split("\n")[-1]
        raise Unreadable(f"mypy gave up: {printable(last)}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _line(error: dict[str, Any], shown: dict[str, str]) -> str:
    place = shown.get(str(error["file"]), str(error["file"]))
    return printable(f"{place}:{error['line']} {error['message']} [{error['code']}]")
