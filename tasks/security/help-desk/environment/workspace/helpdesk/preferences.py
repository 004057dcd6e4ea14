"""How somebody wants the list of tickets: kept in the browser, so that each browser has its own."""

import base64
import pickle
from typing import NamedTuple

COLUMNS = ("id", "subject", "status", "priority", "owner", "assignee", "updated")


class View(NamedTuple):
    """Which columns are shown, and how many tickets on a page."""

    columns: tuple[str, ...] = ("id", "subject", "status", "priority")
    per_page: int = 10


def chosen(columns: str, per_page: str) -> View:
    """A view from the fields of a form. Raises ValueError for columns or a number that there cannot be."""
    names = tuple(name.strip() for name in columns.split(",") if name.strip())
    if not names or len(names) > len(COLUMNS) or any(name not in COLUMNS for name in names):
        raise ValueError("No such columns")
    if not per_page.isdecimal() or not 1 <= int(per_page) <= 100:
        raise ValueError("A page has 1 to 100 tickets")
    return View(names, int(per_page))


def packed(view: View) -> str:
    """A view as the value of a cookie."""
    return base64.urlsafe_b64encode(pickle.dumps((view.columns, view.per_page))).decode()


def unpacked(value: str) -> View:
    """The view in a cookie; the usual one where it holds none."""
    try:
        columns, per_page = pickle.loads(base64.urlsafe_b64decode(value))
        return chosen(",".join(columns), str(per_page))
    except Exception:
        return View()
