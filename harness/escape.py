"""The escape probe against the real gateway: two trials, a model's server of our own, and what that was asked."""

import json
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from harness.gateway.budget import Budget
from harness.gateway.exchanges import kept
from harness.gateway.session import Session
from harness.gateway.upstream import Upstream
from harness.gateway.wire.anthropic import MESSAGES, Anthropic
from harness.gateway.wire.chat import Chat
from harness.gateway.wire.gemini import Gemini
from harness.gateway.wire.responses import Responses
from harness.host import Host
from sandboxes.cache import installation_id, scratch
from sandboxes.escape.canaries import canaries
from sandboxes.escape.host import Gate, Witnesses, attack
from sandboxes.escape.report import EscapeReport
from sandboxes.spec import Door, SandboxSpec

USERS: Final = {"hard": "1000:1000", "root": "0:0"}
"""Who tries, inside."""
RIGHTFUL: Final = re.compile(
    r"/v1/messages(/count_tokens)?|/responses|/chat/completions|/v1beta/models/[\w.-]+:\w+", re.ASCII
)
HELLO: Final = json.dumps({"model": "hello", "max_tokens": 5, "messages": [{"role": "user", "content": "hello"}]})
OWN, OTHER = "exchanges", "exchanges-of-another"


class _Model:
    """A model's server: what it was asked, and a secret that it gives to whoever asks for what is none of a model."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.secret, self.key = secrets.token_hex(16), f"sk-escape-{secrets.token_hex(16)}"
        self.asked: list[tuple[str, bytes]] = []

    def wrongs(self, printed: str) -> list[str]:
        """What came here, or leaked from here, that may not."""
        found = {f"it was asked for {path}" for path, _ in self.asked if not RIGHTFUL.fullmatch(path.partition("?")[0])}
        found |= {f"it was asked to {what}" for _, body in self.asked for what in _hosted(body)}
        told = {"its secret is known": self.secret, "its key is known": self.key}
        return sorted(found) + [what for what, text in told.items() if text in printed]


def _hosted(body: bytes) -> list[str]:
    """What a request would have the server fetch or run."""
    try:
        asked = json.loads(body)
    except ValueError:
        return ["understand what is no JSON"]
    text = json.dumps([asked.get(name) for name in ("tools", "mcp_servers", "messages", "contents")])
    return [f"fetch or run something ({word})" for word in ('"url', "Uri", "web_", "execution", "mcp") if word in text]


@contextmanager
def _model() -> Iterator[_Model]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            model.asked.append((self.path, body))
            rightful = self.path.startswith(MESSAGES)
            said: dict[str, Any] = {"type": "message", "role": "assistant", "content": []}
            said |= {"usage": {"input_tokens": 1, "output_tokens": 1}} if rightful else {"secret": model.secret}
            data = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):  # whatever the method
                return self.do_POST
            raise AttributeError(name)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        model = _Model(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield model
        finally:
            server.shutdown()
            thread.join()


def prove(host: Host, user: str, directory: Path) -> EscapeReport:
    """Try every way out of a sandbox that has a gateway and nothing else, as `user` (`uid:gid`) inside. The probe's
    output, both trials' exchanges and the report are written to `directory`. Takes about a minute.

    Raises InfraError where the engine fails."""
    image = host.images.base().id
    with ExitStack() as stack:
        model = stack.enter_context(_model())
        gates = tuple(_gate(stack, host, image, model, directory / name) for name in (OWN, OTHER))
        laid = stack.enter_context(canaries(host.client, installation_id(), image))
        witnesses: Witnesses = {
            "model's server": model.wrongs,
            "another trial's gateway": lambda _: _strange(directory / OTHER),
        }
        spec = SandboxSpec(image=image, labels={"role": "escape"})
        own, other = gates
        return attack(host.provider, spec, (own, other), laid, user=user, directory=directory, witnesses=witnesses)


def _gate(stack: ExitStack, host: Host, image: str, model: _Model, exchanges: Path) -> Gate:
    shown = stack.enter_context(scratch()) / "door"
    shown.mkdir()
    shown.chmod(0o755)
    door = Door(image=image, directory=str(shown))
    session = Session(Budget(), lambda *_: 0.0)
    upstream = Upstream("escape", model.url, (Anthropic(), Responses(), Chat(), Gemini()), model.key)
    stack.enter_context(host.gateway.serving(session, upstream, shown / door.socket, exchanges))
    head = f"POST {MESSAGES} HTTP/1.1\r\nhost: gateway\r\nx-api-key: {session.token}\r\nconnection: close\r\n"
    hello = f"{head}content-length: {len(HELLO)}\r\n\r\n{HELLO}".encode()
    return Gate(door, session.token, hello, b"HTTP/1.1 200")


def _strange(directory: Path) -> list[str]:
    """What another trial's gateway was asked that its own sandbox does not ask."""
    return sorted({f"it was asked for {line.path}" for line, body in kept(directory) if body != HELLO.encode()})
