"""The help desk as a whole: what the pages work with."""

import sqlite3
from pathlib import Path

from helpdesk.accounts import Accounts
from helpdesk.attachments import Attachments
from helpdesk.tickets import Tickets


class Desk:
    """People, tickets and files of one installation."""

    def __init__(self, connection: sqlite3.Connection, data: Path) -> None:
        self.accounts = Accounts(connection)
        self.tickets = Tickets(connection)
        self.files = Attachments(data / "files")
        self._banner = data / "banner.txt"

    @property
    def banner(self) -> str:
        """A line that the operators want everybody to read before they log in."""
        return self._banner.read_text().strip() if self._banner.is_file() else ""
