"""aider, for one message. https://aider.chat/docs/scripting.html

It has no loop and no tools: it is given files, and a model answers with edits of them. Which files is settled by
aider_start.py. It is told to leave git alone, so that it works the same whether the workspace is a repository or none,
and writes nothing there but its edits."""

import re
from pathlib import Path

from harness.agents.adapters import litellm
from harness.agents.adapters.reading import one_line
from harness.agents.base import HOME
from harness.agents.command_line import Ask, Invocation
from harness.records import Claims
from sandboxes.wheels import PYTHON

START = Path(__file__).with_name("aider_start.py")
STARTED = f"{HOME}/{START.name}"
# Its linter for Python is a program that does not find the packages which it brings, and fails every edit.
OPTIONS = (
    *("--yes-always", "--no-git", "--map-tokens", "0", "--edit-format", "diff", "--no-auto-lint"),
    *("--no-check-update", "--analytics-disable", "--no-show-model-warnings", "--no-show-release-notes"),
    *("--no-pretty", "--no-fancy-input", "--no-detect-urls", "--no-suggest-shell-commands"),
    *("--chat-history-file", f"{HOME}/chat.md", "--input-history-file", f"{HOME}/input"),
)
UNITS = {"": 1, "k": 1_000}
_COUNT = r"(\d{1,9}(?:\.\d)?)(k?)"
_COUNTS = re.compile(rf"Tokens: {_COUNT} sent,.{{0,80}}? {_COUNT} received\.")
_FAILED = re.compile(r"litellm\.\w+(?:Error|Exception|Window\w+)\b.*")


class Reader:
    """What it prints for people. Its counts are rounded to two digits or so."""

    ended = False

    def __init__(self) -> None:
        self._said = Claims()

    def line(self, text: str) -> None:
        """The counts of one request, or what went wrong."""
        said = self._said
        if found := _COUNTS.search(text):
            sent, received = (_count(*found.group(n, n + 1)) for n in (1, 3))
            self._said = said.model_copy(
                update={
                    "input_tokens": (said.input_tokens or 0) + sent,
                    "output_tokens": (said.output_tokens or 0) + received,
                    "turns": (said.turns or 0) + 1,
                    "error": "",
                }
            )
        elif failed := _FAILED.match(text):
            self._said = said.model_copy(update={"error": one_line(failed[0])})

    def claims(self) -> Claims:
        """So far."""
        return self._said


class Aider:
    """A Python program that brings its packages."""

    name = "aider"
    protocols = litellm.PROTOCOLS
    default_model = False
    memory_mb = 512

    def command(self, ask: Ask) -> Invocation:
        """One message. What it asks a cheaper model for by itself, it asks this one."""
        model = litellm.model(ask)
        options = [*OPTIONS, "--model", model, "--weak-model", model, "--message", ask.instruction]
        start = [f"python{PYTHON}", STARTED, *ask.endpoint.program, *options]
        return Invocation(start, litellm.environment(ask), {STARTED.lstrip("/"): START.read_bytes()})

    def resume(self, ask: Ask) -> None:
        """It has no sessions."""

    def reader(self) -> Reader:
        """For one command."""
        return Reader()


def _count(digits: str, unit: str) -> int:
    return round(float(digits) * UNITS[unit])
