"""The manifest of a parcel: who sends what to whom, and what is in it. One line of JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parcels.errors import Refused

KINDS = ("file", "folder", "link")
MAX_TITLE = 200
MAX_NAME = 500


@dataclass(frozen=True)
class Entry:
    """A file, folder or link in a parcel."""

    name: str
    kind: str
    mode: int = 0o644
    size: int = 0
    packed: int = 0
    sha256: str = ""
    target: str = ""


@dataclass(frozen=True)
class Manifest:
    """What the first line of a parcel says."""

    sender: str
    recipient: str
    serial: int
    title: str
    draft: bool
    entries: Sequence[Entry]

    @property
    def id(self) -> str:
        """Names a parcel among all parcels."""
        return f"{self.sender}-{self.serial}"

    @property
    def size(self) -> int:
        """Bytes of all files together, as declared."""
        return sum(entry.size for entry in self.entries)

    def line(self) -> bytes:
        """The manifest as it is written and signed."""
        entries = [
            {key: value for key, value in vars(entry).items() if value != "" and (entry.kind == "file" or key in KEPT)}
            for entry in self.entries
        ]
        fields = {"from": self.sender, "to": self.recipient, "serial": self.serial, "title": self.title}
        return json.dumps({**fields, "draft": self.draft, "entries": entries}, sort_keys=True).encode()


KEPT = ("name", "kind", "mode", "target")


def parse(line: bytes) -> Manifest:
    """Read a manifest. Raises Refused for anything that is none."""
    try:
        fields = json.loads(line)
        entries = [_entry(fields) for fields in fields["entries"]]
        found = Manifest(
            sender=_text(fields["from"], 1, 40),
            recipient=_text(fields["to"], 0, 40),
            serial=_number(fields["serial"], 1, 10**9),
            title=_text(fields.get("title", ""), 0, MAX_TITLE),
            draft=bool(fields.get("draft", False)),
            entries=entries,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("the manifest cannot be read") from None
    return found


def _entry(fields: dict[str, Any]) -> Entry:
    kind = fields["kind"]
    if kind not in KINDS:
        raise ValueError(kind)
    is_file = kind == "file"
    return Entry(
        name=_text(fields["name"], 1, MAX_NAME),
        kind=kind,
        mode=_number(fields.get("mode", 0o644 if is_file else 0o755), 0, 0o7777),
        size=_number(fields["size"], 0, 2**40) if is_file else 0,
        packed=_number(fields["packed"], 0, 2**40) if is_file else 0,
        sha256=_text(fields["sha256"], 64, 64) if is_file else "",
        target=_text(fields["target"], 1, MAX_NAME) if kind == "link" else "",
    )


def _text(value: Any, least: int, most: int) -> str:
    if not isinstance(value, str) or not least <= len(value) <= most or "\0" in value:
        raise ValueError(value)
    value.encode()
    return value


def _number(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError(value)
    return value
