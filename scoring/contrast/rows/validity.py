"""Does the channel put right work above wrong work?"""

import numpy as np

from scoring.contrast.figures import FRACTION, FRACTION_IS, Face, Figure, Scope, empty, face, fraction_of, over
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain, Names, Sheet
from scoring.stats.bootstrap import Floats
from scoring.stats.measured import Measured
from scoring.stats.ranking import within_auroc

EACH = 50
"""Right and wrong artifacts, each."""
BOTH = "right and wrong artifacts each"
TOLD = "AUROC when shown the tests' output"
TOLD_WHY = "An upper bound, for judges who also read what the hidden tests, which are the reward, found of the work."


def area(scores: Floats, sheet: Sheet) -> tuple[Measured, Scope]:
    """P(right work scores above wrong work of the same task)."""
    known = np.isfinite(sheet.truth)
    tasks = sheet.tasks[known]

    def measure(labels: Names | None) -> Measured:
        # Where there are too few tasks there is no interval: artifacts of one task share their comparisons.
        return within_auroc(scores[known], sheet.truth[known], tasks, labels)

    return over(tasks, measure)


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    found, _ = area(sheet.looks(channel).first, sheet)
    size = {"have": _fewer(sheet), "need": EACH, "of": BOTH}
    figures = [Figure(name="right above wrong (AUROC)", unit="share", measured=found, **size)]
    if other := fraction_of(sheet, channel):
        found, _ = area(other.looks(channel).first, other)
        figures.append(Figure(name=FRACTION.format("AUROC"), unit="share", measured=found, why=FRACTION_IS, **size))
    areas = [(name, area(sheet.baselines.only(at).first, sheet)[0]) for at, name in enumerate(sheet.baselines.raters)]
    if defined := [(name, one) for name, one in areas if one.value is not None]:
        name, best = max(defined, key=lambda pair: pair[1].value or 0.0)
        why = "The best of the baselines, chosen on the same artifacts: what knowing nothing of quality reaches."
        figures.append(Figure(name=f"the same by {name}", unit="share", measured=best, why=why, **size))
    if (domain, channel) == ("code", "judged"):
        figures.append(_informed(sheet))
    return face(sheet, channel, *figures)


def _informed(sheet: Sheet) -> Figure:
    """The same of judges who were told what the checks found."""
    if sheet.informed is None:
        return empty(TOLD, "share", EACH, BOTH, why=TOLD_WHY)
    scores = sheet.informed.first
    found, _ = area(scores, sheet)
    have = _fewer(sheet.where(np.isfinite(scores)))
    return Figure(name=TOLD, unit="share", measured=found, have=have, need=EACH, of=BOTH, why=TOLD_WHY)


def _fewer(sheet: Sheet) -> int:
    return min(int((sheet.truth == 1).sum()), int((sheet.truth == 0).sum()))


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    found, _ = area(evidence.sheet(domain).looks(channel).first, evidence.sheet(domain))
    return np.nan if found.value is None else found.value


VALIDITY = Row(
    key="validity",
    title="Right above wrong",
    question="Of two attempts at one task, one right and one wrong: how often does the right one score higher?",
    method="AUROC within tasks, ties half. Right means: the second hidden suite passes (code), no defect was planted "
    "(writing). Judges read the diff and the assignment, never a test's result, but for the one figure that says so.",
    source="Hanley and McNeil, Radiology 143 (1982) 29",
    face=_face,
    value=_value,
    better="high",
)
