"""Step `stated`: the task says what it must: how long a person needs, bounds, checks with names, a second opinion."""

from collections import Counter
from collections.abc import Iterator

from harness.admission.record import Item, item, listed
from harness.admission.subject import Subject
from harness.task import Task
from scoring.spec import VerifySpec
from scoring.verify.constraint.spec import load_checks
from scoring.verify.flaws import FILE as FLAWS
from scoring.verify.flaws import load_flaws
from scoring.verify.static.spec import load_structure

MEMORY_MB = (64, 16_384)
DISK_MB = (16, 32_768)
CPUS = (0.1, 8.0)
SHORTEST_INSTRUCTION = 40
"""Words below which nobody can know what is wanted."""
RUNGS = 2
"""Artifacts with planted defects that a ladder needs beside the reference."""


def stated(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """Read from the task's files alone."""
    del only
    task = subject.task
    yield item("human-time", _human_time(task), _said_time(task))
    yield item("limits", _limits(task), f"{task.limits.cpus:g} cores, {task.limits.memory_mb} MB memory")
    yield item("timeouts", _timeouts(task), f"{task.timeout_s:g} s for the agent")
    yield item("instruction", _instruction(task))
    yield item("reference", "" if (task.directory / "solution" / "solve.sh").is_file() else "no solution/solve.sh")
    yield item("reward", _reward(task.bench.verify))
    yield item("check-ids", _check_ids(task))
    if task.changes_code:
        yield item("second-oracle", _second_oracle(task.bench.verify))
        yield item("ladder", _ladder(task))


def _human_time(task: Task) -> str:
    minutes = task.bench.human_minutes
    if minutes is None:
        return "meltbench.human_minutes is missing: low, mid, high and where they come from"
    if minutes.low == minutes.high and minutes.source == "estimate":
        return f"an estimate without a band: low = high = {minutes.low:g} minutes"
    if minutes.source == "estimate" and not minutes.rule.strip():
        return "an estimate without `rule`: by which rule was it made?"
    if minutes.source == "baseline" and not minutes.n:
        return "a baseline of no one: `n` says how many people were timed"
    return ""


def _said_time(task: Task) -> str:
    minutes = task.bench.human_minutes
    return f"{minutes.mid:g} minutes ({minutes.low:g} to {minutes.high:g}), {minutes.source}" if minutes else ""


def _limits(task: Task) -> str:
    wanted = task.limits
    for name, value, (low, high) in (
        ("cpus", wanted.cpus, CPUS),
        ("memory_mb", wanted.memory_mb, MEMORY_MB),
        ("storage_mb", wanted.disk_mb, DISK_MB),
    ):
        if not low <= value <= high:
            return f"environment.{name} = {value:g} is outside of {low:g} to {high:g}"
    if task.config.environment.network_mode != "no-network":
        return f"environment.network_mode is {task.config.environment.network_mode!r}: answers may be fetched"
    return ""


def _timeouts(task: Task) -> str:
    if task.config.agent.timeout_sec is None:
        return "agent.timeout_sec is missing"
    for spec in task.bench.verify:
        if spec.case_timeout_s > spec.timeout_s:
            return f"{spec.name or spec.kind}: one case may take {spec.case_timeout_s:g} s, all {spec.timeout_s:g} s"
    return ""


def _instruction(task: Task) -> str:
    for track in task.bench.track:
        words = len(task.instruction(track).split())
        if track == "instructed" and words < SHORTEST_INSTRUCTION:
            return f"the instruction has {words} words, fewer than {SHORTEST_INSTRUCTION}"
    return ""


def _reward(specs: tuple[VerifySpec, ...]) -> str:
    main = [spec for spec in specs if spec.role in ("reward", "gate")]
    if not main:
        return "no verifier with the role reward or gate"
    if all(spec.kind == "suite" for spec in main):
        return "only suites: code under test can forge their pass"
    return ""


def _check_ids(task: Task) -> str:
    """Names by which results are told apart: of verifiers, and of the checks that files declare."""
    names = Counter(spec.name or spec.kind for spec in task.bench.verify if spec.role != "visible")
    if twice := sorted(name for name, count in names.items() if count > 1):
        return f"two verifiers are called {twice[0]!r}: give each a `name`"
    declared = Counter(check for spec in task.bench.verify for check in declared_checks(task, spec))
    if twice := sorted(name for name, count in declared.items() if count > 1):
        return f"checks with the same id: {listed(twice)}"
    return ""


def declared_checks(task: Task, spec: VerifySpec) -> tuple[str, ...]:
    """Ids of the checks that a verifier's file declares; none for kinds whose checks come with their results."""
    if spec.kind == "static":
        return tuple(check.id for check in load_structure(task.hidden / (spec.path or "structure.toml")).check)
    if spec.kind == "constraint":
        return tuple(check.id for check in load_checks(task.hidden / (spec.path or "checks.toml")).check)
    if spec.kind in ("differential", "black_box") and spec.role == "reward":
        return tuple(flaw.id for flaw in load_flaws(task.hidden / spec.path / FLAWS).flaw)
    return ()


def _second_oracle(specs: tuple[VerifySpec, ...]) -> str:
    oracles = [spec for spec in specs if spec.role == "oracle"]
    if not oracles:
        return "no verifier with role oracle: nothing says how often the reward itself is wrong"
    behaviour = {(spec.kind, spec.source, spec.path) for spec in specs if spec.role == "gate"}
    shared = [s for s in oracles if (s.kind, s.source, s.path) in behaviour]
    return f"the oracle {shared[0].name!r} is a gate's own suite once more" if shared else ""


def _ladder(task: Task) -> str:
    planted = sorted(a.defects for a in task.ladder.artifact if a.kind == "defect")
    if not planted:
        return "no ladder/ladder.toml with artifacts of planted defects"
    if planted[0] != 0:
        return "the ladder has no artifact without a defect"
    if len(set(planted)) <= RUNGS:
        return f"the ladder has {len(set(planted)) - 1} artifacts with defects, fewer than {RUNGS}"
    return ""
