"""Whatever stands in bodies, there is a trajectory, it is valid, and it is no larger than it may be."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.gateway.exchanges import BODIES, Exchange, Exchanges
from harness.gateway.usage import Usage
from harness.trajectory.bounds import MAX_DEPTH, MAX_JSON, MAX_TEXT, Room, cut, parsed, plain
from harness.trajectory.build import DIALECTS
from harness.trajectory.speech import MAX_CALLS, MAX_LIST, each

from .conftest import read
from .test_dialects import REQUESTS, STREAMS, WHOLE


def _words(value: Any) -> set[str]:
    """Every name and text in a value of JSON."""
    if isinstance(value, dict):
        return set(value).union(*map(_words, value.values()))
    if isinstance(value, list):
        return set().union(*map(_words, value))
    return {value} if isinstance(value, str) else set()


WORDS = st.sampled_from(sorted(_words([REQUESTS, STREAMS, WHOLE])))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.just("\ud800")
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6), max_leaves=30
)
BODIES_OF_JSON = VALUES.map(lambda value: json.dumps(value).encode())
STREAMED = st.lists(BODIES_OF_JSON, max_size=6).map(
    lambda all_of: b"".join(b"data: " + one + b"\n\n" for one in all_of)
)
ANYTHING = st.binary(max_size=300) | BODIES_OF_JSON | STREAMED


@given(
    st.sampled_from([*DIALECTS, ""]),
    st.lists(st.tuples(ANYTHING, ANYTHING, st.sampled_from([0, 200, 201, 400])), min_size=1, max_size=4),
)
def test_no_body_breaks_it(wire: str, bodies: list[tuple[bytes, bytes, int]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        kept = Exchanges(Path(directory))
        for request, response, status in bodies:
            exchange = Exchange(wire=wire, path="/", status=status, usage=Usage(output=1), usd=0.5)
            exchange.asks(request)
            exchange.answer.add(response)
            kept.add(exchange)
        told = read(Path(directory))
    served = sum(200 <= status < 300 for *_, status in bodies) if wire else 0
    assert sum(step.source == "agent" for step in told.steps if told) == served if told else served == 0
    if told:
        assert told.final_metrics
        assert told.final_metrics.total_completion_tokens == len(bodies)


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b", b"no gzip", None])
def test_a_record_without_its_bodies_still_has_its_counts(damage: bytes | None, record: Callable[..., Path]) -> None:
    directory = record("anthropic", b"{}", b"{}", usage=Usage(output=7))
    for body in (directory / BODIES).iterdir():
        body.unlink() if damage is None else body.write_bytes(damage)
    told = read(directory)
    assert told
    assert [step.metrics.completion_tokens for step in told.steps if step.metrics] == [7]


def deep(levels: int) -> Any:
    """Lists in lists."""
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


def test_what_nests_deep_is_written_down_as_a_text(record: Callable[..., Path]) -> None:
    call = {"type": "tool_use", "id": "a", "name": "n", "input": {"x": deep(900)}}
    tool = {"name": "t", "description": "d", "input_schema": {"x": deep(900)}}
    told = read(record("anthropic", json.dumps({"tools": [tool]}).encode(), json.dumps({"content": [call]}).encode()))
    assert told
    [step] = told.steps
    assert step.tool_calls
    assert step.tool_calls[0].extra == {"unparsed": "[nested too deep]"}
    assert told.agent.tool_definitions
    assert told.agent.tool_definitions[0]["function"]["parameters"] == {}
    assert read(record("anthropic", b"[" * 100_000, b"[" * 100_000))


def test_long_texts_show_their_ends_and_how_much_is_missing(record: Callable[..., Path]) -> None:
    text = "a" * MAX_TEXT + "b" * MAX_TEXT
    call = {"type": "tool_use", "id": "c", "name": "n", "input": {"file": "f", "content": text}}
    result = {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": text}]}
    record(
        "anthropic",
        json.dumps({"messages": [{"role": "user", "content": text}]}).encode(),
        json.dumps({"content": [call]}).encode(),
    )
    told = read(
        record("anthropic", json.dumps({"messages": [{"role": "user", "content": text}, result]}).encode(), b"{}")
    )
    assert told
    half = MAX_TEXT // 2
    short = "a" * half + f"[... {MAX_TEXT} characters cut ...]" + "b" * half
    user, agent, _ = told.steps
    assert user.message == short
    assert agent.tool_calls
    assert agent.tool_calls[0].arguments == {"file": "f", "content": short}
    assert agent.observation
    assert agent.observation.results[0].content == short


def test_a_trial_keeps_no_more_than_it_may(record: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Room.__init__, "__defaults__", (1 << 20,))
    for number in range(40):
        messages = [{"role": "user", "content": f"{number} {one} " + "x" * 1000} for one in range(1000)]
        directory = record("anthropic", json.dumps({"messages": messages}).encode(), b'{"content": [{"text": "Yes"}]}')
    told = read(directory)
    assert told
    assert sum(step.source == "agent" for step in told.steps) == 40
    assert len(told.steps) < 1000
    assert len(told.model_dump_json()) < 2 << 20
    assert told.final_metrics
    assert told.final_metrics.extra
    assert told.final_metrics.extra["full"]


def test_lists_without_end_are_looked_at_for_a_while(record: Callable[..., Path]) -> None:
    calls = [{"type": "tool_use", "id": str(number), "name": "n"} for number in range(2 * MAX_CALLS)]
    told = read(record("anthropic", b"{}", json.dumps({"content": calls}).encode()))
    assert told
    assert len(told.steps[-1].tool_calls or ()) == MAX_CALLS
    assert sum(1 for _ in each([{}] * (MAX_LIST + 1))) == MAX_LIST


def test_cut() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 5) == "abc[... 2 characters cut ...]fg"
    assert cut("abc", 0) == "[... 3 characters cut ...]"


def test_room_for_objects() -> None:
    room = Room()
    assert room.keep_object([1]) is None
    assert room.keep_object({"a": deep(MAX_DEPTH - 1)})
    assert room.keep_object({"a": deep(MAX_DEPTH)}) is None
    assert room.keep_object({"a": ["x" * MAX_JSON]}) is None
    assert Room(10).keep_object({"a": "x" * 10}) is None
    room = Room(20)
    assert room.keep_object({"a": "x" * 10})
    assert room.keep_object({"a": "x" * 10}) is None
    assert plain({"a": "é"}) == '{"a": "é"}'
    assert parsed("[" * 100_000) is None
