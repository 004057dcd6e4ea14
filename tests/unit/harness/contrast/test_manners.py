"""Readings in other manners: what is asked, what is kept, and that nothing is asked twice."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from harness.contrast.design import Design
from harness.contrast.gather import gather
from harness.contrast.manners import LOOKS, OPINIONS, WORKS, ask, missing
from harness.contrast.order import spread_works
from harness.contrast.study import Study
from harness.score import judge_again
from harness.store import RunStore
from harness.task import Task
from scoring.reward import CheckResult, Reward
from tests.unit.harness import played, tiny_ladders
from tests.unit.harness.contrast.made import CODE, TEXT, record, spec

EXACT, NOISY = "scripted:exact", "scripted:noise=1.5"
LETTERS, PUMPS = 7, 6


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Task]:
    """A letter and a change of code."""
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    return played.tasks_in(played.pump(tiny_ladders.tasks(tmp_path / "tasks", 1)))


class Silent:
    """Nobody watches."""

    def say(self, text: str) -> None:
        """Nothing."""


def judged(run: Path, tasks: dict[str, Task], *judges: str) -> RunStore:
    """A finished run of both ladders that these judges have read, and checks: only the first rung is right."""
    store = played.play(run, tasks, "artifact:all", judges=judges)
    for one in store.records():
        checked(store, one.spec.directory, "as before")
    list(judge_again(store, played.host(), tasks, store.settings.judging))
    return store


def checked(store: RunStore, directory: str, message: str) -> None:
    """Let checks have found something of a trial's work."""
    one = next(one for one in store.records() if one.spec.directory == directory)
    channel = "verified" if is_code(one.spec.task) else "constraint"
    right = one.spec.agent == "artifact:k0"
    check = CheckResult(id="cases", passed=right, score=float(right), gate=True, message=message)
    main = Reward(channel=channel, name=channel, value=float(right), checks=(check,))
    others = tuple(reward for reward in one.rewards if reward.channel == "judged")
    store.finish(one.model_copy(update={"rewards": (main, *others)}))


def is_code(name: str) -> bool:
    return name == "smoke/pump"


def test_only_what_is_missing_is_asked(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = judged(tmp_path / "run", tasks, EXACT, NOISY)
    questions = missing(store, tasks)
    assert len(questions) == 2 * (LOOKS * (LETTERS + PUMPS) + PUMPS)
    assert {one.manner for one in questions if one.record.spec.task == "writing/letter-0"} == {"nuisance"}
    assert list(ask(store, played.host(), tasks, questions, until=0.0)) == [], "the time was up"
    some = list(ask(store, played.host(), tasks, questions[:5]))
    assert len(some) == 5
    left = missing(store, tasks)
    assert left == questions[5:]
    assert len(list(ask(store, played.host(), tasks, left))) == len(left)
    assert missing(store, tasks) == []
    assert len((store.root / OPINIONS).read_text().splitlines()) == len(questions)


def test_a_study_says_what_its_time_did_not_suffice_for(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = judged(tmp_path / "run", tasks, EXACT)
    counts = dict.fromkeys(("quick", "attempts", "slow", "looks", "rechecks", "cheats", "rechecked"), 1)
    told = {"tasks": tuple(tasks), "agents": (), "judges": (EXACT,), "jobs": 1, "forecast_s": 1, **counts}
    study = Study(store, tasks, Design.model_validate({"budget_s": 0, **told}))
    said = study.run(played.host(), Silent(), lambda specs, over: None)
    asked = LOOKS * (LETTERS + PUMPS) + PUMPS
    assert f"{asked} of {asked} readings in other manners were not had: the time was up." in said
    assert not (store.root / OPINIONS).exists()


def test_what_checks_find_anew_is_told_anew(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = judged(tmp_path / "run", tasks, EXACT)
    list(ask(store, played.host(), tasks, missing(store, tasks)))
    (one,) = (one for one in store.records() if one.spec.agent == "artifact:k3" and is_code(one.spec.task))
    checked(store, one.spec.directory, "another message")
    assert [(left.judge, left.manner, left.record.spec) for left in missing(store, tasks)] == [
        (EXACT, "informed", one.spec)
    ]
    informed = gather([store]).code.informed
    assert informed is not None
    assert np.isnan(informed.first).sum() == 1, "what was said of other findings counts no more"


def test_readings_find_their_place_beside_the_plain_ones(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = judged(tmp_path / "run", tasks, EXACT, NOISY)
    assert gather([store]).code.nuisance is None
    list(ask(store, played.host(), tasks, missing(store, tasks)))
    found = gather([store])
    for sheet in (found.code, found.writing):
        assert sheet.nuisance is not None
        assert sheet.nuisance.raters == sheet.judged.raters == (EXACT, NOISY)
        exact = sheet.nuisance.scores[:, 0, 1:]
        assert np.allclose(exact, sheet.judged.scores[:, 0, :1]), "without noise the order of criteria changes nothing"
        assert np.isfinite(sheet.nuisance.scores[:, :, 1:]).all()
        assert np.isnan(sheet.nuisance.scores[:, :, 0]).all(), "no plain reading is among them"
        assert not np.allclose(sheet.nuisance.scores[:, 1, 1], sheet.nuisance.scores[:, 1, 2])
    assert found.writing.informed is None
    assert found.code.informed is not None
    assert np.allclose(found.code.informed.first, found.code.judged.first), "scripted judges read no findings"


def test_a_recorded_judge_does_not_answer_what_it_was_never_asked(tmp_path: Path, tasks: dict[str, Task]) -> None:
    first = judged(tmp_path / "first", tasks, EXACT)
    replies = "".join(path.read_text() for path in (first.root / "trials").glob("*/judged/replies.jsonl"))
    (tmp_path / "replies.jsonl").write_text(replies)
    store = judged(tmp_path / "again", tasks, f"replay:{tmp_path / 'replies.jsonl'}")
    assert np.allclose(gather([store]).code.judged.first, gather([first]).code.judged.first)
    questions = missing(store, tasks)
    assert questions
    assert list(ask(store, played.host(), tasks, questions)) == []
    assert missing(store, tasks) == questions
    assert gather([store]).code.informed is None


def test_a_work_that_is_not_there_stays_worth_nothing_to_who_was_told(tmp_path: Path, tasks: dict[str, Task]) -> None:
    store = judged(tmp_path / "run", tasks, EXACT)
    (one,) = (one for one in store.records() if one.spec.agent == "artifact:k5" and is_code(one.spec.task))
    shutil.rmtree(store.trial_dir(one.spec) / "judged")
    zero = Reward(channel="judged", name=EXACT, value=0.0)
    store.finish(one.model_copy(update={"rewards": (one.rewards[0], zero)}))
    assert gather([store]).code.informed is None, "nobody was told anything"
    list(ask(store, played.host(), tasks, missing(store, tasks)))
    code = gather([store]).code
    assert code.informed is not None
    assert code.informed.first[code.agents == "artifact:k5"] == [0.0]


def test_some_works_of_all_kinds_are_read_so() -> None:
    agents = [*(f"artifact:ladder-{n}" for n in range(6)), *(3 * WORKS * ["sample:ladder:1"])]
    records = [record(spec(CODE, agent, attempt), 1.0) for attempt, agent in enumerate(agents, start=1)]
    chosen = spread_works([*reversed(records), *records])
    assert len(chosen) == len(records)
    assert len({one.spec.agent for one in chosen[:7]}) == 7


def test_no_task_waits_for_all_agents_of_another() -> None:
    agents = [f"artifact:ladder-{n}" for n in range(6)]
    chosen = spread_works([record(spec(task, agent), 1.0) for task in (CODE, TEXT) for agent in agents])
    assert [one.spec.task for one in chosen[:4]] == [CODE, TEXT, CODE, TEXT]
    assert len({one.spec.agent for one in chosen[:4]}) == 2
