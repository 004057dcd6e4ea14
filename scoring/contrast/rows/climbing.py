"""Does choosing the best by this reward choose what is good?"""

import numpy as np

from scoring.contrast.figures import FRACTION, FRACTION_IS, Face, Figure, empty, face, fraction_of
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain, Names, Sheet
from scoring.stats.bootstrap import Floats
from scoring.stats.selection import FEWEST_TASKS, HALF_ATTEMPTS, efficiency, headline_n, turnover

BEST = "gain of choosing the best of {}"
AGAINST = "As a share of what choosing by quality itself would gain; all compared agents' attempts at a task together."


def attempts_of(sheet: Sheet, channel: Channel) -> tuple[Floats, Floats, Floats, Names]:
    """Rewards, quality and the same works' rewards at another look (tasks, attempts) of the agents that are compared,
    and the tasks. Tasks with less than three quarters of the attempts of the one with most are left out."""
    chosen = sheet.compared
    names, count = np.unique(chosen.tasks, return_counts=True)
    chosen = chosen.where(np.isin(chosen.tasks, names[4 * count >= 3 * count.max(initial=0)]))
    tasks, codes = np.unique(chosen.tasks, return_inverse=True)
    place = np.zeros(len(codes), dtype=np.intp)
    for at in range(len(tasks)):
        place[codes == at] = np.arange(int((codes == at).sum()))
    looks = chosen.looks(channel)
    columns = []
    for values in (looks.first, chosen.quality, looks.again):
        found = np.full((len(tasks), int(place.max(initial=-1)) + 1), np.nan)
        found[codes, place] = values
        columns.append(found)
    return columns[0], columns[1], columns[2], tasks


def usual_attempts(rewards: Floats, quality: Floats) -> int:
    """How many attempts with reward and quality a task has at least, of those that have any."""
    both = (np.isfinite(rewards) & np.isfinite(quality)).sum(axis=1)
    return int(both[both > 0].min()) if (both > 0).any() else 0


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    rewards, quality, _, tasks = attempts_of(sheet, channel)
    there = usual_attempts(rewards, quality)
    n = headline_n(there)
    if n is None:
        return face(sheet, channel, empty(BEST.format(4), "share", HALF_ATTEMPTS, "attempts per task", there))
    size = {"have": len(tasks), "need": FEWEST_TASKS, "of": "tasks"}
    figures = [Figure(name=BEST.format(n), unit="share", measured=efficiency(rewards, quality, n), why=AGAINST, **size)]
    if other := fraction_of(sheet, channel):
        fractions, qualities, _, _ = attempts_of(other, channel)
        gain = efficiency(fractions, qualities, n)
        figures.append(Figure(name=FRACTION.format("gain"), unit="share", measured=gain, why=FRACTION_IS, **size))
    return face(
        sheet,
        channel,
        *figures,
        Figure(
            name="choice stops helping",
            unit="attempts",
            measured=turnover(rewards, quality, n),
            why="The number of attempts to choose from at which the quality of what is chosen is highest.",
            **size,
        ),
    )


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    rewards, quality, _, _ = attempts_of(evidence.sheet(domain), channel)
    n = headline_n(usual_attempts(rewards, quality))
    found = efficiency(rewards, quality, n).value if n else None
    return np.nan if found is None else found


CLIMBING = Row(
    key="climbing",
    title="Choosing the best",
    question="If the best of several attempts is chosen by this reward, how much of the possible gain is reached?",
    method="eta(n) = (best of n by the reward - by lot) / (best of n by quality - by lot), over all subsets "
    "of attempts, ties by lot; n = 8 from 16 attempts per task, 4 from 8. A proxy of learning: nothing was trained.",
    source="Gao, Schulman and Hilton, arXiv 2210.10760 (2022)",
    face=_face,
    value=_value,
    better="high",
)
