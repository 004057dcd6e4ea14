"""A snapshot that is being taken: every file is read while the sandbox stands still, and stored once it goes on."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from dulwich.objects import Blob, ObjectID

from harness.snapshots.repository import Facts, Snapshot, SnapshotRepository
from sandboxes.archive import Entry

IN_MEMORY_BYTES = 16 << 20
"""New contents that wait in memory to be stored; more of them wait in a file."""


class Draft:
    """Files of one snapshot, in a `with` block that ends with `store` or without."""

    def __init__(self, repository: SnapshotRepository, go_on: Callable[[], None]) -> None:
        """`go_on` is called at every file, and raises to give up."""
        self._repository = repository
        self._go_on = go_on
        self._entries: list[Entry] = []
        self._blobs: dict[str, ObjectID] = {}
        self._new = _NewBlobs(repository.path, go_on)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._new.close()

    @property
    def entries(self) -> dict[str, Entry]:
        """What is in it by now, by path."""
        return {entry.path: entry for entry in self._entries}

    def keep(self, entries: Iterable[Entry]) -> None:
        """Take over files as they were in the last snapshot. Raises KeyError where that did not have their content."""
        known, kept = self._repository.blobs, list(entries)
        self._blobs.update((entry.sha256, known[entry.sha256]) for entry in kept)
        self._entries += kept

    def add(self, path: str, size: int, executable: bool, content: Iterable[bytes]) -> Entry:
        """Read one file; a content that is not stored yet is kept."""
        self._go_on()
        pieces = list(content)
        digest = hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
        sha256 = digest.hexdigest()
        entry = Entry(path, size, executable, sha256)
        self._entries.append(entry)
        if sha256 in self._blobs:
            return entry
        if (known := self._repository.blobs.get(sha256)) is None:
            blob = Blob()
            blob.chunked = pieces
            known = blob.id
            if known not in self._repository:
                self._new.add(pieces, size)
        self._blobs[sha256] = known
        return entry

    def store(self, elapsed_s: float, paused_s: float) -> Snapshot:
        """Write what is new, then the commit."""
        self._go_on()
        self._entries.sort()
        facts = Facts(round(elapsed_s, 3), round(paused_s, 3))
        return self._repository.add(self._entries, self._blobs, self._new, facts)


class _NewBlobs:
    """Contents to be stored, one after the other in a file that is in memory as long as it is small."""

    def __init__(self, directory: Path, go_on: Callable[[], None]) -> None:
        self._go_on = go_on
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, dir=str(directory))  # noqa: SIM115 - Draft closes it
        self._sizes: list[int] = []

    def add(self, pieces: list[bytes], size: int) -> None:
        self._file.writelines(pieces)
        self._sizes.append(size)

    def __len__(self) -> int:
        return len(self._sizes)

    def __iter__(self) -> Iterator[Blob]:
        self._file.seek(0)
        for size in self._sizes:
            self._go_on()
            yield Blob.from_string(self._file.read(size))

    def close(self) -> None:
        self._file.close()
