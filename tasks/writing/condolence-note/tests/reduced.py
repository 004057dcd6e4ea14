"""A reduced check of the note: prints the share of its conditions that hold, 0 where there is no note."""

import re
import sys
from pathlib import Path

DETAILS = r"music.box|spoon|hum(?:s|med|ming)?\b|four bars|label|cribbage|212|tool.?case|solder|radio|toaster|lamp"
PRIVATE = r"\brents?\b|640|landlord|envelope|boiler money|loose connection"


def conditions(text: str) -> list[bool]:
    """Names, a detail, what is private, length, signature."""
    return [
        "Hetty" in text and "Desmond" in text and "Dez" not in text,
        re.search(DETAILS, text, re.IGNORECASE) is not None,
        re.search(PRIVATE, text, re.IGNORECASE) is None,
        50 <= len(text.split()) <= 122,
        "Noor" in text,
    ]


def main() -> None:
    """Read the note named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    held = conditions(text)
    print(sum(held) / len(held) if "Hetty" in text else 0.0)


if __name__ == "__main__":
    main()
