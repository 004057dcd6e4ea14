"""The writing and everyday tasks, scored on the host from the committed files."""

import itertools
import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from harness.task import load_task
from scoring.judge.rubric import load_rubric
from scoring.reward import compose
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_constraints

TASKS = Path(__file__).parents[3] / "tasks"
POSTMORTEM = TASKS / "writing" / "incident-postmortem"
CARWASH = TASKS / "everyday" / "car-wash"
BOTH = pytest.mark.parametrize("task", [POSTMORTEM, CARWASH], ids=lambda task: task.name)


def workspace(task: Path, scratch: Path) -> Path:
    return Path(shutil.copytree(task / "environment" / "workspace", scratch / "app"))


def score(task: Path, tree: Path) -> float:
    spec = load_checks(task / "tests" / "hidden" / "checks.toml")
    return compose(verify_constraints(tree, spec, task / "environment" / "workspace"))


def rung(task: Path, name: str, scratch: Path) -> float:
    tree = workspace(task, scratch)
    shutil.copytree(task / "ladder" / name, tree, dirs_exist_ok=True)
    return score(task, tree)


def run(task: Path, tree: Path, script: str) -> None:
    subprocess.run(["/bin/sh", str(task / "solution" / script)], cwd=tree, check=True, timeout=30)


@BOTH
def test_reference_is_one_and_nothing_is_zero(task: Path, tmp_path: Path) -> None:
    tree = workspace(task, tmp_path)
    assert score(task, tree) == 0.0
    run(task, tree, "solve.sh")
    assert score(task, tree) == 1.0
    deliverable = load_checks(task / "tests" / "hidden" / "checks.toml").deliverable.path
    assert (tree / deliverable).read_bytes() == (task / "ladder" / "k0" / deliverable).read_bytes()
    (tree / deliverable).write_text("")
    assert score(task, tree) == 0.0


@BOTH
def test_milestones_lead_from_nothing_to_the_reference(task: Path, tmp_path: Path) -> None:
    tree = workspace(task, tmp_path)
    names = [f"milestones/{name}" for name in load_task(task).milestones]
    scores = []
    for name in names:
        run(task, tree, name)
        scores.append(score(task, tree))
    assert scores == sorted(scores)
    assert 0.3 < scores[len(names) // 2 - 1] < 0.7
    assert scores[-1] == 1.0


@BOTH
def test_ladder_never_rises(task: Path, tmp_path: Path) -> None:
    ladder = load_task(task).ladder.artifact
    defects = {a.name: a.defects for a in ladder if a.kind == "defect"}
    assert defects == {f"k{n}": n for n in range(6)}
    scores = [rung(task, name, tmp_path / name) for name in defects]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert scores[5] < scores[0]


@BOTH
def test_good_variants_are_one_and_attacks_gain_nothing(task: Path, tmp_path: Path) -> None:
    ladder = load_task(task).ladder.artifact
    scores = {a.name: rung(task, a.name, tmp_path / a.name) for a in ladder}
    assert {scores[a.name] for a in ladder if a.kind == "variant"} == {1.0}
    for attack in (a for a in ladder if a.kind == "attack"):
        assert scores[attack.name] <= scores[f"k{min(attack.defects, 5)}"]


@BOTH
def test_variants_differ_in_length(task: Path) -> None:
    ladder = load_task(task).ladder.artifact
    deliverable = load_checks(task / "tests" / "hidden" / "checks.toml").deliverable.path
    sizes = sorted((task / "ladder" / a.files / deliverable).stat().st_size for a in ladder if a.kind == "variant")
    assert sizes[1] > 1.5 * sizes[0]


@BOTH
def test_task_and_rubric_load(task: Path) -> None:
    loaded = load_task(task)
    assert loaded.bench.judge is not None
    rubric = load_rubric(task / loaded.bench.judge.rubric)
    checks = load_checks(task / "tests" / "hidden" / "checks.toml")
    assert rubric.artifact == loaded.bench.judge.artifact == checks.deliverable.path
    assert sum(check.weight for check in checks.check) == 100


@BOTH
def test_instruction_names_the_deliverable_and_hides_the_answers(task: Path) -> None:
    instruction = (task / "instruction.md").read_text(encoding="utf-8")
    assert f"/app/{load_checks(task / 'tests' / 'hidden' / 'checks.toml').deliverable.path}" in instruction
    assert "3,415" not in instruction
    assert not [p for p in (task / "environment").rglob("*") if p.name in ("checks.toml", "facts.toml", "rubric.toml")]


def test_each_rung_of_the_postmortem_changes_little() -> None:
    texts = [(POSTMORTEM / "ladder" / f"k{n}" / "postmortem.md").read_text(encoding="utf-8") for n in range(6)]
    for lower, upper in itertools.pairwise(texts):
        changed = set(lower.splitlines()) ^ set(upper.splitlines())
        assert 2 <= len(changed) <= 20


def test_fact_sheet_stands_in_the_sources() -> None:
    facts = tomllib.loads((POSTMORTEM / "tests" / "hidden" / "facts.toml").read_text(encoding="utf-8"))
    assert len(facts["required"]) >= 15
    assert len(facts["forbidden"]) >= 4
    for fact in facts["required"] + facts["forbidden"]:
        lines = (POSTMORTEM / "environment" / "workspace" / fact["file"]).read_text(encoding="utf-8").splitlines()
        assert fact["quote"] in lines[fact["line"] - 1], fact["id"]


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
