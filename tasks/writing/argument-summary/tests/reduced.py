"""A reduced check of the sheet: prints the share of its conditions that hold, 0 where there is no sheet."""

import re
import sys
from pathlib import Path

HEADINGS = ("Question", "For", "Against", "Common ground", "Figure corrected")


def part(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one."""
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def conditions(text: str) -> list[bool]:
    """Sections, balance, authors, the corrected figure and nowhere else the wrong one, quotations, length."""
    first, second, figure = part(text, "For"), part(text, "Against"), part(text, "Figure corrected")
    quoted = [q for q in re.findall(r'["\u201c]([^"\u201c\u201d]{1,200})["\u201d]', text) if len(q.split()) >= 3]
    words = len(text.split())
    return [
        tuple(re.findall(r"^## (.+?)\s*$", text, re.MULTILINE)) == HEADINGS,
        0.75 <= len(first.split()) / max(1, len(second.split())) <= 1.35,
        "Varley" in first and "Achterberg" in second and "Quist" in text,
        re.search(r"\b1\.6\s?(?:%|per ?cent)", figure) is not None and "22" in figure,
        words > 0 and re.search(r"(?:fell|down|dropped) by\s22\s?(?:%|per ?cent)", first) is None,
        len(quoted) >= 3 and all(len(q.split()) <= 15 for q in quoted),
        "19" in part(text, "Common ground"),
        300 <= words <= 900,
    ]


def main() -> None:
    """Read the sheet named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(text)
    print(sum(held) / len(held) if "## " in text else 0.0)


if __name__ == "__main__":
    main()
