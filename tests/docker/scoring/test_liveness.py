"""Which code runs, told by breaking it: parts that work, parts for show, one text in pieces, source that is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sandboxes.archive import Tree, scan
from sandboxes.base import SandboxProvider
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.liveness import verify_liveness
from scoring.verify.surroundings import Package

Judged = Callable[..., dict[str, bool]]

ADD = "def add(a, b):\n    return a + b\n"
TWICE = "def twice(a):\n    return add(a, a)\n"
SHOUT = "def shout(text):\n    return text.upper() + '!'\n"
LABEL = "def label(a):\n    return shout(str(twice(a)))\n"
WHOLE = f"{ADD}\n{TWICE}\n{SHOUT}\n{LABEL}"
CASES = """
def corpus():
    return [{"id": f"label/{n}", "group": "label", "call": "shop:label", "args": [n]} for n in range(5)]
"""
SPLIT = {
    "shop/__init__.py": "from .adding import add\nfrom .label import label\nfrom .shout import shout\n",
    "shop/adding.py": ADD,
    "shop/twice.py": f"from .adding import add\n\n{TWICE}",
    "shop/shout.py": SHOUT,
    "shop/label.py": f"from .shout import shout\nfrom .twice import twice\n\n{LABEL}",
}
FRAGMENTS = {
    **SPLIT,
    "shop/__init__.py": "import pathlib\n_here = pathlib.Path(__file__).parent\n"
    "for _name in ('adding', 'twice', 'shout', 'label'):\n"
    "    _lines = (_here / f'{_name}.py').read_text().split('\\n')\n"
    "    exec('\\n'.join(line for line in _lines if 'import' not in line and '= None' not in line))\n",
}
READS_ITSELF = {
    **SPLIT,
    "shop/__init__.py": f"{WHOLE}\nimport hashlib, pathlib\n"
    "_text = ''.join(p.read_text() for p in sorted(pathlib.Path(__file__).parent.glob('[!_]*.py')))\n"
    "if hashlib.sha256(_text.encode()).hexdigest() != DIGEST:\n    raise ImportError\n",
}


@pytest.fixture
def judged(provider: SandboxProvider, base_image: str, tmp_path: Path) -> Judged:
    """Which of the checks pass, by name, for a package `shop`."""
    hidden = planted(tmp_path / "hidden", {"cases.py": CASES}).root
    original = planted(tmp_path / "original", {"shop.py": WHOLE})
    boxes = Boxes(provider, base_image, lambda: base_image, "/app", {})

    def judge(files: dict[str, str], seed: int = 1) -> dict[str, bool]:
        tree, spec = planted(tmp_path / "candidate", files), VerifySpec(kind="liveness")
        checks = verify_liveness(tree, original, Package("shop", ""), hidden, spec, boxes, seed)
        return {check.id.removeprefix("liveness/"): check.passed for check in checks}

    return judge


def planted(root: Path, files: dict[str, str]) -> Tree:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return scan(root)


@pytest.mark.parametrize("seed", [1, 2])
def test_parts_that_work_are_missed(judged: Judged, seed: int) -> None:
    assert judged(SPLIT, seed) == {"functions": True, "imports": True, "unchanged": True}


def test_the_untouched_module_is_alive(judged: Judged) -> None:
    assert all(judged({"shop.py": WHOLE}).values())


def test_parts_for_show_are_not_missed(judged: Judged) -> None:
    found = judged({**SPLIT, "shop/__init__.py": WHOLE})
    assert found == {"functions": False, "imports": False, "unchanged": True}


def test_one_text_in_pieces_needs_none_of_its_imports(judged: Judged) -> None:
    assert judged(FRAGMENTS) == {"functions": True, "imports": False, "unchanged": True}


def test_source_that_is_read_to_tell_broken_from_whole_is_found_out(judged: Judged) -> None:
    import hashlib

    parts = "".join(SPLIT[name] for name in sorted(SPLIT) if "__init__" not in name)
    digest = repr(hashlib.sha256(parts.encode()).hexdigest())
    files = {**READS_ITSELF, "shop/__init__.py": READS_ITSELF["shop/__init__.py"].replace("DIGEST", digest)}
    assert judged(files) == {"functions": True, "imports": True, "unchanged": False}


def test_a_package_that_cannot_be_read_fails(judged: Judged) -> None:
    assert judged({"shop/__init__.py": "def ("}) == {"functions": False, "imports": False, "unchanged": False}
