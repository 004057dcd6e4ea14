"""The comparison of agents over the same tasks, as plain data. `report compare --json` prints it.

Attempts are averaged within tasks, tasks within what they belong together by (a package), and these are the units that
every interval is over."""

from collections.abc import Callable, Sequence
from itertools import combinations

from harness.attempts import Attempt, Attempts, Treatment, is_control, plays_a_part, treated
from harness.reports.compare_frontier import Frontier, frontier_of
from harness.reports.compare_means import by_task, mean_over
from harness.reports.compare_pairs import Pair, pairs_of
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.stats.bootstrap import SIZE
from scoring.stats.measured import Measured
from scoring.stats.passes import pass_all, pass_any

COMPARE_VERSION = 1
CHANCES = (2, 3, 5, 10, 25, 50, 100)
"""The k of pass@k and pass^k, as far as there are attempts; for k = 1 both are the share passed."""


class Chances(Frozen):
    """What k attempts come to, over tasks with at least k."""

    k: int
    any: Measured
    """pass@k: at least one of k has full marks."""
    all: Measured
    """pass^k: all of k have."""


class AgentRow(Frozen):
    """One agent over all tasks that it has."""

    agent: str
    model: str
    control: bool
    channels: tuple[str, ...]
    """What scored it: verified, constraint."""
    tasks: int
    units: int
    attempts: int
    cheated: int
    """Attempts flagged as cheating."""
    score: Measured
    passed: Measured
    chances: tuple[Chances, ...]
    usd: Measured
    """Dollars of an attempt."""
    unpriced: int
    """Attempts of unknown cost, which are no part of that."""
    wall_s: Measured
    """Seconds of an attempt, of the agent alone."""


class CompareReport(Frozen):
    """The whole report."""

    schema_version: int = COMPARE_VERSION
    runs: tuple[str, ...]
    cheats: Treatment
    flagged: int
    agents: tuple[AgentRow, ...]
    pairs: tuple[Pair, ...]
    frontier: Frontier | None
    notes: tuple[str, ...]
    """What is left out, a sentence each."""

    @property
    def scripted(self) -> tuple[str, ...]:
        """Agents in pairs that only play a part."""
        paired = {agent for pair in self.pairs for agent in (pair.first, pair.second)}
        return tuple(one.agent for one in self.agents if one.agent in paired and plays_a_part(one.agent))


def compare_report(
    table: Attempts, agents: Sequence[str] = (), baseline: str = "", cheats: Treatment = "as-scored"
) -> CompareReport:
    """Of the agents named (all where none is), in pairs or each against `baseline`; controls take part in pairs only
    where they are named. Raises UserError where there is no attempt, or none of an agent that is named."""
    _check(table, [*agents, *([baseline] if baseline else [])])
    shown = list(dict.fromkeys([*agents, *([baseline] if baseline else [])])) if agents else list(table.agents)
    rows = [row for row in table.rows if row.agent in shown]
    named = {*agents, baseline}
    rivals = [agent for agent in shown if agent in named or not is_control(agent)]
    pairs = [(one, baseline) for one in rivals if one != baseline] if baseline else list(combinations(rivals, 2))
    counted = treated(rows, cheats)
    return CompareReport(
        runs=tuple(dict.fromkeys(row.run for row in table.rows)),
        cheats=cheats,
        flagged=sum(row.cheated for row in rows),
        agents=tuple(_row(agent, counted, rows) for agent in shown),
        pairs=pairs_of(rows, pairs, cheats),
        frontier=frontier_of([row for row in counted if row.agent in rivals]),
        notes=(*table.notes, *_notes(shown, rivals, pairs)),
    )


def _check(table: Attempts, named: Sequence[str]) -> None:
    if not table.rows:
        raise UserError("no trial has a score", where="report compare", mend="Name a RUN with scored trials")
    for agent in named:
        if agent not in table.agents:
            raise UserError("no such agent in these runs", where=agent, mend=f"Choose of: {', '.join(table.agents)}")


def _notes(shown: Sequence[str], rivals: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[str]:
    said = []
    if controls := [agent for agent in shown if agent not in rivals]:
        said.append(f"Controls are in no pair unless named with --agent: {', '.join(controls)}.")
    if not pairs:
        said.append("Fewer than two agents to compare: there are no pairs.")
    return said


def _row(agent: str, counted: Sequence[Attempt], rows: Sequence[Attempt]) -> AgentRow:
    own = [row for row in counted if row.agent == agent]
    all_own = [row for row in rows if row.agent == agent]
    priced = [row for row in all_own if row.usd is not None]
    most = max((len(tries) for tries in by_task(own).values()), default=0)
    return AgentRow(
        agent=agent,
        model=all_own[0].model,
        control=is_control(agent),
        channels=tuple(sorted({row.channel for row in all_own})),
        tasks=len({row.task for row in own}),
        units=len({row.cluster for row in own}),
        attempts=len(own),
        cheated=sum(row.cheated for row in all_own),
        score=mean_over(own, lambda row: row.score),
        passed=mean_over(own, lambda row: float(row.passed)),
        chances=tuple(_chances(own, k) for k in CHANCES if k <= most),
        usd=mean_over(priced, lambda row: row.usd or 0.0, SIZE),
        unpriced=len(all_own) - len(priced) if all_own[0].model or priced else 0,
        wall_s=mean_over(all_own, lambda row: row.wall_s, SIZE),
    )


def _chances(own: Sequence[Attempt], k: int) -> Chances:
    tasks = [tries for tries in by_task(own).values() if len(tries) >= k]

    def over(one: Callable[[int, int, int], float | None]) -> Measured:
        worth = {tries[0].task: one(len(tries), sum(t.passed for t in tries), k) or 0.0 for tries in tasks}
        return mean_over([tries[0] for tries in tasks], lambda row: worth[row.task])

    return Chances(k=k, any=over(pass_any), all=over(pass_all))
