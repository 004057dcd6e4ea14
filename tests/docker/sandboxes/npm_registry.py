"""An npm registry that runs here, for tests: with one package, whose tarball can be held back."""

import base64
import functools
import hashlib
import io
import json
import tarfile
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOY = {
    "package.json": json.dumps(
        {"name": "toy", "version": "1.0.0", "scripts": {"postinstall": "touch ran", "preinstall": "touch ran"}}
    ),
    "toy.js": "console.log('a toy on node ' + process.version)",
}


class Registry:
    """An npm registry with one package, `toy` 1.0.0, whose tarball can be held back."""

    def __init__(self) -> None:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
            for name, text in TOY.items():
                member = tarfile.TarInfo(f"package/{name}")
                member.size, member.mode = len(text), 0o600
                tar.addfile(member, io.BytesIO(text.encode()))
        self.tarball = buffer.getvalue()
        self.asked: list[str] = []
        self.requested, self.open = threading.Event(), threading.Event()
        self.open.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, self))
        self.host = f"127.0.0.1:{self.server.server_port}"

    @property
    def integrity(self) -> str:
        return "sha512-" + base64.b64encode(hashlib.sha512(self.tarball).digest()).decode()


class Handler(BaseHTTPRequestHandler):
    def __init__(self, registry: Registry, *arguments: object) -> None:
        self._registry = registry
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._registry.asked.append(self.path)
        if self.path == "/toy":
            dist = {"tarball": f"http://{self._registry.host}/toy.tgz", "integrity": self._registry.integrity}
            version = json.loads(TOY["package.json"]) | {"dist": dist, "hasInstallScript": True}
            self._answer(200, json.dumps({"name": "toy", "versions": {"1.0.0": version}}).encode())
        elif self.path == "/toy.tgz":
            self._registry.requested.set()
            assert self._registry.open.wait(60)
            self._answer(200, self._registry.tarball)
        else:
            self._answer(404, b"{}")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        with suppress(ConnectionError):  # an npm that was killed
            super().handle()

    def log_message(self, *arguments: object) -> None:
        pass
