"""A reduced check of the post-mortem: prints the share of its conditions that hold, 0 where there is no document."""

import re
import sys
from pathlib import Path

HEADINGS = ("Summary", "Impact", "Timeline", "Root cause", "Detection and response", "Action items")


def conditions(text: str) -> list[bool]:
    """Sections, both figures, the corrected start of the job, owners with dates."""
    found = re.findall(r"^## (.+?)\s*$", text, re.MULTILINE)
    actions = text.rpartition("## Action items")[2]
    return [
        tuple(found) == HEADINGS,
        re.search(r"Duration: 49 min", text) is not None,
        re.search(r"Users affected: 3,?415\b", text) is not None,
        re.search(r"09:45.{0,80}(?:backfill|job)", text) is not None,
        len(re.findall(r"2025-0[3-6]-[0-3][0-9]", actions)) >= 3,
        250 <= len(text.split()) <= 1000,
    ]


def main() -> None:
    """Read the document named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(text)
    print(sum(held) / len(held) if text.strip() else 0.0)


if __name__ == "__main__":
    main()
