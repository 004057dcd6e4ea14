"""Trees too deep for any path are made flat, and nothing else is touched."""

import resource
import shutil
from pathlib import Path

from sandboxes.flatten import flatten

CHAINS, LINKS = 12, 90


def deep(top: Path) -> int:
    """Chains of directories, each hung below the end of the one before; their levels in all."""
    for number in range(CHAINS):
        (top / f"c{number}").joinpath(*["d"] * LINKS).mkdir(parents=True)
    for number in reversed(range(1, CHAINS)):
        end = (top / f"c{number - 1}").joinpath(*["d"] * LINKS)
        (top / f"c{number}").rename(end / "next")
    return CHAINS * (LINKS + 1)


def test_a_tree_deeper_than_any_path_becomes_flat(tmp_path: Path) -> None:
    top, outside = tmp_path / "top", tmp_path / "outside"
    (outside / "kept" / "inner").mkdir(parents=True)
    top.mkdir()
    (top / "file").write_text("x")
    (top / "away").symlink_to(outside)
    levels = deep(top)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 20, hard))
    try:
        assert flatten(top) == levels - 1
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    folders = [path for path in top.iterdir() if path.is_dir() and not path.is_symlink()]
    assert len(folders) == levels
    assert not any(inner.is_dir() for folder in folders for inner in folder.iterdir())
    assert (outside / "kept" / "inner").is_dir()
    assert (top / "file").read_text() == "x"
    shutil.rmtree(top)


def test_flat_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    assert flatten(tmp_path) == 0
    assert (tmp_path / "a" / "file").is_file()
