"""Progress in the terminal."""

from typing import TYPE_CHECKING

from harness.reports import wording
from harness.reports.progress_words import COLUMNS, of_all, of_task, row

if TYPE_CHECKING:
    from rich.console import Console

    from harness.reports.progress import ProgressReport
    from harness.reports.progress_figures import Figures

SCOPE = "Intervals at 95 %: of one task, over attempts at this task only; over all tasks, over independent tasks."


def print_progress(found: "ProgressReport", console: "Console") -> None:
    """Task by task and then over all of them: a table, and what it says in words."""
    for task in dict.fromkeys(one.task for one in found.tasks):
        there = [one for one in found.tasks if one.task == task]
        _print(task, [(one.agent, one.figures, of_task(one)) for one in there], console)
    _print("over all tasks", [(one.agent, one.figures, of_all(one)) for one in found.agents], console)
    for note in (*found.notes, SCOPE):
        console.print(note, markup=False, highlight=False)


def _print(title: str, rows: "list[tuple[str, Figures, list[str]]]", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(*COLUMNS, title=Text(wording.plain(title)), title_justify="left", show_lines=True)
    for name, figures, _ in rows:
        table.add_row(*(Text("\n".join(filter(None, cell))) for cell in row(name, figures)))
    console.print(table, highlight=False)
    for name, _, sentences in rows:
        console.print(f"{wording.plain(name)}. {' '.join(sentences)}", markup=False, highlight=False)
    console.print()
