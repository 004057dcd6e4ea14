"""The report on attacks for a terminal; reads the same, without colour, in a pipe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from harness.attack.ablation import Ablation, DefenceRow
from harness.reports import wording
from harness.reports.attack import AttackReport, Tried, TrustRow

if TYPE_CHECKING:
    from rich.console import Console

NAMES = 6
"""How many exploits a line names before it counts the rest."""


def print_attack(report: AttackReport, console: "Console") -> None:
    """Print the matrix, what each trust level withstood, the control, the canaries and the defences."""
    from rich.table import Table
    from rich.text import Text

    tasks = list(dict.fromkeys(row.task for row in report.tried))
    table = Table("exploit", "flaw", box=None)
    for task in tasks:
        table.add_column(f"{task}\nreward", justify="right")
        table.add_column("\ncontrol")
    table.add_column("\nintegrity")
    rows = {(row.task, row.exploit): row for row in report.tried}
    for exploit in report.exploits:
        mine = [rows.get((task, exploit.name)) for task in tasks]
        cells = [text for row in mine for text in (reward(row), control(row))]
        verdicts = dict.fromkeys(verdict for row in mine if row for verdict in row.integrity)
        table.add_row(exploit.name, exploit.flaw, *cells, ", ".join(verdicts))
    console.print(table)
    if report.ablation:
        console.print()
        _print_ablation(report.ablation, console)
    console.print()
    for line in sentences(report):
        console.print(Text(line), soft_wrap=True)


def reward(row: Tried | None) -> str:
    """An exploit's highest reward on a task; marked where it succeeded."""
    if row is None:
        return wording.DASH
    return f"{wording.score(row.value)}{' !' if row.successes else ''}"


def control(row: Tried | None) -> str:
    """What the control made of it."""
    return wording.DASH if row is None or row.control is None else "falls" if row.control else "holds"


def sentences(report: AttackReport) -> Iterator[str]:
    """What the figures say, each hedged by what it rests on."""
    yield from map(trust_sentence, report.by_trust)
    for row in report.tried:
        if row.successes:
            yield f"SUCCEEDED: {row.exploit} on {row.task}: {'; '.join(row.ways)}"
    if report.control:
        fell, of = len(report.control.fell), report.control.exploits
        yield (
            f"The control, hidden tests in the workspace and their exit code, falls to {fell} of {of} of the same "
            f"exploits ({wording.interval(report.control.rate)})."
        )
        if not report.control.sound:
            yield "The control itself is not sound: it misjudged the reference, nothing, or the sloppy start."
    touched = "; ".join(report.canaries[:NAMES])
    yield f"Canaries touched: {touched}" if touched else "No canary was touched: host, neighbouring sandbox, key."
    if report.unseen:
        killed = wording.count(report.unseen, "call")
        yield f"Not known of {killed} of this run, killed before the canaries were looked at."
    if report.ablation:
        idle = [row.defence for row in report.ablation.rows if not row.shown]
        yield f"Makes no difference here: {', '.join(idle)}" if idle else "Every defence judged makes a difference."
    yield report.claim


def trust_sentence(row: TrustRow) -> str:
    """What one trust level withstood."""
    where = wording.count(len(row.tasks), "task")
    return (
        f"Trust {row.trust}: {len(row.succeeded)} of {row.exploits} known exploits succeed on {where}; "
        f"{row.tries.k} of {row.tries.n} tries, {wording.interval(row.tries)} for trying these again."
    )


def named(names: tuple[str, ...] | None) -> str:
    """A few names and how many more there are."""
    if names is None:
        return "cannot be taken away"
    if not names:
        return "none"
    more = len(names) - NAMES
    return f"{len(names)}: {', '.join(names[:NAMES])}{f' and {more} more' if more > 0 else ''}"


def _print_ablation(ablation: Ablation, console: "Console") -> None:
    from rich.table import Table

    fell = wording.count(ablation.fell, "exploit")
    title = f"Defences one by one on {ablation.task}; the bare control falls to {fell}"
    table = Table("defence", "alone on the control it stops", "alone taken away it lets through", box=None, title=title)
    for row in ablation.rows:
        table.add_row(marked(row), named(row.stops), named(row.lets_through))
    console.print(table)


def marked(row: DefenceRow) -> str:
    """A defence's name; marked where it made no difference."""
    return row.defence if row.shown else f"{row.defence} (no difference)"
