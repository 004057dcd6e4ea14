"""Pinned downloads, by project, file name and sha256: fetched once into the cache, checked, never run.

No address is written down anywhere: package_index.py asks the index that pip is configured to use on this machine."""

import gzip
import hashlib
import os
import tempfile
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from sandboxes.archive import TreeLimits, TreeRefused, extract
from sandboxes.cache import cache_dir, scratch
from sandboxes.errors import SourceError
from sandboxes.locks import locked
from sandboxes.spec import Frozen

CHUNK = 1 << 20
SOURCE_LIMITS = TreeLimits(files=100_000, total_bytes=2 << 30, file_bytes=1 << 30)
"""Wider than for an agent's tree: what is unpacked here was pinned by its hash."""

_checked: set[Path] = set()
_checked_lock = threading.Lock()


class PinnedFile(Frozen):
    """A file on the package index that can only ever be this one."""

    project: str
    """Project name on the index."""
    version: str
    file: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$")
    """Exact file name, for example `bottle-0.13.2.tar.gz`."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


def fetch(pinned: PinnedFile) -> Path:
    """The file in the cache, downloaded if need be; its hash is checked when a process first asks for it.

    Raises SourceError where it is gone from the index, altered or out of reach."""
    kept = cache_dir("sources", pinned.sha256) / pinned.file
    if kept in _checked and kept.exists():
        return kept
    with locked(f"source-{pinned.sha256}"):
        if not kept.exists() or sha256_of(kept) != pinned.sha256:
            _download(pinned, kept)
    with _checked_lock:
        _checked.add(kept)
    return kept


def unpacked(pinned: PinnedFile) -> Path:
    """The directory of an unpacked source archive, less its outermost directory; only to be read.

    Raises SourceError, also where it is no gzipped tar."""
    archive = fetch(pinned)
    tree = archive.parent / "tree"
    with locked(f"source-{pinned.sha256}"):
        if not tree.is_dir():
            unpack_sdist(archive, tree)
    return tree


def unpack_sdist(archive: Path, dest: Path) -> None:
    """Unpack a gzipped tar into the new directory `dest`, less its outermost directory: regular files only."""
    with scratch() as directory:
        try:
            extract(_gunzip(archive), directory / "tree", limits=SOURCE_LIMITS)
        except (TreeRefused, OSError, EOFError, zlib.error) as error:
            raise SourceError(f"{archive.name} is no source archive that can be unpacked: {error}") from error
        (directory / "tree").rename(dest)


def sha256_of(path: Path) -> str:
    """The sha256 of a file's content, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(pinned: PinnedFile, kept: Path) -> None:
    """Download to a temporary file beside `kept`, check it, and only then give it its name."""
    # The library behind it takes a fifth of a second to import, and nearly every call finds the file in the cache.
    from sandboxes.package_index import Unavailable, download

    handle, name = tempfile.mkstemp(dir=kept.parent, prefix="part.")
    os.close(handle)
    part = Path(name)
    try:
        download(pinned.project, pinned.file, part)
        if (found := sha256_of(part)) != pinned.sha256:
            raise Unavailable(f"has been altered: its sha256 is {found}, not {pinned.sha256}")
        part.replace(kept)
    except Unavailable as error:
        raise SourceError(
            f"{pinned.file} ({pinned.project} {pinned.version}) {error}. "
            f"Check the network and pip's index settings, or put the file at {kept}"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _gunzip(archive: Path) -> Iterator[bytes]:
    with gzip.open(archive, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
