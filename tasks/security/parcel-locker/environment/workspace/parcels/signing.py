"""Signatures: a keyed digest of the manifest, which in turn has the digests of all files."""

import hashlib
import hmac
from collections.abc import Callable

from parcels.errors import Refused

DEFAULT = "hmac-sha256"
DRAFT = "sha256"


def _keyed(name: str) -> Callable[[bytes, bytes], str]:
    return lambda key, line: hmac.new(key, line, name).hexdigest()


def _checksum(_: bytes, line: bytes) -> str:
    """For drafts, which nobody has signed yet."""
    return hashlib.sha256(line).hexdigest()


ALGORITHMS = {DEFAULT: _keyed("sha256"), "hmac-sha512": _keyed("sha512"), DRAFT: _checksum}


def sign(line: bytes, key: bytes, algorithm: str = DEFAULT) -> str:
    """The signature of a manifest, in hexadecimal."""
    return ALGORITHMS[algorithm](key, line)


def verify(line: bytes, key: bytes, algorithm: str, signature: str) -> None:
    """Raises Refused where a signature is not that of the manifest."""
    if algorithm not in ALGORITHMS:
        raise Refused(f"nobody knows the algorithm {algorithm}")
    wanted = sign(line, key, algorithm)
    if not hmac.compare_digest(signature.strip().lower().encode(), wanted[: len(signature)].encode()):
        raise Refused("the signature is wrong")
