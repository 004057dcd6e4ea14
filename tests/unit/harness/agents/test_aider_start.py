"""Which files aider is given."""

from pathlib import Path

from harness.agents.adapters import aider_start
from harness.agents.adapters.aider_start import MOST, chosen


def names(root: Path, instruction: str = "") -> list[str]:
    """Relative to the workspace."""
    return [str(Path(path).relative_to(root)) for path in chosen(root, instruction)]


def test_texts_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a.py", "below/b.txt", ".hidden", ".git/config", "__pycache__/a.pyc"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text\n")
    (tmp_path / "empty").touch()
    (tmp_path / "zero").write_bytes(b"a\0b")
    (tmp_path / "latin").write_bytes(b"\xe9t\xe9")
    (tmp_path / "link").symlink_to("a.py")
    (tmp_path / "outside").symlink_to("/etc/hostname")
    assert names(tmp_path) == ["a.py", "below/b.txt"]


def test_as_many_as_can_be_read_the_named_ones_first(tmp_path: Path) -> None:
    for name, size in {"large.py": MOST - 10, "small.py": 8, "other.py": 9, "huge.py": MOST + 1}.items():
        (tmp_path / name).write_text("x" * size)
    assert names(tmp_path) == ["other.py", "small.py"]
    assert names(tmp_path, "Split `large.py` into a package.") == ["large.py", "small.py"]
    assert names(tmp_path, "Split `huge.py` into a package.") == ["other.py", "small.py"]


def test_it_needs_nothing_but_the_standard_library() -> None:
    assert "harness" not in Path(aider_start.__file__).read_text()
