"""Finds the melt report of some runs."""

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from harness.attempts import Attempt, Treatment, attempts_of, is_control, plays_a_part, treated
from harness.reports.melt import (
    AgentMelt,
    Dated,
    HumanTask,
    MeltReport,
    Ratios,
    Reading,
    Source,
    Supposed,
    TaskPoint,
    Trend,
)
from harness.store import RunStore
from sandboxes.errors import UserError
from scoring.stats.horizon import horizon
from scoring.stats.horizon_draws import Weights
from scoring.stats.human_times import HumanTimes, human_times
from scoring.stats.measured import Measured
from scoring.stats.melt import melt
from scoring.stats.trend import doubling_time

TREATMENTS: tuple[Treatment, ...] = ("failure", "left-out", "success")
"""Of cheats; the first is the headline."""
SUPPOSED = (0.5, 2.0)
"""What all estimates of human times are multiplied by, to see what a conclusion rests on."""
CURVE_POINTS = 41
NO_RATE = "needs --hourly-rate USD, what an hour of the people's work costs"


def melt_report(
    stores: Sequence[RunStore],
    agents: Sequence[str] = (),
    hourly_rate: float | None = None,
    weights: Weights = "invsqrt",
) -> MeltReport:
    """The report of some runs, of `agents` or else of all but controls. Raises UserError for damaged runs, for an agent
    that has no attempt, for a rate that is none, and where nothing is left to report on."""
    if hourly_rate is not None and not (math.isfinite(hourly_rate) and hourly_rate > 0):
        raise UserError(f"{hourly_rate} is no rate", where="--hourly-rate", mend="Give dollars per hour, above 0")
    table = attempts_of(stores)
    chosen = _chosen(table.agents, agents)
    rows = [row for row in table.rows if row.agent in chosen and row.human]
    if not rows:
        mend = "Give tasks their meltbench.human_minutes (docs/tasks.md)"
        raise UserError("no attempt is at a task with human minutes", where="report melt", mend=mend)
    replayed = {run.id for run in (store.run() for store in stores) if run.settings.replay}
    middles = [row.human.mid for row in rows if row.human]
    lengths = np.geomspace(min(middles) / 2, 4 * max(middles), CURVE_POINTS).tolist()
    found = tuple(
        _agent([row for row in rows if row.agent == agent], replayed, hourly_rate, weights, lengths)
        for agent in chosen
        if any(row.agent == agent for row in rows)
    )
    notes = (*table.notes, *_left_out(table.rows, chosen, named=bool(agents)))
    return MeltReport(
        runs=tuple(store.root.name for store in stores),
        weights=weights,
        hourly_rate=hourly_rate,
        agents=found,
        tasks=_human_tasks(rows),
        trend=trend_of(found),
        notes=notes,
    )


def _chosen(there: Sequence[str], agents: Sequence[str]) -> tuple[str, ...]:
    for agent in agents:
        if agent not in there:
            mend = f"The runs hold: {', '.join(there) or 'no scored attempt'}"
            raise UserError(f"no attempt of {agent!r}", where="--agent", mend=mend)
    chosen = tuple(dict.fromkeys(agents)) or tuple(agent for agent in there if not is_control(agent))
    if not chosen:
        mend = f"Name one of them with --agent: {', '.join(there)}" if there else "Run some trials first"
        raise UserError("there is nothing but controls to report on", where="report melt", mend=mend)
    return chosen


def _left_out(rows: Sequence[Attempt], chosen: Sequence[str], *, named: bool) -> Iterator[str]:
    controls = sorted({row.agent for row in rows if is_control(row.agent)} - set(chosen))
    if controls and not named:
        yield f"Controls are left out: {', '.join(controls)}."
    kept = [row for row in rows if row.agent in chosen]
    untimed = sorted({row.task for row in kept if not row.human})
    if untimed:
        yield f"Tasks without human minutes are left out: {', '.join(untimed)}."
    bands = {(row.task, row.human) for row in kept if row.human}
    twice = sorted({task for task, _ in bands if sum(task == other for other, _ in bands) > 1})
    if twice:
        yield f"Human minutes differ between the runs, and the last are taken: {', '.join(twice)}."


def _human_tasks(rows: Sequence[Attempt]) -> tuple[HumanTask, ...]:
    known = {row.task: row.human for row in rows if row.human}
    tasks = [
        HumanTask(
            task=task, low=human.low, mid=human.mid, high=human.high,
            source=human.source, rule=human.rule, people=human.n,
        )
        for task, human in known.items()
    ]  # fmt: skip
    return tuple(sorted(tasks, key=lambda one: (one.mid, one.task)))


def _agent(
    rows: Sequence[Attempt], replayed: set[str], rate: float | None, weights: Weights, lengths: Sequence[float]
) -> AgentMelt:
    times = _times(rows)
    flagged = sum(row.cheated for row in rows)
    first = _reading(rows, "failure", times, rate, weights, lengths)
    others = [
        _reading(rows, cheats, times, rate, weights, lengths)
        if flagged
        else first.model_copy(update={"cheats": cheats})
        for cheats in TREATMENTS[1:]
    ]
    estimated = any(row.human and row.human.source == "estimate" for row in rows)
    return AgentMelt(
        agent=rows[0].agent,
        model=rows[0].model,
        released=next((row.released for row in rows if row.released), None),
        source=_source(rows, replayed),
        attempts=len(rows),
        flagged=flagged,
        readings=(first, *others),
        supposed=tuple(_supposed(rows, factor, weights) for factor in SUPPOSED) if estimated else (),
    )


def _source(rows: Sequence[Attempt], replayed: set[str]) -> Source:
    if plays_a_part(rows[0].agent):
        return "scripted"
    if any(row.run in replayed for row in rows):
        return "replay"
    return "live" if any(row.model for row in rows) else "measured"


def _times(rows: Iterable[Attempt], factor: float = 1.0) -> HumanTimes:
    """Human times of the tasks, estimates times a factor; tasks about one package belong together."""
    known = {row.task: (row.cluster, row.human) for row in rows if row.human}
    scaled = [
        [factor * end if human.source == "estimate" else end for end in (human.mid, human.low, human.high)]
        for _, human in known.values()
    ]
    mid, low, high = np.array(scaled).T
    return human_times(list(known), mid, low, high, families=[cluster for cluster, _ in known.values()])


def _tasks_of(rows: Sequence[Attempt]) -> NDArray[np.str_]:
    return np.array([row.task for row in rows], dtype=np.str_)


def _solved(rows: Sequence[Attempt]) -> list[float]:
    return [float(row.passed) for row in rows]


def _reading(
    rows: Sequence[Attempt],
    cheats: Treatment,
    times: HumanTimes,
    rate: float | None,
    weights: Weights,
    lengths: Sequence[float],
) -> Reading:
    kept = treated(rows, cheats)
    tasks, solved = _tasks_of(kept), _solved(kept)
    return Reading(
        cheats=cheats,
        horizon=horizon(times, tasks, solved, weights=weights, curve=lengths),
        ratios=(
            Ratios(against="wall", melt=melt(times, tasks, [row.wall_s / 60 for row in kept], solved)),
            Ratios(against="active", melt=melt(times, tasks, [row.active_s / 60 for row in kept], solved)),
            _cost(kept, times, rate),
        ),
        tasks=tuple(_points(kept)),
    )


def _cost(rows: Sequence[Attempt], times: HumanTimes, rate: float | None) -> Ratios:
    known = [row.usd for row in rows if row.usd is not None]
    if len(known) < len(rows):
        said = f"the cost of {len(rows) - len(known)} of {len(rows)} attempts is not known"
        return Ratios(against="cost", melt=None, missing=said)
    if rate is None:
        return Ratios(against="cost", melt=None, missing=NO_RATE)
    return Ratios(against="cost", melt=melt(times.worth(rate), _tasks_of(rows), known, _solved(rows)))


def _points(rows: Sequence[Attempt]) -> Iterator[TaskPoint]:
    for task in dict.fromkeys(row.task for row in rows):
        own = [row for row in rows if row.task == task]
        human = own[-1].human
        assert human
        yield TaskPoint(task=task, minutes=human.mid, attempts=len(own), solved=sum(row.passed for row in own))


def _supposed(rows: Sequence[Attempt], factor: float, weights: Weights) -> Supposed:
    times, kept = _times(rows, factor), treated(rows, "failure")
    tasks, solved = _tasks_of(kept), _solved(kept)
    found = horizon(times, tasks, solved, weights=weights, chances=(0.5,))
    ratios = melt(times, tasks, [row.wall_s / 60 for row in kept], solved)
    return Supposed(factor=factor, horizon=found.points[0].minutes, throughput=ratios.throughput)


def trend_of(agents: Sequence[AgentMelt]) -> Trend:
    """The trend of agents' horizons, cheats as failures. Extrapolations are not on the line; of a model with several
    agents the longest horizon is."""
    best: dict[str, Dated] = {}
    for one in agents:
        at = one.headline.point(0.5)
        if not one.model or one.released is None or at.place != "within" or not at.minutes.value:
            continue
        before = best.get(one.model)
        if before is None or at.minutes.value > (before.minutes.value or 0):
            best[one.model] = Dated(model=one.model, released=one.released, agent=one.agent, minutes=at.minutes)
    models = sorted(best.values(), key=lambda one: (one.released, -(one.minutes.value or 0)))
    leading: list[Dated] = []
    most = 0.0
    for model in models:
        if (model.minutes.value or 0) > most:
            leading, most = [*leading, model], model.minutes.value or 0
    return Trend(models=tuple(models), doubling=_doubling(models), leading=_doubling(leading))


def _doubling(models: Sequence[Dated]) -> Measured:
    return doubling_time([one.released.toordinal() for one in models], [one.minutes.value or 0 for one in models])
