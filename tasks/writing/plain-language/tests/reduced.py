"""A reduced check of the page: prints the share of its conditions that hold, 0 where there is no page."""

import re
import sys
from pathlib import Path

FACTS = (
    r"\b(?:two|2)\b.{0,20}month",
    r"\b(?:six|6)\b.{0,20}month",
    r"£ ?380|380 pounds",
    r"\b(?:14|fourteen) days|two weeks|fortnight",
    r"\b(?:40|forty) miles",
    r"doctor",
    r"\b(?:28|twenty-eight) days|four weeks",
    r"\bnoon|midday|12 o'clock",
    r"\bpanel\b",
    r"\b(?:10|ten) working days",
    r"leaving@netherquay\.example",
)
FORBIDDEN = r"\b(?:shall|herein|thereof|notwithstanding|premises|break notice|break date|£290|one month's notice)\b"


def conditions(text: str) -> list[bool]:
    """Each fact, no word of the lease or the leaflet, length."""
    held = [re.search(fact, text, re.IGNORECASE) is not None for fact in FACTS]
    words = len(text.split())
    return [*held, words > 0 and re.search(FORBIDDEN, text, re.IGNORECASE) is None, 200 <= words <= 850]


def main() -> None:
    """Read the page named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(text)
    speaks = re.search(r"\byou\b", text, re.IGNORECASE) is not None
    print(sum(held) / len(held) if speaks else 0.0)


if __name__ == "__main__":
    main()
