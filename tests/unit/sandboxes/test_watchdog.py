"""Measuring a hostile directory, and the watch over sandboxes."""

import os
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from sandboxes.spec import Limits
from sandboxes.watchdog import MIB, Usage, Watchdog, Watched, disk_usage, over_limit

PLENTY = 1_000_000


@contextmanager
def at_most_open(more: int) -> Iterator[None]:
    """Allow this process only a few more descriptors than it has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(entry.name) for entry in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class TestDiskUsage:
    """Sizes are right, and nothing leads out of the directory."""

    def test_counts_bytes_blocks_and_files(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "file").write_bytes(b"x" * 10_000)
        empty = (tmp_path / "sub").stat().st_size
        usage = disk_usage(str(tmp_path), max_files=PLENTY)
        assert (usage.apparent_bytes - empty, usage.files) == (10_000, 2)
        assert usage.block_bytes >= 10_000

    def test_a_sparse_file_counts_by_its_apparent_size(self, tmp_path: Path) -> None:
        with (tmp_path / "sparse").open("wb") as handle:
            handle.truncate(1 << 40)
        usage = disk_usage(str(tmp_path), max_files=PLENTY)
        assert usage.apparent_bytes == 1 << 40
        assert usage.block_bytes < 1 << 20

    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "big").mkdir()
        (tmp_path / "big" / "file").write_bytes(b"x" * 100_000)
        (tmp_path / "seen").mkdir()
        (tmp_path / "seen" / "link").symlink_to(tmp_path / "big")
        (tmp_path / "seen" / "filelink").symlink_to(tmp_path / "big" / "file")
        usage = disk_usage(str(tmp_path / "seen"), max_files=PLENTY)
        assert usage.files == 2
        assert usage.apparent_bytes < 10_000

    def test_a_directory_swapped_for_a_link_while_it_is_walked_leads_nowhere(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "big").mkdir()
        (tmp_path / "big" / "file").write_bytes(b"x" * 100_000)
        inner = tmp_path / "seen" / "inner"
        inner.mkdir(parents=True)
        real_open = os.open
        swapped = []

        def swap_first(path: str, flags: int, *, dir_fd: int | None = None) -> int:
            if path == "inner":
                inner.rmdir()
                inner.symlink_to(tmp_path / "big")
                swapped.append(path)
            return real_open(path, flags, dir_fd=dir_fd)

        monkeypatch.setattr(os, "open", swap_first)
        usage = disk_usage(str(tmp_path / "seen"), max_files=PLENTY)
        assert swapped
        assert usage.apparent_bytes < 10_000

    def test_the_root_itself_may_not_be_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("/etc")
        with pytest.raises(OSError, match="link"):
            disk_usage(str(tmp_path / "link"), max_files=PLENTY)

    def test_hard_links_count_each_time(self, tmp_path: Path) -> None:
        (tmp_path / "one").write_bytes(b"x" * 1000)
        os.link(tmp_path / "one", tmp_path / "two")
        assert disk_usage(str(tmp_path), max_files=PLENTY).apparent_bytes == 2000

    def test_stops_once_there_are_too_many_files(self, tmp_path: Path) -> None:
        for i in range(50):
            (tmp_path / str(i)).touch()
        assert disk_usage(str(tmp_path), max_files=10).files == 11

    def test_a_wide_tree_is_measured_whole_with_few_descriptors(self, tmp_path: Path) -> None:
        for i in range(200):
            (tmp_path / str(i)).mkdir()
            (tmp_path / str(i) / "file").write_bytes(b"x" * 1000)
        with at_most_open(20):
            usage = disk_usage(str(tmp_path), max_files=PLENTY)
        assert usage.files == 400
        assert usage.apparent_bytes >= 200_000

    def test_a_tree_that_is_too_deep_counts_as_too_many_files_and_leaks_nothing(self, tmp_path: Path) -> None:
        deep = tmp_path / "seen" / "/".join(["d"] * 150)
        deep.mkdir(parents=True)
        before = len(list(Path("/proc/self/fd").iterdir()))
        assert disk_usage(str(tmp_path / "seen"), max_files=PLENTY).files == PLENTY + 1
        assert len(list(Path("/proc/self/fd").iterdir())) == before

    def test_a_directory_that_cannot_be_listed_leaks_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(directory: int) -> None:
            raise OSError(24, "Too many open files")

        before = len(list(Path("/proc/self/fd").iterdir()))
        with monkeypatch.context() as failing:
            failing.setattr(os, "scandir", fail)
            with pytest.raises(OSError, match="Too many"):
                disk_usage(str(tmp_path), max_files=PLENTY)
        assert len(list(Path("/proc/self/fd").iterdir())) == before

    def test_names_that_are_no_text(self, tmp_path: Path) -> None:
        (tmp_path / os.fsdecode(b"\xff\xfe")).mkdir()
        assert disk_usage(str(tmp_path), max_files=PLENTY).files == 1


@pytest.mark.parametrize(
    ("usage", "reason"),
    [
        (Usage(0, 0, 0), ""),
        (Usage(10 * MIB, 10 * MIB, 5), ""),
        (Usage(10 * MIB + 1, 0, 0), "disk"),
        (Usage(0, 10 * MIB + 1, 0), "disk"),
        (Usage(0, 0, 6), "files"),
        (Usage(11 * MIB, 0, 6), "disk"),
    ],
)
def test_which_limit_is_passed(usage: Usage, reason: str) -> None:
    assert over_limit(usage, Limits(disk_mb=10, files=5)) == reason


class TestWatch:
    """One thread for all sandboxes: a sandbox that cannot be measured costs the others nothing."""

    def test_kills_once_and_remembers_what_was_written(self) -> None:
        watchdog, later, reasons = Watchdog(), threading.Event(), []

        def kill(reason: str) -> bool:
            reasons.append(reason)
            return True

        watched = Watched(Limits(disk_mb=1), lambda: Usage(3 * MIB, 0, 1), kill)
        watchdog.watch("one", watched)
        # Looked at after it in every round: the second time, what was killed has had its chance to be killed again.
        watchdog.watch("late", Watched(Limits(lifetime_s=1.5), lambda: None, lambda reason: not later.set()))
        assert later.wait(10)
        assert reasons == ["disk"]
        assert watched.last == Usage(3 * MIB, 0, 1)
        assert watchdog.forget("one") is None

    def test_a_sandbox_that_cannot_be_measured_does_not_stop_the_watch(self) -> None:
        watchdog, killed, looked = Watchdog(), threading.Event(), threading.Event()

        def fail() -> Usage:
            looked.set()
            raise OSError("gone")

        watchdog.watch("gone", Watched(Limits(), fail, lambda reason: True))
        watchdog.watch("big", Watched(Limits(files=1), lambda: Usage(0, 0, 2), lambda reason: not killed.set()))
        assert looked.wait(5)
        assert killed.wait(5)

    def test_what_survives_its_kill_is_killed_again(self) -> None:
        watchdog, again = Watchdog(), threading.Event()
        reasons: list[str] = []

        def kill(reason: str) -> bool:
            reasons.append(reason)
            if len(reasons) > 1:
                again.set()
            return len(reasons) > 1

        watchdog.watch("one", Watched(Limits(lifetime_s=0.01), lambda: None, kill))
        assert again.wait(10)
        assert reasons == ["lifetime", "lifetime"]

    def test_a_kill_that_takes_its_time_holds_up_nobody(self) -> None:
        watchdog, other, done = Watchdog(), threading.Event(), threading.Event()
        watchdog.watch("slow", Watched(Limits(lifetime_s=0.01), lambda: None, lambda reason: done.wait(20)))
        watchdog.watch("one", Watched(Limits(lifetime_s=0.01), lambda: None, lambda reason: not other.set()))
        assert other.wait(5)
        assert not done.is_set()
        done.set()

    def test_what_is_forgotten_while_it_is_looked_at_is_left_alone(self) -> None:
        watchdog, later = Watchdog(), threading.Event()
        killed: list[str] = []

        def closed() -> Usage:
            watchdog.forget("one")
            return Usage(0, 0, 2)

        watchdog.watch("one", Watched(Limits(files=1), closed, lambda reason: not killed.append(reason)))
        watchdog.watch("late", Watched(Limits(lifetime_s=1.5), lambda: None, lambda reason: not later.set()))
        assert later.wait(10)
        assert killed == []

    def test_what_is_forgotten_is_left_alone(self) -> None:
        watchdog, other = Watchdog(), threading.Event()
        killed: list[str] = []
        watchdog.watch("one", Watched(Limits(lifetime_s=0.01), lambda: None, lambda reason: not killed.append(reason)))
        assert watchdog.forget("one") is not None
        watchdog.watch("two", Watched(Limits(lifetime_s=0.01), lambda: None, lambda reason: not other.set()))
        assert other.wait(5)
        assert killed == []

    def test_a_quiet_sandbox_is_looked_at_the_more_seldom_the_longer_it_takes(self) -> None:
        looks: dict[str, int] = {"quick": 0, "slow": 0, "busy": 0}
        enough = threading.Event()

        def measure(name: str, seconds: float) -> Usage:
            looks[name] += 1
            until = time.thread_time() + seconds
            while time.thread_time() < until:
                pass
            if looks["quick"] >= 4:
                enough.set()
            return Usage(0, 0, 0)

        watchdog = Watchdog()
        for name, seconds, written in (("quick", 0.0, False), ("slow", 0.02, False), ("busy", 0.02, True)):
            look = partial(measure, name, seconds)
            watchdog.watch(name, Watched(Limits(), look, lambda reason: True, lambda written=written: written))
        assert enough.wait(30)
        assert looks["slow"] == 1, "what takes long is seldom looked at"
        assert looks["busy"] >= 3
