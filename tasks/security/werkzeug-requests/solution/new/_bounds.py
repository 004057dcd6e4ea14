"""Bounds and readings of what clients send: one place for rules that several modules need."""

import io
import re
import typing as t

MAX_FORM_PARTS = 1000
"""Parts of one multipart form."""
CLIENT_CHARSETS = frozenset(["ascii", "us-ascii", "utf-8", "iso-8859-1"])
"""Encodings that a client may name."""

_number_re = re.compile(r"-?[0-9]+")
_chunk_size_re = re.compile(r"-?[0-9A-Fa-f]+")
_host_re = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::[0-9]*)?")
_host_name_re = re.compile(rb"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")
_cookie_break_re = re.compile(r"[\x00-\x1f\x7f;]")
_control_chars = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}


def plain_int(value: str) -> int:
    """A decimal number in ASCII digits, blanks around it left out. Raises ValueError for any other text."""
    if _number_re.fullmatch(value.strip()) is None:
        raise ValueError(f"not a plain number: {value!r}")
    return int(value)


def chunk_size(line: str) -> int:
    """The size that a chunk announces. Raises ValueError where it is no plain hexadecimal number."""
    if _chunk_size_re.fullmatch(line.strip()) is None:
        raise ValueError(f"not a chunk size: {line!r}")
    return int(line.strip(), 16)


def is_chunked(transfer_encoding: str | None) -> bool:
    """Whether the last of the transfer codings is the chunked one."""
    return (transfer_encoding or "").rpartition(",")[2].strip().lower() == "chunked"


def client_charset(name: str | None, default: str) -> str:
    """The encoding that a client names, if it is one that it may choose."""
    return name if name and name.lower() in CLIENT_CHARSETS else default


def host_name(host: str) -> str:
    """A host without its port. Raises UnicodeError, as an unreadable name does, where there is more to it."""
    match = _host_re.fullmatch(host)
    if match is None:
        raise UnicodeError(f"not a host: {host!r}")
    return match.group(1)


def check_host_name(name: bytes) -> bytes:
    """An encoded name that a URL's authority can be made of. Raises UnicodeError for others."""
    if _host_name_re.fullmatch(name) is None:
        raise UnicodeError(f"not a host: {name!r}")
    return name


def check_cookie_part(value: str) -> None:
    """Raises ValueError for what would end a part of a cookie."""
    if _cookie_break_re.search(value):
        raise ValueError(f"not allowed in a cookie: {value!r}")


def printable(message: str) -> str:
    """A line of a log, control characters written out."""
    return message.translate(_control_chars)


class BoundedStream(io.RawIOBase):
    """A stream of unknown length, of which no more than `limit` bytes are accepted."""

    def __init__(self, stream: t.IO[bytes], limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: t.Any) -> int:
        """One byte more than is accepted is asked for: RequestEntityTooLarge is raised where it is there."""
        from .exceptions import RequestEntityTooLarge

        data = self._stream.read(min(len(buffer), self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise RequestEntityTooLarge()
        buffer[: len(data)] = data
        return len(data)
