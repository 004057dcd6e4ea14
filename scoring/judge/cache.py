"""What judges replied before, kept so that nobody pays twice: SQLite, one row for each request, judge and repeat.

The repeat is part of the key: without it a second opinion would be the first one again, and reliability would be
faked. Raw replies are kept, not verdicts, so that a better way of reading them can be applied to what was paid for."""

import json
import secrets
import sqlite3
import threading
import time
from pathlib import Path

from pydantic import ValidationError

from sandboxes.errors import UserError
from scoring.judge.backend import RawReply

_SCHEMA = """
CREATE TABLE IF NOT EXISTS reply (key TEXT PRIMARY KEY, judge TEXT NOT NULL, made REAL NOT NULL, reply TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS anchor (
    judge TEXT NOT NULL, artifact TEXT NOT NULL, rubric TEXT NOT NULL, made REAL NOT NULL, score REAL NOT NULL
);
"""
BUSY_S = 60.0
SECRET_BYTES = 32


class ReplyCache:
    """Replies by key; safe to be used from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Opens or creates the file. Raises UserError where it cannot be used."""
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_S, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            # A power cut may lose the last replies, never damage the file: they are asked for again.
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            mend = "Delete it, or name another cache directory in MELTBENCH_CACHE"
            raise UserError(f"the judges' cache cannot be used: {error}", where=str(path), mend=mend) from error

    def secret(self) -> bytes:
        """What fences and seals are drawn from on this machine; made once."""
        with self._lock:
            made = secrets.token_hex(SECRET_BYTES)
            self._db.execute("INSERT OR IGNORE INTO kept VALUES ('secret', ?)", (made,))
            row = self._db.execute("SELECT value FROM kept WHERE name = 'secret'").fetchone()
        return bytes.fromhex(row[0])

    def find(self, key: str) -> RawReply | None:
        """The reply that was kept; None where there is none that can be read."""
        with self._lock:
            row = self._db.execute("SELECT reply FROM reply WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return RawReply.model_validate_json(row[0])
        except ValidationError:
            return None

    def keep(self, key: str, judge: str, reply: RawReply) -> None:
        """Keep a reply; the first one kept under a key stays."""
        text = json.dumps(reply.model_dump(mode="json"))
        with self._lock:
            self._db.execute("INSERT OR IGNORE INTO reply VALUES (?, ?, ?, ?)", (key, judge, time.time(), text))

    def anchors(self, judge: str, artifact: str, rubric: str) -> list[float]:
        """Scores that a judge gave an anchor artifact in earlier runs, oldest first."""
        query = "SELECT score FROM anchor WHERE judge = ? AND artifact = ? AND rubric = ? ORDER BY made"
        with self._lock:
            return [float(row[0]) for row in self._db.execute(query, (judge, artifact, rubric))]

    def keep_anchor(self, judge: str, artifact: str, rubric: str, score: float) -> None:
        """Keep a score of an anchor artifact."""
        with self._lock:
            self._db.execute("INSERT INTO anchor VALUES (?, ?, ?, ?, ?)", (judge, artifact, rubric, time.time(), score))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()
