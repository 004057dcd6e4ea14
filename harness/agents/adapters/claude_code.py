"""Claude Code. https://code.claude.com/docs/en/headless

Its `subtype` says success where the API has failed: `is_error` and `terminal_reason` are what count."""

from typing import Any

from harness.agents.adapters.reading import JsonLines, amount, inner, number, one_line
from harness.agents.command_line import GO_ON, Ask, Invocation

READ = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


class Reader(JsonLines):
    """Its stream-json."""

    def event(self, event: dict[str, Any]) -> None:
        """The last line has it all."""
        if event.get("type") != "result":
            return
        usage, failed = inner(event, "usage"), event.get("is_error") is True
        self.note(
            input_tokens=sum(number(usage, name) for name in READ),
            output_tokens=number(usage, "output_tokens"),
            cost_usd=amount(event.get("total_cost_usd")),
            turns=number(event, "num_turns"),
            ended=one_line(event.get("terminal_reason") or event.get("subtype")),
            error=one_line(event.get("result") or event.get("errors") or event.get("subtype")) if failed else "",
        )


class ClaudeCode:
    """A native program; needs nothing of the image."""

    name = "claude-code"
    protocols = ("anthropic",)
    default_model = True
    memory_mb = 1024

    def command(self, ask: Ask) -> Invocation:
        """Print mode."""
        return self._call(ask, [ask.instruction])

    def resume(self, ask: Ask) -> Invocation:
        """The latest session of the directory."""
        return self._call(ask, ["--continue", GO_ON])

    def _call(self, ask: Ask, last: list[str]) -> Invocation:
        options = ["--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions"]
        options += ["--model", ask.model.model] if ask.model.model else []
        environment = {
            "ANTHROPIC_BASE_URL": ask.endpoint.url,
            "ANTHROPIC_API_KEY": ask.endpoint.session.token,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_AUTOUPDATER": "1",
        }
        return Invocation([*ask.endpoint.program, "-p", *options, *last], environment)

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
