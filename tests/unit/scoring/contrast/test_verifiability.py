"""Statistics task by task, against how much of each a program can see."""

import numpy as np
import pytest

from scoring.contrast.row import Evidence
from scoring.contrast.sheet import Looks
from scoring.contrast.verifiability import FEWEST_WORKS, Share, shares, verifiability
from tests.validate.world import World, study

EVIDENCE = study(World(tasks=3, attempts=8), np.random.default_rng(2))


def others(one: Share, channel: str) -> dict[str, float]:
    return {o.name: o.measured.value or 0.0 for o in one.others if o.channel == channel}


def blind_on(task: str, evidence: Evidence) -> Evidence:
    """Checks that see only the first defect on a task, and never flip there."""
    sheet = evidence.writing
    here = sheet.tasks == task
    scores = sheet.checked.scores.copy()
    scores[here] = np.where(sheet.gold[here] >= 1, 1.0, 0.0)[:, None, None]
    return evidence._replace(writing=sheet._replace(checked=sheet.checked._replace(scores=scores)))


def test_a_task_has_what_its_own_works_and_tricks_say() -> None:
    found = {one.task: one for one in shares(blind_on("t1", EVIDENCE), "writing")}
    assert list(found) == ["t0", "t1", "t2"]
    here = EVIDENCE.writing.where(EVIDENCE.writing.tasks == "t1")
    steps = len(np.unique(here.gold)) - 1
    assert found["t1"].verifiability == pytest.approx(1 / steps)
    assert others(found["t1"], "checked")["verdict flips"] == 0
    assert others(found["t0"], "checked")["verdict flips"] > 0
    assert set(others(found["t1"], "judged")) == {"verdict flips", "SEM", "bits about quality", "tricks that work"}
    assert 0.3 < others(found["t1"], "judged")["SEM"] < 2
    tricks = EVIDENCE.gaming[0]
    assert others(found["t1"], "judged")["tricks that work"] == tricks.worked[tricks.tasks == "t1"].mean()
    flips = next(o for o in found["t1"].others if o.name == "verdict flips")
    assert flips.measured.high and flips.measured.high > 0, "nothing is shown with its bound"


def test_bits_need_enough_works_and_nothing_is_said_of_nobody() -> None:
    few = study(World(tasks=1, attempts=6), np.random.default_rng(2))
    assert len(few.writing.tasks) < FEWEST_WORKS
    (one,) = shares(few, "writing")
    assert "bits about quality" not in others(one, "judged")
    none = np.zeros((len(few.writing.tasks), 0, 1))
    unjudged = few.writing._replace(judged=Looks((), none, (), none, none))
    (one,) = shares(few._replace(writing=unjudged, gaming=()), "writing")
    assert not others(one, "judged")


def test_one_rung_is_no_ladder() -> None:
    sheet = EVIDENCE.writing
    assert verifiability(sheet.where(sheet.gold >= 1)) is None
