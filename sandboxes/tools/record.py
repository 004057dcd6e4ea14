"""What is known of a volume that an installation was finished in. Without it a volume counts for nothing.

Only the host writes it, once all is done. It holds by a number drawn for the volume when that was created, which the
volume carries as a label: a volume of the same name that somebody made since, or that the engine made because it was
asked to mount one, is another."""

from pathlib import Path

from pydantic import ValidationError

from sandboxes.cache import cache_dir, write_atomically
from sandboxes.spec import Frozen


class Installed(Frozen):
    """One finished installation."""

    volume: str
    drawn: str
    """The number drawn for that very volume."""
    size_bytes: int


def read(volume: str) -> Installed | None:
    """What was written of the volume of that name; None where nothing was that can be read."""
    try:
        return Installed.model_validate_json(_path(volume).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write(installed: Installed) -> None:
    """Write it down."""
    write_atomically(_path(installed.volume), installed.model_dump_json())


def forget(volume: str) -> None:
    """Remove what was written of that volume, if anything was."""
    _path(volume).unlink(missing_ok=True)


def _path(volume: str) -> Path:
    return cache_dir("tools") / f"{volume}.json"
