"""How much does one score say about how good the work is?"""

import numpy as np

from scoring.contrast.budget import AS_MEASURED, Money, bought, costs
from scoring.contrast.figures import FRACTION, FRACTION_IS, Face, Figure, face, fraction_of, scaled
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.bootstrap import FEWEST
from scoring.stats.information import mutual_information
from scoring.stats.measured import Measured
from scoring.stats.reliability import strata
from scoring.stats.variance import generalizability

ARTIFACTS = 50
PER: dict[Money, str] = {"min": "bits per minute", "usd": "bits per dollar"}


def _bits(sheet: Sheet, channel: Channel, permutations: int = 300) -> Measured:
    known = np.isfinite(sheet.quality)
    scores, tasks = sheet.looks(channel).first[known], sheet.tasks[known]
    return mutual_information(sheet.quality[known], scores, tasks, permutations=permutations)


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    known = int((np.isfinite(sheet.quality) & np.isfinite(sheet.looks(channel).first)).sum())
    cube, tasks, _ = sheet.cube(channel)
    ranks = generalizability(cube)
    size = {"have": known, "need": ARTIFACTS}
    figures = [Figure(name="bits about quality", unit="bits", measured=_bits(sheet, channel), **size)]
    if other := fraction_of(sheet, channel):
        measured = _bits(other, channel)
        size["have"] = measured.n
        figures.append(Figure(name=FRACTION.format("bits"), unit="bits", measured=measured, why=FRACTION_IS, **size))
    size["have"], bits = known, figures[0].measured
    for unit, cost in costs(sheet.looks(channel)).items():
        figures.append(Figure(name=PER[unit], unit="bits", measured=bought(bits, cost), why=AS_MEASURED, **size))
    return face(
        sheet,
        channel,
        *figures,
        Figure(
            name="levels told apart",
            unit="levels",
            measured=_levels(ranks),
            have=len(tasks),
            need=FEWEST,
            of="tasks",
            why="By how well the channel's ranking of the agents agrees with itself, right or wrong.",
        ),
    )


def _levels(ranks: Measured) -> Measured:
    """(4 G + 1) / 3 of a reliability; more than 1 only where the ranking says anything."""
    ends = {key: None if (end := getattr(ranks, key)) is None else strata(end) for key in ("value", "low", "high")}
    return scaled(ranks, 1.0).model_copy(update=ends)


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    found = _bits(evidence.sheet(domain), channel, permutations=0).value
    return np.nan if found is None else found


INFORMATION = Row(
    key="information",
    title="What a score says",
    question="How many bits does one score tell about how good the work is?",
    method="Mutual information of quality (planted defects; else the second suite) and score, at most five levels "
    "each, with Miller and Madow's correction, less its mean over permutations within tasks. A pass or fail holds at "
    "most 1 bit.",
    source="Miller, in Information Theory in Psychology (1955) 95; Wright and Masters, Rating Scale Analysis (1982)",
    face=_face,
    value=_value,
    better="high",
)
