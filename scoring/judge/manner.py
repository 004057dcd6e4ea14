"""Other manners of asking a judge about the same work: what should not matter changed, or told what the checks found.

Source: measurement.md 3a (nuisance: order, ids, whitespace) and 3.0 (v) (with test output: an upper bound)."""

import random
from typing import Literal, NamedTuple, TypeVar

from scoring.judge.judge import Opinion
from scoring.judge.prompt import Material
from scoring.judge.verdict import Fault
from scoring.judge.visible import make_visible
from scoring.reward import CheckResult, Reward
from scoring.spec import Criterion, Penalty, RubricSpec

Manner = Literal["plain", "nuisance", "informed"]
"""plain: as in a run. nuisance: criteria in another order and under other names, other blank lines around them.
informed: beside the assignment stands what the verified channel's checks found."""
SHOWN = 200
"""Characters of a check's message: it may quote what the work prints."""
Named = TypeVar("Named", Criterion, Penalty)


class Guise(NamedTuple):
    """What a judge is asked in place of the plain question, and the way back."""

    material: Material
    rubric: RubricSpec
    """Its version says that it is another question, to caches and recorded judges too."""
    plain: RubricSpec
    names: dict[str, str]
    """The plain id of each criterion and penalty that is asked for."""

    def back(self, opinion: Opinion) -> Opinion:
        """An opinion by the guise's rubric as one by the plain rubric: criteria in its order, under its ids."""
        said = {self.names[one.criterion]: one for one in opinion.verdicts}
        verdicts = [said[one.id].model_copy(update={"criterion": one.id}) for one in self.plain.criteria]
        faults = tuple(self._named(fault) for fault in opinion.faults)
        return opinion.model_copy(update={"verdicts": tuple(verdicts), "faults": faults})

    def _named(self, fault: Fault) -> Fault:
        return fault.model_copy(update={"id": self.names[fault.id]})


def nuisance(material: Material, rubric: RubricSpec, work: str, repeat: int) -> Guise:
    """The same question of other looks, drawn from the work (its sha256) and the repeat, alike for all judges.

    The work, the questions and their anchors keep every word."""
    draw = random.Random(f"{work} {repeat}")  # noqa: S311 - it has to repeat
    ids = _ids(rubric)
    numbers = draw.sample(range(10, 100 + len(ids)), len(ids))
    other = {name: f"c{number}" for name, number in zip(ids, numbers, strict=True)}
    criteria = tuple(_masked(one, draw, other) for one in _moved(rubric.criteria, draw))
    penalties = tuple(_masked(one, draw, other) for one in draw.sample(rubric.penalties, len(rubric.penalties)))
    changes = {"version": f"{rubric.version} nuisance", "criteria": criteria, "penalties": penalties}
    instruction = ("\n" * draw.randint(2, 3)).join(material.instruction.split("\n\n"))
    return Guise(
        material._replace(instruction=instruction),
        rubric.model_copy(update=changes),
        rubric,
        {new: old for old, new in other.items()},
    )


def informed(material: Material, rubric: RubricSpec, found: str) -> Guise:
    """The plain question with what checks found (`findings`) beside it."""
    asked = rubric.model_copy(update={"version": f"{rubric.version} informed"})
    return Guise(material._replace(findings=found), asked, rubric, {name: name for name in _ids(rubric)})


def findings(reward: Reward | None) -> str:
    """What a verified reward's checks found, a line each; empty without any. Never the second suite: that is truth."""
    return "\n".join(_line(check) for check in reward.checks) if reward else ""


def _line(check: CheckResult) -> str:
    part = f" ({check.score:.2f} of 1)" if 0 < check.score < 1 else ""
    message = make_visible(" ".join(check.message.split())[:SHOWN], markup=False).text
    return f"- {check.id}: {'passed' if check.passed else 'not passed'}{part}" + (f": {message}" if message else "")


def _ids(rubric: RubricSpec) -> list[str]:
    return [*(one.id for one in rubric.criteria), *(one.id for one in rubric.penalties)]


def _moved(criteria: tuple[Criterion, ...], draw: random.Random) -> list[Criterion]:
    """Another order, wherever there is one."""
    order = draw.sample(criteria, len(criteria))
    return [*order[1:], order[0]] if tuple(order) == criteria else order


def _masked(one: Named, draw: random.Random, other: dict[str, str]) -> Named:
    """Under another name, perhaps after one more blank line."""
    return one.model_copy(update={"id": other[one.id], "question": draw.choice(("", "\n")) + one.question})
