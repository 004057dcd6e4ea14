"""The search for a key finds it, and nothing where there is none."""

import base64
import bz2
import gzip
import io
import json
import lzma
import secrets
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.agents.key_search import find_key

KEY = "sk-ant/api03+Zq=8d1f77c0ffee-Ab_9"
NOISE = b"the quick brown fox " * 20


def zipped(data: bytes) -> bytes:
    """A compressed archive of one file."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", data)
    return kept.getvalue()


def tarred(data: bytes) -> bytes:
    """A compressed archive of the other kind."""
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w:gz") as archive:
        member = tarfile.TarInfo("inner")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return kept.getvalue()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "second gzip member": lambda data: gzip.compress(NOISE) + gzip.compress(data),
    "cut gzip": lambda data: gzip.compress(data + secrets.token_bytes(50_000))[:-20_000],
    "zlib": zlib.compress,
    "zlib of no effort": lambda data: zlib.compress(data, 1),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
    "tar": tarred,
    "base64": base64.b64encode,
    "base64 in lines": base64.encodebytes,
    "base64 in lines in JSON": lambda data: json.dumps(base64.encodebytes(data).decode()).encode(),
    "base64 for addresses": base64.urlsafe_b64encode,
    "hex": lambda data: data.hex().encode(),
    "URL-encoded": lambda data: quote(data, safe="").encode(),
    "URL-encoded in full": lambda data: "".join(f"%{byte:02X}" for byte in data).encode(),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "backwards": lambda data: data[::-1],
    "base64 of gzip": lambda data: base64.b64encode(gzip.compress(data)),
    "gzip of base64 of zlib": lambda data: gzip.compress(base64.b64encode(zlib.compress(data))),
}


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("how", PACKED)
def test_a_planted_key_is_found_however_it_is_packed(how: str, shift: int, tmp_path: Path) -> None:
    inner = b"x" * shift + b" " + KEY.encode() + b" and more of it"
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "file").write_bytes(secrets.token_bytes(shift) + b"\n" + PACKED[how](inner) + b"\n\xff")
    (tmp_path / "other").write_bytes(PACKED[how](NOISE))
    found = find_key(tmp_path, KEY)
    assert found
    assert {line.partition(":")[0] for line in found} == {"deep/er/file"}


def test_a_key_in_a_name_or_a_link_is_found(tmp_path: Path) -> None:
    key = KEY.replace("/", "")
    (tmp_path / f"a-{key}").write_text("")
    (tmp_path / "link").symlink_to(f"/nowhere/{key}")
    assert [line.partition(",")[0] for line in find_key(tmp_path, key)] == [f"a-{key}: its name", "link: a link"]


@pytest.mark.parametrize("how", PACKED)
def test_nothing_is_found_where_there_is_nothing(how: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(PACKED[how](NOISE + KEY[:-3].encode()))
    assert find_key(tmp_path, KEY) == []
