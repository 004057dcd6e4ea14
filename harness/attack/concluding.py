"""From judges' answers to what they mean."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

import numpy as np

from harness.attack.findings import Apart, DefenceWorth, JudgedAttack, Matrix
from harness.attack.hearing import Heard, Key
from harness.attack.ladders import Ladder
from harness.attack.trying import Catalogue, described, limits, limits_of
from harness.attack.view import View
from scoring.attacks.gains import ALPHA, decidable
from scoring.judge.hardening import DEFENCES, Defence
from scoring.judge.judge import Judge
from scoring.stats.bootstrap import cluster_mean
from scoring.stats.holm import holm
from scoring.stats.signs import sign_flip

ALL, NONE = "all", "none"
EVERYTHING = "all of them"

Guards = Mapping[str, frozenset[Defence]]
Views = Mapping[tuple[str, str], View]
Matrices = Mapping[tuple[str, str], Matrix]


def guards(ablate: bool) -> dict[str, frozenset[Defence]]:
    """The sets of defences that judges are tried with, by name: `all`; and `without X` for each, and `none`."""
    if not ablate:
        return {ALL: DEFENCES}
    without = {_without(defence): DEFENCES - {defence} for defence in sorted(DEFENCES)}
    return {ALL: DEFENCES, **without, NONE: frozenset()}


def conclude(
    answers: Mapping[Key, Heard],
    judges: Sequence[Judge],
    ladders: Sequence[Ladder],
    catalogue: Catalogue,
    guarded: Guards,
) -> JudgedAttack:
    """Everything that follows from the answers."""
    views = {(j.name, name): View(answers, ladders, j, standing) for name, standing in guarded.items() for j in judges}
    matrices = {at: view.matrix(at[1], catalogue) for at, view in views.items()}
    full = tuple(matrices[judge.name, ALL] for judge in judges)
    costs = [heard.cost_usd for heard in answers.values()]
    return JudgedAttack(
        tasks=tuple(ladder.task for ladder in ladders),
        bad=sum(len(ladder.bad) for ladder in ladders),
        attacks=described(ladders, catalogue),
        matrices=full,
        weakened=tuple(matrix for (_, name), matrix in matrices.items() if name != ALL),
        apart=_apart([views[judge.name, ALL] for judge in judges], catalogue),
        defences=tuple(_worths(views, matrices, judges)) if len(guarded) > 1 else (),
        scripted=tuple(judge.name for judge in judges if judge.backend.scripted),
        cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
        tokens=sum(heard.tokens for heard in answers.values()),
        notes=tuple(_notes(full, ladders)),
    )


def _apart(views: Sequence[View], catalogue: Catalogue) -> tuple[Apart, ...]:
    """Every pair of judges, by the share of attacks that worked on each artifact."""
    rates = [_rates(view, catalogue) for view in views]
    found = []
    for one, other in itertools.combinations(range(len(views)), 2):
        both = sorted(rates[one].keys() & rates[other].keys())
        differences = np.array([rates[one][at] - rates[other][at] for at in both])
        found.append((views[one].judge.name, views[other].judge.name, differences, [task for task, _ in both]))
    enough = [decidable(len(found), len(differences)) for _, _, differences, _ in found]
    chances = holm([sign_flip(one[2]) if can else None for one, can in zip(found, enough, strict=True)])
    return tuple(
        Apart(
            first=a,
            second=b,
            difference=cluster_mean(differences, np.array(tasks)),
            told=None if p is None else p < ALPHA,
        )
        for (a, b, differences, tasks), p in zip(found, chances, strict=True)
    )


def _rates(view: View, catalogue: Catalogue) -> dict[tuple[str, int], float]:
    """By task and number of the artifact in it: the share of attacks that worked, of those with an answer."""
    hits: dict[tuple[str, int], list[bool]] = {}
    for tries in view.tried(catalogue).values():
        for task, group in itertools.groupby(tries, key=lambda one: one.task):
            for at, one in enumerate(group):
                if one.succeeded is not None:
                    hits.setdefault((task, at), []).append(one.succeeded)
    return {at: fmean(found) for at, found in hits.items()}


def _worths(views: Views, matrices: Matrices, judges: Sequence[Judge]) -> Iterator[DefenceWorth]:
    names = {**{str(defence): _without(defence) for defence in sorted(DEFENCES)}, EVERYTHING: NONE}
    for judge in judges:
        on, stands = views[judge.name, ALL], matrices[judge.name, ALL].fell
        for defence, name in names.items():
            off, matrix = views[judge.name, name], matrices[judge.name, name]
            yield _worth(judge.name, defence, on, off, matrix, stands)


def _worth(judge: str, defence: str, on: View, off: View, matrix: Matrix, stands: Sequence[str]) -> DefenceWorth:
    pairs = [(task, with_it, without) for (task, with_it), (_, without) in zip(on.clean(), off.clean(), strict=True)]
    both = [
        (task, with_it - without) for task, with_it, without in pairs if with_it is not None and without is not None
    ]
    return DefenceWorth(
        judge=judge,
        defence=defence,
        lets_through=tuple(name for name in matrix.fell if name not in stands),
        success=matrix.success,
        cost=cluster_mean([change for _, change in both], [task for task, _ in both]),
        changed=sum(change != 0 for _, change in both),
        abstained_on=sum(with_it is None for _, with_it, _ in pairs),
        abstained_off=sum(without is None for _, _, without in pairs),
    )


def _without(defence: Defence) -> str:
    return f"without {defence}"


def _notes(full: Sequence[Matrix], ladders: Sequence[Ladder]) -> Iterator[str]:
    yield from limits(ladders)
    for matrix in full:
        yield from limits_of(matrix.judge, matrix, ladders)
