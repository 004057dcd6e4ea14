"""The pass fraction of a verified reward."""

import pytest

from scoring.contrast.fraction import pass_fraction
from scoring.reward import CheckResult, Reward, compose
from scoring.spec import VerifySpec

SPECS = [
    VerifySpec(kind="static", role="reward"),
    VerifySpec(kind="differential", name="behaviour"),
    VerifySpec(kind="suite", name="upstream"),
    VerifySpec(kind="liveness"),
    VerifySpec(kind="suite", name="second", role="oracle"),
]
NAMES = ("api", "calls", "liveness/imports")
API, FORBIDDEN, DEAD = (CheckResult(id=name, passed=True, score=1, gate=True) for name in NAMES)
MODULES = CheckResult(id="modules", passed=False, score=0.5, weight=1)


def group(name: str, score: float) -> CheckResult:
    return CheckResult(id=name, passed=score == 1, score=score, gate=True)


def fraction(*checks: CheckResult, specs: list[VerifySpec] = SPECS, channel: str = "verified") -> float | None:
    reward = Reward.model_validate(
        {"channel": channel, "name": "verified", "value": compose(checks), "checks": [c.model_dump() for c in checks]}
    )
    return pass_fraction(reward, specs)


def test_it_is_the_share_of_tests_that_pass_times_the_shape() -> None:
    tests = group("behaviour/a", 1), group("behaviour/b", 0.4), group("upstream", 0.7)
    assert fraction(API, *tests) == pytest.approx(0.7)
    assert fraction(API, MODULES, *tests) == pytest.approx(0.35)
    assert fraction(API, *(group(t.id, 1) for t in tests), DEAD) == 1


def test_what_was_not_run_is_no_failure() -> None:
    left = CheckResult(id="upstream", passed=False, score=0, gate=True, message="not run: the reward is 0 already")
    assert fraction(API, group("behaviour/a", 0.9), left) == pytest.approx(0.9)


def test_a_gate_that_is_no_test_takes_everything() -> None:
    tests = group("behaviour/a", 1), group("upstream", 1)
    assert fraction(API, *tests, DEAD.model_copy(update={"passed": False, "score": 0.0})) == 0
    left = CheckResult(id="behaviour", passed=False, score=0, gate=True, message="not run: the reward is 0 already")
    assert fraction(FORBIDDEN.model_copy(update={"passed": False, "score": 0.0}), left) == 0


def test_there_is_none_without_a_verified_reward_and_a_grade_is_its_own() -> None:
    assert pass_fraction(None, SPECS) is None
    assert fraction(group("behaviour/a", 1), channel="constraint") is None
    assert pass_fraction(Reward(channel="verified", name="verified", value=1.0), SPECS) is None, "an old record"
    script = [VerifySpec(kind="script", role="reward")]
    assert fraction(CheckResult(id="script", passed=False, score=0.3, weight=1), specs=script) == pytest.approx(0.3)
