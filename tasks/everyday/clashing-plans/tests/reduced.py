"""A reduced check of the answers: prints the share of the groups in which decisions and lines are right."""

import json
import sys
import tomllib
from pathlib import Path

FIELDS = ("decision", "line")


def answers(path: Path) -> dict[str, tuple[str, ...]]:
    """Decision and line by plan; lines that cannot be read count for nothing."""
    found = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ():
        try:
            record = json.loads(line)
            found[str(record["id"])] = tuple(str(record[field]) for field in FIELDS)
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


def main() -> None:
    """Compare the answers with the keys; both are named on the command line."""
    table = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    keys = {c.get("answer_field", "decision"): c for c in table["check"] if c["kind"] == "answers"}
    given = answers(Path(sys.argv[2]))
    groups = keys["decision"]["groups"]
    right = [all(given.get(i) == tuple(keys[f]["key"][i] for f in FIELDS) for i in group) for group in groups]
    print(sum(right) / len(right))


if __name__ == "__main__":
    main()
