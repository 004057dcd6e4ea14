"""What the report draws of a cell: how it falls with defects, and what choosing by it would do in theory."""

import numpy as np
import pytest

from scoring.contrast.figures import BLIND, UNSEEN, blind, slope, step_of
from scoring.contrast.learning import TRYING, climb, within_spread
from scoring.contrast.pictures import response
from scoring.contrast.rows.power import POWER
from scoring.contrast.rows.retest import RETEST
from scoring.contrast.sheet import Looks, Sheet
from scoring.stats.goodhart import extremal
from tests.validate.world import World, study

EVIDENCE = study(World(tasks=8, attempts=6), np.random.default_rng(5))
SHEET = EVIDENCE.writing


def judged(sheet: Sheet, scores: object) -> Sheet:
    return sheet._replace(judged=sheet.judged._replace(scores=np.broadcast_to(scores, sheet.judged.scores.shape)))


def test_what_is_taken_off_has_an_interval_over_tasks() -> None:
    found = response(SHEET, "judged")
    assert found.step == step_of(SHEET, "judged") == pytest.approx(found.slope.value)
    assert found.slope.low is not None and found.slope.high is not None
    assert found.slope.low < 0.157 < found.slope.high
    assert found.slope.clusters == 8
    few = SHEET.where(np.isin(SHEET.tasks, ["t0", "t1"]))
    assert slope(few, "judged").clusters == len(few.tasks), "over the works of these tasks"


def test_no_step_is_not_the_same_as_no_look() -> None:
    flat, gone = judged(SHEET, 0.5), judged(SHEET, np.nan)
    assert (response(flat, "judged").step, blind(flat, "judged"), slope(flat, "judged").value) == (None, BLIND, 0)
    assert (response(gone, "judged").step, blind(gone, "judged"), slope(gone, "judged").note) == (None, UNSEEN, UNSEEN)
    none = np.zeros((len(SHEET.tasks), 0, 1))
    nobody = SHEET._replace(judged=Looks((), none, (), none, none))
    for sheet, said in ((flat, BLIND), (gone, UNSEEN), (nobody, UNSEEN)):
        face = RETEST.face(EVIDENCE._replace(writing=sheet), "writing", "judged")
        assert face.figures[2].measured.note == f"undefined ({said})"
        assert said in POWER.face(EVIDENCE._replace(writing=sheet), "writing", "judged").primary.why


def test_theory_knows_the_tricks_that_work_and_the_spread_of_quality() -> None:
    gamed = EVIDENCE.gamed("writing", "judged")
    found = climb(SHEET, "judged", gamed)
    assert found and found.correlation is not None and found.spread is not None and found.tricks is not None
    assert found.tricks == gamed[0].worked.mean()
    mean = SHEET.quality.mean()
    wanted = [extremal(found.correlation, found.tricks / TRYING, mean / found.spread, n) for n in (1, 2, 9)]
    assert [found.tempted[n - 1] for n in (1, 2, 9)] == pytest.approx(wanted)
    assert all(low < high for low, high in zip(found.tempted, found.expected, strict=True))


def test_without_tricks_that_work_there_is_no_such_curve() -> None:
    (one,) = EVIDENCE.gamed("writing", "judged")
    still = climb(SHEET, "judged", [one._replace(worked=np.zeros_like(one.worked))])
    untried = climb(SHEET, "judged")
    assert still and untried
    assert (still.tempted, still.tricks, untried.tempted, untried.tricks) == ((), 0, (), None)
    assert still.expected == untried.expected != ()


def test_the_spread_is_within_tasks() -> None:
    assert within_spread(np.array([[0.0, 0.2, 0.4], [0.6, 0.8, 1.0]])) == pytest.approx(0.2)
    assert within_spread(np.array([[0.1, np.nan, 0.3], [0.9, np.nan, np.nan]])) == pytest.approx(0.02**0.5)
    assert within_spread(np.ones((3, 4))) is None
    assert within_spread(np.full((2, 2), np.nan)) is None
