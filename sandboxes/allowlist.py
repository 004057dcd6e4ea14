"""A proxy that lets a sandbox reach some hosts and no others: squid, in a container of its own beside the sandbox.

The sandbox itself stays without a network and without a resolver: a door of it leads to the proxy's socket, the proxy
looks up names, and whoever speaks to it can ask for a host by its name only. Addresses that are no public ones are
refused whatever name leads to them. What was asked for is kept, one line of JSON each."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docker.types import LogConfig, Mount, Ulimit

from sandboxes import seccomp
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import UserError
from sandboxes.labels import own_labels
from sandboxes.line import Line
from sandboxes.sidecar import INSIDE, MULTIPLEXER, NOBODY, RELAY, STREAMS, await_listening, remove

PORT = 3128
SOCKET = "s"
LOG = "access.jsonl"
LOG_MOUNTED = f"/run/proxy/log/{LOG}"
LOG_STREAMED = "/dev/fd/3"
"""The container's standard error."""
LOG_BYTES = 64 << 20
"""Of the log; a proxy that has written more ends, and with it the sandbox's way out."""
MEMORY = 256 << 20
_HOST = re.compile(r"\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
CONFIGURATION = r"""
http_port 127.0.0.1:{port}
acl wanted dstdomain {hosts}
acl inner dst 0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3
acl inner dst ::/128 ::1/128 ::ffff:0:0/96 64:ff9b::/96 fc00::/7 fe80::/10 ff00::/8
acl plain port 80
acl tls port 443
acl CONNECT method CONNECT
http_access deny inner
http_access deny CONNECT !tls
http_access deny !CONNECT !plain
http_access allow wanted
http_access deny all
cache deny all
cache_mem 8 MB
forwarded_for delete
via off
logformat json {{"at":%ts.%03tu,"method":"%#rm","url":"%#ru","status":%>Hs,"decision":"%Ss","bytes":%<st,"ms":%tr}}
access_log stdio:{log} json
cache_log /dev/null
pid_filename none
coredump_dir /tmp
shutdown_lifetime 0 seconds
max_filedescriptors 1024
"""
START = """
printf %s "$CONFIGURATION" >/tmp/squid.conf
squid -N -f /tmp/squid.conf 3>&2 >/dev/null 2>&1 &
exec /usr/bin/python3 -I -S -c "$PROGRAM" $ENDS
"""


def checked_hosts(hosts: Sequence[str]) -> tuple[str, ...]:
    """Host names in order, without doubles; `.example.org` is all of that domain. Raises UserError."""
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise UserError(f"{host!r} is no host name", where="--allow", mend="For example pypi.org, or .pypi.org")
    return tuple(sorted(set(hosts)))


class AllowlistProxy:
    """One proxy, for one sandbox."""

    def __init__(self, api: Any, container: str, directory: Path) -> None:
        self._api = api
        self._line: Line | None = None
        self.id = container
        self.door = directory / "door"
        """The directory that a Door of the sandbox names."""
        self.log = directory / "log" / LOG
        """Whole once the proxy is closed."""

    @classmethod
    def open(
        cls,
        api: Any,
        installation: str,
        image: str,
        hosts: Sequence[str],
        directory: Path,
        labels: dict[str, str],
        *,
        mounted: bool,
    ) -> "AllowlistProxy":
        """Start one that keeps its files in the new `directory`; it answers when this returns. Raises InfraError."""
        for name in ("door", "log"):
            (directory / name).mkdir(parents=True)
            (directory / name).chmod(0o777)  # for the proxy's user; nobody else comes past the directory above
        log = LOG_MOUNTED if mounted else LOG_STREAMED
        with engine_errors():
            created = api.create_container(
                image=image,
                command=["/bin/sh", "-c", START],
                entrypoint=[],
                user=NOBODY,
                working_dir="/tmp",  # noqa: S108 - inside
                stdin_open=not mounted,
                environment={
                    "CONFIGURATION": CONFIGURATION.format(port=PORT, hosts=" ".join(checked_hosts(hosts)), log=log),
                    "PROGRAM": RELAY if mounted else MULTIPLEXER,
                    "ENDS": f"{INSIDE}/{SOCKET} {PORT}" if mounted else f"connect {PORT}",
                },
                labels=own_labels(installation, {**labels, "role": "proxy"}),
                host_config=api.create_host_config(
                    network_mode="bridge",
                    init=True,
                    cap_drop=["ALL"],
                    security_opt=["no-new-privileges", f"seccomp={seccomp.profile()}"],
                    mem_limit=MEMORY,
                    memswap_limit=MEMORY,
                    pids_limit=64,
                    ulimits=[Ulimit(name="fsize", soft=LOG_BYTES, hard=LOG_BYTES)],
                    log_config=LogConfig(type="none"),
                    read_only=True,
                    tmpfs={"/tmp": "size=16m,mode=1777", "/dev/shm": "size=64m,mode=1777"},  # noqa: S108
                    mounts=[
                        Mount(INSIDE, str(directory / "door"), type="bind", propagation="rprivate"),
                        Mount("/run/proxy/log", str(directory / "log"), type="bind", propagation="rprivate"),
                    ]
                    if mounted
                    else [],
                ),
            )["Id"]
            proxy = cls(api, created, directory)
            try:
                if not mounted:
                    handle = api.attach_socket(created, params=STREAMS)
                    proxy._line = Line(handle, proxy.door / SOCKET, listens=True, listener=proxy._keep)
                await_listening(api, created, proxy._line)
            except BaseException:
                proxy.close()
                raise
        return proxy

    def close(self) -> None:
        """Remove it; its log stays."""
        remove(self._api, self.id, self._line)

    def _keep(self, data: bytes) -> None:
        """Add to the log what the proxy says. Raises ValueError where that is too much."""
        with self.log.open("ab") as log:
            if log.tell() + len(data) > LOG_BYTES:
                raise ValueError("the proxy's log is too long")
            log.write(data)
