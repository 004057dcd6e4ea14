"""A reduced check in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): the visible tests pass, and zones come from the source in use, without pytz. Score: no pytz 0.4,
no module above 400 lines 0.3, no import cycle 0.3.
"""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 400
PROGRAM = """
import sys
sys.modules["pytz"] = None
import icalendar
from icalendar import zones

class Source(zones.ZoneinfoSource):
    def attach(self, wall, zone):
        return super().attach(wall, zone).replace(second=59)

assert type(icalendar.vDatetime.from_ical("20011028T023000", "europe/berlin").tzinfo).__name__ == "ZoneInfo"
assert icalendar.vDatetime.from_ical("20011028T023000", "Europe/Berlin").utcoffset().seconds == 3600
zones.install(Source())
assert icalendar.vDatetime.from_ical("20011028T023000", "Europe/Berlin").second == 59
"""


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {"tests": succeeds(root, "-m", "pytest", "-q", "tests"), "source": succeeds(root, "-c", PROGRAM)}
    modules = {path.stem: path for path in (root / "icalendar").glob("*.py")}
    edges = {name: imported(path) for name, path in modules.items()}
    own = {
        name: {e.split(".")[1] for e in found if e.startswith("icalendar.") and e.split(".")[1] in modules}
        for name, found in edges.items()
    }
    score = {
        "no pytz": 0.4 * (not any(e.split(".")[0] == "pytz" for found in edges.values() for e in found)),
        "lines": 0.3 * all(len(path.read_text().splitlines()) <= MAX_LINES for path in modules.values()),
        "cycles": 0.3 * (not in_cycle(own)),
    }
    print(gates, score)
    print(round(sum(score.values()), 3) if all(gates.values()) and score["no pytz"] else 0.0)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether a Python command ends well in the tree."""
    return subprocess.run([sys.executable, "-B", *arguments], cwd=root, stdout=subprocess.DEVNULL).returncode == 0


def imported(path: Path) -> set[str]:
    """Dotted names that a module imports, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            start = ".".join(["icalendar"] * node.level + [node.module or ""]).strip(".")
            found |= {f"{start}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def in_cycle(edges: dict[str, set[str]]) -> bool:
    """Whether a module of the package imports itself, directly or by way of others."""
    reach = {name: set(found) for name, found in edges.items()}
    for _ in edges:
        reach = {name: found.union(*(edges[other] for other in found)) for name, found in reach.items()}
    return any(name in found for name, found in reach.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
