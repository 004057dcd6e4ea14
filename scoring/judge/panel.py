"""A panel: several judges, each asked several times, side by side; and the rewards that come of it."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from statistics import fmean
from types import TracebackType
from typing import NamedTuple, Self

from scoring.judge.backend import JudgeUnavailable
from scoring.judge.hardening import DEFENCES
from scoring.judge.judge import Asking, Judge, Opinion, Preference, Work, unavailable
from scoring.judge.prompt import Material
from scoring.judge.verdict import TOP, Choice, judged_share, task_score
from scoring.reward import CheckResult, Provenance, Reward, Status
from scoring.spec import RubricSpec

PANEL = "panel"
"""The name of the reward that is the mean of several judges."""
SHOWN = 200


class Assessment(NamedTuple):
    """All that one judge said about one artifact."""

    judge: Judge
    opinions: tuple[Opinion, ...]
    """One for each repeat."""


class Panel:
    """Judges that are asked side by side. Safe to be asked from several threads."""

    def __init__(self, judges: Sequence[Judge], *, repeats: int = 1, concurrency: int = 8) -> None:
        """`concurrency` bounds the requests of all judges together."""
        self.judges = tuple(judges)
        self.repeats = repeats
        self._pool = ThreadPoolExecutor(concurrency, thread_name_prefix="judge")

    def assess(self, work: Work, material: Material, rubric: RubricSpec) -> list[Assessment]:
        """Every judge's opinions of an artifact. A judge that cannot be had has abstained, and says why."""
        waiting = [(judge, self._submit(judge, work, material, rubric, range(self.repeats))) for judge in self.judges]
        return [Assessment(judge, tuple(future.result() for future in futures)) for judge, futures in waiting]

    def ask(
        self, judge: Judge, work: Work, material: Material, rubric: RubricSpec, repeats: Sequence[int]
    ) -> list[Opinion]:
        """One judge's opinions of an artifact, of some repeats."""
        return [future.result() for future in self._submit(judge, work, material, rubric, repeats)]

    def _submit(
        self, judge: Judge, work: Work, material: Material, rubric: RubricSpec, repeats: Sequence[int]
    ) -> list[Future[Opinion]]:
        return [self._pool.submit(_opinion, judge, work, material, rubric, at) for at in repeats]

    def compare(
        self, judge: Judge, first: Work, second: Work, material: Material, rubric: RubricSpec, repeat: int = 0
    ) -> Future[Preference]:
        """One judge's choice between two artifacts in this order, when it comes in."""
        return self._pool.submit(_preference, judge, first, second, material, rubric, repeat)

    def close(self) -> None:
        """Ask nothing more; what has been asked is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        """The panel."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()


def panel_rewards(assessments: Sequence[Assessment], work: Work, rubric: RubricSpec) -> tuple[Reward, ...]:
    """One reward for each judge, and of several their mean, under the name `panel`."""
    rewards = [_reward(one, work, rubric) for one in assessments]
    return (*rewards, _mean(rewards)) if len(rewards) > 1 else tuple(rewards)


def nothing_to_judge(judges: Sequence[Judge], why: str) -> tuple[Reward, ...]:
    """Rewards where there is no artifact: 0 from every judge, none of which is asked."""
    check = CheckResult(id="artifact", passed=False, score=0.0, gate=True, message=why)
    names = [(judge.name, _provenance(judge)) for judge in judges]
    names += [(PANEL, Provenance(scripted=any(p.scripted for _, p in names)))] if len(names) > 1 else []
    return tuple(
        Reward(channel="judged", name=name, value=0.0, checks=(check,), provenance=provenance)
        for name, provenance in names
    )


def _opinion(judge: Judge, work: Work, material: Material, rubric: RubricSpec, repeat: int) -> Opinion:
    try:
        return judge.score(work, material, rubric, repeat)
    except JudgeUnavailable as why:
        return unavailable(rubric, why, repeat)


def _preference(
    judge: Judge, first: Work, second: Work, material: Material, rubric: RubricSpec, repeat: int
) -> Preference:
    try:
        return judge.compare(first, second, material, rubric, repeat)
    except JudgeUnavailable as why:
        return Preference(choice=Choice(abstained=f"unavailable: {why}"), repeat=repeat)


def _reward(assessment: Assessment, work: Work, rubric: RubricSpec) -> Reward:
    judge, opinions = assessment
    scores = [task_score(one.verdicts, one.faults, rubric) for one in opinions]
    values = [score for score in scores if score is not None]
    asking = _total(opinions)
    return Reward(
        channel="judged",
        name=judge.name,
        value=fmean(values) if values else None,
        status="scored" if values else _status(opinions),
        checks=(*_criteria(opinions, rubric), *_faults(opinions, rubric), *_notes(opinions, rubric)),
        provenance=_provenance(judge).model_copy(
            update={
                "own_family": bool(work.family) and work.family == judge.backend.family,
                "rubric": rubric.version,
                "prompt_sha256": next((sha for one in opinions for sha in one.prompts), ""),
            }
        ),
        cost_usd=asking.cost_usd,
        tokens=asking.input_tokens + asking.output_tokens,
        duration_s=round(asking.duration_s, 3),
    )


def _mean(rewards: Sequence[Reward]) -> Reward:
    values = [reward.value for reward in rewards if reward.value is not None]
    costs = [reward.cost_usd for reward in rewards]
    scripted = any(reward.provenance.scripted for reward in rewards)
    return Reward(
        channel="judged",
        name=PANEL,
        value=fmean(values) if values else None,
        status="scored" if values else _status_of([reward.status for reward in rewards]),
        checks=(_share("judges", len(values), len(rewards), "judges scored it"),),
        provenance=Provenance(scripted=scripted, own_family=any(reward.provenance.own_family for reward in rewards)),
        cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
        tokens=sum(reward.tokens for reward in rewards),
        duration_s=sum(reward.duration_s for reward in rewards),
    )


def _provenance(judge: Judge) -> Provenance:
    backend = judge.backend
    return Provenance(
        model=backend.model,
        family=backend.family,
        scripted=backend.scripted,
        without=tuple(sorted(set(DEFENCES) - judge.defences)),
    )


def _status(opinions: Sequence[Opinion]) -> Status:
    reasons = {verdict.abstained.partition(":")[0] for one in opinions for verdict in one.verdicts}
    return "infra_error" if reasons == {"unavailable"} else "abstained"


def _status_of(statuses: Sequence[Status]) -> Status:
    return "infra_error" if set(statuses) == {"infra_error"} else "abstained"


def _criteria(opinions: Sequence[Opinion], rubric: RubricSpec) -> list[CheckResult]:
    return [_criterion(opinions, criterion.id, criterion.weight) for criterion in rubric.criteria]


def _criterion(opinions: Sequence[Opinion], name: str, weight: float) -> CheckResult:
    verdicts = [verdict for one in opinions for verdict in one.verdicts if verdict.criterion == name]
    scores = [verdict.score for verdict in verdicts if verdict.score is not None]
    share = fmean(scores) / TOP if scores else 0.0
    first = next((verdict for verdict in verdicts if verdict.score is not None), verdicts[0])
    return CheckResult(
        id=name,
        passed=share == 1.0,
        score=share,
        # What nobody judged has no weight: an abstention is no zero.
        weight=weight if scores else 0.0,
        message=(first.rationale or first.abstained)[:SHOWN],
        evidence={
            "scores": [verdict.score for verdict in verdicts],
            "abstained": sorted({verdict.abstained for verdict in verdicts if verdict.abstained})[:4],
            "quotes": [quote.quote[:SHOWN] for quote in first.evidence[:3]],
            "rejected_quotes": sum(verdict.rejected for verdict in verdicts),
        },
    )


def _faults(opinions: Sequence[Opinion], rubric: RubricSpec) -> list[CheckResult]:
    made = []
    for penalty in rubric.penalties:
        found = [fault for one in opinions for fault in one.faults if fault.id == penalty.id]
        message = f"{len(found)} instances in {len(opinions)} readings, {penalty.points:g} points each"
        quotes: dict[str, object] = {"quotes": [fault.quote.quote[:SHOWN] for fault in found[:4]]}
        made.append(
            CheckResult(id=penalty.id, passed=not found, score=float(not found), message=message, evidence=quotes)
        )
    return made


def _notes(opinions: Sequence[Opinion], rubric: RubricSpec) -> list[CheckResult]:
    seen = sorted({kind for one in opinions for kind in one.suspicions})
    said = sum(one.injection_suspected for one in opinions)
    message = f"suspected in {said} of {len(opinions)} readings; in the text: {', '.join(seen) or 'nothing'}"
    share = fmean(judged_share(one.verdicts, rubric) for one in opinions)
    return [
        CheckResult(
            id="injection",
            passed=not (said or seen),
            score=float(not (said or seen)),
            message=message,
            evidence={"text": seen, "readings": said},
        ),
        CheckResult(
            id="judged-share",
            passed=share == 1.0,
            score=share,
            message=f"{share:.2f} of the rubric's weight was judged",
        ),
    ]


def _share(name: str, part: int, whole: int, what: str) -> CheckResult:
    score = part / whole
    return CheckResult(id=name, passed=part == whole, score=score, message=f"{part} of {whole} {what}")


def _total(opinions: Sequence[Opinion]) -> Asking:
    total = Asking()
    for one in opinions:
        total = total.plus(one.asking)
    return total
