"""Where models are: a vendor or any server that speaks one of the protocols, and the key for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.gateway.wire.anthropic import Anthropic
from harness.gateway.wire.base import Wire
from harness.gateway.wire.chat import Chat
from harness.gateway.wire.gemini import Gemini
from harness.gateway.wire.responses import Responses
from sandboxes.errors import UserError


class Vendor(NamedTuple):
    """A provider that is known by name."""

    base_url: str
    url_variable: str
    """Environment variable that names another base URL."""
    key_variable: str
    wires: tuple[Wire, ...]


OPENAI_WIRES: tuple[Wire, ...] = (Responses(), Chat())
COMPATIBLE: tuple[Wire, ...] = (Chat(), Responses())
"""The first is what every server speaks that calls itself compatible with OpenAI's."""
VENDORS = {
    "anthropic": Vendor("https://api.anthropic.com", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY", (Anthropic(),)),
    "openai": Vendor("https://api.openai.com/v1", "OPENAI_BASE_URL", "OPENAI_API_KEY", OPENAI_WIRES),
    "google": Vendor(
        "https://generativelanguage.googleapis.com", "GOOGLE_GEMINI_BASE_URL", "GEMINI_API_KEY", (Gemini(),)
    ),
}


@dataclass(frozen=True)
class Upstream:
    """One provider, reached with one key. The key is in no representation of it."""

    name: str
    base_url: str
    wires: tuple[Wire, ...]
    key: str = field(repr=False)

    def wire(self, path: str) -> Wire | None:
        """The protocol that a path is of; None where this provider speaks none such."""
        return next((wire for wire in self.wires if wire.owns(path)), None)

    def url(self, wire: Wire, path: str) -> str:
        """Where a request goes. A key that the client put into its query stays behind."""
        parts = urlsplit(path.removeprefix(wire.prefix))
        query = urlencode(
            [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "key"]
        )
        return self.base_url.rstrip("/") + parts.path + (f"?{query}" if query else "")


def vendor(name: str) -> Vendor:
    """A provider by name: one of ours, or any other as an OpenAI-compatible server with variables of its name."""
    upper = name.upper().replace("-", "_")
    return VENDORS.get(name) or Vendor("", f"{upper}_BASE_URL", f"{upper}_API_KEY", COMPATIBLE)


def recorded(name: str) -> Upstream:
    """A provider whose answers come from a record: it needs neither address nor key."""
    return Upstream(name, "http://record.invalid", vendor(name).wires, key="")


def upstream(name: str, environment: Mapping[str, str]) -> Upstream:
    """A provider by name, with the key (and the base URL, if there is one) of the environment.

    Raises UserError where the name means nothing or the key is missing."""
    found = vendor(name)
    base_url = environment.get(found.url_variable) or found.base_url
    if not base_url:
        mend = f"Set {found.url_variable} to the base URL of its OpenAI-compatible API, or use {', '.join(VENDORS)}"
        raise UserError(f"no such provider {name!r}", where="-a", mend=mend)
    key = environment.get(found.key_variable, "")
    if not key:
        raise UserError(f"no key for {name}", where=found.key_variable, mend="Set the variable to your key")
    return Upstream(name, base_url, found.wires, key)
