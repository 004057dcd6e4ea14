"""Known answers of what choosing the best of n does in theory."""

from math import comb

import numpy as np
import pytest

from scoring.stats.goodhart import divergence, expected_max, extremal, regressional, saturating, share_chosen

SIZES = (1, 2, 4, 8, 16, 32, 64)


def test_the_largest_of_n_normal_draws() -> None:
    found = [expected_max(n) for n in SIZES]
    assert found == pytest.approx([0, 0.5642, 1.0294, 1.4236, 1.7660, 2.0697, 2.3437], abs=5e-5)
    with pytest.raises(ValueError, match="one draw"):
        expected_max(0)


def test_how_far_the_best_of_n_is_from_one_draw() -> None:
    assert divergence(1) == 0
    assert divergence(8) == pytest.approx(np.log(8) - 7 / 8)


def test_a_share_of_the_gain_is_the_correlation_for_every_n() -> None:
    for n in SIZES[1:]:
        assert regressional(0.6, n) / expected_max(n) == pytest.approx(0.6)


def test_exploits_make_it_rise_and_fall() -> None:
    found = [extremal(0.6, 0.05, 1, n) for n in SIZES]
    assert found == pytest.approx([-0.05, 0.208, 0.3176, 0.2301, -0.0935, -0.5657, -0.9097], abs=5e-5)
    assert int(np.argmax(found)) == 2
    assert extremal(0.6, 0, 1, 8) == regressional(0.6, 8)


def test_a_pass_or_fail_saturates_at_what_a_pass_is_worth() -> None:
    found = [saturating(0.3, 1, 0.1, n) for n in (1, 2, 4, 8, 16)]
    assert found == pytest.approx([0.3, 0.489, 0.6831, 0.7907, 0.8103], abs=5e-5)
    assert saturating(0.3, 1, 0.1, 2000) == pytest.approx(0.3 / 0.37)
    assert [saturating(0.3, 1, 0, n) for n in (1, 2, 4, 8)] == pytest.approx([0.3, 0.51, 0.7599, 0.9424], abs=5e-5)
    assert saturating(0.3, 0.85, 0.15, 8) == pytest.approx(0.6904, abs=5e-5)
    assert saturating(0.3, 0, 0, 8) == pytest.approx(0.3), "a test that passes nothing chooses by lot"
    assert saturating(0.3, 1, 1, 8) == pytest.approx(0.3)


@pytest.mark.parametrize("total", [12, 200])
def test_who_is_chosen(total: int) -> None:
    """Few attempts by counting, many by logarithms: the same."""
    for below, tied, n in ((3, 2, 4), (0, 5, 2), (10, 2, 6)):
        exact = (comb(below + tied, n) - comb(below, n)) / comb(total, n)
        assert share_chosen(below, tied, total, n) == pytest.approx(exact, rel=1e-9)
    assert sum(share_chosen(at, 1, total, 5) for at in range(total)) == pytest.approx(1)
    assert np.isnan(share_chosen(0, 1, total, total + 1))
