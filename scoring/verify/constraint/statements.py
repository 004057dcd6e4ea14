"""Which figures of a sentence state what is asked, when the sentence holds other figures too."""

import re
from collections.abc import Callable
from typing import NamedTuple

from scoring.verify.constraint.document import Document
from scoring.verify.constraint.patterns import phrase

_JOINT = re.compile(r"[\W_]{0,12}(?:(?:is|was|were|of|about|exactly)[\W_]{1,4})?", re.IGNORECASE)


MAX_SENTENCE = 2_000


class Value(NamedTuple):
    """A figure in a sentence."""

    value: float
    start: int
    end: int
    has_unit: bool
    """Whether it is followed by the unit that is asked for."""


def statements(
    document: Document, section: str, near: tuple[str, ...], figures: Callable[[str], list[Value]]
) -> list[float]:
    """What a section states: for each `near` phrase in a sentence the first figure after it, else the last before it.

    A figure counts if it has the unit or follows the phrase at once (`Users affected: 812`). `figures` finds those of a
    sentence; past 2,000 characters of one nothing is looked at, as the search is quadratic in that length."""
    sentences = (sentence[:MAX_SENTENCE] for sentence in document.sentences(section))
    return [value for sentence in sentences for value in _stated(sentence, near, figures(sentence))]


def _stated(sentence: str, near: tuple[str, ...], figures: list[Value]) -> list[float]:
    spans = {m.span() for text in near for m in phrase(text).finditer(sentence)}
    widest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [figure.value for span in sorted(widest) for figure in _nearest(sentence, span, figures)]


def _nearest(sentence: str, span: tuple[int, int], figures: list[Value]) -> list[Value]:
    after = [f for f in figures if f.start >= span[1] and (f.has_unit or _joined(sentence, span[1], f.start))]
    before = [f for f in figures if f.end <= span[0] and f.has_unit]
    return after[:1] or before[-1:]


def _joined(sentence: str, end: int, start: int) -> bool:
    return start - end <= 30 and _JOINT.fullmatch(sentence, end, start) is not None
