"""What agents send: the requests of a conversation in each protocol, turn by turn."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.model.script import Step
from tests.model.server import COUNTS
from tests.model.speech import ANTHROPIC, CHAT, GEMINI, RESPONSES, Speech, Turn

Json = dict[str, Any]
SCHEMA = {"type": "object", "properties": {"command": {"type": "string"}}}


class Talk(NamedTuple):
    """One protocol, as an agent of its vendor's speaks it."""

    vendor: str
    path: str
    tool: str
    """Its shell."""
    begin: Callable[[str, str], Json]
    """A first request, of the system's text and the user's."""
    turn: Callable[[Json, Step, str], list[Json]]
    """What is added after a step of the model's: its answer, and the result of its call."""
    entries: str
    """The list of a body that has the conversation."""

    def on(self, body: Json, step: Step, result: str) -> Json:
        """The next request."""
        return {**body, self.entries: [*body[self.entries], *self.turn(body, step, result)]}


def _turn(speech: Speech, body: Json, step: Step, tool: str) -> Turn:
    """What the model says to a request, as the scripted one does; `number` of a body stands for results left out."""
    return Turn(step, tool, COUNTS, speech.results(body) + body.get("number", 0))


def _anthropic(body: Json, step: Step, result: str) -> list[Json]:
    turn = _turn(ANTHROPIC, body, step, "Bash")
    given = {"type": "tool_result", "tool_use_id": turn.id("toolu"), "content": [{"type": "text", "text": result}]}
    return [{"role": "assistant", "content": ANTHROPIC.whole(turn)["content"]}, {"role": "user", "content": [given]}]


def _responses(body: Json, step: Step, result: str) -> list[Json]:
    turn = _turn(RESPONSES, body, step, "exec_command")
    given = {"type": "function_call_output", "call_id": turn.id("call"), "output": result}
    return [*RESPONSES.whole(turn)["output"], given]


def _chat(body: Json, step: Step, result: str) -> list[Json]:
    turn = _turn(CHAT, body, step, "bash")
    given = {"role": "tool", "tool_call_id": turn.id("call"), "content": result}
    return [CHAT.whole(turn)["choices"][0]["message"], given]


def _gemini(body: Json, step: Step, result: str) -> list[Json]:
    said = GEMINI.whole(_turn(GEMINI, body, step, "run_shell_command"))["candidates"][0]["content"]
    given = {"name": "run_shell_command", "response": {"output": result}}
    return [said, {"role": "user", "parts": [{"functionResponse": given}]}]


def _function(name: str) -> Json:
    return {"name": name, "description": "Runs", "parameters": SCHEMA}


TALKS = {
    "anthropic": Talk(
        "anthropic",
        "/v1/messages",
        "Bash",
        lambda system, user: {
            "system": [{"type": "text", "text": system}],
            "messages": [{"role": "user", "content": user}],
            "tools": [{"name": "Bash", "description": "Runs", "input_schema": SCHEMA}],
        },
        _anthropic,
        "messages",
    ),
    "responses": Talk(
        "openai",
        "/v1/responses",
        "exec_command",
        lambda system, user: {
            "input": [
                {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": system}]},
                {"type": "message", "role": "user", "content": [{"type": "input_text", "text": user}]},
            ],
            "tools": [{"type": "function", **_function("exec_command")}],
        },
        _responses,
        "input",
    ),
    "chat": Talk(
        "openai",
        "/v1/chat/completions",
        "bash",
        lambda system, user: {
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "tools": [{"type": "function", "function": _function("bash")}],
        },
        _chat,
        "messages",
    ),
    "gemini": Talk(
        "google",
        "/v1beta/models/m:streamGenerateContent?alt=sse",
        "run_shell_command",
        lambda system, user: {
            "systemInstruction": {"parts": [{"text": system}]},
            "contents": [{"role": "user", "parts": [{"text": user}]}],
            "tools": [{"functionDeclarations": [_function("run_shell_command")]}],
        },
        _gemini,
        "contents",
    ),
}
