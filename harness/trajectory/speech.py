"""What is common to all protocols: a conversation as a request shows it, and an answer as a model gives it.

Bodies come from a sandbox and from a server: data of any shape is taken, and what makes no sense is passed over."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, Literal, NamedTuple

from pydantic_core import from_json

from harness.gateway.wire.sse import Events, data_of
from harness.trajectory.bounds import parsed

MAX_LIST: Final = 50_000
"""Entries of a list in a body that are looked at."""
MAX_CALLS: Final = 1000
"""Of one answer."""
Json = dict[str, Any]


class Item(NamedTuple):
    """One thing in a conversation. What the model has said (`said`) comes without its text: a request may claim
    anything, and what was said is in the answers."""

    kind: Literal["system", "user", "said", "result"]
    text: str = ""
    call: str = ""
    """Of a result: what the protocol tells calls apart by."""


class Tool(NamedTuple):
    """A tool that a model is offered."""

    name: str
    description: str
    parameters: Any
    """JSON schema."""


class Call(NamedTuple):
    """A call of a tool."""

    id: str
    """Empty where the model gave none."""
    name: str
    arguments: Any
    """An object, or a text that is the JSON of one or the beginning of that; empty where there are none."""


class Said(NamedTuple):
    """One answer."""

    text: str = ""
    reasoning: str = ""
    calls: tuple[Call, ...] = ()


class Dialect(NamedTuple):
    """How one protocol is read."""

    items: Callable[[Json], Iterator[Item]]
    """The conversation that a request's body shows."""
    tools: Callable[[Json], Iterator[Tool]]
    """The tools that it offers."""
    said: Callable[[Iterable[Json]], Said]
    """The answer, from the events of a stream or from one whole response."""
    by_name: bool = False
    """Whether results tell their call by the name of its tool, and not by its id."""


class Telling:
    """An answer that comes in pieces."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._calls: dict[object, tuple[Call, list[str]]] = {}

    def text(self, piece: Any) -> None:
        """Said."""
        if isinstance(piece, str):
            self._text.append(piece)

    def reasoning(self, piece: Any) -> None:
        """Thought."""
        if isinstance(piece, str):
            self._reasoning.append(piece)

    def call(self, place: object, identity: Any, name: Any, arguments: Any = None) -> None:
        """A call begins, unless there is one at this place of the answer."""
        if place not in self._calls and len(self._calls) < MAX_CALLS:
            self._calls[place] = (Call(word(identity), word(name), arguments or ""), [])

    def arguments(self, place: object, piece: Any) -> None:
        """A piece of its arguments; with any of these, those that it began with do not count."""
        if place in self._calls and isinstance(piece, str):
            self._calls[place][1].append(piece)

    @property
    def said(self) -> Said:
        """As far as it has come."""
        calls = (call._replace(arguments="".join(pieces) or call.arguments) for call, pieces in self._calls.values())
        return Said("".join(self._text), "".join(self._reasoning), tuple(calls))


def events(body: bytes) -> Iterator[Json]:
    """The events of a stream, or the one response that a body is. Either may be cut anywhere."""
    if body[:256].lstrip()[:1] not in (b"{", b"["):
        stream = Events()
        for event in (*stream.feed(body), stream.rest()):
            yield from each([data_of(event)])
        return
    whole = parsed(body)
    if whole is None:
        try:
            whole = from_json(body, allow_partial="trailing-strings")
        except ValueError:
            return
    yield from each(whole if isinstance(whole, list) else [whole])


def each(value: Any) -> Iterator[Json]:
    """The objects in a list."""
    for one in islice(value, MAX_LIST) if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def word(value: Any) -> str:
    """A name or an id; empty where there is none."""
    return value[:200] if isinstance(value, str) else ""


def place(value: Any) -> int:
    """A number in a list; -1 where there is none."""
    return value if isinstance(value, int) else -1


def parts(content: Any) -> Iterator[Json]:
    """The parts of a message's content, which may be a text alone."""
    if isinstance(content, str):
        yield {"type": "text", "text": content}
    yield from each(content)


def text_of(part: Json) -> str:
    """The text of a part. What is no text is named in brackets."""
    text = part.get("text")
    return text if isinstance(text, str) else f"[{word(part.get('type')) or 'unknown'}]"


def joined(content: Any) -> str:
    """All texts of a message's content."""
    return "\n".join(map(text_of, parts(content)))
