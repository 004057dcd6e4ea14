"""Logistic regression by maximum likelihood, honest about what the data do not determine.

A combination of coefficients is *not identified* where the design alone leaves it open (columns that say the same),
and *separated* where the outcomes drive it to infinity (every choice in one state went the same way). What is left is
estimated: choices that are certain in the limit are set aside, and the others determine the rest. Source: Geyer,
Electron. J. Statist. 3 (2009) 259."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.stats.bootstrap import Clusters, Floats, clusters_of

Status = Literal["estimated", "not identified", "separated"]
TOLERANCE = 1e-7
CERTAIN = 12.0
"""Log-odds beyond which an estimate may be on its way to infinity, and is looked into."""

FARTHEST_STEP = 6.0
"""Log-odds by which one step of Newton's may move a row."""


class Errors(NamedTuple):
    """Standard errors of a combination of coefficients."""

    model: float
    """As if each outcome were an independent draw from the model."""
    robust: float
    """By cluster, corrected for few of them (CR2); nan where there is one cluster."""
    free: float
    """Degrees of freedom of `robust`."""


@dataclass(frozen=True, eq=False)
class Logistic:
    """A fit. Coefficients are `basis @ inner`, up to what is not determined."""

    basis: Floats
    """(p, r), r the rank of the design among the rows that are not certain."""
    inner: Floats
    """(r,)"""
    open_by_design: Floats
    """(p, q): directions in which the coefficients may be moved without changing any probability."""
    open_by_outcome: Floats
    """(p, q'): the same, for probabilities of rows that are not certain."""
    uncertain: NDArray[np.bool_]
    """(n,): rows whose fitted probability is neither 0 nor 1."""
    bread: Floats
    """(r, r): inverse information of `inner`."""
    log_likelihood: float
    """Its supremum."""
    clusters: int
    """How many clusters have uncertain rows."""
    meat: Floats
    """(k, r): the corrected scores of each cluster."""
    leverage: Floats
    """(k, r, r): information of each cluster, between roots of the bread."""

    def status(self, contrast: ArrayLike) -> Status:
        """Whether a combination (p,) of coefficients can be estimated, and if not, why."""
        wanted = np.asarray(contrast, dtype=float)
        limit = TOLERANCE * float(np.abs(wanted).max(initial=1.0))
        if np.abs(wanted @ self.open_by_design).max(initial=0.0) > limit:
            return "not identified"
        return "separated" if np.abs(wanted @ self.open_by_outcome).max(initial=0.0) > limit else "estimated"

    def value(self, contrast: ArrayLike) -> float:
        """The estimate of a combination whose status is `estimated`."""
        return float(np.asarray(contrast, dtype=float) @ self.basis @ self.inner)

    def errors(self, contrast: ArrayLike) -> Errors:
        """Standard errors of the same. CR2 with the degrees of freedom of Bell and McCaffrey, Surv. Methodol. 28
        (2002) 169, as in Pustejovsky and Tipton, JBES 36 (2018) 672."""
        wanted = np.asarray(contrast, dtype=float) @ self.basis
        model = float(np.sqrt(np.maximum(wanted @ self.bread @ wanted, 0.0)))
        if self.clusters < 2:
            return Errors(model, float("nan"), 0.0)
        robust = float(np.sqrt(np.sum((self.meat @ self.bread @ wanted) ** 2)))
        return Errors(model, robust, self._degrees(wanted))

    def _degrees(self, wanted: Floats) -> float:
        root = _power(self.bread, 0.5)
        share, axes = np.linalg.eigh(self.leverage)
        rest = 1 - share
        inverse = np.where(rest > TOLERANCE, 1 / np.where(rest > TOLERANCE, rest, 1), 0.0)
        along = np.einsum("krs,r->ks", axes, root @ wanted)
        own = (along**2 * share * inverse).sum(axis=1)
        across = np.einsum("krs,ks->kr", axes, along * share * np.sqrt(inverse))
        # Trace and squares of diag(own) - across @ across.T, which has a row for every cluster.
        length = (across**2).sum(axis=1)
        square = float(np.sum(own**2 - 2 * own * length) + np.sum((across.T @ across) ** 2))
        return float((own - length).sum() ** 2 / square) if square > 0 else float("nan")


def fit(design: ArrayLike, outcomes: ArrayLike, labels: ArrayLike | None = None) -> Logistic:
    """Fit P(outcome) = 1 / (1 + exp(-design @ coefficients)); design (n, p), outcomes (n,) in [0, 1], clusters (n,).

    An outcome of 1/2 is half of either: coefficients then describe the mean outcome, and only robust errors are right.
    """
    columns, outcome = np.asarray(design, dtype=float), np.asarray(outcomes, dtype=float)
    if columns.ndim != 2 or outcome.shape != columns.shape[:1] or not ((outcome >= 0) & (outcome <= 1)).all():
        raise ValueError("needs a design (n, p) and n outcomes in [0, 1]")
    basis, open_by_design = row_space(columns)
    uncertain, kept, open_by_outcome = np.ones(len(outcome), dtype=bool), basis, open_by_design
    while True:
        inner = newton(columns[uncertain] @ kept, outcome[uncertain])
        if _finite(columns[uncertain] @ kept, outcome[uncertain], inner):
            break
        certain = _certain(columns[uncertain] @ kept, outcome[uncertain])
        if not certain.any():
            break
        uncertain[np.flatnonzero(uncertain)[certain]] = False
        kept, open_by_outcome = row_space(columns[uncertain])
    rows = columns[uncertain] @ kept
    clusters = clusters_of(None if labels is None else np.asarray(labels)[uncertain], len(rows))
    bread, meat, leverage = _sandwich(rows, outcome[uncertain], inner, clusters)
    return Logistic(
        basis=kept,
        inner=inner,
        open_by_design=open_by_design,
        open_by_outcome=open_by_outcome,
        uncertain=uncertain,
        bread=bread,
        log_likelihood=log_likelihood(rows @ inner, outcome[uncertain]),
        clusters=clusters.size,
        meat=meat,
        leverage=leverage,
    )


def row_space(columns: Floats) -> tuple[Floats, Floats]:
    """Combinations of coefficients that a design (n, p) determines, (p, r), and those it leaves open, (p, p - r)."""
    if len(columns) == 0:
        return np.zeros((columns.shape[1], 0)), np.eye(columns.shape[1])
    # Columns of one size, so that a covariate in other units is not taken for one that is nearly constant.
    size = np.sqrt((columns**2).mean(axis=0))
    scale = np.where(size > 0, size, 1.0)
    _, values, rows = np.linalg.svd(np.linalg.qr(columns / scale, mode="r"))
    rank = int(np.sum(values > TOLERANCE * max(1.0, float(values.max(initial=0.0)))))
    return rows[:rank].T / scale[:, None], np.linalg.qr(rows[rank:].T / scale[:, None])[0]


def log_likelihood(odds: Floats, outcomes: Floats) -> float:
    """Of log-odds (n,) given outcomes (n,)."""
    return float(outcomes @ odds - np.logaddexp(0.0, odds).sum())


def newton(rows: Floats, outcomes: Floats, offset: Floats | float = 0.0, steps: int = 60) -> Floats:
    """The coefficients (r,) of greatest likelihood, or after `steps` how far they got on their way to infinity."""
    inner = np.zeros(rows.shape[1])
    best = log_likelihood(rows @ inner + offset, outcomes)
    for _ in range(steps):
        share = _logistic(rows @ inner + offset)
        information = (rows * (share * (1 - share))[:, None]).T @ rows
        step = np.linalg.lstsq(information, rows.T @ (outcomes - share), rcond=1e-14)[0]
        # Where all is nearly certain the information is nearly 0, and its step goes anywhere.
        step /= max(1.0, float(np.abs(rows @ step).max(initial=0.0)) / FARTHEST_STEP)
        reached = log_likelihood(rows @ (inner + step) + offset, outcomes)
        while reached < best - 1e-9 * abs(best) and np.abs(step).max() > 1e-12:
            step = step / 2
            reached = log_likelihood(rows @ (inner + step) + offset, outcomes)
        inner, gain, best = inner + step, reached - best, reached
        if np.abs(rows @ step).max(initial=0.0) < 1e-8 or (gain < 1e-12 and np.abs(rows @ inner).max() > 2 * CERTAIN):
            break
    return inner


def _logistic(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))


def _finite(rows: Floats, outcomes: Floats, inner: Floats) -> bool:
    odds = rows @ inner
    settled = np.abs(rows.T @ (outcomes - _logistic(odds))).max(initial=0.0) < 1e-4
    return bool(settled and np.abs(odds).max(initial=0.0) < CERTAIN)


def _certain(rows: Floats, outcomes: Floats) -> NDArray[np.bool_]:
    """Rows whose probability goes to their outcome along a direction in which no row's goes away from its own.

    A linear program finds such a direction for as many rows as there are (n,). Source: Konis, Linear programming
    algorithms for detecting separated data in binary logistic regression models (thesis, Oxford, 2007)."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, eye_array, hstack

    whole = np.isin(outcomes, (0.0, 1.0))
    towards = (rows * (2 * outcomes - 1)[:, None])[whole]
    halves, n, rank = rows[~whole], len(towards), rows.shape[1]
    if n == 0 or rank == 0:
        return np.zeros(len(rows), dtype=bool)
    found = linprog(
        np.concatenate([np.zeros(rank), -np.ones(n)]),
        A_ub=hstack([csr_array(-towards), eye_array(n)], format="csr"),
        b_ub=np.zeros(n),
        A_eq=np.hstack([halves, np.zeros((len(halves), n))]) if len(halves) else None,
        b_eq=np.zeros(len(halves)) if len(halves) else None,
        bounds=[(-1e4, 1e4)] * rank + [(0, 1)] * n,
    )
    certain = np.zeros(len(rows), dtype=bool)
    if found.status == 0:
        certain[np.flatnonzero(whole)] = np.asarray(found.x)[rank:] > 1e-3
    return certain


def _sandwich(rows: Floats, outcomes: Floats, inner: Floats, clusters: Clusters) -> tuple[Floats, Floats, Floats]:
    rank = rows.shape[1]
    share = _logistic(rows @ inner)
    weighted = rows * (share * (1 - share))[:, None]
    bread: Floats = np.asarray(np.linalg.pinv(weighted.T @ rows, hermitian=True), dtype=float)
    root, back = _power(bread, 0.5), _power(bread, -0.5)
    products = (weighted[:, :, None] * rows[:, None, :]).reshape(len(rows), rank * rank)
    leverage = root @ clusters.total(products).reshape(clusters.size, rank, rank) @ root
    values, axes = np.linalg.eigh(leverage)
    rest = 1 - values
    # Where a cluster alone determines a direction, its scores there are 0 and say nothing.
    stretch = np.where(rest > TOLERANCE, 1 / np.sqrt(np.where(rest > TOLERANCE, rest, 1)), 0.0)
    scores = clusters.total(rows * (outcomes - share)[:, None]) @ root
    turned = np.einsum("krs,kr->ks", axes, scores) * stretch
    return bread, np.einsum("krs,ks->kr", axes, turned) @ back, leverage


def _power(matrix: Floats, power: float) -> Floats:
    values, axes = np.linalg.eigh(matrix)
    return np.asarray((axes * values**power) @ axes.T)
