"""Examples drawn from a strategy: the same seed gives the same, and as many as were asked for."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import strategies
from hypothesis.errors import Unsatisfiable

from scoring.verify.runner import drawing
from scoring.verify.runner.drawing import draw

TEXTS = strategies.lists(strategies.text(max_size=5) | strategies.floats() | strategies.integers(), max_size=4)
PRINT = """
import sys
sys.path.insert(0, sys.argv[1])
from hypothesis import strategies
from runner.drawing import draw
print(draw(strategies.sets(strategies.text(max_size=3)).map(sorted), 3, 20))
"""


def test_the_same_seed_gives_the_same_examples() -> None:
    assert repr(draw(TEXTS, 7, 50)) == repr(draw(TEXTS, 7, 50)) != repr(draw(TEXTS, 8, 50))


def test_the_same_in_another_process_whatever_its_hash_seed(tmp_path: Path) -> None:
    root = str(Path(drawing.__file__).parents[1])
    printed = {
        subprocess.run(
            [sys.executable, "-W", "error", "-c", PRINT, root],
            env={"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(printed) == 1


def test_a_small_strategy_gives_as_many_as_were_asked_for() -> None:
    drawn = draw(strategies.booleans(), 1, 9)
    assert len(drawn) == 9
    assert set(drawn) == {True, False}
    assert draw(TEXTS, 1, 0) == []


def test_what_has_no_example_says_so() -> None:
    with pytest.raises(Unsatisfiable):
        draw(strategies.integers().filter(lambda _: False), 1, 3)
