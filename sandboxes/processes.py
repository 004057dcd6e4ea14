"""What runs in a container, by the engine's own list, which nothing inside can write."""

from collections import Counter
from typing import Any

import requests
from docker.errors import APIError

IDLE_NAMES = ("docker-init", "sleep")
"""How the processes of a sandbox that idles are called."""


def running(api: Any, container: str) -> tuple[str, ...]:
    """Command names of what runs beside the idle processes, sorted; nothing where the container has ended.

    A name is what the process calls itself; how many there are is the kernel's count."""
    try:
        rows = api.top(container, ps_args="-eo pid,stat,comm")["Processes"] or ()  # none are left while it ends
    except (APIError, requests.RequestException):
        return ()
    alive = Counter(row[-1] for row in rows if not row[1].startswith("Z"))
    return tuple(sorted((alive - Counter(IDLE_NAMES)).elements()))
