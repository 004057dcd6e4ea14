"""Runs a pytest suite against the candidate inside its own box and reports the outcome of every test id.

Standard library and pytest only. Arguments: test directory, descriptor for the result, import roots. The verdict of an
in-process run can be forged by the code under test: it may only ever lower a reward, never earn one."""

import json
import os
import random
import sys
from typing import Any


class Outcomes:
    """Collects one outcome for each test id: the worst of its phases."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Called by pytest before the first test: where a seed is given, files and the tests of each are shuffled."""
        if seed := os.environ.get("MELTBENCH_TEST_ORDER"):
            draw = random.Random(seed)  # noqa: S311 - it has to repeat
            places = {path: draw.random() for path in sorted({str(item.path) for item in items})}
            items.sort(key=lambda item: (places[str(item.path)], draw.random()))

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called by pytest after each phase of each test."""
        tells = report.when == "call" or report.outcome != "passed"
        if tells and self.seen.get(report.nodeid, "passed") == "passed":
            self.seen[report.nodeid] = report.outcome

    def pytest_collectreport(self, report: Any) -> None:
        """Called by pytest after each file; one that cannot be imported fails as a whole."""
        if report.failed:
            self.seen[report.nodeid] = "failed"


def main(tests: str, descriptor: str, *roots: str) -> None:
    """Run the suite; the outcomes go to `descriptor` as JSON, pytest's exit status becomes the process's own."""
    import pytest

    sys.path[:0] = roots
    sys.pycache_prefix = "/tmp/pycache"  # bytecode that the tree brings along is not what was inspected
    outcomes = Outcomes()
    config = os.path.join(os.path.dirname(os.path.abspath(__file__)), "suite.ini")
    options = ["-q", "-p", "no:cacheprovider", "-c", config, "--rootdir", tests, "--confcutdir", tests]
    options += ["--continue-on-collection-errors", tests]  # such a file has its own outcome, as every other has
    status = pytest.main(options, plugins=[outcomes])
    os.write(int(descriptor), json.dumps(outcomes.seen).encode())
    sys.exit(int(status))


if __name__ == "__main__":
    main(*sys.argv[1:])
