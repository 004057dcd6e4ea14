"""What recorded judges are worth where truth is known: pairs with a better text, and scores beside human ones."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sandboxes.spec import Frozen
from scoring.judge.labelled import PairData, PairLabel, PairVerdict, ScoreData
from scoring.stats.agreement import alpha, pairwise
from scoring.stats.bootstrap import Floats, cluster_mean, share
from scoring.stats.calibration import Bin, Corrected, brier_score, ppi_mean, reliability_diagram
from scoring.stats.measured import Measured
from scoring.stats.panel import condorcet, effective_votes, errors_of, judge_accuracies, panel_accuracy
from scoring.stats.position import PositionBias, position_bias
from scoring.stats.ranking import auroc
from scoring.stats.reliability import sem

ALL = "all"
Said = Callable[[str], None]
"""Told what is being worked on."""


class Cell(Frozen):
    """One judge, asked in one way, on pairs."""

    judge: str
    strategy: str
    accuracy: dict[str, Measured]
    """By subset: the share of orders in which the better text won, a tie being half; pairs are the units."""
    abstained: int
    """Orders without a verdict."""
    position: PositionBias
    """Of the text labelled 1 against the one labelled 2."""
    longer: Measured | None
    """How often the longer text won, where lengths are known: beside .5 if judges did not see length, and beside how
    often it should have."""


class PanelOnPairs(Frozen):
    """Judges who were asked in the same way, as a panel, on the pairs of a subset."""

    strategy: str
    subset: str
    judges: tuple[str, ...]
    alpha: Measured
    """Krippendorff's, nominal, of what each judge said with the texts in their own order."""
    effective: Measured
    """How many independent judges they equal, by the correlation of their errors over both orders."""
    majority: Measured
    """How often the majority is right, both orders counted."""
    best: str
    best_accuracy: Measured
    """Best partly by luck: it was chosen on the same pairs."""
    ceiling: float
    """How often the majority would be right if errors were independent."""
    kappa: dict[str, float | None]
    """`A / B` -> Cohen's kappa."""


class PairCalibration(Frozen):
    """What came of pairs."""

    pairs: int
    longer_is_better: Measured | None
    """How often the better text is the longer one."""
    cells: tuple[Cell, ...]
    panels: tuple[PanelOnPairs, ...]


def calibrate_pairs(data: PairData, said: Said = lambda _: None) -> PairCalibration:
    """Accuracy, position bias, agreement and effective votes, each with its interval."""
    by_cell: dict[tuple[str, str], dict[str, PairVerdict]] = {}
    for verdict in data.verdicts:
        by_cell.setdefault((verdict.judge, verdict.strategy), {})[verdict.item] = verdict
    cells = []
    for (judge, strategy), verdicts in sorted(by_cell.items()):
        said(f"{judge} {strategy}")
        cells.append(_cell(judge, strategy, verdicts, data.labels))
    panels = []
    for strategy in sorted({strategy for _, strategy in by_cell}):
        judges = distinct([judge for judge, how in by_cell if how == strategy])
        said(f"panel {strategy}")
        panels += _panels(strategy, judges, {judge: by_cell[judge, strategy] for judge in judges}, data.labels)
    labels = list(data.labels.values())
    return PairCalibration(
        pairs=len(labels),
        longer_is_better=_longer([float(label.label == 1) for label in labels], labels),
        cells=tuple(cells),
        panels=tuple(panels),
    )


def distinct(judges: Sequence[str]) -> list[str]:
    """Judges without the dated releases (`X-0301`) of one that is there as `X`: they would vote twice."""
    return sorted(
        name for name in judges if not (found := re.fullmatch(r"(.+)-\d{4,8}", name)) or found[1] not in judges
    )


def subsets(labels: dict[str, PairLabel]) -> dict[str, list[str]]:
    """Items by subset: `all`, then every path of the labels' subsets and what it lies in, unless that is all again."""
    found: dict[str, list[str]] = {}
    for item, label in sorted(labels.items()):
        parts = label.subset.split("/") if label.subset else []
        for depth in range(1, len(parts) + 1):
            found.setdefault("/".join(parts[:depth]), []).append(item)
    smaller = {name: items for name, items in sorted(found.items()) if len(items) < len(labels)}
    return {ALL: sorted(labels), **smaller}


def _cell(judge: str, strategy: str, verdicts: dict[str, PairVerdict], labels: dict[str, PairLabel]) -> Cell:
    items = sorted(verdicts)
    first, second = (np.array([won(getattr(verdicts[i], order)) for i in items]) for order in ("w_orig", "w_swap"))
    gold = np.array([float(labels[item].label == 1) for item in items])
    right = mean_of_orders(1 - np.abs(np.stack([first, second]) - gold))
    place = {item: at for at, item in enumerate(items)}
    of_subset = subsets({item: labels[item] for item in items})
    return Cell(
        judge=judge,
        strategy=strategy,
        accuracy={name: share(right[[place[item] for item in chosen]]) for name, chosen in of_subset.items()},
        abstained=int(np.isnan(first).sum() + np.isnan(second).sum()),
        position=position_bias(first, second),
        longer=_longer(list(mean_of_orders(np.stack([first, second]))), [labels[item] for item in items]),
    )


def won(winner: str | None) -> float:
    """What the first text of a pair got: 1, 0, .5 for a tie, nan where the judge abstained."""
    return {"1": 1.0, "2": 0.0, "tie": 0.5, None: np.nan}[winner]


def mean_of_orders(both: Floats) -> Floats:
    """The mean over the orders that were judged; nan where none was."""
    known = np.isfinite(both).sum(axis=0)
    total: Floats = np.nansum(both, axis=0)
    return np.where(known > 0, total / np.maximum(known, 1), np.nan)


def _longer(first_won: list[float], labels: Sequence[PairLabel]) -> Measured | None:
    values = [
        won if label.len_1 > label.len_2 else 1 - won
        for won, label in zip(first_won, labels, strict=True)
        if label.len_1 is not None and label.len_2 is not None and label.len_1 != label.len_2
    ]
    return share(np.array(values)) if values else None


def _panels(
    strategy: str, judges: list[str], verdicts: dict[str, dict[str, PairVerdict]], labels: dict[str, PairLabel]
) -> list[PanelOnPairs]:
    if len(judges) < 2:
        return []
    items = set.intersection(*(set(of_judge) for of_judge in verdicts.values()))
    shared = subsets({item: labels[item] for item in sorted(items)})
    return [
        _panel(strategy, name, judges, verdicts, {item: labels[item] for item in chosen})
        for name, chosen in shared.items()
    ]


def _panel(
    strategy: str,
    subset: str,
    judges: list[str],
    verdicts: dict[str, dict[str, PairVerdict]],
    labels: dict[str, PairLabel],
) -> PanelOnPairs:
    gold = np.array([float(label.label == 1) for label in labels.values()])
    own_order = np.array([[won(verdicts[judge][item].w_orig) for judge in judges] for item in labels])
    swapped = np.array([[won(verdicts[judge][item].w_swap) for judge in judges] for item in labels])
    both = mean_of_orders(np.stack([own_order, swapped]))
    accuracies = judge_accuracies(both, gold)
    best = max(range(len(judges)), key=lambda at: accuracies[at].value or 0.0)
    kappas = pairwise(own_order, "none").kappa
    return PanelOnPairs(
        strategy=strategy,
        subset=subset,
        judges=tuple(judges),
        alpha=alpha(own_order),
        effective=effective_votes(errors_of(both, gold)),
        majority=panel_accuracy(both, gold),
        best=judges[best],
        best_accuracy=accuracies[best],
        ceiling=condorcet([found.value or 0.0 for found in accuracies]),
        kappa={
            f"{judges[one]} / {judges[other]}": _finite(kappas[one, other])
            for other in range(len(judges))
            for one in range(other)
        },
    )


def _finite(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None


class ScoreCell(Frozen):
    """One judge, asked in one way, on scores."""

    judge: str
    strategy: str
    n: int
    """Items it scored."""
    abstained: int
    agreement: Measured
    """Krippendorff's alpha (interval) with the human scores."""
    difference: Measured
    """Mean of judge minus human."""
    auroc: Measured | None
    """Of its scores for what passed; None without `passed`."""
    brier: Measured | None
    reliability: tuple[Bin, ...]
    corrected: Corrected | None
    """The mean over all items it scored, corrected by those that humans scored (PPI)."""
    noise: Measured | None
    """Standard deviation of one score over repeats; None without repeats."""


class ScoreCalibration(Frozen):
    """What came of scores."""

    items: int
    cells: tuple[ScoreCell, ...]
    between: Measured | None
    """Krippendorff's alpha (interval) of the judges among themselves, controls aside; None for fewer than two."""


def calibrate_scores(data: ScoreData, said: Said = lambda _: None) -> ScoreCalibration:
    """Agreement with humans, ranking of what passed, calibration and corrected means, each with its interval."""
    items = sorted(data.labels)
    place = {item: at for at, item in enumerate(items)}
    by_cell: dict[tuple[str, str], list[list[float]]] = {}
    for verdict in data.verdicts:
        scores = by_cell.setdefault((verdict.judge, verdict.strategy), [[] for _ in items])
        scores[place[verdict.item]].append(np.nan if verdict.score is None else verdict.score)
    cells = []
    for (judge, strategy), repeats in sorted(by_cell.items()):
        said(f"{judge} {strategy}")
        cells.append(_score_cell(judge, strategy, repeats, data, items))
    controls = {(verdict.judge, verdict.strategy) for verdict in data.verdicts if verdict.control}
    means = [[_mean(scores) for scores in of_judge] for cell, of_judge in by_cell.items() if cell not in controls]
    between = alpha(np.array(means).T, "interval", _clusters(data, items)) if len(means) > 1 else None
    return ScoreCalibration(items=len(items), cells=tuple(cells), between=between)


def _score_cell(judge: str, strategy: str, repeats: list[list[float]], data: ScoreData, items: list[str]) -> ScoreCell:
    scores = np.array([_mean(found) for found in repeats])
    human = np.array([np.nan if (s := data.labels[item].score) is None else s for item in items])
    passed = np.array([np.nan if (p := data.labels[item].passed) is None else float(p) for item in items])
    clusters = np.array(_clusters(data, items))
    known, both = np.isfinite(scores), np.isfinite(scores) & np.isfinite(human)
    tested = np.isfinite(passed) & known
    alone = known & ~np.isfinite(human)
    most = max((len(found) for found in repeats), default=0)
    table = np.array([found + [np.nan] * (most - len(found)) for found in repeats])
    return ScoreCell(
        judge=judge,
        strategy=strategy,
        n=int(known.sum()),
        abstained=sum(bool(np.isnan(score)) for found in repeats for score in found),
        agreement=alpha(np.stack([scores, human], axis=1)[both], "interval", clusters[both]),
        difference=cluster_mean(scores - human, clusters),
        auroc=auroc(scores[tested], passed[tested], clusters[tested]) if tested.any() else None,
        brier=brier_score(scores[tested], passed[tested], clusters[tested]) if tested.any() else None,
        reliability=tuple(reliability_diagram(scores[tested], passed[tested])) if tested.any() else (),
        corrected=ppi_mean(
            scores[alone], scores[both], human[both], unlabelled_labels=clusters[alone], labelled_labels=clusters[both]
        ),
        noise=sem(table, clusters) if most > 1 else None,
    )


def _mean(scores: list[float]) -> float:
    known = [score for score in scores if np.isfinite(score)]
    return float(np.mean(known)) if known else np.nan


def _clusters(data: ScoreData, items: list[str]) -> list[str]:
    return [data.labels[item].cluster or item for item in items]
