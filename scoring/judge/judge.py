"""A judge: a backend that is asked by a rubric, alone or about a pair, and what comes of its replies."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from sandboxes.spec import Frozen
from scoring.judge.backend import About, Backend, JudgeRequest, JudgeUnavailable, RawReply
from scoring.judge.backends.replay import Recorded, record
from scoring.judge.cache import ReplyCache
from scoring.judge.hardening import DEFENCES, Defence, Marks
from scoring.judge.prompt import Asked, Material, again, pair_request, rubric_request
from scoring.judge.quotes import plain
from scoring.judge.verdict import (
    Choice,
    Fault,
    Reading,
    Verdict,
    no_verdicts,
    read_pair_reply,
    read_rubric_reply,
)
from scoring.spec import Criterion, Penalty, RubricSpec

TRIES = 3
"""Replies that are asked for until one can be used."""

PerCall = Literal["all", "one"]
"""How many criteria one request asks for. One by one they cannot colour each other, and cost more."""

Cost = Callable[[RawReply], float | None]
"""US dollars of a reply; None where nobody knows."""


class Work(NamedTuple):
    """An artifact that is judged."""

    text: str
    family: str = ""
    """Model family of its author, as far as it is known. Never shown to a judge."""
    suspicions: tuple[str, ...] = ()
    """What in the text seems to be addressed to a judge (scoring/judge/suspicion.py)."""

    @property
    def sha256(self) -> str:
        """Digest of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Asking(Frozen):
    """What it took to be answered."""

    requests: int = 0
    """Sent; 0 where the cache knew."""
    tries: int = 0
    """Replies that were read."""
    input_tokens: int = 0
    """Of all replies, those that the cache knew too; so is what follows."""
    output_tokens: int = 0
    unknown_tokens: int = 0
    """Replies whose server does not say."""
    cost_usd: float | None = 0.0
    """What these replies cost once; None where a price is not known."""
    duration_s: float = 0.0
    """How long the server took for them."""

    def plus(self, other: "Asking") -> "Asking":
        """Both together."""
        known = self.cost_usd is not None and other.cost_usd is not None
        return Asking(
            requests=self.requests + other.requests,
            tries=self.tries + other.tries,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            unknown_tokens=self.unknown_tokens + other.unknown_tokens,
            cost_usd=(self.cost_usd or 0.0) + (other.cost_usd or 0.0) if known else None,
            duration_s=self.duration_s + other.duration_s,
        )


class Opinion(Frozen):
    """One judge's reading of one artifact, once."""

    verdicts: tuple[Verdict, ...]
    faults: tuple[Fault, ...] = ()
    rejected_faults: int = 0
    injection_suspected: bool = False
    """By the judge itself."""
    suspicions: tuple[str, ...] = ()
    """By the text alone."""
    repeat: int = 0
    prompts: tuple[str, ...] = ()
    """sha256 of each request, as it was first asked."""
    asking: Asking = Asking()
    replies: tuple[Recorded, ...] = ()
    """As they came; kept in a file of their own."""


class Preference(Frozen):
    """One judge's choice between two artifacts, in one order, once."""

    choice: Choice
    repeat: int = 0
    asking: Asking = Asking()
    replies: tuple[Recorded, ...] = ()


class Judge(NamedTuple):
    """Who is asked, and how."""

    name: str
    """As on the command line."""
    backend: Backend
    marks: Marks
    cache: ReplyCache | None = None
    """None asks anew each time."""
    per_call: PerCall = "all"
    defences: frozenset[Defence] = DEFENCES
    cost: Cost = lambda _: None

    def score(self, work: Work, material: Material, rubric: RubricSpec, repeat: int = 0) -> Opinion:
        """Score an artifact by every criterion. Raises JudgeUnavailable where the backend cannot be had."""
        groups = [rubric.criteria] if self.per_call == "all" else [(one,) for one in rubric.criteria]
        parts = [
            # A penalty is asked for once: with the first criterion.
            self._score_some(work, material, group, () if at else rubric.penalties, rubric.version, repeat)
            for at, group in enumerate(groups)
        ]
        return Opinion(
            verdicts=tuple(verdict for part in parts for verdict in part.verdicts),
            faults=tuple(fault for part in parts for fault in part.faults),
            rejected_faults=sum(part.rejected_faults for part in parts),
            injection_suspected=any(part.injection_suspected for part in parts),
            suspicions=work.suspicions,
            repeat=repeat,
            prompts=tuple(sha for part in parts for sha in part.prompts),
            asking=_sum([part.asking for part in parts]),
            replies=tuple(reply for part in parts for reply in part.replies),
        )

    def compare(self, first: Work, second: Work, material: Material, rubric: RubricSpec, repeat: int = 0) -> Preference:
        """Choose between two artifacts in this order. Raises JudgeUnavailable where the backend cannot be had."""
        asked = pair_request(
            first.text, second.text, material, rubric.criteria, rubric.penalties, self.marks, self.defences
        )
        about = _about((first, second), material, (), (), rubric.version, repeat, asked)
        choice, asking, replies = Choice(), Asking(), []
        for attempt in range(TRIES):
            reply, once = self._ask(asked.request, asked.request.sha256(), about, attempt)
            asking = asking.plus(once)
            replies.append(self._recorded(about, attempt, reply))
            refused = reply.stop == "refusal"
            choice = Choice(abstained="refused") if refused else read_pair_reply(reply.text, asked)
            if refused or choice.winner is not None:
                break
            asked = again(asked, reply.text, choice.abstained.removeprefix("malformed: "))
        return Preference(choice=choice, repeat=repeat, asking=asking, replies=tuple(replies))

    def _score_some(
        self,
        work: Work,
        material: Material,
        criteria: Sequence[Criterion],
        penalties: Sequence[Penalty],
        version: str,
        repeat: int,
    ) -> Opinion:
        asked = rubric_request(work.text, material, criteria, penalties, self.marks, self.defences)
        about = _about((work,), material, criteria, penalties, version, repeat, asked)
        seen = plain(work.text, not material.diff)
        prompts: list[str] = []
        reading, asking = Reading((), (), 0, False), Asking()
        replies: list[Recorded] = []
        for attempt in range(TRIES):
            prompts.append(asked.request.sha256())
            reply, once = self._ask(asked.request, prompts[-1], about, attempt)
            asking = asking.plus(once)
            replies.append(self._recorded(about, attempt, reply))
            if reply.stop == "refusal":
                reading = Reading(no_verdicts(criteria, "refused"), (), 0, False)
            else:
                text = "" if reply.stop == "length" else reply.text
                reading = read_rubric_reply(text, asked, criteria, penalties, seen, self.defences)
            if not reading.problem:
                break
            asked = again(asked, reply.text, "it was cut off" if reply.stop == "length" else reading.problem)
        return Opinion(
            verdicts=reading.verdicts,
            faults=reading.faults,
            rejected_faults=reading.rejected_faults,
            injection_suspected=reading.injection_suspected,
            repeat=repeat,
            prompts=(prompts[0],),
            asking=asking,
            replies=tuple(replies),
        )

    def _recorded(self, about: About, attempt: int, reply: RawReply) -> Recorded:
        backend = self.backend
        return record(self.name, backend.model, backend.family, backend.scripted, about, attempt, reply)

    def _ask(self, request: JudgeRequest, digest: str, about: About, attempt: int) -> tuple[RawReply, Asking]:
        cache = self.cache if self.backend.cached else None
        key = self._key(digest, about, attempt) if cache else ""
        if cache and (known := cache.find(key)):
            return known, self._asking(known, 0)
        reply = self.backend.complete(request, about)
        if cache:
            cache.keep(key, self.backend.identity, reply)
        return reply, self._asking(reply, 1)

    def _key(self, digest: str, about: About, attempt: int) -> str:
        """What a reply is kept under: the same words to the same judge about the same repeat."""
        parts = (digest, self.backend.identity, about.rubric, str(about.repeat), str(attempt))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _asking(self, reply: RawReply, requests: int) -> Asking:
        return Asking(
            requests=requests,
            tries=1,
            input_tokens=reply.input_tokens or 0,
            output_tokens=reply.output_tokens or 0,
            unknown_tokens=int(reply.input_tokens is None or reply.output_tokens is None),
            cost_usd=self.cost(reply),
            duration_s=reply.duration_s,
        )


def unavailable(rubric: RubricSpec, why: JudgeUnavailable, repeat: int) -> Opinion:
    """What stands in the place of an opinion that could not be had."""
    return Opinion(verdicts=no_verdicts(rubric.criteria, f"unavailable: {why}"), repeat=repeat)


def _about(
    works: Sequence[Work],
    material: Material,
    criteria: Sequence[Criterion],
    penalties: Sequence[Penalty],
    version: str,
    repeat: int,
    asked: Asked,
) -> About:
    return About(
        artifacts=tuple(work.sha256 for work in works),
        lengths=tuple(len(work.text) for work in works),
        families=tuple(work.family for work in works),
        criteria=tuple(one.id for one in criteria),
        penalties=tuple(one.id for one in penalties),
        rubric=version,
        repeat=repeat,
        task=material.task,
        token=asked.seal,
        decoy=asked.decoy,
    )


def _sum(parts: Sequence[Asking]) -> Asking:
    total = Asking()
    for part in parts:
        total = total.plus(part)
    return total
