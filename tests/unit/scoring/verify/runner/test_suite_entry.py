"""The suite runner reports the outcome of every test id, the worst of its phases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import scoring.verify.runner.suite_entry as suite_entry

SUITE = """
import pytest

@pytest.fixture
def broken_setup(): raise RuntimeError
@pytest.fixture
def broken_teardown():
    yield
    raise RuntimeError

def test_good(): import candidate; assert candidate.VALUE == 1
def test_bad(): assert False
@pytest.mark.skip
def test_skipped(): pass
@pytest.mark.xfail(strict=False)
def test_expected(): assert False
def test_setup(broken_setup): pass
def test_teardown(broken_teardown): pass
@pytest.mark.parametrize("x", [1, 2])
def test_many(x): assert x == 1
"""


def run(tests: Path, root: Path, **settings: str) -> dict[str, str]:
    """Run a suite as the loop does; the outcomes by test id."""
    receive, give = os.pipe()
    try:
        environment = {"PATH": os.environ["PATH"], "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": "", **settings}
        argv = [sys.executable, "-s", "-P", "-B", suite_entry.__file__, str(tests), str(give), str(root)]
        subprocess.run(argv, pass_fds=[give], env=environment, capture_output=True, timeout=60, check=False)
    finally:
        os.close(give)
    with os.fdopen(receive, "rb") as stream:
        outcomes: dict[str, str] = json.loads(stream.read() or b"{}")
    return outcomes


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A directory of tests and one with a candidate."""
    tests, root = tmp_path / "tests", tmp_path / "root"
    tests.mkdir()
    root.mkdir()
    (root / "candidate.py").write_text("VALUE = 1\n")
    return tests, root


def test_every_outcome_is_told_by_its_worst_phase(places: tuple[Path, Path]) -> None:
    (places[0] / "test_it.py").write_text(SUITE)
    assert {k.partition("::")[2]: v for k, v in run(*places).items()} == {
        "test_good": "passed",
        "test_bad": "failed",
        "test_skipped": "skipped",
        "test_expected": "skipped",
        "test_setup": "failed",
        "test_teardown": "failed",
        "test_many[1]": "passed",
        "test_many[2]": "failed",
    }


def test_a_file_that_cannot_be_imported_fails_as_a_whole(places: tuple[Path, Path]) -> None:
    (places[0] / "test_it.py").write_text("import nonesuch\n")
    assert list(run(*places).values()) == ["failed"]


def test_a_configuration_of_the_candidate_is_not_read(places: tuple[Path, Path]) -> None:
    tests, root = places
    (tests / "test_it.py").write_text("def test_bad(): assert False\n")
    hook = "def pytest_collection_modifyitems(items): items.clear()\n"
    (root / "conftest.py").write_text(hook)
    (root.parent / "conftest.py").write_text(hook)
    (root / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    (root.parent / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    assert list(run(tests, root).values()) == ["failed"]


def test_a_run_that_exits_early_tells_nothing(places: tuple[Path, Path]) -> None:
    (places[0] / "test_it.py").write_text("import os\ndef test_exit(): os._exit(0)\n")
    assert run(*places) == {}


def test_a_seed_gives_another_order_of_tests_and_the_same_outcomes(places: tuple[Path, Path]) -> None:
    tests, root = places
    for name in ("a", "b", "c"):
        (tests / f"test_{name}.py").write_text("".join(f"def test_{n}(): pass\n" for n in range(9)))
    orders = [list(run(tests, root, MELTBENCH_TEST_ORDER=seed)) for seed in ("", "1", "1", "2")]
    assert orders[1] == orders[2]
    assert len({tuple(order) for order in orders}) == 3
    assert {frozenset(order) for order in orders} == {frozenset(orders[0])}
    assert [order[0].partition("::")[0] == order[8].partition("::")[0] for order in orders] == [True] * 4


def test_a_file_that_cannot_be_imported_does_not_keep_the_others_from_running(places: tuple[Path, Path]) -> None:
    (places[0] / "test_good.py").write_text("def test_good(): pass\n")
    (places[0] / "test_lost.py").write_text("from . import nothing_of_that_name\n")
    assert run(*places) == {"test_good.py::test_good": "passed", "test_lost.py": "failed"}
