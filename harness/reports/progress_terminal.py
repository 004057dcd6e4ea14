"""Progress in the terminal."""

from typing import TYPE_CHECKING

from harness.reports import wording
from harness.reports.progress_words import COLUMNS, of_all, of_task, rests_on, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from harness.reports.progress import OnTask, OverTasks, ProgressReport

SCOPE = "Intervals at 95 %: of one task, over attempts at this task only; over all tasks, over independent tasks."


def print_progress(found: "ProgressReport", console: "Console") -> None:
    """Task by task and then over all of them: a table, and what it says in words."""
    for task in dict.fromkeys(one.task for one in found.tasks):
        there = [one for one in found.tasks if one.task == task]
        _print(task, [(one, of_task(one)) for one in there], console)
    _print("over all tasks", [(one, of_all(one)) for one in found.agents], console)
    for note in (*found.notes, SCOPE):
        console.print(note, markup=False, highlight=False)


def _print(title: str, rows: "Sequence[tuple[OnTask | OverTasks, list[str]]]", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(wording.plain(title)), title_justify="left", show_lines=True)
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for one, _ in rows:
        cells = row(one.agent, rests_on(one), one.figures)
        table.add_row(*(Text("\n".join(filter(None, cell))) for cell in cells))
    console.print(table, highlight=False)
    for one, sentences in rows:
        console.print(f"{wording.plain(one.agent)}. {' '.join(sentences)}", markup=False, highlight=False)
    console.print()
