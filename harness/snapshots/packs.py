"""Git's packs: new objects are written as one file, which costs a fraction of what a file for each of them would."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dulwich.object_format import DEFAULT_OBJECT_FORMAT
from dulwich.objects import ObjectID
from dulwich.pack import UnpackedObject, write_pack_data, write_pack_index

COMPRESSION = 1
"""The fastest of zlib's: this is paid while agents work, on the same machine."""


class Pack(NamedTuple):
    """One that was written."""

    data: Path
    objects: tuple[ObjectID, ...]

    @property
    def names(self) -> Path:
        """Git's index, beside the data."""
        return self.data.with_suffix(".idx")

    @property
    def stored_bytes(self) -> int:
        """Both files'."""
        return self.data.stat().st_size + self.names.stat().st_size


def write_pack(folder: Path, objects: Iterable[UnpackedObject], count: int) -> Pack:
    """Write so many objects into a repository's folder of packs; it counts once its index is there, which is last."""
    growing = folder / "tmp_pack"
    with growing.open("wb") as sink:
        places, checksum = write_pack_data(
            sink.write,
            iter(objects),
            DEFAULT_OBJECT_FORMAT,
            num_records=count,
            compression_level=COMPRESSION,
        )
    pack = Pack(
        growing.replace(folder / f"pack-{checksum.hex()}.pack"),
        tuple(ObjectID(name.hex().encode()) for name in places),
    )
    growing_index = folder / "tmp_idx"
    with growing_index.open("wb") as sink:
        write_pack_index(sink, sorted((name, *place) for name, place in places.items()), checksum)
    growing_index.replace(pack.names)
    return pack
