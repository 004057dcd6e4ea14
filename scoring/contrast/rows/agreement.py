"""Do those who score agree with each other?"""

import numpy as np

from scoring.contrast.figures import Face, Figure, empty, face, over
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.agreement import alpha
from scoring.stats.bootstrap import Floats
from scoring.stats.panel import effective_votes, errors_of

ARTIFACTS = 30
SUITES = "Raters: the tests that are the reward, and the second suite that never is, both with the shape asked for."


def _ratings(sheet: Sheet, channel: Channel) -> tuple[Floats, bool]:
    """One score from each rater (artifacts, raters), and whether these are verdicts.

    Of code's checks the second hidden suite is the other rater: both say whether the work is right."""
    looks = sheet.looks(channel)
    if channel == "judged" or sheet.domain == "writing":
        return looks.scores[:, :, 0], False
    return np.stack([looks.passed[:, 0, 0], sheet.second], axis=1), True


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    ratings, verdicts = _ratings(sheet, channel)
    raters = ratings.shape[1]
    if raters < 2:
        return face(sheet, channel, empty("alpha", "coefficient", 2, "raters", raters))
    metric = "nominal" if verdicts else "interval"
    agreed, scope = over(sheet.tasks, lambda labels: alpha(ratings, metric, labels))  # type: ignore[arg-type]
    size = {"have": int((np.isfinite(ratings).sum(axis=1) > 1).sum()), "need": ARTIFACTS, "scope": scope}
    figure = Figure(name="alpha", unit="coefficient", measured=agreed, why=SUITES if verdicts else "", **size)
    if verdicts:
        return face(sheet, channel, figure)
    looks = sheet.looks(channel)
    errors = errors_of(looks.passing(ratings), sheet.truth)
    known = np.isfinite(sheet.truth)
    votes, scope = over(sheet.tasks[known], lambda labels: effective_votes(errors[known], labels))
    return face(
        sheet,
        channel,
        figure,
        Figure(
            name=f"independent votes of {raters}",
            unit="votes",
            measured=votes,
            have=int(known.sum()),
            need=ARTIFACTS,
            scope=scope,
            why="How many judges with independent errors this panel equals.",
        ),
    )


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    ratings, verdicts = _ratings(evidence.sheet(domain), channel)
    if ratings.shape[1] < 2 or not len(ratings):
        return np.nan
    found = alpha(ratings, "nominal" if verdicts else "interval", np.zeros(len(ratings))).value
    return np.nan if found is None else found


AGREEMENT = Row(
    key="agreement",
    title="Raters agree",
    question="Do those who score the same artifact agree, and how many independent opinions are they really?",
    method="Krippendorff's alpha over artifacts (1 agrees fully, 0 as by chance). Independent votes: "
    "k / (1 + (k - 1) rho) with rho the mean correlation of the judges' errors against the truth.",
    source="Krippendorff, Content Analysis (2004), ch. 11; Kish, Survey Sampling (1965)",
    face=_face,
    value=_value,
    better="high",
)
