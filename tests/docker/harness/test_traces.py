"""What an agent can see of snapshots from inside: nothing of what is read, by none of the ways to read it."""

import os
import time
from pathlib import Path

import docker
import pytest

from harness.snapshots import taking
from harness.snapshots.taking import Snapshots
from sandboxes.archive import extract
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.spec import SandboxSpec
from tests.docker.harness.test_shortcut import FOLDER, OTHERWISE, PLAIN

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="another user reads through the engine, which leaves traces")

WATCH = rf"""
import ctypes, os, select, sys
os.chdir("{FOLDER}")
os.makedirs("deep/er")
for path in ("mine", "deep/one", "deep/er/two"): open(path, "w").write("x")
libc = ctypes.CDLL(None)
watch = libc.inotify_init()
for folder, _, files in os.walk("."):
    for path in [folder, *(os.path.join(folder, name) for name in files)]:
        assert libc.inotify_add_watch(watch, path.encode(), 0xFFF) >= 0  # all there is to be told
while select.select([watch], [], [], 0.5)[0]: os.read(watch, 65536)  # of our own walk
os.write(1, b"ready\n")
while not os.path.exists("/tmp/over"):
    if select.select([watch], [], [], 0.05)[0]: print("told", os.read(watch, 65536), flush=True)
"""
TIMES = f"""
import os
os.chdir("{FOLDER}")
for path in (".", "parser.py", "mine", "deep", "deep/one", "deep/er", "deep/er/two"): print(path, os.stat(path))
"""
HOSTILE = {
    "a socket": "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"socket\")'",
    "names of all kinds": r"touch 'back\\slash' 'new\nline' ü $(printf '%0250d' 1); mkdir -p $(printf '%0200d' 2)/x",
    "deeper than a tree may be": "d=$(printf 'd/%.0s' $(seq 60)); mkdir -p $d && touch ${d}f d/f d/d/d/f",
    "holes": "truncate -s 3M sparse",
    "no rights": "chmod 0 message.py; mkdir -p shut && echo 1 > shut/in && chmod 0 shut",
}


def run(box: DockerSandbox, *command: str) -> str:
    """Run a command that must succeed."""
    result = box.exec(command, timeout_s=60)
    assert result.exit_code == 0, result.output
    return result.output


def until(box: DockerSandbox, word: str) -> str:
    """What the watcher inside has said, once it has said a word."""
    deadline = time.monotonic() + 30
    while word not in (said := run(box, "cat", "/tmp/said")):
        assert time.monotonic() < deadline, said
        time.sleep(0.05)
    return said


@pytest.mark.parametrize("known", [False, True], ids=["all is read", "what is new is read"])
def test_nothing_inside_tells_of_snapshots(
    provider: DockerProvider,
    engine: docker.DockerClient,
    base_image: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    known: bool,
) -> None:
    """Neither the times of files and folders, nor the kernel to one who watches them; and it would tell of an engine's
    reading."""
    monkeypatch.setattr(taking, "REST", 1)
    with provider.open(SandboxSpec(image=base_image, user="0:0")) as box:
        with box.held():
            base = box.get_tree(FOLDER, tmp_path / "base") if known else None
        run(box, "sh", "-c", f"python3 -c '{WATCH}' > /tmp/said 2>&1 & :")
        until(box, "ready")
        with Snapshots(box, FOLDER, tmp_path / "s.git", every_s=0.05, base=base) as snapshots:
            before = run(box, "python3", "-c", TIMES)
            first = snapshots.report.taken
            while snapshots.report.taken < first + 5:
                time.sleep(0.02)
        assert snapshots.report.failed == 0
        assert run(box, "python3", "-c", TIMES) == before
        assert until(box, "ready") == "ready\n"
        with box.held():
            b"".join(engine.api.get_archive(box.id, FOLDER)[0])
        assert "told" in until(box, "told")


def test_it_is_what_an_engine_has(
    provider: DockerProvider, engine: docker.DockerClient, base_image: str, tmp_path: Path
) -> None:
    """Whatever was done to the files, those which are dropped and those which are kept."""
    with provider.open(SandboxSpec(image=base_image, user="0:0")) as box:
        for number, (what, command) in enumerate({**PLAIN, **OTHERWISE, **HOSTILE}.items()):
            run(box, "sh", "-c", f"cd {FOLDER} && {command}")
            with box.held():
                ours = box.get_tree(FOLDER, tmp_path / f"ours-{number}")
                theirs = extract(engine.api.get_archive(box.id, FOLDER)[0], tmp_path / f"theirs-{number}")
            dropped = [name for name in theirs.dropped if "/d" * 41 not in name]  # below which nothing is looked at
            assert (ours.entries, sorted(ours.dropped)) == (theirs.entries, sorted(dropped)), what


def test_what_is_no_plain_folder_is_left_to_the_engine(provider: DockerProvider, base_image: str) -> None:
    with provider.open(SandboxSpec(image=base_image, user="0:0")) as box:
        run(box, "sh", "-c", f"mv {FOLDER} /elsewhere && ln -s /elsewhere {FOLDER}")
        with box.held(), box._overlay.archive(FOLDER) as found:
            assert found is None
