"""The same property, by a check and by judges: in words, and as a table for a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from harness.reports import wording
from harness.reports.contrast_captions import reason
from harness.reports.contrast_recorded import stated
from harness.reports.contrast_words import remarks
from scoring.contrast.figures import Figure
from scoring.contrast.mirrored import Mirrored

if TYPE_CHECKING:
    from rich.console import Console

NOTHING = "No judge looked at a criterion that names the checks of its property."
OVERSIGHT = "Full marks where a check fails are the judge's oversight or the check's: it may miss what other words say."
SCRIPTED = "Scripted judges know how good a work is as a whole and nothing of single properties."
KINDS = {
    "absent": "what must not stand there",
    "answers": "right answers",
    "contains": "facts and phrases that must stand there",
    "field_words": "length of each reason",
    "items": "complete lists",
    "number": "figures",
    "owners_and_dates": "owners and dates",
    "quotations": "quotations word for word",
    "readability": "readability",
    "sentence_length": "length of sentences",
    "word_count": "word limit",
    "word_ratio": "length of one part beside another",
}
"""Kinds of check in words; another one stands there by its own name."""
WHOLE = "all properties"
TITLES = {"kind": "by kind of check", "judge": "by judge"}
"""What stands over rows of a group."""


def named(one: Mirrored) -> str:
    """What a row is about."""
    if one.group == "kind":
        return KINDS.get(one.name, one.name.replace("_", " "))
    return wording.plain(one.name) or WHOLE


def marked(figure: Figure) -> list[str]:
    """What has to be said beside a rate, but for why it has no interval, which `stated` says."""
    return [remark for remark in remarks(figure) if remark != figure.measured.note]


def caption(found: Sequence[Mirrored]) -> list[str]:
    """What was found, hedged by its intervals, a sentence each."""
    if not found:
        return [NOTHING]
    whole = found[0]
    said = [_overlooked(whole), _hollow(whole)]
    if whole.held_failed:
        said.append(OVERSIGHT)
    left = {"without a verdict": whole.abstained, "on which a check tells nothing of its own": whole.untold}
    if any(left.values()):
        parts = " and ".join(f"{wording.count(n, 'look')} {why}" for why, n in left.items() if n)
        said.append(f"Left out: {parts}.")
    return [*said, *([SCRIPTED] if "scripted" in whole.sources else [])]


def _overlooked(whole: Mirrored) -> str:
    figure = whole.overlooked
    looks = wording.count(figure.measured.n, "look")
    if figure.measured.value is None:
        return f"How often judges overlook what a check finds cannot be said ({reason(figure.measured)})."
    scope = ", of these tasks only" if figure.scope == "these tasks" else ""
    few = f" That rests on too little: {figure.below}." if figure.below else ""
    where = f"Where a check of the same property fails ({looks} at {wording.count(figure.have, 'work')}{scope})"
    return f"{where}, judges give full marks in {stated(figure)} of the looks.{few}"


def _hollow(whole: Mirrored) -> str:
    figure = whole.hollow
    if figure.measured.value is None:
        return ""
    return f"Of {wording.count(figure.measured.n, 'look')} with full marks, a check fails in {stated(figure)}."


def print_mirrored(found: Sequence[Mirrored], console: "Console") -> None:
    """All together, and by kind where a check of it fails; nothing where there is nothing."""
    from rich.table import Table
    from rich.text import Text

    if not found:
        return
    marks = " (scripted)" if "scripted" in found[0].sources else ""
    title = f"Where judges say that a property holds, and a check of it fails{marks}"
    rates = (found[0].overlooked.name, found[0].hollow.name)
    table = Table("property", *rates, box=None, title=title)
    for one in found:
        if one.group == "all" or (one.group == "kind" and one.overlooked.measured.n):
            table.add_row(Text(named(one)), *(Text(_cell(figure)) for figure in (one.overlooked, one.hollow)))
    console.print(table, highlight=False)
    console.print(" ".join(filter(None, caption(found))), markup=False, highlight=False)


def _cell(figure: Figure) -> str:
    return "\n".join(filter(None, [f"{stated(figure)}, n = {figure.measured.n}", "; ".join(marked(figure))]))
