"""What the judged channel is attacked with: ladders of judged tasks, read on the host, and their perturbed works."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from harness.judges import material_of
from harness.judging import quality_of
from harness.task import Task
from sandboxes.archive import scan
from sandboxes.errors import UserError
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


def read_ladder(task: Task) -> Ladder:
    """A task's ladder, from its own files. Raises UserError for a task that would need its container."""
    artifact, rubric = task.bench.judge.artifact, task.rubric
    if artifact == "diff":
        mend = "Name tasks of the families writing or everyday"
        raise UserError("its judges read a diff, which needs its container", where=task.name, mend=mend)
    if rubric is None:
        raise UserError("has no rubric", where=task.name, mend=f"Write {task.bench.judge.rubric}, or leave it out")
    wanted = [one for one in task.ladder.artifact if one.kind == "defect" or (one.kind, one.defects) == ("variant", 0)]
    pieces = tuple(_piece(task, one, artifact) for one in wanted)
    if missing := sorted({0, *BAD} - {piece.defects for piece in pieces if piece.rung}):
        raise UserError(
            f"the ladder has no rung of {missing[0]} defects", where=task.name, mend="Add it to ladder.toml"
        )
    base = scan(task.directory / "environment" / "workspace")
    kind: Kind = "jsonl" if artifact.endswith(".jsonl") else "prose"
    return Ladder(task.name, material_of(task, base), rubric, kind, pieces)


def read_ladders(tasks: Sequence[Task]) -> tuple[list[Ladder], list[str]]:
    """The ladders of those tasks that have one to be read, and a sentence on each that is left out. Raises UserError
    where none is left."""
    ladders: list[Ladder] = []
    out: list[str] = []
    for task in tasks:
        try:
            ladders.append(read_ladder(task))
        except UserError as error:
            if len(out) + 1 == len(tasks):
                raise
            out.append(f"Left out: {error.where} {error.what}.")
    return ladders, out


def fitting(ladder: Ladder, catalogue: Mapping[str, Perturbation]) -> Sequence[Perturbation]:
    """The perturbations that can be done to a task's artifacts."""
    return [one for one in catalogue.values() if ladder.kind in one.kinds]


def _piece(task: Task, one: LadderArtifact, artifact: str) -> Piece:
    text = read_artifact(task.directory / "ladder" / one.files / artifact) if one.files else ""
    if not text.strip():
        mend = f"It needs `files` that hold {artifact}"
        raise UserError(f"artifact {one.name} cannot be read without a container", where=task.name, mend=mend)
    return Piece(one.name, one.defects, one.kind == "defect", text)
