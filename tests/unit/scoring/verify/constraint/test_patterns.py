"""Patterns are bounded, so that no text can make a search explode; phrases match whole words."""

import time

import pytest

from scoring.verify.constraint.patterns import bounded, compiled, phrase


@pytest.mark.parametrize(
    "pattern", [r"\d{4}-\d{2}", r"[*+]x", r"a\*b", r"(?:one|two)?\s{1,3}three", r"x.{0,40}y", r"[]{]a"]
)
def test_bounded_patterns_are_taken(pattern: str) -> None:
    assert bounded(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("a*", "without a bound"),
        ("a+b", "without a bound"),
        ("a{3,}", "without a bound"),
        ("a{,}", "without a bound"),
        ("(?:ab){0,3}", "may not repeat a group"),
        ("(a{0,9}){0,9}", "may not repeat a group"),
        ("(", "no regular expression"),
        (".{0,80}a.{0,80}b.{0,80}", "multiply"),
    ],
)
def test_unbounded_patterns_are_refused(pattern: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        bounded(pattern)


def test_search_stays_linear_on_a_text_made_to_hurt() -> None:
    pattern = compiled(bounded(r"a.{0,90}a.{0,90}b"))
    small, large = (_seconds(pattern.search, "a" * n) for n in (1_000, 4_000))
    assert large < 20 * small + 0.05


def _seconds(search: object, text: str) -> float:
    assert callable(search)
    started = time.process_time()
    assert search(text) is None
    return time.process_time() - started


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("Nair", "nair wrote", True),
        ("Nair", "Nairobi", False),
        ("exhaust*", "was exhausted", True),
        ("exhaust*", "inexhaustible", False),
        ("roll* back", "rolled  back", True),
        ("roll* back", "rollback", False),
        ("4.18.0", "4x18.0", False),
    ],
)
def test_phrases(wanted: str, text: str, found: bool) -> None:
    assert bool(phrase(wanted).search(text)) is found
