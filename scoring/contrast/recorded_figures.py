"""What each row of the card says of one judge on recorded pairs, and of several judges together."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from scoring.contrast.figures import Figure, Unit, empty, scaled
from scoring.contrast.sheet import Names
from scoring.judge.calibrate import distinct, mean_of_orders, won
from scoring.judge.labelled import PairLabel, PairVerdict
from scoring.stats.agreement import alpha
from scoring.stats.bootstrap import FEWEST, Floats, share
from scoring.stats.information import mutual_information
from scoring.stats.measured import Measured
from scoring.stats.panel import effective_votes, errors_of
from scoring.stats.power import pairs_needed
from scoring.stats.reliability import flipping
from scoring.stats.selection import FEWEST_TASKS

FEW, ENOUGH = 30, 50
"""Least pairs for a rate, and for what is compared between judges."""
PERMUTATIONS = 300
BACKWARDS = "Wrong more often than right: it says this much only to one who reads it the other way round."

METHODS = {
    "retest": "Share of pairs on which the verdict changes when the two texts change places, of those judged in both "
    "orders. Beside it, how many of these went with the place shown first.",
    "agreement": "Krippendorff's alpha (nominal) of what the judges said with the texts in their own order; "
    "independent votes by the correlation of their errors over both orders. A dated release of a judge that is there "
    "as well is no rater of its own.",
    "information": "Mutual information of which place holds the better text and which place wins, over both orders of "
    "each pair, with Miller and Madow's correction, less its mean over permutations within pairs; at most 1 bit. What "
    "a judge says for the sake of the place tells nothing.",
    "power": "One agent's text is the better one of every pair, and the judge decides each in both orders: pairs until "
    "that shows, n = [1.960 sqrt(psi) + 0.842 sqrt(psi - delta^2)]^2 / delta^2, delta the share of pairs won in both "
    "orders less that lost in both, psi their sum; 80 % power (Miettinen, Biometrics 24 (1968) 339).",
    "gamed": "Share of pairs in which the worse text wins in both orders, of those judged in both. On adversarial "
    "pairs the worse text was made to look better; the natural ones beside them are other pairs, and show what is no "
    "trick. A judge that goes by the place seldom loses in both orders: read it beside the first row.",
    "validity": "Share of orders in which the better text wins, a tie being half; pairs are the units. Of two texts "
    "this is the AUROC within tasks.",
    "climbing": "eta(2) = 2 x right above wrong - 1: one verdict chooses one of two texts, and by lot that is the "
    "better one half of the time.",
    "cost": "Tokens, dollars and seconds of a verdict.",
}
"""How each row is found, by its key."""


class Seen(NamedTuple):
    """What one judge said of some pairs; every column is (pairs,)."""

    gold: Floats
    """1 where the first text is the better one, else 0."""
    first: Floats
    """What the first text got where it was shown first: 1, .5, 0, nan without a verdict."""
    second: Floats
    """What the first text got where it was shown second."""
    subsets: Names
    """The last part of each pair's subset."""

    @property
    def right(self) -> Floats:
        """(2, pairs): what the better text got, in each order."""
        return np.asarray(1 - np.abs(np.stack([self.first, self.second]) - self.gold))

    @property
    def ahead(self) -> Floats:
        """1 where the better text won in both orders, -1 where it lost in both, 0 where it won in one; nan unless both
        were judged."""
        return np.asarray(self.right.sum(axis=0) - 1)

    @property
    def both(self) -> int:
        """Pairs with a verdict in both orders."""
        return int(np.isfinite(self.ahead).sum())


def seen(verdicts: Sequence[PairVerdict], labels: dict[str, PairLabel]) -> Seen:
    """One judge's verdicts as columns."""
    return Seen(
        gold=np.array([float(labels[one.item].label == 1) for one in verdicts]),
        first=np.array([won(one.w_orig) for one in verdicts]),
        second=np.array([won(one.w_swap) for one in verdicts]),
        subsets=np.array([labels[one.item].subset.rpartition("/")[2] for one in verdicts], dtype=np.str_),
    )


def _retest(found: Seen) -> list[Figure]:
    moved = found.first - found.second
    orders = np.stack([found.first, found.second], axis=1)
    to_first = share(np.where(moved == 0, np.nan, moved > 0)[np.isfinite(moved)])
    return [
        _figure("verdict flips with the order", "share", flipping(orders), found.both, FEW),
        _figure("of these to the first place", "share", to_first, to_first.n, FEW),
    ]


def _information(found: Seen) -> list[Figure]:
    known = np.isfinite(found.ahead)
    first, second, gold = found.first[known], found.second[known], found.gold[known]
    places, winners = np.concatenate([gold, 1 - gold]), np.concatenate([first, 1 - second])
    items = np.tile(np.arange(len(gold)), 2)
    bits = mutual_information(places, winners, items, permutations=PERMUTATIONS)
    backwards = len(gold) > 0 and float(found.right[:, known].mean()) < 0.5
    return [_figure("bits about which is better", "bits", bits, found.both, ENOUGH, BACKWARDS if backwards else "")]


def _power(found: Seen) -> list[Figure]:
    needed = pairs_needed(found.ahead)
    return [_figure("pairs until the better agent shows", "pairs", needed, found.both, FEWEST)]


def _gamed(found: Seen) -> list[Figure]:
    names = np.unique(found.subsets)
    figures = [_figure("the worse text wins", "share", share(_lost(found)), found.both, FEW)]
    for name in names if len(names) > 1 else ():
        there = share(_lost(found)[found.subsets == name])
        figures.append(_figure(f"of {name}", "share", there, there.n, FEW))
    return figures


def _lost(found: Seen) -> Floats:
    """1 where the worse text wins in both orders."""
    return np.where(np.isfinite(found.ahead), found.ahead == -1, np.nan)


def _validity(found: Seen) -> list[Figure]:
    right = share(mean_of_orders(found.right))
    return [_figure("right above wrong", "share", right, right.n, ENOUGH)]


def _climbing(found: Seen) -> list[Figure]:
    right = share(mean_of_orders(found.right))
    twice = scaled(right, 2.0)
    ends = {key: None if (end := getattr(twice, key)) is None else end - 1 for key in ("value", "low", "high")}
    gain = twice.model_copy(update=ends)
    return [_figure("gain of choosing the better of 2", "share", gain, right.n, FEWEST_TASKS)]


def _figure(name: str, unit: Unit, found: Measured, have: int, need: int, why: str = "") -> Figure:
    return Figure(name=name, unit=unit, measured=found, have=have, need=need, of="pairs", why=why)


FIGURES: dict[str, Callable[[Seen], list[Figure]]] = {
    "retest": _retest,
    "information": _information,
    "power": _power,
    "gamed": _gamed,
    "validity": _validity,
    "climbing": _climbing,
}
"""What rows say of one judge, by their key; the first figure was chosen beforehand."""
COMPARED = ("retest", "gamed", "validity")
"""Rows whose first figure is a share of pairs, and is compared between kinds of pairs."""


def panel(
    judges: dict[str, dict[str, PairVerdict]], items: Sequence[str], labels: dict[str, PairLabel]
) -> list[Figure]:
    """How far judges agree on the pairs that all of them were asked about; nothing where there are no two."""
    names = distinct(list(judges))
    if len(names) < 2:
        return []
    shared = [item for item in items if all(item in judges[name] for name in names)]
    columns = [seen([judges[name][item] for item in shared], labels) for name in names]
    gold = columns[0].gold
    orders = np.stack([np.stack([one.first for one in columns], axis=1), np.stack([o.second for o in columns], axis=1)])
    votes = effective_votes(errors_of(mean_of_orders(orders), gold))
    return [
        _figure("alpha", "coefficient", alpha(orders[0]), len(shared), FEW, f"Of {', '.join(names)}."),
        _figure(f"independent votes of {len(names)}", "votes", votes, len(shared), FEW),
    ]


def longer(items: Sequence[str], labels: dict[str, PairLabel]) -> Figure:
    """How often the longer text is the better one."""
    pairs = [labels[item] for item in items]
    known = [one for one in pairs if one.len_1 is not None and one.len_2 is not None and one.len_1 != one.len_2]
    if not known:
        return empty("the same by length (the longer text)", "share", ENOUGH, "pairs of known length")
    hits = share(np.array([float((one.len_1 or 0) > (one.len_2 or 0)) == float(one.label == 1) for one in known]))
    why = "Knows nothing of quality. Taking the shorter text is right in the rest."
    return _figure("the same by length (the longer text)", "share", hits, hits.n, ENOUGH, why)
