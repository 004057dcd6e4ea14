"""Known answers of agreement between judges and of panels, and what they must not depend on."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import scoring.stats.agreement as agreement_module
import scoring.stats.bootstrap as bootstrap_module
import scoring.stats.panel as panel_module
from scoring.stats.agreement import alpha, kappa, pairwise, raw_agreement
from scoring.stats.bootstrap import by_rows, clusters_of, resample
from scoring.stats.measured import NO_VARIANCE
from scoring.stats.panel import (
    accuracy,
    condorcet,
    effective_votes,
    error_correlation,
    errors_of,
    judge_accuracies,
    kish,
    majority,
    panel_accuracy,
)

METRICS = ("nominal", "ordinal", "interval", "ratio")
GAP = np.nan
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    ]
).T


@pytest.mark.parametrize(
    ("metric", "value"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_krippendorff(metric, value) -> None:  # type: ignore[no-untyped-def]
    found = alpha(KRIPPENDORFF, metric)
    assert found.value == pytest.approx(value, abs=5e-5)
    assert (found.n, found.method) == (11, "jackknife"), "the item rated once says nothing"


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("constant", [2.0, 0.1, 1e6 + 0.1])
def test_a_constant_reward_has_no_agreement(metric, constant) -> None:  # type: ignore[no-untyped-def]
    """Undefined, not 1: agreeing about everything is no skill where there is nothing to disagree about."""
    found = alpha(np.full((8, 3), constant), metric)
    assert (found.value, found.note) == (None, NO_VARIANCE)
    assert kappa(np.full(8, constant), np.full(8, constant)).note == NO_VARIANCE
    assert kappa(np.full(8, constant), np.full(8, constant), "quadratic").note == NO_VARIANCE
    assert raw_agreement(np.full((8, 3), constant)).value == 1


def test_means_that_differ_by_rounding_are_equal() -> None:
    """A judge that said .1, .2 and .3 in another order said the same on average."""
    one, other = (0.1 + 0.2 + 0.3) / 3, (0.3 + 0.2 + 0.1) / 3
    assert one != other
    for metric in METRICS:
        assert alpha([[one, other]] * 7, metric).note == NO_VARIANCE


def test_ratio_distances_need_a_zero() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        alpha([[-1, 1]], "ratio")
    assert alpha([[0, 0], [0, 1], [1, 1]], "ratio").value is not None


def _by_definition(ratings: np.ndarray, metric: str) -> float:
    """Alpha from all ordered pairs of values, as Krippendorff writes it."""
    items = [[value for value in row if not np.isnan(value)] for row in ratings]
    items = [values for values in items if len(values) > 1]
    every = [value for values in items for value in values]
    uses = {value: every.count(value) for value in every}

    def distance(c: float, k: float) -> float:
        if metric == "ordinal":
            low, high = min(c, k), max(c, k)
            between = sum(uses[g] for g in uses if low <= g <= high)
            return float((between - (uses[c] + uses[k]) / 2) ** 2)
        if metric == "ratio":
            return ((c - k) / (c + k)) ** 2 if c + k else 0.0
        return float(c != k) if metric == "nominal" else (c - k) ** 2

    seen = sum(distance(c, k) / (len(v) - 1) for v in items for c, k in itertools.permutations(v, 2)) / len(every)
    expected = sum(distance(c, k) for c, k in itertools.permutations(every, 2)) / (len(every) * (len(every) - 1))
    return 1 - seen / expected if expected else np.nan


tables = arrays.arrays(
    float,
    st.tuples(st.integers(6, 10), st.integers(2, 4)),
    elements=st.one_of(st.integers(0, 4).map(float), st.just(GAP)),
)


@given(tables, st.sampled_from(METRICS))
def test_alpha_is_what_its_definition_says(ratings, metric) -> None:  # type: ignore[no-untyped-def]
    if not (np.isfinite(ratings).sum(axis=1) > 1).any():
        assert alpha(ratings, metric).note == "undefined (no data)"
        return
    found, wanted = alpha(ratings, metric).value, _by_definition(ratings, metric)
    assert (found is None) == np.isnan(wanted)
    if found is not None:
        assert found == pytest.approx(wanted)
        assert found <= 1


@settings(deadline=None)
@given(tables, st.sampled_from(METRICS), st.randoms())
def test_alpha_knows_no_order_of_judges_or_items(ratings, metric, random) -> None:  # type: ignore[no-untyped-def]
    rows, columns = list(range(len(ratings))), list(range(ratings.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    one, other = alpha(ratings, metric), alpha(ratings[rows][:, columns], metric)
    assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high))


@given(tables)
def test_what_each_metric_ignores(ratings) -> None:  # type: ignore[no-untyped-def]
    """Nominal: names. Ordinal: the distance of values in a row. Interval: unit and zero. Ratio: the unit."""
    known = np.isfinite(ratings)
    codes = np.where(known, ratings, 0).astype(int)
    changes = {
        "nominal": np.array([3.0, 1.0, 4.0, 0.0, 2.0])[codes],
        "ordinal": np.array([-5.0, 0.0, 0.1, 7.0, 100.0])[codes],
        "interval": 3 * codes - 7.5,
        "ratio": 2.5 * codes,
    }
    for metric, changed in changes.items():
        one, other = alpha(ratings, metric).value, alpha(np.where(known, changed, GAP), metric).value  # type: ignore[arg-type]
        assert one == pytest.approx(other)


def _table(counts: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    cells = [(i, j) for i, row in enumerate(counts) for j, count in enumerate(row) for _ in range(count)]
    first, second = np.array(cells, dtype=float).T
    return first, second


def test_kappa_known_answer() -> None:
    first, second = _table([[20, 5], [10, 15]])
    assert kappa(first, second).value == pytest.approx(0.4)
    assert kappa(first, second, "quadratic").value == pytest.approx(0.4), "two values have one distance"


def test_kappa_at_skewed_margins() -> None:
    """90 of 100 agreed upon, and no better than chance: print the raw agreement beside it."""
    first, second = _table([[90, 5], [5, 0]])
    assert kappa(first, second).value == pytest.approx(-1 / 19)
    assert raw_agreement(np.stack([first, second], axis=1)).value == pytest.approx(0.9)


def test_quadratic_kappa_by_definition() -> None:
    counts = np.array([[4, 1, 0], [2, 6, 3], [1, 0, 5]])
    n, weights = counts.sum(), (np.arange(3)[:, None] - np.arange(3)) ** 2
    chance = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    found = kappa(*_table(counts.tolist()), "quadratic")
    assert found.value == pytest.approx(1 - (weights * counts).sum() / (weights * chance).sum())


@given(tables)
def test_kappa_is_symmetric_and_at_most_one(ratings) -> None:  # type: ignore[no-untyped-def]
    for weights in ("none", "quadratic"):
        one = kappa(ratings[:, 0], ratings[:, 1], weights)  # type: ignore[arg-type]
        other = kappa(ratings[:, 1], ratings[:, 0], weights)  # type: ignore[arg-type]
        assert one.value == pytest.approx(other.value)
        assert one.value is None or -1 - 1e-9 <= one.value <= 1 + 1e-9


def test_pairwise_is_kappa_of_each_pair() -> None:
    found = pairwise(KRIPPENDORFF)
    assert found.kappa[0, 2] == found.kappa[2, 0]
    assert found.kappa[0, 2] == pytest.approx(kappa(KRIPPENDORFF[:, 0], KRIPPENDORFF[:, 2], "quadratic").value)
    assert found.shared.tolist()[0] == [9, 9, 8, 9]
    assert found.raw[0, 1] == pytest.approx(8 / 9)
    assert np.isnan(pairwise([[1, GAP], [GAP, 1]]).kappa[0, 1])


STATISTICS = {
    "nominal": lambda ratings, labels: alpha(ratings, "nominal", labels),
    "ordinal": lambda ratings, labels: alpha(ratings, "ordinal", labels),
    "interval": lambda ratings, labels: alpha(ratings, "interval", labels),
    "ratio": lambda ratings, labels: alpha(ratings, "ratio", labels),
    "kappa": lambda ratings, labels: kappa(ratings[:, 0], ratings[:, 1], "none", labels),
    "quadratic": lambda ratings, labels: kappa(ratings[:, 0], ratings[:, 1], "quadratic", labels),
    "raw": raw_agreement,
    "votes": effective_votes,
    "correlation": error_correlation,
}


@pytest.mark.parametrize("name", STATISTICS)
def test_draws_are_the_statistic_of_the_rows_drawn(name, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """What is computed from sums over clusters, for all draws at once, against the same from the rows of each draw."""
    random = np.random.default_rng(5)
    ratings = np.clip(np.round(2 + random.normal(size=(40, 1)) + random.normal(size=(40, 3))), 0, 4)
    ratings[random.random(ratings.shape) < 0.1] = GAP
    labels = np.arange(40) % 9
    kept = {}

    def keep(statistic, clusters, n, **options):  # type: ignore[no-untyped-def]
        kept["statistic"] = statistic
        return real(statistic, clusters, n, **options)

    real = bootstrap_module.cluster_interval
    for module in (agreement_module, bootstrap_module, panel_module):
        monkeypatch.setattr(module, "cluster_interval", keep)
    STATISTICS[name](ratings, labels)
    fast = resample(kept["statistic"], 9, draws=30)
    slow = by_rows(lambda rows: STATISTICS[name](ratings[rows], None).value, clusters_of(labels, 40))
    assert fast == pytest.approx(resample(slow, 9, draws=30))


def test_kish_known_answer() -> None:
    assert kish(9, 0.4375) == pytest.approx(2)
    assert kish(9, 0) == 9
    assert kish(9, 1) == 1
    assert kish(3, -0.5) is None


@pytest.mark.parametrize(("judges", "ceiling"), [(1, 0.7), (3, 0.784), (5, 0.83692), (9, 0.90119)])
def test_condorcet_known_answers(judges: int, ceiling: float) -> None:
    assert condorcet([0.7] * judges) == pytest.approx(ceiling, abs=5e-6)


def test_condorcet_of_unequal_and_of_even_panels() -> None:
    """Two of .9, .6, .5: all three .27, and .27 + .18 + .03. Four of .7: a tie (.2646) is half right."""
    assert condorcet([0.9, 0.6, 0.5]) == pytest.approx(0.27 + 0.27 + 0.18 + 0.03)
    assert condorcet([0.7] * 4) == pytest.approx(0.2401 + 0.4116 + 0.2646 / 2)
    with pytest.raises(ValueError, match="nobody"):
        condorcet([])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7), st.randoms())
def test_condorcet_is_symmetric(accuracies, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = accuracies[:]
    random.shuffle(shuffled)
    assert condorcet(accuracies) == pytest.approx(condorcet(shuffled))
    assert condorcet(accuracies) == pytest.approx(1 - condorcet([1 - p for p in accuracies]))


def test_copies_of_a_judge_are_one_vote_and_strangers_are_all() -> None:
    random = np.random.default_rng(3)
    one = random.random((4000, 1))
    assert effective_votes(np.repeat(one, 5, axis=1)).value == pytest.approx(1)
    assert effective_votes(random.random((4000, 5))).value == pytest.approx(5, rel=0.05)
    shared = np.sqrt(0.4) * random.normal(size=(4000, 1)) + np.sqrt(0.6) * random.normal(size=(4000, 5))
    found = effective_votes(shared)
    assert found.value == pytest.approx(kish(5, 0.4), rel=0.05)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 5 / 2.6 < found.high


def test_residuals_of_the_items_mean_say_nothing_about_independence() -> None:
    """Why effective votes need gold: these judges share most of their error, and their residuals do not show it."""
    random = np.random.default_rng(4)
    errors = 3 * random.normal(size=(2000, 1)) + random.normal(size=(2000, 4))
    residuals = errors - errors.mean(axis=1, keepdims=True)
    assert error_correlation(errors).value == pytest.approx(0.9, abs=0.02)
    assert error_correlation(residuals).value == pytest.approx(-1 / 3, abs=0.01)


def test_a_judge_that_never_errs_has_no_correlation() -> None:
    random = np.random.default_rng(6)
    errors = np.c_[np.zeros(50), random.random((50, 2))]
    found = effective_votes(errors)
    assert found.value is not None
    assert found.note == "2 of 3 pairs left out: a judge's errors do not vary"
    assert effective_votes(np.zeros((50, 3))).value is None
    assert effective_votes(np.zeros((50, 1))).note == "needs two judges, not 1"


def test_accuracy_of_a_panel() -> None:
    verdicts = [[1, 1, 0], [0, 0, GAP], [1, 0, GAP], [0, 0, 1], [GAP, GAP, GAP]]
    gold = [1, 0, 1, 1, 1]
    assert majority(verdicts)[:4].tolist() == [1, 0, 0.5, 0]
    assert np.isnan(majority(verdicts)[4])
    assert panel_accuracy(verdicts, gold).value == pytest.approx(2.5 / 4)
    assert [judge.value for judge in judge_accuracies(verdicts, gold)] == pytest.approx([0.75, 0.5, 0.5])
    assert errors_of(verdicts, gold)[0].tolist() == [0, 0, 1]


def test_always_right_has_an_exact_bound() -> None:
    found = accuracy(np.ones(20), np.ones(20))
    assert (found.value, found.high, found.method) == (1, 1, "clopper-pearson")
    assert found.low == pytest.approx(1 - 0.1684, abs=5e-5)
