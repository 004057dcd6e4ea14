"""The Docker engine: find a running one; on Debian or Ubuntu, as root, install and start one; else say what is missing.

An engine that meltbench started is recorded in the cache (pid with start time), so that `stop_engine` stops that one
and no other."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import docker
import requests
from docker.context import ContextAPI
from docker.errors import DockerException

from sandboxes.cache import cache_dir, write_atomically
from sandboxes.debian import install, is_debian, is_root
from sandboxes.errors import MachineError
from sandboxes.locks import locked
from sandboxes.owner import is_alive, process_name
from sandboxes.spec import Frozen

ENVIRONMENT = "MELTBENCH_ENGINE"
"""Set to `external`, meltbench uses the engine that it finds and never installs or starts one."""
PING_TIMEOUT_S = 5
CALL_TIMEOUT_S = 120
"""Longest silence of the engine inside one call, in seconds; builds bring their own."""
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 60.0
POLL_S = 0.1
CONNECTIONS = 64
"""Connections kept open to the engine at most; more threads than that wait for one another's no longer than a call."""
DEFAULT_HOST = "unix:///var/run/docker.sock"
WITHOUT_BRIDGE = ("--bridge=none", "--iptables=false", "--ip6tables=false")
"""Enough for meltbench, whose sandboxes have no network, on machines whose kernel lets nobody set up a bridge."""


class EngineOptions(Frozen):
    """How to start an engine; the defaults are dockerd's own."""

    host: str = DEFAULT_HOST
    """Unix socket to listen on, as a URL."""
    data_root: Path | None = None
    exec_root: Path | None = None
    pidfile: Path | None = None
    extra: tuple[str, ...] = ()
    """Further arguments of dockerd."""


class EngineFacts(Frozen):
    """What results and `doctor` say about an engine."""

    version: str
    api_version: str
    storage_driver: str
    cgroup_version: str
    operating_system: str
    architecture: str
    """As the kernel names it: x86_64, aarch64."""
    cpus: int
    memory_mb: int
    """Memory of the engine's machine, in MiB."""
    started_by_meltbench: bool


class _Started(NamedTuple):
    """The record of an engine that meltbench started."""

    process: str
    """Its process, as `owner.process_name` names it."""
    host: str
    identity: str

    @property
    def pid(self) -> int:
        return int(self.process.partition("-")[0])


def connect(host: str | None = None) -> docker.DockerClient:
    """A client of the engine at `host`, else of DOCKER_HOST, else of the current docker context.

    Raises MachineError where none answers within five seconds."""
    try:
        # Making a client asks the engine for its version.
        client = _client(host)
    except (DockerException, requests.RequestException, OSError) as error:
        raise MachineError(_no_answer(host, error)) from error
    api: Any = client.api
    api.timeout = CALL_TIMEOUT_S
    return client


def ensure_engine(progress: Callable[[str], None]) -> docker.DockerClient:
    """A client of a running engine, which is installed and started where that is possible. Raises MachineError."""
    try:
        return connect()
    except MachineError as error:
        _check_may_start(error)
    with locked("engine"):
        try:
            return connect()
        except MachineError:
            _ensure_installed(progress)
        return _start(progress, EngineOptions())


def start_engine(progress: Callable[[str], None], options: EngineOptions) -> docker.DockerClient:
    """Start an engine that outlives this process and record it; returns its client once it answers."""
    with locked("engine"):
        return _start(progress, options)


def stop_engine() -> bool:
    """Stop the engine that meltbench started and wait until it is gone; False where there is none.

    Raises MachineError where it does not end within a minute."""
    with locked("engine"):
        started = _read_record()
        if started is None or not is_alive(started.process):
            _record_path().unlink(missing_ok=True)
            return False
        os.kill(started.pid, signal.SIGTERM)
        address = Path(started.host.removeprefix("unix://"))
        if not _wait_until(lambda: not is_alive(started.process) and not address.exists(), STOP_TIMEOUT_S):
            raise MachineError(f"the Docker engine (pid {started.pid}) did not stop within {STOP_TIMEOUT_S:.0f} s")
        _record_path().unlink(missing_ok=True)
        return True


def engine_facts(client: docker.DockerClient) -> EngineFacts:
    """What the engine says of itself."""
    info: dict[str, Any] = client.info()
    started = _read_record()
    ours = started is not None and started.identity == _identity(info) and is_alive(started.process)
    return EngineFacts(
        version=info["ServerVersion"],
        api_version=str(client.api.api_version),
        storage_driver=info["Driver"],
        cgroup_version=info.get("CgroupVersion", "1"),
        operating_system=info["OperatingSystem"],
        architecture=info["Architecture"],
        cpus=info["NCPU"],
        memory_mb=info["MemTotal"] >> 20,
        started_by_meltbench=ours,
    )


def _identity(info: dict[str, Any]) -> str:
    """What no two engines of a machine share. The engine's id alone may come from a file that they do share."""
    return f"{info['ID']} {info['DockerRootDir']}"


def _client(host: str | None) -> docker.DockerClient:
    options: dict[str, Any] = {"timeout": PING_TIMEOUT_S, "max_pool_size": CONNECTIONS}
    if host is None and os.environ.get("DOCKER_HOST"):
        _probe(os.environ["DOCKER_HOST"])
        return docker.from_env(**options)
    if host is None:
        name = os.environ.get("DOCKER_CONTEXT")
        context: Any = ContextAPI.get_context(name)
        if context is None:
            raise MachineError(
                f"there is no docker context {name or 'of the configured name'}. See `docker context ls`"
            )
        host, options["tls"] = context.Host, context.TLSConfig or False
    _probe(host or DEFAULT_HOST)
    return docker.DockerClient(base_url=host, **options)


def _probe(host: str) -> None:
    """Raise OSError where nobody listens on a Unix socket; the SDK leaves its own socket open in that case."""
    address = host.removeprefix("http+").removeprefix("unix://")
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(PING_TIMEOUT_S)
            probe.connect(address)


def _no_answer(host: str | None, error: Exception) -> str:
    place = host or os.environ.get("DOCKER_HOST") or "its default socket"
    if "Permission denied" in str(error):
        return f"this user may not speak to the Docker engine at {place}. Join the group docker, or run as root"
    return f"no Docker engine answers at {place}. Start one, or name one in DOCKER_HOST"


def _check_may_start(error: MachineError) -> None:
    """Raise `error`, with what would help, unless meltbench may install and start an engine here."""
    if os.environ.get(ENVIRONMENT) == "external":
        raise MachineError(f"{error} ({ENVIRONMENT}=external forbids to start one here)") from error
    if any(os.environ.get(name) for name in ("DOCKER_HOST", "DOCKER_CONTEXT")):
        raise error
    if not is_root():
        raise MachineError(f"{error}; as root, meltbench installs and starts one on Debian and Ubuntu") from error


def _ensure_installed(progress: Callable[[str], None]) -> None:
    try:
        subprocess.run(["dockerd", "--version"], capture_output=True, check=True)
    except FileNotFoundError as error:
        if not is_debian():
            raise MachineError("dockerd is not installed. Install the Docker engine of your distribution") from error
        progress("Installing the Docker engine (apt-get install docker.io)")
        # Where the kernel enforces AppArmor, no container starts without its parser.
        apparmor = Path("/sys/module/apparmor/parameters/enabled")
        enforced = apparmor.exists() and apparmor.read_text().startswith("Y")
        install("docker.io", *(["apparmor"] if enforced else []))


def _start(progress: Callable[[str], None], options: EngineOptions) -> docker.DockerClient:
    progress("Starting the Docker engine")
    log = cache_dir("logs") / "dockerd.log"
    process = _spawn(options, log)
    client = _await(process, options, log)
    if client is None and _blames_the_network(log):
        progress("Starting the Docker engine without a bridge network")
        options = options.model_copy(update={"extra": (*options.extra, *WITHOUT_BRIDGE)})
        process = _spawn(options, log)
        client = _await(process, options, log)
    if client is None:
        raise MachineError(f"dockerd does not start here: {_last_line(log)} (log: {log})")
    record = _Started(process, options.host, _identity(client.info()))
    write_atomically(_record_path(), json.dumps(record._asdict()))
    return client


def _spawn(options: EngineOptions, log: Path) -> str:
    """Start dockerd as nobody's child in a session of its own; returns its process name."""
    named = {"--data-root": options.data_root, "--exec-root": options.exec_root, "--pidfile": options.pidfile}
    arguments = [f"--host={options.host}", *(f"{k}={v}" for k, v in named.items() if v is not None), *options.extra]
    # The shell ends at once: a dockerd that dies later is then reaped by init and never a zombie of ours.
    script = 'dockerd "$@" >"$MELTBENCH_LOG" 2>&1 </dev/null & echo $!'
    shell = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *arguments],
        env={**os.environ, "MELTBENCH_LOG": str(log)},
        cwd="/",
        start_new_session=True,
        capture_output=True,
        text=True,
        check=True,
    )
    return process_name(int(shell.stdout))


def _await(process: str, options: EngineOptions, log: Path) -> docker.DockerClient | None:
    """The client once the engine answers; None where dockerd ended. Raises MachineError after a minute."""
    found: list[docker.DockerClient] = []

    def settled() -> bool:
        if not is_alive(process):
            return True
        try:
            found.append(connect(options.host))
        except MachineError:
            return False
        return True

    if not _wait_until(settled, START_TIMEOUT_S):
        os.kill(int(process.partition("-")[0]), signal.SIGTERM)
        raise MachineError(f"dockerd does not answer: {_last_line(log)} (log: {log})")
    return found[0] if found else None


def _wait_until(condition: Callable[[], bool], timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(POLL_S)
    return False


def _blames_the_network(log: Path) -> bool:
    return any(word in _last_line(log) for word in ("network controller", "iptables", "bridge"))


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "no output")


def _record_path() -> Path:
    return cache_dir() / "engine.json"


def _read_record() -> _Started | None:
    try:
        return _Started(**json.loads(_record_path().read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
