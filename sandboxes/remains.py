"""What an engine leaves behind of a container that ended in the very moment in which it was held by the kernel.

Its shim looked at the container, took it for one that is paused, and never looks again: the shim, the control groups
and containerd's record would stay for ever (docs/decisions/0018-snapshots.md). containerd clears them away if it is
asked once more. It does nothing where anything in the container still runs, so nothing can be lost by asking."""

import subprocess
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sandboxes.cgroups import members, usual_group

PROC = Path("/proc")
CLEAR_S = 30
"""How long containerd may take."""


class Shim(NamedTuple):
    """The engine's own process beside a container."""

    pid: int
    address: str
    """The socket of the containerd that started it."""
    namespace: str
    """Of containerd, in which the engine has its containers."""


def shim_of(container: str) -> Shim | None:
    """The shim of a container, which is named in full; None where there is none or it is not to be seen from here."""
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            with suppress(OSError, ValueError):
                name, *arguments = (entry / "cmdline").read_text(encoding="utf-8").split("\0")
                options = dict(pairwise(arguments))
                if (
                    Path(name).name.startswith("containerd-shim")
                    and options.get("-id") == container
                    and _is_outside(entry)
                ):
                    return Shim(int(entry.name), options.get("-address", ""), options.get("-namespace", ""))
    return None


def remain(container: str) -> bool:
    """Whether a container that does not run, as far as the kernel tells, still has its control group."""
    group = usual_group(container)
    return group is not None and not members(group)


def clear(container: str) -> None:
    """Have containerd clear away a container that the engine says has ended. Where that cannot be, nothing happens."""
    if shim := shim_of(container):
        # It asks the shim whether all is dead, has it delete what it has, and forgets the container.
        delete = ["ctr", "--address", shim.address, "--namespace", shim.namespace, "containers", "delete"]
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run([*delete, "--keep-snapshot", container], capture_output=True, timeout=CLEAR_S, check=False)


def _is_outside(process: Path) -> bool:
    """Whether it is in our own namespace of processes: what runs in a sandbox may call itself what it likes."""
    return (process / "ns/pid").readlink() == (PROC / "self/ns/pid").readlink()
