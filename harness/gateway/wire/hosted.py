"""What a model's server would do or fetch by itself, found in requests and taken out of them.

A sandbox without a network has none through its model's server either: no search, no page, no code run elsewhere, no
picture by address, no file that somebody else has put there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple


class Offline(NamedTuple):
    """A request as it is passed on."""

    body: dict[str, Any]
    dropped: tuple[str, ...]
    """Names of what was taken out."""


def without_hosted(
    body: Mapping[str, Any], name_of: Callable[[Any], str], keys: tuple[str, ...], choice: str = "tool_choice"
) -> Offline:
    """The body less some keys of its own, and less every tool that `name_of` has a name for (empty: it may stay).

    Where a tool went, the client no longer says which is to be used."""
    kept = {key: value for key, value in body.items() if key not in keys}
    dropped = [key for key in keys if key in body]
    tools = kept.get("tools")
    if isinstance(tools, list):
        hosted = [name for name in map(name_of, tools) if name]
        if hosted:
            kept["tools"] = [tool for tool in tools if not name_of(tool)]
            kept.pop(choice, None)
        if not kept["tools"]:
            del kept["tools"]
        dropped += hosted
    told = {name[:80].encode("ascii", "backslashreplace").decode() for name in dropped}
    return Offline(kept, tuple(sorted(told)))


def refuse(body: Any, refers: Callable[[Mapping[str, Any]], str]) -> None:
    """Raise ValueError for the first object anywhere in a body of which `refers` says what it refers to."""
    for found in _objects(body):
        if what := refers(found):
            raise ValueError(f"{what} cannot be referred to from a sandbox without a network; send its content")


def is_address(value: Any) -> bool:
    """Whether this names a place, and not content."""
    return isinstance(value, str) and not value.startswith("data:")


def _objects(body: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if value.get("type") == "tool_use":  # what a tool of the client's was called with is nobody's reference
                continue
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
