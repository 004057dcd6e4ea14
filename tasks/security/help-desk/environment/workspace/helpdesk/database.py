"""The database: one SQLite file, its tables made when it is first opened."""

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'customer',
    password TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
    sid TEXT PRIMARY KEY,
    user_id INTEGER REFERENCES users,
    notice TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS tickets (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES users,
    assignee_id INTEGER REFERENCES users,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open',
    priority INTEGER NOT NULL DEFAULT 3,
    updated INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS comments (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES tickets,
    author_id INTEGER NOT NULL REFERENCES users,
    text TEXT NOT NULL,
    internal INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS clock (ticks INTEGER NOT NULL);
"""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database, with rows that can be asked by column name."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(SCHEMA)
    if connection.execute("SELECT count(*) FROM clock").fetchone()[0] == 0:
        connection.execute("INSERT INTO clock VALUES (0)")
    return connection


def tick(connection: sqlite3.Connection) -> int:
    """The next moment: changes are ordered by it, whatever the machine's clock does."""
    connection.execute("UPDATE clock SET ticks = ticks + 1")
    return int(connection.execute("SELECT ticks FROM clock").fetchone()[0])
