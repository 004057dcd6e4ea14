"""Agent tools: installed once per machine, each into a volume of its own, mounted read-only into any task's image.

A volume's name holds a digest of all that the tool is made from. It belongs to one installation, which alone knows
that it was finished: another user of the same engine makes another."""

import hashlib
import json
import secrets
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import docker
from docker.errors import APIError, NotFound

from sandboxes import wheels
from sandboxes.cache import installation_id
from sandboxes.engine import engine_facts
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import MachineError
from sandboxes.images import ImageStore
from sandboxes.labels import INSTALLATION, PREFIX
from sandboxes.locks import locked
from sandboxes.spec import Volume
from sandboxes.tools import record
from sandboxes.tools.files import LAUNCHER
from sandboxes.tools.installer import ROLE, install, script
from sandboxes.tools.node import NODE
from sandboxes.tools.recipe import CPUS, Npm, Pip, ToolRecipe, home

KIND = PREFIX + "tool"
"""Label that says which tool a volume holds. It has no owning process: volumes are meant to stay."""
DRAWN = PREFIX + "drawn"
"""Label with the number by which a record knows its volume."""


class Tool(NamedTuple):
    """A tool that is installed on this machine."""

    name: str
    version: str
    digest: str
    """sha256 of everything that it is made from."""
    volume: str
    """Name of its volume."""
    size_bytes: int
    """What it takes on disk."""
    command: tuple[str, ...]
    """How it is started inside, to be followed by its arguments."""
    volumes: tuple[Volume, ...]
    """What is to be mounted for that: its own volume, and node's where it needs node."""


class ToolVolumes:
    """The tools on one engine, each installed when it is first asked for. Thread-safe."""

    def __init__(self, client: docker.DockerClient, images: ImageStore, progress: Callable[[str], None]) -> None:
        """`progress` is told, one line at a time, what is being installed."""
        self._client = client
        self._api: Any = client.api
        self._images = images
        self._progress = progress

    def ensure(self, recipe: ToolRecipe) -> Tool:
        """The tool, installed if need be; one installer of it at a time on this machine, the rest wait.

        Raises SourceError where its packages cannot be had, UserError where no such version exists, MachineError on a
        machine that tools are not published for, InfraError where the engine fails."""
        machine = self._machine
        content = digest(recipe, machine)
        volume = volume_name(recipe, content)
        found = self._found(volume)
        if found is None:
            with locked(volume):
                found = self._found(volume) or self._install(recipe, machine, volume)
        command: tuple[str, ...] = (recipe.path(machine),)
        volumes: tuple[Volume, ...] = (Volume(name=volume, target=home(recipe.name)),)
        if recipe.node:
            node = self.ensure(NODE)
            command, volumes = node.command + command, volumes + node.volumes
        return Tool(recipe.name, recipe.version, content, volume, found.size_bytes, command, volumes)

    def has(self, recipe: ToolRecipe) -> bool:
        """Whether the tool is installed. Raises MachineError and InfraError as `ensure` does."""
        return self._found(volume_name(recipe, digest(recipe, self._machine))) is not None

    @cached_property
    def _machine(self) -> str:
        machine = engine_facts(self._client).architecture
        if machine not in CPUS:
            raise MachineError(f"agent tools can be had for {' and '.join(CPUS)}, not for {machine}")
        return machine

    def _found(self, volume: str) -> record.Installed | None:
        """The record of that volume, if it is about the volume that is there."""
        installed = record.read(volume)
        if installed is None:
            return None
        with engine_errors():
            try:
                labels = self._api.inspect_volume(volume)["Labels"] or {}
            except NotFound:
                return None
        return installed if labels.get(DRAWN) == installed.drawn else None

    def _install(self, recipe: ToolRecipe, machine: str, volume: str) -> record.Installed:
        mounted = self.ensure(NODE).volumes if isinstance(recipe.packages, Npm) else ()
        image = self._images.site().id
        self._progress(f"Installing {recipe.name} {recipe.version}")
        drawn = secrets.token_hex(8)
        with engine_errors():
            self._remove_unfinished(volume)
            labels = {INSTALLATION: installation_id(), KIND: recipe.name, DRAWN: drawn}
            self._api.create_volume(volume, labels=labels)
        size = install(self._client, image, recipe, machine, volume, mounted)
        installed = record.Installed(volume=volume, drawn=drawn, size_bytes=size)
        record.write(installed)
        return installed

    def _remove_unfinished(self, volume: str) -> None:
        """Remove what a dead installer left of this tool. We hold its lock: whatever installs it is dead."""
        record.forget(volume)
        labels = [f"{INSTALLATION}={installation_id()}", f"{PREFIX}role={ROLE}"]
        for container in self._api.containers(all=True, filters={"volume": volume, "label": labels}):
            self._api.remove_container(container["Id"], force=True, v=True)
        try:
            self._api.remove_volume(volume)
        except NotFound:
            return


def digest(recipe: ToolRecipe, machine: str) -> str:
    """sha256 over everything that an installed tool depends on: its recipe, the machine, and how it is installed."""
    how: list[object] = [script(recipe, machine)]
    match recipe.packages:
        case Npm():
            how += [digest(NODE, machine)]
        case Pip():
            how += [LAUNCHER, wheels.OPTIONS, wheels.PLATFORMS]
    content = json.dumps([recipe.model_dump(mode="json"), machine, how], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def volume_name(recipe: ToolRecipe, content: str) -> str:
    """`meltbench-tool-NAME-VERSION-<12 hex digits>`, the digits those of this content and this installation."""
    own = hashlib.sha256(f"{installation_id()} {content}".encode()).hexdigest()
    return f"meltbench-tool-{recipe.slug}-{own[:12]}"


def remove_tools(client: docker.DockerClient) -> list[str]:
    """Remove every tool that this installation installed and no container has mounted; returns their volumes.

    It waits for an installation that is under way."""
    api: Any = client.api
    removed = []
    with engine_errors():
        filters = {"label": [f"{INSTALLATION}={installation_id()}", KIND]}
        for volume in [str(found["Name"]) for found in api.volumes(filters=filters).get("Volumes") or []]:
            with locked(volume):
                try:
                    api.remove_volume(volume)
                except APIError:
                    continue  # a sandbox has it mounted
                record.forget(volume)
            removed.append(volume)
    return removed
