"""From a run and its records to a Summary: pure, no files read, nothing printed.

A trial without a main score (above all `infra_error`) is left out of every mean, and the row says how many there were
and what the mean would be had they all scored 0, or 1."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

from harness.records import RunRecord, TrialRecord
from harness.reports.ladder import ladder_of
from harness.reports.model import CheatTreatments, CheckFailure, LeftOut, Row, Seconds, SideScore, Summary
from scoring.reward import CheckResult, Reward, hidden_share, lowest_trust, visible_share
from scoring.spec import LadderSpec
from scoring.stats.intervals import Estimate, mean, proportion

SIDE_CHANNELS = ("baseline", "judged")
SHOWN_FAILURES = 12

Key = tuple[str, str, str]
"""Task, track, agent."""


def summarise(run: RunRecord, records: Sequence[TrialRecord], ladders: Mapping[str, LadderSpec]) -> Summary:
    """The summary of a run. `ladders` by task name; `records` are those that ended, in any order."""
    planned = Counter((s.task, s.track, s.agent) for s in run.trials)
    groups: dict[Key, list[TrialRecord]] = {key: [] for key in planned}
    for record in records:
        groups.setdefault((record.spec.task, record.spec.track, record.spec.agent), []).append(record)
    rows = tuple(make_row(key, planned[key], group) for key, group in _by_task(groups))
    found = (ladder_of(task, spec, [row for row in rows if row.task == task]) for task, spec in ladders.items())
    return Summary(
        run=run.id,
        created=run.created,
        meltbench=run.meltbench,
        host=run.host,
        planned=len(run.trials),
        done=len(records),
        outcomes=_count(record.outcome for record in records),
        rows=rows,
        ladders=tuple(ladder for ladder in found if ladder),
        left_out=run.left_out,
        judged=any(side.channel == "judged" for row in rows for side in row.sides),
    )


def _by_task(groups: dict[Key, list[TrialRecord]]) -> list[tuple[Key, list[TrialRecord]]]:
    """Tasks together, otherwise in the order of the plan."""
    tasks = list(dict.fromkeys(task for task, _, _ in groups))
    return sorted(groups.items(), key=lambda item: tasks.index(item[0][0]))


def make_row(key: Key, planned: int, records: Sequence[TrialRecord]) -> Row:
    """One agent on one task; see Row for what each figure is."""
    task, track, agent = key
    scored = [
        (record, record.main, record.main.value) for record in records if record.main and record.main.value is not None
    ]
    rewards = [reward for _, reward, _ in scored]
    values = [value for _, _, value in scored]
    cheating = [_verdict(record) == "cheat" for record, _, _ in scored]
    return Row(
        task=task,
        track=track,
        agent=agent,
        planned=planned,
        done=len(records),
        scored=len(scored),
        outcomes=_count(record.outcome for record in records),
        channel=rewards[0].channel if rewards else None,
        trust=lowest_trust(tuple(reward.trust for reward in rewards)),
        passes=proportion(sum(reward.passed for reward in rewards), len(rewards)) if rewards else None,
        mean=mean(values),
        left_out=_left_out(values, len(records)),
        cheats=_treatments(values, cheating) if any(cheating) else None,
        sides=_sides(records),
        oracle=_share(_oracle_passed(record) for record in records),
        oracle_fails_when_passed=_share(_false_pass(record) for record in records),
        visible=mean([value for value in map(_visible, records) if value is not None]),
        gap=_gap(records),
        verdicts=_count(verdict for verdict in map(_verdict, records) if verdict),
        flags=_count(flag.kind for record in records if record.integrity for flag in record.integrity.flags),
        seconds=_seconds(records),
        seeds=tuple(sorted({s for r in _all_rewards(records) if (s := r.provenance.seed) is not None})),
        cases=tuple(sorted({d for r in _all_rewards(records) for d in r.provenance.cases_sha256.split()})),
        failures=_failures(records),
    )


def _left_out(values: Sequence[float], done: int) -> LeftOut | None:
    missing = done - len(values)
    if not missing:
        return None
    total = sum(values)
    return LeftOut(trials=missing, of=done, as_zero=total / done, as_one=min(1.0, (total + missing) / done))


def _treatments(values: Sequence[float], cheating: Sequence[bool]) -> CheatTreatments:
    pairs = list(zip(values, cheating, strict=True))
    failed, worked = (mean([end if cheat else v for v, cheat in pairs]) for end in (0.0, 1.0))
    assert failed
    assert worked
    honest = mean([v for v, cheat in pairs if not cheat])
    highest = max(v for v, cheat in pairs if cheat)
    return CheatTreatments(trials=sum(cheating), highest=highest, as_failure=failed, left_out=honest, as_success=worked)


def _sides(records: Sequence[TrialRecord]) -> tuple[SideScore, ...]:
    """Repeats of one judge on one artifact are averaged first: they are no further artifacts."""
    names = {(r.channel, r.name) for r in _all_rewards(records) if r.channel in SIDE_CHANNELS and r.role == "reward"}
    return tuple(_side(channel, name, records) for channel, name in sorted(names))


def _side(channel: str, name: str, records: Sequence[TrialRecord]) -> SideScore:
    of_trials = [[r for r in record.rewards if (r.channel, r.name) == (channel, name)] for record in records]
    given = [[r.value for r in rewards if r.value is not None] for rewards in of_trials if rewards]
    return SideScore(
        channel="judged" if channel == "judged" else "baseline",
        name=name,
        mean=mean([fmean(values) for values in given if values]),
        abstained=sum(not values for values in given),
        scripted=any(r.provenance.scripted for rewards in of_trials for r in rewards),
    )


def _oracle_passed(record: TrialRecord) -> bool | None:
    oracles = [r for r in record.rewards if r.role == "oracle" and r.value is not None]
    return all(r.passed for r in oracles) if oracles else None


def _false_pass(record: TrialRecord) -> bool | None:
    """Whether the oracle fails what the main score gave full marks; None where either is missing."""
    passed = _oracle_passed(record)
    return None if passed is None or not (record.main and record.main.passed) else not passed


def _visible(record: TrialRecord) -> float | None:
    return visible_share(record.rewards)


def _gap(records: Sequence[TrialRecord]) -> float | None:
    """Visible minus hidden, mean over trials."""
    pairs = ((visible_share(record.rewards), hidden_share(record.rewards)) for record in records)
    gaps = [visible - hidden for visible, hidden in pairs if visible is not None and hidden is not None]
    return fmean(gaps) if gaps else None


def _share(answers: Iterable[bool | None]) -> Estimate | None:
    known = [answer for answer in answers if answer is not None]
    return proportion(sum(known), len(known)) if known else None


def _verdict(record: TrialRecord) -> str:
    return record.integrity.verdict if record.integrity else ""


def _seconds(records: Sequence[TrialRecord]) -> dict[str, Seconds]:
    spent: dict[str, list[float]] = {}
    for record in records:
        for phase, seconds in record.phases.items():
            spent.setdefault(phase, []).append(seconds)
        if record.phases:
            spent.setdefault("all", []).append(sum(record.phases.values()))
    return {phase: Seconds(median=median(s), mean=fmean(s), total=sum(s)) for phase, s in spent.items()}


def _failures(records: Sequence[TrialRecord]) -> tuple[CheckFailure, ...]:
    """Failed checks by the reward and the check they are of; at most twelve, the most frequent first."""
    made: dict[tuple[str, str, str], list[tuple[Reward, CheckResult]]] = {}
    for reward in _all_rewards(records):
        for check in reward.checks:
            made.setdefault((reward.role, reward.name, check.id), []).append((reward, check))
    failures = [failure for pairs in made.values() if (failure := _failure(pairs))]
    return tuple(sorted(failures, key=lambda failure: -failure.trials)[:SHOWN_FAILURES])


def _failure(pairs: Sequence[tuple[Reward, CheckResult]]) -> CheckFailure | None:
    """One check over several trials."""
    messages = Counter(check.message for _, check in pairs if not check.passed)
    if not messages:
        return None
    reward, check = pairs[0]
    return CheckFailure(
        id=check.id,
        role=reward.role,
        gate=check.gate,
        trials=messages.total(),
        of=len(pairs),
        message=messages.most_common(1)[0][0],
    )


def _all_rewards(records: Sequence[TrialRecord]) -> Iterable[Reward]:
    return (reward for record in records for reward in record.rewards)


def _count(things: Iterable[str]) -> dict[str, int]:
    return dict(Counter(things).most_common())
