"""Judges that follow a known rule, for tests and teaching: what they say shows the instrument, never the world.

A scripted judge knows the true quality q of an artifact (from the ladder it stands on, else 1/2) and errs as told. Of
one artifact it says round(3 (q + bias + length * tanh(d) + self) + noise * z), where d is the length in units of
`spread` characters beyond `usual`, and z is a normal draw. Of a pair it prefers the first with probability
logistic(slope (q1 - q2) + position + length * tanh((l1 - l2) / spread) + self (own1 - own2)), the model that
`judge audit` fits. Draws follow from the seed, the artifacts and the repeat."""

import hashlib
import json
import math
import random
from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Any

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.judge.backend import About, JudgeRequest, RawReply
from scoring.judge.backends.tricks import TRICKS
from scoring.judge.prompt import works_shown

Latent = Callable[[About], tuple[float, ...]]
"""The true quality, in [0, 1], of each artifact that a request is about."""


class Temper(Frozen):
    """How a scripted judge errs."""

    name: str = ""
    """Which of several it is: other names draw otherwise."""
    family: str = "scripted"
    """Whose model it plays."""
    noise: float = Field(default=0.0, ge=0)
    """Standard deviation of one score, in points of the 0 to 3 scale, anew at each repeat."""
    bias: float = 0.0
    """Added to every quality."""
    length: float = 0.0
    """What a longer text is worth: in quality, or in log-odds of a pair, per tanh of a standard deviation."""
    position: float = 0.0
    """Log-odds for the first of a pair."""
    self_preference: float = Field(default=0.0, alias="self")
    """What an author of its own family is worth: in quality, or in log-odds of a pair."""
    slope: float = Field(default=6.0, ge=0)
    """Log-odds of a pair for a whole unit of quality."""
    tie: float = Field(default=0.0, ge=0, le=1)
    """Share of pairs that it calls equal."""
    gullible: float = Field(default=0.0, ge=0, le=1)
    """What each trick that works on it is worth, in quality."""
    abstain: float = Field(default=0.0, ge=0, le=1)
    """Share of criteria that it does not want to decide."""
    malformed: float = Field(default=0.0, ge=0, le=1)
    """Share of replies that hold no verdict."""
    usual: float = Field(default=2_000.0, gt=0)
    """Length, in characters, that it neither favours nor minds."""
    spread: float = Field(default=1_000.0, gt=0)
    """Characters of a standard deviation of length."""
    seed: int = 0


class ScriptedBackend:
    """Plays a judge of a given temper."""

    scripted = True
    cached = False

    def __init__(self, temper: Temper, latent: Latent) -> None:
        self.temper = temper
        self.family = temper.family
        self.model = f"scripted:{temper.name}" if temper.name else "scripted"
        self.identity = f"{self.model} {temper.model_dump_json()}"
        self._latent = latent

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """Say what the rule says."""
        draw = random.Random(_seed(self.temper, about, len(request.turns)))  # noqa: S311 - repeatable, no secret
        if draw.random() < self.temper.malformed:
            return RawReply(text="I would rather talk about something else.", model=self.model)
        quality = [q + self._gained(request, place) for place, q in enumerate(self._latent(about))]
        said = (
            self._pair(quality, about, draw) if not about.criteria else self._rubric(quality[0], request, about, draw)
        )
        sealed = {"injection_suspected": False, **({"token": about.token} if about.token else {})}
        return RawReply(text=json.dumps({**said, **sealed}), model=self.model)

    def _rubric(self, quality: float, request: JudgeRequest, about: About, draw: random.Random) -> dict[str, Any]:
        temper = self.temper
        own = temper.self_preference * (about.families[:1] == (temper.family,))
        liked = 3 * (quality + temper.bias + temper.length * self._long(about.lengths[0]) + own)
        quote = some_words(request)
        verdicts = []
        for name in about.criteria:
            abstains = draw.random() < temper.abstain
            score = round(min(3.0, max(0.0, liked + temper.noise * NormalDist().inv_cdf(_inner(draw.random())))))
            verdicts.append(
                {
                    "criterion": name,
                    "rationale": f"Scripted: a quality of {quality:.2f}.",
                    "evidence": [{"quote": quote}],
                    "score": None if abstains else score,
                    "abstain_reason": "as it was told to" if abstains else "",
                }
            )
        return {"verdicts": verdicts, **({"faults": []} if about.penalties else {})}

    def _pair(self, quality: list[float], about: About, draw: random.Random) -> dict[str, Any]:
        odds = pair_log_odds(self.temper, quality, about.lengths, about.families)
        tie, first = draw.random() < self.temper.tie, draw.random() < 1 / (1 + math.exp(-odds))
        winner = "tie" if tie else "1" if first else "2"
        return {"rationale": f"Scripted: log-odds of {odds:.2f} for the first.", "winner": winner}

    def _long(self, length: int) -> float:
        return math.tanh((length - self.temper.usual) / self.temper.spread)

    def _gained(self, request: JudgeRequest, place: int) -> float:
        gullible = self.temper.gullible
        return gullible * sum(trick(request, place) for trick in TRICKS.values()) if gullible else 0.0


def pair_log_odds(temper: Temper, quality: list[float], lengths: tuple[int, ...], families: tuple[str, ...]) -> float:
    """Log-odds that a judge of this temper prefers the first of a pair."""
    own = [float(family == temper.family) for family in families] or [0.0, 0.0]
    return (
        temper.slope * (quality[0] - quality[1])
        + temper.position
        + temper.length * math.tanh((lengths[0] - lengths[1]) / temper.spread)
        + temper.self_preference * (own[0] - own[1])
    )


def _seed(temper: Temper, about: About, turns: int) -> int:
    told = json.dumps([temper.name, temper.seed, about.artifacts, about.criteria, about.repeat, turns])
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big")


def _inner(share: float) -> float:
    return min(1 - 1e-12, max(1e-12, share))


def ladder_latent(qualities: Mapping[str, float], unknown: float = 0.5) -> Latent:
    """True qualities from a table of sha256 of the artifact -> quality."""
    return lambda about: tuple(qualities.get(sha, unknown) for sha in about.artifacts)


def _work(request: JudgeRequest) -> str:
    return works_shown(request)[0]


def some_words(request: JudgeRequest) -> str:
    """A line of the work that can stand as evidence: the longest of the first few that hides nothing."""
    lines = [line.strip(" #*-|>") for line in _work(request).split("\n")[:60]]
    return max((line for line in lines if "[hidden" not in line and "<!--" not in line), key=len, default="")[:120]
