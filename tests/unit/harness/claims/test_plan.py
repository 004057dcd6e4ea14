"""Plans of claims: known answers, what they assume, and what cannot be planned."""

from math import log

import numpy as np
import pytest

from harness.claims.claim import Claim, Quantity
from harness.claims.noise import Assumed
from harness.claims.plan import Named, Planned, plan
from harness.claims.quantities import Evidence, found
from harness.reports.claims import plan_lines
from harness.task import HumanMinutes
from sandboxes.errors import UserError
from scoring.stats.human_times import human_times
from scoring.stats.planned import NO_ATTEMPTS
from scoring.stats.power import least_difference
from scoring.stats.variance import Components
from tests.validate.comparisons import made


def claim_of(quantity: Quantity = "score", **more: object) -> Claim:
    plain: dict[str, object] = {"says": "x", "source": "y", "quantity": quantity, "at_least": 0.5}
    return Claim.model_validate(plain | more)


def scores(tasks: int, attempts: int, between: float, within: float, agent: str = "a") -> Evidence:
    draw = np.random.default_rng([tasks, attempts, ord(agent)])
    worth = 0.5 + draw.normal(0, between, tasks)
    rows = [
        made(agent, f"t{t}", k, float(worth[t] + draw.normal(0, within))) for t in range(tasks) for k in range(attempts)
    ]
    return Evidence(tuple(rows))


def planned(claim: Claim, evidence: Evidence, **options: object) -> Planned:
    return plan(claim, (found(claim, evidence), evidence), **options)  # type: ignore[arg-type]


def test_a_difference_is_planned_by_students_quantiles() -> None:
    rows = scores(2000, 3, 0.0, 0.1).rows + scores(2000, 3, 0.2, 0.1, "b").rows
    told = planned(claim_of("difference", agent="a", other="b", at_least=0), Evidence(rows), expect=0.1)
    noise = Components(ta=0.02, i=0.01)
    for one in told.choices:
        tasks = one.tasks.value
        assert tasks
        gaps = [least_difference(noise, round(tasks * share), one.attempts).value or 0 for share in (0.9, 1.15)]
        assert gaps[0] > 0.1 > gaps[1]
    # Both agents make every attempt.
    assert told.choices[0].usd == pytest.approx(2 * 0.5 * (told.choices[0].tasks.value or 0))
    assert told.decides == "supported"


def test_four_times_the_tasks_for_half_the_gap() -> None:
    evidence = scores(30, 1, 0.0, 0.1)
    near, far = (planned(claim_of(at_least=0.6), evidence, expect=0.6 - gap).choices for gap in (0.02, 0.04))
    # One attempt of each says nothing of a second.
    assert [one.attempts for one in near] == [1]
    assert near[0].tasks.value == pytest.approx(4 * (far[0].tasks.value or 0), rel=0.06)
    assert near[0].tasks.low and near[0].tasks.high
    assert near[0].tasks.low < (near[0].tasks.value or 0) < near[0].tasks.high
    assert planned(claim_of(at_least=0.6), evidence, expect=0.6).note.startswith("If the truth is the threshold")


def test_more_attempts_help_where_attempts_differ_and_not_where_tasks_do() -> None:
    claim = claim_of(at_least=0.45)
    loud, torn = scores(20, 4, 0.0, 0.3), scores(20, 4, 0.3, 0.01)
    by_attempts = planned(claim, loud, expect=0.53).same_tasks
    by_tasks = planned(claim, torn, expect=0.53)
    assert by_attempts and by_attempts.value and by_attempts.value > 1
    assert by_tasks.same_tasks and by_tasks.same_tasks.note == NO_ATTEMPTS
    assert by_tasks.cheapest and by_tasks.cheapest.attempts == 1
    assert any("no number of attempts suffices" in line for line in plan_lines(claim, by_tasks))


def test_without_a_pilot_it_says_what_it_assumes() -> None:
    claim = claim_of("solved", at_most=0.5, at_least=None)
    told = plan(claim, None, expect=0.7, by=Assumed(spread=0.0, usd=2.0), named=Named(8, None, 30.0))
    one, two, *_ = told.choices
    # Of a coin that does not know tasks, only the number of tosses counts.
    assert told.decides == "refuted"
    assert one.tasks.value == pytest.approx(2 * (two.tasks.value or 0), rel=0.1)
    assert one.tasks.method == "none"
    assert (one.usd, one.hours) == (2 * (one.tasks.value or 0), (one.tasks.value or 0) / 2)
    text = "\n".join(plan_lines(claim, told))
    for said in ("(--spread)", "(--usd-per-attempt)", "(--minutes-per-attempt)", "pass or fail", "8 tasks named"):
        assert said in text
    whole = plan(claim, None, expect=0.7, by=Assumed(spread=0.5))
    assert len({choice.tasks.value for choice in whole.choices}) == 1


def test_bands_of_human_minutes_take_more_tasks() -> None:
    mid = np.geomspace(2, 2000, 40)
    sure, unsure = human_times(range(40), mid), human_times(range(40), mid, mid / 4, mid * 4)
    for quantity in ("horizon_50", "throughput"):
        claim = claim_of(quantity, at_least=60)
        plans = [plan(claim, None, expect=120, named=Named(40, times)) for times in (sure, unsure)]
        assert (plans[0].choices[0].tasks.value or 0) < (plans[1].choices[0].tasks.value or 0)


@pytest.mark.parametrize("quantity", ["horizon_50", "throughput", "speedup"])
def test_ratios_are_planned_by_their_logarithm(quantity: Quantity) -> None:
    draw, rows = np.random.default_rng(4), []
    for task, minutes in enumerate(np.geomspace(1, 1000, 200)):
        human = HumanMinutes(low=minutes, mid=minutes, high=minutes, source="estimate")
        for k in range(2):
            solved = float(draw.random() < 1 / (1 + minutes / 60))
            rows.append(
                made("a", f"t{task}", k, solved, human=human, wall_s=30 * minutes**0.8 * draw.lognormal(0, 0.5))
            )
    evidence = Evidence(tuple(rows))
    value = found(claim_of(quantity, at_least=1), evidence).measured
    assert value.value and value.low and value.high
    told = [planned(claim_of(quantity, at_least=value.value / by), evidence) for by in (1.5, 1.5**0.5)]
    few, many = (next(one.tasks.value or 0 for one in each.choices if one.attempts == 2) for each in told)
    assert many == pytest.approx(4 * few, rel=0.1)
    # The standard error that the interval has at 200 tasks, at the size planned.
    error = log(value.high / value.low) / 2 / 1.96
    assert few == pytest.approx(200 * (2.8 * error / log(1.5)) ** 2, rel=0.3)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (claim_of("survey_correlation", columns=("a", "b")), "survey"),
        (claim_of("coherent"), "coherent"),
        (claim_of("horizon_50"), "Needs tasks of several lengths"),
        (claim_of("score", at_least=0.0), "between 0 and 1"),
    ],
)
def test_what_cannot_be_planned_says_how_to_mend_it(claim: Claim, said: str) -> None:
    told = plan(claim, None, expect=0.7)
    assert not told.choices
    assert said in told.note


def test_nothing_to_plan_for_is_one_line() -> None:
    with pytest.raises(UserError, match="nothing to plan for"):
        plan(claim_of(), None)


def test_a_pilot_that_shows_nothing_says_so() -> None:
    few = claim_of(at_least=0.2)
    assert any("too few to say" in line for line in plan_lines(few, planned(few, scores(4, 3, 0.1, 0.1), expect=0.5)))
    told = planned(claim_of(), scores(1, 3, 0.0, 0.1))
    assert "says nothing" in told.note
    even = Evidence(tuple(made("a", f"t{t}", 1, 0.5) for t in range(9)))
    assert "no noise" in planned(claim_of(at_least=0.4), even).note
