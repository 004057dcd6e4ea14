"""Small trees written on disk, and one check judged on them the way the verifier does it."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest

from scoring.reward import CheckResult
from scoring.verify.static.collect import collect_one
from scoring.verify.static.spec import StructureSpec
from scoring.verify.static.verifier import judge_all, params_of

Files = Mapping[str, str | bytes]
Plant = Callable[[Files], Path]
Check = Callable[..., CheckResult]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write files into a new directory."""
    numbers = count()

    def write(files: Files) -> Path:
        tree = tmp_path / f"tree{next(numbers)}"
        tree.mkdir()
        for name, content in files.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tree

    return write


@pytest.fixture
def check(plant: Plant) -> Check:
    """Judge a candidate against an original on one kind of check, for the package `shop`."""

    def run(kind: str, original: Files, candidate: Files, *, root: str = "", **params: object) -> CheckResult:
        table = {"id": "it", "kind": kind, "role": "weight", **params}
        spec = StructureSpec.model_validate({"package": "shop", "root": root, "check": [table]})
        request = {"kind": kind, "params": params_of(spec.check[0], spec)}
        before = collect_one(plant(original), request)
        assert "error" not in before
        return judge_all({"it": collect_one(plant(candidate), request)}, {"it": before}, spec)[0]

    return run
