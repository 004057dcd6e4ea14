"""What a contrast study runs, from a budget of minutes: which works, and how often each.

Four kinds of work answer the card's eight rows: ladders (known defects), controls (the reference, nothing, half of it),
cheats (worth nothing by construction), and agents that are compared, several attempts each."""

from collections.abc import Sequence
from typing import NamedTuple

from harness.admission.record import read_record
from harness.contrast.gather import domain_of
from harness.gateway.budget import Budget
from harness.plan import Plan, Wish, make_plan
from harness.records import JudgeSettings
from harness.task import Task
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.attacks.exploit import catalogue

SUITE = "contrast"
"""Tasks of code and of writing, for who names none."""
SAMPLES = ("sample:ladder:1", "sample:ladder:2", "sample:ladder:3")
MUTANTS = "sample:mutants:1"
"""Also compared on code, unless other agents are named."""
CONTROLS = ("oracle", "nop", "partial:0.5")
LADDER = tuple(f"artifact:ladder-{defects}" for defects in range(6))
RECORDED_JOBS = 2
"""How many trials ran beside each other when admissions were recorded."""
USUAL_S = {"smoke": 3.0, "refactor": 20.0, "security": 20.0, "writing": 1.0, "everyday": 1.0}
"""Seconds of a trial where no record tells."""
SPARE = 1.3
"""How much of the budget a plan may fill: forecasts err by half, what says most comes first, and the clock ends it."""
SETUP_S = 45.0
"""Images, anchors, attacks on judges and the report."""


class Size(NamedTuple):
    """How much is done of everything."""

    quick: int
    """Attempts of each agent that is compared on a task whose trials take little;"""
    attempts: int
    """on one that is neither quick nor slow;"""
    slow: int
    """and on one whose trials take long."""
    looks: int
    """At each artifact by each judge."""
    rechecks: int
    """Further looks of the checks, at some artifacts."""
    cheats: int
    """Works that are worth nothing, on the quickest code task."""
    rechecked: int
    """Artifacts of code at which the checks look again."""


SIZES = (
    Size(16, 16, 8, 5, 4, 120, 120),
    Size(16, 8, 6, 5, 4, 90, 60),
    Size(16, 8, 4, 5, 2, 60, 45),
    Size(8, 6, 2, 5, 2, 45, 36),
    Size(8, 4, 2, 5, 1, 36, 32),
    Size(6, 4, 1, 3, 1, 32, 32),
    Size(6, 2, 1, 3, 1, 32, 30),
    Size(6, 2, 1, 2, 1, 12, 12),
)
"""From the largest to the least that says anything."""
QUICK_S, SLOW_S = 2.0, 15.0
"""Seconds of a trial up to which a task is quick, and from which on it is slow."""
RECHECKED = 60
"""Artifacts of writing at which the checks look again: that takes next to nothing."""
CHEAP = 0.5
"""What a cheat takes of a trial: most are found out before everything has run."""


class Design(Frozen):
    """study.json: what a contrast study is to do."""

    schema_version: int = 1
    budget_s: float
    tasks: tuple[str, ...]
    agents: tuple[str, ...]
    """Those that are compared."""
    judges: tuple[str, ...]
    quick: int
    attempts: int
    slow: int
    looks: int
    rechecks: int
    cheats: int
    rechecked: int
    """As in `Size`."""
    jobs: int
    forecast_s: float
    """Wall seconds that it should take on this many jobs."""
    left_out: tuple[str, ...] = ()
    """Tasks that the budget has no room for, a sentence each."""


def design(
    tasks: Sequence[Task], judges: Sequence[str], agents: Sequence[str], *, budget_s: float, jobs: int
) -> Design:
    """The largest study that fits the budget. Raises UserError where not even the least does.

    Where it does not fit with all tasks, the slowest are left out, one after the other, as long as code and writing
    keep one each."""
    check_tasks(tasks)
    kept, left_out = list(tasks), list[str]()
    while True:
        for size in SIZES:
            takes = seconds(kept, agents, size, jobs)
            if takes <= SPARE * budget_s:
                return Design(
                    budget_s=budget_s,
                    tasks=tuple(task.name for task in kept),
                    agents=tuple(agents) or (*SAMPLES, MUTANTS),
                    judges=tuple(judges),
                    forecast_s=round(takes),
                    jobs=jobs,
                    left_out=tuple(left_out),
                    **size._asdict(),
                )
        slowest = max(kept, key=pace_s)
        if sum(domain_of(task) == domain_of(slowest) for task in kept) == 1:
            mend = f"Give it {seconds(kept, agents, SIZES[-1], jobs) / SPARE / 60:.0f} minutes"
            raise UserError("too little for any study", where="--budget-minutes", mend=mend)
        kept.remove(slowest)
        left_out.append(f"{slowest.name} is left out: a trial takes {pace_s(slowest):.0f} s, too long for the budget.")


def check_tasks(tasks: Sequence[Task]) -> None:
    """Raise UserError unless there is code and writing, each with a rubric and a ladder."""
    for task in tasks:
        if task.rubric is None or not any(a.kind == "defect" for a in task.ladder.artifact):
            raise UserError("has no rubric or no ladder", where=task.name, mend="Leave it out of the study")
    for domain in ("code", "writing"):
        if not any(domain_of(task) == domain for task in tasks):
            raise UserError(
                f"there is no task of {domain}", where="study contrast", mend="Name one, or the suite contrast"
            )


def pace_s(task: Task) -> float:
    """Seconds of one trial alone, by the task's admission record; what is usual of its family without one."""
    try:
        ladder = next(step for step in read_record(task).steps if step.name == "ladder")
    except (UserError, StopIteration):
        return USUAL_S[task.bench.family]
    each = ladder.seconds / max(1, sum(1 for one in task.ladder.artifact))
    return max(USUAL_S["writing"] / 2, each * RECORDED_JOBS) if ladder.seconds else USUAL_S[task.bench.family]


def seconds(tasks: Sequence[Task], agents: Sequence[str], size: Size, jobs: int) -> float:
    """Wall seconds of a study of that size."""
    total = sum((wish.attempts or 1) * pace_s(task) for task in tasks for wish in _wishes(task, agents, size))
    cheats = CHEAP * min(size.cheats, len(catalogue()))
    total += (cheats + size.rechecked * size.rechecks) * pace_s(quickest(tasks))
    return SETUP_S + total / jobs


def quickest(tasks: Sequence[Task]) -> Task:
    """The code task whose trials take least."""
    return min((task for task in tasks if domain_of(task) == "code"), key=pace_s)


def attempts_on(task: Task, size: Size | Design) -> int:
    """How often each agent that is compared attempts a task."""
    pace = pace_s(task)
    return size.quick if pace <= QUICK_S else size.slow if pace >= SLOW_S else size.attempts


def _wishes(task: Task, agents: Sequence[str], size: Size) -> list[Wish]:
    code = domain_of(task) == "code"
    compared = tuple(agents) or (*SAMPLES, *((MUTANTS,) if code else ()))
    attempts = attempts_on(task, size)
    controls = (*(CONTROLS if code else CONTROLS[1:2]), *LADDER)
    return [*(Wish(name, 1) for name in controls), *(Wish(name, attempts) for name in compared)]


def judging_of(asked: Design, *, own_family: bool = False) -> JudgeSettings:
    """How the works of a study are judged."""
    return JudgeSettings(judges=asked.judges, repeats=asked.looks, own_family=own_family)


def plan_of(tasks: Sequence[Task], asked: Design, budget_usd: float | None = None) -> Plan:
    """The trials of a study: ladders, controls and the agents that are compared on every task, cheats on the quickest
    code task. `budget_usd` is for one trial of an agent that asks a model."""
    size = Size(**{name: getattr(asked, name) for name in Size._fields})
    budget = Budget(usd=budget_usd)
    named = () if asked.agents == (*SAMPLES, MUTANTS) else asked.agents
    plans = [make_plan([task], _wishes(task, named, size), attempts=1, track=None, budget=budget) for task in tasks]
    cheats = [f"cheat:{name}" for name in spread(sorted(catalogue()), size.cheats)]
    plans.append(make_plan([quickest(tasks)], cheats, attempts=1, track=None))
    return Plan(
        tasks=tuple({entry.name: entry for plan in plans for entry in plan.tasks}.values()),
        agents=tuple({entry.name: entry for plan in plans for entry in plan.agents}.values()),
        trials=tuple({trial.key: trial for plan in plans for trial in plan.trials}.values()),
        left_out=tuple(dict.fromkeys(line for plan in plans for line in plan.left_out)),
    )


def spread(names: Sequence[str], count: int) -> list[str]:
    """So many of the names, evenly over all of them."""
    if count >= len(names):
        return list(names)
    return [names[at * len(names) // count] for at in range(count)]
