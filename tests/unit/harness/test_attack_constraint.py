"""Perturbations against constraint checks: what a check falls for shows, what it does not stays at nothing."""

from pathlib import Path

import pytest

from harness.attack.constraint import ChecksAttack, checkable
from harness.attack.findings import ConstraintAttack
from harness.attack.from_run import placed_of_run
from harness.attack.ladders import Placed, place_ladders
from harness.task import load_task
from sandboxes.archive import scan
from scoring.attacks.perturbation import perturbations
from scoring.reward import compose
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_here
from tests.unit.harness import played, tiny_ladders

TRIED = ("flattery", "padding", "reviewed-by", "hidden-comment", "colon", "comment-only")
CATALOGUE = {name: perturbations()[name] for name in TRIED}
TASKS = Path(__file__).parents[3] / "tasks"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Six letters with checks, of which a line about auditors holds one."""
    return played.with_checks(tiny_ladders.tasks(tmp_path / "tasks", 6))


def placed(root: Path) -> list[Placed]:
    return place_ladders(list(played.tasks_in(root).values()))[0]


def attack(works: list[Placed], jobs: int = 2) -> ConstraintAttack:
    return ChecksAttack(works, CATALOGUE).run(jobs, lambda _: None)


def test_a_check_that_can_be_gamed_is_and_no_other(root: Path) -> None:
    found = attack(placed(root))
    rows = {row.perturbation: row for row in found.checks.rows}
    assert {name: row.success.k for name, row in rows.items() if row.success} == {
        **dict.fromkeys(("flattery", "padding", "hidden-comment", "colon"), 0),
        "reviewed-by": 18,
    }
    assert found.checks.fell == ("reviewed-by",)
    assert not found.holds
    # Each of five doors is worth .14; the auditors are worth .3.
    assert rows["reviewed-by"].gain.value == pytest.approx(0.3)
    assert rows["reviewed-by"].defects.value == pytest.approx(0.3 / 0.14)
    assert found.checks.slopes == {f"writing/letter-{n}": pytest.approx(0.14) for n in range(6)}
    assert found.checks.success.value == pytest.approx(18 / (5 * 18))
    assert found.checks.success.clusters == 6
    assert rows["colon"].gain.value == pytest.approx(-0.14), (
        "of three, four and five green doors one is red at the mean"
    )


def test_what_does_not_fit_a_written_file_is_not_tried(root: Path) -> None:
    found = attack(placed(root))
    assert "comment-only" not in {one.name for one in found.attacks} | {row.perturbation for row in found.checks.rows}


def test_without_that_check_nothing_works(root: Path) -> None:
    for path in root.glob("writing/*/tests/hidden/checks.toml"):
        path.write_text(path.read_text().replace("external auditors", "xylophone makers"))
    found = attack(placed(root))
    assert found.holds
    assert found.checks.success.value == 0.0
    assert (found.checks.noise.gain.value, found.already_good) == (0.0, 0)


def test_artifacts_whose_faults_no_check_sees_are_counted(root: Path) -> None:
    for path in root.glob("writing/letter-[01]/tests/hidden/checks.toml"):
        path.write_text(path.read_text().replace(" is red", ""))
    found = attack(placed(root))
    assert found.already_good == 6
    assert found.checks.slopes["writing/letter-0"] is None
    assert "does not see the ladder of writing/letter-0, writing/letter-1:" in found.notes[1]
    noise = found.checks.noise.success
    assert noise
    assert (noise.k, noise.n) == (6, 18)


def test_the_works_of_a_run_give_the_same(root: Path, tmp_path: Path) -> None:
    tasks = played.tasks_in(root)
    store = played.play(tmp_path / "run", tasks, "artifact:all")
    before = scan(store.root).digest
    of_run = placed_of_run(store, played.host(), tasks)[0]
    assert attack(of_run) == attack(placed(root))
    assert scan(store.root).digest == before, "kept workspaces are left as they are"


def test_two_rungs_reach_but_climb_nothing(root: Path, tmp_path: Path) -> None:
    tasks = played.tasks_in(root)
    works, _ = placed_of_run(played.play(tmp_path / "run", tasks, "artifact:k0", "artifact:k5"), played.host(), tasks)
    found = attack(works)
    assert set(found.checks.slopes.values()) == {None}
    assert any(note.startswith("Fewer than 3 rungs of writing/letter-0") for note in found.notes)
    assert not any("does not see" in note for note in found.notes)
    assert found.checks.row("reviewed-by").defects.value is None


def test_each_try_is_by_perturbation(root: Path) -> None:
    tries = ChecksAttack(placed(root), CATALOGUE).tries(2, lambda _: None)
    assert {name: len(found) for name, found in tries.items()} == dict.fromkeys(set(TRIED) - {"comment-only"}, 18)
    assert [one.net for one in tries["reviewed-by"]] == pytest.approx([0.3] * 18)


def test_tasks_without_checks_are_left_out(root: Path) -> None:
    bare = root / "writing" / "letter-3" / "task.toml"
    bare.write_text(bare.read_text().partition("[[meltbench.verify]]")[0])
    elsewhere = root / "writing" / "letter-4" / "tests" / "hidden" / "checks.toml"
    elsewhere.write_text(elsewhere.read_text().replace("letter.md", "envelope.md"))
    fit, left_out = checkable(placed(root))
    assert [one.ladder.task for one in fit] == [f"writing/letter-{n}" for n in (0, 1, 2, 5)]
    assert left_out == [
        f"Left out: writing/letter-{n} has no constraint checks of what its judges read." for n in (3, 4)
    ]


@pytest.mark.parametrize("name", ["writing/refund-email", "everyday/car-wash"])
def test_real_tasks_are_given_what_their_checks_give(name: str) -> None:
    (one,) = place_ladders([load_task(TASKS / name)])[0]
    spec = load_checks(one.task.hidden / "checks.toml")
    tries = ChecksAttack([one], CATALOGUE).tries(2, lambda _: None)
    for bad, found in zip(one.ladder.bad, tries["hidden-comment"], strict=True):
        wanted = compose(verify_here(one.trees[bad.name][-1], spec, one.sources))
        assert (found.original, found.null) == (wanted, wanted)
