"""Four real agents at work for ten minutes, in a workspace of 20 MB, a snapshot of each every 30 seconds: is the
harness's memory flat, are the snapshots on time, and does its process take less than a hundredth of a core?

The model is scripted and takes its time; the clock is nobody's but the machine's. Containers are the engine's, and are
not counted; the harness runs without a terminal, as under a batch system."""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.model.script import Script, Shell
from tests.model.server import serving

FIXTURE = Path(__file__).parent.parent / "fixtures/tasks/trivial/three-tests"
FILES, FILE_BYTES = 2000, 10_000
SNAPSHOT_S = 30
WORK_S, THINK_S = 5, 10
"""Seconds of a command, and of the model before it says the next."""
AGENTS = ("claude-code@claude-sonnet-4-5", "codex@openai/gpt-5.1-codex")
CORE_SHARE, GROWTH_MB, LATE_S = 0.01, 8.0, 5.0
"""What must hold."""
CHANGE = f"""
import os, random
for number in random.sample(range({FILES}), 20):
    open("data/%04d.txt" % number, "w").write(os.urandom({FILE_BYTES // 2}).hex())
"""


class Sample(NamedTuple):
    """The harness's process at one moment."""

    at: float
    cpu_s: float
    """Its own, and of its children that have ended."""
    rss_mb: float


def sample(pid: int) -> Sample:
    """Look at a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(map(int, fields[11:15]))
    rss = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return Sample(time.monotonic(), ticks / os.sysconf("SC_CLK_TCK"), rss / 1e6)


def make_task(tasks: Path, seconds: float) -> None:
    """A task whose workspace has 20 MB, with time enough."""
    task = shutil.copytree(FIXTURE, tasks / "soak" / "long-work")
    path = task / "task.toml"
    text = path.read_text().replace("timeout_sec = 60.0", f"timeout_sec = {seconds + 300:.1f}", 1)
    path.write_text(text.replace("memory_mb = 512", "memory_mb = 2048"))
    dockerfile = task / "environment" / "Dockerfile"
    dockerfile.write_text(dockerfile.read_text().replace("RUN chown", "COPY data /app/data\nRUN chown"))
    data = task / "environment" / "data"
    data.mkdir()
    drawn = random.Random(1)
    for number in range(FILES):
        (data / f"{number:04}.txt").write_text(drawn.randbytes(FILE_BYTES // 2).hex())


def watch(process: subprocess.Popen[bytes], run: Path) -> list[Sample]:
    """Samples from when all agents work until the first has ended."""
    samples = []
    while process.poll() is None:
        time.sleep(2)
        journal = run / "events.jsonl"
        events = [json.loads(line) for line in journal.read_text().splitlines()] if journal.exists() else []
        phases = [event["phase"] for event in events if event["event"] == "phase"]
        if phases.count("freeze"):
            break
        if phases.count("agent") == 2 * len(AGENTS):
            samples.append(sample(process.pid))
    return samples


def main() -> int:
    """Print what was found; the exit code is 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    seconds = parser.parse_args().minutes * 60
    turns = int(seconds / (WORK_S + THINK_S))
    steps = [Shell(f"python3 -c '{CHANGE}' && sleep {WORK_S}")] * turns
    with (
        tempfile.TemporaryDirectory(prefix="meltbench-soak-") as scratch,
        serving(Script([*steps], pause_s=THINK_S)) as model,
    ):
        run = Path(scratch) / "run"
        make_task(Path(scratch) / "tasks", seconds)
        keys = {"ANTHROPIC_API_KEY": "k", "OPENAI_API_KEY": "k"}
        urls = {"ANTHROPIC_BASE_URL": model.url, "OPENAI_BASE_URL": f"{model.url}/v1"}
        environment = os.environ | keys | urls | {"MELTBENCH_TASKS": str(Path(scratch) / "tasks")}
        words = [word for agent in AGENTS for word in ("-a", agent)]
        command = [Path(sys.executable).with_name("meltbench"), "run", "soak/long-work", *words, "-k", "2", "-j", "4"]
        command += ["--snapshots", str(SNAPSHOT_S), "-o", str(run), "--json"]
        with (Path(scratch) / "log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            samples = watch(process, run)
            code = process.wait()
        if code or len(samples) < 10:
            print((Path(scratch) / "log").read_text()[-3000:])
            return 1
        return report(samples, [json.loads(path.read_text()) for path in run.glob("trials/*/trial.json")])


def report(samples: list[Sample], records: list[dict]) -> int:  # type: ignore[type-arg]
    """Whether all holds."""
    first, last = samples[0], samples[-1]
    share = (last.cpu_s - first.cpu_s) / (last.at - first.at)
    quarter = len(samples) // 4
    early = max(s.rss_mb for s in samples[quarter : 2 * quarter])
    growth = max(s.rss_mb for s in samples[-quarter:]) - early
    taken = [record["agent"]["snapshots"] for record in records]
    late = max(found["longest_late_s"] for found in taken)
    count, failed = sum(found["taken"] for found in taken), sum(found["failed"] for found in taken)
    expected = len(records) * int((last.at - first.at) / SNAPSHOT_S)
    print(f"{len(records)} trials side by side for {last.at - first.at:.0f} s: {[r['outcome'] for r in records]}")
    print(f"harness: {100 * share:.2f} % of a core (children counted), at most {max(s.rss_mb for s in samples):.0f} MB")
    print(f"memory: {early:.0f} MB in the second quarter, {growth:+.1f} MB by the last, n = {len(samples)} samples")
    print(
        f"snapshots: {count} taken (at least {expected} due), {failed} failed, the latest {late:.1f} s behind its time"
    )
    pauses = [found["longest_pause_s"] for found in taken]
    stored = sum(found["stored_bytes"] for found in taken) / 1e6
    print(f"longest pause of an agent {1000 * max(pauses):.0f} ms; {stored:.0f} MB stored")
    holds = {
        f"under {CORE_SHARE:.0%} of a core": share < CORE_SHARE,
        f"memory grows by less than {GROWTH_MB:.0f} MB": growth < GROWTH_MB,
        f"no snapshot over {LATE_S:.0f} s late": late < LATE_S and not failed and count >= expected,
        "every agent completed": all(record["outcome"] == "completed" for record in records),
    }
    for what, held in holds.items():
        print(f"{'holds' if held else 'DOES NOT HOLD'}: {what}")
    return int(not all(holds.values()))


if __name__ == "__main__":
    sys.exit(main())
