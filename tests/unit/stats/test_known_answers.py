"""The table of known answers, row by row: what each formula gives for numbers that can be found without it."""

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from scoring.judge.labelled import PairData, read_labelled
from scoring.stats.agreement import alpha, kappa
from scoring.stats.bias import ELO, ONE_SD, Choices, bradley_terry, fit_bias, win_rate
from scoring.stats.calibration import brier, ppi_mean, rogan_gladen
from scoring.stats.goodhart import expected_max, extremal, saturating
from scoring.stats.information import binary_channel_bits, mutual_information
from scoring.stats.intervals import clopper_pearson, wilson
from scoring.stats.learnability import dead_group_rate, gaussian_sign_accuracy, live_groups, sign_accuracy
from scoring.stats.measured import NO_VARIANCE
from scoring.stats.panel import accuracy, condorcet, kish
from scoring.stats.position import position_bias
from scoring.stats.power import power_by_resampling, tasks_needed, two_proportions
from scoring.stats.ranking import auroc, denoised_auroc, noisy_auroc
from scoring.stats.reliability import bits, flip_rate, flip_rates, icc, strata
from scoring.stats.selection import RISING, best_of, efficiency, turnover
from scoring.stats.variance import Components, g_study, reliability

GAP = np.nan
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
    [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
]
LLMBAR = Path(__file__).parents[4] / "shared" / "data" / "llmbar"
PUBLISHED = {
    ("GPT-4", "Vanilla", "LLMBar/Natural"): (95, 96, 93, 100),
    ("ChatGPT", "CoT", "LLMBar/Natural"): (70, 78, 56, 100),
    ("ChatGPT-0301", "Vanilla_2shot", "LLMBar/Natural"): (82, 83, 70, 100),
    ("Falcon", "CoT", "LLMBar/Natural"): (49, 65, 14, 100),
    ("GPT-4", "Swap", "LLMBar/Adversarial/Neighbor"): (104, 104, 102, 134),
    ("Falcon", "CoT", "LLMBar/Adversarial/Neighbor"): (77, 57, 11, 134),
    ("GPT-4", "Rating", "LLMBar/Adversarial/GPTInst"): (84, 82, 77, 92),
    ("PaLM2", "Vanilla", "LLMBar/Adversarial/GPTInst"): (66, 69, 53, 92),
    ("LLaMA2", "Swap_CoT", "LLMBar/Adversarial/GPTOut"): (24, 24, 15, 47),
    ("Falcon", "Metrics_Reference", "LLMBar/Adversarial/Manual"): (24, 24, 10, 46),
    ("PaLM2", "Metrics_Reference", "LLMBar/Adversarial/Manual"): (31, 31, 27, 46),
}
"""Right in the first order, in the second, in both, of how many: from the statistics.json files of LLMBar's authors."""


def near(wanted: Any, digits: int = 4) -> Any:
    """Equal to a figure with so many decimals."""
    return pytest.approx(wanted, abs=0.501 * 10**-digits)


def test_row_01_intraclass_correlations() -> None:
    found = [icc(SHROUT_FLEISS, model, average=average).value for average in (False, True) for model in (1, 2, 3)]  # type: ignore[arg-type]
    assert found == near([0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093])


def test_row_02_one_way_correlations() -> None:
    found = [icc(scores).value for scores in ([[1, 2], [3, 4]], [[1, 3], [3, 1]], [[1, 1], [3, 3]])]
    assert found == pytest.approx([7 / 9, -1, 1])
    same = icc([[2, 2], [2, 2]])
    assert (same.value, same.note) == (None, NO_VARIANCE)


def test_row_03_alpha() -> None:
    ratings = np.array(KRIPPENDORFF).T
    found = [alpha(ratings, metric).value for metric in ("nominal", "ordinal", "interval", "ratio")]
    assert found == near([0.7434, 0.8154, 0.8491, 0.7974])


def test_row_04_kappa() -> None:
    """The table [[20, 5], [10, 15]]."""
    first, second = np.repeat([[1, 1, 0, 0], [1, 0, 1, 0]], [20, 5, 10, 15], axis=1)
    assert kappa(first, second).value == pytest.approx(0.40)


def test_row_05_flips() -> None:
    assert flip_rate([[1, 1, 1, 0, 0]]).value == pytest.approx(0.6)
    every = np.array([[at >> bit & 1 for bit in range(5)] for at in range(32)], dtype=float)
    chance = np.prod(np.where(every == 1, 0.9, 0.1), axis=1)
    assert chance @ flip_rates(every) == pytest.approx(0.18)


def test_row_06_proportions() -> None:
    found = [wilson(k, n)[:2] for k, n in ((0, 20), (0, 30), (15, 30), (0, 200))]
    assert found == [near(ends) for ends in ((0, 0.1611), (0, 0.1135), (0.3315, 0.6685), (0, 0.0188))]
    assert wilson(18, 20)[:2] == near((0.699, 0.9721), 3)
    assert clopper_pearson(0, 20)[:2] == near((0, 0.1684))


def test_row_07_variance_components() -> None:
    table = np.array([[[1, 3], [5, 7]], [[2, 2], [8, 12]], [[0, 2], [6, 10]]], dtype=float)
    found = g_study(table[:, :, :, None, None])
    assert [found.mean_squares[name] for name in ("t", "a", "ta", "e")] == near([4.3333, 120.3333, 4.3333, 3.6667])
    assert [found.t, found.a, found.ta, found.e] == near([0, 19.3333, 0.3333, 3.6667])


def test_row_08_variance_components_simulated() -> None:
    """400 tables of 30 tasks x 6 agents x 3 attempts with components 2, 1, 1.5 and 3: means to sampling error."""
    random = np.random.default_rng(8)
    sd = np.sqrt([2, 1, 1.5, 3])
    shapes = [(30, 1, 1), (1, 6, 1), (30, 6, 1), (30, 6, 3)]
    found = []
    for _ in range(400):
        table = sum(size * random.normal(size=shape) for size, shape in zip(sd, shapes, strict=True))
        one = g_study(np.asarray(table)[:, :, :, None, None])
        found.append([one.t, one.a, one.ta, one.e])
    means, errors = np.mean(found, axis=0), np.std(found, axis=0, dtype=float) / 20
    assert (np.abs(means - [2, 1, 1.5, 3]) < 4 * errors).all(), (means, errors)
    assert (errors < [0.05, 0.05, 0.02, 0.02]).all(), "a mean that is too uncertain shows nothing"


def test_row_09_generalizability() -> None:
    assert reliability(Components(a=1, ta=2, e=4), tasks=20, attempts=4).value == near(0.8696)


def test_row_10_bits_and_strata() -> None:
    shares = (0.5, 0.75, 0.9, 0.9375)
    assert [bits(one) for one in shares] == near([0.5, 1, 1.661, 2], 3)
    assert [strata(one) for one in shares] == near([1.667, 2.643, 4.333, 5.497], 3)


def test_row_11_bits_of_a_binary_channel() -> None:
    found = [binary_channel_bits(0.3, *rates) for rates in ((1, 0), (1, 0.1), (0.85, 0.15), (0.6, 0.4))]
    assert found == near([0.8813, 0.6224, 0.3328, 0.0244])
    assert binary_channel_bits(0.5, 0.89, 0.11) == near(0.5001), "a symmetric channel that errs in .11"


def test_row_12_tasks_needed() -> None:
    assert tasks_needed(Components(ta=1, e=0.5), 0.5).value == 95
    assert two_proportions(0.5, 0.6) == 388
    # Differences of two agents on a task have the variance 2 (1 + .5).
    differences = np.sqrt(3) * ndtri((np.arange(4000) + 0.5) / 4000)
    assert power_by_resampling(differences, 95, delta=0.5, draws=4000).value == pytest.approx(0.791, abs=0.02)


def test_row_13_expected_maxima() -> None:
    found = [expected_max(n) for n in (2, 4, 8, 16, 32, 64)]
    assert found == near([0.5642, 1.0294, 1.4236, 1.7660, 2.0697, 2.3437])


def test_row_14_exploits() -> None:
    curve = [extremal(0.6, 0.05, 1, n) for n in (1, 2, 4, 8, 16, 32, 64)]
    assert curve == near([-0.05, 0.208, 0.3176, 0.2301, -0.0935, -0.5657, -0.9097])
    assert max(range(1, 65), key=lambda n: extremal(0.6, 0.05, 1, n)) == 4


def test_row_15_binary_rewards() -> None:
    curve = [saturating(0.3, 1, 0.1, n) for n in (1, 2, 4, 8, 16)]
    assert curve == near([0.3, 0.489, 0.6831, 0.7907, 0.8103])
    assert saturating(0.3, 1, 0.1, 1000) == near(0.8108)
    assert [saturating(0.3, 1, 0, n) for n in (1, 2, 4, 8)] == near([0.3, 0.51, 0.7599, 0.9424])
    assert saturating(0.3, 0.85, 0.15, 8) == near(0.6904)


def test_row_16_the_best_of_n_with_ties() -> None:
    reward, gold = np.array([0.1, 0.2, 0.2, 0.9, 0.5]), np.array([0, 1, 0, 1, 1.0])
    sizes = (1, 2, 3, 5)
    found = [best_of([reward], [gold], n)[0] for n in sizes]
    assert found == pytest.approx([0.6, 0.85, 0.95, 1.0])
    for n, value in zip(sizes, found, strict=True):
        subsets = [np.array(some) for some in combinations(range(5), n)]
        best = [gold[some][reward[some] == reward[some].max()].mean() for some in subsets]
        assert value == pytest.approx(np.mean(best))


def test_row_17_sign_accuracy() -> None:
    found = [gaussian_sign_accuracy(rho) for rho in (0.3, 0.5, 0.6, 0.5**0.5, 0.9)]
    assert found == near([0.5970, 0.6667, 0.7048, 0.75, 0.8564])


def test_row_18_dead_groups() -> None:
    found = [dead_group_rate([p], size) for p, size in ((0.05, 8), (0.5, 8), (0.3, 4))]
    assert found == near([0.6634, 0.0078, 0.2482])


def test_row_19_areas() -> None:
    grid = ndtri((np.arange(4000) + 0.5) / 4000)
    found = [auroc(np.r_[grid + apart, grid], np.repeat([1, 0], 4000)).value for apart in (0.5, 1, 2)]
    assert found == pytest.approx([0.6382, 0.7602, 0.9214], abs=3e-4)
    assert noisy_auroc(0.9, 0.05) == pytest.approx(0.86)
    assert denoised_auroc(0.86, 0.05) == pytest.approx(0.9)


def test_row_20_brier() -> None:
    found = brier([0.8] * 10 + [0.2] * 10, [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8)
    assert found is not None
    parts = (found.score, found.reliability, found.resolution, found.uncertainty)
    assert parts == pytest.approx((0.16, 0, 0.09, 0.25), abs=1e-12)


def test_row_21_panels() -> None:
    assert kish(9, 0.4375) == pytest.approx(2.0)
    assert [condorcet([0.7] * k) for k in (3, 5, 9)] == near([0.784, 0.83692, 0.90119], 5)


def test_row_22_comparisons() -> None:
    strengths = bradley_terry([1, 1, 1, 0], ["x"] * 4, ["y"] * 4)
    apart = (strengths["x"].value or 0) - (strengths["y"].value or 0)
    assert (apart, apart * ELO) == (near(1.0986), near(190.85, 2))
    first, second = np.repeat([1, 0], [70, 30]), np.repeat([1, 0], [50, 50])
    assert position_bias(first, second).effect.value == near(0.4236)
    assert win_rate(ONE_SD) == near(0.6817)
    won = np.r_[np.repeat([1, 0], [6817, 3183]), np.repeat([1, 0], [5000, 5000])]
    pairs = Choices(won, a=["x"] * 20_000, b=["y"] * 20_000, length=np.repeat([1.0, 0.0], 10_000))
    controlled = fit_bias(pairs, length_sd=1)
    assert controlled.effects["length"].value == pytest.approx(1, abs=2e-3)
    theta = (controlled.strengths["x"].value or 0) - (controlled.strengths["y"].value or 0)
    assert win_rate(theta) == pytest.approx(0.5)


def _with(n: int, mean: float, sd: float, seed: int) -> np.ndarray:
    values = np.random.default_rng(seed).normal(size=n)
    return mean + sd * (values - values.mean()) / values.std(ddof=1)


def test_row_23_corrections() -> None:
    assert rogan_gladen(0.62, 0.9, 0.7) == near(0.5333)
    human = _with(100, 0.62, 0.35, 1)
    found = ppi_mean(_with(1000, 0.70, 0.2, 2), human - _with(100, -0.08, 0.3, 3), human)
    assert found is not None
    assert (found.corrected.value, found.error, found.human_error) == near((0.62, 0.0307, 0.0350))


TASKS = np.repeat(np.arange(20), 16)
QUALITY = np.random.default_rng(24).normal(size=(20, 16))


def test_row_24_a_constant_reward() -> None:
    flat = np.full((20, 16), 0.7)
    assert sign_accuracy(flat.ravel(), QUALITY.ravel(), TASKS).value == 0.5
    assert efficiency(flat, QUALITY, 8).value == pytest.approx(0, abs=1e-12)
    assert mutual_information(QUALITY.ravel(), flat.ravel(), TASKS).value == 0
    assert live_groups(flat.ravel(), TASKS, 8).value == 0, "all groups are dead"
    for undefined in (alpha(flat, "interval"), icc(flat)):
        assert (undefined.value, undefined.note) == (None, NO_VARIANCE)


def test_row_25_the_truth_as_reward() -> None:
    assert sign_accuracy(QUALITY.ravel(), QUALITY.ravel(), TASKS).value == 1
    assert efficiency(QUALITY, QUALITY, 8).value == pytest.approx(1)
    turned = turnover(QUALITY, QUALITY, 8)
    assert (turned.value, turned.note) == (8, RISING.format(8)), "it never turns"


@pytest.mark.skipif(not LLMBAR.is_dir(), reason="the recorded verdicts of LLMBar are not on this machine")
def test_row_26_recorded_judges() -> None:
    """Every judge and way of asking on every set: right in either order, in the mean, and in both; no verdict is wrong.

    325 accuracies of the 499 published ones are of these pairs; the others are of case studies and other sets."""
    data = read_labelled(LLMBAR)
    assert isinstance(data, PairData)
    cells: dict[tuple[str, str, str], list[tuple[bool, bool]]] = {}
    for verdict in data.verdicts:
        label = data.labels[verdict.item]
        right = (verdict.w_orig == str(label.label), verdict.w_swap == str(label.label))
        cells.setdefault((verdict.judge, verdict.strategy, label.subset), []).append(right)
    assert len(cells) == 65 * 5
    assert sum(len(right) for right in cells.values()) == 65 * 419
    for cell, right in cells.items():
        n, (first, second) = len(right), np.array(right, dtype=float).T
        counts = [sum(one for one, _ in right), sum(other for _, other in right), sum(a and b for a, b in right)]
        found = [accuracy(one, np.ones(n)).value for one in (first, second, first * second)]
        assert found == pytest.approx([count / n for count in counts]), cell
        assert accuracy((first + second) / 2, np.ones(n)).value == pytest.approx((counts[0] + counts[1]) / 2 / n), cell
        if cell in PUBLISHED:
            assert (*counts, n) == PUBLISHED[cell], cell
    assert cells.keys() >= PUBLISHED.keys()
