"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Fixes half done, as a hurried audit leaves them, and at last one that goes too far."""

import sys
from pathlib import Path

DEFECTS = [
    # The limit holds for texts, not for bytes.
    ("asteval/amounts.py", "TEXTS = (str, bytes, bytearray)", "TEXTS = (str,)"),
    # A break at the end of one evaluation answers the next.
    (
        "asteval/asteval.py",
        "        self.retval, self._interrupt, self._calldepth = None, None, 0\n",
        "        self.retval, self._calldepth = None, 0\n",
    ),
    # Only methods of a text at hand are looked at, not those of str itself.
    ("asteval/guards.py", 'if name in ("format", "format_map") and args:', 'if "format" in name and obj is not str:'),
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
