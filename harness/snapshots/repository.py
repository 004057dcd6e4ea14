"""Snapshots as commits of a bare git repository: what is the same in two of them is stored once.

dulwich writes and reads it, so that no git need be installed; any git can look into it. The new objects of a snapshot
become one pack: a file for each of them would cost several times the processor time."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from dulwich.object_format import DEFAULT_OBJECT_FORMAT
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.pack import full_unpacked_object, write_pack_data, write_pack_index
from dulwich.refs import Ref
from dulwich.repo import Repo

from sandboxes.archive import Entry, tree_digest
from sandboxes.spec import Frozen

BRANCH = Ref(b"refs/heads/snapshots")
AUTHOR = b"meltbench <>"
FILE, EXECUTABLE, FOLDER = 0o100644, 0o100755, 0o040000
COMPRESSION = 1
"""The fastest of zlib's: this is paid while agents work, on the same machine."""
KNOWN_OBJECTS = 500_000
"""Beyond so many, it is forgotten which objects are stored: one may then be stored twice, which is no error."""


class Snapshot(Frozen):
    """The workspace as it was at one moment of a trial."""

    elapsed_s: float
    """Wall seconds from the start of the snapshots."""
    paused_s: float
    """How long the sandbox stood still for it."""
    digest: str
    """As `sandboxes.archive.tree_digest` has it."""
    files: int
    size_bytes: int
    """Of all files together."""
    commit: str = ""
    """Its id in the repository."""


class Facts(NamedTuple):
    """What is known of a snapshot beside its files."""

    elapsed_s: float
    paused_s: float


class Blobs(Protocol):
    """Contents, made as they are asked for: together they may be larger than the memory."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Blob]: ...


class _Child(NamedTuple):
    """What a folder holds."""

    name: bytes
    mode: int
    id: ObjectID


_Folder = dict[bytes, "_Child | _Folder"]
"""By name, folders inside it included."""


class SnapshotRepository:
    """A bare repository that snapshots are added to, by one thread."""

    def __init__(self, path: Path) -> None:
        """Created at `path`. Raises OSError where there is something already, or nothing can be written."""
        self._repo = Repo.init_bare(path, mkdir=True, default_branch=b"snapshots")
        self.path = path
        self._packs = path / "objects" / "pack"
        self.blobs: Mapping[str, ObjectID] = {}
        """The files of the last snapshot, by the sha256 of their content: git's own hash need not be computed again."""
        self._trees: dict[tuple[_Child, ...], ObjectID] = {}
        self._stored: set[ObjectID] = set()
        self.stored_bytes = 0
        """What the objects take up on disk."""

    def __contains__(self, name: ObjectID) -> bool:
        """Whether an object is known to be stored."""
        return name in self._stored

    def add(self, entries: Sequence[Entry], blobs: Mapping[str, ObjectID], new: Blobs, facts: Facts) -> Snapshot:
        """Add a snapshot of sorted `entries`, whose contents are `blobs` by their sha256; `new` holds those of them
        that are not stored yet."""
        trees: dict[ObjectID, Tree] = {}
        seen: dict[tuple[_Child, ...], ObjectID] = {}
        snapshot = Snapshot(
            **facts._asdict(),
            digest=tree_digest(entries),
            files=len(entries),
            size_bytes=sum(entry.size for entry in entries),
        )
        commit = self._commit(self._folder(_nested(entries, blobs), seen, trees), snapshot)
        self._write_pack(chain(new, trees.values(), (commit,)), len(new) + len(trees) + 1)
        self._repo.refs[BRANCH] = commit.id
        self.blobs, self._trees = blobs, seen
        return snapshot.model_copy(update={"commit": commit.id.decode()})

    def _folder(
        self, folder: _Folder, seen: dict[tuple[_Child, ...], ObjectID], trees: dict[ObjectID, Tree]
    ) -> ObjectID:
        """The object of a folder, which goes to `trees` unless it is stored; `seen` remembers it."""
        children = tuple(
            _Child(name, FOLDER, self._folder(inner, seen, trees)) if isinstance(inner, dict) else inner
            for name, inner in folder.items()
        )
        known = seen.get(children) or self._trees.get(children)
        if known is None:
            tree = Tree()
            for child in children:
                tree.add(child.name, child.mode, child.id)
            known = tree.id
            if known not in self:
                trees[known] = tree
        seen[children] = known
        return known

    def _commit(self, tree: ObjectID, snapshot: Snapshot) -> Commit:
        head = self._repo.refs.read_ref(BRANCH)
        commit = Commit()
        commit.tree = tree
        commit.parents = [ObjectID(head)] if head else []
        commit.author = commit.committer = AUTHOR
        commit.author_time = commit.commit_time = int(time.time())
        commit.author_timezone = commit.commit_timezone = 0
        commit.message = snapshot.model_dump_json(exclude={"commit"}).encode()
        return commit

    def _write_pack(self, objects: Iterator[ShaFile], count: int) -> None:
        """Write objects as one pack and its index, which is what makes it count."""
        growing = self._packs / "tmp_pack"
        with growing.open("wb") as sink:
            places, checksum = write_pack_data(
                sink.write,
                (full_unpacked_object(thing) for thing in objects),
                DEFAULT_OBJECT_FORMAT,
                num_records=count,
                compression_level=COMPRESSION,
            )
        pack = self._packs / f"pack-{checksum.hex()}.pack"
        growing.replace(pack)
        growing_index = self._packs / "tmp_idx"
        with growing_index.open("wb") as sink:
            write_pack_index(sink, sorted((name, *place) for name, place in places.items()), checksum)
        index = growing_index.replace(pack.with_suffix(".idx"))
        self.stored_bytes += pack.stat().st_size + index.stat().st_size
        if len(self._stored) > KNOWN_OBJECTS:
            self._stored.clear()
        self._stored.update(ObjectID(name.hex().encode()) for name in places)

    def close(self) -> None:
        """Let go of its files."""
        self._repo.close()


def _nested(entries: Sequence[Entry], blobs: Mapping[str, ObjectID]) -> _Folder:
    root: _Folder = {}
    for entry in entries:
        *above, name = entry.path.encode().split(b"/")
        folder = root
        for part in above:
            inner = folder.setdefault(part, {})
            assert isinstance(inner, dict)
            folder = inner
        folder[name] = _Child(name, EXECUTABLE if entry.executable else FILE, blobs[entry.sha256])
    return root
