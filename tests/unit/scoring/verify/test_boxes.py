"""What boxes are shown must be readable by the user that runs inside them, whatever the umask of the checkout."""

import os
from pathlib import Path

from sandboxes.archive import extract, is_open_to_all, pack
from scoring.verify.boxes import readable


def test_what_everybody_may_read_is_shown_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "driver.py").touch(0o644)
    assert readable(tmp_path) == tmp_path


def test_what_only_its_owner_may_read_is_copied(tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir(0o700)
    (tmp_path / "hidden" / "driver.py").write_text("x = 1\n")
    (tmp_path / "hidden" / "driver.py").chmod(0o600)
    for path in (tmp_path / "hidden", tmp_path / "hidden" / "driver.py"):
        shown = readable(path)
        assert shown != path
        assert is_open_to_all(shown.parent)
        assert not is_open_to_all(path)
    assert (readable(tmp_path / "hidden") / "driver.py").read_text() == "x = 1\n"


def test_a_collected_tree_is_readable_under_a_strict_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        tree = extract([pack({"app/a/b.py": b"1", "app/run.sh": b"2"})], tmp_path / "tree")
    finally:
        os.umask(before)
    assert is_open_to_all(tree.root)
    assert os.access(tree.root / "run.sh", os.X_OK)
