"""Tickets and their comments in the database, and who may see and change them."""

import sqlite3
from typing import Any, NamedTuple

from helpdesk.accounts import User
from helpdesk.database import tick

STATUSES = ("open", "waiting", "solved", "closed")
SORTS = ("id", "subject", "status", "priority", "updated")
MAX_SUBJECT = 120
MAX_TEXT = 100_000
FIELDS = """
    tickets.id, tickets.subject, tickets.body, tickets.status, tickets.priority, tickets.updated, tickets.owner_id,
    owner.name AS owner, assignee.name AS assignee
"""
TABLES = """
    tickets JOIN users AS owner ON owner.id = tickets.owner_id
    LEFT JOIN users AS assignee ON assignee.id = tickets.assignee_id
"""


class Ticket(NamedTuple):
    """One ticket."""

    id: int
    subject: str
    body: str
    status: str
    priority: int
    updated: int
    owner_id: int
    owner: str
    assignee: str | None

    def public(self) -> dict[str, Any]:
        """What the interface for programs shows."""
        return {name: value for name, value in self._asdict().items() if name != "owner_id"}


class Comment(NamedTuple):
    """One comment; an internal one is for staff only."""

    id: int
    ticket_id: int
    author_id: int
    author: str
    display: str
    text: str
    internal: bool

    def public(self) -> dict[str, Any]:
        """What the interface for programs shows."""
        return {"id": self.id, "author": self.author, "text": self.text, "internal": self.internal}


class Tickets:
    """All tickets."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, owner: User, subject: str, body: str, priority: int = 3) -> Ticket:
        """A new ticket. Raises ValueError for what cannot be kept."""
        subject, body = _subject(subject), _text(body)
        made = self._db.execute(
            "INSERT INTO tickets (owner_id, subject, body, priority, updated) VALUES (?, ?, ?, ?, ?)",
            (owner.id, subject, body, _priority(priority), tick(self._db)),
        )
        found = self.find(int(made.lastrowid or 0))
        assert found
        return found

    def find(self, number: int) -> Ticket | None:
        """The ticket of that number."""
        row = self._db.execute(f"SELECT {FIELDS} FROM {TABLES} WHERE tickets.id = ?", (number,)).fetchone()
        return Ticket(*row) if row else None

    def listed(self, reader: User, sort: str = "", status: str = "", words: str = "") -> list[Ticket]:
        """What a reader may see, in order. Raises ValueError for an order or a status that there is not."""
        conditions, values = ["1"], []
        if not reader.is_staff:
            conditions.append("tickets.owner_id = ?")
            values.append(reader.id)
        if status:
            if status not in STATUSES:
                raise ValueError("No such status")
            conditions.append("tickets.status = ?")
            values.append(status)
        for word in words.split()[:10]:
            conditions.append("(tickets.subject LIKE ? ESCAPE '!' OR tickets.body LIKE ? ESCAPE '!')")
            values += [_pattern(word)] * 2
        query = f"SELECT {FIELDS} FROM {TABLES} WHERE {' AND '.join(conditions)} ORDER BY {_order(sort)}"
        return [Ticket(*row) for row in self._db.execute(query, values)]

    def change(self, ticket: Ticket, changes: dict[str, Any]) -> Ticket:
        """Change status, priority or assignee. Raises ValueError for what cannot be kept."""
        if "status" in changes:
            if changes["status"] not in STATUSES:
                raise ValueError("No such status")
            self._set(ticket, "status", changes["status"])
        if "priority" in changes:
            self._set(ticket, "priority", _priority(changes["priority"]))
        if "assignee" in changes:
            self._set(ticket, "assignee_id", self._staff(changes["assignee"]))
        found = self.find(ticket.id)
        assert found
        return found

    def touch(self, ticket_id: int) -> None:
        """Something about the ticket is new."""
        self._db.execute("UPDATE tickets SET updated = ? WHERE id = ?", (tick(self._db), ticket_id))

    def comment(self, ticket: Ticket, author: User, text: str, internal: bool = False) -> Comment:
        """Add a comment. Raises ValueError for what cannot be kept."""
        made = self._db.execute(
            "INSERT INTO comments (ticket_id, author_id, text, internal) VALUES (?, ?, ?, ?)",
            (ticket.id, author.id, _text(text), int(internal and author.is_staff)),
        )
        if not author.is_staff and ticket.status in ("waiting", "solved"):
            self._set(ticket, "status", "open")
        self.touch(ticket.id)
        found = self.found_comment(int(made.lastrowid or 0))
        assert found
        return found

    def comments(self, ticket: Ticket, reader: User) -> list[Comment]:
        """The comments of a ticket that a reader may see, in order."""
        rows = self._comments("comments.ticket_id = ? ORDER BY comments.id", ticket.id)
        return [comment for comment in rows if reader.is_staff or not comment.internal]

    def found_comment(self, number: int) -> Comment | None:
        """The comment of that number."""
        return next(iter(self._comments("comments.id = ?", number)), None)

    def rewrite(self, comment: Comment, text: str) -> None:
        """Change a comment's text. Raises ValueError for what cannot be kept."""
        self._db.execute("UPDATE comments SET text = ? WHERE id = ?", (_text(text), comment.id))
        self.touch(comment.ticket_id)

    def remove(self, comment: Comment) -> None:
        """Take a comment away."""
        self._db.execute("DELETE FROM comments WHERE id = ?", (comment.id,))
        self.touch(comment.ticket_id)

    def _comments(self, condition: str, value: int) -> list[Comment]:
        fields = "comments.id, ticket_id, author_id, users.name, users.display, text, internal"
        query = f"SELECT {fields} FROM comments JOIN users ON users.id = author_id WHERE {condition}"
        return [Comment(*row[:6], bool(row[6])) for row in self._db.execute(query, (value,))]

    def _set(self, ticket: Ticket, column: str, value: Any) -> None:
        self._db.execute(
            f"UPDATE tickets SET {column} = ?, updated = ? WHERE id = ?", (value, tick(self._db), ticket.id)
        )

    def _staff(self, name: Any) -> int | None:
        if not name:
            return None
        row = self._db.execute("SELECT id, role FROM users WHERE name = ?", (str(name),)).fetchone()
        if row is None or row["role"] == "customer":
            raise ValueError("Nobody of that name answers tickets")
        return int(row["id"])


def may_see(reader: User, ticket: Ticket) -> bool:
    """Customers see what is theirs, staff sees everything."""
    return reader.is_staff or ticket.owner_id == reader.id


def may_edit(user: User, comment: Comment) -> bool:
    """Whether somebody may change a comment or take it away."""
    return user.is_admin or comment.author_id == user.id


def _order(sort: str) -> str:
    """The order that `priority,-updated` and the like stand for; the newest changes come first by default."""
    if not sort:
        return "tickets.updated DESC"
    keys = sort.split(",")
    if keys[0].removeprefix("-") not in SORTS:
        raise ValueError("Nothing can be sorted by that")
    return ", ".join(f"tickets.{key[1:]} DESC" if key.startswith("-") else f"tickets.{key}" for key in keys)


def _pattern(word: str) -> str:
    """A word as a pattern that finds it anywhere."""
    for special in "!%_":
        word = word.replace(special, f"!{special}")
    return f"%{word}%"


def _subject(subject: str) -> str:
    subject = " ".join(subject.split())
    if not 1 <= len(subject) <= MAX_SUBJECT:
        raise ValueError(f"A subject has 1 to {MAX_SUBJECT} characters")
    return subject


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip("\n")
    if not text.strip() or len(text) > MAX_TEXT:
        raise ValueError(f"A text has 1 to {MAX_TEXT} characters")
    return text


def _priority(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise ValueError("A priority is a number from 1 to 5") from None
    if not 1 <= number <= 5:
        raise ValueError("A priority is a number from 1 to 5")
    return number
