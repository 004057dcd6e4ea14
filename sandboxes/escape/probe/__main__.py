"""`python3 -m probe < targets.json`: tries every way, each in a process of its own, and prints a line of JSON for each.

An attempt that takes longer than a second, or takes its process along, is over; and after a minute all of it is."""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

from . import devices, door, families, kernel, names, neighbours, netlink, network, packets, paths, requests, steal
from .attempt import Reached, Way
from .targets import Targets, read

ATTEMPT_S = 1.0
TOTAL_S = 55.0
AT_ONCE = 12
MOST = 4000
"""Bytes that one attempt may say."""
ROOMS = (steal, network, packets, names, families, kernel, netlink, neighbours, devices, paths, requests, door)
"""In the order in which they are tried; what only makes trouble comes last."""


def ways(targets: Targets) -> Iterator[Way]:
    """All of them."""
    for room in ROOMS:
        yield from room.ways(targets)


def tried(way: Way) -> tuple[str, str]:
    """How an attempt ended (`refused`, `nothing` or `reached`), and what it says."""
    try:
        return "nothing", way.attempt()
    except Reached as reached:
        return "reached", str(reached)
    except OSError as error:
        return "refused", f"{type(error).__name__}: {error}"
    except Exception as error:  # noqa: BLE001 - whatever it was, this way did not lead out
        return "refused", repr(error)


class Running:
    """One attempt in a process of its own."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.until = time.monotonic() + ATTEMPT_S
        self.said = b""
        self.pipe, inner = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.pipe)
            with suppress(BaseException):
                os.write(inner, json.dumps(tried(way))[:MOST].encode())
            os._exit(0)
        os.close(inner)

    def more(self) -> bool:
        """Read on; False at the end."""
        piece = os.read(self.pipe, MOST)
        self.said += piece
        return bool(piece)

    def end(self) -> None:
        """Print what came of it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.pipe)
        try:
            ended, said = json.loads(self.said)
        except ValueError:
            late = time.monotonic() >= self.until
            ended, said = ("nothing", "no end within a second") if late else ("refused", f"it died: {status}")
        line = {"way": self.way.name, "target": self.way.target, "ended": ended, "said": said}
        print(json.dumps(line), flush=True)


def main() -> None:
    """Try everything."""
    waiting = ways(read(json.load(sys.stdin)))
    over = time.monotonic() + TOTAL_S
    running: dict[int, Running] = {}
    while True:
        while len(running) < AT_ONCE and time.monotonic() < over and (way := next(waiting, None)):
            one = Running(way)
            running[one.pipe] = one
        if not running:
            break
        first = min(one.until for one in running.values())
        ready, _, _ = select.select(list(running), [], [], max(0.0, first - time.monotonic()))
        ended = [pipe for pipe in ready if not running[pipe].more()]
        ended += [pipe for pipe, one in running.items() if pipe not in ended and one.until <= time.monotonic()]
        for pipe in ended:
            running.pop(pipe).end()
    left = sum(1 for _ in waiting)
    print(json.dumps({"way": "all", "target": "", "ended": "late" if left else "done", "said": f"{left} left"}))


if __name__ == "__main__":
    main()
