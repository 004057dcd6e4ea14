"""The cases behind a verdict, stored so that it can be computed again exactly."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from scoring.verify.runner.client import Case


class StoredCases(NamedTuple):
    """Cases as they were put to both boxes."""

    cases: list[Case]
    sha256: str
    """Digest of the stored file."""


def store(path: Path, cases: list[Case]) -> StoredCases:
    """Write cases as gzipped JSON (reproducible bytes)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = gzip.compress(json.dumps(cases, sort_keys=True).encode(), mtime=0)
    path.write_bytes(data)
    return StoredCases(cases, hashlib.sha256(data).hexdigest())


def load(path: Path) -> StoredCases:
    """Read what `store` wrote. Raises OSError where it is missing, ValueError where it is damaged."""
    data = path.read_bytes()
    cases: Any = json.loads(gzip.decompress(data))
    return StoredCases(cases, hashlib.sha256(data).hexdigest())
