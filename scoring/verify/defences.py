"""The defences of the verified channel, which `meltbench attack --ablate` (and nothing else) judges one by one."""

import json
from enum import StrEnum
from pathlib import Path

from sandboxes.archive import Tree
from sandboxes.cache import scratch
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.differential import DRIVER_DIR, answered, put
from scoring.verify.static.spec import StructureSpec

STRUCTURE = "structure: "
EXPOSED = f"{DRIVER_DIR}/expected.json"
"""Where a box without the defence VALUES_APART holds what the original answers."""


class Defence(StrEnum):
    """One defence. A scorer holds all of them; one without says so and is worth no trust."""

    STOPPED = "stopped before scoring"
    OWN_BOX = "a box of its own"
    PACKAGE_ONLY = "only the package is taken"
    REGULAR_FILES = "regular files only, no .git"
    OWN_CONFIGURATION = "our configuration, isolated interpreter"
    PINNED_OUTCOMES = "an outcome for every test id"
    TWINS = "must-fail twins"
    VALUES_APART = "expected values stay outside"
    EXACT_TYPES = "compared by exact type"
    FRESH_CASES = "cases drawn freshly"
    LIVENESS = "what is broken is missed"
    PUBLIC_API = "structure: public_api"
    FORBIDDEN_CALLS = "structure: forbidden_calls"
    FORBIDDEN_IMPORTS = "structure: forbidden_imports"
    HIDDEN_EDGES = "structure: hidden_edges"
    FILE_CAPS = "structure: file_caps"
    FACADE = "structure: facade"
    CONTAINMENT = "structure: containment"
    MODULES = "structure: min_modules"
    CYCLES = "structure: import_cycles"
    UNDEFINED_NAMES = "structure: undefined_names"

    @property
    def kind(self) -> str:
        """The kind of structure check that it is; empty for any other defence."""
        return self.removeprefix(STRUCTURE) if self.startswith(STRUCTURE) else ""


ALL = frozenset(Defence)


def narrowed(structure: StructureSpec, defences: frozenset[Defence]) -> StructureSpec:
    """Structure checks without those whose defence is missing; what required them goes without."""
    missing = {defence.kind for defence in ALL - defences}
    gone = {check.id for check in structure.check if check.kind in missing}
    kept = [
        check.model_copy(update={"requires": tuple(name for name in check.requires if name not in gone)})
        for check in structure.check
        if check.id not in gone
    ]
    return structure.model_copy(update={"check": tuple(kept)})


def verify_exposed(
    candidate: Tree, original: Tree, hidden: Path, spec: VerifySpec, boxes: Boxes, seed: int
) -> tuple[CheckResult, ...]:
    """Differential verification without VALUES_APART: the candidate's box holds what the original answers."""
    expected = answered(original, hidden, spec, boxes, seed)
    pairs = zip(expected.cases, expected.replies, strict=True)
    told = [{**case, "expected": {"status": reply.status, **reply.fields}} for case, reply in pairs]
    with scratch() as directory:
        directory.chmod(0o755)
        beside = directory / "expected.json"
        beside.write_text(json.dumps(told), encoding="utf-8")
        return put(candidate, hidden, spec, boxes, expected, beside=[(beside, EXPOSED)])
