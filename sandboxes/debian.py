"""Installing packages of the distribution on the host, which only ever happens as root on Debian and its children."""

import os
import platform
import subprocess

from sandboxes.errors import MachineError
from sandboxes.locks import locked

LOCK_TIMEOUT_S = 300
"""Seconds to wait for another package manager that is at work."""


def is_root() -> bool:
    """Whether this process runs as root."""
    return os.geteuid() == 0


def is_debian() -> bool:
    """Whether this machine runs Debian, Ubuntu or another distribution that says it is like them."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return bool({"debian", "ubuntu"} & {release.get("ID", ""), *release.get("ID_LIKE", "").split()})


def install(*packages: str) -> None:
    """Install packages with apt-get, after an update. Raises MachineError, one line, where that fails."""
    options = ["-q", "-y", "-o", f"DPkg::Lock::Timeout={LOCK_TIMEOUT_S}"]
    with locked("apt-get"):
        _apt_get(*options, "update")
        _apt_get(*options, "--no-install-recommends", "install", *packages)


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["apt-get", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.startswith("E:")] or done.stdout.splitlines()
        reason = lines[0] if lines else f"exit code {done.returncode}"
        raise MachineError(
            f"apt-get {' '.join(arguments)} failed: {reason}. Install the packages by hand and run again"
        )
