"""The scripted model as a server on loopback, and the record of what it served."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from harness.gateway.usage import Usage
from tests.model.script import Fault, Script
from tests.model.speech import Speech, Turn, speech_for

COUNTS = Usage(input=500, cache_read=300, cache_write=200, output=50, reasoning=10)
"""Of every answer, as far as a protocol can tell them."""


@dataclass
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Model:
    """A running server."""

    script: Script
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    completed: int = 0
    """Answers that were served to their end, each counted as COUNTS."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)

    def fault(self, *, work: bool) -> Fault:
        """The next thing to go wrong; on the side, only where the server is down."""
        with self.lock:
            fault = self.script.faults[0] if self.script.faults else Fault()
            if work and self.script.faults and not fault.dead:
                self.script.faults.pop(0)
            return fault if work or fault.dead else Fault()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model: Model

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", "0"))))
        speech = speech_for(self.path)
        if speech is None:
            self._whole(404, {"error": {"message": "no such route"}})
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.model.asked.append(Asked(self.path, headers, body))
        self._answer(speech, body)

    def _answer(self, speech: Speech, body: dict[str, Any]) -> None:
        tool, script = speech.shell(body), self.model.script
        number = speech.results(body)
        work = bool(tool) or not script.tools
        turn = Turn(script.step(number) if work else script.side, tool, COUNTS, number)
        fault = self.model.fault(work=work)
        if self.model.closing.wait(script.pause_s + fault.hang_s):
            self.close_connection = True
            return
        if fault.status:
            self._whole(fault.status, {"error": {"message": "scripted"}}, fault.retry_after)
        elif body.get("stream") or ":stream" in self.path:
            self._stream(list(speech.stream(turn)), fault.cut_after)
        else:
            self._whole(200, speech.whole(turn), cut=fault.cut_after is not None)

    def _stream(self, events: list[bytes], cut_after: int | None) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for event in events[:cut_after]:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
            self.wfile.flush()
        if cut_after is None:
            self.wfile.write(b"0\r\n\r\n")
            self.model.completed += 1
        else:
            self.close_connection = True

    def _whole(self, status: int, body: dict[str, Any], retry_after: str = "", *, cut: bool = False) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        if retry_after:
            self.send_header("retry-after", retry_after)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = self.close_connection or cut
        self.model.completed += status == 200 and not cut

    def log_message(self, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A client that leaves is no error of the model's."""


@contextmanager
def serving(script: Script) -> Iterator[Model]:
    """The model, for as long as it is needed."""
    model = Model(script)
    with _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"model": model})) as server:
        model.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield model
        finally:
            model.closing.set()
            server.shutdown()
            thread.join()
