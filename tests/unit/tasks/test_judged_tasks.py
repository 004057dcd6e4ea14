"""The writing and everyday tasks, scored on the host from the committed files."""

import itertools
import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from harness.admission.judged import stated_items, value_items
from harness.task import load_task
from scoring.reward import compose
from scoring.spec import LadderArtifact
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_here

TASKS = Path(__file__).parents[3] / "tasks"
POSTMORTEM = TASKS / "writing" / "incident-postmortem"
CARWASH = TASKS / "everyday" / "car-wash"
ALL = [path.parent for family in ("writing", "everyday") for path in sorted((TASKS / family).glob("*/task.toml"))]
EACH = pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)


def workspace(task: Path, scratch: Path) -> Path:
    return Path(shutil.copytree(task / "environment" / "workspace", scratch / "app"))


def score(task: Path, tree: Path) -> float:
    spec = load_checks(task / "tests" / "hidden" / "checks.toml")
    return compose(verify_here(tree, spec, task / "environment" / "workspace"))


def deliverable(task: Path) -> str:
    return load_checks(task / "tests" / "hidden" / "checks.toml").deliverable.path


def played(task: Path, artifact: LadderArtifact, scratch: Path) -> float:
    tree = workspace(task, scratch)
    shutil.copytree(task / "ladder" / artifact.files, tree, dirs_exist_ok=True)
    return score(task, tree)


def run(task: Path, tree: Path, script: str) -> None:
    subprocess.run(["/bin/sh", str(task / "solution" / script)], cwd=tree, check=True, timeout=30)


def failures(items: object) -> list[str]:
    return [f"{one.id}: {one.message}" for one in items if not one.passed]  # type: ignore[attr-defined]


@EACH
def test_reference_is_one_and_nothing_is_zero(task: Path, tmp_path: Path) -> None:
    tree = workspace(task, tmp_path)
    assert score(task, tree) == 0.0
    run(task, tree, "solve.sh")
    assert score(task, tree) == 1.0
    path = deliverable(task)
    assert (tree / path).read_bytes() == (task / "ladder" / "k0" / path).read_bytes()
    (tree / path).write_text("")
    assert score(task, tree) == 0.0


@EACH
def test_each_milestone_is_worth_more(task: Path, tmp_path: Path) -> None:
    tree = workspace(task, tmp_path)
    names = load_task(task).milestones
    scores = [0.0]
    for name in names:
        run(task, tree, f"milestones/{name}")
        scores.append(score(task, tree))
    assert len(names) >= 3
    assert scores == sorted(set(scores))
    assert scores[-1] == 1.0


@EACH
def test_a_judged_task_says_what_it_must(task: Path) -> None:
    assert not failures(stated_items(load_task(task)))


@EACH
def test_the_ladder_is_one(task: Path, tmp_path: Path) -> None:
    ladder = load_task(task).ladder.artifact
    values = {a: played(task, a, tmp_path / a.name) for a in ladder}
    print({a.name: round(value, 3) for a, value in values.items()})
    assert values[ladder[0]] == 1.0
    assert not failures(value_items(values))


@EACH
def test_the_portable_check_knows_good_from_nothing(task: Path, tmp_path: Path) -> None:
    """tests/test.sh runs in the agent's own container elsewhere: here its program is run on two files."""
    script = (task / "tests" / "test.sh").read_text(encoding="utf-8")
    argv = next(line for line in script.splitlines() if "reduced.py" in line).partition(">")[0].split()[3:]
    path = deliverable(task)

    def reduced(work: Path) -> float:
        places = {
            f"/app/{path}": str(work),
            '"$(dirname': "",
            '"$0")/hidden/checks.toml"': str(task / "tests" / "hidden" / "checks.toml"),
        }
        words = [places.get(word, word) for word in argv[1:]]
        done = subprocess.run(
            ["python3", "-I", str(task / "tests" / "reduced.py"), *[w for w in words if w and "reduced.py" not in w]],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return float(done.stdout)

    assert reduced(task / "ladder" / "k0" / path) == 1.0
    assert reduced(tmp_path / "nothing") == 0.0
    (tmp_path / "garbage").write_bytes(b"\x00\xff{[" * 1000)
    assert reduced(tmp_path / "garbage") == 0.0


@EACH
def test_the_instruction_names_the_deliverable_and_hides_the_answers(task: Path) -> None:
    instruction = (task / "instruction.md").read_text(encoding="utf-8")
    assert f"/app/{deliverable(task)}" in instruction
    hidden = ("checks.toml", "facts.toml", "rubric.toml", "ladder.toml")
    assert not [p for p in (task / "environment").rglob("*") if p.name in hidden]


@EACH
def test_ids_of_questions_are_ids_of_the_key(task: Path) -> None:
    checks = load_checks(task / "tests" / "hidden" / "checks.toml").check
    texts = "".join(
        p.read_text(encoding="utf-8") for p in (task / "environment" / "workspace").rglob("*") if p.is_file()
    )
    missing = [name for check in checks if check.kind == "answers" for name in check.key if name not in texts]
    assert not missing


def test_each_rung_of_the_postmortem_changes_little() -> None:
    texts = [(POSTMORTEM / "ladder" / f"k{n}" / "postmortem.md").read_text(encoding="utf-8") for n in range(6)]
    for lower, upper in itertools.pairwise(texts):
        changed = set(lower.splitlines()) ^ set(upper.splitlines())
        assert 2 <= len(changed) <= 20


def test_names_in_the_chat_are_the_names_that_are_forbidden() -> None:
    chat = (POSTMORTEM / "environment" / "workspace" / "sources" / "chat.txt").read_text(encoding="utf-8")
    speakers = {line.split("] ")[1].split(":")[0] for line in chat.splitlines() if line.startswith("[")}
    checks = tomllib.loads((POSTMORTEM / "tests" / "hidden" / "checks.toml").read_text(encoding="utf-8"))
    forbidden = next(c["phrases"] for c in checks["check"] if c["id"] == "no-names")
    assert {part for name in speakers for part in name.split()} == set(forbidden)


def questions() -> dict[str, str]:
    lines = (CARWASH / "environment" / "workspace" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return {q["id"]: q["question"] for q in map(json.loads, lines)}


def test_questions_stand_in_the_instruction_and_in_the_key() -> None:
    instruction = (CARWASH / "instruction.md").read_text(encoding="utf-8")
    checks = tomllib.loads((CARWASH / "tests" / "hidden" / "checks.toml").read_text(encoding="utf-8"))
    answers = next(c for c in checks["check"] if c["kind"] == "answers")
    assert set(answers["key"]) == set(questions())
    assert all(f"- `{name}`: {text}\n" in instruction for name, text in questions().items())
    assert all({answers["key"][name] for name in pair} == {"walk", "drive"} for pair in answers["groups"])


@pytest.mark.parametrize("decision", ["walk", "drive"])
def test_one_answer_for_all_questions_earns_nothing(decision: str, tmp_path: Path) -> None:
    tree = workspace(CARWASH, tmp_path)
    reasons = [json.loads(line) for line in (CARWASH / "ladder" / "k0" / "answers.jsonl").read_text().splitlines()]
    (tree / "answers.jsonl").write_text("".join(json.dumps({**r, "decision": decision}) + "\n" for r in reasons))
    assert score(CARWASH, tree) == 0.0


@pytest.mark.parametrize(("artifact", "expected"), [("k0", 1.0), ("k5", 0.375), ("hedging", 0.0)])
def test_portable_check_of_the_answers_agrees(artifact: str, expected: float) -> None:
    argv = [str(CARWASH / "tests" / "hidden" / "checks.toml"), str(CARWASH / "ladder" / artifact / "answers.jsonl")]
    done = subprocess.run(
        ["python3", "-I", str(CARWASH / "tests" / "reduced.py"), *argv], capture_output=True, text=True, check=True
    )
    assert float(done.stdout) == expected


@pytest.mark.parametrize(("artifact", "expected"), [("k0", 1.0), ("k1", 5 / 6), ("long", 1.0), ("none", 0.0)])
def test_portable_check_of_the_postmortem_agrees(artifact: str, expected: float) -> None:
    argv = ["python3", "-I", str(POSTMORTEM / "tests" / "reduced.py")]
    path = str(POSTMORTEM / "ladder" / artifact / "postmortem.md")
    done = subprocess.run([*argv, path], capture_output=True, text=True, check=True)
    assert float(done.stdout) == pytest.approx(expected)
