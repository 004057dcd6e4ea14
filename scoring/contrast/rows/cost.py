"""What does a verdict cost?"""

import numpy as np

from scoring.contrast.figures import Face, Figure, by_rater, each_rater, face, over
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain
from scoring.stats.bootstrap import Floats, cluster_mean

ARTIFACTS = 30


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    looks = sheet.looks(channel)
    labels = each_rater(looks, sheet.tasks)
    usd, seconds = (_mean(by_rater(looks, values)) for values in (looks.usd, looks.seconds))
    dollars, scope = over(labels, lambda found: cluster_mean(usd, found))
    time, _ = over(labels, lambda found: cluster_mean(seconds, found))
    size = {"have": int(np.isfinite(looks.scores).any(axis=(1, 2)).sum()), "need": ARTIFACTS, "scope": scope}
    why = "" if channel == "judged" else "What the machine costs that runs the checks is not counted."
    return face(
        sheet,
        channel,
        Figure(name="a verdict", unit="usd", measured=dollars, why=why, **size),
        Figure(name="a verdict", unit="s", measured=time, **size),
    )


def _mean(values: Floats) -> Floats:
    known = np.isfinite(values).sum(axis=1)
    return np.where(known > 0, np.nansum(values, axis=1) / np.maximum(known, 1), np.nan)


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    values = evidence.sheet(domain).looks(channel).usd
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan


COST = Row(
    key="cost",
    title="What a verdict costs",
    question="What does one verdict of one rater cost, in dollars and in seconds?",
    method="Mean over looks at artifacts. Judges: tokens by the price table and the server's time; checks: wall time.",
    source="the run's records",
    face=_face,
    value=_value,
    better="low",
)
