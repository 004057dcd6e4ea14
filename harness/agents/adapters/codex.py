"""Codex. https://developers.openai.com/codex/noninteractive

Nothing of its own isolation works in a container (a command that cannot be confined fails, and it exits 0 all the
same), so it is told to leave that to us. Its counts go on from the session that it resumes."""

from typing import Any

from harness.agents.adapters.reading import JsonLines, inner, number, one_line
from harness.agents.command_line import GO_ON, Ask, Invocation


class Reader(JsonLines):
    """Its JSON lines. An item of type `error` is a warning; what fails a turn is said by `turn.failed`."""

    def event(self, event: dict[str, Any]) -> None:
        """Turns."""
        kind = event.get("type")
        if kind in ("turn.completed", "turn.failed"):
            self.note(turns=(self.said.turns or 0) + 1, ended=kind, error="")
        if kind == "turn.completed":
            usage = inner(event, "usage")
            self.note(input_tokens=number(usage, "input_tokens"), output_tokens=number(usage, "output_tokens"))
        if kind == "turn.failed":
            self.note(error=one_line(inner(event, "error").get("message") or "the turn failed"))


class Codex:
    """A native program; needs nothing of the image."""

    name = "codex"
    protocols = ("openai-responses",)
    default_model = True
    memory_mb = 512

    def command(self, ask: Ask) -> Invocation:
        """Its subcommand without a terminal."""
        return self._call(ask, ["--", ask.instruction])

    def resume(self, ask: Ask) -> Invocation:
        """The latest session."""
        return self._call(ask, ["resume", "--last", GO_ON])

    def _call(self, ask: Ask, last: list[str]) -> Invocation:
        settings = {
            "model_provider": "gateway",
            "model_providers.gateway.name": "gateway",
            "model_providers.gateway.base_url": f"{ask.endpoint.url}/v1",
            "model_providers.gateway.env_key": "GATEWAY_TOKEN",
            "model_providers.gateway.wire_api": "responses",
            "analytics.enabled": "false",
            "check_for_update_on_startup": "false",
        }
        options = ["--json", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox"]
        options += ["-m", ask.model.model] if ask.model.model else []
        options += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        return Invocation(
            [*ask.endpoint.program, "exec", *options, *last], {"GATEWAY_TOKEN": ask.endpoint.session.token}
        )

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
