"""Python packages for the Python of an image, unpacked by the host's pip: wheels only, so nothing of theirs runs."""

import subprocess
import sys
from pathlib import Path

from sandboxes.cache import cache_dir
from sandboxes.errors import MachineError, SourceError, UserError

PYTHON = "3.11"
"""Python of the base image."""
MACHINES = ("x86_64", "aarch64")
PLATFORMS = ("manylinux_2_28", "manylinux_2_17", "manylinux2014")
"""Binary platforms that the base image can load, newest first."""
OPTIONS = (
    *("--only-binary=:all:", "--no-compile", "--no-input", "--disable-pip-version-check"),
    *(f"--python-version={PYTHON}", "--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none"),
)
LOCKED = ("--no-deps", "--require-hashes")
TIMEOUT_S = 900


def unpack_wheels(requirements: Path, target: Path, machine: str, *, what: str, locked: bool = True) -> None:
    """Unpack what a requirements file names, for `machine` (x86_64 or aarch64), into the directory `target`.

    A `locked` file names everything, by hash; for another, pip finds what is needed beside it, and goes by the host's
    Python wherever a package makes that depend on the version. `what` names the packages to a person.

    Raises SourceError where a package cannot be had, UserError where the index has no such version of one that is not
    locked, MachineError on a machine that nothing is pinned for."""
    if machine not in MACHINES:
        raise MachineError(f"{what} can be had for {' and '.join(MACHINES)}, not for {machine}")
    log = cache_dir("logs") / f"pip-{what.replace(' ', '-')}.log"
    arguments = [f"--target={target}", f"--requirement={requirements}", *OPTIONS, *(LOCKED if locked else ())]
    arguments += [f"--platform={platform}_{machine}" for platform in PLATFORMS]
    try:
        with log.open("w", encoding="utf-8") as sink:
            done = subprocess.run(
                [sys.executable, "-m", "pip", "install", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                timeout=TIMEOUT_S,
            )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"cannot get {what}: pip took more than {TIMEOUT_S} s (log: {log})") from error
    if done.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()
        errors = [line for line in said if line.startswith("ERROR:")]
        reason = errors[-1] if errors else "pip failed"
        # Unlike "from versions: none", a list of them comes from an index that answers.
        if not locked and any("(from versions: " in line and "(from versions: none)" not in line for line in errors):
            raise UserError(f"the package index has no {what}", mend=f"Name another version (log: {log})")
        raise SourceError(f"cannot get {what}: {reason[:300]}. Check pip's index settings (log: {log})")
