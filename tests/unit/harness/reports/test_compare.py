"""The comparison of agents: what is compared with what, what decides, and what is said where nothing does."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.attempts import Attempt, Attempts
from harness.cli.report import app
from harness.reports import compare_words as words
from harness.reports.compare import CompareReport, compare_report
from harness.reports.html import compare_plots as plots
from harness.reports.html.compare_page import render_compare
from sandboxes.errors import UserError
from scoring.stats.holm import holm
from scoring.stats.paired import mcnemar
from tests.unit.harness.contrast.made import CODE, TEXT, finished, record, spec
from tests.validate.comparisons import made

GOOD, POOR, FLOOR = "good", "poor", "nop"


def _attempts(agent: str, scores: dict[str, list[float]], **more: object) -> list[Attempt]:
    return [made(agent, task, at, score, **more) for task, own in scores.items() for at, score in enumerate(own, 1)]


def _tasks(*scores: list[float]) -> dict[str, list[float]]:
    return {f"t{at}": own for at, own in enumerate(scores)}


def _report(*rows: list[Attempt], **options: object) -> CompareReport:
    return compare_report(Attempts(tuple(row for own in rows for row in own), ()), **options)  # type: ignore[arg-type]


TEN = (
    _attempts(GOOD, _tasks(*[[1.0, 1.0, 1.0]] * 8, [1, 1, 0.5], [0, 0.5, 0]), usd=2.0, wall_s=10.0),
    _attempts(POOR, _tasks(*[[0.0, 0.5, 0.0]] * 7, [1, 1, 0], [1, 0, 0], [0, 0, 0]), usd=1.0, wall_s=20.0),
    _attempts(FLOOR, _tasks(*[[0.0]] * 10), model="", usd=None),
)


def test_agents_are_described_over_tasks() -> None:
    good, poor, floor = _report(*TEN).agents
    assert (good.tasks, good.attempts, good.control, floor.control) == (10, 30, False, True)
    assert good.score.value == pytest.approx((8 + 2.5 / 3 + 0.5 / 3) / 10)
    assert (good.score.n, good.score.clusters) == (30, 10)
    assert good.passed.value == pytest.approx((8 + 2 / 3) / 10)
    assert [one.k for one in good.chances] == [2, 3]
    assert good.chances[0].any.value == pytest.approx(0.9)
    assert good.chances[0].all.value == pytest.approx((8 + 1 / 3) / 10)
    assert (poor.usd.value, poor.wall_s.value) == (1, 20)
    assert (floor.usd.value, floor.unpriced) == (None, 0)
    # None of ten, with its bound.
    assert (floor.passed.value, floor.passed.high) == (0, pytest.approx(0.3085, abs=1e-4))


def test_tasks_with_too_few_attempts_are_no_part_of_k_of_k() -> None:
    row = _report(_attempts(GOOD, _tasks([1, 0], [1], [0, 0]))).agents[0]
    assert (row.chances[0].any.value, row.chances[0].any.clusters) == (0.5, 2)


def test_a_pair_is_decided_by_p_after_holm() -> None:
    (pair,) = _report(*TEN).pairs
    assert (pair.first, pair.second, pair.tasks, pair.ahead) == (GOOD, POOR, 10, "first")
    assert (pair.adjusted, pair.level) == (pair.difference.p, 0.95)
    assert (pair.turned.first_only, pair.turned.second_only) == (8 - 1 + 1, 0)
    assert pair.turned.p == mcnemar(8, 0)
    assert words.found(pair) == "first ahead"
    assert words.plan(pair).endswith("Decided.")


def test_many_pairs_are_corrected_together() -> None:
    others = [_attempts(f"other{at}", _tasks(*[[at / 10 * (t % 2)] for t in range(10)])) for at in range(1, 4)]
    report = _report(TEN[0], TEN[1], *others)
    assert len(report.pairs) == 10
    assert [pair.adjusted for pair in report.pairs] == holm([pair.difference.p for pair in report.pairs])
    assert all(pair.level == pytest.approx(0.995) for pair in report.pairs)


def test_controls_are_in_no_pair_unless_named() -> None:
    assert [(p.first, p.second) for p in _report(*TEN).pairs] == [(GOOD, POOR)]
    assert any("nop" in note for note in _report(*TEN).notes)
    named = _report(*TEN, agents=[GOOD, FLOOR])
    assert [(p.first, p.second) for p in named.pairs] == [(GOOD, FLOOR)]
    against = _report(*TEN, baseline=FLOOR)
    assert [(p.first, p.second) for p in against.pairs] == [(GOOD, FLOOR), (POOR, FLOOR)]


def test_tasks_that_one_of_them_lacks_are_left_out_and_named() -> None:
    more = _attempts(POOR, {"only-poor": [1.0]})
    (pair,) = _report(TEN[0], [*TEN[1], *more]).pairs
    assert (pair.tasks, pair.left_out) == (10, ("only-poor",))
    assert pair.difference == _report(*TEN).pairs[0].difference
    assert "only-poor" in words.left_out(pair)


def test_an_even_number_of_attempts_is_decided_by_the_first() -> None:
    one = _attempts(GOOD, _tasks([1, 0], [0, 1]))
    two = _attempts(POOR, _tasks([0, 0], [0, 0]))
    turned = _report(list(reversed(one)), two).pairs[0].turned
    assert (turned.first_only, turned.second_only, turned.p) == (1, 0, 1)


def test_tasks_about_one_package_count_as_one() -> None:
    rows = [[row._replace(cluster="same") if row.task < "t5" else row for row in own] for own in TEN[:2]]
    report = _report(*rows)
    assert (report.pairs[0].tasks, report.pairs[0].difference.clusters) == (10, 6)
    assert words.cells(report.agents[0])[2] == "10 in 6 groups"


def test_few_tasks_decide_nothing_and_say_so() -> None:
    (pair,) = _report(_attempts(GOOD, _tasks(*[[1.0]] * 5)), _attempts(POOR, _tasks(*[[0.0]] * 5))).pairs
    assert (pair.ahead, pair.adjusted) == ("cannot decide", None)
    assert words.found(pair) == "cannot decide (5 of 6 tasks)"
    assert "not known" in words.plan(pair)


def test_what_is_undecided_has_a_plan() -> None:
    scores = [[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]] * 3
    turned = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 0.0, 1.0]] * 3
    (pair,) = _report(_attempts(GOOD, _tasks(*scores)), _attempts(POOR, _tasks(*turned, [1.0]))).pairs
    assert (pair.ahead, pair.difference.value) == ("undecided", pytest.approx(0, abs=1e-12))
    turned[0] = [0.0, 0.0, 0.0]
    (pair,) = _report(_attempts(GOOD, _tasks(*scores)), _attempts(POOR, _tasks(*turned))).pairs
    assert pair.ahead == "undecided"
    tasks = pair.planned_tasks.value
    assert tasks is not None
    assert tasks > 12
    assert f"{tasks:.0f} tasks" in words.plan(pair)
    assert "which it need not be" in words.plan(pair)


def test_the_frontier_is_who_is_not_beaten_in_both() -> None:
    dear = _attempts("dear", _tasks(*[[0.5]] * 10), usd=3.0)
    found = _report(*TEN, dear).frontier
    assert found is not None
    assert (found.unit, found.tasks) == ("usd", 10)
    assert {point.agent: point.beaten_by for point in found.points} == {GOOD: (), POOR: (), "dear": (GOOD,)}


def test_without_costs_the_frontier_is_by_time() -> None:
    rows = [[row._replace(usd=None) for row in own] for own in TEN[:2]]
    report = _report(*rows)
    assert report.frontier is not None
    assert report.frontier.unit == "s"
    assert {point.agent: point.beaten_by for point in report.frontier.points} == {GOOD: (), POOR: (GOOD,)}
    assert words.cells(report.agents[0])[7] == "30 of unknown cost"


def test_a_sign_that_hangs_on_cheats_is_told() -> None:
    cheat = _attempts(GOOD, _tasks(*[[1.0]] * 4, *[[0.0]] * 4))
    cheat = [row._replace(cheated=row.score == 1) for row in cheat]
    honest = _attempts(POOR, _tasks(*[[0.5]] * 2, *[[0.2]] * 6))
    report = _report(cheat, honest)
    assert report.flagged == 4
    (pair,) = report.pairs
    signs = [(one.cheats, (one.difference.value or 0) > 0) for one in pair.treatments]
    assert signs == [("as-scored", True), ("failure", False), ("left-out", False), ("success", True)]
    assert words.treatments(pair).endswith("the sign depends on it.")
    (counted,) = _report(cheat, honest, cheats="failure").pairs
    assert counted.difference == pair.treatments[1].difference
    assert _report(*TEN).pairs[0].treatments == ()


def test_what_is_not_there_is_a_mistake_of_the_user() -> None:
    for options in ({"agents": ["god"]}, {"baseline": "god"}):
        with pytest.raises(UserError, match="no such agent"):
            _report(*TEN, **options)
    with pytest.raises(UserError, match="no trial has a score"):
        compare_report(Attempts((), ()))


def test_one_agent_has_no_pairs() -> None:
    report = _report(TEN[0])
    assert (report.pairs, report.frontier) == ((), None)
    assert "there are no pairs" in " ".join(report.notes)
    assert "Pairs" not in render_compare(report)


def test_the_page_escapes_names_and_draws_both_figures() -> None:
    rows = [row._replace(agent="<script>alert(1)</script>") for row in TEN[1]]
    page = render_compare(_report(TEN[0], rows))
    assert "<script" not in page
    assert page.count('<svg role="img"') == 2


def test_what_the_page_draws_holds_the_schema() -> None:
    """Which the page itself does not ask for."""
    report = _report(*TEN)
    assert plots.differences(report.pairs)
    assert plots.frontier(report.frontier)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Two agents on two real tasks, a number of attempts each."""
    values = {("one", CODE): [1.0, 0.0], ("one", TEXT): [0.5], ("two", CODE): [0.0], ("two", TEXT): [0.25, 0.75]}
    done = [record(spec(task, agent, at), v) for (agent, task), vs in values.items() for at, v in enumerate(vs, 1)]
    return finished(tmp_path / "run", done).root


def test_the_command_line(run: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    plain = CliRunner().invoke(app, ["compare", str(run), "--html", str(page)])
    assert plain.exit_code == 0, plain.output
    for text in (plain.stdout, page.read_text(encoding="utf-8")):
        assert "cannot decide (2 of 6 tasks)" in " ".join(text.split())
    result = CliRunner().invoke(app, ["compare", str(run), "--json", "--baseline", "two"])
    report = CompareReport.model_validate_json(result.stdout)
    assert [(pair.first, pair.second, pair.tasks) for pair in report.pairs] == [("one", "two", 2)]
    assert report.runs == ("run",)
