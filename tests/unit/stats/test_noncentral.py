"""Noncentralities that an F ratio leaves possible."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ncx2

from scoring.stats.noncentral import LARGE, noncentral_f, noncentralities


def test_a_ratio_of_chi_squares_known_answer() -> None:
    """With a divisor all but fixed (10^7 degrees of freedom), 3 F' is a noncentral chi-square of 3."""
    assert noncentral_f(4.0, 3, 10**7, 8.0) == pytest.approx(ncx2.cdf(12.0, 3, 8.0), abs=1e-6)
    draws = np.random.default_rng(1).noncentral_f(5, 75, 20.0, 200_000)
    assert noncentral_f(6.0, 5, 75, 20.0) == pytest.approx(float(np.mean(draws <= 6.0)), abs=0.004)


def test_a_central_f_takes_over_without_a_step() -> None:
    for above, below in ((1, 5), (5, 75), (11, 5000)):
        for share in (0.9, 1.1):
            ratio = share * (above + LARGE) / above
            near, far = (noncentral_f(ratio, above, below, LARGE * by) for by in (1, 1 + 1e-12))
            assert far == pytest.approx(near, abs=1e-6)
    low, high = noncentralities(1e12, 5, 75)
    assert 0 < low < 5e12 < high < np.inf


def test_a_small_ratio_leaves_no_more_than_zero() -> None:
    """F(5, 75) is below .1640 in .025 and below 2.7429 in .975 of cases."""
    assert noncentralities(0.163, 5, 75) == (0, 0)
    low, high = noncentralities(2.74, 5, 75)
    assert low == 0 < high
    assert noncentralities(2.75, 5, 75)[0] > 0


@given(st.floats(0.01, 1e7), st.integers(1, 10), st.integers(1, 500))
def test_ends_leave_a_tail_each(ratio: float, above: int, below: int) -> None:
    for end, share in zip(noncentralities(ratio, above, below), (0.975, 0.025), strict=True):
        found = noncentral_f(ratio, above, below, end)
        assert found == pytest.approx(share, abs=1e-5) if end > 0 else found <= share + 1e-9
