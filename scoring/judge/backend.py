"""What a judge's backend is asked, what it answers, and how it fails."""

import hashlib
import json
from typing import Any, Literal, Protocol

from pydantic import Field

from sandboxes.errors import InfraError
from sandboxes.spec import Frozen

Stop = Literal["end", "length", "refusal"]
"""Why a reply ended: by itself, cut off at the bound, or the model declined."""


class JudgeUnavailable(InfraError):
    """A judge's server could not be asked, retries included: nobody's verdict, never an artifact's fault."""


class Turn(Frozen):
    """One turn of the conversation with a judge."""

    role: Literal["user", "assistant"]
    text: str


class JudgeRequest(Frozen):
    """What is sent. Equal requests are the same question."""

    system: str
    turns: tuple[Turn, ...]
    form: dict[str, Any]
    """JSON schema of the reply."""
    max_tokens: int = Field(default=4_096, ge=1)

    def sha256(self) -> str:
        """Digest of everything that is sent."""
        parts = [self.system, json.dumps([self.form, self.max_tokens], sort_keys=True)]
        parts += [part for turn in self.turns for part in (turn.role, turn.text)]
        digest = hashlib.sha256()
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d " % len(data))
            digest.update(data)
        return digest.hexdigest()


class About(Frozen):
    """What a request is about, for backends that ask no model. Never part of what is sent: judges are blind to it."""

    artifacts: tuple[str, ...]
    """sha256 of each artifact as it was written, in the order in which they are shown: one, or two of a pair."""
    lengths: tuple[int, ...]
    """Characters of each."""
    families: tuple[str, ...] = ()
    """Model family of each artifact's author, as far as it is known."""
    criteria: tuple[str, ...] = ()
    """Ids that are asked for, in order; empty for a pair."""
    penalties: tuple[str, ...] = ()
    rubric: str = ""
    """Version of the rubric."""
    repeat: int = 0
    task: str = ""
    token: str = ""
    """What a sealed reply carries, and the decoy inside the artifact's fence."""
    decoy: str = ""


class RawReply(Frozen):
    """What came back, as it came."""

    text: str
    stop: Stop = "end"
    model: str = ""
    """As the server names it."""
    input_tokens: int | None = None
    """None where the server does not say."""
    output_tokens: int | None = None
    cache_read_tokens: int = 0
    """Of the input: read from the vendor's cache."""
    duration_s: float = 0.0


class Backend(Protocol):
    """Answers requests; safe to be asked from several threads."""

    model: str
    """The model asked for."""
    identity: str
    """Server, model and parameters: the same words mean the same judge to the cache."""
    family: str
    """Whose model it is (a vendor's name, or that of an invented one)."""
    scripted: bool
    """Whether its verdicts are made up by a known rule: they show the instrument, not the world."""
    cached: bool
    """Whether its replies are worth keeping: not where they cost nothing."""

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """Ask once. Raises JudgeUnavailable where no reply could be had."""
