"""One set of trials as different users experience it: weighted by what they do, and the frontier that is weighted.
`report segments --json` prints it."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Literal

from harness.attempts import Attempt, Attempts, Treatment, is_control, treated
from harness.reports.compare_means import units_of
from harness.reports.segments_file import Basis, Segment, SegmentsFile
from harness.reports.segments_frontier import Growth, Spike, growth_of, spikes_of
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.stats.measured import Measured, undefined
from scoring.stats.weighted import stratum_mean, weighted_sum

SEGMENTS_VERSION = 1
ENOUGH = 0.5
"""Of a segment's weight: a total that covers less is not shown."""

By = Literal["messages", "tokens"]


class Share(Frozen):
    """A weight as it counted."""

    work: str
    share: float
    """As in the file."""
    counted: float
    """After what is not covered was left out; 0 where there is no trial."""
    basis: Basis
    source: str


class Total(Frozen):
    """What one agent is worth to one segment."""

    segment: str
    agent: str
    by: By
    score: Measured
    """The weighted mean of the scores of kinds of work; `n` counts attempts, `clusters` tasks or packages. No value
    where less than half of the weight is covered."""
    covered: float
    """The share of the segment's weight that trials stand for."""
    shares: tuple[Share, ...]
    assumed: bool
    """Whether any of the weights is assumed, not published."""
    other_tier: bool
    """Whether the agent ran on another tier than these users usually have."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Kinds of work with weight and no trial."""
        return tuple(one.work for one in self.shares if one.share and not one.counted)


class Apart(Frozen):
    """The totals of two segments, first less second."""

    by: By
    first: str
    second: str
    agent: str
    other: str
    """Whose total the second is: the same agent's, of the same trials; or another's, where the two segments have
    different tiers, and each of the two agents ran on one of them."""
    difference: Measured
    """Of two agents as if their scores had nothing to do with each other, which is too wide where the same tasks are
    hard for both."""


class AgentFacts(Frozen):
    """One agent."""

    agent: str
    model: str
    tier: str
    released: date | None
    scripted: bool
    """Whether it only plays a part."""


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


def segments_report(
    table: Attempts, weights: SegmentsFile, agents: Sequence[str] = (), cheats: Treatment = "as-scored"
) -> SegmentsReport:
    """Of the agents named, or else of all but controls. Raises UserError where there is no attempt of one."""
    shown = _chosen(table, agents)
    rows = [row for row in table.rows if row.agent in shown]
    counted = treated(rows, cheats)
    totals = [total for agent in shown for total in _totals([r for r in counted if r.agent == agent], weights, agent)]
    return SegmentsReport(
        runs=tuple(dict.fromkeys(row.run for row in rows)),
        cheats=cheats,
        flagged=sum(row.cheated for row in rows),
        weights=weights,
        agents=tuple(_facts([row for row in rows if row.agent == agent]) for agent in shown),
        totals=tuple(totals),
        apart=tuple(_all_apart(totals, counted, weights)),
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
        tier=next((row.tier for row in own if row.tier), ""),
        released=next((row.released for row in own if row.released), None),
        scripted=is_control(own[0].agent) or own[0].agent.startswith("sample:"),
    )


def _means(own: Sequence[Attempt], weights: SegmentsFile) -> dict[str, Measured]:
    """The mean score of each kind of work that has trials."""
    by_work = {name: [row for row in own if weights.work_of(row) == name] for name in weights.work}
    return {
        name: stratum_mean(units_of(rows, lambda row: row.score), len(rows)) for name, rows in by_work.items() if rows
    }


def _totals(own: Sequence[Attempt], weights: SegmentsFile, agent: str) -> list[Total]:
    means, tier = _means(own, weights), next((row.tier for row in own if row.tier), "")
    return [
        _total(name, segment, agent, by, means, tier)
        for name, segment in weights.segment.items()
        for by in _measures(segment)
    ]


def _measures(segment: Segment) -> tuple[By, ...]:
    return ("messages", "tokens") if segment.tokens else ("messages",)


def _total(name: str, segment: Segment, agent: str, by: By, means: dict[str, Measured], tier: str) -> Total:
    given = segment.messages if by == "messages" else segment.tokens
    covered = sum(weight.share for work, weight in given.items() if work in means)
    shares = tuple(
        Share(
            work=work,
            share=weight.share,
            counted=weight.share / covered if covered and work in means else 0.0,
            basis=weight.basis,
            source=weight.source,
        )
        for work, weight in given.items()
    )
    parts = [(share.counted, means[share.work]) for share in shares if share.counted]
    return Total(
        segment=name,
        agent=agent,
        by=by,
        score=weighted_sum(parts) if covered >= ENOUGH else undefined(f"not covered ({100 * (1 - covered):.0f} %)"),
        covered=covered,
        shares=shares,
        assumed=any(share.basis == "assumed" for share in shares if share.share),
        other_tier=bool(tier and segment.tier and tier != segment.tier),
    )


def _all_apart(totals: Sequence[Total], rows: Sequence[Attempt], weights: SegmentsFile) -> list[Apart]:
    agents = dict.fromkeys(total.agent for total in totals)
    means = {agent: _means([row for row in rows if row.agent == agent], weights) for agent in agents}
    tiers = {row.agent: row.tier for row in reversed(rows) if row.tier}
    known = [total for total in totals if total.score.value is not None]
    order = list(weights.segment)

    def at_home(total: Total) -> bool:
        return bool(tiers.get(total.agent)) and tiers[total.agent] == weights.segment[total.segment].tier

    return [
        _apart(one, two, means[one.agent], means[two.agent])
        for one, two in product(known, known)
        if one.by == two.by and order.index(one.segment) < order.index(two.segment)
        if one.agent == two.agent or (at_home(one) and at_home(two) and tiers[one.agent] != tiers[two.agent])
    ]


def _apart(one: Total, two: Total, first: dict[str, Measured], second: dict[str, Measured]) -> Apart:
    ours, theirs = ({share.work: share.counted for share in total.shares} for total in (one, two))
    if one.agent == two.agent:
        parts = [(ours.get(work, 0.0) - theirs.get(work, 0.0), mean) for work, mean in first.items()]
    else:
        parts = [(ours.get(work, 0.0), mean) for work, mean in first.items()]
        parts += [(-theirs.get(work, 0.0), mean) for work, mean in second.items()]
    return Apart(
        by=one.by, first=one.segment, second=two.segment, agent=one.agent, other=two.agent,
        difference=weighted_sum(parts),
    )  # fmt: skip


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
