"""Images by content: the tag is a digest of everything that goes in, so an image that exists need not be built.

Image ids differ from build to build (they hold a time stamp); what identifies an image are its inputs, by tag, and the
digests of its layers."""

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

import docker
import requests
from docker.errors import APIError, DockerException, ImageNotFound

from sandboxes.archive import pack
from sandboxes.cache import cache_dir, installation_id
from sandboxes.errors import InfraError, UserError
from sandboxes.labels import INSTALLATION, PREFIX
from sandboxes.locks import locked

BUILD_SILENCE_S = 900.0
"""Seconds that one build step may say nothing before the build is given up."""
KIND = PREFIX + "image"
"""Label that says what an image is: base, site, task or tools."""
TAIL_LINES = 6
NOISE = re.compile(r"\x1b\[[0-9;]*m|^ *(--->|Removing intermediate container|Step ).*$", re.MULTILINE)
"""Colours, and what the builder says of its own steps."""
ENGINE_TROUBLE = ("no space left on device", "i/o timeout", "context canceled", "connection refused", "toomanyrequests")
"""What an error message of a build holds where the machine is to blame and not the Dockerfile."""


class Image(NamedTuple):
    """An image that is present in the engine."""

    tag: str
    id: str
    """Changes with every build, even of the same inputs."""
    layers: tuple[str, ...]
    """Digests of its layers, lowest first: equal layers are equal content."""
    workdir: str
    user: str
    """Empty means root."""
    labels: Mapping[str, str]
    volumes: tuple[str, ...]
    """Paths that the image declares as volumes."""
    built: bool = False
    """Whether this very call built it."""


def content_tag(kind: str, *inputs: object) -> str:
    """`meltbench/KIND:<20 hex digits>` of anything that JSON can hold."""
    digest = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
    return f"meltbench/{kind}:{digest[:20]}"


def image_labels(kind: str, extra: Mapping[str, str]) -> dict[str, str]:
    """Labels of an image of ours. It has no owning process: images are meant to stay."""
    return {INSTALLATION: installation_id(), KIND: kind, **{PREFIX + key: value for key, value in extra.items()}}


def find_image(client: docker.DockerClient, tag: str) -> Image | None:
    """The image with that tag, or None. Raises InfraError where the engine fails."""
    api: Any = client.api
    try:
        found = api.inspect_image(tag)
    except ImageNotFound:
        return None
    except (DockerException, requests.RequestException) as error:
        raise InfraError(f"the engine failed to look up {tag}: {error}") from error
    config = found["Config"]
    volumes = tuple(sorted(config.get("Volumes") or {}))
    layers = tuple(found["RootFS"].get("Layers") or ())
    return Image(tag, found["Id"], layers, config["WorkingDir"], config["User"], config["Labels"] or {}, volumes)


def ensure_image(client: docker.DockerClient, tag: str, make: Callable[[], None]) -> Image:
    """The image `tag`, made by `make` if it is missing; one maker at a time on this machine, the rest wait for it."""
    found = find_image(client, tag)
    if found is not None:
        return found
    with locked(f"image-{tag.rpartition('/')[2].replace(':', '-')}"):
        found = find_image(client, tag)
        if found is not None:
            return found
        make()
        made = find_image(client, tag)
    if made is None:
        raise InfraError(f"the engine has lost {tag}, which it has just built. Run again")
    return made._replace(built=True)


def build(
    client: docker.DockerClient,
    tag: str,
    context: Mapping[str, bytes] | Path,
    *,
    labels: Mapping[str, str],
    buildargs: Mapping[str, str],
    network: str = "none",
    where: str = "",
) -> None:
    """Build a context (a mapping of names to contents, or a directory) with the engine's classic builder.

    Raises UserError where the Dockerfile is at fault, with its last lines and the path of the log; `where` names it in
    the message. Raises InfraError where the engine is."""
    api: Any = client.api
    log = cache_dir("logs") / f"build-{tag.rpartition('/')[2].replace(':', '-')}.log"
    lines: list[str] = []
    try:
        stream = api.build(
            fileobj=io.BytesIO(pack(context)),
            custom_context=True,
            tag=tag,
            rm=True,
            forcerm=True,
            network_mode=network,
            buildargs=dict(buildargs),
            labels=dict(labels),
            timeout=BUILD_SILENCE_S,
            decode=True,
        )
        with log.open("w", encoding="utf-8") as sink:
            error = _follow(stream, sink, lines)
    except APIError as refused:
        error = str(refused.explanation or refused)
        log.write_text(error, encoding="utf-8")
    except (DockerException, requests.RequestException) as lost:
        raise InfraError(f"the engine failed while it built {tag}: {lost}. Run again (log: {log})") from lost
    if error:
        raise failure(error, lines, where or tag, log)


def _follow(stream: Iterator[dict[str, Any]], log: IO[str], lines: list[str]) -> str:
    """Write a build's output to `log` and `lines`; returns its error message, empty where it succeeded."""
    error = ""
    for event in stream:
        text = event.get("stream") or event.get("error") or ""
        log.write(text)
        lines += [line.strip() for line in NOISE.sub("", text).splitlines() if line.strip()]
        del lines[:-TAIL_LINES]
        error = event.get("error") or error
    return error


def failure(error: str, lines: list[str], where: str, log: Path) -> UserError | InfraError:
    """The error to raise for a build that ended with the message `error` after the output `lines`."""
    if any(sign in error.lower() for sign in ENGINE_TROUBLE):
        return InfraError(f"the engine could not build {where}: {' '.join(error.split())[:500]} (log: {log})")
    said = " | ".join([*(line for line in lines if line != error), " ".join(error.split())])
    return UserError(f"the image does not build: {said[-800:]}", where=where, mend=f"Full log: {log}")
