"""What is measured beside an admission."""

from pathlib import Path

from harness.admission.facts import change
from sandboxes.archive import Tree, scan


def tree(root: Path, **files: str) -> Tree:
    """Of these files; `__` in a name is a slash."""
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scan(root)


def test_a_change_is_counted_as_a_diff_counts_it(tmp_path: Path) -> None:
    before = tree(tmp_path / "a", same="1\n", edited="1\n2\n3\n", gone="1\n2\n")
    after = tree(tmp_path / "b", same="1\n", edited="1\n+++\n3\n4\n", package__new="---\n")
    assert change(before, after) == (3, 3, 3)


def test_no_change_is_none(tmp_path: Path) -> None:
    same = tree(tmp_path / "a", one="1\n")
    assert change(same, same) == (0, 0, 0)
