"""The store of a locker: parcels that were kept, and an index of them."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parcels.errors import Problem, Refused
from parcels.keys import KeyRing
from parcels.manifest import Manifest

SCHEMA = """
CREATE TABLE IF NOT EXISTS parcels (
    sender TEXT NOT NULL,
    serial INTEGER NOT NULL,
    title TEXT NOT NULL,
    entries INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (sender, serial)
);
CREATE TABLE IF NOT EXISTS sent (serial INTEGER PRIMARY KEY, recipient TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS contacts (name TEXT PRIMARY KEY, title TEXT NOT NULL, address TEXT NOT NULL);
"""
ORDER = "SELECT sender, serial, title, entries, size, sha256 FROM parcels ORDER BY sender, serial"


@dataclass(frozen=True)
class Stored:
    """A parcel that is kept."""

    store: "Store"
    sender: str
    serial: int
    title: str
    entries: int
    size: int
    sha256: str

    @property
    def id(self) -> str:
        """Its name."""
        return f"{self.sender}-{self.serial}"

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.store.folder / f"{self.id}.parcel"

    def state(self) -> str:
        """Whether it is as it was when it was kept: ok, missing or damaged."""
        if not self.path.is_file():
            return "missing"
        return "ok" if hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256 else "damaged"


class Store:
    """The parcels of a locker."""

    def __init__(self, root: Path, ring: KeyRing) -> None:
        self.folder = root / "store"
        self.ring = ring
        self.db = sqlite3.connect(root / "index.db", isolation_level=None)
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.executescript(SCHEMA)

    def __iter__(self) -> Iterator[Stored]:
        return iter([Stored(self, *row) for row in self.db.execute(ORDER)])

    def find(self, words: Iterable[str], sender: str = "") -> list[Stored]:
        """Those of a sender (of all, if none is given) that have all words in their titles or ids."""
        wanted = [word.casefold() for word in words]
        return [
            one
            for one in self
            if sender in ("", one.sender) and all(word in f"{one.id} {one.title}".casefold() for word in wanted)
        ]

    def get(self, name: str) -> Stored:
        """The parcel of that id. Raises Problem where there is none."""
        for one in self:
            if one.id == name:
                return one
        raise Problem(f"no parcel {name} is kept")

    def highest(self, sender: str) -> int:
        """The highest serial of a sender; 0 if there is none."""
        row = self.db.execute("SELECT max(serial) FROM parcels WHERE sender = ?", (sender,)).fetchone()
        return int(row[0] or 0)

    def add(self, manifest: Manifest, source: Path) -> Stored:
        """Keep a parcel that was checked. Raises Refused for one that is older than what was kept before."""
        highest = self.highest(manifest.sender)
        if manifest.serial <= highest:
            raise Refused(f"{manifest.id} is not newer than {manifest.sender}-{highest}")
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        row = (manifest.sender, manifest.serial, manifest.title, len(manifest.entries), manifest.size, digest)
        one = Stored(self, *row)
        shutil.copyfile(source, one.path)
        os.chmod(one.path, 0o600)
        self.db.execute("INSERT INTO parcels VALUES (?, ?, ?, ?, ?, ?)", row)
        return one

    def remove(self, one: Stored) -> None:
        """Let go of a parcel."""
        one.path.unlink(missing_ok=True)
        self.db.execute("DELETE FROM parcels WHERE sender = ? AND serial = ?", (one.sender, one.serial))

    def next_serial(self, recipient: str) -> int:
        """The serial of the next parcel that is made here, for whomever."""
        done = self.db.execute("INSERT INTO sent (recipient) VALUES (?)", (recipient,))
        return int(done.lastrowid or 0)
