"""What a judge said, as it is kept; and how a reply becomes that, or why it cannot."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from sandboxes.spec import Frozen
from scoring.judge.hardening import DEFENCES, Defence
from scoring.judge.prompt import Asked
from scoring.judge.quotes import Plain, find_quote
from scoring.spec import Criterion, Penalty, RubricSpec

MAX_RATIONALE = 600
MAX_QUOTES = 8
TOP = 3


class Quote(Frozen):
    """Evidence that stands in the artifact."""

    quote: str
    start: int
    """Characters from the start of what a reader sees; -1 where that cannot be told."""


class Fault(Frozen):
    """An instance of what a penalty is for."""

    id: str
    """Of the penalty."""
    quote: Quote
    rationale: str = ""


class Verdict(Frozen):
    """What one judge said about one criterion of one artifact, once."""

    criterion: str
    score: int | None = Field(default=None, ge=0, le=TOP)
    """None where the judge abstained, or was found unfit to say."""
    abstained: str = ""
    """Why there is no score, or empty: `said so: ...`, `refused`, `malformed: ...`, `no evidence`, `obeyed the work`,
    `unavailable: ...`."""
    rationale: str = ""
    evidence: tuple[Quote, ...] = ()
    rejected: int = 0
    """Quotations that do not stand in the artifact."""


class Reading(NamedTuple):
    """A reply that was read."""

    verdicts: tuple[Verdict, ...]
    """One for each criterion that was asked for, in order."""
    faults: tuple[Fault, ...]
    rejected_faults: int
    """Instances without a quotation that stands in the artifact: they count for nothing."""
    injection_suspected: bool
    problem: str = ""
    """Why another reply is wanted, or empty; the verdicts are then what can be made of this one."""


class _Verdict(BaseModel):
    criterion: str
    rationale: str = ""
    evidence: list[dict[str, Any]] = []
    score: float | None
    abstain_reason: str | None = ""


class _Fault(BaseModel):
    fault: str
    quote: str
    rationale: str = ""


class _Reply(BaseModel):
    verdicts: list[_Verdict]
    faults: list[_Fault] = []
    injection_suspected: bool = False
    token: str = ""


class _Choice(BaseModel):
    rationale: str = ""
    winner: str
    injection_suspected: bool = False
    token: str = ""


def read_rubric_reply(
    text: str,
    asked: Asked,
    criteria: Sequence[Criterion],
    penalties: Sequence[Penalty],
    artifact: Plain,
    defences: frozenset[Defence] = DEFENCES,
) -> Reading:
    """Read a reply to `rubric_request`. Never raises for what it says."""
    try:
        reply = _Reply.model_validate(parse_json(text))
    except (ValueError, ValidationError) as error:
        return _nothing(criteria, f"malformed: {_first(error)}")
    if why := _unsealed(reply.token, asked):
        return _nothing(criteria, why, reply.injection_suspected)
    said = {one.criterion: one for one in reply.verdicts}
    verdicts = tuple(_verdict(said.get(one.id), one, artifact, defences) for one in criteria)
    known = {penalty.id for penalty in penalties}
    faults = [_fault(one, artifact, defences) for one in reply.faults if one.fault in known]
    return Reading(
        verdicts,
        tuple(fault for fault in faults if fault),
        sum(fault is None for fault in faults),
        reply.injection_suspected,
        "; ".join(f"{v.criterion}: {_wanted(v)}" for v in verdicts if _mendable(v)),
    )


class Choice(Frozen):
    """Which of two artifacts a judge prefers, in the order in which it saw them."""

    winner: int | None = None
    """1 or 2 as shown, 0 for a tie; None where the judge abstained."""
    abstained: str = ""
    rationale: str = ""
    injection_suspected: bool = False


def read_pair_reply(text: str, asked: Asked) -> Choice:
    """Read a reply to `pair_request`. Never raises for what it says."""
    try:
        reply = _Choice.model_validate(parse_json(text))
    except (ValueError, ValidationError) as error:
        return Choice(abstained=f"malformed: {_first(error)}")
    if why := _unsealed(reply.token, asked):
        return Choice(abstained=why, injection_suspected=reply.injection_suspected)
    winner = {"1": 1, "2": 2, "tie": 0}.get(reply.winner.strip().lower())
    return Choice(
        winner=winner,
        abstained="" if winner is not None else f"malformed: {reply.winner[:20]!r} is none of 1, 2, tie",
        rationale=reply.rationale[:MAX_RATIONALE],
        injection_suspected=reply.injection_suspected,
    )


def no_verdicts(criteria: Sequence[Criterion], why: str) -> tuple[Verdict, ...]:
    """Abstentions on everything that was asked."""
    return tuple(Verdict(criterion=one.id, abstained=why) for one in criteria)


def task_score(verdicts: Sequence[Verdict], faults: Sequence[Fault], rubric: RubricSpec) -> float | None:
    """sum(w * score / 3) / sum(w judged) - penalties / 100, clipped to [0, 1]; None where nothing was judged."""
    weights = {one.id: one.weight for one in rubric.criteria}
    scored = [(weights[v.criterion], v.score) for v in verdicts if v.score is not None]
    if not scored:
        return None
    points = {one.id: one.points for one in rubric.penalties}
    merit = sum(weight * score / TOP for weight, score in scored) / sum(weight for weight, _ in scored)
    return min(1.0, max(0.0, merit - sum(points[fault.id] for fault in faults) / 100))


def judged_share(verdicts: Sequence[Verdict], rubric: RubricSpec) -> float:
    """The share of the rubric's weight that was judged."""
    weights = {one.id: one.weight for one in rubric.criteria}
    judged = sum(weights[v.criterion] for v in verdicts if v.score is not None)
    return judged / sum(weights.values())


def parse_json(text: str) -> Any:
    """The JSON object of a reply, bare or with words or a code fence around it. Raises ValueError."""
    bare = text.strip()
    start, end = bare.find("{"), bare.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no JSON object")
    try:
        return json.loads(bare[start : end + 1])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _verdict(said: _Verdict | None, criterion: Criterion, artifact: Plain, defences: frozenset[Defence]) -> Verdict:
    if said is None:
        return Verdict(criterion=criterion.id, abstained="malformed: not mentioned")
    found, rejected = _evidence(said.evidence, artifact, defences)
    kept = Verdict(criterion=criterion.id, rationale=said.rationale[:MAX_RATIONALE], evidence=found, rejected=rejected)
    if said.score is None:
        why = (said.abstain_reason or "no reason given")[:200]
        return kept.model_copy(update={"abstained": f"said so: {why}"})
    if said.score not in range(TOP + 1):
        return kept.model_copy(update={"abstained": f"malformed: {said.score:g} is no score from 0 to {TOP}"})
    needed = criterion.evidence == "required" and said.score > 0 and "evidence" in defences
    if needed and not found:
        return kept.model_copy(update={"abstained": "no evidence"})
    return kept.model_copy(update={"score": int(said.score)})


def _evidence(
    given: list[dict[str, Any]], artifact: Plain, defences: frozenset[Defence]
) -> tuple[tuple[Quote, ...], int]:
    quotes = [str(one.get("quote", "")) for one in given[:MAX_QUOTES]]
    places = [find_quote(quote, artifact) for quote in quotes]
    found = [
        Quote(quote=quote[:MAX_RATIONALE], start=-1 if at is None else at)
        for quote, at in zip(quotes, places, strict=True)
        if at is not None or "evidence" not in defences
    ]
    return tuple(found), sum(at is None for quote, at in zip(quotes, places, strict=True) if quote.strip())


def _fault(said: _Fault, artifact: Plain, defences: frozenset[Defence]) -> Fault | None:
    at = find_quote(said.quote, artifact)
    if at is None and "evidence" in defences:
        return None
    quote = Quote(quote=said.quote[:MAX_RATIONALE], start=-1 if at is None else at)
    return Fault(id=said.fault, quote=quote, rationale=said.rationale[:MAX_RATIONALE])


def _unsealed(token: str, asked: Asked) -> str:
    if not asked.seal or token.strip() == asked.seal:
        return ""
    return "obeyed the work" if asked.decoy in token else "malformed: `token` is not the one that was given"


def _mendable(verdict: Verdict) -> bool:
    return verdict.abstained.startswith(("malformed", "no evidence"))


def _wanted(verdict: Verdict) -> str:
    return (
        "give at least one quotation that stands in the work word for word, or the score 0"
        if verdict.abstained == "no evidence"
        else verdict.abstained.removeprefix("malformed: ")
    )


def _nothing(criteria: Sequence[Criterion], why: str, suspected: bool = False) -> Reading:
    return Reading(no_verdicts(criteria, why), (), 0, suspected, why.removeprefix("malformed: "))


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'reply'}: {first['msg']}"
    return str(error)[:200]
