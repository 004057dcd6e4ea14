"""What the card says of judges who were asked in other manners, and of checks that saw the same cases."""

import numpy as np
import pytest

from scoring.contrast.figures import Face, Figure
from scoring.contrast.row import Evidence
from scoring.contrast.rows.retest import MANNERS, RETEST
from scoring.contrast.rows.validity import TOLD, VALIDITY
from scoring.contrast.sheet import Sheet
from scoring.stats.bootstrap import Floats
from tests.validate.world import World, study

EVIDENCE = study(World(tasks=8, attempts=4), np.random.default_rng(2))
CODE, WRITING = EVIDENCE.code, EVIDENCE.writing
WORKS = len(WRITING.tasks)
MORE = "more than at the same question"


def judged(sheet: Sheet) -> Face:
    return RETEST.face(Evidence(CODE, sheet), "writing", "judged")


def figure(face: Face, name: str) -> Figure:
    return next(one for one in face.figures if one.name == name)


def steady(plain: float, nuisance: Floats) -> Sheet:
    """Judges who always say the same when asked plainly, and so when asked otherwise."""
    looks = WRITING.judged._replace(scores=np.full_like(WRITING.judged.scores, plain))
    return WRITING._replace(judged=looks, nuisance=looks._replace(scores=nuisance))


def test_a_judge_that_minds_the_order_is_seen() -> None:
    otherwise = np.full(WRITING.judged.scores.shape, np.nan)
    otherwise[:, :, 1] = 0.0
    otherwise[: WORKS // 2, :, 1] = 1.0
    otherwise[:3] = np.nan
    face = judged(steady(1.0, otherwise))
    found, more = figure(face, MANNERS), figure(face, MORE)
    share = (WORKS - WORKS // 2) / (WORKS - 3)
    assert found.measured.value == pytest.approx(share)
    assert more.measured.value == pytest.approx(share)
    assert (found.have, found.measured.n, found.below) == (WORKS - 3, 2 * (WORKS - 3), "")
    assert found.measured.low is not None
    assert face.primary.measured.value == 0, "asked again in the same words it never changes its mind"
    assert face.scripted


def test_no_flip_has_an_upper_bound() -> None:
    found = figure(judged(steady(1.0, np.full(WRITING.judged.scores.shape, 0.95))), MANNERS).measured
    assert (found.value, found.low) == (0, 0)
    assert found.high is not None and 0 < found.high < 0.05


def test_noise_alone_adds_nothing() -> None:
    """Looks of the very same kind under the name of other manners: as many flips as between plain ones."""
    world = World(tasks=60, attempts=4, looks=6)
    sheet = study(world, np.random.default_rng(4)).writing
    looks = sheet.judged
    half = sheet._replace(
        judged=looks._replace(scores=looks.scores[:, :, :3]), nuisance=looks._replace(scores=looks.scores[:, :, 3:])
    )
    more = figure(judged(half), MORE).measured
    assert more.value is not None and more.low is not None and more.high is not None
    assert more.low < 0 < more.high
    assert abs(more.value) < 0.02


def test_what_was_not_looked_at_says_so() -> None:
    assert figure(judged(WRITING), MANNERS).below == "below minimum (0 of 30 artifacts read in other manners)"
    told = figure(VALIDITY.face(EVIDENCE, "code", "judged"), TOLD)
    assert told.below == "below minimum (0 of 50 right and wrong artifacts each)"
    assert told.measured.value is None
    few = WRITING.judged._replace(scores=np.full_like(WRITING.judged.scores, np.nan))
    few.scores[:12] = 1.0
    assert figure(judged(WRITING._replace(nuisance=few)), MANNERS).have == 12


def test_judges_who_are_told_have_a_figure_of_their_own() -> None:
    right = np.where(CODE.truth == 1, 0.8, 0.1)
    scores = np.broadcast_to(right[:, None, None], (len(right), 2, 1)).copy()
    scores[CODE.tasks == "t0"] = np.nan
    none = np.zeros(scores.shape)
    informed = CODE.judged._replace(scores=scores, usd=none, seconds=none)
    evidence = Evidence(CODE._replace(informed=informed), WRITING)
    face = VALIDITY.face(evidence, "code", "judged")
    found = figure(face, TOLD)
    assert found.measured.value == 1
    assert found.measured.n == (CODE.tasks != "t0").sum()
    seen = CODE.truth[CODE.tasks != "t0"]
    assert found.have == min((seen == 1).sum(), (seen == 0).sum())
    plain = VALIDITY.face(EVIDENCE, "code", "judged").primary
    assert face.primary == plain, "what the row is about is judging without the tests"
    for domain, channel in (("code", "checked"), ("writing", "judged")):
        names = [one.name for one in VALIDITY.face(evidence, domain, channel).figures]  # type: ignore[arg-type]
        assert TOLD not in names


def test_checks_that_saw_the_same_cases_are_shown_where_they_did() -> None:
    name = "verdict flips on the same cases"
    assert name not in [one.name for one in RETEST.face(EVIDENCE, "code", "checked").figures]
    scores = np.ones(CODE.checked.scores.shape)
    sheet = CODE._replace(frozen=CODE.checked._replace(scores=scores))
    face = RETEST.face(Evidence(sheet, WRITING), "code", "checked")
    found = figure(face, name).measured
    assert (found.value, found.n) == (0, len(CODE.tasks))
    assert found.high is not None and found.high > 0
    assert face.primary.measured.value, "with fresh cases these checks flip"


def test_tasks_that_are_drawn_keep_their_readings() -> None:
    scores = np.random.default_rng(1).random(WRITING.judged.scores.shape)
    sheet = WRITING._replace(nuisance=WRITING.judged._replace(scores=scores))
    drawn = sheet.where(sheet.tasks == "t3")
    assert drawn.nuisance is not None
    assert np.array_equal(drawn.nuisance.scores, scores[sheet.tasks == "t3"])
    assert drawn.informed is None
