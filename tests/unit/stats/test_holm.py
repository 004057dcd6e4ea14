"""Holm's correction."""

import pytest

from scoring.stats.holm import holm


def test_known_answer() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_what_is_unknown_counts_for_nothing() -> None:
    assert holm([None, 0.02, None]) == [None, 0.02, None]
    assert holm([]) == []


def test_one_is_the_most() -> None:
    assert holm([0.9, 0.8]) == [1.0, 1.0]
