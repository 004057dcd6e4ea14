"""Phrases and patterns as a task writes them, and how they are looked for in hostile text.

A pattern comes from the task, the text from an agent. So that no text can make the search explode, a pattern may repeat
a character only a bounded number of times and never a group; the search is then linear in the text."""

import re
from functools import lru_cache
from math import prod
from typing import Annotated

from pydantic import AfterValidator

MAX_WAYS = 10_000
"""Largest product of a pattern's choices: what one position of the text may cost."""

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_CHOICE = re.compile(r"\*|\+|\||(?<!\()\?|\{(?P<low>[0-9]*)(?P<comma>,?)(?P<high>[0-9]*)\}")


def bounded(pattern: str) -> str:
    """The pattern, if it compiles and is bounded. Raises ValueError that says what to write instead."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    bare = _ATOM.sub("x", pattern)
    if re.search(r"\)[*+{]", bare):
        raise ValueError("may not repeat a group; repeat a character such as .{0,40}")
    if prod(_ways(choice) for choice in _CHOICE.finditer(bare)) > MAX_WAYS:
        raise ValueError(f"its repeats and choices multiply to more than {MAX_WAYS}; shorten them")
    return pattern


def _ways(choice: re.Match[str]) -> int:
    if choice[0] in "|?":
        return 2
    high = choice["high"] if choice["comma"] else choice["low"]
    if not high:
        raise ValueError(f"repeats without a bound ({choice[0]}); write a bound such as {{0,40}}")
    return max(1, int(high))


Pattern = Annotated[str, AfterValidator(bounded)]
"""A regular expression with bounded repeats; case does not matter."""


@lru_cache(maxsize=1_024)
def compiled(pattern: str) -> re.Pattern[str]:
    """A bounded pattern, ready to search."""
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=1_024)
def phrase(text: str) -> re.Pattern[str]:
    """A literal phrase as whole words, case and spacing aside; `*` at the end of a word stands for any ending."""
    words = [re.escape(word.rstrip("*")) + (r"\w{0,20}" if word.endswith("*") else "") for word in text.split()]
    return re.compile(r"(?<!\w)" + r"\s{1,3}".join(words) + r"(?!\w)", re.IGNORECASE)


def first_of(phrases: tuple[str, ...], text: str) -> str:
    """The first of the phrases that stands in the text, or empty."""
    return next((p for p in phrases if phrase(p).search(text)), "")
