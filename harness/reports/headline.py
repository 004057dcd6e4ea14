"""What a run found, in a few sentences made from its numbers; each says how sure it is."""

from collections.abc import Sequence

from harness.reports import wording
from harness.reports.model import Ladder, Row, Summary
from scoring.stats.intervals import Estimate, mean_interval, proportion

CONTROLS = {"oracle": "for the reference solution", "nop": "for doing nothing"}
PLAYED = ("partial:", "cheat:", "artifact:")
"""Agents that play a script of ours: shown, and never the subject of a sentence of praise."""
FEW_TASKS = 3
TASKS_FOR_AN_INTERVAL = 6
"""Below six tasks no test over tasks can reach the 5 % level, so no interval over tasks is given."""


def headlines(summary: Summary) -> tuple[str, ...]:
    """One sentence per task where there are few, else one per agent; then what ladders, oracles and cheats showed."""
    rows = [row for row in summary.shown() if row.mean]
    tasks = list(dict.fromkeys(row.task for row in rows))
    if len(tasks) <= FEW_TASKS:
        sentences = [_on_task(task, [row for row in rows if row.task == task]) for task in tasks]
    else:
        sentences = [_over_tasks(agent, rows) for agent in _subjects(rows)]
    sentences += [_on_ladder(ladder) for ladder in summary.ladders]
    return (*(sentence for sentence in sentences if sentence), *_on_oracle(summary.rows), *_on_cheats(summary))


def _subjects(rows: Sequence[Row]) -> list[str]:
    return [a for a in dict.fromkeys(r.agent for r in rows) if a not in CONTROLS and not a.startswith(PLAYED)]


def _on_task(task: str, rows: Sequence[Row]) -> str:
    """The best agent of a task with its interval, and how often the controls get full marks."""
    subjects = [row for row in rows if row.agent in _subjects(rows)]
    best = max(subjects, key=lambda row: row.mean.value if row.mean else 0.0, default=None)
    known = _of if best else _hedged_of
    marks = [f"in {_of(best.passes)} trials"] if best else []
    marks += [f"{CONTROLS[row.agent]} in {known(row.passes)}" for row in rows if row.agent in CONTROLS]
    parts = [f"“{best.agent}” scores {hedged(best.mean)}"] if best else []
    parts += [f"full marks {_joined(marks)}"] if marks else []
    return f"On {task}, {'; '.join(parts)}." if parts else ""


def _over_tasks(agent: str, rows: Sequence[Row]) -> str:
    """The mean of an agent's task means; the tasks, not the trials, are what it varies over."""
    means = [row.mean.value for row in rows if row.agent == agent and row.mean]
    found = mean_interval(means) if len(means) >= TASKS_FOR_AN_INTERVAL else None
    sure = (
        f"95% interval over tasks {found.low:.2f} to {found.high:.2f}"
        if found
        else "too few tasks for an interval over tasks"
    )
    return f"“{agent}” scores {wording.score(sum(means) / len(means))} on average over {len(means)} tasks ({sure})."


def _on_ladder(ladder: Ladder) -> str:
    """What one defect costs on the main score, and whether any other score orders the same works as well."""
    known = [score for score in ladder.scores if score.order is not None]
    main = next((score for score in known if score.channel == ladder.channel), None)
    others = [score for score in known if score is not main]
    if main is None or main.order is None or main.slope is None:
        return ""
    cost = (
        f"costs {-main.slope:.2f} of the {main.name} score"
        if main.slope < 0
        else f"does not lower the {main.name} score"
    )
    order = f"{main.order:.0%} of {main.pairs} pairs in order"
    text = f"On the ladder of {ladder.task}, a planted defect {cost}, which puts {order}"
    best = max(others, key=lambda score: score.order or 0.0, default=None)
    if best is None:
        return f"{text}; guessing gives 50%."
    return f"{text}; the best of the others, {best.name}, {best.order or 0:.0%}; guessing gives 50%."


def _on_oracle(rows: Sequence[Row]) -> tuple[str, ...]:
    """The main score's own error, over the trials of all tasks."""
    checked = [row.oracle_fails_when_passed for row in rows if row.oracle_fails_when_passed]
    passed = sum(estimate.n for estimate in checked)
    failed = sum(estimate.k or 0 for estimate in checked)
    if not passed:
        return ()
    error = proportion(failed, passed)
    bounds = f"95% interval {wording.score(error.low)} to {wording.score(error.high)} if trials are independent"
    return (f"Of {passed} full marks that have an oracle suite, it fails {failed} ({bounds}).",)


def _on_cheats(summary: Summary) -> tuple[str, ...]:
    """How many, the best score among them, and, unless they count as they scored, what they count as."""
    found = [row.cheats for row in summary.rows if row.cheats]
    if not found:
        return ()
    flagged = sum(cheats.trials for cheats in found)
    are = "is" if flagged == 1 else "are"
    worth = wording.score(max(cheats.highest for cheats in found))
    text = f"{wording.count(flagged, 'trial')} {are} flagged as cheating; the highest score among them is {worth}."
    return (text,) if summary.cheats == "as-scored" else (f"{text} {wording.CHEATS[summary.cheats]}",)


def hedged(estimate: Estimate | None) -> str:
    """A mean with its interval and n, in words."""
    if estimate is None:
        return "nothing"
    if estimate.low is None or estimate.high is None:
        return f"{wording.score(estimate.value)} (a single trial)"
    bounds = f"{estimate.low:.2f} to {estimate.high:.2f}"
    return f"{wording.score(estimate.value)} on average (95% interval {bounds}, n = {estimate.n})"


def _of(passes: Estimate | None) -> str:
    return f"{passes.k} of {passes.n}" if passes else "none"


def _hedged_of(passes: Estimate | None) -> str:
    return f"{_of(passes)} (95% interval {wording.interval(passes).replace(wording.DASH, ' to ')})"


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
