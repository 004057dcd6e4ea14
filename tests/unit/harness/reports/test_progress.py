"""The report on progress: figures reckoned by hand, what is said of them, and a page that no name can break."""

import json
from collections.abc import Sequence
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from harness.cli.report import app
from harness.progress import Progress
from harness.reports.html.page import write_page
from harness.reports.html.progress_page import curves, render_progress
from harness.reports.progress import ProgressReport, Seen, report_of
from harness.reports.progress_figures import figures_of
from harness.reports.progress_terminal import print_progress
from harness.reports.progress_words import of_all, of_task, rests_on, row
from sandboxes.errors import UserError
from scoring.stats.intervals import clopper_pearson, wilson
from scoring.stats.progress import curve
from tests.unit.harness import snapped
from tests.unit.harness.reports.plausible import CODE, SMALL, integrity, record, reward, spec
from tests.unit.harness.snapped import LETTER, Attempt, letter

HOSTILE = "command:<b>\x1b[31m\u202eevil"
REPAIRED = [(0, 0.0), (60, 0.5), (120, 0.2), (180, 0.2), (240, 1.0), (300, 1.0)]
"""Improves, breaks, rests and repairs."""
STEADY = [(0, 0.0), (150, 0.5), (300, 1.0)]
STUCK = [(0, 0.0), (100, 0.4), (200, 0.4), (300, 0.4)]


def seen(
    looks: Sequence[tuple[float, float]],
    *,
    task: str = CODE,
    agent: str = "command:mine",
    attempt: int = 1,
    cluster: str = "",
    spent: tuple[tuple[float, float], ...] = (),
    unscored: int = 0,
    verdict: str = "clean",
) -> Seen:
    """An attempt that was looked at so; the work changed wherever its reward did."""
    values = [value for _, value in looks]
    changed = tuple(a != b for a, b in pairwise(values))
    done = record(spec(task, agent, attempt), [reward(values[-1])], integrity=integrity(verdict))
    at = curve([at for at, _ in looks], values, looks[-1][0])
    return Seen("run", cluster or task, agent, Progress(done, at, changed, unscored, spent))


THREE = (seen(REPAIRED), seen(STEADY, attempt=2), seen(STUCK, attempt=3))


def many(tasks: int, of: int = 1) -> list[Seen]:
    """An agent on so many tasks, `of` of which are about each package."""
    looks = [[(0, 0.0), (50 + at, 0.5), (80, 0.3 + at / 100), (100, 1 - at / 50)] for at in range(tasks)]
    return [seen(each, task=f"t/{at:02}", cluster=f"p{at // of}") for at, each in enumerate(looks)]


def test_figures_of_one_task_are_those_of_its_attempts() -> None:
    (one,) = report_of(THREE, ["run"]).tasks
    found = one.figures
    assert (found.begin.value, found.end.value) == (0, pytest.approx(2.4 / 3))
    areas = [(60 * 0.5 + 120 * 0.2 + 60) / 300, 0.25, 0.4 * 200 / 300]
    assert found.area.value == pytest.approx(sum(areas) / 3)
    assert found.area.low is not None and found.area.low < min(areas) < max(areas) < (found.area.high or 0)
    assert (found.fell, found.steps) == (1, 3 + 2 + 1)
    assert (found.falls.low, found.falls.high) == wilson(1, 6)[:2]
    assert found.lost.value == pytest.approx(0.1)
    assert (found.lost.low, found.lost.note) == (None, "cannot decide (3 of 6 attempts)")
    assert found.below_best.value == 0
    assert found.last_quarter.value == pytest.approx((0.8 + 0.5 + 0) / 3)
    half, most, whole = found.reached
    assert (half.seconds.value, half.share.value) == (150, pytest.approx(2 / 3))
    assert (most.seconds.value, whole.seconds.value) == (300, 300), "median of 240, 300 and never"
    assert whole.usd.value is None
    assert (one.apart_s, one.most_apart_s) == (80, 150), "the median of five, two and three gaps"
    assert one.source == "verified reward, trust: differential"


def test_the_band_is_of_attempts_and_one_attempt_has_none() -> None:
    (one,) = report_of(THREE, ["run"]).tasks
    assert len(one.band.at) == len(one.band.mean) == len(one.band.low) == 101
    assert one.band.mean[-1] == pytest.approx(0.8)
    assert all(low <= mean <= high for low, mean, high in zip(one.band.low, one.band.mean, one.band.high, strict=True))
    (single,) = report_of(THREE[:1], ["run"]).tasks
    assert (len(single.band.mean), single.band.low, single.band.high) == (101, (), ())
    assert single.figures.area.note == "no interval (one attempt)"


def test_what_a_reward_had_cost_is_known_only_of_attempts_with_a_price() -> None:
    priced = [seen(STEADY, attempt=at, spent=((100.0, 0.5), (200.0, 0.1 * at + 0.5))) for at in range(1, 8)]
    half, _, whole = figures_of([one.progress for one in [*priced, *THREE]]).reached
    assert (half.usd.value, half.usd.n) == (0.5, 7)
    assert (whole.usd.value, whole.usd.low, whole.usd.high) == (
        pytest.approx(0.9),
        pytest.approx(0.6),
        pytest.approx(1.2),
    )
    assert whole.share.n == 10


def test_no_fall_among_a_few_steps_is_a_bound_and_not_a_zero() -> None:
    (one,) = report_of([seen(STEADY), seen(STEADY, attempt=2)], ["run"]).tasks
    most = clopper_pearson(0, 4).high
    assert (one.figures.falls.value, one.figures.falls.high) == (0, most)
    assert f"Of 4 steps at which the work changed none lost anything (at most {100 * most:.0f} %)" in of_task(one)[3]
    (still,) = report_of([seen([(0, 0.4), (10, 0.4)])], ["run"]).tasks
    assert "never changed" in of_task(still)[3]
    assert still.figures.falls.value is None


def test_over_tasks_the_independent_ones_are_what_counts() -> None:
    enough = report_of(many(8), ["run"]).agents[0]
    assert (enough.tasks, enough.clusters, enough.below) == (8, 8, "")
    for found in (
        enough.figures.area,
        enough.figures.lost,
        enough.figures.last_quarter,
        enough.figures.reached[0].seconds,
    ):
        assert found.clusters == 8
        assert found.low is not None and found.high is not None and found.low < (found.value or 0) < found.high
    assert "too little" not in " ".join(of_all(enough))
    few = report_of(many(8, of=2), ["run"]).agents[0]
    assert few.below == "below minimum (4 of 6 independent tasks)"
    assert few.figures.area.low is None
    assert few.below in of_all(few)[-1]


def test_agents_and_tracks_do_not_mix() -> None:
    there = [*THREE, seen(STUCK, task=SMALL), seen(STUCK, agent="nop")]
    found = report_of(there, ["run"])
    assert [(one.task, one.agent, len(one.lines)) for one in found.tasks] == [
        (CODE, "command:mine", 3),
        (CODE, "nop", 1),
        (SMALL, "command:mine", 1),
    ]
    assert [(one.agent, one.tasks, one.attempts) for one in found.agents] == [("command:mine", 2, 4), ("nop", 1, 1)]


def test_what_is_to_be_known_is_noted() -> None:
    there = [
        seen(STEADY, agent="course:40", unscored=2),
        seen([(5, 0.1), (10, 0.2)], verdict="cheat"),
    ]
    notes = " ".join(report_of(there, ["run"], ["Of another run."]).notes)
    for said in ("Of another run.", "2 of 7 looks", "1 attempt the beginning", "1 attempt flagged", "course:40"):
        assert said in notes
    assert report_of(THREE, ["run"]).notes == ()


def hostile() -> ProgressReport:
    """With a name that would steer a terminal and a page."""
    return report_of([*THREE, seen(STEADY, agent=HOSTILE), *many(6)], ["run"])


def test_the_page_and_the_terminal_say_the_same() -> None:
    found = hostile()
    page = render_progress(found)
    console = Console(width=400, file=StringIO())
    print_progress(found, console)
    printed = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
    for sentence in [*of_task(found.tasks[0]), *of_all(found.agents[0])]:
        assert sentence in page
        assert sentence in printed
    assert page.count('role="img"') == 7
    for text in (page, printed):
        assert "\x1b" not in text and "\u202e" not in text
    assert "<b>\N{REPLACEMENT CHARACTER}" not in page
    assert "command:&lt;b&gt;" in page


def test_every_figure_has_a_cell_and_what_it_rests_on() -> None:
    (one,) = report_of(THREE, ["run"]).tasks
    cells = row("mine", rests_on(one), one.figures)
    assert cells[0] == ["mine", "n = 3"]
    assert cells[3][0] == "2 min 30 s"
    assert cells[3][2].startswith("2 of 3 [")
    assert cells[6][0] == "1 of 6"
    assert all(cell[0] for cell in cells)


def test_the_drawing_holds_the_schema() -> None:
    plot = curves(hostile().tasks)
    assert plot and plot.svg.startswith("<svg") and "reward" in plot.svg
    assert curves([]) is None


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_page(render_progress(report_of(THREE, ["run"])), tmp_path)


class TestCommand:
    """meltbench report progress on a run directory."""

    def test_a_run_without_scored_snapshots_is_refused(self, tmp_path: Path) -> None:
        known = snapped.tasks(tmp_path / "tasks")
        store = snapped.run(tmp_path / "run", known, Attempt([(5, letter(2)), (10, letter(5))], 1.0))
        result = CliRunner().invoke(app, ["progress", str(store.root)])
        assert isinstance(result.exception, UserError)
        assert "no snapshot is scored" in str(result.exception)

    def test_what_is_printed_and_written(self, tmp_path: Path) -> None:
        known = snapped.tasks(tmp_path / "tasks")
        rises = Attempt([(5, letter(2)), (8, letter(1)), (10, letter(5))], 1.0)
        store = snapped.run(tmp_path / "run", known, rises, Attempt([(7, letter(5))], 1.0))
        for red, value in ((0, 0.0), (2, 0.4), (1, 0.1)):
            tree = snapped.digest(letter(red), tmp_path / "digests")
            snapped.read(store, known[LETTER], tree, value, base=red == 0)
        page = tmp_path / "page.html"
        result = CliRunner().invoke(app, ["progress", str(store.root), "--json", "--html", str(page)])
        assert result.exit_code == 0
        found = ProgressReport.model_validate(json.loads(result.stdout))
        (one,) = found.tasks
        assert (one.lines[0].at, one.lines[0].value) == ((0, 5, 8, 10), (0, 0.4, 0.1, 1))
        assert any("1 trial left out, of which there are no snapshots" in note for note in found.notes)
        assert "constraint reward" in page.read_text(encoding="utf-8")
        plain = CliRunner().invoke(app, ["progress", str(store.root), str(store.root)])
        assert plain.exit_code == 0
        assert "(1 attempt, constraint reward" in " ".join(plain.stdout.split()), "a trial counts once"
