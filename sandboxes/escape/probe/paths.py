"""Over the file system: the engine's sockets, other trials' doors, the host's files, by every name they may have."""

import json
import os
import socket
from functools import partial
from pathlib import Path

from .attempt import WAIT_S, Reached, Way, Ways, shown
from .network import heard
from .targets import Targets

PREFIXES = ("", "/proc/1/root", "/proc/self/root", "/proc/1/cwd/..", "/host", "/mnt", "/rootfs", "/var/run/../..")


def unix(targets: Targets, path: str) -> str:
    """A socket, where it is said to be."""
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(WAIT_S)
        one.connect(path)
        return heard(one, targets)


def engine(targets: Targets, path: str) -> str:
    """The engine, asked for a container (which is never started)."""
    body = json.dumps({"Image": targets.image, "Labels": targets.labels, "Cmd": ["true"]})
    head = "POST /containers/create HTTP/1.0\r\nContent-Type: application/json\r\n"
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(WAIT_S)
        one.connect(path)
        try:
            one.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            said = one.recv(1000)
        except OSError as error:
            raise Reached(f"connected, then {error}") from error
    raise Reached(shown(said))


def read(path: str) -> str:
    """A file of the host."""
    raise Reached(shown(Path(path).read_bytes()))


def written(path: str, knock: str) -> str:
    """The same, with more at its end; it is not made where it is not."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.write(descriptor, knock.encode())
    raise Reached("written")


def through_links(path: str, knock: str) -> str:
    """By a link that somebody on the host might follow, and by climbing."""
    link = Path(f"/tmp/probe-link-{os.getpid()}")
    link.symlink_to("../" * 40 + path.lstrip("/"))
    try:
        return written(str(link), knock)
    finally:
        link.unlink()


def replaced(door: str) -> str:
    """Another socket in the place of a trial's."""
    os.rename(door, f"{door}.probe")
    os.rename(f"{door}.probe", door)
    raise Reached("renamed, and back")


def mounted_from_the_host() -> str:
    """Whatever of the host is mounted: is any of it writable?"""
    found = []
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        head, _, tail = line.partition(" - ")
        root, where, options = head.split()[3:6]
        kind = tail.split()[0]
        ours = where in ("/etc/resolv.conf", "/etc/hostname", "/etc/hosts") or root.startswith("/proc")
        if kind in ("ext4", "xfs", "btrfs", "9p", "virtiofs", "nfs4", "overlay") and where != "/" and not ours:
            writable = os.access(where, os.W_OK) and options.split(",")[0] == "rw"
            found.append(where) if writable else None
    if found:
        raise Reached(f"writable: {found}")
    return "nothing of it can be written"


def hosts_of_the_host() -> str:
    """Three files that an engine makes on the host for every container, filled past the sandbox's bound on disk."""
    grown = []
    for path in ("/etc/hosts", "/etc/hostname", "/etc/resolv.conf"):
        try:
            with open(path, "r+b") as file:
                file.seek(0, os.SEEK_END)
                before = file.tell()
                file.write(b"#")
                file.truncate(before)
        except OSError:
            continue
        grown.append(path)
    return f"can be written by root inside, as its own: {grown}"


def ways(targets: Targets) -> Ways:
    """All of them."""
    for prefix in PREFIXES:
        for path in targets.engine:
            yield Way("engine-socket", prefix + path, partial(engine, targets, prefix + path))
        for door in targets.doors:
            yield Way("door-by-path", prefix + door, partial(unix, targets, prefix + door))
            yield Way("door-replaced", prefix + door, partial(replaced, prefix + door))
        yield Way("host-file-read", prefix + targets.file, partial(read, prefix + targets.file))
        yield Way("host-file-write", prefix + targets.file, partial(written, prefix + targets.file, targets.knock))
    for pid in targets.pids:
        for way, path in (("root", "root"), ("working-directory", "cwd")):
            there = f"/proc/{pid}/{path}{targets.file}"
            yield Way(f"{way}-of-another", there, partial(read, there))
        for door in targets.doors:
            yield Way("door-by-process", f"{pid} {door}", partial(unix, targets, f"/proc/{pid}/root{door}"))
        for name in ("environ", "maps", "mem"):
            yield Way(f"{name}-of-another", str(pid), partial(read, f"/proc/{pid}/{name}"))
    yield Way("door-by-mount", "/run/door/s", partial(unix, targets, "/run/door/s"))
    yield Way("host-file-by-link", targets.file, partial(through_links, targets.file, targets.knock))
    yield Way("mounts-of-the-host", "", mounted_from_the_host)
    yield Way("files-of-the-engine", "", hosts_of_the_host)
