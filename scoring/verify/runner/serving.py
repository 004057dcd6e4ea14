"""Cases put to a server: starts the program under test, is its client inside the box, and ends it again.

A case comes with `serve`: {"argv", "port", "socket", "start_s", "restart"}, and with `http` (one request or a list of
them, each over a connection of its own; `keep` and `n`: see `exchange`) or `socket` (a list of steps over one
connection). The reply has `answers`, one
for each request or step, and where the server did not do its part a status other than `ok`, and `why`.

Standard library only: this file runs inside the runner box."""

import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time

from .alone import surroundings, write_files
from .frames import Json
from .metering import Meter
from .speaking import Budget, Unserved, converse, fetch, filled, kept
from .supervision import Streams

LOOPBACK = "127.0.0.1"
BY_RESET = struct.pack("ii", 1, 0)
"""For SO_LINGER. Of a connection that the server closed first nothing may stay, or its port is taken for a minute."""
CLOSES_S = 0.02
"""How long a server has to close a connection by itself once it has answered."""
OPEN = 64
POLL_S = 0.01
GIVE_UP = 3
"""After so many failures to start in a row no case waits for the server any more."""
CLEAR_S = 5.0
SAID_CHARS = 300


class Server:
    """The server under test: started for a case or for a run of cases of one group, ended with all that it started."""

    def __init__(self, request: Json, meter: Meter) -> None:
        self.request = request
        self.meter = meter
        self.streams: Streams | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.first: socket.socket | None = None
        self.open: list[socket.socket] = []
        self.group = ""
        self.failures = 0

    def run(self, case: Json) -> str:
        """The reply to one case, as text. A server that did not do its part is not kept for the next."""
        reply: Json = {"status": "ok", "answers": []}
        try:
            self.ready(case)
            self.exchange(case, reply["answers"])
        except Unserved as failure:
            reply.update(status=failure.status, why=failure.why + self.ending())
        except TimeoutError:
            reply.update(status="timeout", why="no complete answer in time" + self.ending())
        except (OSError, ValueError) as error:  # no such program, or no process left to be had
            reply.update(status="crashed", why=f"{type(error).__name__}: {error}")
        if reply["status"] != "ok" or case["serve"]["restart"] == "case":
            self.stop()
        return json.dumps(reply)

    def ready(self, case: Json) -> None:
        """Have a server that listens: the one that runs, or a new one together with a first connection to it."""
        if self.process and self.process.poll() is None and self.group == case["group"]:
            return
        self.stop()
        if self.failures >= GIVE_UP:
            raise Unserved("crashed", f"not started again: it failed to start {GIVE_UP} times in a row")
        self.failures += 1
        self.start(case)
        self.first = self.connect(case["serve"], time.monotonic() + case["serve"]["start_s"])
        self.failures, self.group = 0, case["group"]

    def start(self, case: Json) -> None:
        """Start the program in an empty directory that holds the case's files."""
        serve = case["serve"]
        self.streams = Streams()
        write_files(case.get("files", {}), self.streams.cwd)
        known = {"{python}": sys.executable, "{port}": str(serve["port"]), "{socket}": self.path(serve)}
        self.process = subprocess.Popen(
            [fill(part, known) for part in serve["argv"]],
            cwd=self.streams.cwd,
            env=surroundings(self.request, self.streams.cwd) | case.get("env", {}),
            stdin=subprocess.DEVNULL,
            stdout=self.streams.out,
            stderr=self.streams.err,
            start_new_session=True,
        )

    def exchange(self, case: Json, answers: list[Json]) -> None:
        """Have the conversation of a case; what comes back is added to `answers` as it comes.

        What a request says to `keep` of its answer stands for its name in those after it; one with a size `n` has its
        cost noted."""
        serve = case["serve"]
        seconds = float(case.get("timeout_s") or self.request["timeout_s"])
        budget = Budget(time.monotonic() + seconds, self.request["reply_bytes"] // 2)
        if "socket" in case:
            converse(self.connection(serve, budget.deadline), case["socket"], budget, answers)
            return
        known: dict[str, str] = {}
        for wanted in case["http"] if isinstance(case["http"], list) else [case["http"]]:
            before = self.meter.begin() if "n" in wanted else 0.0
            answer = fetch(self.connection(serve, budget.deadline), filled(wanted, known), budget)
            if "n" in wanted:
                self.meter.end(wanted["n"], before, budget.deadline)
            found = {name: kept(answer, where) for name, where in wanted.get("keep", {}).items()}
            known |= {name: value for name, value in found.items() if value or name not in known}
            answers.append(answer)

    def connection(self, serve: Json, deadline: float) -> socket.socket:
        """The connection by which the server was found to listen, once; after that new ones, the last one given up."""
        found, self.first = self.first, None
        if found is None:
            if self.open:
                self.give_up(self.open.pop())
            found = self.connect(serve, deadline)
        self.open.append(found)
        return found

    def give_up(self, connection: socket.socket) -> None:
        """Let the server know that no more comes. Where it has not closed by itself, ours stays until it is killed."""
        readable, _, _ = select.select([connection], [], [], CLOSES_S)
        with contextlib.suppress(OSError):
            if not readable or connection.recv(1, socket.MSG_PEEK):
                connection.shutdown(socket.SHUT_WR)
                self.open.insert(0, connection)
                connection = self.open.pop() if len(self.open) > OPEN else connection
                return
        connection.close()

    def connect(self, serve: Json, deadline: float) -> socket.socket:
        """A connection to the server, waited for. Raises Unserved where it ends first or nothing listens in time."""
        where = f"the socket {serve['socket']}" if serve["socket"] else f"port {serve['port']}"
        while True:
            ended = self.process is None or self.process.poll() is not None
            found = attempt(self.path(serve) or (LOOPBACK, serve["port"]), deadline)
            if found:
                return found
            if ended:
                raise Unserved("crashed", f"nothing listens on {where}")
            if time.monotonic() > deadline:
                raise Unserved("timeout", f"nothing listens on {where} in time")
            time.sleep(POLL_S)

    def path(self, serve: Json) -> str:
        """Where its unix socket is to lie, or empty."""
        return os.path.join(self.streams.cwd, serve["socket"]) if self.streams and serve["socket"] else ""

    def ending(self) -> str:
        """Whether the server ended, and the last line that it wrote; for a person."""
        if self.process is None or self.streams is None:
            return ""
        code = self.process.poll()
        said = last_line(self.streams.err) or last_line(self.streams.out)
        ended = "" if code is None else f"; the server ended with exit status {code}"
        return ended + (f"; it wrote: {said.replace(self.streams.cwd, '.')}" if said else "")

    def stop(self) -> None:
        """End the server with everything that it left running, and throw its directory away."""
        if self.process:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
            clear()
        # Only now: no server has to cope with a reset.
        for connection in (*self.open, self.first):
            if connection:
                connection.close()
        if self.streams:
            os.close(self.streams.result)
            self.streams.close()
        self.open, self.first, self.process, self.streams = [], None, None, None


def last_line(descriptor: int) -> str:
    """The last line of a file, cut."""
    size = os.fstat(descriptor).st_size
    lines = os.pread(descriptor, 4096, max(0, size - 4096)).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:SAID_CHARS] if lines else ""


def fill(part: str, known: dict[str, str]) -> str:
    """A part of a command line with its placeholders filled in."""
    for name, value in known.items():
        part = part.replace(name, value)
    return part


def attempt(address: str | tuple[str, int], deadline: float) -> socket.socket | None:
    """One try to connect; None where nobody listens (yet)."""
    connection = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
    try:
        connection.settimeout(max(POLL_S, deadline - time.monotonic()))
        connection.connect(address)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, BY_RESET)
    except OSError:
        connection.close()
        return None
    return connection


def clear() -> None:
    """End every other process of the box, daemons in sessions of their own too: no case finds what another left."""
    if os.getpid() != 1:  # not in a box: what else runs here is not ours to end
        return
    deadline = time.monotonic() + CLEAR_S
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < deadline:
            os.kill(-1, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(-1, 0)
