"""Files of a size that no text or code has."""

from collections.abc import Iterator
from pathlib import Path

from scoring.integrity.flag import Flag
from scoring.integrity.trees import Trees

LARGE_BYTES = 10 << 20
CHUNK = 1 << 20


def large_files(trees: Trees) -> Iterator[Flag]:
    """New or changed files above 10 MiB; one that holds nothing but zeros was most likely sparse."""
    for path in trees.changed():
        size = (trees.tree / path).stat().st_size
        if size > LARGE_BYTES:
            hollow = ", all of them zero" if _is_hollow(trees.tree / path) else ""
            yield Flag(kind="large_file", severity="suspect", evidence=f"{path}: {size:,} bytes{hollow}")


def _is_hollow(path: Path) -> bool:
    with path.open("rb") as handle:
        return all(not chunk.strip(b"\0") for chunk in iter(lambda: handle.read(CHUNK), b""))
