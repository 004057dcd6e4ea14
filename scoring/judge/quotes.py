"""Looking up what a judge quotes: evidence is what a reader of the artifact can see there."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from scoring.judge.visible import without_hidden

SHORTEST = 8
"""Characters below which a quotation says nothing: it stands in any text."""
_SAME = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2212": "-"}
)
_AROUND = " \"'`.\u2026*_"


class Plain(NamedTuple):
    """A text as quotations are compared with it: case, spacing and the shapes of quotation marks do not matter."""

    text: str
    starts: tuple[int, ...]
    """Of each character, where it stands in the text as it was written, hidden matter left out."""


@lru_cache(maxsize=64)
def plain(artifact: str, markup: bool = True) -> Plain:
    """What a reader sees of an artifact, made plain."""
    return _plain(without_hidden(artifact, markup=markup))


def find_quote(quote: str, artifact: Plain) -> int | None:
    """Where a quotation stands, in characters from the start of what a reader sees; None where it does not, or is too
    short to say anything."""
    wanted = _plain(quote).text.strip(_AROUND)
    if len(wanted) < SHORTEST:
        return None
    at = artifact.text.find(wanted)
    return None if at < 0 else artifact.starts[at]


def _plain(text: str) -> Plain:
    chars: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            # Marks of Markdown inside a line are no part of what is said either.
            if chars and chars[-1] != " ":
                chars.append(" ")
                starts.append(at)
            continue
        if char in "*_`":
            continue
        for made in unicodedata.normalize("NFKC", char).translate(_SAME).casefold():
            chars.append(made)
            starts.append(at)
    return Plain("".join(chars), tuple(starts))
