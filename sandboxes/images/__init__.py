"""Images of sandboxes: the base, this machine's site layer, each task's image, the tools image."""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast

import docker
from docker.errors import APIError

from sandboxes.archive import scan
from sandboxes.cache import installation_id
from sandboxes.images.base import BaseImage, ensure_base
from sandboxes.images.build import Image
from sandboxes.images.site import ensure_site
from sandboxes.images.squid import ensure_squid_image
from sandboxes.images.task import TaskImage, ensure_task_image
from sandboxes.images.tools import ensure_tools_image
from sandboxes.labels import INSTALLATION
from sandboxes.sources import PinnedFile

Made = TypeVar("Made")


class ImageStore:
    """Every image that meltbench needs, each made when it is first asked for. Thread-safe."""

    def __init__(self, client: docker.DockerClient, progress: Callable[[str], None]) -> None:
        """`progress` is told, one line at a time, what is being built."""
        self._client = client
        self._progress = progress
        self._guard = threading.Lock()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._made: dict[Hashable, object] = {}

    def base(self) -> BaseImage:
        """The base image."""
        return self._once("base", lambda: ensure_base(self._client, self._progress))

    def site(self) -> Image | BaseImage:
        """What tasks are built upon: the base with this machine's certificates, or the base itself."""
        return self._once("site", lambda: ensure_site(self._client, self.base(), self._progress))

    def tools(self) -> Image:
        """The tools image."""
        return self._once("tools", lambda: ensure_tools_image(self._client, self.base(), self._progress))

    def squid(self) -> Image:
        """The proxy for sandboxes that may reach some hosts."""
        return self._once("squid", lambda: ensure_squid_image(self._client, self.base(), self._progress))

    def task(self, context: Path, sources: Sequence[PinnedFile], labels: Mapping[str, str] | None = None) -> TaskImage:
        """The image of a task's build context and pinned sources; `labels` are for people and are not part of it."""
        key = (str(context.absolute()), scan(context).digest, tuple(sources))
        return self._once(
            key,
            lambda: ensure_task_image(self._client, context, self.site(), sources, labels or {}, self._progress),
        )

    def _once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._made:
                self._made[key] = make()
            return cast("Made", self._made[key])


def remove_images(client: docker.DockerClient) -> list[str]:
    """Remove every image that this installation built and nothing uses; returns their tags."""
    removed = []
    for image in client.images.list(filters={"label": f"{INSTALLATION}={installation_id()}"}):
        try:
            client.images.remove(str(image.id), force=True)
        except APIError:
            continue  # a sandbox uses it, or an image that remains was built upon it
        removed.append(image.tags[0] if image.tags else str(image.id))
    return removed
