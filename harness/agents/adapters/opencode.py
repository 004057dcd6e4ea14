"""opencode. https://opencode.ai/docs/cli/#run-1"""

import json
from typing import Any

from harness.agents.adapters.reading import JsonLines, inner, number, one_line
from harness.agents.command_line import ANSWER_TOKENS, CONTEXT_TOKENS, GO_ON, Ask, Invocation

SDK = {
    "anthropic": "@ai-sdk/anthropic",
    "openai-responses": "@ai-sdk/openai",
    "openai-chat": "@ai-sdk/openai-compatible",
}
"""The library that it brings for each protocol."""


class Reader(JsonLines):
    """Its JSON events. The request for a title, which it makes on the side, is in none of them."""

    def event(self, event: dict[str, Any]) -> None:
        """Sum up the steps."""
        part, said = inner(event, "part"), self.said
        if event.get("type") == "step_finish":
            tokens = inner(part, "tokens")
            read = number(tokens, "input") + number(tokens, "cache", "read") + number(tokens, "cache", "write")
            self.note(
                input_tokens=(said.input_tokens or 0) + read,
                output_tokens=(said.output_tokens or 0) + number(tokens, "output") + number(tokens, "reasoning"),
                turns=(said.turns or 0) + 1,
                ended=one_line(part.get("reason")),
                error="",
            )
        if event.get("type") == "error":
            error = inner(event, "error")
            self.note(error=one_line(inner(error, "data").get("message") or error.get("name") or "an error"))


class OpenCode:
    """A native program; needs nothing of the image."""

    name = "opencode"
    protocols = ("anthropic", "openai-responses", "openai-chat")
    default_model = False
    memory_mb = 1024

    def command(self, ask: Ask) -> Invocation:
        """Its subcommand without a terminal."""
        return self._call(ask, ["--", ask.instruction])

    def resume(self, ask: Ask) -> Invocation:
        """The latest session."""
        return self._call(ask, ["--continue", "--", GO_ON])

    def _call(self, ask: Ask, last: list[str]) -> Invocation:
        name = ask.model.model
        provider = {
            "npm": SDK[ask.protocol],
            "name": "gateway",
            "options": {"baseURL": f"{ask.endpoint.url}/v1", "apiKey": ask.endpoint.session.token},
            "models": {name: {"name": name, "limit": {"context": CONTEXT_TOKENS, "output": ANSWER_TOKENS}}},
        }
        settings = {
            "autoupdate": False,
            "share": "disabled",
            "permission": {"*": "allow"},
            "provider": {"gateway": provider},
        }
        environment = {
            "OPENCODE_CONFIG_CONTENT": json.dumps(settings),
            "OPENCODE_DISABLE_AUTOUPDATE": "1",
            "OPENCODE_DISABLE_MODELS_FETCH": "1",
            "OPENCODE_DISABLE_LSP_DOWNLOAD": "1",
        }
        options = ["--auto", "--format", "json", "--model", f"gateway/{name}"]
        return Invocation([*ask.endpoint.program, "run", *options, *last], environment)

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
