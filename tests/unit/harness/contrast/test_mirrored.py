"""From a run's opinions and checks to looks at the same property by both."""

from pathlib import Path

from harness.contrast.gather import gather
from harness.contrast.mirrored import looks_of
from harness.records import TrialRecord
from scoring.contrast.mirrored import Found
from scoring.reward import CheckResult
from scoring.verify.constraint.verifier import verify_here
from tests.unit.harness.contrast.made import TASKS, TEXT, finished, judged, record, spec, task


def checked(one: TrialRecord, checks: tuple[CheckResult, ...]) -> TrialRecord:
    """The same with what checks found."""
    first, *others = one.rewards
    return one.model_copy(update={"rewards": (first.model_copy(update={"checks": checks}), *others)})


def story(text: str, tmp_path: Path) -> tuple[CheckResult, ...]:
    """What the checks of the short story say of a text."""
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "story.txt").write_text(text, encoding="utf-8")
    (checks,) = task(TEXT).constraints
    return verify_here(tmp_path / "tree", checks, TASKS / TEXT / "environment" / "workspace")


def test_each_look_stands_beside_what_the_checks_found_by_themselves(tmp_path: Path) -> None:
    good = (TASKS / TEXT / "ladder" / "k0" / "story.txt").read_text(encoding="utf-8").rstrip()
    # Without the peaches, two of three objects are there, and what they scale is worth two thirds.
    checks = story(good.replace("peach", "plum"), tmp_path)
    assert not next(check for check in checks if check.id == "question").passed
    one = checked(record(spec(TEXT, "command:true"), 0.5), checks)
    store = finished(tmp_path / "run", [one])
    judged(store, one, {"scripted:a": [3, None], "b/model": [1]})
    found = list(looks_of(gather([store]).pieces))
    assert {(look.judge, look.source, look.score) for look in found} == {
        ("scripted:a", "scripted", 3),
        ("scripted:a", "scripted", None),
        ("b/model", "live", 1),
    }
    assert {(look.task, look.work) for look in found} == {(TEXT, one.key)}
    assert {look.criterion: look.found for look in found} == {
        "surprise": (Found("question", "contains", True),),
        "coherence": (Found("objects", "contains", False),),
    }


def test_what_is_scaled_to_nothing_tells_nothing(tmp_path: Path) -> None:
    one = checked(record(spec(TEXT, "command:true"), 0.0), story("nothing of all that", tmp_path))
    store = finished(tmp_path / "run", [one])
    judged(store, one, {"scripted:a": [3]})
    told = {look.criterion: look.found[0].passed for look in looks_of(gather([store]).pieces)}
    assert told == {"surprise": None, "coherence": None}


def test_a_trial_that_knows_no_such_check_is_left_out(tmp_path: Path) -> None:
    one = record(spec(TEXT, "command:true"), 0.5)
    store = finished(tmp_path / "run", [one])
    judged(store, one, {"scripted:a": [3]})
    assert list(looks_of(gather([store]).pieces)) == []
