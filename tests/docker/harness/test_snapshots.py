"""Snapshots of a real sandbox: what they hold is consistent, and what runs inside is never the worse for them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docker
import pytest

from harness.snapshots import taking
from harness.snapshots.reading import checkout, snapshots_in
from harness.snapshots.repository import Snapshot
from harness.snapshots.taking import Snapshots
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.spec import SandboxSpec

WORK = "/srv/app"
COUNT = """
import os
os.mkdir("/srv/new")
n = 0
while True:
    n += 1
    for name in ("aa", "zz"):
        with open("/srv/new/file", "w") as handle:
            handle.write(str(n))
        os.replace("/srv/new/file", f"/srv/app/{name}")
"""
"""Between the two files is always one step at most; they are read with all others between them."""
SHAPES = r"""
import os
os.chdir("/srv/app")
os.remove("gone"); os.rename("before", "after"); os.chmod("tool", 0o755)
os.symlink("/etc/passwd", "link"); os.mkfifo("fifo"); os.link("kept", "hard")
os.makedirs(".git/objects"); open(".git/config", "w").write("x"); open(".gitignore", "w").write("y")
os.makedirs("a b/ü"); open("a b/ü/名", "w").write("z"); open("n" * 250, "w").write("long")
for name in (b"back\\slash", b"\xff", b"new\nline"): open(name, "w").write("x")
"""


@pytest.fixture
def box(provider: DockerProvider, base_image: str) -> Iterator[DockerSandbox]:
    """A sandbox with a small workspace."""
    with provider.open(SandboxSpec(image=base_image)) as box:
        box.put_tree({"gone": b"1", "before": b"2", "tool": b"3", "kept": b"4"}, WORK)
        yield box


@pytest.fixture
def often(box: DockerSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshots:
    """Snapshots of it as often as can be."""
    monkeypatch.setattr(taking, "REST", 1)
    return Snapshots(box, WORK, tmp_path / "s.git", every_s=0.05)


def until(true: Callable[[], object], *, within_s: float = 60) -> None:
    """Wait for something that is to come."""
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)


def looked_again(snapshots: Snapshots) -> None:
    """Wait for a snapshot that was begun from now on."""
    now = time.monotonic()
    until(lambda: (look := snapshots.last_look()) and look[0] > now)


def run(box: DockerSandbox, *command: str) -> str:
    """Run a command that must succeed."""
    result = box.exec(command, timeout_s=60)
    assert result.exit_code == 0, result.output
    return result.output


def last(path: Path) -> Snapshot:
    """The newest snapshot."""
    return snapshots_in(path)[-1]


def still(engine: docker.DockerClient, box: DockerSandbox) -> bool:
    """Whether nothing moves in it, by the engine's doing or by ours."""
    return bool(engine.api.inspect_container(box.id)["State"]["Paused"]) or box._stopping._freezer.on


def changes(engine: docker.DockerClient, box: DockerSandbox) -> set[str]:
    """What the engine says was written in it."""
    return {str(change) for change in engine.api.diff(box.id) or ()}


def test_each_is_of_one_moment_and_can_be_had_back(box: DockerSandbox, often: Snapshots, tmp_path: Path) -> None:
    box.put_tree({f"m{i:03}": b"%d" % i * 500 for i in range(300)}, WORK)
    run(box, "sh", "-c", f"python3 -c '{COUNT}' > /dev/null 2>&1 & until test -e {WORK}/zz; do sleep 0.1; done")
    with often as snapshots:
        until(lambda: snapshots.report.taken >= 6)
    report, found = snapshots.report, snapshots_in(tmp_path / "s.git")
    assert (len(found), report.failed, report.reasons) == (report.taken, 0, ())
    steps = []
    for snapshot in found:
        tree = checkout(tmp_path / "s.git", snapshot.commit, tmp_path / snapshot.commit)
        assert (tree.digest, len(tree.entries)) == (snapshot.digest, 306)
        assert sum(entry.size for entry in tree.entries) == snapshot.size_bytes
        first, second = (int((tree.root / name).read_text()) for name in ("aa", "zz"))
        assert 0 <= first - second <= 1
        steps.append(first)
    assert steps == sorted(set(steps))
    assert [s.elapsed_s for s in found] == sorted({s.elapsed_s for s in found})
    assert 0 < report.longest_pause_s < report.paused_s < report.busy_s
    assert report.paused_s == pytest.approx(sum(s.paused_s for s in found), abs=0.01)
    assert 0 < report.cpu_s < report.busy_s
    assert report.stored_bytes == sum(f.stat().st_size for f in (tmp_path / "s.git/objects/pack").iterdir())


def test_what_runs_inside_notices_nothing(
    engine: docker.DockerClient, box: DockerSandbox, often: Snapshots, tmp_path: Path
) -> None:
    before = changes(engine, box)
    with often as snapshots:
        until(lambda: snapshots.report.taken >= 1)
        output = run(
            box, "python3", "-B", "-c", "import time\nfor i in range(400): print(i, flush=True); time.sleep(0.005)"
        )
        short = [run(box, "echo", str(i)) for i in range(10)]
        until(lambda: snapshots.report.taken >= 5)
    assert output.split() == [str(i) for i in range(400)]
    assert short == [f"{i}\n" for i in range(10)]
    assert changes(engine, box) == before
    assert snapshots.report.failed == 0
    assert not still(engine, box)
    assert box.left_running == ()


def test_a_sandbox_runs_most_of_the_time(box: DockerSandbox, tmp_path: Path) -> None:
    began = time.monotonic()
    with Snapshots(box, WORK, tmp_path / "s.git", every_s=0.001) as snapshots:
        until(lambda: snapshots.report.taken >= 3)
    report = snapshots.report
    assert (report.paused_s - report.longest_pause_s) * taking.REST < time.monotonic() - began
    assert report.longest_late_s > 0


def test_files_of_every_kind(box: DockerSandbox, often: Snapshots, tmp_path: Path) -> None:
    with often as snapshots:
        looked_again(snapshots)
        run(box, "python3", "-c", SHAPES)
        looked_again(snapshots)
    tree = checkout(tmp_path / "s.git", last(tmp_path / "s.git").commit, tmp_path / "tree")
    # Of two names of one file the engine sends the second as a link.
    assert {e.path for e in tree.entries} == {".gitignore", "a b/ü/名", "after", "hard", "n" * 250, "tool"}
    assert {e.path for e in tree.entries if e.executable} == {"tool"}
    box.freeze()
    assert box.get_tree(WORK, tmp_path / "collected").digest == tree.digest


@pytest.mark.parametrize(
    ("spoil", "mend", "reason"),
    [
        ("truncate -s 200M big", "rm big", "bytes, more than"),
        ("mv /srv/app /srv/elsewhere", "mv /srv/elsewhere /srv/app", "no directory that can be read"),
        ("mv /srv/app /srv/x; touch /srv/app", "rm /srv/app; mv /srv/x /srv/app", ""),
        ("mv /srv/app /srv/x; ln -s /etc /srv/app", "rm /srv/app; mv /srv/x /srv/app", ""),
    ],
)
def test_a_workspace_that_is_refused_is_counted_and_the_work_goes_on(
    box: DockerSandbox, often: Snapshots, tmp_path: Path, spoil: str, mend: str, reason: str
) -> None:
    with often as snapshots:
        looked_again(snapshots)
        run(box, "sh", "-c", f"cd {WORK}; {spoil}")
        if reason:
            until(lambda: snapshots.report.failed)
        else:
            looked_again(snapshots)
        run(box, "sh", "-c", f"cd /srv; {mend.replace('rm big', 'rm app/big')}")
        looked_again(snapshots)
    assert all(reason in why for why in snapshots.report.reasons)
    found = snapshots_in(tmp_path / "s.git")
    assert found[-1].digest == found[0].digest
    assert {s.files for s in found} == ({4} if reason else {0, 4})  # nothing of what a link leads to


@pytest.mark.parametrize("how", ["from inside", "by the watchdog", "closed"])
def test_a_sandbox_that_ends_meanwhile_is_nobodys_error(box: DockerSandbox, often: Snapshots, how: str) -> None:
    with often as snapshots:
        looked_again(snapshots)
        if how == "from inside":
            box.exec(["sh", "-c", "kill -9 -1"], user="root", timeout_s=20)
        elif how == "closed":
            box.close()
        else:
            assert box._kill("disk")
        until(lambda: snapshots.report.failed)
    assert snapshots.report.reasons


def large(box: DockerSandbox) -> None:
    """Give it a workspace that takes a while to read."""
    run(box, "sh", "-c", f"cd {WORK}; head -c 100000000 /dev/urandom > one; cp one two; cp one three; cp one four")


def test_stopping_in_the_middle_is_prompt_and_lets_the_sandbox_go_on(
    engine: docker.DockerClient, box: DockerSandbox, often: Snapshots, tmp_path: Path
) -> None:
    large(box)
    with often as snapshots:
        until(lambda: still(engine, box))
        began = time.monotonic()
    assert time.monotonic() - began < taking.PROMPT_S
    assert not snapshots._thread.is_alive()
    assert (snapshots.report.taken, snapshots.report.failed) == (0, 0)
    assert snapshots_in(tmp_path / "s.git") == []
    assert run(box, "echo", "on") == "on\n"
    assert not still(engine, box)


@pytest.mark.parametrize("how", ["freeze", "pause"])
def test_the_end_of_the_work_comes_in_the_middle_of_a_snapshot(
    engine: docker.DockerClient, box: DockerSandbox, often: Snapshots, tmp_path: Path, how: str
) -> None:
    large(box)
    with often as snapshots:
        until(lambda: still(engine, box))
        box.freeze() if how == "freeze" else box.pause()
        snapshots.stop()
        assert box.get_tree(WORK, tmp_path / "tree").digest
        running = engine.api.inspect_container(box.id)["State"]["Running"]
        assert (still(engine, box), running) == ((False, False) if how == "freeze" else (True, True))


def test_no_room_for_a_repository_is_no_error_of_the_trial(box: DockerSandbox, tmp_path: Path) -> None:
    (tmp_path / "s.git").touch()
    with Snapshots(box, WORK, tmp_path / "s.git", every_s=0.01) as snapshots:
        until(lambda: snapshots.report.failed)
    assert "no repository" in snapshots.report.reasons[0]
