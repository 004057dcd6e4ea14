"""What judges and checks are attacked with: ladders of judged tasks, read on the host, and their perturbed works."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from harness.judges import material_of
from harness.judging import quality_of
from harness.task import Task
from sandboxes.archive import Tree, scan
from sandboxes.errors import UserError
from scoring.apart import Unfinished, apart
from scoring.attacks.applying import apply_all
from scoring.attacks.perturbation import Context, Kind, Perturbation
from scoring.judge.artifact import read_artifact
from scoring.judge.judge import Work
from scoring.judge.prompt import Material
from scoring.spec import LadderArtifact, RubricSpec

BAD = (3, 4, 5)
"""Defects of the rungs that are known to be bad."""


class Piece(NamedTuple):
    """One artifact of a ladder."""

    name: str
    defects: int
    rung: bool
    """Whether it stands on the ladder; else it is a variant of the reference."""
    text: str

    @property
    def quality(self) -> float:
        """What it is worth by construction."""
        return quality_of(self.defects)


class Ladder(NamedTuple):
    """A judged task as it is attacked."""

    task: str
    material: Material
    rubric: RubricSpec
    kind: Kind
    pieces: tuple[Piece, ...]
    """Rungs from no defect upwards, then good variants."""

    @property
    def bad(self) -> tuple[Piece, ...]:
        """What is known to be bad."""
        return tuple(piece for piece in self.pieces if piece.rung and piece.defects in BAD)

    @property
    def good(self) -> tuple[Piece, ...]:
        """What is known to be good."""
        return tuple(piece for piece in self.pieces if piece.defects == 0)

    def perturbed(self, piece: Piece, perturbation: Perturbation) -> tuple[Work, float]:
        """A perturbed artifact and what it is worth: as much as before, or nothing."""
        context = Context(self.kind, self.material.instruction, self.rubric)
        return Work(perturbation.apply(piece.text, context)), piece.quality * perturbation.preserves_gold

    def all_perturbed(self, piece: Piece, chosen: Sequence[Perturbation]) -> dict[str, tuple[Work, float]]:
        """The same for several perturbations of the catalogue, by name, made in a worker: the text is anybody's.
        Raises UserError for a text that takes too long."""
        context = Context(self.kind, self.material.instruction, self.rubric)
        try:
            texts = apart(apply_all, tuple(one.name for one in chosen), piece.text, context)
        except Unfinished as why:
            what = f"artifact {piece.name} cannot be perturbed: it {why}"
            raise UserError(what, where=self.task, mend="Leave the task out") from why
        return {
            one.name: (Work(text), piece.quality * one.preserves_gold) for one, text in zip(chosen, texts, strict=True)
        }


class Placed(NamedTuple):
    """A ladder, and where its works lie."""

    task: Task
    ladder: Ladder
    trees: Mapping[str, tuple[Path, ...]]
    """By artifact: directories, each laid over those before it."""
    sources: Path
    """The workspace as an agent finds it."""


def read_ladder(task: Task) -> Ladder:
    """A task's ladder, from its own files. Raises UserError for a task that would need its container."""
    return place_ladder(task).ladder


def place_ladder(task: Task) -> Placed:
    """The same, with where its works lie."""
    if task.bench.judge.artifact == "diff":
        mend = "Play its ladder (`meltbench run TASK -a artifact:all`), and give that run with --run"
        raise UserError("its judges read a diff, which needs its container", where=task.name, mend=mend)
    if task.rubric is None:
        raise UserError("has no rubric", where=task.name, mend=f"Write {task.bench.judge.rubric}, or leave it out")
    pieces = [_piece(task, one) for one in chosen_artifacts(task)]
    if missing := sorted({0, *BAD} - {piece.defects for piece in pieces if piece.rung}):
        raise UserError(
            f"the ladder has no rung of {missing[0]} defects", where=task.name, mend="Add it to ladder.toml"
        )
    base = task.directory / "environment" / "workspace"
    trees = {one.name: (base, task.directory / "ladder" / one.files) for one in chosen_artifacts(task)}
    return Placed(task, assembled(task, scan(base), pieces), trees, base)


def chosen_artifacts(task: Task) -> list[LadderArtifact]:
    """The artifacts of a task that attacks use: its rungs, and variants that are as good as the reference."""
    return [one for one in task.ladder.artifact if one.kind == "defect" or (one.kind, one.defects) == ("variant", 0)]


def assembled(task: Task, base: Tree, pieces: Sequence[Piece]) -> Ladder:
    """A ladder of these pieces, rungs first; the task has a rubric."""
    assert task.rubric, "tasks without a rubric are left out"
    artifact = task.bench.judge.artifact
    kind: Kind = "diff" if artifact == "diff" else "jsonl" if artifact.endswith(".jsonl") else "prose"
    ordered = sorted(pieces, key=lambda piece: (not piece.rung, piece.defects))
    return Ladder(task.name, material_of(task, base), task.rubric, kind, tuple(ordered))


def read_ladders(tasks: Sequence[Task]) -> tuple[list[Ladder], list[str]]:
    """The ladders of those tasks that have one to be read, and a sentence on each that is left out. Raises UserError
    where none is left."""
    placed, out = place_ladders(tasks)
    return [one.ladder for one in placed], out


def place_ladders(tasks: Sequence[Task]) -> tuple[list[Placed], list[str]]:
    """The same, with where their works lie."""
    placed: list[Placed] = []
    out: list[str] = []
    for task in tasks:
        try:
            placed.append(place_ladder(task))
        except UserError as error:
            if len(out) + 1 == len(tasks):
                raise
            out.append(f"Left out: {error.where} {error.what}.")
    return placed, out


def fitting(ladder: Ladder, catalogue: Mapping[str, Perturbation]) -> Sequence[Perturbation]:
    """The perturbations that can be done to a task's artifacts."""
    return [one for one in catalogue.values() if ladder.kind in one.kinds]


def _piece(task: Task, one: LadderArtifact) -> Piece:
    artifact = task.bench.judge.artifact
    text = read_artifact(task.directory / "ladder" / one.files / artifact) if one.files else ""
    if not text.strip():
        mend = f"It needs `files` that hold {artifact}"
        raise UserError(f"artifact {one.name} cannot be read without a container", where=task.name, mend=mend)
    return Piece(one.name, one.defects, one.kind == "defect", text)
