"""From a run and its records to a Summary: pure, no files read, nothing printed.

A trial without a main score (above all `infra_error`) is left out of every mean, and the row says how many there were
and what the mean would be had they all scored 0, or 1. A trial flagged `cheat` counts as the reader has chosen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median
from typing import NamedTuple

from harness.attempts import Treatment
from harness.records import RunRecord, TrialRecord
from harness.reports.ladder import ladder_of
from harness.reports.model import CheatTreatments, CheckFailure, LeftOut, Row, Seconds, SideScore, Summary
from harness.reports.spending import spending_of
from scoring.judge.drift import Drift
from scoring.reward import Channel, CheckResult, Reward, hidden_share, lowest_trust, visible_share
from scoring.spec import LadderSpec
from scoring.stats.intervals import Estimate, mean, proportion

SIDE_CHANNELS: tuple[Channel, ...] = ("baseline", "human", "judged")
SHOWN_FAILURES = 12
TREATMENTS: tuple[Treatment, ...] = ("as-scored", "failure", "success")
"""Those under which every scored trial counts."""

Key = tuple[str, str, str]
"""Task, track, agent."""


class _Counted(NamedTuple):
    """A trial with a main score, and what it counts for."""

    record: TrialRecord
    value: float
    passed: bool

    @property
    def cheated(self) -> bool:
        return _verdict(self.record) == "cheat"


def summarise(
    run: RunRecord,
    records: Sequence[TrialRecord],
    ladders: Mapping[str, LadderSpec],
    cheats: Treatment = "as-scored",
    drifts: Sequence[Drift] = (),
) -> Summary:
    """The summary of a run. `ladders` by task name; `records` are those that ended, in any order; `drifts` is what the
    anchor works said of its judges."""
    planned = Counter((s.task, s.track, s.agent) for s in run.trials)
    groups: dict[Key, list[TrialRecord]] = {key: [] for key in planned}
    for record in records:
        groups.setdefault((record.spec.task, record.spec.track, record.spec.agent), []).append(record)
    rows = tuple(make_row(key, planned[key], group, cheats) for key, group in _by_task(groups))
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
        changed=tuple(one.judge for one in drifts if one.changed),
        left_out=run.left_out,
        judged=any(side.channel == "judged" for row in rows for side in row.sides),
        scripted=tuple(sorted({side.name for row in rows for side in row.sides if side.scripted})),
        cheats=cheats,
    )


def _by_task(groups: dict[Key, list[TrialRecord]]) -> list[tuple[Key, list[TrialRecord]]]:
    """Tasks together, otherwise in the order of the plan."""
    tasks = list(dict.fromkeys(task for task, _, _ in groups))
    return sorted(groups.items(), key=lambda item: tasks.index(item[0][0]))


def make_row(key: Key, planned: int, records: Sequence[TrialRecord], cheats: Treatment = "as-scored") -> Row:
    """One agent on one task; see Row for what each figure is."""
    task, track, agent = key
    rewards = [record.main for record in records if record.main and record.main.value is not None]
    scored = [_Counted(r, r.main.value, r.main.passed) for r in records if r.main and r.main.value is not None]
    counted = _treated(scored, cheats)
    return Row(
        task=task,
        track=track,
        agent=agent,
        planned=planned,
        done=len(records),
        scored=len(counted),
        outcomes=_count(record.outcome for record in records),
        channel=rewards[0].channel if rewards else None,
        trust=lowest_trust(tuple(reward.trust for reward in rewards)),
        passes=_share(trial.passed for trial in counted),
        mean=_mean(counted),
        left_out=_left_out([trial.value for trial in counted], len(records) - len(scored)),
        cheats=_treatments(scored) if any(trial.cheated for trial in scored) else None,
        sides=_sides(records),
        oracle=_share(_oracle_passed(record) for record in records),
        oracle_fails_when_passed=_share(map(_false_pass, counted)),
        visible=mean([value for value in map(_visible, records) if value is not None]),
        gap=_gap(records),
        verdicts=_count(verdict for verdict in map(_verdict, records) if verdict),
        flags=_count(flag.kind for record in records if record.integrity for flag in record.integrity.flags),
        seconds=_seconds(records),
        spending=spending_of(records),
        seeds=tuple(sorted({s for r in _all_rewards(records) if (s := r.provenance.seed) is not None})),
        cases=tuple(sorted({d for r in _all_rewards(records) for d in r.provenance.cases_sha256.split()})),
        failures=_failures(records),
    )


def _left_out(values: Sequence[float], missing: int) -> LeftOut | None:
    if not missing:
        return None
    total, done = sum(values), len(values) + missing
    return LeftOut(trials=missing, of=done, as_zero=total / done, as_one=min(1.0, (total + missing) / done))


def _treated(scored: Sequence[_Counted], cheats: Treatment) -> list[_Counted]:
    """What each trial counts for when those flagged `cheat` are treated so."""
    if cheats == "as-scored":
        return list(scored)
    if cheats == "left-out":
        return [trial for trial in scored if not trial.cheated]
    worked = cheats == "success"
    return [t._replace(value=float(worked), passed=worked) if t.cheated else t for t in scored]


def _treatments(scored: Sequence[_Counted]) -> CheatTreatments:
    as_scored, failed, worked = (_mean(_treated(scored, t)) for t in TREATMENTS)
    assert as_scored
    assert failed
    assert worked
    return CheatTreatments(
        trials=sum(trial.cheated for trial in scored),
        of=len(scored),
        highest=max(trial.value for trial in scored if trial.cheated),
        as_scored=as_scored,
        as_failure=failed,
        left_out=_mean(_treated(scored, "left-out")),
        as_success=worked,
    )


def _mean(trials: Sequence[_Counted]) -> Estimate | None:
    return mean([trial.value for trial in trials])


def _sides(records: Sequence[TrialRecord]) -> tuple[SideScore, ...]:
    """Repeats of one judge on one artifact are averaged first: they are no further artifacts."""
    names = {(r.channel, r.name) for r in _all_rewards(records) if r.channel in SIDE_CHANNELS and r.role == "reward"}
    return tuple(_side(channel, name, records) for channel, name in sorted(names))


def _side(channel: Channel, name: str, records: Sequence[TrialRecord]) -> SideScore:
    of_trials = [[r for r in record.rewards if (r.channel, r.name) == (channel, name)] for record in records]
    given = [[r.value for r in rewards if r.value is not None] for rewards in of_trials if rewards]
    return SideScore(
        channel=channel,
        name=name,
        mean=mean([fmean(values) for values in given if values]),
        abstained=sum(not values for values in given),
        scripted=any(r.provenance.scripted for rewards in of_trials for r in rewards),
    )


def _oracle_passed(record: TrialRecord) -> bool | None:
    oracles = [r for r in record.rewards if r.role == "oracle" and r.value is not None]
    return all(r.passed for r in oracles) if oracles else None


def _false_pass(trial: _Counted) -> bool | None:
    """Whether the oracle fails what the main score gave full marks; None where either is missing."""
    passed = _oracle_passed(trial.record)
    return None if passed is None or not trial.passed else not passed


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
    """Failed checks by the reward and the check they are of; at most twelve, the most frequent first.

    What a judge gave less than full marks for has not failed."""
    made: dict[tuple[str, str, str], list[tuple[Reward, CheckResult]]] = {}
    for reward in (reward for reward in _all_rewards(records) if reward.channel not in SIDE_CHANNELS):
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
