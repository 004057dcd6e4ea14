"""Every regular file of an image, read from the engine's export of a container that is never started.

The export is a tar stream of the whole file system; it is read as it comes and nothing of it is written anywhere."""

import bz2
import hashlib
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

import requests
from docker.errors import DockerException

from harness.host import Host
from sandboxes.cache import cache_dir, installation_id, write_atomically
from sandboxes.errors import InfraError
from sandboxes.labels import own_labels

WHOLE_BYTES = 16 << 20
"""Largest file that is read whole; of larger ones the digest is taken, and the beginning."""
UNPACKED_BYTES = 64 << 20
CHUNK = 1 << 20


class ImageFile(NamedTuple):
    """One regular file of an image."""

    path: str
    """Without the leading slash."""
    sha256: str
    content: bytes
    """At most 16 MiB of it."""


def image_files(host: Host, image: str) -> Iterator[ImageFile]:
    """Every regular file of an image. Raises InfraError where the engine fails."""
    api: Any = host.client.api
    try:
        created = api.create_container(image, ["true"], labels=own_labels(installation_id(), {"role": "admission"}))
        try:
            yield from _read(api.export(created["Id"], CHUNK))
        finally:
            api.remove_container(created["Id"], force=True)
    except (DockerException, requests.RequestException, tarfile.TarError) as error:
        raise InfraError(f"the engine failed to export {image}: {error}") from error


def known_contents(host: Host) -> frozenset[str]:
    """Digests of the files that every task's image has from the image it is built upon; read once per machine."""
    site = host.images.site()
    name = hashlib.sha256("".join(site.layers).encode()).hexdigest()[:20]
    kept = cache_dir("images") / f"{name}.contents.txt"
    if not kept.exists():
        write_atomically(kept, "\n".join(sorted({file.sha256 for file in image_files(host, site.tag)})))
    return frozenset(kept.read_text(encoding="ascii").split())


def texts(content: bytes) -> Iterator[bytes]:
    """What a file holds: itself, and what lies in it compressed (gzip, bzip2, xz, zlib, zip), one level deep."""
    yield content
    unpack = next((how for sign, how in _UNPACK if content.startswith(sign)), None)
    if unpack:
        yield from unpack(content)


def _read(chunks: Iterable[bytes]) -> Iterator[ImageFile]:
    with tarfile.open(fileobj=cast("BinaryIO", _Stream(chunks)), mode="r|") as tar:
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            if source is None:
                continue
            content = source.read(WHOLE_BYTES)
            digest = hashlib.sha256(content)
            while more := source.read(CHUNK):
                digest.update(more)
            yield ImageFile(member.name.lstrip("./"), digest.hexdigest(), content)


class _Inflating(Protocol):
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def _with(make: Callable[[], _Inflating]) -> Callable[[bytes], Iterator[bytes]]:
    def unpack(content: bytes) -> Iterator[bytes]:
        try:
            yield make().decompress(content, UNPACKED_BYTES)
        except (OSError, EOFError, zlib.error, lzma.LZMAError):
            return

    return unpack


def _zip(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist()[:10_000]:
                with archive.open(member) as source:
                    yield source.read(WHOLE_BYTES)
    except (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile):
        return


_UNPACK: tuple[tuple[bytes, Callable[[bytes], Iterator[bytes]]], ...] = (
    (b"\x1f\x8b", _with(lambda: zlib.decompressobj(31))),
    (b"\x78", _with(zlib.decompressobj)),
    (b"BZh", _with(bz2.BZ2Decompressor)),
    (b"\xfd7zXZ", _with(lzma.LZMADecompressor)),
    (b"PK\x03\x04", _zip),
)


class _Stream:
    """A file-like view of chunks, as tarfile's stream mode wants it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def read(self, size: int) -> bytes:
        parts = []
        while size > 0 and (self._rest or (rest := next(self._chunks, b""))):
            self._rest = self._rest or rest
            part, self._rest = self._rest[:size], self._rest[size:]
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
