"""A reduced check of the reply: prints the share of its conditions that hold, 0 where there is no letter."""

import re
import sys
from pathlib import Path

FORBIDDEN = (
    r"\b(?:faults?|liable|liabilit(?:y|ies)|negligen(?:t|ce)|breach(?:es|ed)?|compensation|Dean|Trading Standards)\b"
)


def conditions(text: str) -> list[bool]:
    """Order, sum, the two days, the refusal, the offer, wording and length."""
    return [
        "48213" in text,
        "163.80" in text and not re.search(r"188\.80|434\.10|£192|£217", text),
        re.search(r"23(?:rd)? (?:of )?April|April 23", text) is not None,
        re.search(r"17(?:th)? (?:of )?April|April 17", text) is not None,
        re.search(r"living[- ]room", text, re.IGNORECASE) is not None and "214" in text,
        re.search(r"28(?:th)? (?:of )?April|April 28", text) is not None,
        re.search(FORBIDDEN, text, re.IGNORECASE) is None,
        80 <= len(text.split()) <= 190,
    ]


def main() -> None:
    """Read the letter named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    held = conditions(text)
    print(sum(held) / len(held) if "Amblecote" in text else 0.0)


if __name__ == "__main__":
    main()
