"""The summary as tables for a terminal; reads the same, without colour, in a pipe."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from harness.reports import wording
from harness.reports.model import Ladder, LadderScore, LadderStep, Row, Summary

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PLANTED = 24
"""Columns kept for what was planted."""
AGENT_WIDTH = 32
SHOWN_CHECKS = 8

Entry = tuple[str, ...]
"""One line of a list: its cells, of which the last may wrap."""


class Column(NamedTuple):
    """One column: what stands over it and how a row's cell is worded."""

    title: str
    """May hold one line break; two titles in one table differ."""
    cell: Callable[[Row], str]
    left: bool = False
    optional: bool = False
    """Left away, last first, where the terminal is narrow."""

    def width(self, rows: Sequence[Row]) -> int:
        """Characters that the title and every cell need."""
        return max(len(text) for text in (*self.title.split("\n"), *map(self.cell, rows)))


def print_summary(summary: Summary, console: "Console") -> None:
    """Print everything: scores by task and agent, ladders, what went wrong, what was left out and what it means."""
    from rich.text import Text

    _print_scores(summary, console)
    for ladder in summary.ladders:
        _print_ladder(ladder, console)
    for heading, entries in (
        ("Failed checks, most frequent first", _failed_checks(summary)),
        ("Ended otherwise than completed", _endings(summary)),
        ("Left out of the means", _left_out(summary)),
        ("Used of models", _used(summary)),
        ("Flagged as cheating", _cheats(summary)),
        ("Not run", ((line,) for line in summary.left_out)),
    ):
        _print_entries(heading, list(entries), console)
    console.print()
    for line in _closing(summary):
        console.print(Text(line, style="dim"))


def _print_scores(summary: Summary, console: "Console") -> None:
    """The titles, then one table per task, all with the same widths."""
    from rich.text import Text

    rows = summary.shown()
    columns = _columns(rows)
    chosen, gap = _fit(columns, rows, console.width)
    console.print(_score_table(chosen, rows, gap, titles=True))
    for task in dict.fromkeys(row.task for row in rows):
        of_task = [row for row in rows if row.task == task]
        line = Text("\n" + wording.plain(task), style="bold")
        console.print(line.append(f"  {_kind_of(of_task)}", style="not bold dim"))
        table = _score_table(chosen, rows, gap, titles=False)
        for row in of_task:
            table.add_row(*(Text(column.cell(row), style=_style(column, row)) for column in chosen))
        console.print(table)
    if dropped := [column.title.replace("\n", "") for column in columns if column not in chosen]:
        console.print(Text(f"\nNot shown at {console.width} columns: {', '.join(dropped)}", style="dim"))


def _score_table(columns: Sequence[Column], rows: Sequence[Row], gap: int, *, titles: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, show_header=titles, header_style="dim")
    for column in columns:
        side = "left" if column.left else "right"
        table.add_column(Text(column.title), width=column.width(rows), no_wrap=True, justify=side, vertical="bottom")  # type: ignore[arg-type]
    return table


def _kind_of(rows: Sequence[Row]) -> str:
    """Which reward a task's rows have, how far it is to be trusted, and the track."""
    kinds = sorted({f"{row.channel} reward, trust {row.trust}" for row in rows if row.channel})
    return " · ".join((*kinds, *sorted({f"track {row.track}" for row in rows})))


def _columns(rows: Sequence[Row]) -> list[Column]:
    several = len({row.track for row in rows}) > 1
    names_of = wording.short_names(row.agent for row in rows)
    names = sorted({(side.channel, side.name) for row in rows for side in row.sides}, reverse=True)
    columns = [
        Column("agent", lambda r: _agent(names_of[r.agent], r, several), left=True),
        Column("full\nmarks", lambda r: wording.fraction(r.passes)),
        Column("score", lambda r: wording.mean(r.mean)),
        Column("95%\ninterval", lambda r: wording.interval(r.mean)),
        *(Column(wording.heading(name), _side_cell(channel, name), optional=True) for channel, name in names),
    ]
    if any(row.oracle for row in rows):
        columns.append(Column("second\noracle", lambda r: wording.fraction(r.oracle)))
    if any(row.gap is not None for row in rows):
        columns.append(Column(f"visible\n{wording.MINUS} hidden", lambda r: wording.signed(r.gap)))
    if any(row.verdicts for row in rows):
        columns.append(Column("flags", _flags))
    columns.append(Column("median\ntime", _median))
    return columns


def _agent(name: str, row: Row, several_tracks: bool) -> str:
    whole = wording.plain(name) + (f" ({row.track})" if several_tracks else "")
    shown = whole if len(whole) <= AGENT_WIDTH - 2 else f"{whole[: AGENT_WIDTH - 3]}…"
    return f"  {shown}"


def _side_cell(channel: str, name: str) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        return wording.mean(row.side(channel, name))

    return cell


def _flags(row: Row) -> str:
    marked = [f"{row.verdicts[verdict]} {verdict}" for verdict in ("cheat", "suspect") if row.verdicts.get(verdict)]
    return ", ".join(marked) or ("clean" if row.verdicts else wording.MISSING)


def _median(row: Row) -> str:
    return wording.duration(row.seconds["all"].median if "all" in row.seconds else None)


def _fit(columns: Sequence[Column], rows: Sequence[Row], width: int) -> tuple[list[Column], int]:
    """The columns that fit and the gap between them: first the gap shrinks, then optional columns go, last first."""
    chosen = list(columns)
    while True:
        needed = sum(column.width(rows) for column in chosen)
        for gap in (2, 1):
            if needed + gap * len(chosen) <= width:
                return chosen, gap
        optional = [column for column in chosen if column.optional]
        if not optional:
            return chosen, 1
        chosen.remove(optional[-1])


def _style(column: Column, row: Row) -> str:
    if column.title == "score":
        return "bold"
    if column.title == "flags" and row.verdicts.get("cheat"):
        return "red"
    return "dim" if column.optional else ""


def _print_ladder(ladder: Ladder, console: "Console") -> None:
    """Artifacts by planted defects, each scorer's value, and below what one defect costs it."""
    from rich.table import Table
    from rich.text import Text

    scores = _fitting(ladder, console.width)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    first, left = _first(ladder), console.width - _first(ladder) - 2
    table.add_column("  artifact", no_wrap=True, min_width=first)
    for title in ("defects", *(wording.plain(score.name) for score in scores)):
        width = _width(title)
        left -= width + 2
        table.add_column(Text(wording.heading(title)), width=width, justify="right", no_wrap=True, vertical="bottom")
    table.add_column("planted", no_wrap=True)
    for step in ladder.steps:
        values = [_value(step, score, ladder) for score in scores]
        note = wording.plain(step.note)
        planted = note if len(note) <= left else f"{note[: max(0, left - 2)]}…"  # rich would narrow every column
        cells = [f"  {_step_name(step)}", str(step.defects), *values, planted]
        table.add_row(*map(Text, cells))
    slopes = [wording.signed(score.slope) for score in scores]
    orders = [wording.MISSING if score.order is None else f"{score.order:.0%}" for score in scores]
    table.add_row("  per defect", "", *slopes, style="dim")
    table.add_row("  pairs in order", "", *orders, "50% is guessing", style="dim")
    console.print(Text(f"\nLadder of {wording.plain(ladder.task)}", style="bold"))
    console.print(table)
    if dropped := [score.name for score in ladder.scores if score not in scores]:
        console.print(Text(f"  not shown at {console.width} columns: {', '.join(dropped)}", style="dim"))


def _fitting(ladder: Ladder, width: int) -> list[LadderScore]:
    """The scores that a ladder's table has room for: the task's own, then judges, then baselines."""
    main = [score for score in ladder.scores if score.channel == ladder.channel]
    others = [score for score in ladder.scores if score.channel != ladder.channel]
    left = (
        width
        - _first(ladder)
        - 2
        - PLANTED
        - sum(_width(wording.plain(title)) + 2 for title in ("defects", *(s.name for s in main)))
    )
    for score in sorted(others, key=lambda score: (score.channel, score.name), reverse=True):
        left -= _width(wording.plain(score.name)) + 2
        if left >= 0:
            main.append(score)
    return main


def _first(ladder: Ladder) -> int:
    return max(*(len(_step_name(step)) + 2 for step in ladder.steps), len("  pairs in order"))


def _width(title: str) -> int:
    return max(4, *map(len, wording.heading(title).split("\n")))


def _value(step: LadderStep, score: LadderScore, ladder: Ladder) -> str:
    return wording.mean(step.main if score.channel == ladder.channel else step.side(score.channel, score.name))


def _step_name(step: LadderStep) -> str:
    return step.artifact if step.kind == "defect" else f"{step.artifact} ({step.kind})"


def _print_entries(heading: str, entries: Sequence[Entry], console: "Console") -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if not entries:
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in entries[0]:
        grid.add_column()
    for first, *others in entries:
        grid.add_row(*(Text(wording.plain(cell)) for cell in (first, *others)))
    console.print(Text(f"\n{heading}", style="bold"))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _failed_checks(summary: Summary) -> Iterable[Entry]:
    """The checks of the main rewards that failed most often, each with the message it gave most often."""
    rows = [row for row in summary.shown() if not row.agent.startswith(wording.FAIL_BY_DESIGN)]
    failures = [(row, failure) for row in rows for failure in row.failures if failure.role == "reward"]
    failures.sort(key=lambda pair: -pair[1].trials)
    for row, failure in failures[:SHOWN_CHECKS]:
        yield row.task, row.agent, f"{failure.trials}/{failure.of}", f"{failure.id}: {failure.message}"
    if len(failures) > SHOWN_CHECKS:
        yield f"and {len(failures) - SHOWN_CHECKS} more", "", "", ""


def _endings(summary: Summary) -> Iterable[Entry]:
    for row in summary.rows:
        ended = [(wording.OUTCOMES.get(o, o), n) for o, n in row.outcomes.items() if o != "completed"]
        if ended:
            yield row.task, row.agent, ", ".join(f"{n} of {row.done} {words}" for words, n in ended)


def _left_out(summary: Summary) -> Iterable[Entry]:
    for row in summary.rows:
        if row.left_out:
            yield row.task, row.agent, wording.left_out(row.left_out)


def _used(summary: Summary) -> Iterable[Entry]:
    for row in summary.rows:
        if row.spending:
            yield row.task, row.agent, wording.spending(row.spending)


def _cheats(summary: Summary) -> Iterable[Entry]:
    for row in summary.rows:
        if row.cheats:
            yield row.task, row.agent, wording.treatments(row.cheats, summary.cheats)


def _closing(summary: Summary) -> Iterable[str]:
    waiting = summary.planned - summary.done
    yield f"{wording.count(summary.done, 'trial')} ended" + (f", {waiting} not yet" if waiting else "") + "."
    if summary.cheats != "as-scored" or any(row.cheats for row in summary.rows):
        yield wording.CHEATS[summary.cheats]
    if not summary.judged:
        yield wording.NO_JUDGE
    if summary.scripted:
        yield wording.scripted(summary.scripted)
    if summary.changed:
        yield wording.changed(summary.changed)
