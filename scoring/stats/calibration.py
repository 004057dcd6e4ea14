"""Whether a judge's numbers mean what they say, and what they are worth after a correction by known truth."""

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import FEWEST, SHARE, Floats, cluster_mean, clusters_of
from scoring.stats.intervals import LEVEL, Estimate, proportion
from scoring.stats.measured import Measured, undefined


class Brier(Frozen):
    """The Brier score and Murphy's split: score = reliability - resolution + uncertainty + remainder."""

    score: float
    """Mean squared distance of the forecast from the outcome, 0 to 1; smaller is better."""
    reliability: float
    """How far the forecasts are from the outcome shares of their groups; 0 is calibrated."""
    resolution: float
    """How far the outcome shares of the groups are from the overall share; more is better."""
    uncertainty: float
    """Variance of the outcome; no forecaster changes it."""
    remainder: float
    """What forecasts that differ within a group add; 0 where each group is one forecast."""
    n: int


def brier(forecasts: ArrayLike, outcomes: ArrayLike, bins: int | None = None) -> Brier | None:
    """Murphy's split over groups of equal forecasts, or over `bins` of equal width; None without data.

    Forecasts (items,) in [0, 1], nan left out; outcomes (items,) 0/1. Sources: Murphy, J. Appl. Meteorol. 12 (1973)
    595; for the remainder Stephenson, Coelho and Jolliffe, Weather Forecast. 23 (2008) 752."""
    said, happened = _forecasts(forecasts, outcomes)
    n = len(said)
    if n == 0:
        return None
    groups = clusters_of(said if bins is None else _bin(said, bins), n)
    size = groups.total(np.ones(n))
    forecast, share, base = groups.total(said) / size, groups.total(happened) / size, happened.mean()
    score = float(np.mean((said - happened) ** 2))
    reliability = float(size @ (forecast - share) ** 2) / n
    resolution, uncertainty = float(size @ (share - base) ** 2) / n, float(base * (1 - base))
    return Brier(
        score=score,
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        remainder=score - (reliability - resolution + uncertainty),
        n=n,
    )


def brier_score(forecasts: ArrayLike, outcomes: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """The Brier score with its interval over clusters (`bootstrap.cluster_interval`)."""
    distance = (np.asarray(forecasts, dtype=float) - np.asarray(outcomes, dtype=float)) ** 2
    return cluster_mean(distance, labels, scale=SHARE, **options)


class Bin(Frozen):
    """One bar of a reliability diagram."""

    low: float
    high: float
    """The bin's edges; it holds `low`, and `high` only if that is 1."""
    forecast: float | None
    """The mean forecast of its items; None where it is empty."""
    share: Estimate | None
    """How many of them came true, with Wilson's interval (Clopper and Pearson's for none and all), for independent
    items; None where it is empty."""


def reliability_diagram(forecasts: ArrayLike, outcomes: ArrayLike, bins: int = 10) -> list[Bin]:
    """Bins of equal width from 0 to 1, the empty ones included."""
    said, happened = _forecasts(forecasts, outcomes)
    places = _bin(said, bins)
    return [
        _bar(place / bins, (place + 1) / bins, said[places == place], happened[places == place])
        for place in range(bins)
    ]


def _bar(low: float, high: float, said: Floats, happened: Floats) -> Bin:
    if not len(said):
        return Bin(low=low, high=high, forecast=None, share=None)
    return Bin(low=low, high=high, forecast=float(said.mean()), share=proportion(int(happened.sum()), len(said)))


def _forecasts(forecasts: ArrayLike, outcomes: ArrayLike) -> tuple[Floats, Floats]:
    said, happened = np.asarray(forecasts, dtype=float), np.asarray(outcomes, dtype=float)
    known = np.isfinite(said)
    if said.shape != happened.shape or (said[known] < 0).any() or (said[known] > 1).any():
        raise ValueError("needs as many forecasts as outcomes, and forecasts in [0, 1]")
    if not np.isin(happened, (0, 1)).all():
        raise ValueError("outcomes must be 0 or 1")
    return said[known], happened[known]


def _bin(said: Floats, bins: int) -> Any:
    # 0.7 * 10 is 7.000000000000001 and 0.29 * 100 is 28.999999999999996: a forecast on an edge belongs above it.
    return np.minimum(np.floor(np.round(said * bins, 9)), bins - 1).astype(np.intp)


class Corrected(Frozen):
    """A mean of many judge scores, corrected by the few of them that humans scored too."""

    corrected: Measured
    """In units of the score; the interval has Student quantiles."""
    error: float
    """Its standard error."""
    human: Measured
    """The mean of the human scores alone, which needs no judge."""
    human_error: float

    @property
    def worth(self) -> float | None:
        """Width of the human interval by that of the corrected one: above 1 the judge helped. None without widths."""
        return self.human_error / self.error if self.error > 0 else None


def ppi_mean(
    unlabelled: ArrayLike,
    labelled: ArrayLike,
    human: ArrayLike,
    *,
    unlabelled_labels: ArrayLike | None = None,
    labelled_labels: ArrayLike | None = None,
    level: float = LEVEL,
) -> Corrected | None:
    """Prediction-powered mean: mean of `unlabelled` (N,) judge scores plus the mean of `human` - `labelled` (n,).

    Unbiased however bad the judge, if the labelled items are a random sample. The two sets are disjoint. With cluster
    labels of both (one naming: a task may have items in both), errors of one cluster add up before they are squared.
    None below two items on either side. Source: Angelopoulos et al., Science 382 (2023) 669."""
    many, few, truth = (np.asarray(values, dtype=float) for values in (unlabelled, labelled, human))
    if few.shape != truth.shape or (unlabelled_labels is None) != (labelled_labels is None):
        raise ValueError("needs a human score beside each labelled one, and cluster labels of both sets or neither")
    if min(len(many), len(few)) < 2:
        return None
    if unlabelled_labels is not None and labelled_labels is not None:
        names, others = np.asarray(unlabelled_labels), np.asarray(labelled_labels)
    else:
        names, others = np.arange(len(many)), len(many) + np.arange(len(few))
    parts = [(many, names), (truth - few, others)]
    clustered = unlabelled_labels is not None
    corrected, error = _sum_of_means(parts, clustered, level)
    alone, human_error = _sum_of_means([(truth, others)], clustered, level)
    return Corrected(corrected=corrected, error=error, human=alone, human_error=human_error)


def _sum_of_means(parts: list[tuple[Floats, Any]], clustered: bool, level: float) -> tuple[Measured, float]:
    from scipy.special import stdtrit

    value = float(sum(values.mean() for values, _ in parts))
    n = sum(len(values) for values, _ in parts)
    if clustered:
        moved = np.concatenate([(values - values.mean()) / len(values) for values, _ in parts])
        clusters = clusters_of(np.concatenate([names for _, names in parts]), n)
        k = clusters.size
        variance, free = float(np.sum(clusters.total(moved) ** 2)) * k / max(1, k - 1), float(k - 1)
    else:
        each = [float(values.var(ddof=1)) / len(values) for values, _ in parts]
        k, variance = n, sum(each)
        # Welch and Satterthwaite: the smaller and noisier set decides.
        square = sum(part**2 / (len(values) - 1) for part, (values, _) in zip(each, parts, strict=True))
        free = variance**2 / square if square > 0 else 1.0
    none = Measured(value=value, n=n, clusters=k)
    if clustered and k < FEWEST:
        return none.model_copy(update={"note": f"cannot decide ({k} of {FEWEST} clusters)"}), sqrt(variance)
    if variance <= 0:
        return none.model_copy(update={"note": "no interval (no variance)"}), 0.0
    half = float(stdtrit(free, 0.5 + level / 2)) * sqrt(variance)
    return none.model_copy(update={"low": value - half, "high": value + half, "method": "t"}), sqrt(variance)


def rogan_gladen(share: float, sensitivity: float, specificity: float) -> float | None:
    """The true share behind a share found by an imperfect test, clipped to [0, 1]; None for a test no better than a
    coin (sensitivity + specificity <= 1). Source: Rogan and Gladen, Am. J. Epidemiol. 107 (1978) 71."""
    skill = sensitivity + specificity - 1
    return min(1.0, max(0.0, (share + specificity - 1) / skill)) if skill > 0 else None


def corrected_share(
    found: tuple[int, int], caught: tuple[int, int], cleared: tuple[int, int], level: float = LEVEL
) -> Measured:
    """`rogan_gladen` from counts: `found` positives of all items, `caught` of the truly positive, `cleared` of the
    truly negative (of a second, known set), each (k, n), with an interval for the error of all three.

    Delta method on shares with z^2/2 or 1 of each kind added. After Lang and Reiczigel, Prev. Vet. Med. 113 (2014) 13.
    """
    from scipy.special import ndtri

    if not all(n > 0 and 0 <= k <= n for k, n in (found, caught, cleared)):
        raise ValueError("needs 0 <= k <= n and n > 0 three times")
    value = rogan_gladen(*(k / n for k, n in (found, caught, cleared)))
    z = float(ndtri(0.5 + level / 2))
    sizes = found[1] + z**2, caught[1] + 2.0, cleared[1] + 2.0
    share, hit, clear = (found[0] + z**2 / 2) / sizes[0], (caught[0] + 1) / sizes[1], (cleared[0] + 1) / sizes[2]
    skill = hit + clear - 1
    if value is None or skill <= 0:
        return undefined("undefined (a test no better than a coin)", found[1])
    middle = (share + clear - 1) / skill
    weights = 1.0, middle, 1 - middle
    variance = sum(w**2 * p * (1 - p) / n for w, p, n in zip(weights, (share, hit, clear), sizes, strict=True))
    shift = 2 * z**2 * (middle * hit * (1 - hit) / sizes[1] - (1 - middle) * clear * (1 - clear) / sizes[2])
    low, high = (middle + shift + sign * z * sqrt(variance) / skill for sign in (-1, 1))
    low, high = min(max(low, 0.0), value), max(min(high, 1.0), value)
    return Measured(value=value, low=low, high=high, n=found[1], clusters=found[1], method="delta")
