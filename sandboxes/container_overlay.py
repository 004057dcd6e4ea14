"""The overlay behind one container, as far as it can be seen from here."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sandboxes.ending import Ending
from sandboxes.engine_errors import engine_errors
from sandboxes.overlay import Above, Layers, mapped
from sandboxes.spec import SandboxSpec
from sandboxes.unseen import unseen


class Overlay:
    """Of one container; the engine is asked once."""

    def __init__(self, api: Any, container: str, spec: SandboxSpec, ending: Ending) -> None:
        self._api = api
        self._container = container
        self._spec = spec
        self._ending = ending
        self._facts: dict[str, Any] = {}

    def above(self, path: str) -> Above | None:
        """What was written below a directory, while the container is stopped. Raises InfraError."""
        layers, group = self._layers(path), self._ending.group
        found = layers.above(path) if layers and group else None
        return found._replace(stamped=not mapped(group, path)) if found and group else None

    def content(self, path: str, name: str) -> Iterator[bytes]:
        """Of a file that `above` has told of. Raises OSError."""
        layers = self._layers(path)
        assert layers
        return layers.content(path, name)

    @contextmanager
    def archive(self, path: str) -> Iterator[Iterator[bytes] | None]:
        """A directory of the stopped container, read so that nothing inside tells of it; None where that cannot be.
        Raises InfraError."""
        layers = self._layers(path)
        with ExitStack() as stack:
            try:
                found = stack.enter_context(unseen([layers.upper, *layers.lower.split(":")], path)) if layers else None
            except OSError:
                found = None
            yield found

    def _layers(self, path: str) -> Layers | None:
        """Where the engine keeps the container's files, if what lies at `path` is all in there."""
        if not self._facts:
            with engine_errors():
                self._facts = self._api.inspect_container(self._container)
            self._ending.learn(int(self._facts["State"]["Pid"]))
        data = (self._facts.get("GraphDriver") or {}).get("Data") or {}
        mounted = [*(mount["Destination"] for mount in self._facts.get("Mounts") or ()), *self._spec.tmpfs]
        if any(f"{place}/".startswith(f"{path}/") or f"{path}/".startswith(f"{place}/") for place in mounted):
            return None
        upper, merged, lower = (data.get(f"{name}Dir") for name in ("Upper", "Merged", "Lower"))
        return Layers(upper, merged, lower) if upper and merged and lower else None
