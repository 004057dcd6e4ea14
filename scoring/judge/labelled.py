"""Recorded verdicts with known truth: one directory with labels.jsonl and verdicts.jsonl, in one of two forms.

Pairs: a label says which of two texts is better, a verdict who won in each order. Scores: a label is what humans (or
tests) gave, a verdict what a judge gave. docs/judges.md shows both."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ConfigDict, Field, ValidationError

from sandboxes.errors import UserError
from sandboxes.spec import Frozen

LABELS, VERDICTS = "labels.jsonl", "verdicts.jsonl"
Winner = Literal["1", "2", "tie"]


class _Line(Frozen):
    """A line of somebody's data: keys that are not used here are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PairLabel(_Line):
    """Which text of a pair is the better one."""

    item: str
    subset: str = ""
    """`A/B/C`: it counts for `A`, `A/B` and `A/B/C`."""
    label: Literal[1, 2]
    len_1: int | None = Field(default=None, ge=0)
    """Characters of the first text."""
    len_2: int | None = Field(default=None, ge=0)


class PairVerdict(_Line):
    """What a judge said of a pair in both orders, in the numbers of the label."""

    item: str
    judge: str
    strategy: str = ""
    """How it was asked."""
    w_orig: Winner | None
    """Who won with the first text shown first; null where the judge abstained."""
    w_swap: Winner | None
    """Who won with the second text shown first."""


class ScoreLabel(_Line):
    """What an artifact is worth."""

    item: str
    subset: str = ""
    score: float | None = Field(default=None, ge=0, le=1)
    """By humans; null where none looked, so that judges alone scored it."""
    passed: bool | None = None
    """By tests, or a verdict of humans; for AUROC and the reliability diagram."""
    cluster: str = ""
    """The task it belongs to, where several items share one."""


class ScoreVerdict(_Line):
    """What a judge gave an artifact."""

    item: str
    judge: str
    strategy: str = ""
    score: float | None = Field(ge=0, le=1)
    """Null where the judge abstained."""
    repeat: int = Field(default=0, ge=0)
    control: bool = False
    """Of a baseline, which is no judge: it has no part in how far judges agree."""


class PairData(Frozen):
    """Labelled pairs."""

    labels: dict[str, PairLabel]
    verdicts: tuple[PairVerdict, ...]


class ScoreData(Frozen):
    """Labelled scores."""

    labels: dict[str, ScoreLabel]
    verdicts: tuple[ScoreVerdict, ...]


def read_labelled(directory: Path) -> PairData | ScoreData:
    """Read a directory. Raises UserError that names file, line and key."""
    lines = [line for _, line in _lines(directory / LABELS)]
    if not lines:
        raise UserError("holds no label", where=str(directory / LABELS), mend="See docs/judges.md for its form")
    if '"label"' in lines[0]:
        pairs = _labels(directory / LABELS, PairLabel)
        return PairData(labels=pairs, verdicts=tuple(_verdicts(directory / VERDICTS, PairVerdict, set(pairs))))
    scores = _labels(directory / LABELS, ScoreLabel)
    return ScoreData(labels=scores, verdicts=tuple(_verdicts(directory / VERDICTS, ScoreVerdict, set(scores))))


Label = TypeVar("Label", PairLabel, ScoreLabel)
Verdict = TypeVar("Verdict", PairVerdict, ScoreVerdict)


def _labels(path: Path, model: type[Label]) -> dict[str, Label]:
    found: dict[str, Label] = {}
    for where, line in _lines(path):
        label = _parsed(model, line, where)
        if label.item in found:
            raise UserError(f"item {label.item!r} has two labels", where=where, mend="Keep one")
        found[label.item] = label
    return found


def _verdicts(path: Path, model: type[Verdict], known: set[str]) -> Iterator[Verdict]:
    seen: set[tuple[object, ...]] = set()
    for where, line in _lines(path):
        verdict = _parsed(model, line, where)
        if verdict.item not in known:
            raise UserError(f"there is no label for {verdict.item!r}", where=where, mend=f"Add one to {LABELS}")
        key = (verdict.item, verdict.judge, verdict.strategy, getattr(verdict, "repeat", 0))
        if key in seen:
            mend = "Keep one; repeats need their number" if model is ScoreVerdict else "Keep one"
            raise UserError(f"{verdict.judge} judged {verdict.item!r} twice", where=where, mend=mend)
        seen.add(key)
        yield verdict


Line = TypeVar("Line", bound=Frozen)


def _parsed(model: type[Line], line: str, where: str) -> Line:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        what = f"{key}: {first['msg']}" if key else first["msg"]
        raise UserError(what, where=where, mend="docs/judges.md shows the form of a line") from error


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        mend = f"Name a directory with {LABELS} and {VERDICTS}; docs/judges.md shows their form"
        raise UserError(f"cannot be read: {why}", where=str(path), mend=mend) from error
    yield from ((f"{path}:{at}", line) for at, line in enumerate(text.splitlines(), start=1) if line.strip())
