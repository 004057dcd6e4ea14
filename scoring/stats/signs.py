"""Tests and intervals for few clusters by flipping the signs of their differences: exact, without normality."""

import numpy as np
from numpy.typing import ArrayLike

from scoring.stats.bootstrap import FEWEST, SEED, Floats
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured


def sign_flip(values: ArrayLike, *, draws: int = 9999, seed: int = SEED) -> float | None:
    """Two-sided p of "the differences of clusters (k,) are symmetric about 0", by flipping their signs; None below 6.

    All 2^k flips up to 16 clusters, else `draws` random ones and the one observed. Source: Fisher, The Design of
    Experiments (1935), section 21; for random flips Phipson and Smyth, SAGMB 9 (2010) 39."""
    numbers = np.asarray(values, dtype=float)
    k = len(numbers)
    if k < FEWEST:
        return None
    exact = k <= 16
    signs = _all_signs(k) if exact else np.random.default_rng(seed).choice((-1.0, 1.0), (draws, k))
    size = np.abs(numbers).sum()
    as_large = int(np.sum(np.abs(signs @ numbers) >= abs(numbers.sum()) - 1e-12 * size))
    return as_large / len(signs) if exact else (as_large + 1) / (draws + 1)


def sign_flip_interval(values: ArrayLike, level: float = LEVEL) -> Measured:
    """The mean of 6 to 16 clusters with the means the sign-flip test does not reject, exactly of its level or above it
    where clusters are symmetric: order statistics of the means of all subsets. Source: Hartigan, JASA 64 (1969) 1303.
    """
    numbers = np.asarray(values, dtype=float)
    k = len(numbers)
    if k > 16:
        raise ValueError(f"{k} clusters have too many subsets: take a bootstrap")
    none = Measured(value=float(numbers.mean()) if k else None, n=k, clusters=k)
    rank = int((1 - level) / 2 * 2**k)
    if k < FEWEST or rank < 1:
        return none.model_copy(update={"note": f"cannot decide ({k} clusters)"})
    members = (_all_signs(k)[1:] + 1) / 2
    means = np.sort(members @ numbers / members.sum(axis=1))
    return none.model_copy(update={"low": float(means[rank - 1]), "high": float(means[-rank]), "method": "sign-flip"})


def _all_signs(k: int) -> Floats:
    """Every row of k signs, all minus first: (2^k, k)."""
    return np.where(np.arange(2**k)[:, None] >> np.arange(k) & 1, 1.0, -1.0)
