"""Conversations in Gemini generateContent. https://ai.google.dev/api/generate-content"""

from collections.abc import Iterable, Iterator
from typing import Any

from harness.gateway.wire.base import inner
from harness.gateway.wire.gemini import DECLARED
from harness.trajectory.bounds import plain
from harness.trajectory.speech import Dialect, Item, Json, Said, Telling, Tool, each, word


def _items(body: Json) -> Iterator[Item]:
    system = body.get("systemInstruction", body.get("system_instruction"))
    for part in each(inner(system).get("parts")):
        yield Item("system", _text(part))
    contents = body.get("contents")
    for content in each(contents if isinstance(contents, list) else [contents]):
        if content.get("role") == "model":
            yield Item("said")
            continue
        for part in each(content.get("parts")):
            result = inner(part, "functionResponse") or inner(part, "function_response")
            if result:
                yield Item("result", _result(result.get("response")), word(result.get("name")))
            else:
                yield Item("user", _text(part))


def _text(part: Json) -> str:
    text = part.get("text")
    return text if isinstance(text, str) else f"[{', '.join(map(word, part)) or 'unknown'}]"


def _result(response: Any) -> str:
    """What a tool gave; agents wrap it in an object of one entry."""
    if isinstance(response, dict) and len(response) == 1:
        response = next(iter(response.values()))
    return plain(response)


def _tools(body: Json) -> Iterator[Tool]:
    for tool in each(body.get("tools")):
        for key in DECLARED:
            for one in each(tool.get(key)):
                schema = one.get("parametersJsonSchema", one.get("parameters"))
                yield Tool(word(one.get("name")), word(one.get("description")), schema)


def _said(events: Iterable[Json]) -> Said:
    telling = Telling()
    said = (part for event in events for one in each(event.get("candidates")) for part in each(_content(one)))
    for number, part in enumerate(said):
        call = inner(part, "functionCall")
        if call:
            telling.call(number, call.get("id"), call.get("name"), call.get("args"))
        elif part.get("thought") is True:
            telling.reasoning(part.get("text"))
        else:
            telling.text(part.get("text"))
    return telling.said


def _content(candidate: Json) -> Any:
    return inner(candidate, "content").get("parts") if not candidate.get("index") else None


DIALECT = Dialect(_items, _tools, _said, by_name=True)
