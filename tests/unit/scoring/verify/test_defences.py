"""Leaving a defence out, for an ablation."""

from scoring.verify.defences import ALL, Defence, narrowed
from scoring.verify.static.spec import StructureSpec

STRUCTURE = StructureSpec.model_validate(
    {
        "package": "pack",
        "check": [
            {"id": "modules", "kind": "min_modules", "role": "weight", "min": 3},
            {"id": "calls", "kind": "forbidden_calls", "role": "gate"},
            {"id": "lines", "kind": "module_lines", "role": "weight", "max": 9, "requires": ["modules"]},
        ],
    }
)


def test_all_defences_leave_every_check_as_it_is() -> None:
    assert narrowed(STRUCTURE, ALL) == STRUCTURE


def test_a_check_goes_with_its_defence_and_so_does_what_others_require_of_it() -> None:
    left = narrowed(STRUCTURE, ALL - {Defence.MODULES}).check
    assert [(check.id, check.requires) for check in left] == [("calls", ()), ("lines", ())]


def test_a_defence_that_is_no_structure_check_leaves_structure_alone() -> None:
    assert narrowed(STRUCTURE, ALL - {Defence.FRESH_CASES}) == STRUCTURE
    assert [d.kind for d in (Defence.FRESH_CASES, Defence.FACADE)] == ["", "facade"]
