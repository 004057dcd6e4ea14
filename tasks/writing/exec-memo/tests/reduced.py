"""A reduced check of the memo: prints the share of its conditions that hold, 0 where there is no memo."""

import re
import sys
from pathlib import Path

HEADINGS = ("Recommendation", "Figures", "What they mean", "What we do not know", "Next steps")
RATES = (
    ("Overall, Ledger", "84.6"),
    ("Overall, Weaver", "73.8"),
    ("Quick, Ledger", "93.1"),
    ("Quick, Weaver", "95.7"),
    ("Standard, Ledger", "78.2"),
    ("Standard, Weaver", "82.1"),
    ("Complex, Ledger", "52.3"),
    ("Complex, Weaver", "58.3"),
)


def conditions(text: str) -> list[bool]:
    """Sections, the decision, every rate, both same-mix rates, dated steps, length."""
    steps = text.rpartition("## Next steps")[2]
    return [
        tuple(re.findall(r"^## (.+?)\s*$", text, re.MULTILINE)) == HEADINGS,
        re.search(r"Decision:\W{1,6}prolong\b", text) is not None,
        all(re.search(re.escape(name) + r"\W{1,6}" + re.escape(rate) + r"\b", text) for name, rate in RATES),
        re.search(r"Same mix, Ledger\W{1,6}77\.[678]\b", text) is not None,
        re.search(r"Same mix, Weaver\W{1,6}81\.[567]\b", text) is not None,
        len(re.findall(r"202[56]-[01][0-9]-[0-3][0-9]", steps)) >= 3,
        180 <= len(text.split()) <= 440,
    ]


def main() -> None:
    """Read the memo named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(text)
    print(sum(held) / len(held) if text.strip() else 0.0)


if __name__ == "__main__":
    main()
