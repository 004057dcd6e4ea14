"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Each is a slip of someone who tidies up while annotating. They were chosen by reading xmltodict alone."""

import sys
from pathlib import Path

MODULE = Path("xmltodict.py")
DEFECTS = [
    # Blank text is no longer nothing.
    ("data = data.strip() or None\n", "data = data.strip()\n"),
    # Truth is written as Python writes it.
    ("v = _unicode('false')", "v = _unicode(v)"),
    # Only False stops a stream, not whatever is false.
    ("if not should_continue:", "if should_continue is False:"),
    # The prefix of an attribute stays in the name that is looked up.
    ("namespaces.get(ns.strip(attr_prefix))", "namespaces.get(ns)"),
    # A document ends with a blank line.
    ("        if pretty and depth:\n", "        if pretty:\n"),
]


def main() -> None:
    """Apply each edit, exactly once."""
    text = MODULE.read_text()
    for old, new in DEFECTS[: int(sys.argv[1])]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    MODULE.write_text(text)


if __name__ == "__main__":
    main()
