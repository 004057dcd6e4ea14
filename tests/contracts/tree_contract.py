"""The contract of `put_tree`, `pause`, `resume`, `freeze`, `get_tree` and `close`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from sandboxes.archive import TreeRefused, scan
from sandboxes.base import Sandbox, SandboxGone, SandboxProvider
from sandboxes.errors import MeltbenchError
from sandboxes.spec import SandboxSpec

Open = Callable[..., Sandbox]
WAIT_FOR_A_CHANGE = """
import os
before = os.stat("/made/0").st_mtime_ns
while os.stat("/made/0").st_mtime_ns == before:
    pass
"""
HOSTILE = r"""
import os, socket
os.mkdir("/made"); os.chdir("/made")
open("plain", "w").write("kept")
open("run", "w").write("#!"); os.chmod("run", 0o755)
os.symlink("/etc/passwd", "soft"); os.symlink("..", "up"); os.symlink("loop", "loop")
os.link("plain", "zhard")
os.mkfifo("fifo")
socket.socket(socket.AF_UNIX).bind("socket")
os.makedirs(".git/hooks"); open(".git/hooks/post-checkout", "w").write("x")
os.makedirs("sub/.git"); open("sub/.git/config", "w").write("x")
for name in (b"new\nline", b"\xff\xfe", b"bell\x07", b"back\\slash", b"a" * 255):
    open(name, "w").write("x")
for i in range(10):
    os.mkdir("d" * 250); os.chdir("d" * 250)
open("far", "w").write("x")
"""
WRITE_FOR_EVER = """
import os
os.mkdir("/made")
if os.fork():
    os._exit(0)
os.setsid()
for stream in (0, 1, 2): os.close(stream)
i = 0
while True:
    with open(f"/made/{i % 50}", "w") as handle:
        handle.write(str(i))
    i += 1
"""


def read(box: Sandbox, path: str) -> dict[str, bytes]:
    """The files of a directory, as they come."""
    return {file.path: b"".join(file.content) for file in box.read_tree(path)}


def run(box: Sandbox, code: str) -> None:
    """Run Python code that must succeed."""
    result = box.exec(["python3", "-c", code], timeout_s=30)
    assert result.exit_code == 0, result.output


class TreeContract:
    """Copying in, stopping, copying out, and the end."""

    def test_what_is_put_has_the_given_owner_and_plain_modes(self, open_box: Open) -> None:
        box = open_box()
        box.put_tree({"a/b.txt": b"one", "go.sh": b"two"}, "/tmp/in/here", owner=(1000, 1001))
        paths = [f"/tmp/in/here{tail}" for tail in ("", "/a", "/a/b.txt", "/go.sh")]
        result = box.exec(["stat", "-c", "%a %u:%g", *paths], timeout_s=20)
        assert result.output.splitlines() == ["755 1000:1001", "755 1000:1001", "644 1000:1001", "755 1000:1001"]
        assert box.exec(["cat", *paths[2:]], timeout_s=20).output == "onetwo"

    def test_directories_above_the_destination_are_left_as_they_are(self, open_box: Open) -> None:
        box = open_box()
        before = box.exec(["stat", "-c", "%a %u:%g", "/", "/tmp", "/usr"], timeout_s=20).output
        box.put_tree({"f": b""}, "/tmp/mine", owner=(1000, 1000))
        box.put_tree({"f": b""}, "/usr/mine", owner=(1000, 1000))
        box.put_tree({"f": b""}, "/", owner=(1000, 1000))
        assert box.exec(["stat", "-c", "%a %u:%g", "/", "/tmp", "/usr"], timeout_s=20).output == before

    def test_putting_twice_overwrites_and_keeps_the_rest(self, open_box: Open) -> None:
        box = open_box()
        box.put_tree({"f": b"one", "g": b"stays"}, "/in")
        box.put_tree({"f": b"two"}, "/in")
        assert box.exec(["cat", "/in/f", "/in/g"], timeout_s=20).output == "twostays"

    def test_a_directory_of_the_host_comes_back_the_same(self, open_box: Open, tmp_path: Path) -> None:
        source = tmp_path / "source"
        (source / "deep" / "er").mkdir(parents=True)
        (source / "deep" / "er" / "data").write_bytes(bytes(range(256)) * 5000)
        (source / "empty").write_bytes(b"")
        (source / "tool").write_bytes(b"#!/bin/sh\n")
        (source / "tool").chmod(0o755)
        (source / "ünicode name").write_bytes(b"x")
        box = open_box()
        box.put_tree(source, "/in", owner=(1000, 1000))
        box.freeze()
        back = box.get_tree("/in", tmp_path / "back")
        assert back.digest == scan(source).digest
        assert scan(tmp_path / "back").digest == back.digest
        assert back.dropped == ()

    def test_pausing_stops_everything_and_resuming_lets_it_go_on(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        run(box, WRITE_FOR_EVER)
        box.pause()
        box.pause()
        first = box.get_tree("/made", tmp_path / "first")
        second = box.get_tree("/made", tmp_path / "second")
        assert first.digest == second.digest
        box.resume()
        box.resume()
        run(box, WAIT_FOR_A_CHANGE)

    def test_a_paused_sandbox_can_be_frozen_and_then_never_resumes(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        box.pause()
        box.freeze()
        assert box.get_tree("/tmp", tmp_path / "tree").entries == ()
        for call in (box.pause, box.resume):
            with pytest.raises(SandboxGone):
                call()

    def test_a_paused_sandbox_can_be_closed(self, open_box: Open) -> None:
        box = open_box()
        box.pause()
        box.close()

    def test_a_sandbox_that_has_ended_cannot_be_paused(self, open_box: Open) -> None:
        box = open_box(user="root")
        box.exec(["sh", "-c", "kill -9 -1"], timeout_s=20)
        with pytest.raises(SandboxGone):
            box.pause()

    def test_held_it_stands_still_and_goes_on_after(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        run(box, WRITE_FOR_EVER)
        with box.held():
            first = read(box, "/made")
            assert read(box, "/made") == first
            assert box.get_tree("/made", tmp_path / "tree").digest == scan(tmp_path / "tree").digest
            assert {entry.path for entry in scan(tmp_path / "tree").entries} == set(first)
        run(box, WAIT_FOR_A_CHANGE)
        assert box.left_running == ()  # it was nobody's business what ran

    def test_held_it_lets_a_command_wait(self, open_box: Open) -> None:
        box = open_box()
        with ThreadPoolExecutor(1) as pool:
            with box.held():
                waiting = pool.submit(box.exec, ["echo", "done"], timeout_s=20)
                assert wait([waiting], timeout=0.5).done == set()
            assert waiting.result(timeout=20).output == "done\n"

    def test_what_was_paused_or_frozen_meanwhile_stays_so(self, open_box: Open) -> None:
        box = open_box()
        run(box, WRITE_FOR_EVER)
        with box.held():
            box.pause()
        first = read(box, "/made")
        assert read(box, "/made") == first
        with box.held():
            box.resume()
            assert read(box, "/made") == first
        run(box, WAIT_FOR_A_CHANGE)
        with box.held():
            box.freeze()
        with pytest.raises(SandboxGone), box.held():
            raise AssertionError
        assert len(read(box, "/made")) > 40

    def test_an_error_while_it_is_held_lets_it_go_on(self, open_box: Open) -> None:
        box = open_box()
        with pytest.raises(ZeroDivisionError), box.held():
            raise ZeroDivisionError
        assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"

    def test_reading_may_be_given_up_halfway(self, open_box: Open) -> None:
        box = open_box()
        box.put_tree({f"f{i}": b"x" * 100_000 for i in range(100)}, "/in")
        with box.held():
            assert next(box.read_tree("/in")).path == "f0"
        assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"

    def test_a_sandbox_that_ended_while_it_was_held_is_no_error(self, open_box: Open) -> None:
        box = open_box()
        with box.held():
            box.close()
        with pytest.raises(SandboxGone), box.held():
            raise AssertionError

    def test_a_tree_is_collected_from_a_frozen_sandbox_only(self, open_box: Open, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError):
            open_box().get_tree("/tmp", tmp_path / "tree")

    def test_freezing_stops_a_process_in_the_middle_of_its_writing(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        run(box, WRITE_FOR_EVER)
        box.freeze()
        first = box.get_tree("/made", tmp_path / "first")
        second = box.get_tree("/made", tmp_path / "second")
        assert first.entries
        assert first.digest == second.digest

    def test_freezing_twice_is_freezing_once_and_nothing_runs_after(self, open_box: Open) -> None:
        box = open_box()
        box.freeze()
        box.freeze()
        assert box.killed == ""
        with pytest.raises(SandboxGone):
            box.exec(["true"], timeout_s=20)

    def test_what_still_runs_when_it_is_stopped_is_told_by_name(self, open_box: Open) -> None:
        box, quiet = open_box(), open_box()
        assert box.left_running == ()
        run(box, WRITE_FOR_EVER)
        quiet.exec(["true"], timeout_s=20)
        for sandbox in (box, quiet):
            sandbox.freeze()
        assert (box.left_running, quiet.left_running) == (("python3",), ())
        box.close()
        assert box.left_running == ("python3",)

    def test_only_plain_files_leave_and_the_rest_is_listed(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        run(box, HOSTILE)
        box.freeze()
        tree = box.get_tree("/made", tmp_path / "tree")
        # Which of two names of one file is the plain one is the engine's order of names.
        assert {e.path: e.executable for e in tree.entries} == {"plain": False, "run": True, "a" * 255: False}
        assert scan(tmp_path / "tree").digest == tree.digest
        assert not any(path.is_symlink() for path in (tmp_path / "tree").rglob("*"))
        listed = "\n".join(tree.dropped)
        for name in ("soft", "up", "loop", "zhard", "fifo", "new", "bell", "back", "d" * 190):
            assert name in listed
        assert all(line.isascii() and line.isprintable() for line in tree.dropped)

    def test_a_tree_over_a_cap_is_refused(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        box.exec(["truncate", "-s", "200M", "/var/tmp/big"], timeout_s=20)
        box.freeze()
        with pytest.raises(TreeRefused, match="big"):
            box.get_tree("/var/tmp", tmp_path / "tree")

    @pytest.mark.parametrize(
        "trick",
        ["true", "ln -s /made /made", "echo x > /made", "ln -s /etc /made", "ln -s /nonesuch /made", "mkfifo /made"],
        ids=["missing", "link to itself", "file", "link elsewhere", "dangling link", "fifo"],
    )
    @pytest.mark.parametrize("below", ["", "/app"], ids=["itself", "its parent"])
    def test_a_workspace_made_away_with_gives_nothing_and_no_failure_of_the_engine(
        self, open_box: Open, tmp_path: Path, trick: str, below: str
    ) -> None:
        box = open_box()
        box.exec(["sh", "-c", trick], timeout_s=20)
        box.freeze()
        try:
            tree = box.get_tree(f"/made{below}", tmp_path / "tree")
        except TreeRefused:
            return
        assert tree.entries == ()

    def test_closing_is_safe_to_repeat_and_ends_every_call(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box()
        box.freeze()
        box.close()
        box.close()
        for call in (
            lambda: box.exec(["true"], timeout_s=1),
            lambda: box.put_tree({"f": b""}, "/tmp"),
            lambda: box.get_tree("/tmp", tmp_path / "tree"),
            box.freeze,
            box.pause,
            box.resume,
            box.start,
        ):
            with pytest.raises(SandboxGone):
                call()

    def test_an_image_that_is_missing_is_named(self, provider: SandboxProvider) -> None:
        with pytest.raises(MeltbenchError, match="meltbench-nonesuch"):
            provider.open(SandboxSpec(image="meltbench-nonesuch:1"))
