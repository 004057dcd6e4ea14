"""A whole run's intervals take seconds: 10,000 artifacts of 500 tasks, 5 judges, 5 repeats, 2,000 draws of tasks.

Each statistic has a bound well above what it takes (two seconds at most on two slow cores) and well below what one
call per draw over the rows would (28 seconds for alpha, more for the others): it fails where a statistic is no longer
made of sums."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from scoring.stats.agreement import alpha
from scoring.stats.bootstrap import DRAWS
from scoring.stats.measured import Measured
from scoring.stats.panel import effective_votes, errors_of
from scoring.stats.ranking import within_auroc
from scoring.stats.reliability import flip_rate, sem

ARTIFACTS, JUDGES, REPEATS, TASKS = 10_000, 5, 5, 500
SECONDS = 4.0
"""For one statistic."""
ALL_SECONDS = 15.0


def _scores(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points of ten from judges that share part of their errors: scores (artifacts, judges, repeats), passed, tasks."""
    tasks = np.arange(ARTIFACTS) % TASKS
    quality = random.normal(size=TASKS)[tasks] + random.normal(size=ARTIFACTS)
    errors = random.normal(size=(ARTIFACTS, 1, 1)) + random.normal(size=(ARTIFACTS, JUDGES, 1))
    scores = 5 + quality[:, None, None] + 0.5 * errors + 0.7 * random.normal(size=(ARTIFACTS, JUDGES, REPEATS))
    return np.clip(np.round(scores), 0, 10) / 10, (quality > 0).astype(float), tasks


@pytest.fixture(scope="module")
def cases() -> dict[str, Callable[[], Measured]]:
    scores, passed, tasks = _scores(np.random.default_rng(0))
    looks, each = scores.reshape(ARTIFACTS * JUDGES, REPEATS), np.repeat(tasks, JUDGES)
    means = scores.mean(axis=2)
    return {
        "flip rate": lambda: flip_rate(looks > 0.55, each),
        "sem": lambda: sem(looks, each),
        "alpha": lambda: alpha(means, "interval", tasks),
        "effective votes": lambda: effective_votes(errors_of(means > 0.55, passed), tasks),
        "within-task AUROC": lambda: within_auroc(means.mean(axis=1), passed, tasks),
    }


def test_each_interval_takes_seconds(cases: dict[str, Callable[[], Measured]]) -> None:
    assert DRAWS == 2000
    taken = {}
    for name, measure in cases.items():
        start = time.perf_counter()
        found = measure()
        taken[name] = time.perf_counter() - start
        assert found.method == "bca", f"{name}: {found}"
        assert found.clusters > 400, f"{name}: {found}"
    print({name: round(seconds, 2) for name, seconds in taken.items()})  # `pytest -rP` shows it
    assert {name: seconds for name, seconds in taken.items() if seconds > SECONDS} == {}
    assert sum(taken.values()) < ALL_SECONDS
