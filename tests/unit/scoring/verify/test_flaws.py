"""Flaws: each closed one earns its weight, all or nothing; a flaw without exploit or twin is the task's fault."""

from pathlib import Path

import pytest

from sandboxes.errors import UserError
from scoring.reward import CheckResult, compose
from scoring.verify.flaws import Flaw, FlawsSpec, closed, load_flaws

KNOWN = FlawsSpec(flaw=(Flaw(id="one", what="first", weight=3), Flaw(id="two", what="second")))
CASES = [{"group": g, "id": g, **more} for g in ("one", "two") for more in ({}, {"expected": {}})]


def checks(one: float, two: float) -> list[CheckResult]:
    scores = {"f/one": one, "f/two": two}
    return [CheckResult(id=i, passed=s == 1, score=s, gate=True, message="m") for i, s in scores.items()]


@pytest.mark.parametrize(("one", "two", "value"), [(1, 1, 1), (1, 0.9, 0.75), (0.99, 1, 0.25), (0.9, 0.9, 0)])
def test_a_flaw_earns_all_of_its_weight_or_nothing(one: float, two: float, value: float) -> None:
    made = closed(checks(one, two), CASES, KNOWN, Path("flaws"))
    assert not any(check.gate for check in made)
    assert compose(tuple(made)) == value


def test_what_is_closed_and_what_is_open_is_said() -> None:
    made = closed(checks(1, 0.5), CASES, KNOWN, Path("flaws"))
    assert [check.message for check in made] == ["closed: first", "open: second; m"]


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        ([*CASES, {"group": "three", "id": "x"}], "'three' is no flaw"),
        (CASES[:2], "'two' needs cases"),
        (CASES[:3], "'two' needs cases"),
        ([*CASES[:2], CASES[3]], "'two' needs cases"),
    ],
)
def test_groups_and_flaws_are_the_same(cases: list[dict[str, object]], message: str) -> None:
    with pytest.raises(UserError, match=message):
        closed([], cases, KNOWN, Path("flaws"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "flaw = []",
        '[[flaw]]\nid = "A b"\nwhat = "x"',
        '[[flaw]]\nid = "a"\nwhat = "x"\n[[flaw]]\nid = "a"\nwhat = "y"',
    ],
)
def test_a_malformed_file_of_flaws_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "flaws.toml").write_text(text)
    with pytest.raises(UserError, match=r"flaws\.toml"):
        load_flaws(tmp_path / "flaws.toml")
