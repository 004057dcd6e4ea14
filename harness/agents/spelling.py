"""How an agent with a model is written: NAME[==VERSION][@[PROVIDER/]MODEL]."""

import re
from typing import NamedTuple

from harness.agents.base import Chosen
from harness.gateway.prices import known_prices
from harness.gateway.upstream import VENDORS, vendor
from sandboxes.errors import UserError

PROTOCOLS = tuple(wire.name for known in VENDORS.values() for wire in known.wires)
"""All wire protocols."""
_REST = r"(==(?P<version>[0-9A-Za-z][0-9A-Za-z.+_-]*))?(@((?P<provider>[a-z][a-z0-9-]*)/)?(?P<model>[!-~]+))?"
_FORM = re.compile(r"(?P<name>[a-z][a-z0-9-]*)" + _REST)
_PLACE = re.compile(r"(?P<name>[A-Za-z_]\w*(\.\w+)*:[A-Za-z_]\w*)" + _REST)


class Spelled(NamedTuple):
    """The parts of it; each but the name may be empty."""

    name: str
    """Or a place in a package, `package.module:NAME`."""
    version: str
    provider: str
    model: str


def spelled(text: str) -> Spelled | None:
    """Its parts; None where it is not written so."""
    return _parts(_FORM.fullmatch(text))


def placed(text: str) -> Spelled | None:
    """The parts of what has a place in a package, `package.module:NAME`, in place of the name; None otherwise."""
    return _parts(_PLACE.fullmatch(text))


def _parts(found: re.Match[str] | None) -> Spelled | None:
    return Spelled(*(found[part] or "" for part in ("name", "version", "provider", "model"))) if found else None


def chosen(text: Spelled, protocols: tuple[str, ...], *, default_model: bool) -> Chosen:
    """The model that is meant, for an agent that speaks these protocols: of the provider as written, else of whose the
    model is known to be, else of the only one that fits. `default_model`: the agent has one of its own.

    Raises UserError where the agent cannot speak to that provider, or none can be told."""
    where = f"-a {text.name}"
    fitting = tuple(name for name in VENDORS if protocol_for(name, protocols))
    if not text.model and not default_model:
        raise UserError("no model is named", where=where, mend=f"Write -a {text.name}@PROVIDER/MODEL")
    known = known_prices().find(text.model)
    provider = text.provider or (known.provider if known else "") or (fitting[0] if len(fitting) == 1 else "")
    if not provider:
        mend = f"Write -a {text.name}@PROVIDER/{text.model} with one of {', '.join(fitting)}, or another provider"
        raise UserError(f"whose model is {text.model}?", where=where, mend=mend)
    if not protocol_for(provider, protocols):
        raise UserError(f"does not speak to {provider}", where=where, mend=f"It speaks to {', '.join(fitting)}")
    return Chosen(provider=provider, model=text.model)


def protocol_for(provider: str, protocols: tuple[str, ...]) -> str:
    """The first protocol of a provider that is among these; empty where none is."""
    return next((wire.name for wire in vendor(provider).wires if wire.name in protocols), "")
