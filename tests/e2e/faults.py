"""Tasks with one planted fault each, derived from the sound one: the edit says what is wrong with the task."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.e2e.meltbench import FIXTURES

SOUND = FIXTURES / "faults" / "sound"
WEAK = 'case("reading", f"fresh-{n}", "names", TEXTS[: len(some)])'


def replace(path: Path, old: str, new: str) -> None:
    """Edit a file in one place."""
    text = path.read_text()
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new))


def weak_test(task: Path) -> None:
    """The hidden cases stop at reading: whatever is wrong with counting and labelling goes unnoticed."""
    cases = task / "tests/hidden/cases.py"
    replace(
        cases, "    for size in range(len(JARS) + 1):\n", "    return made\n    for size in range(len(JARS) + 1):\n"
    )
    replace(cases, 'case("counting", f"fresh-{n}", "ask", "share", some, draw.randrange(1, 9))', WEAK)


def leaked_answer(task: Path) -> None:
    """A module of the reference solution has been left among the files that agents are given."""
    drafts = task / "environment/workspace/drafts"
    drafts.mkdir()
    shutil.copy(task / "solution/second/shelf/labelling.py", drafts / "notes.txt")


def flaky_case(task: Path) -> None:
    """A driver hands over a set in whatever order the interpreter's hash seed brings about."""
    replace(task / "tests/hidden/driver.py", "sorted({", "list({")


def wrong_oracle(task: Path) -> None:
    """The second oracle takes the module in which a function stands for behaviour: the reference itself fails it."""
    driver = task / "tests/hidden/oracle/driver.py"
    replace(driver, "return [shelf.labels(jars), ", "return [shelf.total.__module__, shelf.labels(jars), ")


def unpinned_download(task: Path) -> None:
    """The image takes a package from the index in whatever version that has today."""
    dockerfile = task / "environment/Dockerfile"
    replace(dockerfile, "COPY workspace/ /app/\n", "RUN python3 -m pip install attrs || true\nCOPY workspace/ /app/\n")


FAULTS: dict[str, Callable[[Path], None]] = {
    "none": lambda task: None,
    "weak-test": weak_test,
    "leaked-answer": leaked_answer,
    "flaky-case": flaky_case,
    "wrong-oracle": wrong_oracle,
    "unpinned-download": unpinned_download,
}


def derive(fault: str, room: Path) -> Path:
    """A copy of the sound task with one fault, in a directory named after it. No two are the same task to
    `tasks check`, which keeps what it did: what an earlier run of the tests left in the cache is none of ours."""
    task = shutil.copytree(
        SOUND, room / "faults" / fault, ignore=shutil.ignore_patterns("__pycache__", "admission.json")
    )
    instruction = task / "instruction.md"
    instruction.write_text(f"{instruction.read_text()}\n<!-- {secrets.token_hex(8)} -->\n")
    FAULTS[fault](task)
    return task
