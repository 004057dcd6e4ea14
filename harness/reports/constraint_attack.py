"""The report on attacks against constraint checks for a terminal; reads the same, without colour, in a pipe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from harness.attack.findings import ConstraintAttack
from harness.reports.calibration import estimate
from harness.reports.judged_attack import BEYOND, cells

if TYPE_CHECKING:
    from rich.console import Console


def print_constraint_attack(found: ConstraintAttack, console: "Console") -> None:
    """Print the attacks as a table, and what they mean."""
    from rich.table import Table
    from rich.text import Text

    title = f"Attacks on constraint checks; {found.bad} known-bad artifacts of {len(found.tasks)} tasks"
    table = Table("attack", "relies on", "succeeds", "gain in defects", box=None, title=title, padding=(0, 1, 0, 0))
    table.add_row("null edit", "", *cells(found.checks.noise))
    for attack in found.attacks:
        table.add_row(attack.name, attack.weakness, *cells(found.checks.row(attack.name)))
    console.print(table)
    console.print()
    for line in _sentences(found):
        console.print(Text(line), soft_wrap=True)


def _sentences(found: ConstraintAttack) -> Iterator[str]:
    fell = f"beyond noise: {', '.join(found.checks.fell) or 'none'}"
    if all(row.beyond_noise is None for row in found.checks.rows):
        fell = "which of them work beyond noise cannot be decided"
    yield f"Success rate over all attacks {estimate(found.checks.success)}; {fell}."
    alike = f"{found.already_good} of {found.bad} known-bad artifacts hold the checks as well as known-good ones do"
    yield f"{alike}: whatever takes nothing away succeeds on them."
    yield ""
    yield "succeeds: on how many artifacts, with a 95 % interval: it scored like known-good work, or gained a step of"
    yield "the ladder, which is what the same checks take off for a defect, beyond the null edit."
    yield f"{BEYOND} works beyond noise: signs of net gains flipped over artifacts, Holm over the attacks."
    yield "A ? stands for an interval that cannot be given: too few tasks."
    yield from found.notes
    yield found.claim
