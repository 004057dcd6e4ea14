"""A reduced check in one container: `reduced.py TREE` prints findings and, last, a reward from 0 to 1.

Gates (all or nothing): upstream's tests pass, and the classes are dataclasses with generated constructors that behave
as before. Score: no import cycle 0.2, no module above 500 lines 0.3, nothing for mypy to find 0.5.
"""

import ast
import subprocess
import sys
from pathlib import Path

MAX_LINES = 500
PROGRAM = """
import dataclasses, inspect, pickle
from gpxpy import geo, gpx, gpxfield
slotted = "GPXBounds GPXWaypoint GPXRoutePoint GPXRoute GPXTrackPoint GPXTrackSegment GPXTrack GPX"
loose = [geo.Location, gpxfield.GPXField, gpxfield.GPXComplexField, gpxfield.GPXEmailField, gpxfield.GPXExtensionsField]
for cls in [*(getattr(gpx, name) for name in slotted.split()), *loose]:
    assert "__dataclass_fields__" in vars(cls) and vars(cls)["__init__"].__code__.co_filename == "<string>", cls
for name in slotted.split():
    cls = getattr(gpx, name)
    assert {field.name for field in dataclasses.fields(cls)} <= set(dir(cls)) and cls() != cls() and {cls()}, cls
    assert isinstance(pickle.loads(pickle.dumps(cls(), 2)), cls)
assert str(inspect.signature(gpx.GPXTrackSegment)).startswith("(points") and not hasattr(gpx.GPXTrack(), "__dict__")
assert gpx.GPXTrackPoint().latitude == 0 and gpx.GPXWaypoint(None, 2).longitude == 2
"""


def main(tree: str) -> None:
    """Print findings and the reward."""
    root = Path(tree)
    gates = {"tests": succeeds(root, "-m", "pytest", "-q", "tests"), "classes": succeeds(root, "-c", PROGRAM)}
    modules = {path.stem: path for path in (root / "gpxpy").glob("*.py")}
    edges = {name: imported(path) & set(modules) for name, path in modules.items()}
    quiet = subprocess.run(["mypy"], cwd=root, stdout=subprocess.DEVNULL).returncode == 0
    score = {
        "cycles": 0.2 * (not in_cycle(edges)),
        "lines": 0.3 * all(len(path.read_text().splitlines()) <= MAX_LINES for path in modules.values()),
        "types": 0.5 * quiet,
    }
    print(gates, score)
    print(round(sum(score.values()), 3) if all(gates.values()) else 0.0)


def succeeds(root: Path, *arguments: str) -> bool:
    """Whether a Python command ends well in the tree."""
    command = [sys.executable, "-B", *arguments]
    return subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def imported(path: Path) -> set[str]:
    """Modules of the package that one of them imports, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            found |= {node.module} if node.module else {alias.name for alias in node.names}
    return found


def in_cycle(edges: dict[str, set[str]]) -> bool:
    """Whether a module of the package imports itself, directly or by way of others."""
    reach = {name: set(found) for name, found in edges.items()}
    for _ in edges:
        reach = {name: found.union(*(edges.get(other, set()) for other in found)) for name, found in reach.items()}
    return any(name in found for name, found in reach.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
