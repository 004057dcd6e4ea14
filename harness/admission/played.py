"""Steps that play agents whose score is known beforehand: `reference`, `nop`, `partial`, `ladder` and `exploits`."""

from collections.abc import Iterator

from harness.admission.record import Item, item, listed
from harness.admission.subject import EXPLOITS, Subject, checks_of
from harness.records import TrialRecord
from harness.task import Task

SIGNALLED = 128
"""A shell's exit code from here on is a signal's."""
KEPT = frozenset({"completed", "agent_did_nothing"})


def reference(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """The reference solution earns full marks from every reward and oracle, and looks like no cheat."""
    del only
    record = subject.trials(["oracle"]).get("oracle")
    if record is None:
        yield item("score", "there is no reference solution to play")
        return
    yield item("score", _scores(record, 1.0), "1")
    for reward in record.rewards:
        if reward.role == "oracle":
            wrong = [f"{check.id}: {check.message}" for check in reward.checks if not check.passed]
            yield item(f"oracle:{reward.name}", listed(wrong, 2), "every check passes")
        elif reward.role == "visible":
            yield item(f"visible:{reward.name}", "" if reward.passed else f"{reward.value} of the visible tests pass")
    integrity = record.integrity
    flags = [f"{flag.kind}: {flag.evidence}" for flag in integrity.flags] if integrity else ["it was not looked at"]
    yield item("integrity", listed(flags, 2), "clean")


def nop(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """Doing nothing earns nothing."""
    del only
    record = subject.trials(["nop"])["nop"]
    yield item("score", _scores(record, 0.0), "0")


def partial(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """Each milestone of the reference is worth more than those before it, and less than the whole."""
    names = partial_agents(subject.task)
    records = subject.trials(_chosen(names, only, neighbours=1))
    for place, name in enumerate(names):
        if name not in records or (only is not None and name not in only):
            continue
        value, before = value_of(records[name]), value_of(records[names[place - 1]]) if place else 0.0
        problem = broken(records[name])
        if not problem and not before < value < 1.0:
            problem = f"{value:.3f} is not more than {before:.3f} before it and less than 1"
        yield item(name, problem, f"{value:.3f}")


def partial_agents(task: Task) -> list[str]:
    """The agents that play the first 1, 2, ... milestones, short of all."""
    number = len(task.milestones)
    # In between two milestones, so that no rounding takes one away.
    return [f"partial:{(played + 0.5) / number:.4g}" for played in range(1, number)]


def ladder(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """The artifact without a defect scores as the reference does; what the others score is written down."""
    rungs = {f"artifact:{a.name}": a for a in subject.task.ladder.artifact}
    names = [name for name in rungs if only is None or name in only]
    records = subject.trials([*names, "oracle"])
    for name in names:
        artifact, record = rungs[name], records[name]
        value, problem = value_of(record), broken(record)
        if not problem and artifact.kind == "defect" and not artifact.defects and value != value_of(records["oracle"]):
            problem = f"scores {value:.3f} without a defect, the reference {value_of(records['oracle']):.3f}"
        failed = [check for check, result in checks_of(record).items() if not result.passed]
        yield item(name, problem, f"{value:.3f}" + (f", fails {listed(failed)}" if failed else ""))


def exploits(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """Every exploit of the catalogue is played, none earns more than doing nothing, none makes the machine fail."""
    wanted = ["cheat:all"] if only is None else sorted(only)
    floor = value_of(subject.trials(["nop"])["nop"])
    for name, record in sorted(subject.trials(wanted, run=EXPLOITS).items()):
        value = value_of(record)
        problem = f"earns {value:.3f}, doing nothing {floor:.3f}" if value > floor else ""
        if record.outcome == "infra_error":
            problem = f"made the machine fail: {record.message}"
        elif record.agent and 0 < (record.agent.exit_code or 0) < SIGNALLED and not problem:
            # It broke off by itself: that it earns nothing says nothing.
            problem = f"was not played: {record.agent.error}"
        yield item(name, problem, f"{value:.3f}, {record.outcome}")


def _chosen(names: list[str], only: frozenset[str] | None, *, neighbours: int) -> list[str]:
    """The names asked for with as many before each."""
    if only is None:
        return names
    places = {place - back for place, name in enumerate(names) if name in only for back in range(neighbours + 1)}
    return [name for place, name in enumerate(names) if place in places]


def value_of(record: TrialRecord) -> float:
    """What counts of a trial; 0 where nothing was scored."""
    return record.main.value or 0.0 if record.main else 0.0


def broken(record: TrialRecord) -> str:
    """Why a trial that was to be played did not go as it should; empty where it did."""
    return "" if record.outcome in KEPT else f"{record.outcome}: {record.message}"


def _scores(record: TrialRecord, wanted: float) -> str:
    """Why a record does not score exactly what is wanted; empty where it does."""
    if why := broken(record):
        return why
    if record.main is None or record.main.value is None:
        return "nothing was scored"
    if record.main.value == wanted:
        return ""
    failed = [f"{check.id}: {check.message}" for check in record.main.checks if not check.passed]
    return f"scores {record.main.value:.3f} instead of {wanted:g}; {listed(failed, 2)}"
