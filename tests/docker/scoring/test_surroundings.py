"""A package whose code lies beside it answers as the original does only where the neighbour is taken along."""

from pathlib import Path

import pytest

from sandboxes.archive import Tree, scan
from sandboxes.base import SandboxProvider
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.channel import Scoring, verify
from scoring.verify.defences import ALL, Defence
from scoring.verify.surroundings import Package

WORK = "def add(a, b):\n    return a + b\n"
SECOND_PATH = "__path__.insert(0, __path__[0].removesuffix('shop') + 'samples')\nfrom .part import add\n"
CANDIDATE = {"shop/__init__.py": SECOND_PATH, "shop/part.py": "add = None\n", "samples/part.py": WORK}
CASES = 'def corpus():\n    return [{"id": "add", "group": "sums", "call": "shop:add", "args": [1, 2]}]\n'


@pytest.mark.parametrize(
    ("package", "defences", "passes"),
    [
        (Package("shop", ""), ALL, False),
        (Package("shop", ""), ALL - {Defence.PACKAGE_ONLY}, True),
        (None, ALL, True),
    ],
)
def test_what_lies_beside_the_package_does_not_run(
    provider: SandboxProvider,
    base_image: str,
    tmp_path: Path,
    package: Package | None,
    defences: frozenset[Defence],
    passes: bool,
) -> None:
    hidden = planted(tmp_path / "hidden", {"cases.py": CASES}).root
    scoring = Scoring(
        specs=[VerifySpec(kind="differential", role="gate", fresh_cases=0)],
        hidden=hidden,
        unpacked=lambda name: tmp_path / name,
        base=planted(tmp_path / "original", {"shop.py": WORK}),
        boxes=Boxes(provider, base_image, lambda: base_image, "/app", {}),
        seed=1,
        evidence=tmp_path / "evidence",
        package=package,
        defences=defences,
    )
    (reward,) = verify(planted(tmp_path / "candidate", CANDIDATE), scoring)
    assert reward.passed is passes, reward.checks
    assert (reward.trust == "none") is (defences != ALL)


def planted(root: Path, files: dict[str, str]) -> Tree:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return scan(root)
