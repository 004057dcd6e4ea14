"""Agents of other packages: by a name of the entry point group `meltbench.agents`, or by `package.module:NAME`.

Either leads to a callable that is given what was written (Spelled) and returns an Agent: a class will do."""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from harness.agents.base import Agent, Needs
from harness.agents.spelling import Spelled
from sandboxes.errors import UserError

GROUP: Final = "meltbench.agents"
PARTS: Final = ("name", "needs", "unfit", "run")


def installed() -> dict[str, EntryPoint]:
    """The entry points of all packages here, by name."""
    return {point.name: point for point in entry_points(group=GROUP)}


def plugged(words: Spelled) -> Agent | None:
    """The agent of another package; None where no package has one of that name. Raises UserError."""
    where = f"-a {words.name}"
    load = _loader(words.name)
    if load is None:
        return None
    try:
        agent = load()(words)
    except UserError:
        raise
    except Exception as error:
        what = f"cannot be made: {type(error).__name__}: {error}"
        raise UserError(what, where=where, mend="See docs/agents.md, Plug-ins") from error
    if wrong := _wrong(agent, words):
        raise UserError(f"is no agent: {wrong}", where=where, mend="See docs/agents.md, Plug-ins")
    return agent  # type: ignore[no-any-return]  # looked at above


def _loader(name: str) -> Callable[[], Any] | None:
    if ":" not in name:
        point = installed().get(name)
        return point.load if point else None
    module, _, attribute = name.partition(":")
    return lambda: getattr(import_module(module), attribute)


def _wrong(agent: Any, words: Spelled) -> str:
    """What of it is not as an agent has it; empty where it is one."""
    missing = [part for part in PARTS if not hasattr(agent, part)]
    if missing:
        return f"it has no {', '.join(missing)}"
    if not isinstance(agent.needs, Needs):
        return "its `needs` are no harness.agents.base.Needs"
    name = agent.name
    if not (isinstance(name, str) and (name == words.name or name.startswith((f"{words.name}==", f"{words.name}@")))):
        return f"its name {name!r} does not begin with {words.name}, by which it is found again"
    return ""
