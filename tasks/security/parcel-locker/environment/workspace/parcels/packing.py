"""Makes parcels of directories."""

import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from parcels import container, signing
from parcels.errors import Problem
from parcels.filters import content_of
from parcels.manifest import MAX_TITLE, Entry, Manifest
from parcels.settings import Settings


def pack(folder: Path, settings: Settings, manifest: Manifest, key: bytes, out: Path) -> Manifest:
    """Write a parcel of a folder; its manifest, which is the given one with entries.

    Raises Problem where something cannot be packed."""
    if not folder.is_dir():
        raise Problem(f"{folder} is no folder")
    if len(manifest.title) > MAX_TITLE:
        raise Problem(f"the title is longer than {MAX_TITLE} characters")
    entries: list[Entry] = []
    body = b""
    for path in _found(folder, settings.skip):
        entry, packed = _entry(path, path.relative_to(folder).as_posix(), settings)
        entries.append(entry)
        body += packed
    made = Manifest(
        manifest.sender, manifest.recipient, manifest.serial, manifest.title, manifest.draft, tuple(entries)
    )
    _check_size(made, settings)
    line = made.line()
    algorithm = signing.DRAFT if made.draft else signing.DEFAULT
    container.write(out, line, algorithm, signing.sign(line, key, algorithm), body)
    return made


def _found(folder: Path, skip: Sequence[str]) -> Iterator[Path]:
    """Everything below a folder, in order, each folder before what is in it."""
    for path in sorted(folder.iterdir()):
        if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in skip):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _found(path, skip)


def _entry(path: Path, name: str, settings: Settings) -> tuple[Entry, bytes]:
    info = path.lstat()
    mode = stat.S_IMODE(info.st_mode)
    if stat.S_ISLNK(info.st_mode):
        return Entry(name, "link", 0o777, target=os.readlink(path)), b""
    if stat.S_ISDIR(info.st_mode):
        return Entry(name, "folder", mode), b""
    if not stat.S_ISREG(info.st_mode):
        raise Problem(f"{name} is neither a file nor a folder")
    content = content_of(path, settings.filters)
    packed = container.pack(content)
    return Entry(name, "file", mode, len(content), len(packed), hashlib.sha256(content).hexdigest()), packed


def _check_size(manifest: Manifest, settings: Settings) -> None:
    if not manifest.entries:
        raise Problem("there is nothing to pack")
    if len(manifest.entries) > settings.max_entries:
        raise Problem(f"more than {settings.max_entries} entries")
    if manifest.size > settings.max_total:
        raise Problem(f"more than {settings.max_total} bytes")
