"""Tickets in and out: a table for spreadsheets, and JSON from other help desks."""

import csv
import io
import json
from collections.abc import Iterable

from helpdesk.accounts import Accounts
from helpdesk.tickets import Ticket, Tickets

HEADER = ("id", "subject", "status", "priority", "owner", "assignee", "updated")


def as_table(tickets: Iterable[Ticket]) -> str:
    """Tickets as comma-separated values."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for ticket in tickets:
        writer.writerow([_cell(getattr(ticket, column)) for column in HEADER])
    return out.getvalue()


def _cell(value: str | int | None) -> str:
    return "" if value is None else str(value)


def take_in(text: str, tickets: Tickets, accounts: Accounts) -> list[int]:
    """Add tickets, one JSON object a line, and give their numbers. Raises ValueError, and adds none, for a bad line."""
    wanted = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            owner = accounts.named(str(entry["owner"]))
            subject, body = str(entry["subject"]), str(entry["body"])
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"Line {number} is no ticket") from None
        if owner is None:
            raise ValueError(f"Line {number}: nobody is called {entry['owner']}")
        wanted.append((owner, subject, body, entry.get("priority", 3)))
    return [tickets.add(*one).id for one in wanted]
