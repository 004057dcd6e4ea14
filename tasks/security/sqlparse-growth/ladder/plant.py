"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Slips of somebody who makes it cheap and looks at usual SQL only."""

import sys
from pathlib import Path

DEFECTS = [
    # A string that is closed by an escaped quote only is not read as one any more.
    ("sqlparse/keywords.py", r"""(?:'|\\')""", "'"),
    # Nesting is refused where it is quite common.
    ("sqlparse/sql.py", "MAX_DEPTH = 400", "MAX_DEPTH = 40"),
    # An assignment ends at its value, not at the semicolon.
    ("sqlparse/engine/grouping.py", "return pidx, snidx or nidx", "return pidx, nidx"),
    # The text of a list stays that of its first two members.
    ("sqlparse/sql.py", "            grp.value += ''.join([token.value for token in subtokens])\n", ""),
    # Unclosed comments are cheap in texts without any comment only.
    ("sqlparse/lexer.py", "self.comment >= pos + 2", "self.comment >= 0"),
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
