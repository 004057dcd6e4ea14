"""Sandboxes as containers of a Docker engine, over its API.

Every container runs without capabilities, with no-new-privileges, no log on the host, no swap, and no network at all;
one without a main process of its own has an init. Budget of API calls for the trivial trial: see
docs/decisions/0003-speed.md."""

import threading
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import docker
from docker.errors import APIError, ImageNotFound

from sandboxes.allowlist import AllowlistProxy
from sandboxes.archive import Incoming, Tree, TreeRefused, extract, incoming, pack
from sandboxes.base import Channel, ExecResult, Listener, SandboxGone
from sandboxes.channel import DockerChannel
from sandboxes.command import Command
from sandboxes.conditions import host_config
from sandboxes.container_overlay import Overlay
from sandboxes.ending import Ending, Leftovers
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError
from sandboxes.freezer import Freezer
from sandboxes.labels import own_labels
from sandboxes.measuring import Measuring
from sandboxes.mounting import Mounting
from sandboxes.overlay import Above
from sandboxes.processes import running
from sandboxes.sidecar import Sidecar
from sandboxes.spec import SandboxSpec
from sandboxes.stopping import Stopping
from sandboxes.streams import Attached, Tail
from sandboxes.terminal import attached
from sandboxes.watchdog import MIB, Usage, Watchdog, Watched

KEEP_OUTPUT_BYTES = 256 << 10
GRACE_S = 5
"""Seconds between the signals TERM and KILL at a deadline, and again until the sandbox itself is killed."""
UNUSABLE_PATH = ("too many links", "not a directory")
"""What the engine says of a path that the code inside has made unusable."""
IDLE = ("/bin/sleep", "infinity")


class DockerProvider:
    """Opens sandboxes on one engine. Thread-safe."""

    def __init__(self, client: docker.DockerClient, installation: str) -> None:
        """`installation` goes into the labels by which the reaper knows what is ours."""
        self._api = client.api
        self._installation = installation
        self._watchdog = Watchdog()
        self._mounting = Mounting(client.api, installation)
        self.leftovers = Leftovers(client.api)

    def open(self, spec: SandboxSpec) -> "DockerSandbox":
        """Create a sandbox; without a `command` it is started and idles, with one it starts by `Sandbox.start`."""
        with engine_errors():
            try:
                container = self._api.create_container(
                    image=spec.image,
                    command=list(spec.command or IDLE),
                    entrypoint=[],
                    user=spec.user,
                    working_dir=spec.workdir,
                    environment=spec.env,
                    stdin_open=spec.command is not None,
                    labels=own_labels(self._installation, spec.labels),
                    hostname="sandbox",
                    # The engine would run the image's own check inside, whenever it likes.
                    healthcheck={"test": ["NONE"]},
                    host_config=host_config(self._api, spec),
                )["Id"]
            except ImageNotFound as error:
                raise InfraError(f"image {spec.image} is gone from the engine. Run again to build it") from error
            sandbox = DockerSandbox(self._api, container, spec, self._watchdog, self.leftovers)
            if spec.command is None:
                sandbox.begin()
        try:
            for door in spec.doors:
                mounted = self._mounting.works(door.image)
                sandbox.sidecars.append(
                    Sidecar.open(self._api, self._installation, container, door, spec.labels, mounted=mounted)
                )
        except BaseException:
            sandbox.close()
            raise
        return sandbox

    def open_proxy(self, image: str, hosts: Sequence[str], directory: Path, labels: dict[str, str]) -> AllowlistProxy:
        """A proxy for one sandbox that lets it reach these hosts; see allowlist.py."""
        mounted = self._mounting.works(image)
        return AllowlistProxy.open(self._api, self._installation, image, hosts, directory, labels, mounted=mounted)


class DockerSandbox:
    """One container. See the Sandbox protocol for what each call promises."""

    def __init__(self, api: Any, container: str, spec: SandboxSpec, watchdog: Watchdog, leftovers: Leftovers) -> None:
        self.id = container
        self._api = api
        self._spec = spec
        self._watchdog = watchdog
        self._leftovers = leftovers
        freezer = Freezer(container)
        self._ending = Ending(api, container, freezer)
        self._measuring = Measuring(api, container, spec.limits, self._ending)
        self._stopping = Stopping(api, container, freezer)
        self._lock = threading.Lock()
        self._killed = ""
        self._channel: DockerChannel | None = None
        self.sidecars: list[Sidecar] = []
        self._overlay = Overlay(api, container, spec, self._ending)
        self.written: Usage | None = None
        """What it had written above its image when the watchdog last looked."""
        self._left_running: tuple[str, ...] | None = None

    @property
    def killed(self) -> str:
        """Why the watchdog killed it, or empty."""
        return self._killed

    @property
    def left_running(self) -> tuple[str, ...]:
        """What still ran when it was stopped."""
        return self._left_running or ()

    def begin(self) -> None:
        """Start the main process and the watch over it."""
        self._api.start(self.id)
        self._watch()

    def _watch(self) -> None:
        self._watchdog.watch(self.id, Watched(self._spec.limits, self._measure, self._kill, self._measuring.written_to))

    def start(self) -> Channel:
        """Attach to the main process, then start it."""
        with engine_errors(gone=True):
            handle = self._api.attach_socket(self.id, params={"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
            self._channel = DockerChannel(Attached(handle), self._spec.limits.output_mb * MIB)
            self.begin()
        return self._channel

    def exec(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        cwd: str | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        timeout_s: float,
        listener: Listener | None = None,
        abandon: threading.Event | None = None,
    ) -> ExecResult:
        """Run `argv`; the deadline is kept by coreutils' timeout inside and by killing the sandbox outside."""
        tail = Tail(KEEP_OUTPUT_BYTES)
        with engine_errors(gone=True), self._stopping.starting():
            started, wall = time.monotonic(), time.time()
            guarded = ["/usr/bin/timeout", "-k", str(GRACE_S), f"{timeout_s:.3f}", *argv]
            execution = self._api.exec_create(
                self.id,
                guarded,
                stdin=bool(stdin),
                workdir=cwd,
                environment=dict(env or {}),
                user=user or "",
            )["Id"]
            stream = Attached(self._api.exec_start(execution, socket=True))
            self._stopping.started(execution)
        if stdin:
            stream.feed(stdin)
        try:
            overdue = self._drain(stream, tail, execution, started + timeout_s + 2 * GRACE_S, listener, abandon)
        finally:
            self._stopping.ended(execution)
            stream.close()
        duration = time.monotonic() - started
        code = self._exit_code(execution)
        late = duration >= timeout_s and (overdue or code in (124, 137, 143))
        return ExecResult(
            exit_code=code,
            output=tail.text(),
            duration_s=duration,
            timed_out=late,
            oom_killed=code != 0 and self._ran_out_of_memory(wall),
            truncated=tail.truncated,
            killed=self._killed,
            abandoned=bool(abandon and abandon.is_set()),
        )

    def attach(self, argv: Sequence[str], *, cwd: str, env: Mapping[str, str], user: str) -> int:
        """Let the terminal belong to a command inside."""
        with engine_errors(gone=True):
            return attached(self._api, self.id, argv, {"workdir": cwd, "environment": dict(env), "user": user})

    def put_tree(self, files: Mapping[str, bytes] | Path, dest: str, *, owner: tuple[int, int] = (0, 0)) -> None:
        """Copy in as one archive; `dest` and what is put under it is `owner`'s, a missing directory above it root's."""
        with engine_errors(gone=True):
            self._api.put_archive(self.id, "/", pack(files, prefix=dest.lstrip("/"), owner=owner))

    def get_tree(self, path: str, dest: Path) -> Tree:
        """Copy a directory out of the stopped sandbox. Raises TreeRefused for what the code inside has made of it."""
        with engine_errors(), self._archive(path) as chunks:
            return extract(chunks, dest)

    def read_tree(self, path: str) -> Generator[Incoming, None, None]:
        """The files of a directory of the stopped sandbox as they come. Raises TreeRefused as `get_tree` does."""
        with engine_errors(), self._archive(path) as chunks:
            yield from incoming(chunks, [])

    def above(self, path: str) -> Above | None:
        """What was written below a directory of the stopped sandbox; None where that cannot be told cheaply."""
        if not self._stopping.stopped:
            raise RuntimeError("what was written is read from a paused or frozen sandbox only")
        return self._overlay.above(path)

    def read_above(self, path: str, name: str) -> Iterator[bytes]:
        """The content of a file that `above` has told of. Raises OSError."""
        return self._overlay.content(path, name)

    @contextmanager
    def _archive(self, path: str) -> Iterator[Iterable[bytes]]:
        if self._stopping.closed:
            raise SandboxGone("the sandbox is closed")
        if not self._stopping.stopped:
            raise RuntimeError("a tree is collected from a paused or frozen sandbox only")
        with ExitStack() as stack:
            apart = None if self._stopping.for_good else stack.enter_context(self._overlay.archive(path))
            if apart is not None:
                yield apart
                return
        try:
            chunks, _ = self._api.get_archive(self.id, path, chunk_size=MIB)
        except APIError as error:
            if error.status_code == 404 or any(text in str(error.explanation) for text in UNUSABLE_PATH):
                raise TreeRefused(f"{path} is no directory that can be read") from error
            raise
        # What is not read to its end is let go of now: until then the engine does nothing else with the container.
        with closing(chunks):
            yield chunks

    def pause(self) -> None:
        """Stop every process until `resume`. What cannot be stopped, as a crowd that forks all the time, is gone."""
        self._stopping.pause()
        self._note_processes()

    def resume(self) -> None:
        """Let every process go on."""
        self._stopping.resume()

    def held(self) -> AbstractContextManager[None]:
        """Every process is stopped while the block runs; commands wait to be started."""
        return self._stopping.held()

    def freeze(self) -> None:
        """Pause, so that nothing acts any more, then kill: the signal is taken before anything runs on."""
        self._stopping.freeze(self._finish)

    def _finish(self) -> None:
        self._note_processes()
        self._ending.finish()

    def close(self) -> None:
        """Remove the container. One that cannot be removed is left to the reaper: all that could be seen was seen.

        Raises InfraError where it is not there any more, or the engine does not answer."""
        if self._stopping.closed:
            return
        self._stopping.closed = True
        self._watchdog.forget(self.id)
        if self._channel is not None:
            # Unread output would hold up the removal for minutes.
            self._channel.close()
        try:
            if why := self._ending.remove():
                self._leftovers.add(self.id, why)
                self._watch()
        finally:
            with ExitStack() as stack:
                for sidecar in self.sidecars:
                    stack.callback(sidecar.close)

    def cut_off(self) -> str:
        """Why a sidecar has ended."""
        return next((why for sidecar in self.sidecars if (why := sidecar.ended())), "")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _drain(
        self,
        stream: Attached,
        tail: Tail,
        execution: str,
        deadline: float,
        listener: Listener | None,
        abandon: threading.Event | None,
    ) -> bool:
        """Read output until the command ends or is abandoned; True where the outer deadline had to kill."""
        command = Command(lambda: self._asked(execution))
        while not (abandon and abandon.is_set()):
            frame = stream.receive(command.patience_s)
            if frame is not None:
                if not frame.data:
                    return False
                tail.add(frame.data)
                if listener:
                    listener(frame.stream, frame.data)
                if tail.total > self._spec.limits.output_mb * MIB:
                    # Unread output would hold up the kill for seconds.
                    stream.close()
                    self._kill("output")
                    return False
            elif self._killed or command.ended():
                return False
            if time.monotonic() > deadline:
                self._kill("deadline")
                return True
        return False

    def _asked(self, execution: str) -> dict[str, Any]:
        self._stopping.check()
        return self._inspect(execution)

    def _exit_code(self, execution: str) -> int:
        if self._killed:
            return 137
        code = self._inspect(execution)["ExitCode"]
        return 137 if code is None else int(code)

    def _inspect(self, execution: str) -> dict[str, Any]:
        """What the engine knows of a command. One that it has lost while the sandbox runs is its own doing."""
        try:
            with engine_errors(gone=True):
                return dict(self._api.exec_inspect(execution))
        except SandboxGone as gone:
            with engine_errors(gone=True):
                running = self._api.inspect_container(self.id)["State"]["Running"]
            if running and not self._killed:
                raise InfraError(f"the engine has lost a command of a sandbox that runs: {gone}") from gone
            raise

    def _ran_out_of_memory(self, since: float) -> bool:
        """Ask the engine's own event log, which nothing inside can write."""
        filters = {"container": [self.id], "event": ["oom"]}
        # The engine hears of it within milliseconds; it answers once `until` has come.
        window = {"since": f"{since:.6f}", "until": f"{time.time() + 0.1:.6f}"}
        with engine_errors():
            events = list(self._api.events(decode=True, filters=filters, **window))
        return any(event["timeNano"] >= since * 1e9 for event in events)

    def _kill(self, reason: str) -> bool:
        """Kill everything inside for that reason; whether it has ended."""
        with self._lock:
            self._killed = self._killed or reason
        return self._ending.kill()

    def _note_processes(self) -> None:
        """Remember what still runs, the first time that it is stopped."""
        if self._left_running is None and self._spec.command is None:
            self._left_running = running(self._api, self.id)

    def _measure(self) -> Usage:
        self.written = self._measuring.look()
        return self.written
