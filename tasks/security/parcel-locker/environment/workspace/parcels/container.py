"""The file of a parcel: a line that says what it is, the manifest, the signature, and what the files hold, packed."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parcels.errors import Problem, Refused
from parcels.manifest import Entry, Manifest, parse

MAGIC = b"PARCEL 1"
LEVEL = 6


@dataclass(frozen=True)
class Parcel:
    """A parcel as it was read; nothing of it has been checked against a key yet."""

    manifest: Manifest
    line: bytes
    """The manifest as it stands in the file: what the signature is about."""
    algorithm: str
    signature: str
    body: bytes

    def contents(self) -> Iterator[tuple[Entry, bytes]]:
        """Each entry with what it holds (nothing, if it is no file). Raises Refused where that is damaged."""
        begin = 0
        for entry in self.manifest.entries:
            yield entry, _unpacked(entry, self.body[begin : begin + entry.packed])
            begin += entry.packed
        if begin != len(self.body):
            raise Refused("there is something else behind the last entry")


def _unpacked(entry: Entry, packed: bytes) -> bytes:
    if entry.kind != "file":
        return b""
    try:
        content = zlib.decompress(packed)
    except zlib.error:
        raise Refused(f"{entry.name} is damaged") from None
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise Refused(f"{entry.name} is not what the manifest says")
    return content


def pack(content: bytes) -> bytes:
    """What is written of a file's content."""
    return zlib.compress(content, LEVEL)


def write(path: Path, line: bytes, algorithm: str, signature: str, body: bytes) -> None:
    """Write a parcel. Raises Problem where it cannot be."""
    seal = f"{algorithm} {signature}".encode()
    try:
        path.write_bytes(b"\n".join([MAGIC, line, seal, body]))
    except OSError as error:
        raise Problem(f"cannot write {path}: {error.strerror}") from None


def read(path: Path) -> Parcel:
    """Read a parcel. Raises Refused where it is none, Problem where it cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(f"cannot read {path}: {error.strerror}") from None
    parts = data.split(b"\n", 3)
    if len(parts) < 4 or parts[0] != MAGIC:
        raise Refused(f"{path.name} is no parcel")
    algorithm, _, signature = parts[2].decode("ascii", "replace").partition(" ")
    return Parcel(parse(parts[1]), parts[1], algorithm, signature, parts[3])
