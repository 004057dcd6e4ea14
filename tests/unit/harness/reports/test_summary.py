"""The figures of a summary against records whose answer is known."""

import pytest

from harness.records import TrialRecord
from harness.reports import wording
from harness.reports.headline import headlines
from harness.reports.ladder import Point, order_share
from harness.reports.model import Row, Summary, Treatment
from harness.reports.summary import summarise
from scoring.reward import CheckResult
from tests.unit.harness.reports import plausible
from tests.unit.harness.reports.plausible import CODE, PROSE, integrity, record, reward, spec


def row_of(*records: TrialRecord) -> Row:
    return summarise(plausible.run(records), records, {}).rows[0]


def test_passes_are_strict_and_the_mean_is_not() -> None:
    row = row_of(*(record(spec(CODE, "a", n), [reward(v)]) for n, v in enumerate((1.0, 0.999, 0.5), 1)))
    assert row.passes
    assert row.mean
    assert (row.passes.k, row.passes.n) == (1, 3)
    assert row.mean.value == pytest.approx(0.833)
    assert (row.channel, row.trust, row.scored) == ("verified", "differential", 3)


def test_infrastructure_failures_are_left_out_with_bounds() -> None:
    records = [record(spec(CODE, "a", n), [reward(1.0)]) for n in (1, 2, 3)]
    row = row_of(*records, record(spec(CODE, "a", 4), outcome="infra_error", message="engine gone"))
    assert row.mean
    assert row.left_out
    assert (row.mean.value, row.scored, row.done) == (1.0, 3, 4)
    assert (row.left_out.trials, row.left_out.of) == (1, 4)
    assert (row.left_out.as_zero, row.left_out.as_one) == (0.75, 1.0)
    assert row.outcomes == {"completed": 3, "infra_error": 1}
    assert "all" in row.seconds


def test_an_agents_failure_counts() -> None:
    row = row_of(record(spec(CODE, "a"), [reward(0.0)], outcome="agent_error", message="killed: memory limit"))
    assert row.mean
    assert (row.mean.value, row.scored, row.left_out) == (0.0, 1, None)


def test_constraint_rewards_count_where_nothing_is_verified() -> None:
    row = row_of(record(spec(PROSE, "a"), [reward(0.4, channel="constraint", trust="static")]))
    assert row.mean
    assert (row.channel, row.trust, row.mean.value) == ("constraint", "static", 0.4)


def test_the_weakest_trust_is_shown() -> None:
    row = row_of(
        record(spec(CODE, "a", 1), [reward(1.0, trust="static")]),
        record(spec(CODE, "a", 2), [reward(1.0, trust="in_process")]),
    )
    assert row.trust == "in_process"


def test_three_treatments_of_cheating() -> None:
    cheat, clean = integrity("cheat", ("reward_file", "cheat", "reward.txt")), integrity("clean")
    row = row_of(
        record(spec(CODE, "a", 1), [reward(0.8)], integrity=cheat),
        record(spec(CODE, "a", 2), [reward(0.5)], integrity=clean),
        record(spec(CODE, "a", 3), [reward(0.5)], integrity=clean),
    )
    assert row.cheats
    assert row.cheats.left_out
    assert row.mean
    assert (row.cheats.trials, row.cheats.highest) == (1, 0.8)
    assert row.mean.value == pytest.approx(0.6)
    assert row.cheats.as_failure.value == pytest.approx(1 / 3)
    assert row.cheats.left_out.value == 0.5
    assert row.cheats.as_success.value == pytest.approx(2 / 3)
    assert (row.verdicts, row.flags) == ({"clean": 2, "cheat": 1}, {"reward_file": 1})


def cheated(name: str, main: float, attempt: int) -> TrialRecord:
    """A trial that was caught, with an oracle that fails it."""
    flagged = integrity("cheat", ("reward_file", "cheat", "reward.txt"))
    return record(
        spec(CODE, name, attempt), [reward(main), reward(0.0, name="second", role="oracle")], integrity=flagged
    )


@pytest.mark.parametrize(
    ("cheats", "passes", "value", "scored", "oracle"),
    [
        ("as-scored", (2, 4), 0.75, 4, (1, 2)),
        ("failure", (1, 4), 0.375, 4, (0, 1)),
        ("left-out", (1, 2), 0.75, 2, (0, 1)),
        ("success", (3, 4), 0.875, 4, (2, 3)),
    ],
)
def test_the_chosen_treatment_of_cheats_is_what_every_score_rests_on(
    cheats: Treatment, passes: tuple[int, int], value: float, scored: int, oracle: tuple[int, int]
) -> None:
    honest = [
        record(spec(CODE, "a", 3), [reward(1.0), reward(1.0, name="second", role="oracle")]),
        record(spec(CODE, "a", 4), [reward(0.5), reward(0.0, name="second", role="oracle")]),
    ]
    records = [cheated("a", 1.0, 1), cheated("a", 0.5, 2), *honest]
    summary = summarise(plausible.run(records), records, {}, cheats)
    row = summary.rows[0]
    assert row.passes
    assert row.mean
    assert row.oracle_fails_when_passed
    assert (row.passes.k, row.passes.n, row.mean.n, row.scored) == (*passes, scored, scored)
    assert row.mean.value == pytest.approx(value)
    assert (row.oracle_fails_when_passed.k, row.oracle_fails_when_passed.n) == oracle
    assert (row.left_out, row.trust, row.verdicts) == (None, "differential", {"cheat": 2})
    assert row.cheats
    assert (row.cheats.trials, row.cheats.of, row.cheats.as_scored.value) == (2, 4, 0.75)
    assert summary.model_dump(mode="json")["cheats"] == cheats
    assert any(wording.CHEATS[cheats] in line for line in headlines(summary)) == (cheats != "as-scored")


def test_a_row_of_cheats_alone_can_be_left_out() -> None:
    records = [cheated("a", 1.0, 1)]
    row = summarise(plausible.run(records), records, {}, "left-out").rows[0]
    assert (row.passes, row.mean, row.scored, row.left_out, row.channel) == (None, None, 0, None, "verified")


def test_baselines_stand_beside_and_abstentions_are_no_zeros() -> None:
    row = row_of(
        record(spec(CODE, "a", 1), [reward(1.0), reward(0.4, channel="baseline", name="length")]),
        record(spec(CODE, "a", 2), [reward(1.0), reward(None, channel="baseline", name="length")]),
    )
    (side,) = row.sides
    assert side.mean
    assert (side.mean.value, side.mean.n, side.abstained) == (0.4, 1, 1)


def test_repeats_of_a_judge_are_one_artifact() -> None:
    twice = [reward(v, channel="judged", name="reader") for v in (0.2, 0.6)]
    row = row_of(record(spec(CODE, "a", 1), [reward(1.0), *twice]))
    assert row.sides[0].mean
    assert (row.sides[0].mean.value, row.sides[0].mean.n) == (pytest.approx(0.4), 1)


def test_the_oracle_and_the_main_scores_own_error() -> None:
    row = row_of(
        *(
            record(spec(CODE, "a", n), [reward(main), reward(oracle, name="second", role="oracle")])
            for n, (main, oracle) in enumerate([(1.0, 1.0), (1.0, 0.0), (0.5, 0.0), (0.2, 1.0)], 1)
        )
    )
    assert row.oracle
    assert row.oracle_fails_when_passed
    assert (row.oracle.k, row.oracle.n) == (2, 4)
    assert (row.oracle_fails_when_passed.k, row.oracle_fails_when_passed.n) == (1, 2)


def test_the_gap_is_taken_over_trials_that_have_both() -> None:
    seen = reward(0.9, name="visible", role="visible")
    hidden = reward(0.4, name="oracle", role="oracle")
    row = row_of(record(spec(CODE, "a", 1), [reward(1.0), seen, hidden]), record(spec(CODE, "a", 2), [reward(0.0)]))
    assert row.gap == pytest.approx(0.5)
    assert row.visible
    assert row.visible.n == 1


def test_failures_are_counted_by_check_with_the_usual_message() -> None:
    def trial(attempt: int, message: str) -> TrialRecord:
        check = CheckResult(id="size", passed=not message, score=float(not message), message=message)
        return record(spec(CODE, "a", attempt), [reward(0.5, checks=(check,))])

    row = row_of(trial(1, "too long"), trial(2, "too long"), trial(3, "too wide"), trial(4, ""))
    (failure,) = row.failures
    assert (failure.id, failure.trials, failure.of, failure.message) == ("size", 3, 4, "too long")


def test_seeds_and_cases_are_distinct_and_seconds_add_up() -> None:
    row = row_of(
        *(record(spec(CODE, "a", n), [reward(1.0, seed=s)], seconds=10 * n) for n, s in ((1, 7), (2, 5), (3, 7)))
    )
    assert row.seeds == (5, 7)
    assert len(row.cases) == 2
    assert row.seconds["all"].median == pytest.approx(20)
    assert row.seconds["all"].total == pytest.approx(60)


def test_what_is_planned_and_has_not_ended_is_no_failure() -> None:
    records = [record(spec(CODE, "a", 1), [reward(1.0)])]
    summary = summarise(plausible.run(records, [spec(CODE, "a", 2), spec(CODE, "b", 1)]), records, {})
    first, second = summary.rows
    assert (first.planned, first.done, first.left_out) == (2, 1, None)
    assert (second.planned, second.done, second.mean, second.passes) == (1, 0, None, None)


def test_a_ladder_shows_what_a_defect_costs_and_who_sees_it() -> None:
    records = [
        record(
            spec(CODE, f"artifact:k{k}"),
            [reward(1 - 0.2 * k if k else 1.0), reward(0.5, channel="baseline", name="constant")],
        )
        for k in range(6)
    ]
    summary = summarise(plausible.run(records), records, plausible.LADDERS)
    (ladder,) = summary.ladders
    main, constant = ladder.scores
    assert [step.defects for step in ladder.steps] == [0, 1, 2, 3, 4, 5]
    assert (main.slope, main.order) == (pytest.approx(-0.2), 1.0)
    assert (constant.slope, constant.order) == (pytest.approx(0), 0.5)
    assert summary.shown() == ()


def test_order_share() -> None:
    assert order_share([Point(0, 0.9), Point(1, 0.9), Point(2, 1.0)]) == pytest.approx(0.5 / 3)


def test_a_summary_survives_json() -> None:
    run, records = plausible.study()
    summary = summarise(run, records, plausible.LADDERS)
    assert Summary.model_validate_json(summary.model_dump_json()) == summary
