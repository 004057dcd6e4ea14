"""A reduced check of the recipe: prints the share of its conditions that hold, 0 where there is no recipe."""

import re
import sys
from pathlib import Path

HEADINGS = ("## Ingredients", "### Filling", "### Topping", "## Method", "## Substitutions")
UNSAFE = ("F05", "D01", "D02", "D03", "D08", "D10", "D11", "D13", "D14", "C01", "C03", "C04", "C05", "C07")
AMOUNTS = (
    ("F01", 1483, 1600),
    ("V01", 705, 780),
    ("V02", 392, 433),
    ("F03", 470, 520),
    ("D04", 41, 45),
    ("D12", 19, 20.8),
    ("C02", 39, 43.3),
    ("F04", 144, 158),
    ("D09", 152, 167),
)


def amount(line: str) -> float:
    """The amount with which an entry begins; 0 where there is none."""
    found = re.match(r"[-*|\s]{0,6}([0-9][0-9,]{0,6}(?:\.[0-9]{1,2})?) m?[gl]\b", line)
    return float(found[1].replace(",", "")) if found else 0.0


def conditions(text: str) -> list[bool]:
    """Headings, safe shelves, each amount, the fan oven, the tin."""
    ingredients = text.partition("## Ingredients")[2].partition("## Method")[0]
    method = text.partition("## Method")[2].partition("## Substitutions")[0]
    lines = ingredients.splitlines()
    right = [any(low <= amount(line) <= high for line in lines if shelf in line) for shelf, low, high in AMOUNTS]
    return [
        tuple(re.findall(r"^(#{2,3} .+?)\s*$", text, re.MULTILINE)) == HEADINGS,
        "F01" in ingredients and not any(shelf in ingredients for shelf in UNSAFE),
        *right,
        re.search(r"\b18[0-5] ?(?:\u00b0|degrees )C", method) is not None,
        re.search(r"\bgr[ea]y\b", method) is not None,
    ]


def main() -> None:
    """Read the recipe named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    held = conditions(text)
    print(sum(held) / len(held) if text.strip() else 0.0)


if __name__ == "__main__":
    main()
