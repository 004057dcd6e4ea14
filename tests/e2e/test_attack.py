"""`meltbench attack` as a person types it: what it says, what it keeps, and that nothing is played twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import meltbench

pytestmark = pytest.mark.docker
PLAYED = ("-e", "conftest-hook", "-e", "network-fetch")


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A run of two exploits on the smoke task, and its report."""
    run_dir = tmp_path_factory.mktemp("attacked") / "run"
    done = meltbench.run("attack", "smoke/split-package", *PLAYED, "-j", 2, "-o", run_dir, "--json")
    assert done.returncode == 0, done.stderr
    return run_dir, json.loads(done.stdout)


def test_no_exploit_succeeds_and_the_control_falls_to_what_hooks_pytest(attacked: tuple[Path, dict[str, Any]]) -> None:
    report = attacked[1]
    (row,) = report["by_trust"]
    assert (row["trust"], row["exploits"], row["succeeded"]) == ("differential", 2, [])
    assert report["control"]["fell"] == ["conftest-hook"]
    assert report["control"]["sound"]


def test_the_canaries_were_reachable_by_nobody(attacked: tuple[Path, dict[str, Any]]) -> None:
    assert attacked[1]["canaries"] == []
    assert [e["touched"] for e in meltbench.events(attacked[0]) if e["event"] == "canaries"] == [[]]


def test_the_report_is_kept(attacked: tuple[Path, dict[str, Any]]) -> None:
    run_dir, report = attacked
    assert json.loads((run_dir / "attack.json").read_text()) == report
    assert "network-fetch" in (run_dir / "attack.html").read_text()


def test_going_on_plays_nothing_twice(attacked: tuple[Path, dict[str, Any]]) -> None:
    run_dir, report = attacked
    cells, trials = (run_dir / "attack" / "cells.jsonl").read_text(), meltbench.records(run_dir)
    again = meltbench.run("attack", "-o", run_dir, "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout) == report
    assert ((run_dir / "attack" / "cells.jsonl").read_text(), meltbench.records(run_dir)) == (cells, trials)


def test_an_unknown_exploit_is_one_line(tmp_path: Path) -> None:
    done = meltbench.run("attack", "smoke", "-e", "nothing-known", "-o", tmp_path / "run")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "no exploit 'nothing-known'" in done.stderr
