"""The report on attacks against judges for a terminal; reads the same, without colour, in a pipe."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from harness.attack.findings import Apart, DefenceWorth, Described, JudgedAttack, Matrix
from harness.reports import wording
from harness.reports.calibration import estimate
from scoring.attacks.gains import AttackRow

if TYPE_CHECKING:
    from rich.console import Console

BEYOND = "!"
"""Behind the success rate of an attack that works beyond noise."""


def print_judged_attack(found: JudgedAttack, console: "Console") -> None:
    """Print the matrix, who is told apart, and what the defences stop and cost."""
    from rich.text import Text

    _print_matrix(found, console)
    console.print()
    for line in _sentences(found):
        console.print(Text(line), soft_wrap=True)
    if found.defences:
        console.print()
        _print_defences(found.defences, console)
    console.print()
    for line in _notes(found):
        console.print(Text(line), soft_wrap=True)


def _print_matrix(found: JudgedAttack, console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    title = f"Attacks on judges with all defences; {found.bad} known-bad artifacts of {len(found.tasks)} tasks"
    table = Table("\nattack", "\nrelies on", box=None, title=title, padding=(0, 1, 0, 0))
    for matrix in found.matrices:
        table.add_column(Text(f"{wording.plain(matrix.judge)}\nsucceeds"))
        table.add_column("\ngain in defects")
    table.add_row("null edit (noise)", "", *(cell for matrix in found.matrices for cell in cells(matrix.noise)))
    for attack in found.attacks:
        table.add_row(attack.name, attack.weakness, *_of_attack(attack, found.matrices))
    console.print(table)


def _of_attack(attack: Described, matrices: Sequence[Matrix]) -> Iterator[str]:
    for matrix in matrices:
        rows = {row.perturbation: row for row in matrix.rows}
        yield from cells(rows[attack.name]) if attack.name in rows else (wording.MISSING, wording.MISSING)


def cells(row: AttackRow) -> tuple[str, str]:
    """An attack's success rate and what it is worth in defects, each with its interval."""
    mark = f" {BEYOND}" if row.beyond_noise else ""
    none = f", {row.abstained} none" if row.abstained else ""
    rate = f"{wording.fraction(row.success)} [{wording.interval(row.success)}]{none}{mark}"
    pairs = f"; pairs {wording.fraction(row.preferred)}" if row.preferred else ""
    return rate + pairs, wording.MISSING if row.defects.value is None else estimate(row.defects)


def _sentences(found: JudgedAttack) -> Iterator[str]:
    for matrix in found.matrices:
        kind = " (scripted)" if matrix.scripted else ""
        if all(row.beyond_noise is None for row in matrix.rows):
            fell = "which of them work beyond noise cannot be decided"
        else:
            fell = f"beyond noise: {', '.join(matrix.fell) or 'none'}"
        yield f"{matrix.judge}{kind}: success rate over all attacks {estimate(matrix.success)}; {fell}."
    yield from map(apart, found.apart)


def apart(pair: Apart) -> str:
    """Whether two judges are told apart by the attacks."""
    said = {True: "are told apart", False: "are not told apart", None: "cannot be told apart by so few artifacts"}
    difference = f"difference of success rates {estimate(pair.difference)}"
    return f"{pair.first} and {pair.second} {said[pair.told]}: {difference}."


def _print_defences(worths: Sequence[DefenceWorth], console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    title = "Each defence left out alone; its honest cost is the change of clean artifacts' scores, on minus off"
    table = Table(
        "judge", "defence", "success without", "honest cost", "no score", "lets through", box=None, title=title
    )
    for one in worths:
        table.add_row(Text(wording.plain(one.judge)), one.defence, *_worth(one))
    console.print(table)


def _worth(one: DefenceWorth) -> tuple[str, str, str, str]:
    unscored = f"{one.abstained_on} on, {one.abstained_off} off"
    more = ", ".join(one.lets_through) or "nothing more"
    return estimate(one.success), honest_cost(one), unscored, more


def honest_cost(one: DefenceWorth) -> str:
    """What a defence costs honest writing."""
    if one.cost.n and not one.changed:
        return f"0 on each of {one.cost.n}"
    return estimate(one.cost, digits=3)


def _notes(found: JudgedAttack) -> Iterator[str]:
    yield "succeeds: on how many artifacts, with a 95 % interval: it scored like known-good work, or gained a step"
    yield "beyond the null edit, or was preferred to the original in both orders where that was asked."
    yield f"{BEYOND} works beyond noise: signs of net gains flipped over artifacts, Holm over the attacks on a judge."
    yield "A ? stands for an interval that cannot be given: too few tasks."
    yield from found.notes
    if found.scripted:
        yield wording.scripted(found.scripted)
    cost = "cost unknown" if found.cost_usd is None else f"${found.cost_usd:.2f}"
    yield f"Judges read and wrote {wording.tokens(found.tokens)} tokens: {cost}."
    yield found.claim
