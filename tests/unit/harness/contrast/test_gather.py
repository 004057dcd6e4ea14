"""From a run's files to the sheets of the contrast."""

from pathlib import Path

import numpy as np
import pytest

from harness.agents.sample import SampleLadder
from harness.contrast.evidence import TRICKS, Trick, cheats_of, tricks_of
from harness.contrast.gather import gather
from harness.contrast.retest import READINGS, Reading
from harness.contrast.works import shown_works
from harness.journal import Journal
from scoring.reward import CheckResult
from tests.unit.harness.contrast.made import CODE, TEXT, finished, judged, looked_again, record, spec


def test_a_look_of_everybody_finds_its_place(tmp_path: Path) -> None:
    code, text = record(spec(CODE, "artifact:ladder-2"), 0.0, oracle=0.5), record(spec(TEXT, "artifact:ladder-1"), 0.8)
    store = finished(tmp_path / "run", [code, text])
    judged(store, code, {"scripted:a": [3, 2], "b/model": [None, 1]})
    judged(store, text, {"scripted:a": [3]})
    looked_again(store, code, [1.0, 0.0])
    looked_again(store, code, [0.5], regime="frozen")
    found = gather([store])
    assert found.code.tasks.tolist() == [CODE]
    assert found.code.gold.tolist() == [pytest.approx(0.6)]
    assert found.code.oracle.tolist() == [0.5]
    assert found.code.truth.tolist() == [0]
    assert found.code.checked.scores.tolist() == [[[0.0, 1.0, 0.0]]], "looks under other conditions, not frozen ones"
    assert found.code.checked.strict
    assert found.code.judged.raters == ("b/model", "scripted:a")
    assert found.code.judged.sources == ("live", "scripted")
    assert np.allclose(found.code.judged.scores, [[[np.nan, 1 / 3], [1, 2 / 3]]], equal_nan=True)
    assert found.code.judged.usd[0, 1, 0] == 0.01
    assert found.writing.truth.tolist() == [0]
    assert not found.writing.checked.strict
    assert found.writing.baselines.raters == ("length",)


def test_the_fraction_of_tests_that_pass_is_kept_of_every_look(tmp_path: Path) -> None:
    code = record(spec(CODE, "oracle"), 0.0)
    checks = CheckResult(id="differential/a", passed=False, score=0.75, gate=True)
    code = code.model_copy(update={"rewards": (code.rewards[0].model_copy(update={"checks": (checks,)}),)})
    store = finished(tmp_path / "run", [code, record(spec(TEXT, "oracle"), 0.8)])
    line = Reading(
        trial=code.key, tree="t" * 64, scoring="s" * 64, regime="varied", repeat=1, value=0.0, fraction=0.5, seconds=1
    )
    Journal(store.root / READINGS).append(line.model_dump_json())
    found = gather([store])
    assert found.writing.by_fraction is None
    assert found.code.by_fraction is not None
    assert found.code.by_fraction.checked.scores.tolist() == [[[0.75, 0.5]]]
    assert found.code.checked.scores.tolist() == [[[0, 0]]]


def test_what_was_looked_at_before_a_change_counts_no_more(tmp_path: Path) -> None:
    one = record(spec(CODE, "oracle"), 1.0, oracle=1.0)
    store = finished(tmp_path / "run", [one])
    looked_again(store, one.model_copy(update={"scoring_digest": "o" * 64}), [0.0])
    assert gather([store]).code.checked.scores.tolist() == [[[1.0]]]


def test_who_only_proves_the_instrument_is_not_compared(tmp_path: Path) -> None:
    agents = ["oracle", "nop", "partial:0.5", "artifact:ladder-1", "cheat:facade", "sample:ladder:2", "command:true"]
    store = finished(tmp_path / "run", [record(spec(CODE, agent), 0.0, oracle=0.0) for agent in agents])
    sheet = gather([store]).code
    assert sorted(sheet.compared.agents.tolist()) == ["command:true", "sample:ladder:2"]
    gold = dict(zip(sheet.agents.tolist(), sheet.gold.tolist(), strict=True))
    assert gold["oracle"] == 1
    assert gold["artifact:ladder-1"] == pytest.approx(0.8)
    assert gold["sample:ladder:2"] == pytest.approx(1 - SampleLadder(2).defects(CODE, 1) / 5)
    assert all(np.isnan(gold[name]) for name in ("nop", "partial:0.5", "cheat:facade", "command:true"))
    assert sheet.agents[sheet.cheats].tolist() == ["cheat:facade"]


def test_a_refactoring_that_was_never_done_is_not_right(tmp_path: Path) -> None:
    lacking = (
        CheckResult(id="parts", passed=False, score=0.25, weight=3),
        CheckResult(id="names", passed=True, score=1.0, weight=1),
    )
    gate = CheckResult(id="behaviour", passed=False, score=0.0, gate=True)
    one = record(spec(CODE, "command:true"), 0.0, oracle=1.0)
    verified, *others = one.rewards
    one = one.model_copy(update={"rewards": (verified.model_copy(update={"checks": (*lacking, gate)}), *others)})
    sheet = gather([finished(tmp_path / "run", [one])]).code
    assert sheet.structure.tolist() == [pytest.approx((3 * 0.25 + 1) / 4)]
    assert sheet.truth.tolist() == [0]
    assert sheet.quality.tolist() == [pytest.approx((3 * 0.25 + 1) / 4)]


def test_a_trial_that_nobody_could_score_is_left_out_and_said(tmp_path: Path) -> None:
    failed = record(spec(CODE, "nop"), 0.0).model_copy(update={"rewards": (), "outcome": "infra_error"})
    store = finished(tmp_path / "run", [record(spec(CODE, "oracle"), 1.0), failed])
    found = gather([store])
    assert found.code.agents.tolist() == ["oracle"]
    assert found.left_out == ("1 trial is left out, without a verified or constraint score.",)


def test_a_run_that_is_named_twice_counts_once_and_its_repetition_for_itself(tmp_path: Path) -> None:
    first, again = (finished(tmp_path / name, [record(spec(CODE, "oracle"), 1.0, oracle=1.0)]) for name in ("a", "b"))
    assert len(gather([first, first]).code.tasks) == 1
    assert len(gather([first, again]).code.tasks) == 2


def test_a_cheat_works_with_full_marks_only(tmp_path: Path) -> None:
    works = [record(spec(CODE, "nop"), 0.1, oracle=1.0), record(spec(CODE, "artifact:ladder-0"), 1.0, oracle=1.0)]
    works += [record(spec(CODE, "artifact:ladder-5"), 0.0, oracle=0.0)]
    cheats = [record(spec(CODE, "cheat:facade"), 0.6, oracle=0.0), record(spec(CODE, "cheat:conftest-hook"), 1.0)]
    gaming = cheats_of(gather([finished(tmp_path / "run", [*works, *cheats])]).code)
    assert gaming
    worked = dict(zip(gaming.attacks.tolist(), gaming.worked.tolist(), strict=True))
    assert worked == {"cheat:facade": 0, "cheat:conftest-hook": 1}
    gain = dict(zip(gaming.attacks.tolist(), gaming.defects.tolist(), strict=True))
    # The ladder falls by .2 a defect; doing nothing is worth .1.
    assert gain["cheat:facade"] == pytest.approx(2.5)


def test_tricks_are_kept_by_rater(tmp_path: Path) -> None:
    store = finished(tmp_path / "run", [record(spec(TEXT, "oracle"), 1.0)])
    for rater, worked in (("scripted:a", True), ("scripted:b", False)):
        line = Trick(
            domain="writing",
            channel="judged",
            rater=rater,
            task=TEXT,
            artifact="0",
            attack="padding",
            worked=worked,
            defects=None,
        )
        Journal(store.root / TRICKS).append(line.model_dump_json())
    found = {one.rater: one for one in tricks_of([store])}
    assert found["scripted:a"].worked.tolist() == [1]
    assert found["scripted:b"].worked.tolist() == [0]
    assert np.isnan(found["scripted:a"].defects).all()


def test_the_works_shown_are_those_on_which_judges_err_most(tmp_path: Path) -> None:
    good, bad = record(spec(TEXT, "artifact:ladder-0"), 1.0), record(spec(TEXT, "artifact:ladder-5"), 0.2)
    store = finished(tmp_path / "run", [good, bad])
    judged(store, good, {"scripted:a": [3]})
    judged(store, bad, {"scripted:a": [3, 0]})
    first, second = shown_works(gather([store]).pieces)
    assert (first.agent, first.quality, first.judged, first.checked) == ("artifact:ladder-5", 0, 1, 0.2)
    assert (second.agent, second.quality, second.judged) == ("artifact:ladder-0", 1, 1)
    assert {said.points for said in first.judgements[0].said} == {3}
    assert first.judgements[0].said[0].rationale == "why"
