"""The six real agents, and the tasks that they play."""

import base64
import io
import re
import shutil
import tarfile
from pathlib import Path

from harness.dataset import Dataset
from harness.gateway.budget import Budget
from harness.host import Host
from harness.task import Task
from tests.agents.acting import Acted, act
from tests.model.script import Say, Script, Shell, Step

AGENTS = {
    "claude-code": "claude-code@anthropic/claude-sonnet-4-5",
    "codex": "codex@openai/gpt-5.1-codex",
    "openclaw": "openclaw@anthropic/claude-sonnet-4-5",
    "opencode": "opencode@anthropic/claude-sonnet-4-5",
    "gemini-cli": "gemini-cli@google/gemini-2.5-pro",
    "mini-swe-agent": "mini-swe-agent@openai/gpt-5",
}
"""What is asked for on the command line, by agent."""
NATIVE = ("claude-code", "codex")
"""Those that start in a second."""
OTHER = "other"
"""A provider that is none of ours, and so compatible with OpenAI's chat completions."""
MEMORY_MB = 2048
"""As tasks have it that do not say otherwise."""


def play(host: Host, runs: Path, agent: str, task: Task, script: Script, *, budget: Budget | None = None) -> Acted:
    """Run the trial to its end, in a run directory of its own."""
    root = runs / f"run-{len(list(runs.iterdir()))}"
    return act(host, root, task, AGENTS.get(agent, agent), script, budget=budget)


def adapted(source: Path, directory: Path, *, timeout_s: float | None = None) -> Task:
    """A copy of a task, with memory that is enough for every agent, and perhaps another deadline."""
    path = shutil.copytree(source, directory / "family" / source.name) / "task.toml"
    text = re.sub(r"(?m)^memory_mb = .*$", f"memory_mb = {MEMORY_MB}", path.read_text())
    if timeout_s is not None:
        text = re.sub(r"(?m)^timeout_sec = .*$", f"timeout_sec = {timeout_s}", text, count=1)
    path.write_text(text)
    return Dataset(directory).task(f"family/{source.name}")


def split(task: Task) -> list[Step]:
    """The reference solution, brought along in a command: nothing of it is in the sandbox."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.add(task.directory / "solution", arcname="solution")
    text = base64.b64encode(packed.getvalue()).decode()
    return [
        Shell(f"mkdir -p /tmp/k && cd /tmp/k && echo {text} | base64 -d | tar xz"),
        Shell("grep -rl /solution /tmp/k/solution | xargs sed -i 's#/solution#/tmp/k/solution#g'"),
        Shell(f"cd {task.config.environment.workdir} && sh /tmp/k/solution/solve.sh"),
    ]


def ending(agent: str) -> Step:
    """How a model tells this agent that it is done."""
    return Shell("echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT") if agent == "mini-swe-agent" else Say("Done.")
