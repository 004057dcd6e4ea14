"""Who may come in: people, passwords and sessions."""

import hashlib
import hmac
import re
import secrets
import sqlite3
from typing import Any, NamedTuple

ROLES = ("customer", "agent", "admin")
COLUMNS = ("name", "display", "email", "role", "password")
NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
ITERATIONS = 4_000


class User(NamedTuple):
    """A person with an account."""

    id: int
    name: str
    display: str
    email: str
    role: str

    @property
    def is_staff(self) -> bool:
        """Whether this is somebody who answers tickets."""
        return self.role in ("agent", "admin")

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"

    def public(self) -> dict[str, Any]:
        """What the person's own account page shows."""
        return self._asdict()


class Session(NamedTuple):
    """A browser, and the person who is logged in there."""

    sid: str
    user: User | None
    notice: str


def hashed(password: str, salt: str = "") -> str:
    """A password as it is stored."""
    salt = salt or secrets.token_hex(8)
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), ITERATIONS).hex()
    return f"pbkdf2${salt}${digest}"


def matches(password: str, stored: str) -> bool:
    """Whether this is the password that was stored."""
    method, _, rest = stored.partition("$")
    salt, _, _ = rest.partition("$")
    return method == "pbkdf2" and hmac.compare_digest(hashed(password, salt), stored)


class Accounts:
    """People and their sessions in the database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, name: str, display: str, email: str, role: str, password: str) -> User:
        """A new account. Raises ValueError for a name, address or role that is none."""
        if not NAME.fullmatch(name):
            raise ValueError("A name has 2 to 32 small letters, digits, dots, dashes or underscores")
        if role not in ROLES:
            raise ValueError("No such role")
        self.check(display=display, email=email)
        try:
            self._db.execute(
                "INSERT INTO users (name, display, email, role, password) VALUES (?, ?, ?, ?, ?)",
                (name, display, email, role, hashed(password)),
            )
        except sqlite3.IntegrityError:
            raise ValueError("That name is taken") from None
        found = self.named(name)
        assert found
        return found

    @staticmethod
    def check(display: str = "x", email: str = "x@y") -> None:
        """Raises ValueError where a displayed name or an address cannot be kept."""
        if not 1 <= len(display) <= 80:
            raise ValueError("A displayed name has 1 to 80 characters")
        if not EMAIL.fullmatch(email):
            raise ValueError("That is no address")

    def named(self, name: str) -> User | None:
        """The person of that name."""
        return self._user("name = ?", name)

    def by_id(self, number: int) -> User | None:
        """The person with that number."""
        return self._user("id = ?", number)

    def everyone(self) -> list[User]:
        """All accounts, by number."""
        rows = self._db.execute("SELECT id, name, display, email, role FROM users ORDER BY id")
        return [User(*row) for row in rows]

    def login(self, name: str, password: str) -> User | None:
        """The person, if the password is right."""
        row = self._db.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()
        stored = row["password"] if row else hashed("nobody", "0")
        return self.named(name) if matches(password, stored) and row else None

    def update(self, user: User, changes: dict[str, Any]) -> User:
        """Change an account. Raises ValueError for what cannot be kept."""
        fields = {column: str(value).strip() for column, value in changes.items() if column in COLUMNS}
        self.check(**{column: fields[column] for column in ("display", "email") if column in fields})
        for column, value in fields.items():
            self._db.execute(f"UPDATE users SET {column} = ? WHERE id = ?", (value, user.id))
        found = self.by_id(user.id)
        assert found
        return found

    def set_role(self, user: User, role: str) -> User:
        """Make somebody a customer, an agent or an admin. Raises ValueError."""
        if role not in ROLES:
            raise ValueError("No such role")
        return self.update(user, {"role": role})

    def change_password(self, user: User, old: str, new: str) -> None:
        """Raises ValueError where the old password is wrong, or the new one too short."""
        if self.login(user.name, old) is None:
            raise ValueError("That is not your password")
        if len(new) < 8:
            raise ValueError("A password has 8 characters or more")
        self.update(user, {"password": hashed(new)})

    def session(self, sid: str | None) -> Session:
        """The session of a browser; one that has none yet gets one."""
        sid = sid or secrets.token_urlsafe(18)
        row = self._db.execute("SELECT * FROM sessions WHERE sid = ?", (sid,)).fetchone()
        if row is None:
            self._db.execute("INSERT INTO sessions (sid) VALUES (?)", (sid,))
            return Session(sid, None, "")
        return Session(sid, self.by_id(row["user_id"]) if row["user_id"] else None, row["notice"])

    def enter(self, session: Session, user: User) -> Session:
        """Log somebody in."""
        self._db.execute("UPDATE sessions SET user_id = ?, notice = '' WHERE sid = ?", (user.id, session.sid))
        return Session(session.sid, user, "")

    def leave(self, session: Session) -> None:
        """Log out."""
        self._db.execute("DELETE FROM sessions WHERE sid = ?", (session.sid,))

    def tell(self, session: Session, notice: str) -> None:
        """Have the next page show a line."""
        self._db.execute("UPDATE sessions SET notice = ? WHERE sid = ?", (notice, session.sid))

    def _user(self, condition: str, value: str | int) -> User | None:
        columns = "id, name, display, email, role"
        row = self._db.execute(f"SELECT {columns} FROM users WHERE {condition}", (value,)).fetchone()
        return User(*row) if row else None
