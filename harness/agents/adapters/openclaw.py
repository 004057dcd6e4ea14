"""OpenClaw, one turn of its agent without its gateway. https://docs.openclaw.ai/cli/agent

Prints one JSON envelope at its end, after which it may stay on."""

import json

from harness.agents.adapters.reading import inner, number, one_line, parsed
from harness.agents.base import HOME
from harness.agents.command_line import ANSWER_TOKENS, CONTEXT_TOKENS, Ask, Invocation
from harness.agents.printed import LONGEST
from harness.records import Claims

STATE = f"{HOME}/openclaw"
CONFIG = f"{HOME}/openclaw.json"
APIS = {"anthropic": "anthropic-messages", "openai-responses": "openai-responses", "openai-chat": "openai-completions"}
"""Its names for protocols."""
READ = ("input", "cacheRead", "cacheWrite")
SPARE_S = 3600
"""Its own deadline lies so far behind ours: the time that it takes to end is not ours to give."""


class Reader:
    """Its envelope: the lines from one that opens an object to one that closes it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._said = Claims()
        self.ended = False

    def line(self, text: str) -> None:
        """Collect; look at it once it is whole."""
        if text == "{":
            self._lines, self._size = [], 0
        if self._size < LONGEST:
            self._lines.append(text)
            self._size += len(text)
        if text == "}":
            self._read("\n".join(self._lines))

    def _read(self, text: str) -> None:
        envelope = parsed(text)
        if "status" not in envelope:
            return
        usage, status = inner(envelope, "usage"), one_line(envelope["status"])
        error = inner(envelope, "error").get("message") or status
        self._said = Claims(
            input_tokens=sum(number(usage, name) for name in READ),
            output_tokens=number(usage, "output"),
            turns=number(envelope, "assistantTurns"),
            ended=status,
            error="" if envelope.get("ok") is True else one_line(error),
        )
        self.ended = True

    def claims(self) -> Claims:
        """None but those of the envelope."""
        return self._said


class OpenClaw:
    """A program for node, which comes with it."""

    name = "openclaw"
    protocols = ("anthropic", "openai-responses", "openai-chat")
    default_model = False
    memory_mb = 1536

    def command(self, ask: Ask) -> Invocation:
        """Its subcommand for scripts."""
        name, url = ask.model.model, ask.endpoint.url
        provider = {
            "baseUrl": url if ask.protocol == "anthropic" else f"{url}/v1",
            "apiKey": ask.endpoint.session.token,
            "api": APIS[ask.protocol],
            "models": [
                {
                    "id": name,
                    "name": name,
                    "input": ["text"],
                    "contextWindow": CONTEXT_TOKENS,
                    "maxTokens": ANSWER_TOKENS,
                }
            ],
        }
        settings = {
            "models": {"mode": "replace", "providers": {"gateway": provider}},
            "plugins": {"slots": {"memory": "none"}},
            "update": {"checkOnStart": False},
            "tools": {"profile": "coding"},
        }
        options = ["--cwd", ask.workdir, "--config", CONFIG, "--state-dir", STATE, "--model", f"gateway/{name}"]
        options += ["--json", "--timeout", str(int(ask.time_left_s) + SPARE_S)]
        files = {CONFIG.lstrip("/"): json.dumps(settings).encode(), f"{STATE.lstrip('/')}/.keep": b""}
        return Invocation([*ask.endpoint.program, "agent", "exec", ask.instruction, *options], {}, files)

    def resume(self, ask: Ask) -> None:
        """It begins a new session every time."""

    def reader(self) -> Reader:
        """For one command."""
        return Reader()
