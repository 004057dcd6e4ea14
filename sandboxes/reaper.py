"""Finds and removes what a killed run left behind. It goes by labels alone, never by names."""

from typing import Any, NamedTuple

import docker
from docker.errors import APIError, NotFound

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


def sweep(client: docker.DockerClient, installation: str, *, own: bool = False) -> list[Litter]:
    """Remove what `find_litter` finds; returns what was removed. What is gone already is no error."""
    removed = []
    api: Any = client.api
    remove = {
        "container": lambda key: api.remove_container(key, force=True, v=True),
        "network": api.remove_network,
        "volume": lambda key: api.remove_volume(key, force=True),
    }
    for litter in find_litter(client, installation, own=own):
        try:
            remove[litter.kind](litter.id)
        except NotFound:
            continue
        except APIError as error:
            if error.status_code != 409:
                raise
            continue
        removed.append(litter)
    return removed
