"""A reduced check of the story: prints the share of its conditions that hold, 0 where there is no story."""

import re
import sys
from pathlib import Path


def conditions(text: str) -> list[bool]:
    """Length, no z, a question at the end, the three objects."""
    return [
        300 <= len(text.split()) <= 405,
        "z" not in text.lower(),
        re.search(r"\?[\"'\u2019\u201d]{0,2}\s*\Z", text) is not None,
        all(re.search(word, text, re.IGNORECASE) for word in ("counter|clicker|tally", r"\bboots?\b", "peach")),
    ]


def main() -> None:
    """Read the story named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    held = conditions(text)
    print(sum(held) / len(held) if len(re.findall(r"[a-z]+", text)) >= 100 else 0.0)


if __name__ == "__main__":
    main()
