"""What runs of a candidate's tree: its package, with everything else as the original has it."""

from pathlib import Path

import pytest

from sandboxes.archive import scan
from scoring.spec import VerifySpec
from scoring.verify.surroundings import Package, package_of, surrounded


def plant(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize("root", ["", "src"])
def test_only_the_package_is_the_candidates(tmp_path: Path, root: str) -> None:
    at = f"{root}/" if root else ""
    before = {f"{at}shop.py": "old", f"{at}helper.py": "as it was", "setup.py": "old", "tests/test_shop.py": "t"}
    after = {
        f"{at}shop/__init__.py": "new",
        f"{at}shop/data/table.txt": "1",
        f"{at}shopping/x.py": "code",
        f"{at}helper.py": "code",
        "decimal.py": "code",
        "setup.py": "new",
        "tests/conftest.py": "code",
    }
    original, candidate = scan(plant(tmp_path / "a", before)), scan(plant(tmp_path / "b", after))
    with surrounded(candidate, original, Package("shop", root, ("setup.py",))) as tree:
        assert {entry.path: (tree.root / entry.path).read_text() for entry in tree.entries} == {
            f"{at}shop/__init__.py": "new",
            f"{at}shop/data/table.txt": "1",
            f"{at}helper.py": "as it was",
            "setup.py": "new",
            "tests/test_shop.py": "t",
        }
        assert scan(tree.root).digest == tree.digest
    assert not tree.root.exists()


def test_what_a_candidate_took_away_beside_its_package_is_there_again_unless_it_comes_with_it(tmp_path: Path) -> None:
    original = scan(plant(tmp_path / "a", {"shop.py": "", "setup.py": "old", "helper.py": "old"}))
    candidate = scan(plant(tmp_path / "b", {"shop.py": "new"}))
    with surrounded(candidate, original, Package("shop", "", ("setup.py",))) as tree:
        assert [entry.path for entry in tree.entries] == ["helper.py", "shop.py"]


def test_the_package_is_the_one_that_structure_checks_name(tmp_path: Path) -> None:
    specs = [VerifySpec(kind="static", role="reward"), VerifySpec(kind="differential", role="gate")]
    check = '[[check]]\nid = "x"\nkind = "import_cycles"\nrole = "gate"\n'
    plant(tmp_path, {"structure.toml": f'package = "shop"\nroot = "src"\nbeside = ["setup.py"]\n{check}'})
    assert package_of(specs, tmp_path) == Package("shop", "src", ("setup.py",))
    assert package_of(specs[1:], tmp_path) is None
