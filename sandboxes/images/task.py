"""A task's image: its build context and its pinned sources upon the base, built without a network, once per machine."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import docker

from sandboxes.archive import scan
from sandboxes.cache import scratch
from sandboxes.errors import UserError
from sandboxes.images.build import build, content_tag, ensure_image, image_labels
from sandboxes.sources import PinnedFile, fetch

RECIPE = 1
"""Raised when the way a context is put together changes, so that old images are not taken for new ones."""


class Parent(Protocol):
    """The image that a task's Dockerfile gets as BASE: the base or the site image."""

    @property
    def tag(self) -> str:
        """What `FROM` names."""

    @property
    def layers(self) -> tuple[str, ...]:
        """Digests of its layers."""


class TaskImage(NamedTuple):
    """A task's image as it stands in the engine."""

    tag: str
    id: str
    workdir: str
    user: str
    """Empty means root."""
    layers: tuple[str, ...]
    """Digests of its layers, the base's first."""
    built: bool
    """Whether this very call built it."""


def ensure_task_image(
    client: docker.DockerClient,
    context: Path,
    base: Parent,
    sources: Sequence[PinnedFile],
    labels: Mapping[str, str],
    progress: Callable[[str], None],
) -> TaskImage:
    """The image of the Dockerfile in `context`, with each source as `sources/<file>` beside it.

    Raises UserError where the Dockerfile is at fault, SourceError for a source, InfraError for the engine."""
    if not (context / "Dockerfile").is_file():
        raise UserError("there is no Dockerfile", where=str(context), mend="Every task needs environment/Dockerfile")
    pins = sorted((source.file, source.sha256) for source in sources)
    tag = content_tag("task", RECIPE, base.layers, scan(context).digest, pins)

    def make() -> None:
        progress(f"Building the image of {context.parent.name}")
        with scratch() as directory:
            whole = _whole_context(context, sources, directory / "context")
            where = str(context / "Dockerfile")
            build(client, tag, whole, labels=image_labels("task", labels), buildargs={"BASE": base.tag}, where=where)

    image = ensure_image(client, tag, make)
    if image.volumes:
        where, mend = str(context / "Dockerfile"), "Take it out: what lies in a volume escapes the limits of a sandbox"
        raise UserError(f"VOLUME {' '.join(image.volumes)}", where=where, mend=mend)
    return TaskImage(tag, image.id, image.workdir or "/", image.user, image.layers, image.built)


def _whole_context(context: Path, sources: Sequence[PinnedFile], whole: Path) -> Path:
    shutil.copytree(context, whole, symlinks=True)
    for source in sources:
        (whole / "sources").mkdir(exist_ok=True)
        shutil.copyfile(fetch(source), whole / "sources" / source.file)
    return whole
