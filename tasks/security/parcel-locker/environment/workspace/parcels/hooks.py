"""Hooks: commands of the shell that an office has run when something happened."""

import re
import subprocess
from collections.abc import Mapping

from parcels.errors import Problem

PLACE = re.compile(r"\{(\w+)\}")


def run(command: str, values: Mapping[str, str]) -> str:
    """Run a hook with what its places stand for; what it printed. Raises Problem where it fails."""

    def filled(place: re.Match[str]) -> str:
        return quoted(values[place[1]]) if place[1] in values else place[0]

    done = subprocess.run(
        PLACE.sub(filled, command),
        shell=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise Problem(f"the hook ended with {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def quoted(text: str) -> str:
    """A text as one word of the shell."""
    return '"' + text.replace('"', '\\"') + '"'
