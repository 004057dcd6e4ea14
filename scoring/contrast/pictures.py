"""What the report draws of each cell: the doses of the ladder, forecasts against truth, the agents' places."""

import numpy as np

from sandboxes.spec import Frozen
from scoring.contrast.figures import over, slope, step_of
from scoring.contrast.sheet import PASSES, STEPS, Channel, Domain, Names, Sheet
from scoring.stats.bootstrap import FEWEST, SHARE, Floats, cluster_mean
from scoring.stats.calibration import Bin, reliability_diagram
from scoring.stats.crossing import Threshold, at_threshold, error_of_verified, kendall_tau, wrong_winner
from scoring.stats.measured import Measured


class Dose(Frozen):
    """The mean score of artifacts with so many planted defects."""

    defects: int
    score: Measured


class Response(Frozen):
    """What a cell makes of the ladder."""

    domain: Domain
    channel: Channel
    doses: tuple[Dose, ...]
    step: float | None
    """What it takes off for a defect, in units of the score; None where it does not see the ladder or did not look."""
    slope: Measured
    """The same with its interval, however small it is."""


class Verdicts(Frozen):
    """A cell's scores as statements about the truth."""

    domain: Domain
    channel: Channel
    bins: tuple[Bin, ...]
    """Of artifacts scored so: how many are right."""
    threshold: Threshold
    """Its verdict `nothing is wrong` against the truth."""


class Place(Frozen):
    """Where an agent stands."""

    agent: str
    checked: Measured
    judged: Measured
    quality: Measured
    """By construction or by the second suite."""


class Leaders(Frozen):
    """The agents of a domain as each channel ranks them."""

    domain: Domain
    places: tuple[Place, ...]
    """Best first, by the checks."""
    tau: Measured
    """Kendall's tau-b of the judges' order with that of the checks."""
    wrong_checked: Measured
    """Of pairs of agents of different quality: how often the checks rank the worse one above;"""
    wrong_judged: Measured
    """and how often judges do."""


def response(sheet: Sheet, channel: Channel) -> Response:
    """The ladder of a cell."""
    rungs = sheet.rungs
    scores, defects = rungs.looks(channel).first, np.rint((1 - rungs.gold) * STEPS)
    doses = []
    for n in range(STEPS + 1):
        here = (defects == n) & np.isfinite(scores)
        if here.any():
            found, _ = over(rungs.tasks[here], lambda labels, at=here: cluster_mean(scores[at], labels, scale=SHARE))  # type: ignore[misc]
            doses.append(Dose(defects=n, score=found))
    step, falls = step_of(sheet, channel), slope(sheet, channel)
    return Response(domain=sheet.domain, channel=channel, doses=tuple(doses), step=step, slope=falls)


def verdicts(sheet: Sheet, channel: Channel) -> Verdicts | None:
    """A cell's scores against the truth; None where no truth is known."""
    looks = sheet.looks(channel)
    scores, truth = looks.first, sheet.truth
    known = np.isfinite(scores) & np.isfinite(truth)
    if not known.any():
        return None
    cut = (1.0 if looks.strict else PASSES) - 1e-9
    return Verdicts(
        domain=sheet.domain,
        channel=channel,
        bins=tuple(reliability_diagram(scores[known], truth[known])),
        threshold=at_threshold(scores[known], truth[known], cut, _labels(sheet.tasks[known])),
    )


def leaders(sheet: Sheet) -> Leaders | None:
    """The agents of a domain; None where fewer than two are compared."""
    chosen = sheet.compared
    agents = np.unique(chosen.agents)
    if len(agents) < 2:
        return None
    checked, judged, quality = chosen.checked.first, chosen.judged.first, chosen.quality
    places = [
        Place(agent=str(agent), **{name: _mean_of(values, chosen, agent) for name, values in _columns(chosen).items()})
        for agent in agents
    ]
    return Leaders(
        domain=sheet.domain,
        places=tuple(sorted(places, key=lambda place: -(place.checked.value or 0.0))),
        tau=kendall_tau(judged, checked, chosen.agents, chosen.tasks),
        wrong_checked=wrong_winner(checked, quality, chosen.agents, chosen.tasks),
        wrong_judged=wrong_winner(judged, quality, chosen.agents, chosen.tasks),
    )


def _columns(sheet: Sheet) -> dict[str, Floats]:
    return {"checked": sheet.checked.first, "judged": sheet.judged.first, "quality": sheet.quality}


def _mean_of(values: Floats, sheet: Sheet, agent: str) -> Measured:
    here = (sheet.agents == agent) & np.isfinite(values)
    found, _ = over(sheet.tasks[here], lambda labels: cluster_mean(values[here], labels, scale=SHARE))
    return found


def own_error(code: Sheet) -> Measured:
    """P(wrong | the hidden tests that are the reward pass): the verified channel's own error. Wrong is what the second
    suite fails, has a planted defect, or is a cheat."""
    passed = code.checked.passed[:, 0, 0] if len(code.tasks) else np.zeros(0)
    found, _ = over(code.tasks, lambda labels: error_of_verified(passed, code.truth, labels))
    return found


def _labels(tasks: Names) -> Names | None:
    return tasks if len(np.unique(tasks)) >= FEWEST else None
