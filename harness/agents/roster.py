"""Which agents there are, and what of each is here."""

from collections.abc import Callable, Mapping

from harness.agents.pinned import recipe
from harness.agents.plugins import installed
from harness.agents.registry import ADAPTERS, DESCRIPTIONS
from harness.agents.spelling import PROTOCOLS, protocol_for
from harness.gateway.upstream import VENDORS
from sandboxes.spec import Frozen
from sandboxes.tools.recipe import ToolRecipe


class Listed(Frozen):
    """One agent."""

    name: str
    """How it is written."""
    about: str = ""
    version: str = ""
    """The one that is pinned; empty for what is no tool."""
    speaks: tuple[str, ...] = ()
    """Wire protocols."""
    installed: bool | None = None
    """Whether its tool is; None for what is no tool, and where no engine runs that could be asked."""
    variables: tuple[str, ...] = ()
    """Environment variables that are set, of those which hold a key or an address for it."""


def roster(environment: Mapping[str, str], has: Callable[[ToolRecipe], bool] | None) -> list[Listed]:
    """All of them. `has` says whether a tool is installed; None where nobody knows."""
    found = []
    for adapter in ADAPTERS.values():
        tool = recipe(adapter.name)
        written = f"{adapter.name}[==VERSION]{'[@MODEL]' if adapter.default_model else '@[PROVIDER/]MODEL'}"
        found.append(
            Listed(
                name=written,
                version=tool.version,
                speaks=adapter.protocols,
                installed=has(tool) if has else None,
                variables=_set(adapter.protocols, environment),
            )
        )
    for name, about in DESCRIPTIONS.items():
        speaks = PROTOCOLS if "MODEL" in name else ()
        found.append(Listed(name=name, about=about, speaks=speaks, variables=_set(speaks, environment)))
    for name, point in sorted(installed().items()):
        found.append(Listed(name=name, about=f"plug-in: {point.value}"))
    return found


def _set(protocols: tuple[str, ...], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables of every known provider that speaks one of these, as far as they are set."""
    fitting = [vendor for name, vendor in VENDORS.items() if protocol_for(name, protocols)]
    names = [name for vendor in fitting for name in (vendor.key_variable, vendor.url_variable)]
    return tuple(name for name in names if environment.get(name))
