"""What sways a judge that compares two artifacts, other than which is better: place, length, and whose they are.

logit P(A wins) = theta_a - theta_b + beta * order + gamma * tanh(dlen / sd) + delta * self, by maximum likelihood with
errors by cluster (task). Each effect is in log-odds per unit of its covariate, and can be read as odds ratio and as
win-rate points between equals."""

from collections.abc import Mapping, Sequence
from math import exp, inf, log, tanh
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import FEWEST, Floats, clusters_of
from scoring.stats.intervals import LEVEL
from scoring.stats.logistic import TOLERANCE, Logistic, fit, row_space
from scoring.stats.measured import Measured
from scoring.stats.profile import profile_bound

ELO = 400 / log(10)
"""Elo points per unit of log-odds."""
ONE_SD = tanh(1.0)
"""The length covariate where A is longer by one SD."""

BETWEEN = "\x1f"
"""Between two names: numpy's texts lose a NUL at their end."""
UNBOUNDED = "no finite estimate: every choice that could bound it went the same way"


class Choices(NamedTuple):
    """Choices of a judge between artifacts A and B, one per row. Which of the two is called A changes nothing."""

    won: ArrayLike
    """(n,): 1 where A won, 0 where B did, .5 for a tie, nan where the judge abstained."""
    order: ArrayLike | None = None
    """(n,): +1 where the judge saw A first, -1 where second."""
    labels: ArrayLike | None = None
    """(n,): the cluster (task); None takes the choices to be independent."""
    a: ArrayLike | None = None
    """(n,): the agent of A; None leaves the strengths out, for artifacts of known quality."""
    b: ArrayLike | None = None
    length: ArrayLike | None = None
    """(n,): length of A minus length of B, in any unit."""
    own: ArrayLike | None = None
    """(n,): 1[judge of A's family] - 1[judge of B's family]."""
    gold: ArrayLike | None = None
    """(n,): quality of A minus quality of B, where it is known: a covariate in place of the agents."""


class Ends(NamedTuple):
    """A figure and its interval on another scale; None where it has none."""

    value: float | None
    low: float | None
    high: float | None


class Effect(Measured):
    """A coefficient in log-odds, positive in A's favour."""

    model_error: float | None = None
    """Standard error if all choices were independent draws from the model; too large where ties are halves."""
    robust_error: float | None = None
    """Standard error by cluster (CR2)."""
    degrees: float | None = None
    """Degrees of freedom of the interval; None where it is normal or there is none."""

    def odds_ratio(self) -> Ends:
        """exp(coefficient), for one unit of the covariate. First place against second is two units of `order`."""
        return Ends(*(None if x is None else exp(x) for x in (self.value, self.low, self.high)))

    def win_points(self, unit: float = 1.0) -> Ends:
        """Percentage points above 50 at which A wins against its equal, with the covariate at `unit` (`ONE_SD` for
        length)."""
        ends = (self.value, self.low, self.high)
        return Ends(*(None if x is None else 100 * (win_rate(x * unit) - 0.5) for x in ends))


class BiasFit(Frozen):
    """The model fitted. An effect without a value says in its note why."""

    effects: Mapping[str, Effect]
    """Those there were data for, of `position`, `length`, `self` and `gold`."""
    strengths: Mapping[str, Effect]
    """Of each agent, from the mean of all; empty without agents."""
    length_sd: float | None
    """The unit of length: root mean square of the differences. None without lengths."""
    n: int
    """Choices that were used."""
    abstained: int
    ties: int
    clusters: int


def win_rate(odds: float) -> float:
    """The probability for log-odds."""
    return 0.5 * (1 + tanh(odds / 2))


def fit_bias(
    choices: Choices, *, ties: Literal["half", "drop"] = "half", length_sd: float | None = None, level: float = LEVEL
) -> BiasFit:
    """Fit the model to choices; without labels model-based errors, with them CR2 and Student quantiles from 6 clusters.

    A tie is half a win for each, or dropped. An effect is `not identified` unless its covariate varies *within* pairs
    of agents: were it constant there, strengths could take its place, and only the assumption that strengths add up (or
    the bend of tanh) would tell them apart. A strength is not identified if such a covariate can take its place. With
    `gold` in place of agents the whole design counts. An effect whose estimate is infinite has a bound on the other
    side (`profile.profile_bound`), if any. Raises ValueError for a choice that was made but lacks a covariate.

    Sources: Bradley and Terry, Biometrika 39 (1952) 324; for the form Dubois et al., arXiv 2404.04475 (2024)."""
    won = np.asarray(choices.won, dtype=float)
    used = np.isfinite(won) & ((won != 0.5) | (ties == "half"))
    parts = {name: np.asarray(part) for name, part in choices._asdict().items() if part is not None}
    if unlike := [f"{len(part)} of {name}" for name, part in parts.items() if part.shape != won.shape]:
        raise ValueError(f"{len(won)} choices need as many of all else, not {', '.join(unlike)}")
    data = Choices(**{name: part[used] for name, part in parts.items()})
    covariates, sd = _covariates(data, length_sd)
    outcome = np.asarray(data.won, dtype=float)
    names, strengths = _strengths(data, len(outcome))
    design = np.column_stack([strengths, *covariates.values()])
    found = fit(design, outcome, data.labels)
    confused = _confused(data, list(covariates.values()), names)
    m, width = len(names), design.shape[1]
    units = np.eye(width)
    clusters = clusters_of(data.labels, len(outcome)).size

    def effect(contrast: Floats, unidentified: bool) -> Effect:
        if unidentified or found.status(contrast) == "not identified":
            return Effect(n=len(outcome), clusters=clusters, note="not identified")
        if found.status(contrast) == "separated":
            none = Effect(n=len(outcome), clusters=clusters, note=UNBOUNDED)
            few = data.labels is not None and clusters < FEWEST
            return none if few else _bounded(none, *profile_bound(design, outcome, contrast, level))
        return _estimated(found, contrast, len(outcome), data.labels is not None, level)

    return BiasFit(
        effects={
            name: effect(units[m + place], bool(confused.covariates[place])) for place, name in enumerate(covariates)
        },
        strengths={
            name: effect(units[place] - units[:m].mean(axis=0), name in confused.agents)
            for place, name in enumerate(names)
        },
        length_sd=sd,
        n=len(outcome),
        abstained=int(np.isnan(won).sum()),
        ties=int((won == 0.5).sum()),
        clusters=clusters,
    )


def bradley_terry(
    won: ArrayLike, a: ArrayLike, b: ArrayLike, labels: ArrayLike | None = None, **options: Any
) -> Mapping[str, Effect]:
    """Strengths of agents in log-odds around their mean (times `ELO` in Elo points), without any covariate."""
    return fit_bias(Choices(won, labels=labels, a=a, b=b), **options).strengths


def _covariates(data: Choices, length_sd: float | None) -> tuple[dict[str, Floats], float | None]:
    found: dict[str, Floats] = {}
    sd = None
    if data.order is not None:
        found["position"] = np.asarray(data.order, dtype=float)
        if not np.isin(found["position"], (-1, 1)).all():
            raise ValueError("order must be +1 (A first) or -1")
    if data.length is not None:
        length = np.asarray(data.length, dtype=float)
        # Around 0, not around the mean: which artifact is called A is arbitrary.
        sd = length_sd or (float(np.sqrt(np.mean(length**2))) if len(length) else 0.0) or 1.0
        found["length"] = np.tanh(length / sd)
    for name, values in (("self", data.own), ("gold", data.gold)):
        if values is not None:
            found[name] = np.asarray(values, dtype=float)
    if unknown := [name for name, values in found.items() if not np.isfinite(values).all()]:
        raise ValueError(f"a choice without its covariate cannot be used: {', '.join(unknown)}")
    return found, sd


def _strengths(data: Choices, n: int) -> tuple[list[str], Floats]:
    """The agents' names and their columns: +1 for the agent of A, -1 for that of B."""
    if data.a is None or data.b is None:
        return [], np.zeros((n, 0))
    names, codes = np.unique(np.stack([np.asarray(data.a), np.asarray(data.b)]), return_inverse=True)
    columns = np.eye(len(names))[codes.reshape(2, n)]
    return [str(name) for name in names], columns[0] - columns[1]


class _Confused(NamedTuple):
    covariates: NDArray[np.bool_]
    agents: frozenset[str]


def _confused(data: Choices, covariates: Sequence[Floats], names: list[str]) -> _Confused:
    """What is not identified where each pair of agents may have any win rate of its own."""
    count = len(covariates)
    if not names:
        return _Confused(np.zeros(count, dtype=bool), frozenset())
    sides = np.stack([np.asarray(data.a), np.asarray(data.b)]).astype(str)
    low, high = np.sort(sides, axis=0)
    pairs = clusters_of(np.char.add(np.char.add(low, BETWEEN), high), len(low))
    sign = np.where(sides[0] == sides[1], 0.0, np.where(sides[0] == low, 1.0, -1.0))
    own = sign[:, None] * np.eye(pairs.size)[pairs.codes]
    _, free = row_space(np.column_stack([own, *covariates]))
    # A pair's column is left open by itself only where an agent meets itself; that column says nothing of anyone.
    free = free[:, np.abs(free[pairs.size :]).max(axis=0, initial=0.0) > TOLERANCE]
    open_rows = np.abs(free).max(axis=1, initial=0.0) > TOLERANCE
    touched = open_rows[: pairs.size][pairs.codes] & (sign != 0)
    return _Confused(open_rows[pairs.size :], frozenset(sides[:, touched].ravel().tolist()))


def _bounded(none: Effect, low: float | None, high: float | None) -> Effect:
    if low is None and high is None:
        return none
    note = f"{none.note}; bounded on one side, as if choices were independent"
    return none.model_copy(update={"low": low, "high": high, "method": "profile", "note": note})


def _estimated(found: Logistic, contrast: Floats, n: int, clustered: bool, level: float) -> Effect:
    from scipy.special import stdtrit

    errors, value = found.errors(contrast), found.value(contrast)
    clusters = found.clusters if clustered else n
    robust = errors.robust if clustered and clusters > 1 else None
    effect = Effect(value=value, n=n, clusters=clusters, model_error=errors.model, robust_error=robust)
    if clustered and clusters < FEWEST:
        return effect.model_copy(update={"note": f"cannot decide ({clusters} of {FEWEST} clusters)"})
    error, degrees = (errors.robust, errors.free) if clustered else (errors.model, inf)
    if not error > 0 or not degrees > 0:
        return effect.model_copy(update={"note": "no interval (no variance between clusters)"})
    half = float(stdtrit(degrees, 0.5 + level / 2)) * error
    ends: dict[str, Any] = {"low": value - half, "high": value + half, "method": "t"}
    return effect.model_copy(update=ends | {"degrees": degrees if clustered else None})
