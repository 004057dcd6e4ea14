"""Files that belong to tickets, in a directory for each."""

import os
from pathlib import Path

MAX_NAME = 100
MAX_FILES = 20
KINDS = {".txt": "text/plain; charset=utf-8", ".log": "text/plain; charset=utf-8", ".png": "image/png"}


class Attachments:
    """All attachments below one directory."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self, ticket_id: int) -> list[str]:
        """The files of a ticket, sorted."""
        folder = self._root / str(ticket_id)
        return sorted(os.listdir(folder)) if folder.is_dir() else []

    def read(self, ticket_id: int, name: str) -> bytes | None:
        """What is in a file; None where there is none. Raises ValueError for a name that no file can have."""
        path = self._path(ticket_id, name)
        return path.read_bytes() if path.is_file() else None

    def write(self, ticket_id: int, name: str, content: bytes) -> bool:
        """Keep a file; whether it is a new one. Raises ValueError for a name that no file can have, or too many."""
        path = self._path(ticket_id, name)
        new = not path.exists()
        if new and len(self.names(ticket_id)) >= MAX_FILES:
            raise ValueError(f"A ticket has {MAX_FILES} files at most")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return new

    def remove(self, ticket_id: int, name: str) -> bool:
        """Take a file away; whether there was one. Raises ValueError for a name that no file can have."""
        path = self._path(ticket_id, name)
        if not path.is_file():
            return False
        path.unlink()
        return True

    def _path(self, ticket_id: int, name: str) -> Path:
        return self._root / str(ticket_id) / plain(name)


def plain(name: str) -> str:
    """A file's name as it is kept. Raises ValueError where nothing is left of it, or too much."""
    name = name.replace("../", "").replace("\\", "/").strip()
    if not name or name in (".", "..") or len(name) > MAX_NAME or not name.isprintable():
        raise ValueError("No file can have that name")
    return name


def kind_of(name: str) -> str:
    """The content type that a file is sent with: nothing that a browser would run."""
    return KINDS.get(os.path.splitext(name)[1].lower(), "application/octet-stream")
