"""A verified reward that passes or fails, scored as the fraction of its tests that pass."""

from collections.abc import Sequence

from scoring.integrity.disagreement import of_kinds, was_run
from scoring.reward import Reward
from scoring.spec import VerifySpec

TESTS = ("suite", "black_box", "differential")


def pass_fraction(reward: Reward | None, specs: Sequence[VerifySpec]) -> float | None:
    """The shape that is there times the mean share of cases that pass, over the groups of all hidden suites that were
    run; None without a verified reward.

    Verification stops at the suite that makes the reward 0: those after it are no part of the fraction. A gate that is
    no test (a forbidden call, dead modules) makes it 0, as it does the reward. A reward by a script is its own."""
    if reward is None or reward.value is None or reward.channel != "verified" or not reward.checks:
        return None
    if not any(spec.kind in TESTS and spec.role == "gate" for spec in specs):
        return reward.value
    tests = of_kinds(reward, specs, *TESTS)
    failed = [check for check in was_run(reward) if check.gate and not check.passed and check not in tests]
    if failed or not tests:
        return 0.0
    return shape(reward) * sum(check.score for check in tests) / len(tests)


def shape(reward: Reward | None) -> float:
    """How much of the shape that was asked for is there: the weighted checks of a verified reward, which are all read
    from the files (behaviour is a gate); 1 where there are none."""
    asked = [check for check in reward.checks if not check.gate and check.weight > 0] if reward else []
    weight = sum(check.weight for check in asked)
    return sum(check.weight * check.score for check in asked) / weight if weight else 1.0
