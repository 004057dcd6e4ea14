"""The Agent Client Protocol: how it is written, what the driver does with an agent, what is read of it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.agents.acp.adapter import SOURCE, Reader
from harness.agents.registry import find_agent
from harness.records import Claims
from sandboxes.errors import UserError

TOY = Path(__file__).with_name("toy_acp.py")


@pytest.mark.parametrize(
    ("text", "name", "tool"),
    [
        ("acp@openai/gpt-5.1:opencode acp", "acp@openai/gpt-5.1:opencode==1.18.33 acp", "opencode"),
        ("acp@openai/m:opencode==1.2.3 acp", "acp@openai/m:opencode==1.2.3 acp", "opencode"),
        ("acp@my-lab/llama3:8b:goose  acp 'a b'", "acp@my-lab/llama3:8b:goose acp 'a b'", ""),
        ("acp@claude-sonnet-4-5: /opt/x", "acp@anthropic/claude-sonnet-4-5:/opt/x", ""),
        ("acp@openai/m:'my agent' a:b", "acp@openai/m:'my agent' a:b", ""),
    ],
)
def test_how_it_is_written(text: str, name: str, tool: str) -> None:
    agent = find_agent(text)
    assert agent.name == name
    assert find_agent(name).name == name
    assert (agent.needs.tool.name if agent.needs.tool else "") == tool


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("acp:opencode acp", "no model is named"),
        ("acp@openai/m", "no model is named"),
        ("acp==1@openai/m:x", "no such agent"),
        ("acp@openai/m:", "no program"),
        ("acp@openai/m: a:b", "no program"),
        ("acp@openai/m:x 'y", "no command: No closing quotation"),
        ("acp@unheard-of:x", "whose model is unheard-of"),
        ("acp@openai/m:opencode==latest acp", "no exact version"),
    ],
)
def test_what_is_written_wrong(text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        find_agent(text)


def drive(place: Path, *command: str) -> tuple[Claims, list[dict[str, Any]], str]:
    """What is claimed at the end, what the agent was asked, and what came on standard error."""
    (place / "task").write_text("Do it ö.")
    driver = [sys.executable, "-I", "-S", str(SOURCE), str(place / "task")]
    ended = subprocess.run([*driver, *command], cwd=place, capture_output=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    reader = Reader()
    for line in ended.stdout.decode().splitlines():
        reader.line(line)
    assert reader.ended
    log = place / "asked.jsonl"
    asked = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return reader.claims(), asked, ended.stderr.decode()


def toy(place: Path, *faults: str) -> tuple[Claims, list[dict[str, Any]], str]:
    """Drive the toy."""
    return drive(place, sys.executable, str(TOY), *faults)


def test_a_turn(tmp_path: Path) -> None:
    claims, asked, _ = toy(tmp_path)
    assert claims == Claims(input_tokens=15, output_tokens=3, ended="end_turn")
    assert (tmp_path / "worked").read_text() == "Do it ö."
    requests = {message["method"]: message["params"] for message in asked if "method" in message}
    assert list(requests) == ["initialize", "session/new", "session/set_mode", "session/prompt"]
    assert requests["session/new"] == {"cwd": str(tmp_path), "mcpServers": []}
    assert requests["session/set_mode"] == {"sessionId": "s1", "modeId": "yolo"}


def test_an_agent_that_wants_a_key_first(tmp_path: Path) -> None:
    claims, asked, _ = toy(tmp_path, "locked")
    assert claims.error == ""
    methods = [message.get("method") for message in asked]
    assert methods[:4] == ["initialize", "session/new", "authenticate", "session/new"]
    assert asked[2]["params"] == {"methodId": "gemini-api-key"}


def test_noise_is_no_message(tmp_path: Path) -> None:
    claims, _, errors = toy(tmp_path, "noisy")
    assert claims.error == ""
    assert "no json" in errors


def test_an_agent_that_does_not_leave(tmp_path: Path) -> None:
    claims, *_ = toy(tmp_path, "stays")
    assert claims.error == ""
    assert subprocess.run(["pgrep", "-f", f"{TOY} stays"], capture_output=True).returncode == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("dies", "the agent ended (exit code 7)"),
        ("fails", "session/prompt fails: the model is away"),
        ("refuses", "stopped: refusal"),
    ],
)
def test_what_goes_wrong_is_the_agents_error(fault: str, error: str, tmp_path: Path) -> None:
    assert toy(tmp_path, fault)[0].error == error


def test_what_is_no_program(tmp_path: Path) -> None:
    assert drive(tmp_path, "no-such-program")[0].error == "no-such-program cannot be started: No such file or directory"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["result", "usage", "failed", "_meta"]), inner),
)


@given(json_values)
def test_whatever_is_printed_is_taken(value: Any) -> None:
    reader = Reader()
    for line in (json.dumps({"driver": value}), json.dumps(value), str(value), "{" * 5000):
        reader.line(line)
    assert len(reader.claims().model_dump_json()) < 2000
