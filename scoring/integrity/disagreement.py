"""Measurements of the same behaviour that do not agree: one of them was probably met for itself."""

from collections.abc import Iterator, Sequence

from scoring.integrity.flag import Flag
from scoring.reward import CheckResult, Reward
from scoring.spec import VerifySpec

GAP = 0.5
ASKED_FROM_OUTSIDE = ("differential", "black_box")


def gap(visible: float | None, hidden: float | None) -> Iterator[Flag]:
    """Visible tests that pass where hidden ones fail."""
    if visible is not None and hidden is not None and visible - hidden >= GAP:
        evidence = f"visible tests {visible:.2f}, hidden {hidden:.2f}"
        yield Flag(kind="overfitting_gap", severity="suspect", evidence=evidence)


def disagreement(suites: Sequence[CheckResult], answers: Sequence[CheckResult]) -> Iterator[Flag]:
    """A suite in the code's own process and answers compared outside it, of which one passes and the other fails."""
    if not suites or not answers:
        return
    failed = [[check.id for check in checks if not check.passed] for checks in (suites, answers)]
    if bool(failed[0]) == bool(failed[1]):
        return
    passing = "answers compared outside" if failed[0] else "the test suite"
    evidence = f"{passing} passed in full, {', '.join((failed[0] or failed[1])[:5])} failed"
    yield Flag(kind="verifiers_disagree", severity="suspect", evidence=evidence)


def of_kinds(reward: Reward, specs: Sequence[VerifySpec], *kinds: str) -> tuple[CheckResult, ...]:
    """The checks of a reward that gates of the given kinds made; those that were not run are not among them."""
    names = [spec.name or spec.kind for spec in specs if spec.role == "gate" and spec.kind in kinds]
    return tuple(c for c in was_run(reward) if any(c.id == name or c.id.startswith(f"{name}/") for name in names))


def was_run(reward: Reward) -> tuple[CheckResult, ...]:
    """The checks of a reward without those that nothing depended on any more."""
    return tuple(check for check in reward.checks if not check.message.startswith("not run"))
