"""Which files are mutated, what a journal survives, and what a report says."""

from pathlib import Path

import pytest

from harness.dataset import Dataset, tasks_root
from harness.mutation.report import Judged, MutationReport, judged_before
from sandboxes.archive import scan
from scoring.mutable import sources


def line(number: int, layer: str = "behaviour") -> Judged:
    return Judged(
        key=f"k{number}",
        id=f"m{number}",
        file="a.py",
        line=number,
        operator="not",
        before="not ",
        after="",
        layer=layer,
    )


def report(killed: int, n: int, low: float) -> MutationReport:
    return MutationReport(
        task="t",
        visible_digest="",
        scoring_digest="",
        reference_digest="",
        verifier_digest="",
        seed=1,
        n=n,
        killed=killed,
        survived=n - killed,
        rate=killed / n,
        low=low,
        high=1.0,
        layers=(),
        checks={},
        files={},
        survivors=(line(1, ""),),
        seconds=1.0,
    )


def test_the_package_that_the_structure_names_is_mutated_and_nothing_else(tmp_path: Path) -> None:
    for name in ("tally/__init__.py", "tally/core.py", "tally/tests/test_core.py", "setup.py", "tests/test_tally.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x = 1\r\n")
    task = Dataset(tasks_root()).task("smoke/split-package")
    found = sources(scan(tmp_path), task.bench.verify, task.hidden)
    assert found == {"tally/__init__.py": "x = 1\r\n", "tally/core.py": "x = 1\r\n"}


def test_a_journal_with_damaged_lines_keeps_the_others(tmp_path: Path) -> None:
    record = tmp_path / "m.jsonl"
    assert judged_before(record) == []
    rows = [line(1).model_dump_json(), '{"key": "k', "", '{"other": 1}', line(2, "").model_dump_json()]
    record.write_text("\n".join(rows))
    assert judged_before(record) == [line(1), line(2, "")]


@pytest.mark.parametrize(
    ("killed", "low", "admitted"), [(170, 0.79, True), (160, 0.75, True), (159, 0.79, False), (170, 0.74, False)]
)
def test_a_task_is_admitted_by_rate_and_lower_bound(killed: int, low: float, admitted: bool) -> None:
    assert report(killed, 200, low).admits(0.80, 0.75) is admitted
