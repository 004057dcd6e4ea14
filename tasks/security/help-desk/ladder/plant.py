"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Fixes half done, as a hurried audit leaves them, and at last one that goes too far."""

import sys
from pathlib import Path

DEFECTS = [
    # Only the formula that everybody knows.
    ("helpdesk/transfer.py", 'FORMULA = ("=", "+", "-", "@", "\\t", "\\r")', 'FORMULA = ("=",)'),
    # The session gets another name, and stays open under the old one too.
    (
        "helpdesk/accounts.py",
        "        self.leave(session)\n        sid =",
        '        self._db.execute("UPDATE sessions SET user_id = ? WHERE sid = ?", (user.id, session.sid))\n        sid =',
    ),
    # The scheme of a link is looked at, its quotes are not.
    ("helpdesk/markup.py", 'href="{html.escape(address)}"', 'href="{html.escape(address, quote=False)}"'),
    # Only the first word of each key of an order is looked at.
    (
        "helpdesk/tickets.py",
        'any(key.removeprefix("-") not in SORTS for key in keys)',
        'any(key.removeprefix("-").split(" ")[0] not in SORTS for key in keys)',
    ),
    # Names of files that merely hold two dots are refused.
    ("helpdesk/attachments.py", 'climbs = name in (".", "..")', 'climbs = ".." in name or name == "."'),
]


def main() -> None:
    """Apply each edit, exactly once."""
    for name, old, new in DEFECTS[: int(sys.argv[1])]:
        path = Path(name)
        text = path.read_text()
        assert text.count(old) == 1, f"{name}: {old!r}"
        path.write_text(text.replace(old, new))


if __name__ == "__main__":
    main()
