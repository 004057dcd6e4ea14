"""The kinds that run tools of their own, in the real tools box: read-only, without a network, another user's."""

from pathlib import Path

import docker
import pytest

from sandboxes.base import SandboxProvider
from sandboxes.images import ImageStore
from scoring.verify.boxes import Boxes
from scoring.verify.static.spec import StructureSpec
from scoring.verify.static.verifier import verify_static

KINDS = ("budgets", "clones", "containment", "lint", "same_syntax", "types")
TABLES = [
    {"id": k.replace("_", "-"), "kind": k, "role": "gate"} | ({"rules": ["F"]} if k == "lint" else {}) for k in KINDS
]
BEFORE = "def double(x):\n    return x * 2\n"
AFTER = "def double(x: int) -> int:\n    return x * 2\n"


@pytest.fixture
def boxes(engine: docker.DockerClient, provider: SandboxProvider, base_image: str) -> Boxes:
    """Boxes with the real tools."""
    return Boxes(provider, base_image, lambda: ImageStore(engine, lambda line: None).tools().id, "/app", {})


def test_the_tools_work_in_their_box(boxes: Boxes, tmp_path: Path) -> None:
    for name, text in (("before", BEFORE), ("after", AFTER), ("worse", "import os\n" + BEFORE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "shop.py").write_text(text)
    spec = StructureSpec.model_validate({"package": "shop", "check": TABLES})
    good = verify_static(tmp_path / "after", tmp_path / "before", spec, boxes.collector, 60)
    assert [check.id for check in good if not check.passed] == [], [check.message for check in good]
    worse = verify_static(tmp_path / "worse", tmp_path / "before", spec, boxes.collector, 60)
    assert [check.id for check in worse if not check.passed] == ["lint", "same-syntax", "types"]
