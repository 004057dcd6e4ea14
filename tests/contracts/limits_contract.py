"""The contract of `Limits`: every bound holds against code that wants to break it, and is told honestly."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandboxes.base import ExecResult, Sandbox, SandboxGone
from sandboxes.spec import Limits

Open = Callable[..., Sandbox]
EAT_MEMORY = "x = bytearray(300 << 20)"
MANY_CHUNKS = """
import time; start = time.monotonic()
for i in range(30):
    with open(f"/var/tmp/{i}", "wb") as handle:
        handle.write(b"x" * (1 << 20))
print(time.monotonic() - start, flush=True); time.sleep(60)
"""
DELETED = """
import os, time
began = time.monotonic()
held = []
for number in range(4):
    held.append(open(f"/var/tmp/{number}", "wb"))
    held[-1].write(bytes(8 << 20))
    held[-1].flush()
    os.unlink(f"/var/tmp/{number}")
print(time.monotonic() - began, flush=True)
time.sleep(60)
"""
SPARSE = """
import time; start = time.monotonic()
for i in range(4):
    with open(f"/var/tmp/{i}", "wb") as handle:
        handle.truncate(8 << 20)
print(time.monotonic() - start, flush=True); time.sleep(60)
"""
SMALL_FILES = """
import os, time; start = time.monotonic()
os.mkdir("/var/tmp/many")
for i in range(3000):
    open(f"/var/tmp/many/{i}", "w").close()
print(time.monotonic() - start, flush=True); time.sleep(60)
"""
DEEP = """
import os, time; start = time.monotonic()
os.chdir("/var/tmp")
for i in range(500):
    os.mkdir("d"); os.chdir("d")
print(time.monotonic() - start, flush=True); time.sleep(60)
"""
DESCRIPTORS = """
import os, resource, time
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
one = os.open("/dev/null", os.O_RDONLY)
for _ in range(200):
    if os.fork() == 0:
        os.setsid()
        try:
            while True: os.dup(one)
        except OSError:
            time.sleep(60)
        os._exit(0)
print(hard, flush=True)
for i in range(20):
    with open(f"/var/tmp/{i}", "wb") as handle:
        handle.write(bytes(8 << 20))
time.sleep(60)
"""
FORK_BOMB = """
import os, time
children = 0
try:
    while True:
        if os.fork() == 0:
            os.setsid(); os.close(1); os.close(2); time.sleep(600); os._exit(0)
        children += 1
except OSError:
    print(children)
"""
BURN = """
import time
start = time.monotonic()
while time.monotonic() - start < 1.5: pass
print(time.process_time())
"""


def python(box: Sandbox, code: str) -> ExecResult:
    """Run Python code in a sandbox."""
    return box.exec(["python3", "-c", code], timeout_s=30)


class LimitsContract:
    """Processor, memory, processes, disk, output and lifetime."""

    def test_processor_time_is_held_to_its_share(self, open_box: Open) -> None:
        box = open_box(limits=Limits(cpus=0.2))
        assert float(python(box, BURN).output) < 0.75

    def test_out_of_memory_is_told_and_does_not_stick(self, open_box: Open) -> None:
        box = open_box(limits=Limits(memory_mb=64))
        hungry = python(box, EAT_MEMORY)
        assert (hungry.exit_code, hungry.oom_killed, hungry.timed_out) == (137, True, False)
        after = box.exec(["sh", "-c", "kill -9 $$"], timeout_s=20)
        assert (after.exit_code, after.oom_killed) == (137, False)

    def test_memory_on_a_tmpfs_counts(self, open_box: Open) -> None:
        box = open_box(limits=Limits(memory_mb=64), tmpfs={"/scratch": 512})
        assert box.exec(["sh", "-c", "head -c 20M /dev/zero > /scratch/f"], timeout_s=20).exit_code == 0
        result = box.exec(["sh", "-c", "head -c 200M /dev/zero > /scratch/f"], timeout_s=20)
        assert result.exit_code != 0
        assert result.oom_killed

    def test_a_fork_bomb_is_bounded_and_others_live_on(self, open_box: Open) -> None:
        bombed, other = open_box(limits=Limits(pids=30)), open_box(limits=Limits(pids=30))
        assert 10 < int(python(bombed, FORK_BOMB).output) < 30
        assert python(other, "print(1)").output == "1\n"
        # Whatever the full sandbox answers, it answers as a sandbox and can be put away.
        assert isinstance(bombed.exec(["true"], timeout_s=10), ExecResult)
        bombed.freeze()

    @pytest.mark.parametrize(
        ("code", "reason"),
        [(MANY_CHUNKS, "disk"), (SPARSE, "disk"), (DELETED, "disk"), (SMALL_FILES, "files"), (DEEP, "files")],
        ids=["many chunks", "sparse files", "deleted files", "small files", "deep tree"],
    )
    def test_writing_over_a_cap_kills_within_two_seconds(self, open_box: Open, code: str, reason: str) -> None:
        box = open_box(limits=Limits(disk_mb=16, files=1000))
        result = python(box, code)
        assert (result.killed, box.killed, result.timed_out) == (reason, reason, False)
        writing_s = float(result.output or 0)
        assert result.duration_s < writing_s + 2.5  # half a second for the start of the interpreter
        with pytest.raises(SandboxGone):
            box.exec(["true"], timeout_s=20)

    def test_a_crowd_of_descriptors_does_not_hold_up_the_watch(self, open_box: Open) -> None:
        box, other = open_box(limits=Limits(disk_mb=100)), open_box(limits=Limits(disk_mb=4))
        with ThreadPoolExecutor(1) as pool:
            crowding = pool.submit(python, box, DESCRIPTORS)
            beside = python(other, MANY_CHUNKS)
            crowded = crowding.result()
        assert crowded.killed in {"disk", "files"}
        assert int(crowded.output) < 10_000
        assert crowded.duration_s < 5
        assert (beside.killed, beside.duration_s < 5) == ("disk", True)

    def test_writing_within_the_cap_is_left_alone(self, open_box: Open) -> None:
        box = open_box(limits=Limits(disk_mb=40, files=200))
        code = MANY_CHUNKS.replace("time.sleep(60)", "time.sleep(1.5)")  # three looks of a watch
        result = python(box, code)
        assert (result.exit_code, result.killed) == (0, "")

    def test_one_file_cannot_pass_the_cap(self, open_box: Open) -> None:
        box = open_box(limits=Limits(disk_mb=16))
        script = "head -c 100M /dev/zero > /var/tmp/f; stat -c %s /var/tmp/f; truncate -s 1T /var/tmp/g || echo refused"
        result = box.exec(["sh", "-c", script], timeout_s=20)
        assert str(16 << 20) in result.output
        assert "refused" in result.output

    def test_printing_over_the_cap_kills(self, open_box: Open) -> None:
        box = open_box(limits=Limits(output_mb=2))
        result = box.exec(["yes"], timeout_s=30)
        assert (result.killed, box.killed, result.truncated) == ("output", "output", True)
        assert len(result.output) == 256 << 10
        assert result.duration_s < 10

    def test_a_lifetime_ends(self, open_box: Open) -> None:
        box = open_box(limits=Limits(lifetime_s=1.0))
        result = box.exec(["sleep", "60"], timeout_s=30)
        assert (result.killed, box.killed, result.timed_out) == ("lifetime", "lifetime", False)
        assert result.duration_s < 3.5

    def test_what_a_killed_sandbox_wrote_can_still_be_collected(self, open_box: Open, tmp_path: Path) -> None:
        box = open_box(limits=Limits(disk_mb=8))
        python(box, MANY_CHUNKS)
        box.freeze()
        assert box.get_tree("/var/tmp", tmp_path / "tree").entries
