"""Known answers of calibration, of areas under the ROC curve and of corrections by known truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from scoring.stats.bootstrap import by_rows, clusters_of, resample
from scoring.stats.calibration import brier, brier_score, corrected_share, ppi_mean, reliability_diagram, rogan_gladen
from scoring.stats.intervals import wilson
from scoring.stats.ranking import ONE_KIND, _pooled, auroc, denoised_auroc, noisy_auroc, within_auroc

TWENTY = ([0.8] * 10 + [0.2] * 10, [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8)


@pytest.mark.parametrize(("apart", "area"), [(0.5, 0.6382), (1, 0.7602), (2, 0.9214)])
def test_binormal_areas(apart: float, area: float) -> None:
    """From the quantiles of two normal distributions."""
    grid = ndtri((np.arange(3000) + 0.5) / 3000)
    found = auroc(np.r_[grid + apart, grid], np.repeat([1, 0], 3000))
    assert found.value == pytest.approx(area, abs=3e-4)
    assert found.method == "delong"


def test_noise_of_the_truth_pulls_an_area_to_one_half() -> None:
    assert noisy_auroc(0.9, 0.05) == pytest.approx(0.86)
    assert denoised_auroc(0.86, 0.05) == pytest.approx(0.9)
    assert denoised_auroc(0.5, 0.5) is None


def test_noise_of_the_truth_in_data() -> None:
    """Turning 1 of 10 passes and 1 of 10 fails into the other, at every score alike."""
    score = np.repeat(np.arange(2.0), 200)
    clean = np.tile(np.repeat([1, 1, 1, 0], 50), 2) ^ (score == 0)
    passed = np.r_[clean, clean, clean, clean, clean, clean, clean, clean, clean, 1 - clean]
    area = auroc(score, clean).value
    assert area is not None
    assert auroc(np.tile(score, 10), passed).value == pytest.approx(noisy_auroc(area, 0.1))


def _pairs(scores: np.ndarray, passed: np.ndarray) -> float:
    good, bad = scores[passed == 1], scores[passed == 0]
    return float(np.mean((good[:, None] > bad) + (good[:, None] == bad) / 2))


marked = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), min_size=2, max_size=40)


@given(marked)
def test_an_area_is_the_share_of_pairs_in_order(rows: list[tuple[int, int]]) -> None:
    scores, passed = np.array(rows).T
    found = auroc(scores, passed)
    if passed.min() == passed.max():
        assert (found.value, found.note) == (None, ONE_KIND)
        return
    area = _pairs(scores, passed)
    assert found.value == pytest.approx(area)
    assert auroc(np.exp(3 * scores) - 7, passed).value == pytest.approx(area), "only the order counts"
    assert auroc(-scores, passed).value == pytest.approx(1 - area)
    assert auroc(scores, 1 - passed).value == pytest.approx(1 - area)
    assert auroc(scores, passed, np.arange(len(scores))).value == pytest.approx(area)
    assert within_auroc(scores, passed, np.zeros(len(scores))).value == pytest.approx(area)
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= area <= found.high <= 1


def test_delong_by_its_definition() -> None:
    random = np.random.default_rng(2)
    passed = np.repeat([1, 0], [30, 20])
    scores = np.round(random.normal(size=50) + passed, 1)
    good, bad = scores[:30], scores[30:]
    order = (good[:, None] > bad) + (good[:, None] == bad) / 2
    error = np.sqrt(order.mean(axis=1).var(ddof=1) / 30 + order.mean(axis=0).var(ddof=1) / 20)
    area = order.mean()
    odds = np.log(area / (1 - area)) + np.array([-1, 1]) * 1.959964 * error / (area * (1 - area))
    found = auroc(scores, passed)
    assert (found.low, found.high) == pytest.approx(tuple(1 / (1 + np.exp(-odds))), rel=1e-6)


def test_how_hard_a_task_is_does_not_matter_within_tasks() -> None:
    random = np.random.default_rng(3)
    tasks = np.arange(400) % 20
    passed = random.random(400) < 0.1 + 0.04 * tasks
    scores = random.normal(size=400) + passed
    plain, shifted = within_auroc(scores, passed, tasks), within_auroc(scores - 10 * tasks, passed, tasks)
    assert plain == shifted
    assert (auroc(scores - 10 * tasks, passed).value or 1) < 0.4 < (plain.value or 0)


def test_tasks_of_one_kind_are_no_clusters() -> None:
    tasks = np.repeat(np.arange(9), 2)
    passed = np.r_[np.tile([1, 0], 7), [1, 1, 0, 0]]
    scores = np.arange(18) % 5
    found = within_auroc(scores, passed, tasks)
    assert (found.clusters, found.n) == (7, 18)
    assert within_auroc(scores, passed, tasks, tasks // 3).clusters == 3


def test_nothing_to_compare_within_any_task() -> None:
    found = within_auroc([1, 2, 3], [1, 0, 1], ["a", "b", "c"])
    assert (found.value, found.note) == (None, ONE_KIND)


def test_abstentions_are_left_out() -> None:
    assert auroc([1, 2, np.nan, 0], [0, 1, 1, 0]).value == 1
    assert auroc([1, 2, np.nan, 0], [0, 1, 1, 0]).low is None


@pytest.mark.parametrize("passed", [[0, 1, 2], [0, 1], [0, np.nan, 1]])
def test_odd_outcomes_are_refused(passed: list[float]) -> None:
    with pytest.raises(ValueError, match="outcomes"):
        auroc([1, 2, 3], passed)


def test_draws_of_an_area_are_those_of_the_rows_drawn() -> None:
    random = np.random.default_rng(4)
    clusters = clusters_of(np.arange(60) % 11, 60)
    passed = random.random(60) < 0.5
    scores = np.round(random.normal(size=60) + passed)
    fast = resample(_pooled(scores, passed, clusters), 11, draws=40)
    slow = resample(by_rows(lambda rows: _pairs(scores[rows], passed[rows]), clusters), 11, draws=40)
    assert fast == pytest.approx(slow)


def test_brier_known_answer() -> None:
    found = brier(*TWENTY)
    assert found is not None
    parts = (found.score, found.reliability, found.resolution, found.uncertainty, found.remainder)
    assert parts == pytest.approx((0.16, 0, 0.09, 0.25, 0), abs=1e-12)
    assert brier_score(*TWENTY).value == pytest.approx(0.16)
    assert brier([], []) is None


forecasts = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40)


@given(forecasts)
def test_the_split_adds_up(rows: list[tuple[float, int]]) -> None:
    said, happened = zip(*rows, strict=True)
    for bins in (None, 10, 3):
        found = brier(said, happened, bins)
        assert found is not None
        parts = found.reliability - found.resolution + found.uncertainty + found.remainder
        assert found.score == pytest.approx(parts)
        assert found.reliability >= 0
        assert -1e-12 <= found.resolution <= found.uncertainty + 1e-12
    whole = brier(said, happened)
    assert whole is not None
    assert whole.remainder == pytest.approx(0, abs=1e-9)


@given(forecasts)
def test_a_diagram_holds_each_item_once(rows: list[tuple[float, int]]) -> None:
    said, happened = zip(*rows, strict=True)
    found = reliability_diagram(said, happened)
    assert len(found) == 10
    assert sum(one.share.n for one in found if one.share) == len(rows)
    assert sum(one.share.k or 0 for one in found if one.share) == sum(happened)
    for one in found:
        if one.forecast is not None:
            assert one.low - 1e-9 <= one.forecast <= one.high + 1e-9


def test_bins_have_wilsons_interval_and_hold_their_lower_edge() -> None:
    found = reliability_diagram(*TWENTY)
    assert [one.share is not None for one in found] == [at in (2, 8) for at in range(10)]
    assert found[8].share is not None
    assert (found[8].share.low, found[8].share.high) == wilson(8, 10)[:2]
    edges = reliability_diagram([0.0, 0.1, 0.3, 0.6, 0.7, 1.0], [0] * 6)
    assert [at for at, one in enumerate(edges) if one.share] == [0, 1, 3, 6, 7, 9]


@pytest.mark.parametrize(("said", "happened"), [([1.2], [1]), ([0.2], [0.5]), ([0.2, 0.3], [1])])
def test_what_is_no_forecast_is_refused(said: list[float], happened: list[float]) -> None:
    with pytest.raises(ValueError, match="outcomes"):
        brier(said, happened)


def _with(n: int, mean: float, sd: float, seed: int) -> np.ndarray:
    values = np.random.default_rng(seed).normal(size=n)
    return mean + sd * (values - values.mean()) / values.std(ddof=1)


def test_prediction_powered_mean_known_answer() -> None:
    human = _with(100, 0.62, 0.35, 1)
    found = ppi_mean(_with(1000, 0.70, 0.2, 2), human - _with(100, -0.08, 0.3, 3), human)
    assert found is not None
    assert (found.corrected.value, found.error) == pytest.approx((0.62, 0.0307), abs=5e-5)
    assert (found.human.value, found.human_error) == pytest.approx((0.62, 0.0350), abs=5e-5)
    assert found.worth == pytest.approx(0.0350 / 0.03066, rel=1e-3)


def test_a_perfect_judge_is_worth_its_many_scores() -> None:
    human = _with(50, 0.5, 0.2, 4)
    found = ppi_mean(_with(5000, 0.5, 0.2, 5), human, human)
    assert found is not None
    assert found.error == pytest.approx(0.2 / np.sqrt(5000))
    assert found.worth == pytest.approx(10)


def test_errors_of_a_cluster_add_up() -> None:
    """Each item four times over, under one label: the error stays what it was, where independence would halve it."""
    many, human = _with(60, 0.7, 0.2, 6), _with(20, 0.6, 0.3, 7)
    few = human + _with(20, 0.1, 0.1, 8)
    names, others = np.arange(60), 60 + np.arange(20)
    once = ppi_mean(many, few, human, unlabelled_labels=names, labelled_labels=others)
    parts = [np.repeat(values, 4) for values in (many, few, human)]
    fourfold = ppi_mean(*parts, unlabelled_labels=np.repeat(names, 4), labelled_labels=np.repeat(others, 4))
    naive = ppi_mean(*parts)
    plain = ppi_mean(many, few, human)
    assert once is not None
    assert fourfold is not None
    assert naive is not None
    assert plain is not None
    assert fourfold.error == pytest.approx(once.error)
    assert once.error == pytest.approx(plain.error, rel=0.03)
    assert naive.error == pytest.approx(plain.error / 2, rel=0.03)


def test_too_little_for_a_correction() -> None:
    assert ppi_mean([0.5], [0.5, 0.6], [0.5, 0.6]) is None
    found = ppi_mean([0.5, 0.7, 0.1], [0.5, 0.6], [0.4, 0.6], unlabelled_labels=[1, 2, 3], labelled_labels=[1, 2])
    assert found is not None
    assert found.corrected.note == "cannot decide (3 of 6 clusters)"
    with pytest.raises(ValueError, match="human score beside"):
        ppi_mean([0.5, 0.7], [0.5, 0.6], [0.4])


def test_rogan_gladen_known_answer() -> None:
    assert rogan_gladen(0.62, 0.9, 0.7) == pytest.approx(0.5333, abs=5e-5)
    assert rogan_gladen(0.1, 0.9, 0.7) == 0
    assert rogan_gladen(0.5, 0.5, 0.5) is None


def test_a_corrected_share_is_less_sure_than_a_plain_one() -> None:
    found = corrected_share((620, 1000), (90, 100), (70, 100))
    assert found.value == pytest.approx(0.5333, abs=5e-5)
    assert found.low is not None
    assert found.high is not None
    low, high, _ = wilson(620, 1000)
    assert found.high - found.low > 2 * (high - low)
    better_known = corrected_share((620, 1000), (9000, 10000), (7000, 10000))
    assert better_known.low is not None
    assert better_known.low > found.low
    assert corrected_share((5, 10), (1, 10), (1, 10)).value is None
    with pytest.raises(ValueError, match="three times"):
        corrected_share((5, 10), (0, 0), (1, 10))
