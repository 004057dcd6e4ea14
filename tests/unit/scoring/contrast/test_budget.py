"""What a minute or a dollar of looking buys."""

import numpy as np
import pytest

from scoring.contrast.budget import FREE, UNKNOWN, bought, costs, spent
from scoring.contrast.rows.information import INFORMATION
from scoring.contrast.rows.power import POWER
from scoring.contrast.sheet import Looks
from scoring.stats.balance import Sizes
from scoring.stats.measured import Measured
from scoring.stats.variance import Components
from tests.validate.world import World, study


def looks(usd: float, seconds: float) -> Looks:
    """Two raters of which the second costs the same again, at two looks; one look's cost is missing."""
    values = np.ones((4, 2, 2))
    missing = values.copy()
    missing[0, 0, 1] = np.nan
    return Looks(("a", "b"), values, ("live", "live"), usd * missing, seconds * values)


def test_a_score_costs_one_look_of_every_rater() -> None:
    assert costs(looks(0.02, 30)) == {"min": pytest.approx(1.0), "usd": pytest.approx(0.04)}
    gone = looks(0.02, 30)
    gone.usd[:, 1] = np.nan
    assert np.isnan(costs(gone)["usd"]), "one rater's price is not known"
    assert np.isnan(costs(Looks((), np.ones((4, 0, 1)), (), np.ones((4, 0, 1)), np.ones((4, 0, 1))))["usd"])


def test_statistics_and_their_ends_are_per_unit_of_cost() -> None:
    found = Measured(value=0.5, low=0.2, high=0.8, n=60, clusters=8, method="jackknife")
    per = bought(found, 0.25)
    assert (per.value, per.low, per.high, per.n) == (2.0, 0.8, 3.2, 60)
    assert bought(found, 0.0).note == FREE
    assert bought(found, np.nan).note == UNKNOWN
    assert bought(found, 0.0).n == 60


def test_telling_two_agents_apart_takes_all_their_looks() -> None:
    tasks = Measured(value=10, low=8, high=20, n=80, clusters=8)
    parts = Components(sizes=Sizes(tasks=8, agents=3, attempts=4, judges=2, repeats=3))
    takes = spent(tasks, parts, 0.5)
    assert (takes.value, takes.low, takes.high) == (2 * 10 * 4 * 3 * 0.5, 96.0, 240.0)
    assert spent(tasks, parts, 0.0).note == FREE


def test_rows_have_both_budgets() -> None:
    evidence = study(World(tasks=8, attempts=4), np.random.default_rng(1))
    for row, names in (
        (INFORMATION, ("bits per minute", "bits per dollar")),
        (POWER, ("minutes until", "dollars until")),
    ):
        figures = row.face(evidence, "writing", "judged").figures
        minutes, dollars = (next(f for f in figures if f.name.startswith(name)) for name in names)
        assert minutes.measured.value is not None and minutes.measured.low is not None
        assert dollars.measured.note == FREE, "scripted judges cost nothing"
        if row is INFORMATION:
            # Two judges of a second each.
            assert minutes.measured.value == pytest.approx(30 * (figures[0].measured.value or 0))
