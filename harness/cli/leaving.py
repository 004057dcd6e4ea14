"""Stopping when asked to, by Ctrl-C or SIGTERM: at once, with nothing left running, and with a way to go on."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from harness.host import Host
from sandboxes import cache
from sandboxes.reaper import sweep

INTERRUPTED = 130


def listen() -> None:
    """Let SIGTERM do what Ctrl-C does."""
    signal.signal(signal.SIGTERM, _interrupt)


def leave(host: Host, how_to_go_on: str) -> NoReturn:
    """Tear down this process's sandboxes and end it. Whoever calls has seen to it that nothing counts any more."""
    sweep(host.client, cache.installation_id(), own=True)
    print(f"meltbench: stopped. {how_to_go_on}", file=sys.stderr, flush=True)
    os._exit(INTERRUPTED)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
