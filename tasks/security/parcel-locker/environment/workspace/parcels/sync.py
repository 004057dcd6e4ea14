"""Exchange through a folder that several offices can write to."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from parcels.container import read
from parcels.errors import Problem, Refused
from parcels.store import Stored

SUFFIX = ".parcel"


def push(outbox: Path, folder: Path) -> list[str]:
    """Put what is in the outbox into the folder; ids of what was not there yet, in order.

    A parcel appears there under its name once it is complete."""
    sent = []
    for source in sorted(outbox.glob(f"*{SUFFIX}")):
        target = folder / source.name
        if target.exists():
            continue
        part = folder / f"{source.name}.part"
        shutil.copyfile(source, part)
        os.replace(part, target)
        sent.append(source.stem)
    return sent


def pull(folder: Path, name: str, known: Callable[[str], bool], keep: Callable[[Path], Stored]) -> list[str]:
    """Keep what lies in the folder for the office `name`; a line about each parcel that is not known yet."""
    said = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            manifest = read(path).manifest
            if manifest.recipient != name or known(manifest.id):
                continue
            said.append(f"kept {keep(path).id}")
        except Refused as error:
            said.append(f"refused {path.name}: {error}")
        except Problem as error:
            said.append(f"left {path.name}: {error}")
    return said
