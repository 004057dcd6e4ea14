"""The image of the proxy for sandboxes that may reach a list of hosts: the base with the distribution's squid."""

from collections.abc import Callable
from pathlib import Path

import docker

from sandboxes.images.base import BaseImage
from sandboxes.images.build import Image, build, content_tag, ensure_image, image_labels

DOCKERFILE = Path(__file__).with_name("squid.Dockerfile")


def ensure_squid_image(client: docker.DockerClient, base: BaseImage, progress: Callable[[str], None]) -> Image:
    """The image, built at most once per machine, from the distribution's packages over the host's network."""
    text = DOCKERFILE.read_text(encoding="utf-8")
    tag = content_tag("squid", base.layers, text)

    def make() -> None:
        progress("Building the image of the proxy for allow-lists")
        files = {"Dockerfile": text.encode()}
        build(client, tag, files, labels=image_labels("squid", {}), buildargs={"BASE": base.tag}, network="host")

    return ensure_image(client, tag, make)
