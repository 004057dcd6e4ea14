"""Plant the first N defects in the reference tree: `plant.py N`, from the directory that holds the package.

Each defect is one edit of one module; an edit that does not apply exactly once is an error.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple


class Defect(NamedTuple):
    """One edit: the only match of `pattern` in `file` becomes `replacement`."""

    note: str
    file: str
    pattern: str
    replacement: str


DEFECTS = (
    Defect("last one counts", "acceptparse/_syntax.py", r"item not in acceptable and item not in\n +not_", "item not in not_"),
    Defect("text for bytes", "_cookiesyntax.py", r"_b_dollar_sign = ord\('\$'\)", "_b_dollar_sign = '$'"),
    Defect("date beside tag", "response.py", r"elif (req\.if_modified_since)", r"if \1"),
    Defect("case counts", "acceptparse/_languagematching.py", r"(not_acceptable_ranges\.append\(range_)\.lower\(\)", r"\1"),
    Defect("once and for all", "client.py", r"lambda: send_request_app", "lambda app=send_request_app: app"),
)


def plant(package: Path, defect: Defect) -> None:
    """Apply one defect."""
    path = package / defect.file
    text, count = re.subn(defect.pattern, defect.replacement, path.read_text(encoding="utf-8"))
    assert count == 1, f"{defect.note}: {count} places in {defect.file}"
    path.write_text(text, encoding="utf-8")


def main(count: str) -> None:
    """Plant the first `count` defects."""
    for defect in DEFECTS[: int(count)]:
        plant(Path("webob"), defect)


if __name__ == "__main__":
    main(*sys.argv[1:])
