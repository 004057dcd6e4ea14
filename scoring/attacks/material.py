"""What the control verifies with: cases of a task with the values that the original answers, and their twins."""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sandboxes.archive import Tree
from scoring.verify.defences import Defence
from scoring.verify.static.spec import StructureSpec

Case = dict[str, Any]


class Material(NamedTuple):
    """Everything about one task that the control needs."""

    base: Tree
    """The workspace as an agent finds it."""
    workdir: str
    structure: StructureSpec
    hidden: Path
    """The task's cases.py and driver.py."""
    driver: bytes
    """Text of the task's driver.py."""
    cases: Sequence[Case]
    """Frozen cases: id, call, args, kwargs, expected (as JSON)."""
    fresh: Sequence[Case]
    """The same, drawn with a seed of this measurement."""
    digests: Mapping[str, str]
    """Digest of the original's typed answer, by case id (naive/answers.py)."""
    seed: int

    @property
    def package(self) -> str:
        """Import name of the package under test."""
        return self.structure.package

    @property
    def root(self) -> str:
        """Directory of the workspace that holds the package; empty for the workspace itself."""
        return self.structure.root

    @property
    def wanted(self) -> dict[str, Any]:
        """What the naive structure test asks for."""
        return {"package": self.package, "root": self.root, **counted(self.structure)}

    def chosen(self, defences: frozenset[Defence]) -> list[tuple[Case, bool]]:
        """The cases to put, each with whether its test must pass; with twins, in shuffled order under neutral ids."""
        cases = [*self.cases, *(self.fresh if Defence.FRESH_CASES in defences else ())]
        if Defence.TWINS not in defences:
            return [(case, True) for case in cases]
        twins = [(case, False) for case in map(twin, cases) if case]
        marked = [(case, True) for case in cases] + twins
        rng = random.Random(self.seed)  # noqa: S311 - shuffling, no secret
        rng.shuffle(marked)
        return [({**case, "id": f"{rng.getrandbits(48):012x}"}, good) for case, good in marked]


def counted(structure: StructureSpec) -> dict[str, int]:
    """What a hurried author would count: modules at least, lines of each and functions without types at most. Empty
    where the task is about none of these: its control would be satisfied with nothing done."""
    found: dict[str, int] = {}
    for check in structure.check:
        if check.kind == "min_modules":
            found["modules"] = check.min
        elif check.kind == "module_lines":
            found["lines"] = check.max
        elif check.kind == "budgets" and "untyped" in check.max:
            found["untyped"] = min(check.max["untyped"], found.get("untyped", check.max["untyped"]))
    return found


def twin(case: Case) -> Case | None:
    """The same case with a plausible wrong value; None where nothing in the value can be made wrong."""
    wrong = spoiled(case["expected"])
    return None if json.dumps(wrong) == json.dumps(case["expected"]) else {**case, "expected": wrong}


def spoiled(value: Any) -> Any:
    """A JSON value with one leaf made plausibly wrong: the last that can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("x" if value[-1] != "x" else "y") if value else "x"
    if isinstance(value, list):
        return _one_of(value)
    if isinstance(value, dict):
        keys = list(value)
        return dict(zip(keys, _one_of([value[key] for key in keys]), strict=True))
    return value


def _one_of(items: list[Any]) -> list[Any]:
    for index in reversed(range(len(items))):
        wrong = spoiled(items[index])
        if json.dumps(wrong) != json.dumps(items[index]):
            return [*items[:index], wrong, *items[index + 1 :]]
    return items
