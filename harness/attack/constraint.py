"""The perturbations that judges are attacked with, against the constraint checks of written files: no judge, and no
container either. The perturbed text takes the place of the file in a copy of the tree that the work stands in."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from harness.attack.findings import ConstraintAttack
from harness.attack.ladders import Piece, Placed, fitting
from harness.attack.trying import ORIGINAL, attacked, described, limits, limits_of, tried, tries
from harness.task import Task
from sandboxes.cache import scratch
from sandboxes.errors import UserError
from scoring.attacks.gains import ROUNDING, Try
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Perturbation, perturbations
from scoring.reward import compose
from scoring.verify.constraint.verifier import verify_constraints

CHECKS = "the constraint channel"


class Key(NamedTuple):
    """What tells one score from all others."""

    task: str
    artifact: str
    perturbation: str


class Checked(NamedTuple):
    """What the checks of each task gave."""

    scores: Mapping[Key, float]

    def score(self, task: str, artifact: str, perturbation: str = ORIGINAL) -> float | None:
        """Of an artifact as it is, or perturbed."""
        return self.scores.get(Key(task, artifact, perturbation))

    def beat(self, task: str, artifact: str, perturbation: str) -> bool | None:
        """Checks compare nothing."""
        del task, artifact, perturbation
        return None


class ChecksAttack:
    """An attack on constraint checks: the works that are perturbed, and doing it."""

    def __init__(self, placed: Sequence[Placed], catalogue: Mapping[str, Perturbation] | None = None) -> None:
        """`placed` have constraint checks of what is perturbed (`checkable`); every perturbation is tried if none are
        given."""
        self.works = [(one, piece) for one in placed for piece in one.ladder.pieces]
        """Everything that is checked, bad artifacts perturbed too."""
        self._specs = {one.task.name: one.task.constraints for one in placed}
        self._ladders = tuple(one.ladder for one in placed)
        self._catalogue = perturbations() if catalogue is None else catalogue

    def run(self, jobs: int, said: Callable[[str], None]) -> ConstraintAttack:
        """Check everything, `jobs` works at a time, and conclude. `said` is told each work, from several threads."""
        checked = self._checked(jobs, said)
        found = attacked(checked, self._ladders, self._catalogue)
        return ConstraintAttack(
            tasks=tuple(ladder.task for ladder in self._ladders),
            bad=sum(len(ladder.bad) for ladder in self._ladders),
            attacks=described(self._ladders, self._catalogue),
            checks=found,
            already_good=sum(map(_passes_for_good, tries(checked, self._ladders, NULL_EDIT))),
            notes=(*limits(self._ladders), *limits_of(CHECKS, found, self._ladders)),
        )

    def tries(self, jobs: int, said: Callable[[str], None]) -> dict[str, list[Try]]:
        """The same, but each try by perturbation."""
        return tried(self._checked(jobs, said), self._ladders, self._catalogue)

    def _checked(self, jobs: int, said: Callable[[str], None]) -> Checked:
        def one(work: tuple[Placed, Piece]) -> dict[Key, float]:
            scores = self._scores(*work)
            said(f"{work[0].ladder.task}  {work[1].name}")
            return scores

        pool = ThreadPoolExecutor(jobs, thread_name_prefix="checks")
        try:
            return Checked({key: score for scores in pool.map(one, self.works) for key, score in scores.items()})
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _scores(self, placed: Placed, piece: Piece) -> dict[Key, float]:
        texts = {ORIGINAL: piece.text}
        if piece in placed.ladder.bad:
            chosen = (NULL_EDIT, *fitting(placed.ladder, self._catalogue))
            texts |= {name: work.text for name, (work, _) in placed.ladder.all_perturbed(piece, chosen).items()}
        with scratch() as room:
            tree = _laid(placed.trees[piece.name], room / "tree")
            return {
                Key(placed.ladder.task, piece.name, name): self._score(placed, tree, text)
                for name, text in texts.items()
            }

    def _score(self, placed: Placed, tree: Path, text: str) -> float:
        file = tree / placed.task.bench.judge.artifact
        # A half of a character that a perturbation has let out of its escape is no text any more.
        file.write_text(text, encoding="utf-8", errors="replace", newline="")
        specs = self._specs[placed.task.name]
        return compose(tuple(check for spec in specs for check in verify_constraints(tree, spec, placed.sources)))


def checkable(placed: Sequence[Placed]) -> tuple[list[Placed], list[str]]:
    """Those whose artifact is what constraint checks read, and a sentence on each that is left out."""
    fit = {one.ladder.task: _fits(one.task) for one in placed}
    without = [name for name, fits in fit.items() if not fits]
    out = [f"Left out: {name} has no constraint checks of what its judges read." for name in without]
    return [one for one in placed if fit[one.ladder.task]], out


def _fits(task: Task) -> bool:
    specs = task.constraints
    return bool(specs) and all(spec.deliverable.path == task.bench.judge.artifact for spec in specs)


def _passes_for_good(one: Try) -> bool:
    return one.original is not None and one.good is not None and one.original >= one.good - ROUNDING


def _laid(trees: Sequence[Path], target: Path) -> Path:
    """A copy of directories, each over those before it."""
    try:
        for tree in trees:
            shutil.copytree(tree, target, symlinks=True, dirs_exist_ok=True)
    except OSError as error:
        raise UserError(f"cannot be copied: {error}", where=str(trees[0]), mend="Make room, or restore it") from error
    return target
