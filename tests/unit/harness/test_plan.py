"""The matrix of tasks, agents and attempts."""

from pathlib import Path

import pytest

from harness.agents.registry import find_agent
from harness.plan import make_plan
from harness.task import Task, load_task
from sandboxes.errors import UserError

TRIVIAL = Path(__file__).parents[2] / "fixtures" / "tasks" / "trivial" / "three-tests"


@pytest.fixture
def task() -> Task:
    return load_task(TRIVIAL)


def test_every_pair_as_often_as_asked(task: Task) -> None:
    plan = make_plan([task], ["oracle", "nop"], attempts=3, track=None)
    assert [(t.agent, t.attempt) for t in plan.trials] == [(a, k) for k in (1, 2, 3) for a in ("oracle", "nop")]
    assert len({t.key for t in plan.trials}) == 6
    assert plan.tasks[0].visible_digest == task.visible_digest


def test_what_does_not_fit_is_named_once(task: Task) -> None:
    plan = make_plan([task], ["nop", "partial:0.5"], attempts=2, track=None)
    assert plan.left_out == ("partial:0.5 on trivial/three-tests: has no milestones",)
    assert {t.agent for t in plan.trials} == {"nop"}


def test_nothing_left_to_run_is_an_error(task: Task) -> None:
    with pytest.raises(UserError, match="has no milestones"):
        make_plan([task], ["partial:0.5"], attempts=1, track=None)
    with pytest.raises(UserError, match="has no track 'open'"):
        make_plan([task], ["nop"], attempts=1, track="open")


def test_wildcards_are_spelled_out_as_far_as_they_fit(task: Task) -> None:
    plan = make_plan([task], ["nop", "cheat:all", "artifact:all"], attempts=1, track=None)
    assert plan.left_out == ()
    assert {t.agent for t in plan.trials} > {"nop", "cheat:facade", "cheat:facade-exec"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("oracel", "There are: oracle"),
        ("cheat:", "There are: oracle"),
        ("cheat:nothing", "There are: absolute-names"),
        ("partial:half", "Give a number from 0 to 1"),
        ("partial:1.5", "Give a number from 0 to 1"),
        ("partial:nan", "Give a number from 0 to 1"),
        ("command:", "no command"),
    ],
)
def test_a_wrong_agent_says_how_to_mend_it(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        find_agent(text)


def test_the_text_of_a_command_is_never_split() -> None:
    assert find_agent("command:echo a@b:c==1").name == "command:echo a@b:c==1"
