"""structure.toml: what is wrong with one is said in one line; `requires` is resolved."""

from pathlib import Path

import pytest

from sandboxes.errors import UserError
from scoring.verify.static import collect
from scoring.verify.static.spec import AnyCheck, StructureSpec, load_structure
from scoring.verify.static.verifier import judge_all

GOOD = """
package = "shop"
[[check]]
id = "lines"
kind = "module_lines"
role = "weight"
max = 100
requires = ["modules"]
[[check]]
id = "modules"
kind = "min_modules"
role = "weight"
weight = 0
min = 2
requires = ["cycles"]
[[check]]
id = "cycles"
kind = "import_cycles"
role = "gate"
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Where a structure.toml may be written."""
    return tmp_path / "structure.toml"


def test_a_good_file_loads(written: Path) -> None:
    written.write_text(GOOD)
    spec = load_structure(written)
    assert [c.id for c in spec.check] == ["lines", "modules", "cycles"]
    assert spec.check[0].params == {"max": 100}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("max = 100", "maximum = 100", "max"),
        ("max = 100", 'max = "many"', "max"),
        ("max = 100", "max = 100\nmin = 3", "min"),
        ('"min_modules"', '"most_modules"', "min_modules"),
        ('id = "cycles"', 'id = "lines"', "same id"),
        ('requires = ["modules"]', 'requires = ["moduls"]', "moduls"),
        ('id = "cycles"', 'id = "cycles"\nrequires = ["lines"]', "circle"),
        ('package = "shop"', 'package = "shop.cart"', "package"),
        ('package = "shop"', 'package = "shop"\nroot = "../x"', "root"),
        ('role = "gate"', "", "role"),
        ("[[check]]", "[[check]", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(written: Path, old: str, new: str, said: str) -> None:
    written.write_text(GOOD.replace(old, new))
    with pytest.raises(UserError, match=said) as raised:
        load_structure(written)
    assert str(written) in str(raised.value)
    assert "\n" not in str(raised.value).replace(str(written), "") or said == "not valid TOML"


def test_a_missing_file_is_a_user_error(written: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        load_structure(written)


def test_every_kind_has_a_table_and_a_module() -> None:
    union = AnyCheck.__origin__.__args__
    kinds = {table.model_fields["kind"].annotation.__args__[0] for table in union}
    assert kinds == set(collect.KINDS)


def facts(modules: int, cycles: list[list[str]]) -> dict[str, dict[str, object]]:
    """Facts for the three checks of the good file; each module has ten lines, and its share of six statements."""
    lines = {f"m{i}": 10 for i in range(modules)}
    return {
        "lines": {"lines": lines},
        "modules": {"code": {f"m{i}": {f"s{n}": [1, 1] for n in range(i, 6, modules)} for i in range(modules)}},
        "cycles": {"lines": lines, "cycles": cycles, "dynamic": []},
    }


def test_a_check_scores_zero_without_what_it_requires(written: Path) -> None:
    written.write_text(GOOD)
    spec = load_structure(written)
    original = facts(1, [])
    assert [c.score for c in judge_all(facts(2, []), original, spec)] == [1.0, 1.0, 1.0]
    few = judge_all(facts(1, []), original, spec)
    assert [(c.passed, c.score) for c in few] == [(False, 0.0), (False, 0.0), (True, 1.0)]
    assert few[0].message.startswith("scores 0 without modules; ")


def test_requirements_are_followed_through(written: Path) -> None:
    written.write_text(GOOD)
    results = judge_all(facts(2, [["m0", "m1"]]), facts(1, []), load_structure(written))
    assert [c.passed for c in results] == [False, False, False]


def test_roles_and_weights_reach_the_result(written: Path) -> None:
    written.write_text(GOOD)
    results = judge_all(facts(2, []), facts(1, []), load_structure(written))
    assert [(c.gate, c.weight) for c in results] == [(False, 1.0), (False, 0.0), (True, 0.0)]


def test_malformed_facts_fail_and_do_not_raise() -> None:
    for table in (
        {"kind": "module_lines", "max": 5},
        {"kind": "facade"},
        {"kind": "file_caps"},
        {"kind": "public_api"},
    ):
        spec = StructureSpec.model_validate({"package": "shop", "check": [{"id": "it", "role": "gate", **table}]})
        for bad in ({}, {"lines": 3}, {"files": []}, {"names": None}):
            assert not judge_all({"it": bad}, {"it": {}}, spec)[0].passed
