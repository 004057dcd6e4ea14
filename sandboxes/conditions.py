"""The conditions that a sandbox's container runs under, in an engine's own terms."""

from typing import Any

from docker.types import LogConfig, Mount, Ulimit

from sandboxes import seccomp
from sandboxes.spec import SandboxSpec
from sandboxes.watchdog import MIB

DESCRIPTORS = 4096
"""Open files of one process. Distributions start a shell with 1024, so this is four times what programs are written
for (a linker opens all its objects, node and the JVM some hundreds of files); and since the watchdog looks at each, it
is far below the million that an engine allows. No field of Limits: those are part of a trial's identity."""


def host_config(api: Any, spec: SandboxSpec) -> dict[str, Any]:
    """What an engine is told of a sandbox's limits, network, mounts and rights."""
    limits = spec.limits
    size = limits.disk_mb * MIB
    public = spec.network == "public"
    config: dict[str, Any] = api.create_host_config(
        network_mode="bridge" if public else "none",
        # An init belongs to the sandbox's user, whose processes could speak through its descriptors; a main process
        # in its place can shield its own, and no signal from inside reaches it.
        init=spec.command is None,
        cap_drop=["ALL"],
        security_opt=["no-new-privileges", f"seccomp={seccomp.profile()}"],
        nano_cpus=int(limits.cpus * 1e9),
        mem_limit=limits.memory_mb * MIB,
        memswap_limit=limits.memory_mb * MIB,
        pids_limit=limits.pids,
        ulimits=[
            Ulimit(name="fsize", soft=size, hard=size),
            Ulimit(name="core", soft=0, hard=0),
            Ulimit(name="nofile", soft=DESCRIPTORS, hard=DESCRIPTORS),
        ],
        # The engine would write all output to a file on the host, without bound.
        log_config=LogConfig(type="none"),
        # `none` still shows the host's resolver in /etc/resolv.conf.
        dns=None if public else ["127.0.0.1"],
        read_only=spec.read_only,
        tmpfs={path: f"size={mb}m,mode=1777,exec,nosuid,nodev" for path, mb in spec.tmpfs.items()},
        mounts=[
            *(Mount(m.target, m.source, type="bind", read_only=True, propagation="rprivate") for m in spec.mounts),
            *(Mount(v.target, v.name, type="volume", read_only=True, no_copy=True) for v in spec.volumes),
        ],
    )
    return config
