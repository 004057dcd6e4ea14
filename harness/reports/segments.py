"""One set of trials as different users experience it: weighted by what they do, and the frontier that is weighted.
`report segments --json` prints it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from statistics import fmean
from typing import Literal

from harness.attempts import Attempt, Attempts, Treatment, is_control, plays_a_part, treated
from harness.reports.compare_means import units_of
from harness.reports.segments_file import Segment, SegmentsFile
from harness.reports.segments_frontier import Growth, Spike, growth_of, spikes_of
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.stats.measured import Measured, undefined
from scoring.stats.weighted import stratum_mean, weighted_sum

SEGMENTS_VERSION = 1
ENOUGH = 0.5
"""Of a segment's weight: a total that covers less is not shown."""

By = Literal["messages", "tokens"]
Cell = tuple[str, str]
"""A kind of work, and a tier; the tier is empty in what is one agent's."""
Means = Mapping[Cell, Measured]


class Share(Frozen):
    """A weight as it counted."""

    work: str
    tier: str
    """Empty in an agent's total."""
    share: float
    """As in the file; of a kind of work on a tier, the two shares multiplied."""
    counted: float
    """After what is not covered was left out; 0 where there is no trial."""


class Total(Frozen):
    """What the trials are worth to one segment: those of one agent, or as its users have it."""

    segment: str
    agent: str | None
    """None for what its users have: the agents of each tier, in the shares in which users are on these."""
    by: By
    score: Measured
    """The weighted mean of the scores of kinds of work (on tiers); `n` counts attempts, `clusters` tasks or packages.
    No value where less than half of the weight is covered."""
    covered: float
    """The share of the segment's weight that trials stand for."""
    shares: tuple[Share, ...]
    assumed: tuple[str, ...]
    """Which of the weights are assumed, not published: kinds of work, then tiers."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What has weight and no trial."""
        none = [one for one in self.shares if one.share and not one.counted]
        return tuple(f"{one.work} on {one.tier}" if one.tier else one.work for one in none)


class Apart(Frozen):
    """The totals of two segments, first less second, of the same agent, or as their users have it."""

    by: By
    first: str
    second: str
    agent: str | None
    """None for what their users have."""
    difference: Measured


class AgentFacts(Frozen):
    """One agent."""

    agent: str
    model: str
    tiers: tuple[str, ...]
    """That it ran on."""
    released: date | None
    scripted: bool
    """Whether it only plays a part."""
    attempts: int
    tasks: int


class SegmentsReport(Frozen):
    """The whole report."""

    schema_version: int = SEGMENTS_VERSION
    runs: tuple[str, ...]
    cheats: Treatment
    flagged: int
    weights: SegmentsFile
    agents: tuple[AgentFacts, ...]
    totals: tuple[Total, ...]
    apart: tuple[Apart, ...]
    spikes: tuple[Spike, ...]
    growth: tuple[Growth, ...]
    notes: tuple[str, ...]
    """What is left out, a sentence each."""

    @property
    def scripted(self) -> tuple[str, ...]:
        """Agents that only play a part."""
        return tuple(one.agent for one in self.agents if one.scripted)


def segments_report(
    table: Attempts, weights: SegmentsFile, agents: Sequence[str] = (), cheats: Treatment = "as-scored"
) -> SegmentsReport:
    """Of the agents named, or else of all but controls. Raises UserError where there is no attempt of one."""
    shown = _chosen(table, agents)
    rows = [row for row in table.rows if row.agent in shown]
    counted = treated(rows, cheats)
    means = _all_means(counted, shown, weights)
    totals = [total for agent, own in means.items() for total in _totals(agent, own, weights)]
    return SegmentsReport(
        runs=tuple(dict.fromkeys(row.run for row in rows)),
        cheats=cheats,
        flagged=sum(row.cheated for row in rows),
        weights=weights,
        agents=tuple(_facts([row for row in rows if row.agent == agent]) for agent in shown),
        totals=tuple(totals),
        apart=tuple(_all_apart(totals, means)),
        spikes=spikes_of(counted, weights),
        growth=growth_of(counted, weights),
        notes=(*table.notes, *_notes(table, rows, weights, named=bool(agents))),
    )


def _chosen(table: Attempts, agents: Sequence[str]) -> tuple[str, ...]:
    there = ", ".join(table.agents) or "no scored attempt"
    for agent in agents:
        if agent not in table.agents:
            raise UserError("no such agent in these runs", where=agent, mend=f"Choose of: {there}")
    chosen = tuple(dict.fromkeys(agents)) or tuple(agent for agent in table.agents if not is_control(agent))
    if not chosen:
        mend = f"Name one of them with --agent: {there}" if table.agents else "Name a RUN with scored trials"
        raise UserError("there is nothing but controls to report on", where="report segments", mend=mend)
    return chosen


def _facts(own: Sequence[Attempt]) -> AgentFacts:
    return AgentFacts(
        agent=own[0].agent,
        model=own[0].model,
        tiers=tuple(sorted({row.tier for row in own if row.tier})),
        released=next((row.released for row in own if row.released), None),
        scripted=plays_a_part(own[0].agent),
        attempts=len(own),
        tasks=len({row.task for row in own}),
    )


def _all_means(rows: Sequence[Attempt], agents: Sequence[str], weights: SegmentsFile) -> dict[str | None, Means]:
    """By agent; None for the tiers, if an agent ran on one."""
    own: dict[str | None, list[Attempt]] = {None: [row for row in rows if row.tier]}
    for agent in agents:
        own[agent] = [row._replace(tier="") for row in rows if row.agent == agent]
    return {agent: _means(each, weights) for agent, each in own.items() if each or agent is not None}


def _means(rows: Sequence[Attempt], weights: SegmentsFile) -> Means:
    """The mean score of each kind of work on each tier that has trials."""
    cells: dict[Cell, list[Attempt]] = defaultdict(list)
    for row in rows:
        if work := weights.work_of(row):
            cells[work, row.tier].append(row)
    return {cell: stratum_mean(units_of(_alike(own), lambda row: row.score), len(own)) for cell, own in cells.items()}


def _alike(rows: Sequence[Attempt]) -> list[Attempt]:
    """One for each agent and task, so that those with more attempts do not count for more."""
    tries: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for row in rows:
        tries[row.agent, row.task].append(row)
    return [own[0]._replace(score=fmean(row.score for row in own)) for own in tries.values()]


def _totals(agent: str | None, means: Means, weights: SegmentsFile) -> Iterator[Total]:
    for name, segment in weights.segment.items():
        if agent is not None or segment.tiers:
            yield _total(name, segment, agent, "messages", means)
            if segment.tokens:
                yield _total(name, segment, agent, "tokens", means)


def _total(name: str, segment: Segment, agent: str | None, by: By, means: Means) -> Total:
    given = segment.messages if by == "messages" else segment.tokens
    tiers = segment.tiers if agent is None else {}
    users: dict[str, float] = {tier: weight.share for tier, weight in tiers.items()} or {"": 1.0}
    weights: dict[Cell, float] = {(work, tier): given[work].share * users[tier] for work, tier in product(given, users)}
    covered = sum(share for cell, share in weights.items() if cell in means)
    counted = {cell: share / covered for cell, share in weights.items() if covered and cell in means}
    named = [*given.items(), *((f"{tier} tier", weight) for tier, weight in tiers.items())]
    return Total(
        segment=name,
        agent=agent,
        by=by,
        score=_sum(counted, means) if covered >= ENOUGH else undefined(f"not covered ({100 * (1 - covered):.0f} %)"),
        covered=covered,
        shares=tuple(
            Share(work=work, tier=tier, share=share, counted=counted.get((work, tier), 0.0))
            for (work, tier), share in weights.items()
        ),
        assumed=tuple(what for what, weight in named if weight.share and weight.basis == "assumed"),
    )


def _sum(weights: Mapping[Cell, float], means: Means) -> Measured:
    """Tiers of a kind of work have the same tasks."""
    return weighted_sum([(weight, means[cell]) for cell, weight in weights.items()], [work for work, _ in weights])


def _all_apart(totals: Sequence[Total], means: Mapping[str | None, Means]) -> list[Apart]:
    """Of all pairs; `totals` have segments in the order of the file."""
    known = [total for total in totals if total.score.value is not None]
    return [
        _apart(one, two, means[one.agent])
        for one, two in combinations(known, 2)
        if (one.agent, one.by) == (two.agent, two.by)
    ]


def _apart(one: Total, two: Total, means: Means) -> Apart:
    ours, theirs = ({(share.work, share.tier): share.counted for share in total.shares} for total in (one, two))
    weights = {cell: ours.get(cell, 0.0) - theirs.get(cell, 0.0) for cell in means}
    difference = _sum(weights, means)
    return Apart(by=one.by, first=one.segment, second=two.segment, agent=one.agent, difference=difference)


def _notes(table: Attempts, rows: Sequence[Attempt], weights: SegmentsFile, *, named: bool) -> list[str]:
    said = []
    if (controls := list(filter(is_control, table.agents))) and not named:
        said.append(f"Controls are left out: {', '.join(controls)}.")
    if stray := sorted({row.kind for row in rows if not weights.work_of(row)}):
        said.append(f"Families of tasks that stand for no kind of work are in no total: {', '.join(stray)}.")
    works = {(row.cluster, weights.work_of(row)) for row in rows}
    clusters = [cluster for cluster, _ in works]
    if shared := sorted({cluster for cluster in clusters if clusters.count(cluster) > 1}):
        said.append(f"With tasks in two kinds of work, which intervals take for independent: {', '.join(shared)}.")
    return said
