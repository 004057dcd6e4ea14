"""What users have on the tiers that they are on: known totals by hand, what is not covered, and weights read again."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.report import app
from harness.records import AgentEntry
from harness.reports import segments_words as words
from harness.reports.html.segments_page import render_segments
from harness.reports.segments import SegmentsReport
from harness.reports.segments_file import DEFAULT, read_weights
from sandboxes.errors import UserError
from scoring.stats.intervals import clopper_pearson
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

TIERS = (
    WEIGHTS
    + """
[segment.coder.tiers]
paid = { share = 1.0, basis = "assumed", source = "a guess" }
[segment.reader.tiers]
free = { share = 0.75, basis = "published", source = "a paper" }
paid = { share = 0.25, basis = "assumed", source = "a guess" }
"""
)
FREE = (rows_of(OLD, "smoke", [0.0] * 8, tier="free"), rows_of(OLD, "writing", [1.0] * 8, tier="free"))
PAID = (rows_of(NEW, "smoke", [1.0] * 8, tier="paid"), rows_of(NEW, "writing", [1.0] * 8, tier="paid"))
BOUND = clopper_pearson(0, 8).high
"""None of eight."""


def test_two_tiers_and_two_kinds_of_work_by_hand(tmp_path: Path) -> None:
    """.3 of a reader's work is code, which the free tier never does; three of four readers have it."""
    report = made_report(tmp_path, *FREE, *PAID, text=TIERS)
    reader, coder = total_of(report, "reader", agent=None), total_of(report, "coder", agent=None)
    assert [(one.work, one.tier, pytest.approx(one.counted)) for one in reader.shares] == [
        ("code", "free", 0.225), ("code", "paid", 0.075), ("prose", "free", 0.525), ("prose", "paid", 0.175),
    ]  # fmt: skip
    assert (reader.score.value, coder.score.value) == (pytest.approx(0.775), pytest.approx(1))
    assert (reader.score.n, reader.score.clusters, coder.score.n) == (32, 16, 16)
    # Within a kind of work tiers go together: of prose all .7 may be less at once.
    assert reader.score.low == pytest.approx(0.775 - BOUND * (0.075**2 + 0.7**2) ** 0.5)
    assert reader.score.high == pytest.approx(0.775 + BOUND * 0.225)
    assert reader.assumed == ("paid tier",)
    assert words.cells(reader)[2] == "as its users have it"
    assert words.cells(reader)[4:] == ("32", "100 %", "assumed: paid tier")
    assert total_of(report, "reader", agent=OLD).assumed == ()


def test_the_difference_of_what_two_segments_have(tmp_path: Path) -> None:
    report = made_report(tmp_path, *FREE, *PAID, text=TIERS)
    one = next(one for one in report.apart if one.agent is None)
    assert (one.first, one.second, one.difference.n) == ("coder", "reader", 32)
    assert one.difference.value == pytest.approx(0.225)
    # Code: .8 - .075 of the paid tier less .225 of the free; prose: .2 - .175 less .525.
    assert one.difference.low == pytest.approx(0.225 - BOUND * (0.725**2 + 0.225**2 + 0.025**2) ** 0.5)
    assert one.difference.high == pytest.approx(0.225 + BOUND * 0.525)
    said = words.apart(report)[0]
    assert said.startswith("As their users have them, the trials come to 1.00 [")
    assert "n = 32 for reader, by messages (some weights assumed)" in said
    assert said.endswith("which may be chance.")


def test_a_tier_is_the_mean_of_its_agents_task_by_task(tmp_path: Path) -> None:
    """However many attempts each has: one that is right, and one that is wrong three times."""
    other = [row._replace(agent="other", attempt=at) for row in PAID[0] for at in (1, 2, 3)]
    wrong = [row._replace(score=0.0) for row in other]
    total = total_of(made_report(tmp_path, *PAID, wrong, text=TIERS), "coder", agent=None)
    assert total.score.value == pytest.approx(0.8 * 0.5 + 0.2)
    assert (total.score.n, total.score.clusters) == (40, 16)


def test_what_no_agent_of_a_tier_did_is_not_covered(tmp_path: Path) -> None:
    report = made_report(tmp_path, FREE[1], *PAID, text=TIERS)
    total = total_of(report, "reader", agent=None)
    assert (total.covered, total.missing) == (pytest.approx(0.775), ("code on free",))
    assert total.score.value == pytest.approx(1)
    said = " ".join(words.weights(report))
    assert "22 % as its users have it (no trial of code on free)" in said
    report = made_report(tmp_path, *PAID, text=TIERS)
    total = total_of(report, "reader", agent=None)
    assert (total.score.value, total.score.note) == (None, "not covered (75 %)")
    assert "free, no agent; paid, new" in words.tiers(report)
    assert all(one.agent for one in report.apart)


def test_a_changed_file_changes_what_users_have_and_no_agent(tmp_path: Path) -> None:
    before = made_report(tmp_path, *FREE, *PAID, text=TIERS)
    text = TIERS.replace("share = 0.75", "share = 0.25").replace("paid = { share = 0.25", "paid = { share = 0.75")
    after = made_report(tmp_path, *FREE, *PAID, text=text)
    assert total_of(after, "reader", agent=None).score.value == pytest.approx(1 - 0.3 * 0.25)
    agents = [[one for one in found.totals if one.agent] for found in (before, after)]
    assert agents[0] == agents[1]


def test_without_tiers_it_is_said_how_to_give_them(tmp_path: Path) -> None:
    report = made_report(tmp_path, *MELTS, text=TIERS)
    assert all(one.agent for one in report.totals)
    assert 'tier = "free" or "paid" under [[agent]]' in words.tiers(report)
    report = made_report(tmp_path, *PAID)
    assert all(one.agent for one in report.totals)
    assert "[segment.NAME.tiers]" in words.tiers(report)
    assert words.METHOD_TIERS not in words.notes(report)


def test_scripted_agents_of_a_tier_are_marked(tmp_path: Path) -> None:
    paid = [[row._replace(agent="sample:x") for row in own] for own in PAID]
    assert "paid, sample:x (scripted)" in words.tiers(made_report(tmp_path, *FREE, *paid, text=TIERS))


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("share = 0.75", "share = 0.8", "shares of users sum to 1.05"),
        ("free = {", "cheap = {", "'free' or 'paid'"),
        ("[segment.reader.tiers]", '[segment.reader]\ntier = "paid"\n[segment.reader.tiers]', "tier"),
    ],
)
def test_wrong_tiers_are_a_mistake_of_the_user(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    with pytest.raises(UserError, match=wrong):
        read_weights(weights_file(tmp_path, TIERS.replace(old, new)))


def test_the_tiers_that_come_with_it() -> None:
    segments = read_weights().segment
    everyday = segments["everyday"].tiers
    assert {weight.basis for weight in everyday.values()} == {"published"}
    assert sum(weight.share for weight in everyday.values()) == pytest.approx(1)
    assert all(segment.tiers for segment in segments.values())


def test_from_a_run_to_terminal_and_page(tmp_path: Path) -> None:
    """The tier of an agent is in the run; what was run stays as it is when the weights change."""
    done = [record(spec(task, agent, at), value)
            for agent, value in ((OLD, 0.0), (NEW, 1.0)) for task in (CODE, TEXT) for at in (1, 2)]  # fmt: skip
    store = finished(tmp_path / "run", done)
    run = store.run()
    entries = (AgentEntry(name=OLD, tier="free"), AgentEntry(name=NEW, tier="paid"))
    (store.root / "run.json").write_text(run.model_copy(update={"agents": entries}).model_dump_json(), encoding="utf-8")
    page, mine = tmp_path / "page.html", weights_file(tmp_path, TIERS)
    before = {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()}
    asked = ["segments", str(store.root), "--weights", str(mine)]
    plain = CliRunner().invoke(app, [*asked, "--html", str(page)])
    assert plain.exit_code == 0, plain.output
    for text in (plain.stdout, page.read_text(encoding="utf-8")):
        text = " ".join(text.split())
        assert "Trials of run: old 4 attempts at 2 tasks; new 4 attempts at 2 tasks; flagged as cheating: 0." in text
        assert "free, old; paid, new" in text
        assert "users by tier: free 75 % (published: a paper); paid 25 % (assumed: a guess)" in text
    weights_file(tmp_path, TIERS.replace("share = 0.75", "share = 0.5"))
    found = SegmentsReport.model_validate_json(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert total_of(found, "reader", agent=None).score.value == pytest.approx(0.25 / 0.75)
    assert before == {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()}
    assert "[segment.everyday.tiers]" in DEFAULT.read_text(encoding="utf-8")


def test_the_page_draws_what_users_have(tmp_path: Path) -> None:
    page = render_segments(made_report(tmp_path, *FREE, *PAID, text=TIERS))
    assert ">as its users have it<" in page
    assert ">reader, by messages (some weights assumed)<" in page
    assert ">reader, by messages<" not in page
