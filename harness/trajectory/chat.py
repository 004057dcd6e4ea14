"""Conversations in OpenAI Chat Completions. https://platform.openai.com/docs/api-reference/chat"""

from collections.abc import Iterable, Iterator

from harness.gateway.wire.base import inner
from harness.trajectory.speech import (
    Dialect,
    Item,
    Json,
    Said,
    Telling,
    Tool,
    each,
    joined,
    parts,
    place,
    text_of,
    word,
)


def _items(body: Json) -> Iterator[Item]:
    for message in each(body.get("messages")):
        role, content = message.get("role"), message.get("content")
        if role == "assistant":
            yield Item("said")
        elif role == "tool":
            yield Item("result", joined(content), word(message.get("tool_call_id")))
        else:
            for part in parts(content):
                yield Item("system" if role in ("system", "developer") else "user", text_of(part))


def _tools(body: Json) -> Iterator[Tool]:
    for tool in each(body.get("tools")):
        function = inner(tool, "function") or inner(tool, "custom")
        yield Tool(word(function.get("name")), joined(function.get("description")), function.get("parameters"))


def _said(events: Iterable[Json]) -> Said:
    telling = Telling()
    begun: dict[int, str] = {}
    for event in events:
        for choice in each(event.get("choices")):
            if place(choice.get("index")) <= 0:
                _message(telling, inner(choice, "message") or inner(choice, "delta"), begun)
    return telling.said


def _message(telling: Telling, message: Json, begun: dict[int, str]) -> None:
    """Take in a message or a piece of one. `begun` has the id of the call that goes on at each index."""
    telling.text(joined(message.get("content")))
    telling.text(message.get("refusal"))
    telling.reasoning(message.get("reasoning_content") or message.get("reasoning"))
    for number, call in enumerate(each(message.get("tool_calls"))):
        index = call["index"] if isinstance(call.get("index"), int) else number
        function = inner(call, "function") or inner(call, "custom")
        # Some servers say index 0 of every call: a new id begins another one.
        begun[index] = word(call.get("id")) or begun.get(index, "")
        here = (index, begun[index])
        telling.call(here, begun[index], function.get("name"))
        telling.arguments(here, function.get("arguments", function.get("input")))


DIALECT = Dialect(_items, _tools, _said)
