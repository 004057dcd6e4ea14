"""Looks for a key in a directory, however it is spelt or packed."""

import base64
import binascii
import bz2
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

DEPTH = 4
"""Packings inside one another that are opened."""
MAX_UNPACKED = 256 << 20
"""Bytes that one packing may come to; more are not looked at."""
BASE64 = re.compile(rb"(?:[A-Za-z0-9+/_-]{16,}(?:\\?[\r\nrn]{1,4})?)+={0,2}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
STREAMS: tuple[tuple[bytes, str, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b\x08", "gzip", lambda data: _inflated(data, 31)),
    (b"\x78\x01", "zlib", lambda data: _inflated(data, 15)),
    (b"\x78\x5e", "zlib", lambda data: _inflated(data, 15)),
    (b"\x78\x9c", "zlib", lambda data: _inflated(data, 15)),
    (b"\x78\xda", "zlib", lambda data: _inflated(data, 15)),
    (b"BZh", "bzip2", lambda data: bz2.BZ2Decompressor().decompress(data, MAX_UNPACKED)),
    (b"\xfd7zXZ\0", "xz", lambda data: lzma.LZMADecompressor().decompress(data, MAX_UNPACKED)),
)


def find_key(root: Path, key: str) -> list[str]:
    """Where it is: paths relative to `root`, each with how it is spelt and packed; empty where it is nowhere. Looks
    at names, at links and at what files hold. Raises OSError for a file that cannot be read."""
    needles = _needles(key)
    found = []
    for directory, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(directory, name)
            where = path.relative_to(root)
            found += [f"{where}: its name, {how}" for how in _spelt(os.fsencode(name), needles)]
            if path.is_symlink():
                found += [f"{where}: a link, {how}" for how in _spelt(os.fsencode(path.readlink()), needles)]
            elif path.is_file():
                found += [f"{where}: {how}" for how in _held(path.read_bytes(), needles, DEPTH)]
    return sorted(set(found))


def _needles(key: str) -> dict[bytes, str]:
    """Every spelling that is looked for as it stands."""
    plain = key.encode()
    spellings = {plain: "plain", plain[::-1]: "backwards", quote(key, safe="").encode(): "URL-encoded"}
    spellings |= {key.encode("utf-16-le"): "UTF-16", key.encode("utf-16-be"): "UTF-16"}
    spellings |= {"".join(f"%{byte:02{case}}" for byte in plain).encode(): "URL-encoded" for case in "xX"}
    spellings |= {"".join(f"\\u{byte:04x}" for byte in plain).encode(): "JSON escapes"}
    for before in range(3):
        # What does not depend on the bytes around it.
        whole = base64.b64encode(bytes(before) + plain)
        middle = whole[-(-before * 4 // 3) : len(whole) - 4 if (before + len(plain)) % 3 else None]
        spellings |= {middle: "base64", middle.replace(b"+", b"-").replace(b"/", b"_"): "base64"}
    return spellings


def _spelt(data: bytes, needles: dict[bytes, str]) -> Iterator[str]:
    for needle, how in needles.items():
        if needle in data:
            yield how


def _held(data: bytes, needles: dict[bytes, str], depth: int) -> Iterator[str]:
    yield from _spelt(data, needles)
    if depth:
        for how, inner in _inside(data):
            yield from (f"{how}: {what}" for what in _held(inner, needles, depth - 1))


def _inside(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What is packed anywhere in these bytes."""
    for magic, how, unpack in STREAMS:
        start = data.find(magic)
        while start >= 0:
            with suppress(zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
                if inner := unpack(data[start:]):
                    yield how, inner
            start = data.find(magic, start + 1)
    if b"PK\x05\x06" in data:
        yield from _members(data)
    for run in BASE64.findall(data):
        if inner := _from_base64(run):
            yield "base64", inner
    for run in HEX.findall(data):
        yield "hex", binascii.unhexlify(run)


def _inflated(data: bytes, window: int) -> bytes:
    """As much as can be had, also of a stream that was cut."""
    return zlib.decompressobj(window).decompress(data, MAX_UNPACKED)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    unreadable = suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError)
    with unreadable, zipfile.ZipFile(BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.file_size <= MAX_UNPACKED:
                yield f"zip {member.filename}", archive.read(member)


def _from_base64(run: bytes) -> bytes:
    digits = re.sub(rb"\\[rn]|[\r\n=]", b"", run).replace(b"-", b"+").replace(b"_", b"/")
    with suppress(binascii.Error):
        return base64.b64decode(digits[: len(digits) - (len(digits) % 4 == 1)] + b"=" * (-len(digits) % 4))
    return b""
