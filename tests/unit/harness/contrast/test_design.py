"""What a study plans from its budget, in which order it does it, and what it says of that beforehand."""

import re
from itertools import pairwise

import pytest

from harness.contrast.design import MUTANTS, SAMPLES, SIZES, SPARE, design, pace_s, plan_of, quickest, seconds, spread
from harness.contrast.foresight import foresee
from harness.contrast.manners import LOOKS, WORKS
from harness.contrast.order import by_worth, spread_looks
from harness.contrast.retest import Wanted
from sandboxes.errors import UserError
from tests.unit.harness.contrast.made import CODE, TEXT, record, spec, task

SLOW = "refactor/bottle-split"
ALL = [task(name) for name in (CODE, SLOW, TEXT, "writing/exec-memo")]
JUDGES = ["scripted:noisy", "scripted:lenient"]


def test_more_time_is_never_less_work() -> None:
    plans = [design(ALL, JUDGES, [], budget_s=60 * minutes, jobs=2) for minutes in (12, 20, 40, 90, 300)]
    for less, more in pairwise(plans):
        assert (more.attempts, more.looks, more.cheats, more.rechecked) >= (
            less.attempts,
            less.looks,
            less.cheats,
            less.rechecked,
        )
        assert more.forecast_s <= SPARE * more.budget_s
    assert plans[-1].attempts > plans[0].attempts


def test_what_the_budget_has_no_room_for_is_named() -> None:
    all_of_them = seconds(ALL, [], SIZES[-1], jobs=2) / SPARE
    assert SLOW in design(ALL, JUDGES, [], budget_s=all_of_them + 1, jobs=2).tasks
    asked = design(ALL, JUDGES, [], budget_s=all_of_them - 1, jobs=2)
    assert SLOW not in asked.tasks
    assert any(SLOW in line for line in asked.left_out)
    with pytest.raises(UserError, match=r"too little for any study. Give it \d+ minutes"):
        design(ALL, JUDGES, [], budget_s=20, jobs=2)


def test_a_study_has_code_and_writing() -> None:
    with pytest.raises(UserError, match="no task of writing"):
        design(ALL[:2], JUDGES, [], budget_s=9999, jobs=2)
    with pytest.raises(UserError, match="no task of code"):
        design(ALL[2:], JUDGES, [], budget_s=9999, jobs=2)


def test_every_task_has_a_ladder_and_the_quickest_code_task_the_cheats() -> None:
    asked = design(ALL, JUDGES, [], budget_s=3600, jobs=2)
    plan = plan_of(ALL, asked)
    for one in ALL:
        agents = [trial.agent for trial in plan.trials if trial.task == one.name]
        assert {f"artifact:ladder-{n}" for n in range(6)} <= set(agents)
        assert set(SAMPLES) <= set(agents)
        assert (MUTANTS in agents) == one.changes_code
    assert quickest(ALL).name == CODE
    cheats = [trial for trial in plan.trials if trial.agent.startswith("cheat:")]
    assert {trial.task for trial in cheats} == {CODE}
    assert len(cheats) >= 30
    assert not plan.left_out


def test_agents_that_are_named_take_the_place_of_the_scripted_ones() -> None:
    asked = design(ALL, JUDGES, ["command:true", "oracle"], budget_s=3600, jobs=2)
    trials = plan_of(ALL, asked).trials
    assert not any(trial.agent.startswith("sample:") for trial in trials)
    assert max(trial.attempt for trial in trials if trial.agent == "command:true") == asked.quick


def test_names_are_spread_evenly() -> None:
    names = [f"n{at}" for at in range(10)]
    assert spread(names, 3) == ["n0", "n3", "n6"]
    assert spread(names, 99) == names


def test_whatever_is_cut_off_what_is_there_is_worth_most() -> None:
    asked = design(ALL, JUDGES, [], budget_s=3600, jobs=2)
    trials = plan_of(ALL, asked).trials
    ordered = by_worth(trials, {one.name: pace_s(one) for one in ALL})
    assert sorted(t.key for t in ordered) == sorted(t.key for t in trials)
    ladders = [at for at, t in enumerate(ordered) if t.agent.startswith("artifact:")]
    others = [at for at, t in enumerate(ordered) if t.agent.startswith(("sample:", "cheat:"))]
    assert max(ladders) < min(others)
    attempts = {name: [t.attempt for t in ordered if t.task == name and t.agent == SAMPLES[0]] for name in (TEXT, CODE)}
    assert all(row == sorted(row) for row in attempts.values())
    second_of_code = next(at for at, t in enumerate(ordered) if t.task == CODE and t.attempt == 2)
    third_of_text = next(at for at, t in enumerate(ordered) if t.task == TEXT and t.attempt == 3)
    assert third_of_text < second_of_code, "quick tasks come to many attempts first"
    half = ordered[: len(ordered) // 2]
    assert any(t.agent.startswith("cheat:") for t in half)


def test_looks_are_spread_over_agents() -> None:
    agents = ["oracle", "sample:ladder:1", "sample:ladder:1", "sample:ladder:1"]
    records = [record(spec(CODE, agent, attempt), 1.0) for attempt, agent in enumerate(agents, start=1)]
    wanted = [Wanted(one, "varied", at) for one in records for at in (1, 2)]
    chosen = spread_looks(wanted, 2)
    assert [(w.record.spec.agent, w.repeat) for w in chosen] == [
        ("oracle", 1),
        ("sample:ladder:1", 1),
        ("oracle", 2),
        ("sample:ladder:1", 2),
    ]


def test_what_is_foretold_says_what_is_too_little() -> None:
    asked = design(ALL, JUDGES, [], budget_s=3600, jobs=2)
    told = {(one.row, one.domain): one for one in foresee(asked, ALL)}
    assert told["agreement", "code"].enough
    assert not told["power", "code"].enough, "two tasks decide nothing"
    assert "no difference" in told["power", "code"].tells
    assert told["gamed", "code"].planned == asked.cheats
    assert told["retest, other manners", "writing"].tells.startswith(f"{2 * WORKS * LOOKS} requests")
    works = sum(t.task in (CODE, SLOW) for t in plan_of(ALL, asked).trials)
    most = re.match(r"at most (\d+) requests", told["validity, informed", "code"].tells)
    assert most and 2 * works <= int(most[1]) < 2.1 * works
    alone = design(ALL, JUDGES[:1], [], budget_s=3600, jobs=2)
    assert not {(one.row, one.domain): one for one in foresee(alone, ALL)}["agreement", "code"].enough
