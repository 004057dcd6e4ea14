"""Gemini CLI. https://geminicli.com/docs/cli/headless/"""

import json
from typing import Any

from harness.agents.adapters.reading import JsonLines, inner, number, one_line
from harness.agents.base import HOME
from harness.agents.command_line import GO_ON, Ask, Invocation

SETTINGS = {
    "security": {"auth": {"selectedType": "gemini-api-key"}},
    "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
    "privacy": {"usageStatisticsEnabled": False},
}


class Reader(JsonLines):
    """Its stream-json. What it calls output tokens leaves out those of thoughts, its total does not."""

    def event(self, event: dict[str, Any]) -> None:
        """The last line has it all."""
        kind = event.get("type")
        if kind == "result":
            stats, failed = inner(event, "stats"), event.get("status") != "success"
            self.note(
                input_tokens=number(stats, "input_tokens"),
                output_tokens=max(0, number(stats, "total_tokens") - number(stats, "input_tokens")),
                ended=one_line(event.get("status")),
                error=one_line(inner(event, "error").get("message") or event.get("status")) if failed else "",
            )
        if kind == "error" and event.get("severity") == "error":
            self.note(error=one_line(event.get("message")))


class GeminiCli:
    """A program for node, which comes with it."""

    name = "gemini-cli"
    protocols = ("gemini",)
    default_model = True
    memory_mb = 1024

    def command(self, ask: Ask) -> Invocation:
        """Its headless mode."""
        return self._call(ask, ["--prompt", ask.instruction])

    def resume(self, ask: Ask) -> Invocation:
        """The latest session of the directory."""
        return self._call(ask, ["--resume", "latest", "--prompt", GO_ON])

    def _call(self, ask: Ask, last: list[str]) -> Invocation:
        options = ["--yolo", "--output-format", "stream-json"]
        options += ["--model", ask.model.model] if ask.model.model else []
        environment = {
            "GOOGLE_GEMINI_BASE_URL": ask.endpoint.url,
            "GEMINI_API_KEY": ask.endpoint.session.token,
            "GEMINI_CLI_NO_RELAUNCH": "true",
            "GEMINI_CLI_TRUST_WORKSPACE": "true",
            "GEMINI_TELEMETRY_ENABLED": "false",
        }
        settings = {f"{HOME.lstrip('/')}/.gemini/settings.json": json.dumps(SETTINGS).encode()}
        return Invocation([*ask.endpoint.program, *options, *last], environment, settings)

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
