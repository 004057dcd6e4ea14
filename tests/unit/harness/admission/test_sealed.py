"""How a secret file is recognised in an image, and what git's figures say of a repository."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

import pytest

from harness.admission.image_files import texts
from harness.admission.sealed import judged_history, upstream_paths
from harness.admission.secret_files import index
from scoring.spec import SourceSpec

LINES = [f"the {word} line of the answer, which nobody may read".encode() for word in ("first", "second", "third")]
ANSWER = b"\n".join(
    [b"import os", *LINES, b"short", b"=" * 60, b"    the code that was there before and still is, moved"]
)
BEFORE = b"the code that was there before and still is, moved\nand more of it"
SECRETS = index({"solution/answer.py": ANSWER, "tests/hidden/one.txt": LINES[0] + b" once more\n"}, [BEFORE])
CLEAN = "commits 1\nreachable 5\nloose 5\npacked 0\ngarbage 0\nremotes 0\nstashes 0\nalternates 0\n"


def test_a_copy_is_told_by_its_lines_whatever_stands_around_them() -> None:
    assert SECRETS.told_by([b"# notes\n    " + b"\r\n\t".join(LINES) + b"\nthe end"]) == ["solution/answer.py"]


def test_a_few_lines_alone_are_a_coincidence_unless_there_are_no_more() -> None:
    assert SECRETS.told_by([b"\n".join(LINES[:2])]) == []
    assert SECRETS.told_by([LINES[0] + b" once more"]) == ["tests/hidden/one.txt"]


def test_lines_of_what_the_work_begins_with_are_no_secret() -> None:
    assert SECRETS.told_by([BEFORE, b"=" * 60]) == []
    assert SECRETS.counts["solution/answer.py"] == 3


def test_small_files_are_not_told_by_their_content() -> None:
    assert list(index({"a": b"x" * 63, "b": b"y" * 64}, []).files.values()) == ["b"]


def packed_in_zip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.py", data)
    return buffer.getvalue()


def packed_in_tar(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        member = tarfile.TarInfo("a.py")
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zlib.compress, packed_in_zip, packed_in_tar]
)
def test_what_is_compressed_is_looked_into(pack: object) -> None:
    assert callable(pack)
    assert SECRETS.told_by(texts(pack(ANSWER))) == ["solution/answer.py"]


@pytest.mark.parametrize("start", [b"\x1f\x8b", b"\x78\x9c", b"BZh9", b"\xfd7zXZ", b"PK\x03\x04"])
def test_what_only_looks_compressed_is_read_as_it_is(start: bytes) -> None:
    assert SECRETS.told_by(texts(start + b"\n" + ANSWER)) == ["solution/answer.py"]


def test_one_commit_is_clean() -> None:
    assert judged_history(CLEAN) == ("", "one commit of 5 objects")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("commits 1", "commits 2", "2 commits"),
        ("commits 1", "commits 0", "0 commits"),
        ("loose 5", "loose 7", "2 objects"),
        ("packed 0", "packed 3", "3 objects"),
        ("remotes 0", "remotes 1", "1 remotes"),
        ("stashes 0", "stashes 1", "1 stashes"),
        ("alternates 0", "alternates 1", "1 alternates"),
        ("reachable 5", "fatal: not a repository", "git could not be asked"),
    ],
)
def test_anything_beyond_it_is_not(old: str, new: str, said: str) -> None:
    assert judged_history(CLEAN.replace(old, new))[0].startswith(said)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("usr/lib/python3/dist-packages/whole_grain/__init__.py", True),
        ("usr/lib/python3/dist-packages/whole_grain-1.0.dist-info/METADATA", True),
        ("srv/whole-grain-1.0.tar.gz", True),
        ("usr/lib/python3/dist-packages/mill/__init__.py", False),
        ("srv/mill-2.0-py3-none-any.whl", True),
        ("usr/lib/python3/dist-packages/wholesome/__init__.py", False),
    ],
)
def test_what_a_task_is_made_from_is_not_installed_but_what_that_needs_is(path: str, found: bool) -> None:
    files = {"whole-grain": "whole-grain-1.0.tar.gz", "mill": "mill-2.0-py3-none-any.whl"}
    sources = [SourceSpec(project=p, version="1.0", file=f, sha256="0" * 64) for p, f in files.items()]
    assert bool(upstream_paths(sources).search(path)) is found


def test_the_answer_as_a_wheel_of_the_same_project_is_not_installed() -> None:
    files = ("grain-1.0.tar.gz", "grain-2.0-py3-none-any.whl")
    sources = [SourceSpec(project="grain", version="1.0", file=f, sha256="0" * 64) for f in files]
    assert upstream_paths(sources).search("usr/lib/python3/dist-packages/grain/__init__.py")
