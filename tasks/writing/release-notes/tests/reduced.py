"""A reduced check of the release notes: prints the share of its conditions that hold, 0 where there are no notes."""

import re
import sys
from pathlib import Path

MUST = ("32dc861", "2db17c5", "aa75c77", "881b49f", "a495e05", "c70c844", "a3ac558", "90cac31")


def conditions(text: str) -> list[bool]:
    """Identifier and releases, both settings, main entries, nothing backed out, the copy before the upgrade, length."""
    steps = text.rpartition("## Upgrading")[2] if "## Upgrading" in text else ""
    return [
        "CVE-2025-99814" in text and "3.2" in text,
        "loan_days" in text and "loan.period_days" in text,
        all(commit in text for commit in MUST),
        re.search(r"9c4880a|b6bda28|\bSMS\b|text message", text) is None,
        "/var/lib/loanbench" in steps or re.search(r"data.{1}(?:folder|directory)", steps) is not None,
        150 <= len(text.split()) <= 400,
    ]


def main() -> None:
    """Read the notes named on the command line and print their score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    print(sum(held) / len(held) if held[2] else 0.0)


if __name__ == "__main__":
    main()
