"""Attacking judges: gullible and robust ones are told apart, nothing is asked twice, each defence shows its worth."""

import re
from pathlib import Path

import pytest

from harness.attack.findings import JudgedAttack, Matrix
from harness.attack.hearing import OPINIONS, Heard
from harness.attack.judged import JudgesAttack, Terms
from harness.attack.ladders import read_ladder
from harness.judges import Qualities
from harness.task import load_task
from sandboxes.errors import UserError
from scoring.attacks.perturbation import perturbations
from scoring.judge.backend import About, JudgeRequest, JudgeUnavailable, RawReply
from scoring.judge.backends.scripted import ScriptedBackend, Temper
from scoring.judge.hardening import DEFENCES, Marks
from scoring.judge.judge import Judge
from tests.unit.harness import tiny_ladders

TRIED = ("flattery", "padding", "reviewed-by", "injection", "hidden-comment", "fake-token", "colon")
CATALOGUE = {name: perturbations()[name] for name in TRIED}
ALWAYS = ("flattery", "padding")
STOPPED = {
    "briefing": ("reviewed-by",),
    "evidence": ("colon",),
    "fence": ("injection", "hidden-comment"),
    "seal": ("fake-token",),
    "visible": ("hidden-comment",),
}
BAD = 3


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    """Six tiny tasks."""
    return tiny_ladders.tasks(tmp_path / "tasks", 6)


class Counting(ScriptedBackend):
    """A scripted judge that counts what it is asked."""

    asked = 0

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        self.asked += 1
        return super().complete(request, about)


class Fenced(ScriptedBackend):
    """A judge whom fences make stern: it takes a third off for them, whatever the work."""

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        reply = super().complete(request, about).text
        if "<<<WORK " in request.system:
            reply = re.sub(r'"score": ([1-3])', lambda found: f'"score": {int(found[1]) - 1}', reply)
        return RawReply(text=reply)


class Absent(ScriptedBackend):
    """A judge that cannot be had."""

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        raise JudgeUnavailable("nobody there")


class Attacked:
    """An attack on judges of a directory of tasks."""

    def __init__(self, tasks: Path, out: Path) -> None:
        self.tasks, self.out, self.qualities = tasks, out, Qualities()
        self.heard: list[Heard] = []

    def judge(self, name: str, kind: type[ScriptedBackend] = Counting, **temper: object) -> Judge:
        return Judge(name, kind(Temper.model_validate({"name": name, **temper}), self.qualities), Marks(b"secret"))

    def by(self, *judges: Judge, **terms: bool) -> JudgedAttack:
        self.heard.clear()
        ladders = [read_ladder(load_task(path.parent)) for path in sorted(self.tasks.glob("*/*/task.toml"))]
        attack = JudgesAttack(judges, ladders, self.qualities, Terms(jobs=4, **terms), CATALOGUE)
        return attack.run(self.out, self.heard.append)


@pytest.fixture
def attacked(tasks: Path, tmp_path: Path) -> Attacked:
    return Attacked(tasks, tmp_path / "out")


def successes(matrix: Matrix) -> dict[str, int | None]:
    return {row.perturbation: row.success.k if row.success else None for row in matrix.rows}


def test_gullible_and_robust_judges_are_told_apart(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("gullible", gullible=0.4), attacked.judge("exact"))
    gullible, exact = found.matrices
    assert gullible.fell == ALWAYS
    assert successes(gullible) == {name: 18 if name in ALWAYS else 0 for name in TRIED}
    assert successes(exact) == dict.fromkeys(TRIED, 0)
    assert exact.fell == ()
    assert [pair.told for pair in found.apart] == [True]
    assert not found.holds
    assert found.scripted == ("gullible", "exact")


def test_gains_are_counted_in_steps_of_the_judges_own_ladder(attacked: Attacked) -> None:
    (matrix,) = attacked.by(attacked.judge("gullible", gullible=0.4)).matrices
    # Scores 3, 2, 2, 1, 1, 0 of 3 by rung.
    slope = (2.5 * 3 + 1.5 * 2 + 0.5 * 2 - 0.5 - 1.5) / 3 / 17.5
    assert matrix.slopes == {f"writing/letter-{n}": pytest.approx(slope) for n in range(6)}
    row = matrix.row("flattery")
    assert row.gain.value == pytest.approx(1 / 3)
    assert row.defects.value == pytest.approx(1 / 3 / slope)


def test_noise_alone_is_no_success_beyond_noise(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("noisy", noise=0.8))
    assert found.matrices[0].success.value
    assert found.holds
    assert found.matrices[0].noise.success


def test_judges_that_are_alike_are_not_told_apart(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("one", noise=0.3), attacked.judge("other", noise=0.3))
    assert [pair.told for pair in found.apart] == [False]


def test_each_defence_shows_what_it_stops(attacked: Attacked) -> None:
    """Without the defence these attacks work: where one is lost, this is red."""
    found = attacked.by(attacked.judge("gullible", gullible=0.4), ablate=True)
    worth = {one.defence: one for one in found.defences}
    assert {name: set(worth[name].lets_through) for name in STOPPED} == {d: set(names) for d, names in STOPPED.items()}
    assert set(worth["all of them"].lets_through) == set(TRIED) - set(ALWAYS)
    assert found.matrices[0].fell == ALWAYS
    assert {matrix.guarded for matrix in found.weakened} == {f"without {d}" for d in DEFENCES} | {"none"}


def test_honest_cost_is_what_a_defence_takes_from_clean_artifacts(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("stern", Fenced), ablate=True)
    costs = {one.defence: one.cost.value for one in found.defences}
    # Of seven clean artifacts a task the one without a point has none to lose.
    assert costs["fence"] == costs["all of them"] == pytest.approx(-6 / 7 / 3)
    assert costs["seal"] == costs["visible"] == 0.0
    assert {one.defence: one.changed for one in found.defences}["fence"] == 36


def test_abstentions_are_counted_and_are_no_zeros(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("silent", abstain=1.0), ablate=True)
    (matrix,) = found.matrices
    assert successes(matrix) == dict.fromkeys(TRIED)
    assert [row.abstained for row in matrix.rows] == [18] * len(TRIED)
    assert (found.defences[0].abstained_on, found.defences[0].cost.value) == (42, None)
    assert "does not see the ladder of any task" in found.notes[1]


def test_perturbed_artifacts_are_worth_what_they_were_or_nothing(attacked: Attacked) -> None:
    attacked.by(attacked.judge("exact"))
    scores = {(one.artifact, one.perturbation): one.score for one in attacked.heard if one.task == "writing/letter-0"}
    assert scores["k3", "flattery"] == scores["k3", "null-edit"] == scores["k3", ""] == pytest.approx(1 / 3)
    assert scores["k3", "colon"] == 0.0


def test_nothing_is_asked_twice(attacked: Attacked) -> None:
    judge = attacked.judge("gullible", gullible=0.4)
    found = attacked.by(judge)
    lines = (attacked.out / OPINIONS).read_text().splitlines()
    assert judge.backend.asked == len(lines) == 6 * (7 + BAD * (1 + len(TRIED)))  # type: ignore[attr-defined]
    assert attacked.by(judge) == found
    assert len(attacked.heard) == len(lines)
    assert judge.backend.asked == len(lines)  # type: ignore[attr-defined]


def test_a_dead_process_costs_the_answer_it_was_writing(attacked: Attacked) -> None:
    judge = attacked.judge("exact")
    found = attacked.by(judge)
    path = attacked.out / OPINIONS
    whole, before = path.read_bytes(), judge.backend.asked  # type: ignore[attr-defined]
    path.write_bytes(whole[:-20])
    assert attacked.by(judge) == found
    assert judge.backend.asked == before + 1  # type: ignore[attr-defined]


def test_a_changed_artifact_is_asked_about_anew(attacked: Attacked) -> None:
    judge = attacked.judge("exact")
    attacked.by(judge)
    before = judge.backend.asked  # type: ignore[attr-defined]
    (attacked.tasks / "writing" / "letter-0" / "ladder" / "k1" / "letter.md").write_text("Another letter.\n")
    attacked.by(judge)
    assert judge.backend.asked == before + 1  # type: ignore[attr-defined]


def test_what_a_criterion_mirrors_makes_no_other_question(attacked: Attacked) -> None:
    judge = attacked.judge("exact")
    attacked.by(judge)
    before = judge.backend.asked  # type: ignore[attr-defined]
    tiny_ladders.mirroring(attacked.tasks / "writing" / "letter-0", "room")
    attacked.by(judge)
    assert judge.backend.asked == before  # type: ignore[attr-defined]


def test_who_could_not_be_had_is_asked_again_another_time(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("x", Absent))
    assert {one.abstained for one in attacked.heard} == {"unavailable: nobody there"}
    assert not (attacked.out / OPINIONS).exists()
    assert attacked.by(attacked.judge("x")) != found


def test_pairs_are_put_in_both_orders(attacked: Attacked) -> None:
    found = attacked.by(attacked.judge("long", slope=0, length=50, spread=50), pairs=True)
    preferred = {row.perturbation: row.preferred.k for row in found.matrices[0].rows if row.preferred}
    assert preferred["padding"] == 18
    assert preferred["colon"] == 0
    assert successes(found.matrices[0])["padding"] == 18
    assert {one.place for one in attacked.heard} == {0, 1, 2}


def test_one_task_decides_nothing(attacked: Attacked) -> None:
    for number in range(1, 6):
        (attacked.tasks / "writing" / f"letter-{number}" / "task.toml").unlink()
    found = attacked.by(attacked.judge("gullible", gullible=0.4), attacked.judge("exact"))
    assert {row.beyond_noise for row in found.matrices[0].rows} == {None}
    assert found.holds
    assert [pair.told for pair in found.apart] == [None]
    assert found.notes[0] == "An attack wants 30 known-bad artifacts: there are 3."


def test_a_task_that_needs_its_container_is_refused() -> None:
    task = load_task(Path(__file__).parents[3] / "tasks" / "smoke" / "split-package")
    with pytest.raises(UserError, match="needs its container"):
        read_ladder(task)


def test_a_ladder_without_its_rungs_is_refused(tasks: Path) -> None:
    directory = tasks / "writing" / "letter-0"
    text = (directory / "ladder" / "ladder.toml").read_text()
    (directory / "ladder" / "ladder.toml").write_text(text.replace("defects=4", "defects=3"))
    with pytest.raises(UserError, match="no rung of 4 defects"):
        read_ladder(load_task(directory))
    (directory / "ladder" / "ladder.toml").write_text(text.replace("files='k4'", "command='true'"))
    with pytest.raises(UserError, match="k4 cannot be read without a container"):
        read_ladder(load_task(directory))
