"""The scripted model through the gateway, in every protocol: the gateway counts what the model served."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.gateway.budget import Budget
from harness.gateway.server import Gateway
from harness.gateway.session import Session
from harness.gateway.upstream import VENDORS, Upstream
from harness.gateway.usage import Usage
from tests.model.script import Fault, Say, Script, Shell
from tests.model.server import COUNTS, Model, serving

FUNCTION = {"type": "function"}
GEMINI = "/v1beta/models/m:"
ASKS: dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]] = {
    "anthropic": (
        "anthropic",
        "/v1/messages",
        {"tools": [{"name": "Read"}, {"name": "Bash"}], "messages": []},
        {"messages": [{"role": "user", "content": [{"type": "tool_result"}]}]},
    ),
    "responses": (
        "openai",
        "/v1/responses",
        {"tools": [{**FUNCTION, "name": "exec_command"}], "input": "go"},
        {"input": [{"type": "function_call_output"}]},
    ),
    "chat": (
        "openai",
        "/v1/chat/completions",
        {"tools": [{**FUNCTION, "function": {"name": "bash"}}], "messages": []},
        {"messages": [{"role": "tool"}]},
    ),
    "gemini": (
        "google",
        f"{GEMINI}streamGenerateContent?alt=sse",
        {"tools": [{"functionDeclarations": [{"name": "run_shell_command"}]}], "contents": []},
        {"contents": [{"parts": [{"functionResponse": {}}]}]},
    ),
}
NO_CACHE_WRITE = COUNTS.model_copy(update={"cache_write": 0})
COUNTED = {
    "anthropic": COUNTS.model_copy(update={"reasoning": 0}),
    "responses": COUNTS,
    "chat": COUNTS,
    "gemini": NO_CACHE_WRITE,
}


@pytest.fixture
def ask(gateway: Gateway, tmp_path: Path) -> Any:
    """Asks a model through the gateway."""

    def one(model: Model, name: str, more: dict[str, Any], *, streamed: bool = True) -> tuple[httpx.Response, Session]:
        vendor, path, body, _ = ASKS[name]
        session = Session(Budget(), lambda m, u: None)
        base = model.url + ("/v1" if vendor == "openai" else "")
        upstream = Upstream(vendor, base, VENDORS[vendor].wires, "sk-1")
        if not streamed:
            path = path.replace("streamGenerateContent?alt=sse", "generateContent")
        where = tmp_path / "a.sock"
        with gateway.serving(session, upstream, where, tmp_path / "kept"):
            transport = httpx.HTTPTransport(uds=str(where))
            with httpx.Client(transport=transport, base_url="http://gateway") as client:
                content = {"model": "m", "stream": streamed, **body, **more}
                answer = client.post(path, json=content, headers={"authorization": f"Bearer {session.token}"})
        return answer, session

    return one


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("name", ASKS)
def test_what_the_model_served_is_what_was_counted(name: str, streamed: bool, ask: Any) -> None:
    with serving(Script([Shell("echo one"), Say("All done")])) as model:
        answer, session = ask(model, name, {}, streamed=streamed)
        assert "echo one" in answer.text
        assert session.spent.usage == COUNTED[name]
        answer, _ = ask(model, name, ASKS[name][3], streamed=streamed)
        assert "All done" in answer.text
        answer, _ = ask(model, name, {"tools": []}, streamed=streamed)
        assert "A title" in answer.text
        assert model.completed == 3


@pytest.mark.parametrize("name", ASKS)
def test_a_stream_that_the_model_cuts_is_a_lower_bound(name: str, ask: Any) -> None:
    with serving(Script([Shell("true")], faults=[Fault(cut_after=0)])) as model:
        with pytest.raises(httpx.RemoteProtocolError):
            ask(model, name, {})
        _, session = ask(model, name, {})
        assert session.spent.usage == COUNTED[name]
        assert model.completed == 1


def test_a_fault_passes_and_the_same_step_comes(ask: Any) -> None:
    with serving(Script([Shell("echo one")], faults=[Fault(status=429, retry_after="0.1")])) as model:
        answer, session = ask(model, "anthropic", {})
        assert "echo one" in answer.text
        assert session.lost_s >= 0.1
        assert session.spent.usage == COUNTED["anthropic"] != Usage()
