"""Spearman's rank correlation: against scipy, and its interval by simulation of Bonett and Wright's formula."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from scoring.stats.correlation import spearman


def test_the_value_is_scipys_ties_too() -> None:
    draw = np.random.default_rng(3)
    first, second = draw.integers(0, 5, 40), draw.integers(0, 5, 40)
    assert spearman(first, second).value == pytest.approx(spearmanr(first, second).statistic)


def test_a_known_interval() -> None:
    # r = .5 of 28: z = .5493 +- 1.96 sqrt(1.125 / 25)
    first = np.arange(28.0)
    found = spearman(first, np.random.default_rng(0).permutation(28))
    assert found.value is not None
    half = 1.959964 * np.sqrt((1 + found.value**2 / 2) / 25)
    assert found.low == pytest.approx(np.tanh(np.arctanh(found.value) - half), abs=1e-5)
    assert found.high == pytest.approx(np.tanh(np.arctanh(found.value) + half), abs=1e-5)


def test_what_has_no_correlation_or_no_interval() -> None:
    assert spearman([1, 1, 1], [1, 2, 3]).value is None
    assert spearman([1, 2, 3], [1, 2, 3]).low is None
    assert spearman(range(20), range(20)).note == "no interval (all ranks agree)"
    with pytest.raises(ValueError, match="two columns"):
        spearman([1, np.nan], [1, 2])


def test_its_interval_holds_the_truth() -> None:
    draw = np.random.default_rng(5)
    rho = 0.5
    truth = 6 / np.pi * np.arcsin(rho / 2)
    held = 0
    for _ in range(400):
        x = draw.normal(size=40)
        found = spearman(x, rho * x + np.sqrt(1 - rho**2) * draw.normal(size=40))
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
    assert 0.90 <= held / 400 <= 0.985
