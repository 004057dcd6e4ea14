"""What a person reads in a terminal or a pipe."""

import io

from rich.console import Console

from harness.records import RunRecord, TrialRecord
from harness.reports import wording
from harness.reports.summary import summarise
from harness.reports.terminal import print_summary
from tests.unit.harness.reports import plausible
from tests.unit.harness.reports.plausible import CODE, record, reward, spec


def printed(run: RunRecord, records: list[TrialRecord], width: int = 120) -> str:
    out = io.StringIO()
    print_summary(summarise(run, records, plausible.LADDERS), Console(file=out, width=width))
    return out.getvalue()


def test_everything_fits_into_a_pipe_of_120_columns() -> None:
    text = printed(*plausible.study())
    assert max(map(len, text.splitlines())) <= 120
    assert "\x1b" not in text
    header = text.split("refactor/bottle-split")[0]
    assert all(name.split("-")[0] in header for name in plausible.BASELINES)
    assert "Ladder of refactor/bottle-split" in text
    assert "1 of 3 without a score; the mean would be 0.53 with it as 0, 0.87" in text
    assert wording.NO_JUDGE in text
    assert "58 trials ended, 1 not yet." in text
    assert "has no code to attack" in text
    assert "2 of 3; mean 0.00 as failures, 0.00 left out, 0.67 as successes" in text


def test_a_narrow_terminal_says_what_it_leaves_away() -> None:
    text = printed(*plausible.study(), width=90)
    assert "Not shown at 90 columns: keyword-overlap, format-count, constant" in text
    assert "0.41" in text


def test_with_a_judge_the_line_about_none_is_gone() -> None:
    records = [record(spec(CODE, "a"), [reward(1.0), reward(0.7, channel="judged", name="reader")])]
    text = printed(plausible.run(records), records)
    assert wording.NO_JUDGE not in text
    assert "reader" in text


def test_a_run_without_results_can_be_shown() -> None:
    text = printed(plausible.run([], [spec(CODE, "a")]), [])
    assert "0 trials ended, 1 not yet." in text


def test_what_a_sandbox_says_cannot_steer_the_terminal() -> None:
    hostile = "\x1b]0;title\x07\x1b[2J\u202eevil[bold]x[/bold]"
    records = [record(spec(CODE, "a[red]b"), [reward(None)], outcome="infra_error", message=hostile)]
    records += [record(spec(CODE, hostile), [reward(0.0)], outcome="agent_error", message=hostile)]
    text = printed(plausible.run(records), records)
    assert "a[red]b" in text
    assert not any(c in text for c in "\x1b\x07\u202e")


def test_nearly_full_marks_are_not_rounded_to_full() -> None:
    assert [wording.score(v) for v in (1.0, 0.999, 0.994, 0.004, 0.0)] == ["1.00", ">0.99", "0.99", "<0.01", "0.00"]


def test_durations() -> None:
    found = [wording.duration(s) for s in (0.44, 9.97, 59.6, 200, 7200, 7384)]
    assert found == ["0.4 s", "10 s", "60 s", "3 min 20 s", "2 h 00 min", "2 h 03 min"]


def test_agents_are_named_as_shortly_as_keeps_them_apart() -> None:
    agents = ["codex==0.169.0@openai/gpt-x", "claude-code==2.1.330@anthropic/a", "claude-code==2.1.331@anthropic/a"]
    agents += ["opencode==1.2", "command:pip install a==1.0"]
    short = wording.short_names(agents)
    assert short["codex==0.169.0@openai/gpt-x"] == "codex@gpt-x"
    assert short["opencode==1.2"] == "opencode"
    assert short["command:pip install a==1.0"] == "command:pip install a==1.0"
    assert short["claude-code==2.1.330@anthropic/a"] == "claude-code==2.1.330@anthropic/a"
