"""Composing checks into a reward."""

import pytest

from scoring.reward import CheckResult, Reward, compose, hidden_share, lowest_trust
from scoring.spec import VerifySpec
from scoring.verify.channel import main_channel, trust_of


def check(score: float, *, weight: float = 0.0, gate: bool = False) -> CheckResult:
    return CheckResult(id="c", passed=score == 1.0, score=score, weight=weight, gate=gate)


@pytest.mark.parametrize(
    ("checks", "value"),
    [
        ((), 0.0),
        ((check(1.0, gate=True),), 1.0),
        ((check(0.9, gate=True),), 0.0),
        ((check(1.0, gate=True), check(0.5, weight=1.0)), 0.5),
        ((check(0.99, gate=True), check(1.0, weight=1.0)), 0.0),
        ((check(1.0, weight=3.0), check(0.0, weight=1.0)), 0.75),
        ((check(0.0, weight=0.0), check(1.0, weight=1.0)), 1.0),
    ],
)
def test_gates_times_weighted_mean(checks: tuple[CheckResult, ...], value: float) -> None:
    assert compose(checks) == value


def test_the_weakest_part_decides() -> None:
    assert lowest_trust(("static", "differential", "black_box")) == "differential"
    assert lowest_trust(()) == "none"


def spec(kind: str, role: str) -> VerifySpec:
    return VerifySpec.model_validate({"kind": kind, "role": role})


def test_a_tripwire_does_not_lower_trust_but_alone_it_is_all_there_is() -> None:
    strong = [spec("static", "reward"), spec("differential", "gate")]
    assert trust_of([*strong, spec("suite", "gate")]) == "differential"
    assert trust_of([spec("suite", "gate")]) == "in_process"
    assert trust_of([spec("static", "reward"), spec("differential", "oracle")]) == "static"


def test_the_main_channel() -> None:
    assert main_channel([spec("constraint", "reward")]) == "constraint"
    assert main_channel([spec("static", "reward"), spec("constraint", "oracle")]) == "verified"


def test_the_hidden_share_is_that_of_the_oracle_not_the_reward() -> None:
    groups = (check(1.0), check(0.5))
    oracle = Reward(channel="verified", name="o", value=0.0, role="oracle", checks=groups)
    reward = Reward(channel="verified", name="verified", value=0.1)
    assert hidden_share((reward, oracle)) == 0.75
    assert hidden_share((reward,)) is None
