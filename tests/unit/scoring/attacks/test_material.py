"""The control's material: twins, neutral ids, what is chosen."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandboxes.archive import scan
from scoring.attacks.material import Material, counted, spoiled, twin
from scoring.verify.defences import Defence
from scoring.verify.static.spec import StructureSpec

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture
def material(tmp_path: Path) -> Material:
    check = {"id": "lines", "kind": "module_lines", "role": "weight", "max": 7}
    structure = StructureSpec.model_validate({"package": "pack", "root": "src", "check": [check]})
    cases = [{"id": f"c{n}", "call": "driver:f", "args": [n], "kwargs": {}, "expected": n} for n in range(8)]
    fresh = [{"id": "fresh", "call": "driver:f", "args": [], "kwargs": {}, "expected": None}]
    return Material(scan(tmp_path), "/app", structure, tmp_path, b"", cases, fresh, {}, seed=5)


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (True, False),
        (3, 4),
        (1.5, 2.5),
        ("ab", "ax"),
        ("ax", "ay"),
        ("", "x"),
        ([1, [2]], [1, [3]]),
        ({"a": 1}, {"a": 2}),
    ],
)
def test_a_wrong_value_is_plausible(value: object, wrong: object) -> None:
    assert spoiled(value) == wrong


@pytest.mark.parametrize("value", [None, [], {}, [None, []]])
def test_what_cannot_be_made_wrong_has_no_twin(value: object) -> None:
    assert twin({"id": "a", "expected": value}) is None


@given(VALUES)
def test_a_twin_is_never_right(value: object) -> None:
    made = twin({"id": "a", "expected": value})
    assert made is None or json.dumps(made["expected"]) != json.dumps(value)


def test_without_defences_every_frozen_case_must_pass_under_its_own_name(material: Material) -> None:
    assert [(case["id"], good) for case, good in material.chosen(frozenset())] == [(f"c{n}", True) for n in range(8)]


def test_fresh_cases_are_put_only_with_their_defence(material: Material) -> None:
    assert [case["id"] for case, _ in material.chosen(frozenset({Defence.FRESH_CASES}))][-1] == "fresh"


def test_twins_are_shuffled_among_the_tests_and_neither_shows_by_its_name(material: Material) -> None:
    marked = material.chosen(frozenset({Defence.TWINS}))
    assert sorted(good for _, good in marked) == [False] * 8 + [True] * 8
    assert [good for _, good in marked] != sorted((good for _, good in marked), reverse=True)
    assert len({case["id"] for case, _ in marked}) == 16
    assert not any(case["id"].startswith("c") and len(case["id"]) < 12 for case, _ in marked)


def test_the_structure_that_is_wanted_comes_from_the_tasks_own_checks(material: Material) -> None:
    assert material.wanted == {"package": "pack", "root": "src", "lines": 7}


@pytest.mark.parametrize(
    ("checks", "found"),
    [
        ([{"kind": "min_modules", "min": 4}], {"modules": 4}),
        ([{"kind": "budgets", "max": {"untyped": at}} for at in (8, 2, 5)], {"untyped": 2}),
        ([{"kind": "budgets", "max": {"any": 3}}, {"kind": "file_caps"}], {}),
    ],
)
def test_what_a_hurried_author_counts(checks: list[dict[str, object]], found: dict[str, int]) -> None:
    named = [{"id": f"c{at}", "role": "weight", **check} for at, check in enumerate(checks)]
    assert counted(StructureSpec.model_validate({"package": "pack", "check": named})) == found
