"""What a check says about a candidate. Standard library only: this file is also imported inside the tools box."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

Facts = dict[str, Any]
"""JSON facts about one tree, as one check collects them; `{"error": text}` where they could not be had."""

Params = dict[str, Any]
"""A check's parameters, defaults filled in, with `package` and `root` of structure.toml."""

SHOWN = 20


class Judgement(NamedTuple):
    """The verdict of one check."""

    passed: bool
    score: float
    """In [0, 1]; 1.0 exactly where `passed`."""
    message: str
    """One line: what was found, with the figure and the threshold."""
    evidence: dict[str, object]
    """Small JSON facts."""


def verdict(passed: bool, score: float, message: str, **evidence: object) -> Judgement:
    """A judgement whose score is kept consistent: 1.0 exactly where it passed."""
    bounded = 1.0 if passed else min(0.999, max(0.0, score))
    return Judgement(passed, bounded, message, evidence)


def all_or_nothing(violations: Sequence[str], what: str) -> Judgement:
    """Passed where nothing was found; `what` names the thing counted."""
    found = "; ".join(violations[:3])
    message = f"{len(violations)} {what}" + (f": {found}" if found else "")
    return verdict(not violations, 0.0, message, found=list(violations[:SHOWN]))


def beside(count: int, before: int, limit: int, what: str, found: Sequence[str], note: str = "") -> Judgement:
    """At most `limit` of `what`. Score: how much of the original's excess over the limit (`before`) is gone."""
    excess, excess_before = max(0, count - limit), max(0, before - limit)
    score = 1 - excess / excess_before if excess_before else 0.0
    message = f"{count} {what}, {limit} allowed" + (f" ({note})" if note else "")
    message += f": {'; '.join(found[:3])}" if excess else ""
    return verdict(not excess, score, message, count=count, before=before, found=list(found[:SHOWN]))


def beyond(candidate: Sequence[str], original: Sequence[str]) -> list[str]:
    """The items that the candidate has more often than the original, sorted."""
    return sorted((Counter(candidate) - Counter(original)).elements())
