"""What a way out is: a name, where it leads, and a function that tries it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

WAIT_S = 0.7
"""Of one step of an attempt; the whole of it is given a second."""


class Reached(Exception):
    """It led somewhere; the text says what was found there."""


Try = Callable[[], str]
"""Raises Reached where the way is open, and OSError (or anything else) where it is not; a text says that it came to
nothing in another manner: what that was worth is seen from outside."""


class Way(NamedTuple):
    """One attempt. Several of one name are the same idea tried at several targets."""

    name: str
    target: str
    attempt: Try


Ways = Iterator[Way]


def shown(data: bytes, most: int = 300) -> str:
    """Bytes for a line of output."""
    return data[:most].decode("utf-8", "backslashreplace")
