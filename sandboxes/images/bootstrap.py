"""A base image without any registry: mmdebstrap makes a root file system from the distribution's packages.

With the same packages the file system is the same to the bit, so its layer digest is its identity. It is made as root
inside namespaces of its own: however meltbench ends, no process and no mount of it stays behind."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docker
import requests
from docker.errors import DockerException

from sandboxes.cache import cache_dir, scratch
from sandboxes.debian import install, is_debian, is_root
from sandboxes.errors import InfraError, MachineError

MIRROR = "MELTBENCH_MIRROR"
"""Names a mirror of the distribution, for mmdebstrap; without it, mmdebstrap's own choice."""
EPOCH = 1_700_000_000
"""Time stamp of every file that the bootstrap itself writes, in seconds since 1970."""
TIMEOUT_S = 1800
# The parent's death kills the wrapper, its death kills the first process of the namespace, and that ends all others.
CONTAINED = ("setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child=KILL")
OPTIONS = (
    "--variant=minbase",
    "--format=tar",
    "--quiet",
    "--aptopt=Acquire::Languages none",
    "--aptopt=Apt::Install-Recommends false",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-include=/usr/share/doc/*/copyright",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/info/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    '--customize-hook=chroot "$1" useradd --uid 1000 --user-group --create-home --shell /bin/bash agent',
    '--customize-hook=chroot "$1" install -d -o agent -g agent /app',
    # mmdebstrap copies these two from the machine it runs on; an engine puts its own over them.
    '--customize-hook=rm -f "$1/etc/hostname" "$1/etc/resolv.conf"',
)
CHANGES = (
    "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "ENV LC_ALL=C.UTF-8",
    "ENV TZ=UTC",
    "WORKDIR /app",
    'CMD ["/bin/bash"]',
)


def bootstrap_recipe() -> list[object]:
    """What the content of a bootstrapped image depends on, beside the packages; plain JSON."""
    return [EPOCH, OPTIONS, CHANGES]


def bootstrap(
    client: docker.DockerClient, tag: str, suite: str, packages: Sequence[str], labels: Mapping[str, str]
) -> None:
    """Make the file system and import it under `tag`. Raises MachineError, one line, where that is not possible."""
    with scratch() as directory:
        archive = directory / "root.tar"
        _require_mmdebstrap()
        make_root(archive, suite, packages, directory)
        _import(client, archive, tag, labels)


def _require_mmdebstrap() -> None:
    if not is_root():
        raise MachineError(
            "no registry answers, and a base image can be bootstrapped by root only. Run as root, or load "
            "debian:bookworm-slim into the engine"
        )
    if shutil.which("mmdebstrap"):
        return
    if not is_debian():
        raise MachineError("no registry answers and mmdebstrap is not installed. Install mmdebstrap")
    install("mmdebstrap", "debian-archive-keyring")


def make_root(archive: Path, suite: str, packages: Sequence[str], work: Path) -> None:
    """Write the root file system as a tar to `archive`, with temporary files in `work`. Raises MachineError."""
    log = cache_dir("logs") / "bootstrap.log"
    mirror = [os.environ[MIRROR]] if os.environ.get(MIRROR) else []
    command = ["mmdebstrap", *OPTIONS, f"--include={','.join(packages)}", suite, str(archive), *mirror]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "TMPDIR": str(work), "LC_ALL": "C.UTF-8"}
    with log.open("w", encoding="utf-8") as sink:
        done = subprocess.run(
            [*CONTAINED, "--mount-proc", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            timeout=TIMEOUT_S,
        )
    if done.returncode != 0:
        raise MachineError(f"mmdebstrap failed: {_reason(log)} (log: {log})")


def _import(client: docker.DockerClient, archive: Path, tag: str, labels: Mapping[str, str]) -> None:
    api: Any = client.api
    name, _, version = tag.partition(":")
    changes = [*CHANGES, *(f'LABEL "{key}"="{value}"' for key, value in labels.items())]
    try:
        reply = api.import_image_from_file(str(archive), name, version, changes)
    except (DockerException, requests.RequestException) as error:
        raise InfraError(f"the engine failed to import the base image: {error}. Run again") from error
    if '"error"' in reply:
        raise InfraError(f"the engine failed to import the base image: {reply.strip()[-300:]}")


def _reason(log: Path) -> str:
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.startswith("E:")]
    return " | ".join(lines[-2:])[:400] or "see the log"
