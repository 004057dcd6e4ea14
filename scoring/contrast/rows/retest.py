"""Does the channel say the same of the same artifact when it looks again?"""

import numpy as np

from scoring.contrast.figures import Face, Figure, blind, by_rater, each_rater, empty, face, over, scaled, step_of
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.bootstrap import cluster_mean
from scoring.stats.measured import undefined
from scoring.stats.reliability import (
    crossing_rate,
    crossing_rates,
    flip_rate,
    flip_rates,
    sem,
    smallest_difference,
)

ARTIFACTS = 30
MANNERS, READ_SO = "verdict flips in other manners", "artifacts read in other manners"
MANNERS_WHY = (
    "A plain reading beside one with the criteria in another order, under other names, with other blank lines."
)
MORE_WHY = "The same less the verdict flips of plain readings of these works: what such changes add."


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    looks = sheet.looks(channel)
    labels = each_rater(looks, sheet.tasks)
    verdicts, scores = by_rater(looks, looks.passed), by_rater(looks, looks.scores)
    seen = int((np.isfinite(looks.scores).sum(axis=2) > 1).any(axis=1).sum())
    flips, scope = over(labels, lambda found: flip_rate(verdicts, found))
    error, _ = over(labels, lambda found: sem(scores, found))
    step = step_of(sheet, channel)
    in_steps = (
        scaled(error, 1 / step) if step else undefined(f"undefined ({blind(sheet, channel)})", error.n, error.clusters)
    )
    size = {"have": seen, "need": ARTIFACTS, "of": "artifacts looked at twice", "scope": scope}
    further = _manners(sheet) if channel == "judged" else _frozen(sheet)
    return face(
        sheet,
        channel,
        Figure(name="verdict flips", unit="share", measured=flips, **size),
        Figure(name="noise of a score (SEM)", unit="score", measured=error, **size),
        Figure(name="SEM", unit="defects", measured=in_steps, **size),
        Figure(
            name="least difference that is no noise",
            unit="defects",
            measured=smallest_difference(in_steps),
            why="Two single scores that are closer than this cannot be told apart.",
            **size,
        ),
        *further,
    )


def _manners(sheet: Sheet) -> list[Figure]:
    """How often judges say something else when what should not matter is another."""
    looks, others = sheet.judged, sheet.nuisance
    if others is None:
        return [empty(MANNERS, "share", ARTIFACTS, READ_SO, why=MANNERS_WHY)]
    plain, nuisance = by_rater(looks, looks.passed), by_rater(others, others.passed)
    labels = each_rater(looks, sheet.tasks)
    rates = crossing_rates(plain, nuisance)
    flips, scope = over(labels, lambda found: crossing_rate(plain, nuisance, found))
    more, _ = over(labels, lambda found: cluster_mean(rates - flip_rates(plain), found))
    read = int(np.isfinite(rates).reshape(len(sheet.tasks), -1).any(axis=1).sum())
    size = {"have": read, "need": ARTIFACTS, "of": READ_SO, "scope": scope}
    return [
        Figure(name=MANNERS, unit="share", measured=flips, why=MANNERS_WHY, **size),
        Figure(name="more than at the same question", unit="share", measured=more, why=MORE_WHY, **size),
    ]


def _frozen(sheet: Sheet) -> list[Figure]:
    """How often checks say something else about the very same cases; nothing where they have not looked so."""
    if sheet.frozen is None:
        return []
    verdicts = by_rater(sheet.frozen, sheet.frozen.passed)
    flips, scope = over(sheet.tasks, lambda found: flip_rate(verdicts, found))
    size = {"have": flips.n, "need": ARTIFACTS, "of": "artifacts looked at twice", "scope": scope}
    return [Figure(name="verdict flips on the same cases", unit="share", measured=flips, **size)]


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    looks = evidence.sheet(domain).looks(channel)
    rates = flip_rates(by_rater(looks, looks.passed)) if len(looks.scores) else np.zeros(0)
    known = rates[np.isfinite(rates)]
    return float(known.mean()) if len(known) else np.nan


RETEST = Row(
    key="retest",
    title="Says the same again",
    question="How often does the verdict on one and the same artifact change when the channel looks again?",
    method="Share of pairs of looks that differ, averaged over artifacts (unbiased for any number of looks); SEM is "
    "sqrt(MSW), also in planted defects by the channel's own slope. Checks look again with fresh cases; judges also "
    "read with the criteria in another order and under other names (pairs of one reading of either kind).",
    source="Fleiss, Psychol. Bull. 76 (1971) 378; Shrout and Fleiss, Psychol. Bull. 86 (1979) 420",
    face=_face,
    value=_value,
    better="low",
)
