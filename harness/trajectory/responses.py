"""Conversations in OpenAI Responses. https://platform.openai.com/docs/api-reference/responses"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from harness.gateway.wire.base import inner
from harness.gateway.wire.responses import LAST
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

PIECES = {
    "response.output_text.delta": "text",
    "response.refusal.delta": "text",
    "response.reasoning_text.delta": "reasoning",
    "response.reasoning_summary_text.delta": "reasoning",
    "response.function_call_arguments.delta": "arguments",
    "response.custom_tool_call_input.delta": "arguments",
}
"""What the pieces of an item are pieces of, by the type of their event."""


def _items(body: Json) -> Iterator[Item]:
    for part in parts(body.get("instructions")):
        yield Item("system", text_of(part))
    given = body.get("input")
    for item in [{"role": "user", "content": given}] if isinstance(given, str) else each(given):
        kind, role = word(item.get("type")), item.get("role")
        if kind.endswith("_output"):
            output = item.get("output")
            yield Item("result", joined(output), word(item.get("call_id")))
        elif kind not in ("", "message") or role == "assistant":
            yield Item("said")
        else:
            for part in parts(item.get("content")):
                yield Item("system" if role in ("system", "developer") else "user", text_of(part))


def _tools(body: Json) -> Iterator[Tool]:
    for tool in each(body.get("tools")):
        name = word(tool.get("name")) or word(tool.get("type"))
        yield Tool(name, joined(tool.get("description")), tool.get("parameters"))


def _said(events: Iterable[Json]) -> Said:
    items: dict[int, Json] = {}
    pieces: dict[int, list[tuple[str, object]]] = defaultdict(list)
    for event in events:
        kind, here = word(event.get("type")), place(event.get("output_index"))
        if kind in PIECES:
            pieces[here].append((PIECES[kind], event.get("delta")))
        elif kind in ("response.output_item.added", "response.output_item.done"):
            items[here] = inner(event, "item")
            if kind.endswith("done"):
                pieces.pop(here, None)
        elif kind in LAST or event.get("object") == "response":
            whole = dict(enumerate(each((inner(event, "response") or event).get("output"))))
            items, pieces = (whole, defaultdict(list)) if whole else (items, pieces)
    telling = Telling()
    for here in sorted({*items, *pieces}):
        _item(telling, here, items.get(here, {}))
        for what, piece in pieces[here]:
            _piece(telling, here, what, piece)
    return telling.said


def _item(telling: Telling, here: int, item: Json) -> None:
    kind = word(item.get("type"))
    if kind == "message":
        for part in each(item.get("content")):
            telling.text(part.get("text", part.get("refusal")))
    elif kind == "reasoning":
        for part in (*each(item.get("summary")), *each(item.get("content"))):
            telling.reasoning(part.get("text"))
    elif kind.endswith("_call"):
        arguments = item.get("arguments") or item.get("action") or item.get("operation")
        if isinstance(item.get("input"), str):  # of a custom tool: a text, whatever it looks like
            arguments = {"input": item["input"]}
        telling.call(here, item.get("call_id") or item.get("id"), item.get("name") or kind, arguments)


def _piece(telling: Telling, here: int, what: str, piece: object) -> None:
    if what == "arguments":
        telling.arguments(here, piece)
    elif what == "text":
        telling.text(piece)
    else:
        telling.reasoning(piece)


DIALECT = Dialect(_items, _tools, _said)
