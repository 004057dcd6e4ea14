"""Looking up what a judge quotes: evidence is what a reader of the artifact can see there."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from scoring.judge.visible import without_hidden

SHORTEST = 8
"""Characters below which a quotation says nothing: it stands in any text."""
NOWHERE = -1
"""Where a quotation stands that can be found, but not placed."""
_SHAPES = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2212": "-"}
_SAME: dict[int, str] = {ord(char): same for char, same in _SHAPES.items()} | {ord(char): "" for char in "*_`"}
"""Shapes of the same mark; and marks of Markdown inside a line, which are no part of what is said."""
_AROUND = " \"'`.\u2026*_"


class Plain(NamedTuple):
    """A text as quotations are looked up in it."""

    seen: str
    """What a reader sees."""
    flat: str
    """The same made plain: case, spacing and the shapes of quotation marks do not matter."""


@lru_cache(maxsize=64)
def plain(artifact: str, markup: bool = True) -> Plain:
    """What a reader sees of an artifact, and that made plain."""
    seen = without_hidden(artifact, markup=markup)
    return Plain(seen, _flat(seen))


def find_quote(quote: str, artifact: Plain) -> int | None:
    """Where a quotation stands, in characters from the start of what a reader sees; None where it does not, or is too
    short to say anything."""
    wanted = _flat(quote).strip(_AROUND)
    if len(wanted) < SHORTEST or wanted not in artifact.flat:
        return None
    exact = artifact.seen.find(quote)
    return exact if exact >= 0 else _place(wanted, artifact.seen)


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).casefold().split())


def _place(wanted: str, seen: str) -> int:
    letters, starts = _letters(seen)
    at = letters.find(wanted)
    return NOWHERE if at < 0 else starts[at]


@lru_cache(maxsize=16)
def _letters(seen: str) -> tuple[str, tuple[int, ...]]:
    """A text made plain letter by letter, and of each letter where it stands; slow, and seldom needed."""
    letters: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(seen):
        if char.isspace():
            made = "" if not letters or letters[-1] == " " else " "
        else:
            made = unicodedata.normalize("NFKC", char).translate(_SAME).casefold()
        letters += made
        starts += [at] * len(made)
    return "".join(letters), tuple(starts)
