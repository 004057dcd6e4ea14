"""Checks parcels, and lays out what is in them."""

import os
from collections.abc import Sequence
from pathlib import Path

from parcels import signing
from parcels.container import Parcel
from parcels.errors import Problem, Refused
from parcels.keys import KeyRing
from parcels.manifest import Entry
from parcels.settings import Settings


def check(parcel: Parcel, ring: KeyRing, settings: Settings) -> list[tuple[Entry, bytes]]:
    """What is in a parcel, once all of it was found to be right. Raises Refused where something is not."""
    manifest = parcel.manifest
    key = b"" if manifest.draft else ring.of(_partner(parcel, settings))
    signing.verify(parcel.line, key, parcel.algorithm, parcel.signature)
    if not manifest.draft and settings.name not in (manifest.recipient, manifest.sender):
        raise Refused(f"the parcel is for {manifest.recipient}")
    if len(manifest.entries) > settings.max_entries:
        raise Refused(f"more than {settings.max_entries} entries")
    if manifest.size > settings.max_total:
        raise Refused(f"more than {settings.max_total} bytes")
    return list(parcel.contents())


def _partner(parcel: Parcel, settings: Settings) -> str:
    """Whose key a parcel is signed with: the other office's."""
    own = parcel.manifest.sender == settings.name
    return parcel.manifest.recipient if own else parcel.manifest.sender


def unpack(contents: Sequence[tuple[Entry, bytes]], into: Path) -> None:
    """Lay out the entries below a folder, which is made if need be. Raises Refused, before anything is written, where
    one leads out of it; Problem where one cannot be written."""
    places = [(entry, content, _place(into, entry)) for entry, content in contents]
    if into.exists() and not into.is_dir():
        raise Problem(f"{into} is no folder")
    into.mkdir(parents=True, exist_ok=True)
    folders = []
    for entry, content, path in places:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if entry.kind == "folder":
                path.mkdir(exist_ok=True)
                folders.append((path, entry.mode))
            elif entry.kind == "link":
                path.unlink(missing_ok=True)
                path.symlink_to(entry.target)
            else:
                path.write_bytes(content)
                path.chmod(entry.mode & ~0o022)
        except OSError as error:
            raise Problem(f"cannot write {entry.name}: {error.strerror}") from None
    for path, mode in reversed(folders):  # last, as one may not be written to
        path.chmod(mode & ~0o022)


def _place(into: Path, entry: Entry) -> Path:
    """Where an entry goes. Raises Refused where that, or what a link is about, is outside of the folder."""
    path = _inside(into, entry.name, entry)
    if entry.kind == "link":
        if entry.target.startswith("/"):
            raise Refused(f"{entry.name} leads out of the folder")
        _inside(into, os.path.join(os.path.dirname(entry.name), entry.target), entry)
    return path


def _inside(into: Path, name: str, entry: Entry) -> Path:
    root = os.path.abspath(into)
    path = os.path.abspath(os.path.join(root, name))
    if not path.startswith(root):
        raise Refused(f"{entry.name} leads out of the folder")
    return Path(path)
