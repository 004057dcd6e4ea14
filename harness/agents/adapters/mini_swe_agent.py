"""mini-swe-agent. https://mini-swe-agent.com/latest/usage/mini/

Exits 0 however it ended; that and its counts are only in the trajectory that it writes, which is printed after it."""

from typing import Any

from harness.agents.adapters import litellm
from harness.agents.adapters.reading import JsonLines, amount, inner, number, one_line
from harness.agents.base import HOME
from harness.agents.command_line import Ask, Invocation

TRAJECTORY = f"{HOME}/trajectory.json"
PRINTING = f"\"$@\"; code=$?; echo; [ ! -f {TRAJECTORY} ] || tr -d '\\n' < {TRAJECTORY}; echo; exit $code"
"""Shell. No line break is part of a text in JSON."""
SUBMITTED = "Submitted"


class Reader(JsonLines):
    """The trajectory, as one line among what it prints for people."""

    def event(self, event: dict[str, Any]) -> None:
        """What is in it."""
        info, messages = inner(event, "info"), event.get("messages")
        if not info or not isinstance(messages, list):
            return
        usages = [inner(message, "extra", "response", "usage") for message in messages]
        ended = one_line(info.get("exit_status"))
        self.note(
            input_tokens=sum(number(usage, "prompt_tokens") for usage in usages),
            output_tokens=sum(number(usage, "completion_tokens") for usage in usages),
            cost_usd=amount(inner(info, "model_stats").get("instance_cost")),
            turns=number(info, "model_stats", "api_calls"),
            ended=ended,
            error="" if ended == SUBMITTED else ended,
        )


class MiniSweAgent:
    """A Python program that brings its packages."""

    name = "mini-swe-agent"
    protocols = litellm.PROTOCOLS
    default_model = False
    memory_mb = 512

    def command(self, ask: Ask) -> Invocation:
        """Without questions, and without its limit of three dollars: a budget is kept where all is counted alike."""
        options = ["--yolo", "--exit-immediately", "--output", TRAJECTORY, "--cost-limit", "0"]
        options += ["--model", litellm.model(ask), "--task", ask.instruction]
        environment = {
            **litellm.environment(ask),
            "MSWEA_CONFIGURED": "true",
            "MSWEA_SILENT_STARTUP": "1",
            "MSWEA_COST_TRACKING": "ignore_errors",
        }
        return Invocation(["/bin/sh", "-c", PRINTING, "sh", *ask.endpoint.program, *options], environment)

    def resume(self, ask: Ask) -> None:
        """It has no sessions."""

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
