"""What an image has in its workspace: packed once, for the snapshots of all trials that begin with it."""

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from dulwich.objects import Blob, ObjectID
from dulwich.pack import UnpackedObject, full_unpacked_object

from harness.snapshots.packs import Pack, write_pack
from sandboxes.archive import Entry, Tree


class Origin:
    """One image's workspace."""

    def __init__(self, base: Tree) -> None:
        self._base = base
        self._lock = threading.Lock()
        self._pack: Pack | None = None
        self.blobs: Mapping[str, ObjectID] = {}
        """By the sha256 of their content, once they are packed."""
        self.files = {entry.path: entry for entry in base.entries}
        self.proven = False
        """Whether the shortcut to a snapshot has found what the archive has, in a sandbox of this image."""

    def pack_into(self, folder: Path) -> Pack:
        """Have its files in a repository's folder of packs: they are shared with the one that had them first.

        Raises OSError."""
        with self._lock:
            if self._pack:
                try:
                    return _shared(self._pack, folder)
                except FileNotFoundError:  # that run was removed
                    pass
            contents = {entry.sha256: entry for entry in self._base.entries}
            blobs: dict[str, ObjectID] = {}
            self._pack = write_pack(folder, self._read(contents, blobs), len(contents))
            self.blobs = blobs
            return self._pack

    def _read(self, contents: Mapping[str, Entry], blobs: dict[str, ObjectID]) -> Iterator[UnpackedObject]:
        for sha256, entry in contents.items():
            content = (self._base.root / entry.path).read_bytes()
            if hashlib.sha256(content).hexdigest() != sha256:
                root = self._base.root
                raise OSError(f"{root / entry.path} is not what it was: remove {root}, it is made anew from the image")
            blob = Blob.from_string(content)
            blobs[sha256] = blob.id
            yield full_unpacked_object(blob)


def _shared(pack: Pack, folder: Path) -> Pack:
    """The same files in another folder, by link where that can be; the index comes last. Raises OSError."""
    for file in (pack.data, pack.names):
        (folder / file.name).unlink(missing_ok=True)  # of an attempt that failed
        try:
            os.link(file, folder / file.name)
        except FileNotFoundError:
            raise
        except OSError:  # another file system, or one without links
            shutil.copyfile(file, folder / file.name)
    return pack._replace(data=folder / pack.data.name)


_origins: dict[str, Origin] = {}
_lock = threading.Lock()


def origin_of(base: Tree) -> Origin:
    """The one that all trials with this workspace share."""
    with _lock:
        return _origins.setdefault(base.digest, Origin(base))
