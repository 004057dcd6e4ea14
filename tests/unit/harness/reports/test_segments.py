"""What the same trials are worth to different users: totals of known trials, weights that are read again, and what is
said where too little is covered."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.report import app
from harness.reports import segments_words as words
from harness.reports.html import segments_plots as plots
from harness.reports.html.segments_page import render_segments
from harness.reports.segments import SegmentsReport
from harness.reports.segments_file import DEFAULT, read_weights
from sandboxes.errors import UserError
from tests.unit.harness.contrast.made import CODE, TEXT, finished, record, spec
from tests.unit.harness.reports.segments_made import (
    MELTS,
    NEW,
    OLD,
    WEIGHTS,
    made_report,
    rows_of,
    total_of,
    weights_file,
)


def test_two_segments_see_the_same_trials_differently(tmp_path: Path) -> None:
    report = made_report(tmp_path, *MELTS)
    coder, reader = total_of(report, "coder"), total_of(report, "reader")
    assert (coder.score.value, reader.score.value) == (pytest.approx(0.8), pytest.approx(0.3))
    for total in (coder, reader):
        assert (total.score.n, total.score.clusters, total.covered) == (16, 16, pytest.approx(1))
        assert total.score.low is not None
        assert total.score.low < (total.score.value or 0) < (total.score.high or 0)
    assert total_of(report, "reader", "tokens").score.value == pytest.approx(0.5)
    (apart,) = [one for one in report.apart if one.by == "messages"]
    assert apart.difference.value == pytest.approx(0.5)
    # Eight of eight and none of eight: Clopper and Pearson's .3694, weighted .5 and -.5.
    assert apart.difference.low == pytest.approx(0.5 - 0.5 * 2**0.5 * 0.36942, abs=1e-4)
    (said, *_) = words.apart(report)
    assert "come to 0.80" in said
    assert "to 0.30" in said
    assert "n = 16" in said
    assert "chance does not explain" in said
    assert "some weights assumed" in said
    assert (coder.assumed, reader.assumed) == (("code", "prose"), ())


def test_edited_weights_are_read_again_without_running_anything(tmp_path: Path) -> None:
    before = made_report(tmp_path, *MELTS)
    text = WEIGHTS.replace("share = 0.3,", "share = 0.1,").replace("share = 0.7,", "share = 0.9,")
    after = made_report(tmp_path, *MELTS, text=text)
    assert total_of(before, "coder") == total_of(after, "coder")
    assert (total_of(before, "reader").score.value, total_of(after, "reader").score.value) == pytest.approx((0.3, 0.1))


def test_work_without_trials_is_named_and_left_out(tmp_path: Path) -> None:
    text = WEIGHTS + 'talk = { share = 0.0, basis = "assumed", source = "a guess" }\n'
    text = text.replace(
        "code = { share = 0.3", 'talk = { share = 0.4, basis = "published", source = "x" }\ncode = { share = 0.3'
    )
    report = made_report(tmp_path, *MELTS, text=text.replace("share = 0.7", "share = 0.3"))
    total = total_of(report, "reader")
    assert (total.covered, total.missing) == (pytest.approx(0.6), ("talk",))
    assert total.score.value == pytest.approx(0.5)
    assert any("Not covered: 40 % (no trial of talk)" in line for line in words.weights(report))


def test_a_total_that_covers_less_than_half_is_not_given(tmp_path: Path) -> None:
    report = made_report(tmp_path, MELTS[0])
    total = total_of(report, "reader")
    assert (total.score.value, total.score.note) == (None, "not covered (70 %)")
    assert words.cells(total)[3] == "not covered (70 %)"
    assert total_of(report, "coder").score.value == 1
    assert report.apart == ()
    assert "nothing to set apart" in words.apart(report)[0]


def test_a_single_task_says_that_it_is_too_little(tmp_path: Path) -> None:
    report = made_report(tmp_path, rows_of(NEW, "smoke", [1.0]), MELTS[1])
    total = total_of(report, "coder")
    assert (total.score.value, total.score.low) == (pytest.approx(0.8), None)
    assert "cannot decide (1 of 2 tasks)" in words.cells(total)[3]
    assert all("chance" not in said for said in words.apart(report))


def test_tasks_about_one_package_count_as_one(tmp_path: Path) -> None:
    rows = [row._replace(cluster="same") for row in MELTS[0]]
    assert total_of(made_report(tmp_path, rows, MELTS[1]), "coder").score.clusters == 9


def test_newer_models_are_set_against_the_oldest_on_common_tasks(tmp_path: Path) -> None:
    old = rows_of(OLD, "smoke", [0.0, 0.5] * 4, released=date(2025, 1, 1), judged=0.5, scripted=True, tier="free")
    new = rows_of(NEW, "smoke", [0.5, 0.5] * 4 + [1.0], released=date(2025, 7, 2), judged=0.75, scripted=True)
    report = made_report(tmp_path, new, old, MELTS[1])
    checked, judged = report.growth
    assert (checked.older, checked.newer, checked.days, checked.channel) == (OLD, NEW, 182, "verified")
    assert (checked.change.value, checked.change.clusters) == (pytest.approx(0.25), 8)
    assert checked.per_year is not None
    assert checked.per_year.value == pytest.approx(0.25 * 365.25 / 182)
    assert checked.per_year.low == pytest.approx((checked.change.low or 0) * 365.25 / 182)
    assert (judged.channel, judged.scripted, judged.change.value) == ("judged", True, pytest.approx(0.25))
    assert "a year" in words.growth(checked)
    assert "scripted" in words.growth(judged)
    spike = next(one for one in report.spikes if one.agent == OLD)
    assert (spike.work, spike.tasks, spike.released, spike.tier) == ("code", 8, date(2025, 1, 1), "free")
    assert "(scripted)" in words.spike_cells(spike)[5]
    assert spike.paid


def test_releases_close_together_say_nothing_of_a_year(tmp_path: Path) -> None:
    old = rows_of(OLD, "smoke", [0.0] * 8, released=date(2025, 1, 1))
    new = rows_of(NEW, "smoke", [0.5] * 8, released=date(2025, 2, 1))
    (found,) = made_report(tmp_path, old, new).growth
    assert found.per_year is None
    assert "nothing is said of a year" in words.growth(found)


def test_controls_and_strays_are_named(tmp_path: Path) -> None:
    stray = rows_of(NEW, "music", [1.0, 1.0])
    report = made_report(tmp_path, *MELTS, stray, rows_of("nop", "smoke", [0.0] * 8))
    assert [one.agent for one in report.agents] == [NEW]
    said = " ".join(words.notes(report))
    assert "Controls are left out: nop." in said
    assert "in no total: music" in said
    assert total_of(report, "coder").score.value == pytest.approx(0.8)
    assert [
        one.scripted for one in made_report(tmp_path, rows_of("nop", "smoke", [0.0] * 8), agents=["nop"]).agents
    ] == [True]
    with pytest.raises(UserError, match="nothing but controls"):
        made_report(tmp_path, rows_of("nop", "smoke", [0.0] * 8))
    with pytest.raises(UserError, match="no such agent"):
        made_report(tmp_path, *MELTS, agents=["god"])


def test_cheats_count_as_asked(tmp_path: Path) -> None:
    cheat = [row._replace(cheated=True) for row in MELTS[0]]
    report = made_report(tmp_path, cheat, MELTS[1], cheats="failure")
    assert (total_of(report, "coder").score.value, report.flagged) == (0, 8)
    assert total_of(report, "coder").score.high is not None


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("share = 0.8", "share = 0.9", "sum to 1.1"),
        ("[work.prose]", "[work.poems]", "no work of that name"),
        ('source = "a paper"', 'source = ""', "at least 1 character"),
        ('basis = "published"', 'basis = "known"', "'published' or 'assumed'"),
        ("usd_per_hour = 64", "usd_per_hour = 0", "greater than 0"),
    ],
)
def test_wrong_weights_are_a_mistake_of_the_user(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    with pytest.raises(UserError, match=wrong) as caught:
        read_weights(weights_file(tmp_path, WEIGHTS.replace(old, new)))
    assert "docs/segments.md" in str(caught.value)


def test_the_weights_that_come_with_it() -> None:
    weights = read_weights()
    assert weights.segment["everyday"].messages["programming"].share == 0.042
    published = weights.segment["everyday"].messages.values()
    assert {weight.basis for weight in published} == {"published"}


def test_the_page_escapes_names_and_draws_both_figures(tmp_path: Path) -> None:
    rows = [[row._replace(agent="<script>alert(1)</script>") for row in own] for own in MELTS]
    page = render_segments(made_report(tmp_path, *rows))
    assert "<script" not in page
    assert page.count('<svg role="img"') == 2
    assert ">reader, by messages<" in page
    assert ">coder, by messages (some weights assumed)<" in page


def test_what_the_page_draws_holds_the_schema(tmp_path: Path) -> None:
    """Which the page itself does not ask for."""
    report = made_report(tmp_path, *MELTS)
    assert plots.totals(report.totals)
    assert plots.frontier(report.spikes)


def test_the_command_line(tmp_path: Path) -> None:
    values = {(NEW, CODE): [1.0, 0.0], (NEW, TEXT): [0.5]}
    done = [record(spec(task, agent, at), v) for (agent, task), vs in values.items() for at, v in enumerate(vs, 1)]
    run, page = finished(tmp_path / "run", done).root, tmp_path / "page.html"
    plain = CliRunner().invoke(app, ["segments", str(run), "--html", str(page)])
    assert plain.exit_code == 0, plain.output
    for text in (plain.stdout, page.read_text(encoding="utf-8")):
        assert "Chatterji" in text
        assert "not covered (68 %)" in " ".join(text.split())
    printed = CliRunner().invoke(app, ["segments", "--print-weights"]).stdout
    assert printed == DEFAULT.read_text(encoding="utf-8")
    mine = weights_file(tmp_path, printed.replace("share = 0.042", "share = 0.5"))
    result = CliRunner().invoke(app, ["segments", str(run), "--json", "--weights", str(mine)])
    assert isinstance(result.exception, UserError)
    mine = weights_file(tmp_path, WEIGHTS)
    result = CliRunner().invoke(app, ["segments", str(run), "--json", "--weights", str(mine)])
    report = SegmentsReport.model_validate_json(result.stdout)
    assert [t.score.value for t in report.totals] == pytest.approx([0.5, 0.5, 0.5])
    assert isinstance(CliRunner().invoke(app, ["segments"]).exception, UserError)
