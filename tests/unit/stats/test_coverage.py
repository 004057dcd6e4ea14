"""Do 95 % intervals hold the truth in 95 of 100 data sets? Simulated from models whose truth is known exactly.

2,000 data sets each, of the sizes written beside; other ones at every commit. A check fails only where the exact 99.9 %
interval of the measured coverage lies wholly outside [.93, .97]: a correct method fails by luck once in 1,000 checks at
most, and one that covers .90 nearly always. A data set without an interval counts as one that missed."""

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pytest
from scipy.special import expit, ndtr

from scoring.stats.agreement import alpha, kappa
from scoring.stats.bias import BiasFit
from scoring.stats.bootstrap import Floats, Ints, cluster_mean
from scoring.stats.calibration import ppi_mean
from scoring.stats.information import mutual_information
from scoring.stats.intervals import clopper_pearson
from scoring.stats.learnability import dead_group_rate, gaussian_sign_accuracy, live_groups, sign_accuracy
from scoring.stats.measured import Measured
from scoring.stats.panel import effective_votes
from scoring.stats.position import position_bias
from scoring.stats.ranking import auroc, within_auroc
from scoring.stats.reliability import flip_rate, icc, sem
from scoring.stats.selection import efficiency
from scoring.stats.signs import sign_flip_interval
from tests.validate.choices import EFFECTS, fitted

REPETITIONS = 2000
DRAWS = 400
"""Of each bootstrap inside."""
Random = np.random.Generator


@cache
def _commit() -> int:
    """The commit checked out as a number, or 0 outside a checkout."""
    asked = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    return int(asked.stdout.strip()[:12] or "0", 16)


def _random(name: str) -> Random:
    return np.random.default_rng([_commit(), crc32(name.encode())])


def _check(hits: int) -> None:
    low, high, _ = clopper_pearson(hits, REPETITIONS, 0.999)
    print(f"covers {hits / REPETITIONS:.4f}")  # `pytest -rP` shows it
    assert high >= 0.93, f"covers {hits / REPETITIONS:.4f} of {REPETITIONS}: too narrow"
    assert low <= 0.97, f"covers {hits / REPETITIONS:.4f} of {REPETITIONS}: too wide"


def _holds(found: Measured, truth: float) -> bool:
    return found.low is not None and found.high is not None and found.low <= truth <= found.high


SIZES = {"8 tasks x 30 choices": (8, 30, 0.0), "30 tasks x 20": (30, 20, 0.0), "30 tasks x 20, ties": (30, 20, 0.5)}


@cache
def _fits(size: str) -> list[BiasFit]:
    random = _random(size)
    return [fitted(random, *SIZES[size]) for _ in range(REPETITIONS)]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EFFECTS)
def test_effects_of_the_pairwise_model(name, size) -> None:  # type: ignore[no-untyped-def]
    _check(sum(_holds(found.effects[name], EFFECTS[name]) for found in _fits(size)))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_strength_of_an_agent(size) -> None:  # type: ignore[no-untyped-def]
    _check(sum(_holds(found.strengths["0"], 0.5) for found in _fits(size)))


class Case(NamedTuple):
    """A statistic of one data set, and what it estimates."""

    draw: Callable[[Random], Measured]
    truth: float


def _tasks(count: int, each: int) -> np.ndarray:
    return np.repeat(np.arange(count), each)


def _pairs_in_both_orders(random: Random) -> Measured:
    """100 pairs x 2 orders; A wins at log-odds .4 +- .3."""
    return position_bias(*(random.random(100) < expit(0.4 + sign * 0.3) for sign in (1, -1))).effect


def _noise(random: Random, items: int) -> Measured:
    return sem(random.normal(size=(items, 1)) + 0.5 * random.normal(size=(items, 5)))


def _uneven_noise(random: Random, tasks: int, each: int) -> Measured:
    """Noise of another size in each artifact, .25 in the mean of squares."""
    size = 0.5 * np.sqrt(random.gamma(4, 1 / 4, (tasks * each, 1)))
    scores = random.normal(size=(tasks * each, 1)) + size * random.normal(size=(tasks * each, 5))
    return sem(scores, _tasks(tasks, each), draws=DRAWS)


def _flips(random: Random, tasks: int, each: int, a: float, b: float) -> Measured:
    """Five verdicts of each artifact, which passes with a probability of its own from Beta(a, b)."""
    passing = random.beta(a, b, (tasks * each, 1))
    return flip_rate(random.random((tasks * each, 5)) < passing, _tasks(tasks, each), draws=DRAWS)


def _expected_flips(a: float, b: float) -> float:
    return 2 * a * b / ((a + b) * (a + b + 1))


def _scores(random: Random, tasks: int, each: int, judges: int) -> np.ndarray:
    """Variance .3 of the task, .3 of the artifact, .4 of the judgement: two judgements correlate by .6."""
    items = np.repeat(random.normal(size=tasks), each) + random.normal(size=tasks * each)
    return np.sqrt(0.3) * items[:, None] + np.sqrt(0.4) * random.normal(size=(tasks * each, judges))


def _alpha(random: Random, tasks: int, each: int) -> Measured:
    return alpha(_scores(random, tasks, each, 3), "interval", _tasks(tasks, each), draws=DRAWS)


def _nominal_alpha(random: Random, tasks: int, each: int) -> Measured:
    """Pass probabilities uniform: two verdicts differ in 1/3 of items, and in 1/2 by chance."""
    verdicts = random.random((tasks * each, 3)) < random.random((tasks * each, 1))
    return alpha(verdicts, "nominal", _tasks(tasks, each), draws=DRAWS)


def _kappa(random: Random, tasks: int, each: int) -> Measured:
    return kappa(*_scores(random, tasks, each, 2).T, "quadratic", _tasks(tasks, each), draws=DRAWS)


def _votes(random: Random, tasks: int, each: int) -> Measured:
    """Five judges whose errors correlate by .6."""
    return effective_votes(_scores(random, tasks, each, 5), _tasks(tasks, each), draws=DRAWS)


def _area(random: Random, tasks: int, each: int, apart: float, within: bool) -> Measured:
    """Half pass; scores of passes are `apart` SD higher, and those of a task move together where only pairs within
    tasks count."""
    labels, passed = _tasks(tasks, each), random.random(tasks * each) < 0.5
    scores = random.normal(size=tasks * each) + apart * passed
    if within:
        return within_auroc(scores + np.repeat(random.normal(size=tasks), each), passed, labels, draws=DRAWS)
    return auroc(scores, passed, labels, draws=DRAWS)


def _delong(random: Random, apart: float) -> Measured:
    return auroc(np.r_[random.normal(size=50) + apart, random.normal(size=50)], np.repeat([1, 0], 50))


def _corrected(random: Random, clustered: bool) -> Measured:
    """400 judge scores of which 100 have a human score beside: in 20 tasks, some of each, or independent."""
    tasks = np.arange(400) % 20
    common = random.normal(size=20)[tasks] if clustered else random.normal(size=400)
    human = 0.6 + 0.2 * common + 0.2 * random.normal(size=400)
    judge = human + 0.1 + 0.1 * random.normal(size=400)
    few = random.permutation(400) < 100
    labels = {"unlabelled_labels": tasks[~few], "labelled_labels": tasks[few]} if clustered else {}
    found = ppi_mean(judge[~few], judge[few], human[few], **labels)
    assert found is not None
    return found.corrected


def _icc(random: Random) -> Measured:
    return icc(np.sqrt(0.7) * random.normal(size=(30, 1)) + np.sqrt(0.3) * random.normal(size=(30, 5)))


def _attempts(random: Random, tasks: int, each: int) -> tuple[Floats, Floats, Ints]:
    """Rewards and quality that correlate by .6, both normal, and the tasks."""
    gold = random.normal(size=(tasks, each))
    return 0.6 * gold + 0.8 * random.normal(size=(tasks, each)), gold, np.repeat(np.arange(tasks), each)


def _sign_accuracy(random: Random, tasks: int, each: int) -> Measured:
    rewards, gold, names = _attempts(random, tasks, each)
    return sign_accuracy(rewards.ravel(), gold.ravel(), names)


def _live(random: Random) -> Measured:
    passed = (random.random(160) < 0.3).astype(float)
    return live_groups(passed, np.repeat(np.arange(20), 8), 4)


def _bits(random: Random) -> Measured:
    gold = random.integers(0, 3, 200)
    said = np.clip(gold + random.integers(-1, 2, 200), 0, 2)
    return mutual_information(gold, said, np.repeat(np.arange(20), 10), permutations=0)


QUICK = {
    "SEM, chi-square, 30 artifacts x 5": Case(lambda random: _noise(random, 30), 0.5),
    "SEM, chi-square, 10 artifacts x 5": Case(lambda random: _noise(random, 10), 0.5),
    "SEM, uneven noise, 8 tasks x 5": Case(lambda random: _uneven_noise(random, 8, 5), 0.5),
    "SEM, uneven noise, 30 tasks x 2": Case(lambda random: _uneven_noise(random, 30, 2), 0.5),
    "phi .40, 8 tasks x 5": Case(lambda random: _flips(random, 8, 5, 2, 2), _expected_flips(2, 2)),
    "phi .40, 30 artifacts": Case(lambda random: _flips(random, 30, 1, 2, 2), _expected_flips(2, 2)),
    "phi .16, 20 tasks x 3": Case(lambda random: _flips(random, 20, 3, 4, 0.5), _expected_flips(4, 0.5)),
    "ICC(1), F, 30 artifacts x 5": Case(_icc, 0.7),
    "AUROC .76, DeLong, 50 + 50": Case(lambda random: _delong(random, 1), ndtr(1 / 2**0.5)),
    "AUROC .92, DeLong, 50 + 50": Case(lambda random: _delong(random, 2), ndtr(2**0.5)),
    "mean, 8 clusters": Case(lambda random: cluster_mean(random.normal(size=8)), 0),
    "mean, sign flips, 9 clusters": Case(lambda random: sign_flip_interval(random.normal(size=9)), 0),
    "PPI mean, 300 + 100": Case(lambda random: _corrected(random, False), 0.6),
    "PPI mean, 300 + 100 in 20 tasks": Case(lambda random: _corrected(random, True), 0.6),
    "alpha interval, 8 tasks x 5, 3 judges": Case(lambda random: _alpha(random, 8, 5), 0.6),
    "alpha interval, 20 tasks x 3, 3 judges": Case(lambda random: _alpha(random, 20, 3), 0.6),
    "alpha nominal, 8 tasks x 5, 3 judges": Case(lambda random: _nominal_alpha(random, 8, 5), 1 / 3),
    "alpha nominal, 20 tasks x 3, 3 judges": Case(lambda random: _nominal_alpha(random, 20, 3), 1 / 3),
    "kappa quadratic, 20 tasks x 3": Case(lambda random: _kappa(random, 20, 3), 0.6),
    "AUROC .76, within tasks, 8 x 10": Case(lambda random: _area(random, 8, 10, 1, True), ndtr(1 / 2**0.5)),
    "AUROC .76, pooled, 20 x 10": Case(lambda random: _area(random, 20, 10, 1, False), ndtr(1 / 2**0.5)),
}
SLOW = {
    "eta(4) .6, 20 tasks x 8": Case(lambda random: efficiency(*_attempts(random, 20, 8)[:2], 4), 0.6),
    "sign accuracy .70, 20 tasks x 8": Case(lambda random: _sign_accuracy(random, 20, 8), gaussian_sign_accuracy(0.6)),
    "sign accuracy .70, 8 tasks x 8": Case(lambda random: _sign_accuracy(random, 8, 8), gaussian_sign_accuracy(0.6)),
    "live groups .75, 20 tasks x 8": Case(_live, 1 - dead_group_rate([0.3], 4)),
    "bits .44, 20 tasks x 10": Case(_bits, 0.4444),
    "position bias, 100 pairs x 2 orders": Case(_pairs_in_both_orders, 0.3),
    "phi .40, 120 artifacts": Case(lambda random: _flips(random, 120, 1, 2, 2), _expected_flips(2, 2)),
    "SEM, uneven noise, 120 artifacts": Case(lambda random: _uneven_noise(random, 120, 1), 0.5),
    "alpha interval, 120 tasks x 1, 3 judges": Case(lambda random: _alpha(random, 120, 1), 0.6),
    "effective votes, 20 tasks x 3, 5 judges": Case(lambda random: _votes(random, 20, 3), 5 / 3.4),
    "AUROC .76, within tasks, 20 x 10": Case(lambda random: _area(random, 20, 10, 1, True), ndtr(1 / 2**0.5)),
    "AUROC .92, within tasks, 20 x 10": Case(lambda random: _area(random, 20, 10, 2, True), ndtr(2**0.5)),
    "AUROC .76, pooled, 120 x 4": Case(lambda random: _area(random, 120, 4, 1, False), ndtr(1 / 2**0.5)),
}


@pytest.mark.parametrize("name", [*QUICK, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)])
def test_intervals_hold_the_truth(name) -> None:  # type: ignore[no-untyped-def]
    case, random = (QUICK | SLOW)[name], _random(name)
    _check(sum(_holds(case.draw(random), case.truth) for _ in range(REPETITIONS)))
