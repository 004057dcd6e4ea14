"""Exponents of cost: known laws, constants on top, noise below the floor."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.verify.growth import FLOOR_S, MOST, growth

SIZES = (1000.0, 2000.0, 4000.0)


@given(power=st.floats(0.8, 3), scale=st.floats(0.05, 20), constant=st.floats(0, 50), size=st.floats(1, 1e6))
def test_a_power_law_is_found_whatever_is_paid_on_top(power: float, scale: float, constant: float, size: float) -> None:
    costs = [(size * times, constant + scale * times**power) for times in (1, 2, 4)]
    assert growth(costs).exponent == pytest.approx(power, abs=1e-6)


def test_the_least_of_each_size_counts() -> None:
    noisy = [(n, n / 1000 * factor) for n in SIZES for factor in (9.0, 1.0, 3.0)]
    assert growth(noisy).exponent == pytest.approx(1)


def test_of_more_sizes_the_largest_three_count() -> None:
    assert growth([(500.0, 7.0), *((n, n / 1000) for n in SIZES)]).exponent == pytest.approx(1)


def test_what_is_too_small_to_tell_does_not_grow() -> None:
    assert growth([(n, FLOOR_S * 0.9 * (n / 4000) ** 3) for n in SIZES]).exponent == 0


@pytest.mark.parametrize(
    "costs",
    [
        [],
        [(1, 1), (2, 2)],
        [(1, 0.1), (2, 0.1), (4, 3.0)],
        [(1, 0.2), (2, 0.1), (4, 3.0)],
    ],
)
def test_what_was_not_measured_or_jumps_is_not_harmless(costs: list[tuple[float, float]]) -> None:
    assert growth(costs).exponent == inf
    assert not growth(costs).harmless


def test_the_limit_lies_between_n_log_n_and_n_squared() -> None:
    from math import log

    assert growth([(n, n * log(n) / 1000) for n in SIZES]).exponent < MOST < 2
