"""The container in which a tool is installed into its volume: thrown away afterwards, whatever happened in it."""

import shlex
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import docker
import requests
from docker.errors import DockerException
from docker.types import LogConfig, Mount

from sandboxes.cache import cache_dir, installation_id, scratch
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError, SourceError
from sandboxes.labels import own_labels
from sandboxes.spec import Volume
from sandboxes.tools import npm
from sandboxes.tools.files import write_files
from sandboxes.tools.node import NPM
from sandboxes.tools.recipe import Npm, Pip, ToolRecipe, Wheel, home

TIMEOUT_S = 900
"""Seconds that an installation may take inside the container."""
ROLE = "tool-installer"
COMPILE = "-I -m compileall -q --invalidation-mode unchecked-hash . || true"
"""The volume is read-only when it is used: what is not compiled now would be compiled at every start. Isolated (-I), or
a module of the packages could pass for one of Python's and run. Not every file of every package is for this Python."""
MISSING = 66
"""Exit code where the packages do not bring the executable, as for a machine that they are not published for."""
FINISH = """rm -f {removed}
[ -e {executable} ] || exit {missing}
chmod -R u=rwX,go=rX .
du -s --block-size=1 . | cut -f1
"""
"""The last line says the size."""


class Outcome(NamedTuple):
    """How an installer ended."""

    exit_code: int | None
    """None where it was still at work when its time was up."""
    said: str
    """Standard output and standard error."""
    last: str
    """The last line of standard output."""


def script(recipe: ToolRecipe, machine: str) -> str:
    """What the shell runs in the tool's home, once its files are there."""
    steps = "set -e\n"
    match recipe.packages:
        case Npm(lock=lock):
            steps += shlex.join([*NPM, "ci" if lock else "install", *npm.OPTIONS]) + "\n"
        case Pip():
            steps += f"python{recipe.python} {COMPILE}\n"
        case Wheel():
            pass
    removed = shlex.join(recipe.remove)
    return steps + FINISH.format(removed=removed, executable=shlex.quote(recipe.path(machine)), missing=MISSING)


def install(
    client: docker.DockerClient, image: str, recipe: ToolRecipe, machine: str, volume: str, mounted: Sequence[Volume]
) -> int:
    """Install into the empty `volume`, with other volumes `mounted` beside it; returns the bytes that it takes.

    Raises SourceError where the packages cannot be had, UserError where there is no such version, InfraError where the
    engine fails."""
    what = f"{recipe.name} {recipe.version}"
    log = cache_dir("logs") / f"tool-{recipe.slug}.log"
    with scratch() as work:
        write_files(recipe, machine, work / "files")
        archive = _tar(work / "files", work / "files.tar", home(recipe.name))
        outcome = _run(client.api, _container(client.api, image, recipe, machine, volume, mounted), archive)
    log.write_text(outcome.said, encoding="utf-8")
    if outcome.exit_code == 0 and outcome.last.isdecimal():
        return int(outcome.last)
    if outcome.exit_code is None:
        raise SourceError(f"{what} was not installed within {TIMEOUT_S} s. Run again (log: {log})")
    if outcome.exit_code == MISSING:
        raise SourceError(f"{what} brings no {recipe.executable} for {machine}: not published for it? (log: {log})")
    if isinstance(recipe.packages, Npm):
        raise npm.failure(what, outcome.said, str(log), locked=bool(recipe.packages.lock))
    raise InfraError(f"{what} cannot be installed: exit code {outcome.exit_code} (log: {log})")


def _tar(files: Path, archive: Path, target: str) -> Path:
    """Pack a directory for the absolute path `target`, everything in it root's; returns `archive`."""

    def by_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        return member

    with tarfile.open(archive, "w") as tar:
        tar.add(files, arcname=target.lstrip("/"), filter=by_root)
    return archive


def _container(api: Any, image: str, recipe: ToolRecipe, machine: str, volume: str, mounted: Sequence[Volume]) -> str:
    fetches = isinstance(recipe.packages, Npm)
    target = home(recipe.name)
    with engine_errors():
        return str(
            api.create_container(
                image,
                ["-c", script(recipe, machine)],
                entrypoint=["/bin/sh"],
                user="root",
                working_dir=target,
                environment=npm.environment() if fetches else {},
                labels=own_labels(installation_id(), {"role": ROLE}),
                host_config=api.create_host_config(
                    # "host": a bridge may be forbidden here, and its resolver may not be the host's.
                    network_mode="host" if fetches else "none",
                    cap_drop=["ALL"],
                    security_opt=["no-new-privileges"],
                    log_config=LogConfig(type=LogConfig.types.JSON, config={"max-size": "8m"}),
                    mounts=[
                        Mount(target, volume, type="volume", no_copy=True),
                        *(Mount(v.target, v.name, type="volume", read_only=True, no_copy=True) for v in mounted),
                    ],
                ),
            )["Id"]
        )


def _run(api: Any, container: str, archive: Path) -> Outcome:
    """Run an installer that was created to its end, then remove it."""
    try:
        with engine_errors():
            with archive.open("rb") as files:
                api.put_archive(container, "/", files)
            api.start(container)
            code = None
            with suppress(requests.RequestException):
                code = int(api.wait(container, timeout=TIMEOUT_S)["StatusCode"])
            said = api.logs(container).decode("utf-8", "replace")
            last = api.logs(container, stderr=False, tail=1).decode("utf-8", "replace").strip()
    finally:
        # What the engine does not remove now, the reaper will.
        with suppress(DockerException, requests.RequestException):
            api.remove_container(container, force=True, v=True)
    return Outcome(code, said, last)
