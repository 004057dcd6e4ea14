"""Snapshots as commits of a bare git repository: what is the same in two of them is stored once.

dulwich writes and reads it, so that no git need be installed; any git can look into it."""

import hashlib
import time
from binascii import unhexlify
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.pack import UnpackedObject, full_unpacked_object
from dulwich.refs import Ref
from dulwich.repo import Repo

from harness.snapshots.origin import Origin
from harness.snapshots.packs import Pack, write_pack
from sandboxes.archive import Entry, tree_digest
from sandboxes.spec import Frozen

BRANCH = Ref(b"refs/heads/snapshots")
AUTHOR = b"meltbench <>"
FILE, EXECUTABLE, FOLDER = b"100644 %b\0", b"100755 %b\0", b"40000 %b\0"
"""How a tree's records begin."""
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


class SnapshotRepository:
    """A bare repository that snapshots are added to, by one thread."""

    def __init__(self, path: Path) -> None:
        """Created at `path`. Raises OSError where there is something already, or nothing can be written."""
        self._repo = Repo.init_bare(path, mkdir=True, default_branch=b"snapshots")
        self.path = path
        self._packs = path / "objects" / "pack"
        self.blobs: Mapping[str, ObjectID] = {}
        """The files of the last snapshot, by the sha256 of their content: git's own hash need not be computed again."""
        self._stored: set[ObjectID] = set()
        self.begun = False
        """Whether the files of the image are in it."""
        self.stored_bytes = 0
        """What the objects take up on disk."""

    def __contains__(self, name: ObjectID) -> bool:
        """Whether an object is known to be stored."""
        return name in self._stored

    def begin(self, origin: Origin) -> None:
        """Have the files of an image, before the first snapshot. Raises OSError."""
        self._note(origin.pack_into(self._packs))
        self.blobs, self.begun = origin.blobs, True

    def add(self, entries: Sequence[Entry], blobs: Mapping[str, ObjectID], new: Blobs, facts: Facts) -> Snapshot:
        """Add a snapshot of sorted `entries`, whose contents are `blobs` by their sha256; `new` holds those of them
        that are not stored yet."""
        snapshot = Snapshot(
            **facts._asdict(),
            digest=tree_digest(entries),
            files=len(entries),
            size_bytes=sum(entry.size for entry in entries),
        )
        root, folders = _folders(entries, blobs)
        trees = [
            UnpackedObject(Tree.type_num, sha=unhexlify(name), decomp_chunks=[content])
            for name, content in folders.items()
            if name not in self
        ]
        commit = self._commit(root, snapshot)
        objects = chain(map(full_unpacked_object, new), trees, (full_unpacked_object(commit),))
        self._note(write_pack(self._packs, objects, len(new) + len(trees) + 1))
        self._repo.refs[BRANCH] = commit.id
        self.blobs = blobs
        return snapshot.model_copy(update={"commit": commit.id.decode()})

    def _note(self, pack: Pack) -> None:
        self.stored_bytes += pack.stored_bytes
        if len(self._stored) > KNOWN_OBJECTS:
            self._stored.clear()
        self._stored.update(pack.objects)

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

    def close(self) -> None:
        """Let go of its files."""
        self._repo.close()


def _folders(entries: Sequence[Entry], blobs: Mapping[str, ObjectID]) -> tuple[ObjectID, dict[ObjectID, bytes]]:
    """Git's tree objects for sorted entries: the root's id, and the content of each by its id."""
    inside: dict[str, list[tuple[bytes, bytes]]] = {"": []}  # git's order, in which a folder's name ends in a slash
    for path, _, executable, sha256 in entries:
        folder, _, name = path.rpartition("/")
        if folder not in inside:
            _make(folder, inside)
        encoded = name.encode()
        inside[folder].append((encoded, (EXECUTABLE if executable else FILE) % encoded + unhexlify(blobs[sha256])))
    contents: dict[ObjectID, bytes] = {}
    for folder in sorted(inside, reverse=True):  # what is in a folder comes before it
        content = b"".join(record for _, record in sorted(inside[folder]))
        digest = hashlib.sha1(b"tree %d\0" % len(content) + content, usedforsecurity=False)
        root = ObjectID(digest.hexdigest().encode())
        contents[root] = content
        if folder:
            above, _, name = folder.rpartition("/")
            inside[above].append((name.encode() + b"/", FOLDER % name.encode() + digest.digest()))
    return root, contents


def _make(folder: str, inside: dict[str, list[tuple[bytes, bytes]]]) -> None:
    """Note a folder and those above it."""
    while folder not in inside:
        inside[folder] = []
        folder = folder.rpartition("/")[0]
