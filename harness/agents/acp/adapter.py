"""How a program that speaks the protocol is started, and what its driver prints."""

import json
from pathlib import Path
from typing import Any

from harness.agents.acp.variables import FILES, variables
from harness.agents.adapters.reading import JsonLines, inner, number, one_line
from harness.agents.base import INSTRUCTION
from harness.agents.command_line import Ask, Invocation
from harness.agents.spelling import PROTOCOLS

DRIVER = "meltbench/acp.py"
"""Where it lies inside."""
SOURCE = Path(__file__).with_name("driver.py")
READ = ("inputTokens", "cachedReadTokens", "cachedWriteTokens")
DONE = "end_turn"
TOOL_MB = 1024
"""MiB below which those tools do not run that speak the protocol; of a program of the image nobody knows."""


class Reader(JsonLines):
    """The driver's last line has the result of the turn. Agents count in two places, or in none."""

    def event(self, event: dict[str, Any]) -> None:
        """Only that line counts."""
        if "driver" not in event:
            return
        self.ended = True
        result, failed = inner(event, "driver", "result"), inner(event, "driver").get("failed")
        usage, quota = inner(result, "usage"), inner(result, "_meta", "quota", "token_count")
        reason = one_line(result.get("stopReason") or "")
        unfinished = f"stopped: {reason or 'for no reason that it gave'}" if reason != DONE else ""
        self.note(ended=reason, error=one_line(failed) if failed else unfinished)
        if usage:
            read = sum(number(usage, name) for name in READ)
            self.note(input_tokens=read, output_tokens=number(usage, "outputTokens"))
        elif quota:
            self.note(input_tokens=number(quota, "input_tokens"), output_tokens=number(quota, "output_tokens"))


class Acp:
    """One command, whose program is a tool of ours or lies in the image."""

    name = "acp"
    protocols = PROTOCOLS
    default_model = False

    def __init__(self, program: str, arguments: list[str]) -> None:
        """`program` is empty where it is a tool."""
        self._program = [program] if program else []
        self.memory_mb = 0 if program else TOOL_MB
        self._arguments = arguments

    def command(self, ask: Ask) -> Invocation:
        """The driver, which starts it."""
        driver = ["/usr/bin/env", "python3", "-I", "-S", f"/{DRIVER}", f"/{INSTRUCTION}"]
        argv = [*driver, *ask.endpoint.program, *self._program, *self._arguments]
        files = {name: json.dumps(content).encode() for name, content in FILES.items()}
        return Invocation(argv, variables(ask), {DRIVER: SOURCE.read_bytes(), **files})

    def resume(self, ask: Ask) -> None:
        """A turn that broke off is over: not every agent can load a session."""
        del ask

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
