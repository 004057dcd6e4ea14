"""A tar archive as a stream of members whose contents are read in passing, or skipped.

What a header means is tarfile's to say; this walks over the blocks, so that a header which was seen before, as nearly
all are where a tree is read again and again, need not be parsed again: that is most of the cost."""

import io
import tarfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

BLOCK = tarfile.BLOCKSIZE
ZERO = bytes(BLOCK)
EXTENSIONS = frozenset(
    {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
)
"""Headers that only say something of the next one (or, XGLTYPE, of all that follow)."""
MAX_EXTENSION_BYTES = 1 << 20
NO_SPARSE_MAP = b"0\n".ljust(BLOCK, b"\0")
MORE_OF_A_MAP = 482
"""Where the header of an old sparse file says that its map goes on in further blocks."""
BROKEN_OFF = "unreadable archive: it breaks off"
REMEMBERED = 1 << 14
"""Headers, of all archives together."""
REMEMBERED_BYTES = 3 * BLOCK
"""The longest header that is remembered: one with a name of some hundreds of bytes."""


class TreeRefused(Exception):
    """A tree is over a cap (files, bytes, depth) or unreadable: an agent_error, never an infrastructure failure."""


class Header(NamedTuple):
    """What the header of one member says."""

    name: str
    size: int
    """Bytes of content; what a regular file has after its header."""
    executable: bool
    """By its owner."""
    directory: bool
    regular: bool
    """A plain file; a sparse one is not."""
    stored: int
    """Bytes that follow the header, padding included."""


class Member(NamedTuple):
    """One member of an archive."""

    header: Header
    content: Iterator[bytes]
    """To be read, as far as it is wanted, before the next member is asked for. Raises TreeRefused where it breaks
    off."""


def members(chunks: Iterable[bytes]) -> Iterator[Member]:
    """The members of an archive, in its order. Raises TreeRefused for what is no complete archive.

    A broken header, or a stream that ends between two members, would otherwise pass for the end."""
    blocks = _Blocks(chunks)
    for_all = before = b""
    while (block := blocks.read(BLOCK)) != ZERO:
        if (kind := block[156:157]) in EXTENSIONS:
            extension = block + blocks.read(_header(block).stored)
            if kind == tarfile.XGLTYPE:
                for_all += extension
            else:
                before += extension
            if len(for_all) + len(before) > MAX_EXTENSION_BYTES:
                raise TreeRefused("unreadable archive: an extended header is too long")
            continue
        header = _header(for_all + before + block)
        before = b""
        ends = blocks.position + header.stored
        yield Member(header, blocks.pieces(header.size if header.regular else 0))
        blocks.skip(ends - blocks.position)
    if before or blocks.read(BLOCK) != ZERO or any(rest.strip(b"\0") for rest in blocks.rest()):
        raise TreeRefused(BROKEN_OFF)


def _header(blocks: bytes) -> Header:
    try:
        return (_remembered if len(blocks) <= REMEMBERED_BYTES else _parse)(blocks)
    except (tarfile.TarError, ValueError) as error:  # the latter for a number that is none
        raise TreeRefused(f"unreadable archive: {error}") from error


def _parse(blocks: bytes) -> Header:
    """What the last of these blocks, which is a member's header, says with the extensions before it."""
    if len(blocks) == BLOCK:
        member = tarfile.TarInfo.frombuf(blocks, tarfile.ENCODING, "surrogateescape")
        follows = member.isreg() or member.type not in tarfile.SUPPORTED_TYPES or member.type in EXTENSIONS
        stored = _rounded(member.size) if follows else 0
    else:
        member, stored = _parse_extended(blocks)
    regular = member.isreg() and member.sparse is None and member.type != tarfile.GNUTYPE_SPARSE
    if member.type in EXTENSIONS and stored > MAX_EXTENSION_BYTES:
        raise tarfile.ReadError("an extended header is too long")
    if stored < 0 or (regular and (member.size < 0 or stored != _rounded(member.size))):
        raise tarfile.ReadError("a header has no size")
    if member.type == tarfile.GNUTYPE_SPARSE and blocks[MORE_OF_A_MAP - BLOCK]:
        raise tarfile.ReadError("the map of a sparse file is too long")
    return Header(member.name, member.size, bool(member.mode & 0o100), member.isdir(), regular, stored)


_remembered = lru_cache(REMEMBERED)(_parse)


def _parse_extended(blocks: bytes) -> tuple[tarfile.TarInfo, int]:
    # A sparse file's map follows its header.
    with tarfile.open(fileobj=io.BytesIO(blocks + NO_SPARSE_MAP), mode="r:", errorlevel=0) as tar:
        member = tar.next()
        end = tar.offset
    if member is None:
        raise tarfile.ReadError("an extended header without a member")
    return member, end - len(blocks)


def _rounded(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


class _Blocks:
    """A stream of chunks, read by any number of bytes."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._chunk = b""
        self._at = 0
        self._before = 0  # bytes of the chunks before this one

    @property
    def position(self) -> int:
        """Bytes read."""
        return self._before + self._at

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes. Raises TreeRefused where there are not as many."""
        end = self._at + size
        if end > len(self._chunk):
            return b"".join(self.pieces(size))
        part = self._chunk[self._at : end]
        self._at = end
        return part

    def pieces(self, size: int) -> Iterator[bytes]:
        """Exactly `size` bytes, in pieces as they come. Raises TreeRefused where there are not as many."""
        while size > 0:
            if self._at == len(self._chunk) and not self._turn():
                raise TreeRefused(BROKEN_OFF)
            part = self._chunk[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            yield part

    def skip(self, size: int) -> None:
        """Pass over `size` bytes. Raises TreeRefused where there are not as many."""
        if self._at + size <= len(self._chunk):
            self._at += size
        else:
            for _ in self.pieces(size):
                pass

    def rest(self) -> Iterator[bytes]:
        """All that is left."""
        yield self._chunk[self._at :]
        while self._turn():
            yield self._chunk
        self._at = len(self._chunk)

    def _turn(self) -> bool:
        """Go on to the next chunk; False where there is none."""
        self._before += len(self._chunk)
        self._chunk, self._at = next(self._chunks, b""), 0
        return bool(self._chunk)
