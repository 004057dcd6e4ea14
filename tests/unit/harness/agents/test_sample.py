"""What attempts of the agents that draw are made of."""

from pathlib import Path

import numpy as np
import pytest

from harness.agents.registry import find_agent
from harness.agents.sample import MOST, SampleLadder, SampleMutants
from harness.task import load_task
from sandboxes.errors import UserError

TASKS = Path(__file__).parents[4] / "tasks"


def test_the_number_of_defects_is_binomial() -> None:
    drawn = np.array([SampleLadder(2).defects(f"t{task}", attempt) for task in range(40) for attempt in range(1, 101)])
    shares = np.bincount(drawn, minlength=MOST + 1) / len(drawn)
    expected = [0.0778, 0.2592, 0.3456, 0.2304, 0.0768, 0.0102]
    # Four standard errors of 4,000 draws.
    assert np.abs(shares - expected).max() < 4 * (0.3456 * 0.6544 / 4000) ** 0.5


def test_an_attempt_is_drawn_once_and_others_anew() -> None:
    one = [SampleLadder(2).defects("a", attempt) for attempt in range(1, 30)]
    assert one == [SampleLadder(2).defects("a", attempt) for attempt in range(1, 30)]
    assert one != [SampleLadder(2).defects("b", attempt) for attempt in range(1, 30)]
    assert one != [SampleLadder(2.5).defects("a", attempt) for attempt in range(1, 30)]


@pytest.mark.parametrize(("mean", "defects"), [(0, 0), (5, 5)])
def test_the_ends_leave_no_choice(mean: float, defects: int) -> None:
    assert {SampleMutants(mean).defects("a", attempt) for attempt in range(50)} == {defects}


def test_mutants_of_one_file_do_not_undo_each_other() -> None:
    before = {
        "a.py": "def f(x, y):\n    if x > 1 and y < 3:\n        return x + y\n    return x - 4\n",
        "b.py": "N = 1\n",
    }
    after = SampleMutants(3)._mutated(before, "t", 1, 3)
    assert after == SampleMutants(3)._mutated(before, "t", 1, 3)
    assert after != SampleMutants(3)._mutated(before, "t", 2, 3)
    one = SampleMutants(3)._mutated(before, "t", 1, 1)
    changed = [name for name in before if one[name] != before[name]]
    assert len(changed) == 1
    assert after not in (before, one)


def test_names_and_what_they_fit() -> None:
    writing, code = load_task(TASKS / "writing" / "short-story"), load_task(TASKS / "smoke" / "split-package")
    assert find_agent("sample:ladder").name == "sample:ladder:2"
    assert find_agent("sample:ladder:1.5").unfit(writing) == ""
    assert find_agent("sample:mutants:1").unfit(code) == ""
    assert find_agent("sample:mutants:1").unfit(writing) == "has no code to be mutated"


@pytest.mark.parametrize(
    "text", ["sample:", "sample:ladder:6", "sample:ladder:x", "sample:words:1", "sample:ladder:nan"]
)
def test_what_is_no_sample_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="sample:ladder:MEAN or sample:mutants:MEAN"):
        find_agent(text)
