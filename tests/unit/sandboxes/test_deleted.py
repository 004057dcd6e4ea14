"""Deleted files in the hands of a process, here of this one; its control group is a directory like the kernel's."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandboxes.deleted import deleted_files


@pytest.fixture
def group(tmp_path: Path) -> Path:
    """A control group with this process in it, and one that has ended."""
    (tmp_path / "group").mkdir()
    (tmp_path / "group/cgroup.procs").write_text(f"999999999\n{os.getpid()}\n")
    return tmp_path / "group"


@pytest.fixture
def gone(tmp_path: Path) -> Iterator[int]:
    """The bytes of a file that is open and deleted."""
    if tmp_path.stat().st_dev != Path("/").stat().st_dev:
        pytest.skip("the temporary directory lies on a device of its own, which does not count")
    with (tmp_path / "gone").open("wb") as handle:
        handle.write(bytes(1 << 20))
        os.fsync(handle.fileno())
        (tmp_path / "gone").unlink()
        yield 1 << 20


def test_a_deleted_file_counts_once_however_often_it_is_open(group: Path, gone: int, tmp_path: Path) -> None:
    before = deleted_files(os.getpid(), group)
    with (tmp_path / "more").open("wb") as handle:
        handle.write(bytes(1 << 20))
        os.fsync(handle.fileno())
        (tmp_path / "more").unlink()
        copies = [os.dup(handle.fileno()) for _ in range(20)]
        found = deleted_files(os.getpid(), group)
        for copy in copies:
            os.close(copy)
    assert before.block_bytes >= gone
    assert found.block_bytes - before.block_bytes in range(1 << 20, 3 << 19)
    assert not found.crowded


def test_no_more_descriptors_are_looked_at_than_that_and_it_is_told(
    group: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipes = [os.pipe() for _ in range(20)]
    assert not deleted_files(os.getpid(), group).crowded
    looked: list[str] = []
    scandir = os.scandir

    def counting(path: str) -> object:
        entries = scandir(path)

        class Counting:
            def __enter__(self) -> Iterator[os.DirEntry[str]]:
                for entry in entries:
                    looked.append(entry.name)
                    yield entry

            def __exit__(self, *error: object) -> None:
                entries.close()

        return Counting()

    monkeypatch.setattr(os, "scandir", counting)
    assert deleted_files(os.getpid(), group, at_most=10).crowded
    assert len(looked) == 11
    for pair in pipes:
        for descriptor in pair:
            os.close(descriptor)


def test_a_container_that_has_ended_has_none(tmp_path: Path) -> None:
    assert deleted_files(os.getpid(), tmp_path / "nonesuch") == (0, False)
    assert deleted_files(999999999, tmp_path) == (0, False)
