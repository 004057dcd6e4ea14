"""A change that means nothing, to measure what asking again is worth. No attack: the catalogue leaves it out."""

import re

from scoring.attacks.judged._diffs import noted
from scoring.attacks.judged._placing import first_reason
from scoring.attacks.perturbation import Context, Perturbation
from scoring.judge.artifact import MAX_CHARS

_ADDED = re.compile(r"^\+(?!\+\+ )[^\n]*[^\\\s]$", re.MULTILINE)
"""A line of a diff that was added and that a space may follow."""


def _touched(text: str, context: Context) -> str:
    if context.kind == "jsonl":
        return first_reason(text, lambda said: said.replace(" ", "  ", 1))
    return _spaced(text) if context.kind == "diff" else f"{text}\n"


def _spaced(diff: str) -> str:
    """A diff with a space behind an added line, or with one more file without a word."""
    found = _ADDED.search(diff)
    return f"{diff[: found.end()]} {diff[found.end() :]}"[:MAX_CHARS] if found else noted(diff, "")


NULL_EDIT = Perturbation(
    name="null-edit",
    title="a blank line at the end; a space in a reason, or behind an added line of a diff",
    weakness="rewards form",
    source="retest noise: measurement.md 3d",
    apply=_touched,
)
