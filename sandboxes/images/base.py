"""The base image of every sandbox: Debian 12 with Python 3.11, pytest and git, and a user `agent` (uid 1000).

Where a registry answers it is built upon the distribution's image; elsewhere it is bootstrapped from the distribution's
packages. Which of the two, the layers' digests and the list of packages are kept, for results to name."""

import hashlib
import io
import os
import queue
import re
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import docker
import requests
from docker.errors import DockerException

from sandboxes.cache import cache_dir, installation_id, write_atomically
from sandboxes.errors import InfraError, MachineError, UserError
from sandboxes.images.bootstrap import bootstrap, bootstrap_recipe
from sandboxes.images.build import Image, build, content_tag, ensure_image, image_labels
from sandboxes.labels import PREFIX, own_labels
from sandboxes.locks import locked

ENVIRONMENT = "MELTBENCH_BASE"
"""`registry` or `bootstrap` allows only that origin; without it the registry is asked first."""
ORIGINS = ("registry", "bootstrap")
DISTRIBUTION = ("debian", "bookworm-slim")
SUITE = "bookworm"
PACKAGES = ("ca-certificates", "git", "patch", "procps", "python3", "python3-pytest")
DOCKERFILE = Path(__file__).with_name("base.Dockerfile")
REGISTRY_SILENCE_S = 15
"""Seconds that a registry may say nothing before it counts as absent."""
ORIGIN = PREFIX + "origin"


class BaseImage(NamedTuple):
    """The base image as it stands in the engine."""

    tag: str
    id: str
    layers: tuple[str, ...]
    """Digests of its layers: two machines have the same base exactly where these are equal."""
    origin: str
    """`registry` or `bootstrap`."""
    recipe: str
    """Digest of what was asked for (packages, Dockerfile, options); the tag is made of it."""
    packages: Path
    """File in the cache with one line `name<TAB>version` for each package inside."""


def ensure_base(client: docker.DockerClient, progress: Callable[[str], None]) -> BaseImage:
    """The base image, built at most once per machine.

    Raises MachineError where neither a registry nor a bootstrap is possible, InfraError where the engine fails."""
    recipe = _recipe_tag()
    image = ensure_image(client, recipe, lambda: _make(client, recipe, progress))
    origin = image.labels.get(ORIGIN, "unknown")
    return BaseImage(recipe, image.id, image.layers, origin, recipe.rpartition(":")[2], _package_list(client, image))


def _recipe_tag() -> str:
    return content_tag("base", SUITE, PACKAGES, DOCKERFILE.read_text(encoding="utf-8"), bootstrap_recipe())


def allowed_origins() -> tuple[str, ...]:
    """Where the base image may come from, in the order of trying. Raises UserError for a setting that means nothing."""
    wanted = os.environ.get(ENVIRONMENT)
    if wanted and wanted not in ORIGINS:
        raise UserError(f"unknown origin {wanted!r}", where=ENVIRONMENT, mend=f"Use {' or '.join(ORIGINS)}")
    return (wanted,) if wanted else ORIGINS


def _make(client: docker.DockerClient, tag: str, progress: Callable[[str], None]) -> None:
    refusal = ""
    origins = allowed_origins()
    if "registry" in origins:
        progress("Asking the registry for the base image")
        refusal = _pull(client)
        if not refusal:
            progress("Building the base image")
            _build(client, tag)
            return
    if "bootstrap" not in origins:
        raise MachineError(f"no registry gives {':'.join(DISTRIBUTION)}: {refusal}")
    progress("Building the base image from the distribution's packages (about a minute)")
    bootstrap(client, tag, SUITE, PACKAGES, image_labels("base", {"origin": "bootstrap"}))


def _pull(client: docker.DockerClient) -> str:
    """Pull the distribution's image unless it is there; returns why that failed, or nothing."""
    api: Any = client.api
    name, tag = DISTRIBUTION
    if api.images(f"{name}:{tag}", quiet=True):
        return ""
    said: queue.Queue[str | None] = queue.Queue()

    def pull() -> None:
        try:
            for event in api.pull(name, tag, stream=True, decode=True):
                said.put(event.get("error", ""))
        except (DockerException, requests.RequestException) as error:
            said.put(str(error))
        said.put(None)

    # The SDK pulls without any deadline, and the engine waits long for a registry that swallows packets.
    threading.Thread(target=pull, name="meltbench-pull", daemon=True).start()
    try:
        while (refusal := said.get(timeout=REGISTRY_SILENCE_S)) is not None:
            if refusal:
                return refusal
    except queue.Empty:
        return f"silent for {REGISTRY_SILENCE_S} s"
    return ""


def _build(client: docker.DockerClient, tag: str) -> None:
    # "host": a bridge may be forbidden here, and its resolver may not be the host's.
    build(
        client,
        tag,
        {"Dockerfile": DOCKERFILE.read_bytes()},
        labels=image_labels("base", {"origin": "registry"}),
        buildargs={"DISTRIBUTION": ":".join(DISTRIBUTION), "PACKAGES": " ".join(PACKAGES)},
        network="host",
    )


def _package_list(client: docker.DockerClient, image: Image) -> Path:
    """The list of packages inside, read from the image the first time this cache sees these layers."""
    layers = hashlib.sha256("".join(image.layers).encode()).hexdigest()[:20]
    kept = cache_dir("images") / f"{layers}.packages.tsv"
    with locked(f"packages-{layers}"):
        if not kept.exists():
            write_atomically(kept, _packages_inside(client, image.id))
    return kept


def _packages_inside(client: docker.DockerClient, image_id: str) -> str:
    api: Any = client.api
    try:
        # A container that is never started: nothing of the image runs.
        created = api.create_container(image_id, ["true"], labels=own_labels(installation_id(), {"role": "packages"}))
        try:
            chunks, _ = api.get_archive(created["Id"], "/var/lib/dpkg/status")
            with tarfile.open(fileobj=io.BytesIO(b"".join(chunks))) as tar:
                status = tar.extractfile("status")
                text = status.read().decode() if status else ""
        finally:
            api.remove_container(created["Id"], force=True)
    except (DockerException, requests.RequestException, tarfile.TarError) as error:
        raise InfraError(f"the engine failed to show the packages of {image_id}: {error}") from error
    installed = re.findall(r"^Package: (\S+)$.*?^Version: (\S+)$", text, re.MULTILINE | re.DOTALL)
    return "".join(f"{name}\t{version}\n" for name, version in sorted(installed))
