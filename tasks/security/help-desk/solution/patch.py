"""Close flaws of the help desk: `python3 patch.py NAME...`, in the workspace. Each name is a list of edits below."""

import sys
from pathlib import Path

EDITS = {
    "names": [
        (
            "helpdesk/attachments.py",
            """    name = name.replace("../", "").replace("\\\\", "/").strip()
    if not name or name in (".", "..") or len(name) > MAX_NAME or not name.isprintable():
""",
            """    name = name.strip()
    climbs = name in (".", "..") or "/" in name or "\\\\" in name
    if not name or climbs or len(name) > MAX_NAME or not name.isprintable():
""",
        ),
        (
            "helpdesk/attachments.py",
            "as it is kept. Raises ValueError where nothing is left of it, or too much.",
            "as it is kept: one component of a path. Raises ValueError for any other.",
        ),
    ],
    "orders": [
        (
            "helpdesk/tickets.py",
            """    if keys[0].removeprefix("-") not in SORTS:
""",
            """    if any(key.removeprefix("-") not in SORTS for key in keys):
""",
        )
    ],
    "links": [
        ("helpdesk/markup.py", "TRAILING = ", 'SCHEMES = ("http://", "https://", "mailto:", "/")\nTRAILING = '),
        (
            "helpdesk/markup.py",
            """    if address.startswith("javascript:"):
""",
            """    if not address.lower().startswith(SCHEMES):
""",
        ),
        ("helpdesk/markup.py", 'href="{html.escape(address, quote=False)}"', 'href="{html.escape(address)}"'),
    ],
    "sheets": [
        ("helpdesk/transfer.py", "HEADER = (", 'FORMULA = ("=", "+", "-", "@", "\\t", "\\r")\nHEADER = ('),
        (
            "helpdesk/transfer.py",
            """    return "" if value is None else str(value)
""",
            """    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
""",
        ),
    ],
    "targets": [
        (
            "helpdesk/views.py",
            """    return target if target.startswith("/") else HOME
""",
            """    foreign = not target.startswith("/") or target.startswith(("//", "/\\\\"))
    return HOME if foreign or any(character < " " or character == "\\x7f" for character in target) else target
""",
        )
    ],
    "sessions": [
        (
            "helpdesk/accounts.py",
            """        \"\"\"Log somebody in.\"\"\"
        self._db.execute("UPDATE sessions SET user_id = ?, notice = '' WHERE sid = ?", (user.id, session.sid))
        return Session(session.sid, user, "")
""",
            """        \"\"\"Log somebody in, under a name of the session that nobody knew before.\"\"\"
        self.leave(session)
        sid = secrets.token_urlsafe(18)
        self._db.execute("INSERT INTO sessions (sid, user_id) VALUES (?, ?)", (sid, user.id))
        return Session(sid, user, "")
""",
        )
    ],
    "comments": [
        (
            "helpdesk/views.py",
            """    _user(desk, request)
    found = desk.tickets.found_comment(comment)
    if found is None:
        raise HttpError(404, "No such comment")
    desk.tickets.remove(found)
""",
            """    user = _user(desk, request)
    desk.tickets.remove(_own_comment(desk, user, _ticket(desk, user, number), comment))
""",
        )
    ],
    "accounts": [
        (
            "helpdesk/views.py",
            """    return as_json(_kept(desk.accounts.update, _user(desk, request), request.json).public())
""",
            """    user, given = _user(desk, request), request.json
    changes = {name: given[name] for name in ("display", "email") if name in given}
    return as_json(_kept(desk.accounts.update, user, changes).public())
""",
        )
    ],
    "endings": [
        ("helpdesk/markup.py", 'TRAILING = re.compile(r"[ \\t]+$", re.MULTILINE)\n', ""),
        (
            "helpdesk/markup.py",
            """    text = TRAILING.sub("", text.replace("\\r\\n", "\\n")).strip("\\n")
""",
            """    lines = text.replace("\\r\\n", "\\n").split("\\n")
    text = "\\n".join(line.rstrip(" \\t") for line in lines).strip("\\n")
""",
        ),
    ],
    "views": [
        ("helpdesk/preferences.py", "import pickle\n", "import json\n"),
        ("helpdesk/preferences.py", "pickle.dumps((view.columns, view.per_page))", "json.dumps(view).encode()"),
        (
            "helpdesk/preferences.py",
            "pickle.loads(base64.urlsafe_b64decode(value))",
            "json.loads(base64.urlsafe_b64decode(value))",
        ),
    ],
}


def main() -> None:
    """Make each edit, exactly once."""
    for name in sys.argv[1:]:
        for file, old, new in EDITS[name]:
            path = Path(file)
            text = path.read_text()
            assert text.count(old) == 1, f"{file}: {old!r}"
            path.write_text(text.replace(old, new))


if __name__ == "__main__":
    main()
