"""The key ring: one secret for each office that parcels are exchanged with, in files of its own."""

import os
import re
import secrets
import stat
from pathlib import Path

from parcels.errors import Problem

NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
LEAST = 16
"""Bytes of a secret."""


class KeyRing:
    """The secrets of a locker, read when it is opened, so that a bad one is noticed early."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.secrets = {path.stem: _read(path) for path in sorted(folder.glob("*.key"))}

    def of(self, partner: str) -> bytes:
        """The secret shared with a partner. Raises Problem where there is none."""
        if partner not in self.secrets:
            raise Problem(f"no key for {partner}")
        return self.secrets[partner]

    def add(self, partner: str, text: str) -> None:
        """Keep a secret, given in hexadecimal. Raises Problem for one that is none, or a partner that has one."""
        check_name(partner)
        if partner in self.secrets:
            raise Problem(f"there is a key for {partner} already")
        secret = _secret(partner, text)
        path = self._folder / f"{partner}.key"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secret.hex() + "\n")
        self.secrets[partner] = secret

    def make(self, partner: str) -> None:
        """Keep a new secret for a partner."""
        self.add(partner, secrets.token_hex(32))


def check_name(name: str) -> None:
    """Raises Problem for what is no office's name."""
    if not NAME.fullmatch(name):
        raise Problem(f"{name} is no name: small letters, digits and dashes")


def _read(path: Path) -> bytes:
    if path.stat().st_mode & stat.S_IROTH:
        raise Problem(f"others may read the key {path.name}; change its mode to 600")
    return _secret(path.stem, path.read_text("ascii", "replace"))


def _secret(partner: str, text: str) -> bytes:
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        raise Problem(f"the key for {partner} is not hexadecimal") from None
    if len(secret) < LEAST:
        raise Problem(f"the key for {partner} is shorter than {LEAST} bytes")
    return secret
