"""A reduced check of the issues: prints the share of its conditions that hold, 0 where no issue is found."""

import re
import sys
from pathlib import Path


def parts(text: str) -> tuple[str, str]:
    """The texts of the first and of the second issue; empty where missing."""
    split = re.split(r"^# Issue (\d+)\s*$", text, flags=re.MULTILINE)
    found = dict(zip(split[1::2], split[2::2], strict=True))
    return found.get("1", ""), found.get("2", "")


def conditions(first: str, second: str) -> list[bool]:
    """Versions, priorities, zone and clock change in the first steps, an apostrophe in the second, a way around."""
    return [
        re.search(r"Priority\W{1,8}P1\b", first) is not None and "4.0.5" in first,
        re.search(r"init --zone \S", first) is not None,
        re.search(r"--from \S?(?:2025-03-(?:29|30)|2024-10-(?:26|27))T", first) is not None,
        re.search(r"Priority\W{1,8}P3\b", second) is not None and "4.2.0" in second,
        re.search(r"--name .{0,40}\w['\u2019]", second) is not None,
        "--quote all" in second,
    ]


def main() -> None:
    """Read the file named on the command line and print its score."""
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8", errors="replace")[:100_000] if path.is_file() else ""
    first, second = parts(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    held = conditions(first, second)
    print(sum(held) / len(held) if first.strip() else 0.0)


if __name__ == "__main__":
    main()
