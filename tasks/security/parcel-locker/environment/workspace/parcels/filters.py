"""Filters: programs that see a file before it is packed, and give what is packed instead."""

import fnmatch
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from parcels.errors import Problem


def content_of(path: Path, filters: Mapping[str, str]) -> bytes:
    """What is packed of a file: what the first filter that fits its name prints, or else what it holds.

    Raises Problem where a filter fails."""
    for pattern, command in filters.items():
        if fnmatch.fnmatchcase(path.name, pattern):
            return _filtered(path, shlex.split(command))
    return path.read_bytes()


def _filtered(path: Path, words: list[str]) -> bytes:
    try:
        done = subprocess.run(
            [*words, path.name],
            cwd=path.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        raise Problem(f"no filter {words[0]}") from None
    if done.returncode:
        raise Problem(f"the filter {words[0]} failed on {path.name}")
    return done.stdout
