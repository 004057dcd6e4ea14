"""Finds and removes what a killed run left behind. It goes by labels alone, never by names."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import docker
import requests
from docker.errors import APIError, NotFound

from sandboxes.ending import Ending
from sandboxes.labels import INSTALLATION, OWNER
from sandboxes.owner import is_alive, this_process


class Litter(NamedTuple):
    """A thing in the engine that is ours and whose owner is dead."""

    kind: str
    """container, network or volume."""
    id: str
    owner: str


def find_litter(client: docker.DockerClient, installation: str, *, own: bool = False) -> list[Litter]:
    """Everything with this installation's label whose owning process no longer runs, or, with `own`, is this one."""
    filters = {"label": [f"{INSTALLATION}={installation}", OWNER]}
    api: Any = client.api
    found = [Litter("container", c["Id"], c["Labels"][OWNER]) for c in api.containers(all=True, filters=filters)]
    found += [Litter("network", n["Id"], n["Labels"][OWNER]) for n in api.networks(filters=filters)]
    volumes = api.volumes(filters=filters).get("Volumes") or []
    found += [Litter("volume", v["Name"], v["Labels"][OWNER]) for v in volumes]
    return [litter for litter in found if not is_alive(litter.owner) or (own and litter.owner == this_process())]


def tell(line: str) -> None:
    """Say one line on standard error."""
    print(f"meltbench: {line}", file=sys.stderr, flush=True)


def sweep(
    client: docker.DockerClient, installation: str, *, own: bool = False, warn: Callable[[str], None] = tell
) -> list[Litter]:
    """Remove what `find_litter` finds; returns what was removed. What is gone already is no error.

    What cannot be removed, as code inside can bring about, is told to `warn` and left: it may not stop anybody."""
    removed = []
    api: Any = client.api
    remove = {
        "container": lambda key: _remove_container(api, key),
        "network": api.remove_network,
        "volume": lambda key: api.remove_volume(key, force=True),
    }
    for litter in find_litter(client, installation, own=own):
        try:
            remove[litter.kind](litter.id)
        except NotFound:
            continue
        except (APIError, requests.Timeout) as error:
            in_use = isinstance(error, APIError) and error.status_code == 409
            if not in_use:
                why = getattr(error, "explanation", None) or error
                warn(f"{litter.kind} {litter.id[:12]} of process {litter.owner} cannot be removed: {why}")
            continue
        removed.append(litter)
    return removed


def _remove_container(api: Any, container: str) -> None:
    ending = Ending(api, container)
    with ending.cleared():
        ending.kill_members(look=True)
        api.remove_container(container, force=True, v=True)
