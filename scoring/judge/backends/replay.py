"""Recorded judges: what was replied in an earlier run, without a key and to the letter."""

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.judge.backend import About, JudgeRequest, JudgeUnavailable, RawReply

TOKEN = "{token}"  # noqa: S105 - a placeholder
"""Stands in a record for the seal, which belongs to the machine that asked."""


class Recorded(Frozen):
    """One line of a record: a reply, and what it was about."""

    judge: str
    """As on the command line of the run that was recorded."""
    model: str
    family: str = ""
    artifacts: tuple[str, ...]
    criteria: tuple[str, ...] = ()
    rubric: str = ""
    repeat: int = 0
    attempt: int = 0
    scripted: bool = False
    reply: RawReply

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others of the same judge."""
        return (self.artifacts, self.criteria, self.rubric, self.repeat, self.attempt)


def record(
    judge: str, model: str, family: str, scripted: bool, about: About, attempt: int, reply: RawReply
) -> Recorded:
    """A reply as it is written down."""
    text = reply.text.replace(about.token, TOKEN) if about.token else reply.text
    return Recorded(
        judge=judge,
        model=model,
        family=family,
        artifacts=about.artifacts,
        criteria=about.criteria,
        rubric=about.rubric,
        repeat=about.repeat,
        attempt=attempt,
        scripted=scripted,
        reply=reply.model_copy(update={"text": text}),
    )


class ReplayBackend:
    """Replies as one judge of a record did."""

    cached = False

    def __init__(self, lines: Iterable[Recorded], where: str) -> None:
        """Raises UserError where the lines are of no judge, or of several."""
        kept = list(lines)
        judges = sorted({line.judge for line in kept})
        if len(judges) != 1:
            several = f"holds {len(judges)} judges" if judges else "holds no judge"
            mend = f"Name one: replay:{where}#JUDGE, of {', '.join(judges)}" if judges else "Name a record of replies"
            raise UserError(several, where=where, mend=mend)
        self.model = kept[0].model
        self.family = kept[0].family
        self.scripted = kept[0].scripted
        self.identity = f"replay {where} {judges[0]}"
        self._replies = {line.key: line.reply for line in kept}

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """What was replied then. Raises JudgeUnavailable for what was never asked."""
        attempt = len(request.turns) // 2
        reply = self._replies.get((about.artifacts, about.criteria, about.rubric, about.repeat, attempt))
        if reply is None:
            asked = ", ".join(about.criteria) or "a pair"
            raise JudgeUnavailable(f"{self.identity}: nothing recorded about {asked} of {about.artifacts[0][:12]}")
        return reply.model_copy(update={"text": reply.text.replace(TOKEN, about.token)})


def read_record(path: Path, judge: str = "") -> list[Recorded]:
    """The lines of a record, of one judge where it is named. Raises UserError that names file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "cannot be read", where=str(path), mend="Name a record of replies (judged/replies.jsonl)"
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(Recorded.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            first = str(error).splitlines()[0]
            mend = "Take the line out, or record again"
            raise UserError(f"is no recorded reply: {first}", where=f"{path}:{number}", mend=mend) from error
    return [line for line in found if not judge or line.judge == judge]
