"""Plant the first N defects in the reference tree: `plant.py N`, from the directory that holds the package.

Each is a slip that such a change could make; they were chosen by reading tabulate and the reference alone."""

import sys
from pathlib import Path

DEFECTS = [
    # The setting is read when a format is registered, not when a table is made.
    ("_api.py", "        min_padding = _settings.MIN_PADDING\n", "        min_padding = 2\n"),
    # Headers of reStructuredText are no longer escaped.
    ("formats/rst.py", "        new_headers[0] = escape_empty(headers[0])\n", "        pass\n"),
    # The index has no header where headers come from the first row.
    ("_rows.py", "        headers = [index[0]] + list(rows[0])\n", "        headers = list(rows[0])\n"),
    # Cells that cannot be centred exactly sit low, not high.
    ("_layout.py", "        top_delta = delta_lines // 2\n", "        top_delta = (delta_lines + 1) // 2\n"),
    # A format that folds its cells no longer says so once it is replaced.
    ("formats/registry.py", "    if format.multiline:\n", "    if format.multiline and not replace:\n"),
]


def main(count: str) -> None:
    """Plant the first `count` defects, each exactly once."""
    for name, old, new in DEFECTS[: int(count)]:
        path = Path("tabulate", name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
