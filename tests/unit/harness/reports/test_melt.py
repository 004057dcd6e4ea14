"""The melt report, end to end from runs on disk: known answers, what is left out, and what is said of it."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from harness.cli.report import TaskWeights, app
from harness.reports import melt_words as words
from harness.reports.melt import AgentMelt, MeltReport
from harness.reports.melt_finding import NO_RATE, melt_report
from harness.reports.melt_terminal import print_melt
from sandboxes.errors import UserError
from scoring.stats.horizon_draws import Weights
from scoring.stats.measured import Measured, undefined
from tests.unit.harness.reports.melt_made import AGENT, SIXTEEN, Made, entry, falling, minutes, run_of

PLAIN = [minutes(mid) for mid in SIXTEEN]


def report_of(tmp_path: Path, made: list[Made], humans: list[str] = PLAIN, **more: float | None) -> MeltReport:
    return melt_report([run_of(tmp_path / "run", humans, made)], **more)  # type: ignore[arg-type]


def only(found: MeltReport) -> AgentMelt:
    (one,) = found.agents
    return one


def values(one: AgentMelt, at: int = 0) -> list[float | None]:
    found = one.headline.ratios[at].melt
    assert found
    return [found.throughput.value, found.speedup.value, found.median.value]


def printed(found: MeltReport) -> str:
    console = Console(width=160, record=True, file=StringIO())
    print_melt(found, console)
    return " ".join(console.export_text().split())


def test_all_solved_at_ten_times_is_ten_three_times(tmp_path: Path) -> None:
    made = [Made(at, solved=True, minutes=mid / 10, usd=mid / 60 * 8, lost=mid / 20) for at, mid in enumerate(SIXTEEN)]
    one = only(report_of(tmp_path, made, hourly_rate=80.0))
    assert values(one) == pytest.approx([10, 10, 10])
    assert values(one, 1) == pytest.approx([20, 20, 20])
    assert values(one, 2) == pytest.approx([10, 10, 10])
    assert one.headline.point(0.5).minutes.value is None
    assert "tasks up to 546 h are too short to find its limit" in words.of_horizon(one)


def test_half_solved_halves_the_throughput_and_leaves_the_median_open(tmp_path: Path) -> None:
    made = [
        Made(at, solved=bool(again), minutes=mid / 10, attempt=again + 1)
        for at, mid in enumerate(SIXTEEN) for again in (0, 1)
    ]  # fmt: skip
    one = only(report_of(tmp_path, made))
    assert values(one)[:2] == pytest.approx([5, 10])
    found = one.headline.melt()
    assert found
    assert found.median.note == "undefined at exactly half: between 0 and 10"
    assert "does not become rarer" in words.of_horizon(one) or "not become rarer" in words.of_horizon(one)


def test_none_solved_is_told_with_its_bound(tmp_path: Path) -> None:
    found = report_of(tmp_path, [Made(at, solved=False, minutes=1) for at in range(16)])
    assert values(only(found)) == [0, None, 0]
    assert "did nothing of people's work: solved were none of 16, at most 21 %" in printed(found)
    assert "below the shortest" in words.of_horizon(only(found))


def test_successes_that_fall_evenly_put_the_horizon_in_their_middle(tmp_path: Path) -> None:
    one = only(melt_report([run_of(tmp_path / "run", PLAIN, falling(7))], weights="equal"))
    half, most = one.headline.point(0.5), one.headline.point(0.8)
    assert half.minutes.value == pytest.approx(128)
    assert half.place == "within"
    assert half.minutes.low
    assert half.conservative.low
    assert most.minutes.value
    assert most.minutes.value < 128
    assert "solves about half of tasks that take people 2.1 h (95 % interval " in words.of_horizon(one)
    assert "METR's interval [" in words.horizon_told(half)


def test_what_lies_beyond_the_tasks_is_called_so(tmp_path: Path) -> None:
    made = [Made(at, again <= (4 if at < 8 else 3), 1, attempt=again) for at in range(16) for again in range(1, 5)]
    one = only(report_of(tmp_path, made))
    assert one.headline.point(0.5).place == "beyond the longest task"
    assert "horizon at 50 %: an extrapolation beyond the longest task" in words.warnings(one.headline)
    assert "At 50 % that lies outside the tasks (1 min to 546 h)" in words.of_horizon(one)
    assert "an extrapolation beyond the longest task" in words.horizon_told(one.headline.point(0.5))


def test_names_of_agents_are_printed_as_they_are(tmp_path: Path) -> None:
    name = "command:x:[bold]y[/bold]"
    assert f"{name}: 1 attempt (measured)" in printed(
        report_of(tmp_path, [Made(0, solved=True, minutes=1, agent=name)])
    )


def test_too_few_tasks_have_no_horizon(tmp_path: Path) -> None:
    one = only(report_of(tmp_path, [Made(at, solved=at < 3, minutes=1) for at in range(5)]))
    assert "with fewer than 12 there is no horizon" in words.of_horizon(one)
    assert "horizon at 50 % and 80 %: below minimum (5 of 12 tasks)" in words.warnings(one.headline)


def test_longer_tasks_that_fail_less_have_no_horizon(tmp_path: Path) -> None:
    one = only(report_of(tmp_path, [Made(at, solved=at > 7, minutes=1) for at in range(16)]))
    assert "do not become rarer" in words.of_horizon(one)
    assert any("longer tasks do not fail more often" in line for line in words.warnings(one.headline))


def test_cheats_are_read_in_three_ways(tmp_path: Path) -> None:
    made = [Made(at, solved=at < 8, minutes=1, cheated=at == 0) for at in range(16)]
    humans = [minutes(10)] * 16
    found = report_of(tmp_path, made, humans)
    one = only(found)
    throughputs = [melt.throughput.value for reading in one.readings if (melt := reading.melt())]
    assert throughputs == pytest.approx([70 / 16, 70 / 15, 80 / 16])
    assert [reading.tasks[0].solved for reading in one.readings if len(reading.tasks) == 16] == [0, 1]
    text = printed(found)
    assert "1 of 16 attempts are flagged as cheating" in text
    assert "cheats as failures" in text
    assert words.EQUAL not in text


def test_where_nothing_was_flagged_one_line_says_so(tmp_path: Path) -> None:
    found = report_of(tmp_path, falling(7))
    one = only(found)
    assert {reading.cheats for reading in one.readings} == {"failure", "left-out", "success"}
    assert len({reading.model_copy(update={"cheats": "failure"}).model_dump_json() for reading in one.readings}) == 1
    assert printed(found).count(words.EQUAL) == 1


def test_all_attempts_flagged_leave_a_reading_of_nothing(tmp_path: Path) -> None:
    found = report_of(tmp_path, [Made(at, solved=True, minutes=1, cheated=True) for at in range(16)])
    assert only(found).readings[1].tasks == ()
    assert "undefined (no data)" in printed(found)


def test_money_needs_a_rate_and_known_costs(tmp_path: Path) -> None:
    made = [Made(at, solved=True, minutes=1, usd=1.0) for at in range(16)]
    assert only(report_of(tmp_path, made)).headline.ratios[2].missing == NO_RATE
    made[3] = made[3]._replace(usd=None)
    cost = only(report_of(tmp_path / "other", made, hourly_rate=60.0)).headline.ratios[2]
    assert (cost.melt, cost.missing) == (None, "the cost of 1 of 16 attempts is not known")
    for rate in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(UserError, match="is no rate"):
            melt_report([], hourly_rate=rate)


def test_tasks_without_human_minutes_and_controls_are_left_out_and_named(tmp_path: Path) -> None:
    made = [Made(at, solved=True, minutes=1) for at in range(16)] + [Made(0, solved=True, minutes=1, agent="oracle")]
    store = run_of(tmp_path / "run", ["", *PLAIN[1:]], made)
    found = melt_report([store])
    assert found.notes == (
        "Controls are left out: oracle.",
        "Tasks without human minutes are left out: tasks/t00.",
    )
    assert only(found).attempts == 15
    with pytest.raises(UserError, match="at a task with human minutes"):
        melt_report([store], ["oracle"])
    with pytest.raises(UserError, match="no attempt of 'else'"):
        melt_report([store], ["else"])
    controls = run_of(tmp_path / "controls", PLAIN, [made[-1]])
    with pytest.raises(UserError, match="nothing but controls"):
        melt_report([controls])
    assert melt_report([controls], ["oracle"]).scripted == ("oracle",)


def test_agents_are_marked_by_where_their_times_come_from(tmp_path: Path) -> None:
    made = [Made(0, solved=True, minutes=1)]
    models = [entry(AGENT, date(2026, 1, 1))]
    for name, more, source in (("a", {}, "measured"), ("b", {"models": models}, "live")):
        assert only(melt_report([run_of(tmp_path / name, PLAIN, made, **more)])).source == source  # type: ignore[arg-type]
    assert only(melt_report([run_of(tmp_path / "c", PLAIN, made, models, replay="b")])).source == "replay"


def test_estimates_that_are_twice_too_long_double_every_figure(tmp_path: Path) -> None:
    half, double = only(report_of(tmp_path, falling(7))).supposed
    one = only(report_of(tmp_path / "other", falling(7)))
    horizon, melt = one.headline.point(0.5).minutes.value, one.headline.melt()
    assert horizon
    assert melt
    assert melt.throughput.value
    assert [half.horizon.value, double.horizon.value] == pytest.approx([horizon / 2, horizon * 2])
    assert [half.throughput.value, double.throughput.value] == pytest.approx(
        [melt.throughput.value / 2, melt.throughput.value * 2]
    )
    timed = [minutes(mid, source="baseline") for mid in SIXTEEN]
    assert only(report_of(tmp_path / "timed", falling(7), timed)).supposed == ()


def test_a_conclusion_that_hangs_on_the_estimates_is_called_so(tmp_path: Path) -> None:
    humans = [minutes(mid, band=1.2) for mid in [10.0] * 16]
    one = only(report_of(tmp_path, [Made(at, solved=True, minutes=7) for at in range(16)], humans))
    assert "half as long: throughput 0.71" in words.of_supposed(one)
    assert "another conclusion (slower than people, which chance does not explain)" in words.of_supposed(one)
    assert "twice as long: throughput 2.9" in words.of_supposed(one)
    assert "the same conclusion" in words.of_supposed(one)


def test_horizons_that_double_in_a_hundred_days_are_told_so(tmp_path: Path) -> None:
    first = date(2025, 1, 1)
    agents = {f"command:{at}": first + timedelta(days=100 * at) for at in range(3)}
    made = [one for at, agent in enumerate(agents) for one in falling(6 + at, agent)]
    store = run_of(tmp_path / "run", PLAIN, made, [entry(agent, when) for agent, when in agents.items()])
    found = melt_report([store], weights="equal").trend
    assert [one.minutes.value for one in found.models] == pytest.approx([64, 128, 256])
    assert found.doubling.value == pytest.approx(100)
    assert found.leading.value == pytest.approx(100)
    two = melt_report([store], list(agents)[:2]).trend
    assert "There is no trend to show: below minimum (2 of 3 release days)" in words.of_trend(two)


def test_who_is_faster_is_said_no_further_than_the_interval_goes() -> None:
    for low, high, told in (
        (1.1, 3.0, "faster than people, which"),
        (0.2, 0.9, "slower than people, which"),
        (0.5, 2.0, "may be chance"),
        (None, None, "cannot be decided"),
    ):
        assert told in words.verdict(Measured(value=0.8 if high == 0.9 else 1.5, low=low, high=high, n=9))
    assert words.verdict(undefined("none")) == "nothing to compare"


def test_lengths_and_factors_read_as_people_write_them() -> None:
    shown = [words.length(each) for each in (0.5, 1, 26.3, 99.7, 504, 60 * 99.7, 1e6)]
    assert shown == ["30 s", "1 min", "26 min", "1.7 h", "8.4 h", "100 h", "16,667 h"]
    assert [words.factor(each) for each in (0, 0.04, 9.96, 99.7, 12345)] == ["0", "0.04", "10", "100", "12,345"]


def test_the_command_line_prints_json_and_refuses_in_a_line(tmp_path: Path) -> None:
    store = run_of(tmp_path / "run", PLAIN, falling(7))
    assert [each.value for each in TaskWeights] == list(Weights.__args__)  # type: ignore[attr-defined]
    page = tmp_path / "melt.html"
    arguments = ["melt", str(store.root), "--json", "--html", str(page), "--agent", AGENT, "--weights", "equal"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert MeltReport.model_validate(json.loads(result.stdout)).weights == "equal"
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert isinstance(CliRunner().invoke(app, ["melt", str(store.root), "--agent", "y"]).exception, UserError)
    result = CliRunner().invoke(app, ["melt", str(store.root)])
    assert words.SOLVED in " ".join(result.stdout.split())
