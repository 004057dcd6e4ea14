"""How many tasks does it take to tell two agents apart?"""

import numpy as np

from scoring.contrast.budget import AS_MEASURED, Money, costs, spent
from scoring.contrast.figures import FRACTION, FRACTION_IS, Face, Figure, blind, empty, face, fraction_of, step_of
from scoring.contrast.row import Evidence, Row
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.bootstrap import FEWEST
from scoring.stats.measured import Measured, undefined
from scoring.stats.power import tasks_needed, tasks_needed_interval
from scoring.stats.variance import g_study, generalizability

AGENTS = 2
UNTIL: dict[Money, str] = {"min": "minutes until they are told apart", "usd": "dollars until they are told apart"}
NEEDED = "tasks to tell two agents apart"
BLIND = "A step cannot be counted in this channel: {}."


def _face(evidence: Evidence, domain: Domain, channel: Channel) -> Face:
    sheet = evidence.sheet(domain)
    cube, tasks, agents = sheet.cube(channel)
    if len(agents) < AGENTS:
        return face(sheet, channel, empty(NEEDED, "tasks", AGENTS, "agents", len(agents)))
    ranks = generalizability(cube)
    size = {"have": len(tasks), "need": FEWEST, "of": "tasks"}
    whose = f"Of the agents {', '.join(agents)}."
    rho = Figure(name="reliability of the ranking (E rho^2)", unit="coefficient", measured=ranks, why=whose, **size)
    step = step_of(sheet, channel)
    if step is None:
        return face(sheet, channel, empty(NEEDED, "tasks", 1, "step", why=BLIND.format(blind(sheet, channel))), rho)
    parts = g_study(cube)
    why = "Two agents one planted defect apart, 80 % power, with as many attempts, judges and looks as here."
    needed = tasks_needed_interval(parts, step)
    figures = [Figure(name=NEEDED, unit="tasks", measured=needed, why=why, **size)]
    if other := fraction_of(sheet, channel):
        found = _needed(other, channel)
        figures.append(Figure(name=FRACTION.format("tasks"), unit="tasks", measured=found, why=FRACTION_IS, **size))
    for unit, cost in costs(sheet.looks(channel)).items():
        takes = spent(needed, parts, cost)
        figures.append(Figure(name=UNTIL[unit], unit=unit, measured=takes, why=AS_MEASURED, **size))
    figures.append(rho)
    if parts.sizes and parts.sizes.judges > 1:
        drawn = tasks_needed(parts, step, parts.sizes.attempts, parts.sizes.judges, parts.sizes.repeats)
        why = "The same where these judges stand for others: what each likes in one agent does not average out."
        figures.insert(1, Figure(name="the same with judges drawn anew", unit="tasks", measured=drawn, why=why, **size))
    return face(sheet, channel, *figures)


def _needed(sheet: Sheet, channel: Channel) -> Measured:
    cube, tasks, agents = sheet.cube(channel)
    step = step_of(sheet, channel)
    if step is None or len(agents) < AGENTS:
        return undefined(blind(sheet, channel) if step is None else f"needs {AGENTS} agents", len(cube), len(tasks))
    return tasks_needed_interval(g_study(cube), step)


def _value(evidence: Evidence, domain: Domain, channel: Channel) -> float:
    sheet = evidence.sheet(domain)
    found = _needed(sheet, channel).value
    return np.nan if found is None else found


POWER = Row(
    key="power",
    title="Tasks to tell two agents apart",
    question="How many tasks does it take to see that one agent is one planted defect better than another?",
    method="n = 7.849 * 2 [s2_ta + s2_taj / n_j + (s2_i + s2_e / (R n_j)) / k] / (delta^2 - 7.849 * 2 s2_aj / n_j), "
    "delta what the channel takes off for a defect; "
    "Student's quantiles below 30 tasks. E rho^2 = s2_a / (s2_a + s2_rel).",
    source="Brennan, Generalizability Theory (2001)",
    face=_face,
    value=_value,
    better="low",
)
