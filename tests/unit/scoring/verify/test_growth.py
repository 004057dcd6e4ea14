"""Exponents of cost: known laws, constants on top, noise below the floor, machines whose speed varies."""

from collections.abc import Callable
from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.verify.growth import FLOOR_S, growth

SIZES = tuple(500.0 * 2**doubled for doubled in range(6))
TURNS = 3
LARGEST = SIZES[-1]
LAWS: dict[str, tuple[Callable[[float], float], bool]] = {
    "line": (lambda x: 0.6 * x, True),
    "n log n": (lambda x: 0.6 * x * log(2000 * x) / log(2000), True),
    "constant and line": (lambda x: 0.05 + 0.6 * x, True),
    "line and a little of a square": (lambda x: 0.6 * x + 0.2 * x**2, True),
    "square": (lambda x: 2 * x**2, False),
    "line and square": (lambda x: 0.3 * x + 2 * x**2, False),
    "constant and square": (lambda x: 0.1 + 2 * x**2, False),
    "cube": (lambda x: 8 * x**3, False),
}


@given(power=st.floats(0.8, 3), scale=st.floats(0.4, 20), constant=st.floats(0, 0.15), size=st.floats(1, 1e6))
def test_a_power_law_is_found_whatever_is_paid_on_top(power: float, scale: float, constant: float, size: float) -> None:
    costs = [(size * 2**k, scale * constant + scale * 2 ** (power * (k - 5))) for k in range(6)]
    assert growth(costs).exponent == pytest.approx(power, abs=0.011)


@pytest.mark.parametrize("name", LAWS)
def test_a_machine_of_varying_speed_decides_nothing(name: str) -> None:
    law, harmless = LAWS[name]
    assert misjudged(law, harmless) <= 2


def test_a_constant_that_is_just_allowed_hides_little() -> None:
    assert misjudged(lambda x: 0.25 + 1.1 * x**2, harmless=False) <= 20


def misjudged(law: Callable[[float], float], harmless: bool) -> int:
    """How many of 200 measurements say otherwise."""
    rng = np.random.default_rng(20_261_127)
    return sum(growth(measured(law, rng)).harmless != harmless for _ in range(200))


def measured(law: Callable[[float], float], rng: np.random.Generator) -> list[tuple[float, float]]:
    """A machine that works at half to all of its speed, for a third of a second at a time."""
    costs = []
    for size in SIZES * TURNS:
        work = law(size / LARGEST)
        slowness = rng.uniform(1, 2, size=max(1, int(work / 0.3))).mean()
        costs.append((size, work * slowness + abs(rng.normal(0, 0.0005))))
    return costs


def test_the_least_of_each_size_counts() -> None:
    noisy = [(n, n / 1000 * factor) for n in SIZES for factor in (9.0, 1.0, 3.0)]
    assert growth(noisy).exponent == pytest.approx(1, abs=0.01)
    assert growth(noisy).least_s == tuple(n / 1000 for n in SIZES)


def test_what_is_too_small_to_tell_does_not_grow() -> None:
    assert growth([(n, FLOOR_S * 0.9 * (n / LARGEST) ** 3) for n in SIZES]).exponent == 0


def test_what_cost_nothing_or_less_as_the_meter_reads_is_a_measurement() -> None:
    assert growth([(n, 0.5 * (n / LARGEST) ** 2 - 0.001) for n in SIZES]).exponent == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize("count", range(6))
def test_what_was_not_measured_is_not_harmless(count: int) -> None:
    assert growth([(n, 0.0) for n in SIZES[:count]]).exponent == inf
    assert not growth([]).harmless


@pytest.mark.parametrize("constant", [0.4, 2.0, 30.0])
def test_a_constant_that_drowns_the_rest_is_not_harmless(constant: float) -> None:
    rng = np.random.default_rng(20_261_127)
    costs = [measured(lambda x: constant + 0.3 * x**2, rng) for _ in range(100)]
    assert not any(growth(one).harmless for one in costs if not growth(one).told)
    assert not growth([(n, constant + 0.2 * n / LARGEST) for n in SIZES]).harmless


def test_a_jump_is_not_harmless() -> None:
    assert not growth([*((n, 0.1) for n in SIZES[:5]), (LARGEST, 3.0)]).harmless
    assert not growth([(SIZES[0], 0.2), *((n, 0.1) for n in SIZES[1:5]), (LARGEST, 3.0)]).harmless


@pytest.mark.parametrize(
    ("first", "last", "told"), [(0.0, 0.31, True), (0.0, 0.29, False), (0.5, 2.4, False), (0.5, 2.6, True)]
)
def test_it_is_told_by_what_costs_enough_and_five_times_the_least(first: float, last: float, told: bool) -> None:
    costs = [(n, first + (last - first) * n / LARGEST) for n in SIZES]
    costs[0] = (SIZES[0], first)
    assert growth(costs).told is told
    assert not growth(costs[1:]).told
