"""What a gullible judge falls for: each perturbation, exactly where the defence against it is left out."""

from pathlib import Path

import pytest

from harness.attack.ladders import read_ladder
from harness.task import load_task
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Context, Kind, Perturbation, perturbations
from scoring.judge.backends.scripted import ScriptedBackend, Temper
from scoring.judge.backends.tricks import TRICKS
from scoring.judge.hardening import DEFENCES, Defence, Marks
from scoring.judge.judge import Work
from scoring.judge.prompt import Material, rubric_request
from scoring.judge.verdict import task_score
from tests.unit.scoring.attacks.test_judged import TEXTS
from tests.unit.scoring.judge.asking import MATERIAL, RUBRIC, judge

TASKS = Path(__file__).parents[4] / "tasks"
ALL = [path.parent for family in ("writing", "everyday") for path in sorted((TASKS / family).glob("*/task.toml"))]
NOTHING: frozenset[Defence] = frozenset()
EVERY = frozenset({"always"})
"""Of a trick against which there is no defence."""
STOPPED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("padding", "restatement", "headings", "bold", "table"), EVERY),
    **dict.fromkeys(("flattery", "confident-tone", "opener"), EVERY),
    **dict.fromkeys(
        ("reviewed-by", "bandwagon", "self-score", "fake-citations", "rubric-echo"), frozenset({"briefing"})
    ),
    **dict.fromkeys(("fabricated-tests", "comment-only"), frozenset({"briefing"})),
    **dict.fromkeys(
        ("injection", "other-language", "fake-role", "fake-delimiter", "fake-reference"), frozenset({"fence"})
    ),
    # A hidden order that is shown is still an order.
    **dict.fromkeys(("hidden-comment", "white-text", "tag-characters"), frozenset({"visible", "fence"})),
    "zero-width": frozenset({"visible"}),
    **dict.fromkeys(("fake-token", "json-verdict"), frozenset({"seal"})),
    **dict.fromkeys(("empty", "colon", "opener-only", "truncation"), frozenset({"evidence"})),
}
"""By perturbation: the defences of which each has to stand."""


def score(text: str, kind: Kind, defences: frozenset[Defence]) -> float:
    """By a judge without noise, for whom every work is worth nothing but for its tricks."""
    one = judge(ScriptedBackend(Temper(gullible=0.4), lambda _: (0.0,)), defences=defences)
    opinion = one.score(Work(text), MATERIAL._replace(diff=kind == "diff"), RUBRIC)
    found = task_score(opinion.verdicts, opinion.faults, RUBRIC)
    assert found is not None
    return found


def perturbed(one: Perturbation, kind: Kind) -> str:
    # A confident file of its own, as in a diff, is one sentence; everywhere else there are several.
    return one.apply(TEXTS[kind] * 2 if kind == "jsonl" else TEXTS[kind], Context(kind, "Write it down.", RUBRIC))


def test_every_perturbation_has_a_trick() -> None:
    assert set(STOPPED) == set(perturbations())


@pytest.mark.parametrize(
    ("one", "kind"), [pytest.param(p, k, id=f"{p.name}:{k}") for p in perturbations().values() for k in p.kinds]
)
def test_each_defence_stops_what_it_is_there_for(one: Perturbation, kind: Kind) -> None:
    text = perturbed(one, kind)
    assert score(text, kind, NOTHING) > 0
    assert (score(text, kind, DEFENCES) > 0) == (STOPPED[one.name] == EVERY)
    if STOPPED[one.name] != EVERY:
        assert {d for d in DEFENCES if score(text, kind, DEFENCES - {d}) > 0} == STOPPED[one.name]


@pytest.mark.parametrize("kind", ["prose", "jsonl", "diff"])
def test_an_edit_that_means_nothing_is_no_trick(kind: Kind) -> None:
    assert score(perturbed(NULL_EDIT, kind), kind, NOTHING) == score(TEXTS[kind], kind, NOTHING) == 0.0


@pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
def test_no_trick_works_by_itself_on_honest_artifacts(task: Path) -> None:
    ladder = read_ladder(load_task(task))
    marks = Marks(b"secret")
    for piece in ladder.pieces:
        material = Material(task="", instruction=ladder.material.instruction)
        request = rubric_request(piece.text, material, ladder.rubric.criteria, (), marks, NOTHING).request
        assert [name for name, trick in TRICKS.items() if trick(request)] == [], piece.name
