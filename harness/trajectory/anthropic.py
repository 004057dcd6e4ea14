"""Conversations in Anthropic Messages. https://docs.anthropic.com/en/api/messages"""

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
    for part in parts(body.get("system")):
        yield Item("system", text_of(part))
    for message in each(body.get("messages")):
        if message.get("role") == "assistant":
            yield Item("said")
            continue
        for part in parts(message.get("content")):
            if part.get("type") == "tool_result":
                yield Item("result", joined(part.get("content")), word(part.get("tool_use_id")))
            else:
                yield Item("system" if message.get("role") == "system" else "user", text_of(part))


def _tools(body: Json) -> Iterator[Tool]:
    for tool in each(body.get("tools")):
        yield Tool(word(tool.get("name")), joined(tool.get("description")), tool.get("input_schema"))


def _said(events: Iterable[Json]) -> Said:
    telling = Telling()
    for event in events:
        here = place(event.get("index"))
        for number, block in enumerate(each(event.get("content"))):  # a whole message
            _block(telling, number, block)
        _block(telling, here, inner(event, "content_block"))
        delta = inner(event, "delta")
        telling.text(delta.get("text"))
        telling.reasoning(delta.get("thinking"))
        telling.arguments(here, delta.get("partial_json"))
    return telling.said


def _block(telling: Telling, here: int, block: Json) -> None:
    telling.text(block.get("text"))
    telling.reasoning(block.get("thinking"))
    if word(block.get("type")).endswith("tool_use"):
        telling.call(here, block.get("id"), block.get("name"), block.get("input"))


DIALECT = Dialect(_items, _tools, _said)
