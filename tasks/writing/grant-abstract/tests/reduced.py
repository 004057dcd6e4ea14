"""A reduced check of the abstract: prints the share of its conditions that hold, 0 where there is no abstract."""

import re
import sys
from pathlib import Path

FORBIDDEN = (
    r"\b(?:novel|holistic|unique|groundbreaking|state-of-the-art|paradigm|leverage|SWEETWELL|Norell|Quiroga|Brandt)\b"
)


def conditions(text: str) -> list[bool]:
    """Three aims, both results of the pilot, the sum in the last line, the third person, forbidden words, length."""
    words = len(text.split())
    return [
        re.findall(r"^\s*([0-9])[.)] ", text, re.MULTILINE) == ["1", "2", "3"],
        re.search(r"\b18\s?(?:%|per ?cent)", text) is not None,
        re.search(r"\b(?:7|seven)\s?(?:%|per ?cent)", text) is not None,
        re.search(r"Requested: EUR 101[, ]?460 for 24 months\W*\Z", text) is not None,
        words > 0 and re.search(r"\b(?:we|our|us|I|my)\b", text) is None,
        words > 0 and re.search(FORBIDDEN, text, re.IGNORECASE) is None,
        130 <= words <= 250,
    ]


def main() -> None:
    """Read the abstract named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(text)
    print(sum(held) / len(held) if "salt" in text.lower() else 0.0)


if __name__ == "__main__":
    main()
