"""Pinned downloads, from a package index that runs here."""

import base64
import functools
import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sandboxes import sources
from sandboxes.errors import SourceError
from sandboxes.sources import PinnedFile

FILE = "shop-1.0.tar.gz"


def sdist(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"shop-1.0/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


class Index:
    """A package index with one project, `shop`, that counts what it is asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[str] = []
        self.authorized: list[str | None] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, self))
        self.address = f"127.0.0.1:{self.server.server_port}"

    def pin(self, file: str = FILE, project: str = "shop") -> PinnedFile:
        digest = hashlib.sha256(self.content).hexdigest()
        return PinnedFile(project=project, version="1.0", file=file, sha256=digest)


class Handler(BaseHTTPRequestHandler):
    def __init__(self, index: Index, *arguments: object) -> None:
        self._index = index
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._index.asked.append(self.path)
        self._index.authorized.append(self.headers["Authorization"])
        if self.path == "/simple/shop/":
            files = [{"filename": FILE, "url": f"/files/{FILE}", "hashes": {}}]
            page = {"meta": {"api-version": "1.0"}, "name": "shop", "files": files}
            self._answer(200, json.dumps(page).encode(), "application/vnd.pypi.simple.v1+json")
        elif self.path == f"/files/{FILE}":
            self._answer(200, self._index.content, "application/octet-stream")
        else:
            self._answer(404, b"", "text/plain")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    running = Index(sdist({"shop.py": b"price = 1\n", "tests/test_shop.py": b""}))
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_INDEX_URL", f"http://{running.address}/simple/")
    thread = threading.Thread(target=running.server.serve_forever, args=(0.01,))
    thread.start()
    yield running
    running.server.shutdown()
    thread.join()
    running.server.server_close()


def test_a_file_is_downloaded_once(index: Index) -> None:
    kept = sources.fetch(index.pin())
    assert kept.read_bytes() == index.content
    assert sources.fetch(index.pin()) == kept
    assert index.asked == ["/simple/shop/", f"/files/{FILE}"]
    assert [path.name for path in kept.parent.iterdir()] == [FILE]


def test_threads_that_ask_together_share_one_download(index: Index) -> None:
    threads = [threading.Thread(target=sources.fetch, args=(index.pin(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert index.asked.count(f"/files/{FILE}") == 1


def test_an_altered_file_is_refused_and_not_kept(index: Index, tmp_path: Path) -> None:
    pinned = index.pin()
    index.content += b"more"
    with pytest.raises(SourceError, match=rf"{FILE} \(shop 1.0\) has been altered"):
        sources.fetch(pinned)
    assert not [*(tmp_path / "cache" / "sources" / pinned.sha256).iterdir()]


def test_a_damaged_cache_is_mended(index: Index, tmp_path: Path) -> None:
    pinned = index.pin()
    kept = tmp_path / "cache" / "sources" / pinned.sha256 / FILE
    kept.parent.mkdir(parents=True)
    kept.write_bytes(index.content[:-1])
    assert sources.fetch(pinned).read_bytes() == index.content


@pytest.mark.parametrize(
    ("file", "project", "said"),
    [("shop-2.0.tar.gz", "shop", "has no such file"), ("depot-1.0.tar.gz", "depot", "knows no project depot")],
)
def test_what_is_gone_is_named_in_one_line(index: Index, file: str, project: str, said: str) -> None:
    with pytest.raises(SourceError, match=f"{file}.*{said}.*put the file at") as raised:
        sources.fetch(index.pin(file, project))
    assert "\n" not in str(raised.value)


def test_a_file_put_into_the_cache_by_hand_needs_no_index(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    pinned = index.pin()
    with pytest.raises(SourceError, match="out of reach") as raised:
        sources.fetch(pinned)
    place = Path(str(raised.value).rpartition("put the file at ")[2])
    place.write_bytes(index.content)
    assert sources.fetch(pinned) == place


def test_the_password_goes_to_the_index_and_into_no_message(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", f"http://me:s%40cret@{index.address}/simple/")
    sources.fetch(index.pin())
    assert set(index.authorized) == {"Basic " + base64.b64encode(b"me:s@cret").decode()}
    with pytest.raises(SourceError) as raised:
        sources.fetch(index.pin("gone-1.0.tar.gz"))
    assert "cret" not in str(raised.value)


def test_an_archive_is_unpacked_once_less_its_first_directory(index: Index) -> None:
    tree = sources.unpacked(index.pin())
    assert (tree / "shop.py").read_bytes() == b"price = 1\n"
    assert sources.unpacked(index.pin()) == tree


def test_what_is_no_archive_is_a_source_error(index: Index) -> None:
    index.content = b"no archive at all"
    with pytest.raises(SourceError, match=r"no source archive"):
        sources.unpacked(index.pin())


def test_a_file_name_is_no_path() -> None:
    with pytest.raises(ValueError, match="file"):
        PinnedFile(project="x", version="1", file="../x", sha256="0" * 64)
