"""The tools image: the base with the pinned Python packages that read code for static verification, in /opt/tools.

The packages are downloaded by pip on the host, by hash, for the image's Python and machine; nothing of theirs runs
on the host, and the image needs neither pip nor a network."""

from collections.abc import Callable
from pathlib import Path

import docker

from sandboxes.cache import scratch
from sandboxes.engine import engine_facts
from sandboxes.images.base import BaseImage
from sandboxes.images.build import Image, build, content_tag, ensure_image, image_labels
from sandboxes.wheels import unpack_wheels

REQUIREMENTS = Path(__file__).with_name("tools.txt")
DOCKERFILE = Path(__file__).with_name("tools.Dockerfile")


def ensure_tools_image(client: docker.DockerClient, base: BaseImage, progress: Callable[[str], None]) -> Image:
    """The tools image, built at most once per machine.

    Raises SourceError where a package cannot be had, MachineError on a machine that none is pinned for."""
    texts = [REQUIREMENTS.read_text(encoding="utf-8"), DOCKERFILE.read_text(encoding="utf-8")]
    tag = content_tag("tools", base.layers, texts)

    def make() -> None:
        progress("Building the tools image")
        with scratch() as context:
            (context / "Dockerfile").write_text(texts[1], encoding="utf-8")
            unpack_wheels(REQUIREMENTS, context / "tools", engine_facts(client).architecture, what="analysis tools")
            build(client, tag, context, labels=image_labels("tools", {}), buildargs={"BASE": base.tag})

    return ensure_image(client, tag, make)
