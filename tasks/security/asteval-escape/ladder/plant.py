"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Fixes half done, as a hurried audit leaves them, and at last one that goes too far."""

import sys
from pathlib import Path

DEFECTS = [
    # The limit holds for texts, not for bytes.
    ("asteval/amounts.py", "TEXTS = (str, bytes, bytearray)", "TEXTS = (str,)"),
    # One name of a frame is forgotten.
    ("asteval/guards.py", '    "cr_frame",\n', ""),
    # One of the two methods that take format strings is looked at.
    ("asteval/amounts.py", '(*PADDING, "format", "format_map")', '(*PADDING, "format")'),
    # What a procedure's arguments hid stays hidden after an error.
    ("asteval/astutils.py", "            interp.symtable = symbols\n", ""),
    # Format strings take no attributes at all.
    ("asteval/guards.py", "self.guard.getattr(found, key) if", "self.guard.getattr(None, key) if"),
]


def main() -> None:
    """Apply each edit, exactly once."""
    for name, old, new in DEFECTS[: int(sys.argv[1])]:
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main()
