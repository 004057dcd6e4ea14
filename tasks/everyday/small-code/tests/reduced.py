"""A reduced check of the answers: prints the share of the groups that are right, numbers as numbers."""

import json
import sys
import tomllib
from pathlib import Path


def decisions(path: Path) -> dict[str, str]:
    """Decision by question; lines that cannot be read count for nothing."""
    found = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ():
        try:
            record = json.loads(line)
            found[str(record["id"])] = str(record["decision"]).strip().casefold()
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


def agree(wanted: str, given: str, tolerance: float) -> bool:
    """Whether an answer is that of the key: the same word, or a number near enough."""
    try:
        return abs(float(wanted) - float(given)) <= tolerance + 1e-9
    except ValueError:
        return wanted.casefold() == given


def main() -> None:
    """Compare the answers with the key; both are named on the command line."""
    table = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    check = next(c for c in table["check"] if c["kind"] == "answers")
    given = decisions(Path(sys.argv[2]))
    near = check.get("tolerance", 0.0)
    right = [all(agree(check["key"][i], given.get(i, ""), near) for i in group) for group in check["groups"]]
    print(sum(right) / len(right))


if __name__ == "__main__":
    main()
