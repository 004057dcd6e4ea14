"""A contrast study from start to finish, interrupted once: the real command, real containers, scripted judges."""

import json
import signal
import time
from pathlib import Path

import pytest

from tests.e2e import meltbench

pytestmark = [pytest.mark.docker, pytest.mark.slow]

WORDS = ["study", "contrast", "smoke/split-package", "everyday/car-wash", "writing/short-story"]
JUDGES = ["--judge", "scripted:noisy", "--judge", "scripted:lenient"]
MINUTES = ["--budget-minutes", 6]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that was interrupted, and gone on with."""
    run_dir = tmp_path_factory.mktemp("contrast") / "study"
    process = meltbench.start(*WORDS, *JUDGES, *MINUTES, "-o", run_dir)
    deadline = time.monotonic() + 120
    while not list(run_dir.glob("trials/*/trial.json")):
        assert process.poll() is None and time.monotonic() < deadline, process.communicate()[1]
        time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert f"Go on with `meltbench study contrast -o {run_dir}`" in err
    again = meltbench.run("study", "contrast", *MINUTES, "-o", run_dir, "--json")
    assert again.returncode == 0, again.stderr
    (run_dir / "printed.json").write_text(again.stdout)
    return run_dir


def test_every_row_of_every_cell_says_something(study: Path) -> None:
    report = json.loads((study / "printed.json").read_text())
    assert len(report["rows"]) == 8
    for row in report["rows"]:
        assert len(row["faces"]) == 4
        assert report["sentences"][row["key"]]
        for face in row["faces"]:
            figure = face["figures"][0]
            told = figure["measured"]["value"] is not None or figure["have"] < figure["need"]
            assert told or figure["measured"]["note"], (row["key"], face["domain"], face["channel"])
    rows = {row["key"]: row["faces"] for row in report["rows"]}
    # What is known of these judges and works by construction.
    assert rows["retest"][1]["figures"][0]["measured"]["value"] > 0, "scripted:noisy is noisy"
    assert rows["retest"][2]["figures"][0]["measured"]["value"] == 0, "constraint checks are not"
    assert rows["gamed"][0]["figures"][0]["measured"]["value"] == 0, "no cheat of the catalogue works"
    assert rows["validity"][0]["figures"][0]["measured"]["value"] > 0.9
    manners = {one["name"]: one for one in rows["retest"][3]["figures"]}["verdict flips in other manners"]
    assert manners["measured"]["value"] > 0
    informed = {one["name"]: one for one in rows["validity"][1]["figures"]}["AUROC when shown the tests' output"]
    assert informed["measured"]["value"] > 0.5
    assert set(report["scripted"]) == {"scripted:noisy", "scripted:lenient"}


def test_nothing_was_run_or_looked_at_twice(study: Path) -> None:
    finished = [event["trial"] for event in meltbench.events(study) if event["event"] == "finished"]
    assert len(finished) == len(set(finished))
    looks = [json.loads(line) for line in (study / "retest" / "readings.jsonl").read_text().splitlines()]
    assert len({(one["trial"], one["regime"], one["repeat"]) for one in looks}) == len(looks)
    assert {one["regime"] for one in looks} == {"varied", "frozen"}
    read = [json.loads(line) for line in (study / "manners" / "opinions.jsonl").read_text().splitlines()]
    assert len({(one["trial"], one["judge"], one["manner"], one["repeat"]) for one in read}) == len(read) > 0


def test_the_page_and_the_report_of_the_run_say_the_same(study: Path) -> None:
    assert (study / "contrast.html").stat().st_size > 10_000
    again = meltbench.run("report", "contrast", study, "--json")
    assert again.returncode == 0, again.stderr
    then, now = json.loads((study / "printed.json").read_text()), json.loads(again.stdout)
    assert now["rows"] == then["rows"]


def test_a_study_that_is_there_has_decided_its_terms(study: Path) -> None:
    result = meltbench.run("study", "contrast", *JUDGES, "-o", study)
    assert result.returncode == 2
    assert "--judge beside a study that is there already" in result.stderr
