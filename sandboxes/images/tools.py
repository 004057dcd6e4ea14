"""The tools image: the base with the pinned Python packages that read code for static verification, in /opt/tools.

The packages are downloaded by pip on the host, by hash, for the image's Python and machine; nothing of theirs runs
on the host, and the image needs neither pip nor a network."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docker

from sandboxes.cache import cache_dir, scratch
from sandboxes.engine import engine_facts
from sandboxes.errors import MachineError, SourceError
from sandboxes.images.base import BaseImage
from sandboxes.images.build import Image, build, content_tag, ensure_image, image_labels

REQUIREMENTS = Path(__file__).with_name("tools.txt")
DOCKERFILE = Path(__file__).with_name("tools.Dockerfile")
PYTHON = "3.11"
"""Python of the base image."""
MACHINES = ("x86_64", "aarch64")
PLATFORMS = ("manylinux_2_28", "manylinux_2_17", "manylinux2014")
"""Binary platforms that the base image can load, newest first."""
PIP_OPTIONS = (
    *("--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile"),
    *("--no-input", "--disable-pip-version-check"),
    *(f"--python-version={PYTHON}", "--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none"),
)
PIP_TIMEOUT_S = 600


def ensure_tools_image(client: docker.DockerClient, base: BaseImage, progress: Callable[[str], None]) -> Image:
    """The tools image, built at most once per machine.

    Raises SourceError where a package cannot be had, MachineError on a machine that none is pinned for."""
    texts = [REQUIREMENTS.read_text(encoding="utf-8"), DOCKERFILE.read_text(encoding="utf-8")]
    tag = content_tag("tools", base.layers, texts)

    def make() -> None:
        progress("Building the tools image")
        with scratch() as context:
            (context / "Dockerfile").write_text(texts[1], encoding="utf-8")
            install_packages(context / "tools", engine_facts(client).architecture)
            build(client, tag, context, labels=image_labels("tools", {}), buildargs={"BASE": base.tag})

    return ensure_image(client, tag, make)


def install_packages(target: Path, machine: str) -> None:
    """Unpack the pinned wheels for `machine` (x86_64 or aarch64) into `target`."""
    if machine not in MACHINES:
        raise MachineError(f"the analysis tools are pinned for {' and '.join(MACHINES)}, not for {machine}")
    log = cache_dir("logs") / "tools-pip.log"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", f"--target={target}", f"--requirement={REQUIREMENTS}", *PIP_OPTIONS]
        + [f"--platform={platform}_{machine}" for platform in PLATFORMS],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PIP_TIMEOUT_S,
    )
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        reason = errors[-1] if errors else "pip failed"
        raise SourceError(f"cannot get the analysis tools: {reason[:300]}. Check pip's index settings (log: {log})")
