"""How wrong a channel is where truth is known: at a threshold, over its whole range, and about who is the better agent.

An item is one artifact. Outcomes (items,) are 1 or 0 (or booleans), nan where nobody knows; scores and gold (items,)
are nan where the channel abstained. An item with such a gap is left out. `labels` names the cluster (task) of each
item; without it the items are taken to be independent. For the area under the ROC curve, and for what errors in the
truth do to it, see `ranking`."""

from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sandboxes.spec import Frozen
from scoring.stats.bootstrap import SHARE, Clusters, Floats, Statistic, cluster_interval, clusters_of, divide, share
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import Measured, undefined
from scoring.stats.ranking import AT_ONCE

NONE_PASSED = "undefined (nothing passed)"
NONE_FAILED = "undefined (nothing failed)"
NO_PAIR = "undefined (no two agents of different gold on common tasks)"
NO_ORDER = "undefined (no order on common tasks: all agents tie)"
SAME = "no interval (the same in every draw of tasks)"


class Threshold(Frozen):
    """A score read as a verdict: pass at `threshold` or above. Each share has its own items, and its own clusters."""

    threshold: float
    ppv: Measured
    """Of what was let through, how much truly passed."""
    fpr: Measured
    """Of what truly failed, how much was let through."""
    tpr: Measured
    """Of what truly passed, how much was let through."""
    false_omission: Measured
    """Of what was held back, how much truly passed."""


def at_threshold(
    scores: ArrayLike, passed: ArrayLike, threshold: float, labels: ArrayLike | None = None, **options: Any
) -> Threshold:
    """The four shares of a verdict "score >= threshold" against the truth, each a `bootstrap.share`.

    The threshold must be set before the data are seen: the best of many is best partly by luck. PPV and false omission
    depend on how many of the items passed; the other two do not."""
    score, truth = _columns(scores, _outcomes(passed))
    through = np.where(np.isnan(score), np.nan, score >= threshold)

    def part(hits: Floats, within: Floats, missing: str) -> Measured:
        return _share_of(hits, within, labels, missing, **options)

    return Threshold(
        threshold=threshold,
        ppv=part(truth, through, "undefined (no score reaches the threshold)"),
        fpr=part(through, 1 - truth, NONE_FAILED),
        tpr=part(through, truth, NONE_PASSED),
        false_omission=part(truth, 1 - through, "undefined (all scores reach the threshold)"),
    )


def error_of_verified(
    reward_passed: ArrayLike, oracle_passed: ArrayLike, labels: ArrayLike | None = None, **options: Any
) -> Measured:
    """P(oracle fails | reward passes): the error of the verified channel itself, against a suite that is no reward.

    None of n has Clopper and Pearson's upper bound, with the clusters as units (`bootstrap.share`)."""
    reward, oracle = _columns(_outcomes(reward_passed), _outcomes(oracle_passed))
    return _share_of(1 - oracle, reward, labels, NONE_PASSED, **options)


class CheckAgreement(Frozen):
    """One property that a judge and a constraint check both decide: satisfied or not."""

    both: int
    """Items of which both say that it is satisfied."""
    judge_only: int
    """Judge: satisfied; check: not."""
    check_only: int
    """Check: satisfied; judge: not."""
    neither: int
    passed_over: Measured
    """Of the items that fail the check, how often the judge says satisfied."""
    made_up: Measured
    """Of the items that satisfy the check, how often the judge says they do not."""


def agreement_of_check(
    judge_says: ArrayLike, check_says: ArrayLike, labels: ArrayLike | None = None, **options: Any
) -> CheckAgreement:
    """The confusion matrix of a property's two verdicts, and how often the judge misses a failure or sees one that is
    none (each a `bootstrap.share`). The check is the truth here: use it for properties that a program can decide."""
    judge, check = _columns(_outcomes(judge_says), _outcomes(check_says))

    def count(said: int, held: int) -> int:
        return int(np.sum((judge == said) & (check == held)))

    return CheckAgreement(
        both=count(1, 1),
        judge_only=count(1, 0),
        check_only=count(0, 1),
        neither=count(0, 0),
        passed_over=_share_of(judge, 1 - check, labels, NONE_FAILED, **options),
        made_up=_share_of(1 - judge, check, labels, NONE_PASSED, **options),
    )


def auprc(scores: ArrayLike, passed: ArrayLike, labels: ArrayLike | None = None, **options: Any) -> Measured:
    """Average precision: the mean, over the passes, of the share of passes among all that scored as high or higher.

    Equal scores enter together: one threshold takes all of them. A score that says nothing has the share of passes, not
    1/2: print that beside it. The interval is `bootstrap.cluster_interval`'s.

    Source: Boyd, Eng and Page, ECML PKDD (2013) 451, where it is the sum without interpolation between thresholds."""
    score, truth = _columns(scores, _outcomes(passed))
    known = np.isfinite(score) & np.isfinite(truth)
    clusters = clusters_of(labels, len(score), known)
    statistic = _precision(score[known], truth[known], clusters)
    return cluster_interval(statistic, clusters.size, int(known.sum()), scale=SHARE, missing=NONE_PASSED, **options)


def _precision(scores: Floats, passed: Floats, clusters: Clusters) -> Statistic:
    order = np.argsort(-scores, kind="stable")
    codes, passes = clusters.codes[order], passed[order]
    # The last row of each run of equal scores.
    ends = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True)) if len(order) else np.zeros(0, dtype=np.intp)

    def some(counts: Floats) -> Floats:
        drawn = counts[:, codes]
        seen, good = np.cumsum(drawn, axis=1)[:, ends], np.cumsum(drawn * passes, axis=1)[:, ends]
        gained = np.diff(good, axis=1, prepend=0.0)
        precision = divide(good, seen)
        return divide((gained * np.where(seen > 0, precision, 0.0)).sum(axis=1), good[:, -1])

    def statistic(counts: Floats) -> Floats:
        rows = max(1, AT_ONCE // max(1, len(order)))
        return np.concatenate([some(counts[start : start + rows]) for start in range(0, len(counts), rows)])

    return statistic


def wrong_winner(
    scores: ArrayLike,
    gold: ArrayLike,
    agents: ArrayLike,
    tasks: ArrayLike,
    labels: ArrayLike | None = None,
    **options: Any,
) -> Measured:
    """The share of pairs of agents of which the channel puts the truly worse one above; a tie of its is half wrong.

    Of each pair only the tasks that both have count, each by the mean of its attempts; pairs with the same gold there
    are left out. `n` is the number of pairs, the clusters are tasks, or the wider `labels`. For the interval see
    `_of_orders`."""
    sides = _sides(scores, gold, agents, tasks, labels)

    def rate(above: Floats, better: Floats) -> Floats:
        return divide((np.abs(better) - above * better).sum(axis=1) / 2, np.abs(better).sum(axis=1))

    pairs = int(np.sum(np.abs(sides.gold.sum(axis=0)) > sides.tiny[1]))
    return _of_orders(rate, sides, pairs, NO_PAIR, **options)


def kendall_tau(
    scores: ArrayLike,
    gold: ArrayLike,
    agents: ArrayLike,
    tasks: ArrayLike,
    labels: ArrayLike | None = None,
    **options: Any,
) -> Measured:
    """Kendall's tau-b of the two leaderboards, by the channel and by gold: 1 the same order, -1 the reverse.

    Agents are compared pair by pair on the tasks both have, each by the mean of its attempts: for agents with the same
    tasks this is tau-b of their means. `n` is the number of pairs that met. For the interval see `_of_orders`.

    Source: Kendall, Biometrika 33 (1945) 239."""
    sides = _sides(scores, gold, agents, tasks, labels)

    def tau(above: Floats, better: Floats) -> Floats:
        untied = np.abs(above).sum(axis=1) * np.abs(better).sum(axis=1)
        return divide((above * better).sum(axis=1), np.sqrt(untied))

    return _of_orders(tau, sides, sides.met, NO_ORDER, **options)


class _Sides(NamedTuple):
    """Of each cluster and pair of agents, by how much the first is above the second: sums over their common tasks."""

    channel: Floats
    """(clusters, pairs)"""
    gold: Floats
    """(clusters, pairs)"""
    tiny: tuple[float, float]
    """A sum of no more than this is a tie, of `channel` and of `gold`."""
    met: int
    """How many pairs have a common task."""


def _sides(scores: ArrayLike, gold: ArrayLike, agents: ArrayLike, tasks: ArrayLike, labels: ArrayLike | None) -> _Sides:
    score, truth = _columns(scores, gold)
    known = np.isfinite(score) & np.isfinite(truth)
    agent, task = clusters_of(agents, len(score), known), clusters_of(tasks, len(score), known)
    top = clusters_of(tasks if labels is None else labels, len(score), known)
    cell = Clusters(task.codes * agent.size + agent.codes, task.size * agent.size)
    sizes = cell.total(np.ones(len(cell.codes))).reshape(task.size, agent.size)
    # A task that only one agent has compares nobody, and is no cluster.
    useful = (sizes > 0).sum(axis=1) > 1
    first = np.zeros(task.size, dtype=np.intp)
    first[task.codes] = top.codes
    groups = clusters_of(first[useful], int(useful.sum()))
    pairs = np.array(list(combinations(range(agent.size), 2)), dtype=np.intp).reshape(-1, 2)

    def apart(values: Floats) -> tuple[Floats, float]:
        means = divide(cell.total(values).reshape(sizes.shape), sizes)[useful]
        # Means of the same points in another order may differ in their last digits.
        tiny = 1e-12 * max(1, task.size) * float(np.max(np.abs(values), initial=0.0))
        return groups.total(np.nan_to_num(means[:, pairs[:, 0]] - means[:, pairs[:, 1]])), tiny

    (channel, least), (true, smallest) = apart(score[known]), apart(truth[known])
    both = (sizes[:, pairs[:, 0]] > 0) & (sizes[:, pairs[:, 1]] > 0)
    return _Sides(channel, true, (least, smallest), int(both.any(axis=0).sum()))


def _of_orders(
    rule: Callable[[Floats, Floats], Floats],
    sides: _Sides,
    n: int,
    missing: str,
    *,
    level: float = LEVEL,
    **options: Any,
) -> Measured:
    """A statistic of the signs (draws, pairs) of who is above whom, by the channel and by gold.

    Orders jump, so neither the jackknife nor BCa holds. The interval is one of percentiles over draws of tasks, from 6
    tasks up, as much further out as Student quantiles are than normal ones. It is meant for leaderboards over as many
    tasks as there are: agents that are near equal come in some order on so few, in the channel and in gold, and the
    more tasks there are the less so. Over 6 to 20 simulated tasks it held their mean 96 to 100 times of 100 for five
    agents and for ten, and 83 to 97 times for two and three, whose statistic has few values. The order over endless
    tasks it held 90 times and more where most agents were apart; where all were near equal, 70 to 76 times over 8 and
    20 tasks. There is none where no draw differs: that proves no order.

    Source: Hesterberg, Am. Stat. 69 (2015) 371 (wider percentiles)."""
    if n == 0:
        return undefined(missing)
    clusters = len(sides.channel)

    def signs(sums: Floats, tiny: float) -> Floats:
        return np.where(np.abs(sums) > tiny, np.sign(sums), 0.0)

    def statistic(counts: Floats) -> Floats:
        return rule(signs(counts @ sides.channel, sides.tiny[0]), signs(counts @ sides.gold, sides.tiny[1]))

    wide = _wider(level, clusters)
    found = cluster_interval(statistic, clusters, n, level=wide, method="percentile", missing=missing, **options)
    if found.low is None or found.high is None or found.value is None:
        return found.model_copy(update={"note": SAME}) if "no variance" in found.note else found
    # Draws mix agents up, and their percentiles may lie beside the value.
    return found.model_copy(update={"low": min(found.low, found.value), "high": max(found.high, found.value)})


def _wider(level: float, clusters: int) -> float:
    """The level at which normal quantiles are where Student's are at `level`, and n / (n - 1) in the variance."""
    from scipy.special import ndtr, stdtrit

    k = max(2, clusters)
    far = float(stdtrit(k - 1, 0.5 + level / 2)) * np.sqrt(k / (k - 1))
    return float(2 * ndtr(far) - 1)


def _outcomes(values: ArrayLike) -> Floats:
    """Outcomes (items,) as 1, 0 or nan. Raises ValueError for anything else."""
    found = np.asarray(values, dtype=float)
    if not np.isin(found[~np.isnan(found)], (0, 1)).all():
        raise ValueError("outcomes must be 0 or 1, or nan where nobody knows")
    return found


def _columns(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats]:
    """Two columns (items,), nan in both where either has none. Raises ValueError where their lengths differ, and for an
    infinite score."""
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(f"needs two columns of one length, not {one.shape} and {other.shape}")
    if np.isinf(one).any() or np.isinf(other).any():
        raise ValueError("an infinite score is no score")
    unknown = np.isnan(one) | np.isnan(other)
    return np.where(unknown, np.nan, one), np.where(unknown, np.nan, other)


def _share_of(hits: Floats, within: Floats, labels: ArrayLike | None, missing: str, **options: Any) -> Measured:
    """The share of hits (items,) among the items of which `within` is 1."""
    if not (within == 1).any():
        return undefined(missing)
    return share(np.where(within == 1, hits, np.nan), labels, **options)
