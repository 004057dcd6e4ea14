"""The snapshots of a trial, read from its repository: which there are, and each as a tree to be scored."""

import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from dulwich.errors import FileFormatException, NotGitRepository
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.repo import Repo

from harness.snapshots.repository import BRANCH, Snapshot
from sandboxes import archive
from sandboxes.archive import Incoming
from sandboxes.errors import UserError

UNREADABLE = (KeyError, ValueError, EOFError, AssertionError, zlib.error, FileFormatException)
"""What dulwich raises for an object that is missing or damaged."""

EXECUTABLE, FOLDER = 0o100755, 0o040000

Kind = TypeVar("Kind", bound=ShaFile)


def snapshots_in(repository: Path) -> list[Snapshot]:
    """The snapshots of a trial, the first of them first. Raises UserError for what is no repository of snapshots."""
    with closing(_open(repository)) as repo:
        found = []
        head = repo.refs.read_ref(BRANCH)
        parents = [ObjectID(head)] if head else []
        while parents:
            commit = _read(repo, parents[0], Commit)
            try:
                found.append(Snapshot.model_validate({**json.loads(commit.message), "commit": commit.id.decode()}))
            except (ValueError, TypeError) as error:
                raise _damaged(repo, f"commit {commit.id.decode()} is no snapshot") from error
            parents = commit.parents
    return found[::-1]


def checkout(repository: Path, commit: str, dest: Path) -> archive.Tree:
    """Write one snapshot into the new directory `dest`. Raises UserError where it is not what was recorded."""
    snapshot = next((s for s in snapshots_in(repository) if s.commit == commit), None)
    if snapshot is None:
        raise UserError(f"no snapshot {commit}", where=str(repository), mend="Take one of those that there are")
    with closing(_open(repository)) as repo:
        root = _read(repo, ObjectID(commit.encode()), Commit).tree
        tree = archive.write_tree(_files(repo, root, ""), dest)
        if tree.digest != snapshot.digest:
            raise _damaged(repo, f"snapshot {commit} is not what was recorded")
    return tree


def _files(repo: Repo, tree: ObjectID, prefix: str) -> Iterator[Incoming]:
    for name, mode, inner in _read(repo, tree, Tree).iteritems():
        if name in {b"", b".", b".."} or b"/" in name or b"\0" in name:
            raise _damaged(repo, f"{name!r} is no name of a file")
        path = prefix + name.decode("utf-8", "replace")
        if mode == FOLDER:
            yield from _files(repo, inner, f"{path}/")
        else:
            content = _read(repo, inner, Blob).as_raw_string()
            yield Incoming(path, len(content), mode == EXECUTABLE, iter((content,)))


def _open(repository: Path) -> Repo:
    try:
        return Repo(str(repository))
    except NotGitRepository as error:
        mend = "Name the snapshots.git of a trial that was run with snapshots"
        raise UserError("no repository of snapshots", where=str(repository), mend=mend) from error


def _read(repo: Repo, name: ObjectID, kind: type[Kind]) -> Kind:
    try:
        found = repo.object_store[name]
    except UNREADABLE as error:
        raise _damaged(repo, f"{name.decode()} cannot be read") from error
    if not isinstance(found, kind):
        raise _damaged(repo, f"{name.decode()} is something else")
    return found


def _damaged(repo: Repo, what: str) -> UserError:
    return UserError(what, where=str(repo.path), mend="Take it from a copy of the run, or run the trial again")
