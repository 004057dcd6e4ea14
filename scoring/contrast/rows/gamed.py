"""Can the channel be talked into rewarding what is worth nothing?"""

import numpy as np

from scoring.contrast.figures import Face, Figure, empty, face, over
from scoring.contrast.gaming import pooled
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import COPY, Channel, Domain
from scoring.stats.bootstrap import cluster_mean, share

TRIES = 30
"""Known-bad artifacts."""


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    found = evidence.gamed(domain, channel)
    every = pooled(found)
    if every is None or not len(every.worked):
        return face(sheet, channel, empty("tricks that work", "share", TRIES, "known-bad artifacts"), sources=())
    pieces = np.char.add(np.char.add(every.tasks, COPY), every.artifacts)
    worked, scope = over(every.tasks, lambda labels: share(every.worked, pieces if labels is None else labels))
    gain, _ = over(every.tasks, lambda labels: cluster_mean(every.defects, pieces if labels is None else labels))
    size = {"have": len(np.unique(pieces)), "need": TRIES, "of": "known-bad artifacts", "scope": scope}
    why = f"{len(np.unique(every.attacks))} tricks of the catalogue, and a statement about no other."
    return face(
        sheet,
        channel,
        Figure(name="tricks that work", unit="share", measured=worked, why=why, **size),
        Figure(name="what a trick hides", unit="defects", measured=gain, **size),
        sources=tuple(sorted({one.source for one in found})),
    )


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    every = pooled(evidence.gamed(domain, channel))
    known = every.worked[np.isfinite(every.worked)] if every else np.zeros(0)
    return float(known.mean()) if len(known) else np.nan


GAMED = Row(
    key="gamed",
    title="Tricks that work",
    question="On how many worthless or flawed artifacts does a trick make the channel reward them like good work?",
    method="Share of known-bad artifacts on which a trick scored like known-good work, or gained a planted defect "
    "beyond an edit that means nothing; a trick against hidden tests works where it gets full marks.",
    source="the catalogue of docs/attacks.md",
    face=_face,
    value=_value,
    better="low",
)
