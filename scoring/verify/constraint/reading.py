"""Reading the deliverable out of a sanitised tree: capped, decoded, parsed; what is wrong with it said in words."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field, field_validator

from sandboxes.spec import Frozen
from scoring.verify.constraint.document import Block, Document, Record, parse, visible

HARD_CAP_BYTES = 1 << 20
MAX_RECORDS = 10_000
MAX_LINE_CHARS = 16_384


class Deliverable(Frozen):
    """`[deliverable]`: the file that is checked, and what makes it worth checking."""

    path: str
    """Relative to the workspace."""
    format: Literal["text", "jsonl"] = "text"
    """`text` is plain text or Markdown; `jsonl` is one JSON object a line."""
    fields: tuple[str, ...] = ()
    """jsonl: the fields each object must have, strings or numbers."""
    text_field: str = ""
    """jsonl: the field whose text the prose checks read."""
    min_words: int = Field(default=20, ge=1)
    """Fewer words than this are no work at all: the gate fails."""
    min_distinct: int = Field(default=10, ge=2)
    """Fewer different words than this are no work either."""
    max_copied: float = Field(default=0.5, gt=0, le=1)
    """Largest share of runs of six words that stand in the source material too."""
    max_bytes: int = Field(default=65_536, ge=1, le=HARD_CAP_BYTES)
    """A larger file is not read: the gate fails."""

    @field_validator("path")
    @classmethod
    def _inside(cls, path: str) -> str:
        if not path or path.startswith("/") or ".." in Path(path).parts:
            raise ValueError("must be a path inside the workspace")
        return path


class Readout(NamedTuple):
    """A deliverable that was read, or why it could not be."""

    document: Document
    """Empty where there is a problem."""
    problem: str = ""


def read_deliverable(tree: Path, wanted: Deliverable) -> Readout:
    """Read the file. Never raises for what the tree holds: a problem comes back in words."""
    nothing = Document(())
    path = tree / wanted.path
    if path.is_symlink() or not path.is_file():
        return Readout(nothing, f"{wanted.path} is missing")
    with path.open("rb") as handle:
        data = handle.read(wanted.max_bytes + 1)
    if len(data) > wanted.max_bytes:
        return Readout(nothing, f"{wanted.path} is larger than {wanted.max_bytes} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Readout(nothing, f"{wanted.path} is not UTF-8")
    return Readout(_records(text, wanted) if wanted.format == "jsonl" else parse(text))


def _records(text: str, wanted: Deliverable) -> Document:
    lines = [line for line in text.split("\n") if line.strip()]
    read = [_record(line, wanted.fields) for line in lines[:MAX_RECORDS]]
    records = tuple(record for record in read if record is not None)
    blocks = _texts(records, wanted.text_field) if wanted.text_field else ()
    return Document(tuple(blocks), records, malformed=len(lines) - len(records))


def _texts(records: Iterable[Record], field: str) -> Iterable[Block]:
    return (Block("text", " ".join(record.fields[field].split())) for record in records)


def _record(line: str, fields: tuple[str, ...]) -> Record | None:
    if len(line) > MAX_LINE_CHARS:
        return None
    try:
        value: Any = json.loads(line, object_pairs_hook=_object)
    except (ValueError, RecursionError):  # deep nesting ends in the latter, a number of 5,000 digits in the former
        return None
    if not isinstance(value, dict):
        return None
    texts = {field: _text(value.get(field)) for field in fields}
    return (
        Record({field: visible(text) for field, text in texts.items() if text is not None})
        if None not in texts.values()
        else None
    )


def _text(value: object) -> str | None:
    """A string, or a number as one is written; None for anything else."""
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: a key given twice would let one line answer both ways."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key is given twice")
    return made
