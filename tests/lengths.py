"""Reports Python files over 300 lines, and fails where one is over 400: past that a file wants splitting."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONG, TOO_LONG = 300, 400


def main() -> int:
    """Print the long files; the exit code is 1 where one is too long."""
    folders = ("harness", "scoring", "sandboxes", "tests", "tasks")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*.py") if "environment" not in p.parts]
    lengths = {p.relative_to(ROOT): len(p.read_text(encoding="utf-8").splitlines()) for p in files}
    for path, lines in sorted(lengths.items()):
        if lines > LONG:
            print(f"{'too long' if lines > TOO_LONG else 'long'}: {path} ({lines} lines)")
    return int(any(lines > TOO_LONG for lines in lengths.values()))


if __name__ == "__main__":
    sys.exit(main())
