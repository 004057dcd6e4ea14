"""Through the door, one request at a time: what makes a gateway ask somebody else than its model's server.

A gateway's refusal is no way out. What was asked of others is seen there, and what the model's server was asked too."""

import json
import socket
from functools import partial

from .attempt import Reached, Way, Ways, shown
from .targets import Targets

PATIENCE_S = 0.8
MESSAGES = "/v1/messages"
METHODS = ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PURGE", "BREW")
OTHER_APIS = ("/v1/files", "/v1/batches", "/v1/messages/batches", "/v1/models", "/v1/organizations", "/v1/assistants",
              "/v1/vector_stores", "/v1/fine_tuning/jobs", "/v1/skills", "/v1/responses/resp_1", "/v1/complete",
              "/v1/images/generations", "/v1/audio/transcriptions", "/v1/embeddings", "/v1/realtime", "/v1/containers",
              "/v1beta/files", "/upload/v1beta/files", "/v1beta/cachedContents", "/v1beta/tunedModels",
              "/v1/usage", "/admin", "/", "/metrics", "/.env", "/debug")  # fmt: skip
TRAVERSALS = ("/v1/messages/../files", "/v1/messages/..%2ffiles", "/v1/messages/%2e%2e/files", "/v1/messages//files",
              "//v1/files", "/v1/messages;/../files", "/v1/messages%00/files", "/v1/messages\\..\\files",
              "/v1/messages/#/files", "/v1/messages/count_tokens/../batches",
              "/v1/../../../../etc/passwd", "/v1beta/models/../files:generateContent",
              "/v1beta/models/x%2f..%2f..%2ffiles:generateContent", "/v1beta/models/a:generateContent/../../files",
              "/v1beta/models/http:%2f%2f169.254.169.254%2f:generateContent", "/v1/chat/completions/../files",
              "/v1/responses/../files", "/v1/responses/resp_1/cancel", "/V1/MESSAGES/../FILES",
              "@169.254.169.254/v1/messages", ".169.254.169.254/v1/messages", "?/v1/messages")  # fmt: skip
UPGRADES = ("websocket", "h2c", "TLS/1.0", "SOCKS", "tcp", "connect-udp")


def say(targets: Targets, *pieces: bytes) -> bytes:
    """Through the door, and what comes back until nothing more does."""
    said = b""
    with socket.create_connection(("127.0.0.1", targets.door), PATIENCE_S) as one:
        try:
            for piece in pieces:
                one.sendall(piece)
            while len(said) < 4000 and (more := one.recv(4000)):
                said += more
                one.settimeout(PATIENCE_S / 4)
        except OSError as error:
            return said or f"no answer: {error}".encode()
    return said or b"closed"


def request(
    targets: Targets, method: str = "POST", path: str = MESSAGES, headers: str = "", body: bytes = b"", token: str = ""
) -> bytes:
    """One, as bytes. It carries this trial's token unless it is given another."""
    head = f"{method} {path} HTTP/1.1\r\nhost: gateway\r\nx-api-key: {token or targets.token}\r\nconnection: close\r\n"
    return f"{head}content-length: {len(body)}\r\n{headers}\r\n".encode() + body


def told(said: bytes) -> str:
    """An answer, for what it is worth. Raises Reached for a success that nothing should have."""
    if said.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 101", b"HTTP/1.0 2")):
        raise Reached(shown(said))
    return shown(said, 120)


def refused(targets: Targets, *pieces: bytes) -> str:
    """What a gateway must not do."""
    return told(say(targets, *pieces))


def looked_at(targets: Targets, *pieces: bytes) -> str:
    """What a gateway may pass on, less what is wrong with it: the model's server says what has come there."""
    return shown(say(targets, *pieces), 120)


def message(**more: object) -> bytes:
    """A rightful body, and more."""
    body = {"model": "probe", "max_tokens": 5, "messages": [{"role": "user", "content": "hello"}], **more}
    return json.dumps(body).encode()


def ways(targets: Targets) -> Ways:
    """All of them."""
    knock, urls = targets.knock, [f"http://{address}:{targets.tcp}/{targets.knock}" for address in targets.v4]
    # Who follows these from the host comes to a canary.
    for url in (*urls, "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://127.0.0.1:9/_x"):
        for method in ("GET", "POST"):
            pieces = request(targets, method, url, body=message() if method == "POST" else b"")
            yield Way("absolute-address", f"{method} {url}", partial(refused, targets, pieces))
        host = url.partition("://")[2].partition("/")[0]
        yield Way("connect-method", host, partial(refused, targets, f"CONNECT {host} HTTP/1.1\r\n\r\n".encode()))
        pieces = request(targets, "GET", f"/{knock}").replace(b"host: gateway", f"host: {host}".encode())
        yield Way("host-header", host, partial(refused, targets, pieces))
        lines = (
            f"x-forwarded-host: {host}\r\nforwarded: host={host}\r\nx-original-url: {url}\r\nx-rewrite-url: {url}\r\n"
        )
        body = message()
        yield Way("forwarding-headers", host, partial(looked_at, targets, request(targets, headers=lines, body=body)))
        lines = f"anthropic-base-url: {url}\r\nopenai-base-url: {url}\r\nx-base-url: {url}\r\nreferer: {url}\r\n"
        yield Way("base-url-headers", host, partial(looked_at, targets, request(targets, headers=lines, body=body)))
        body = message(base_url=url, api_base=url, endpoint=url)
        yield Way("base-url-in-body", host, partial(looked_at, targets, request(targets, body=body)))
        body = message(model=url)
        yield Way("model-is-an-address", host, partial(looked_at, targets, request(targets, body=body)))
        yield from _fetched(targets, url)
    for path in OTHER_APIS:
        yield Way("other-api", path, partial(refused, targets, request(targets, "POST", path, body=message())))
        yield Way("other-api", f"GET {path}", partial(refused, targets, request(targets, "GET", path)))
    for path in TRAVERSALS:
        yield Way("path-games", path, partial(refused, targets, request(targets, "POST", path, body=message())))
    for method in METHODS:
        yield Way("method", method, partial(refused, targets, request(targets, method)))
    for kind in UPGRADES:
        lines = f"upgrade: {kind}\r\nconnection: upgrade\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        lines += "sec-websocket-version: 13\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n"
        pieces = request(targets, "GET", "/v1/responses", lines).replace(b"connection: close\r\n", b"")
        yield Way("upgrade", kind, partial(refused, targets, pieces))
    for name, token in (("none", "none"), ("another trial's", targets.other_token), ("close", targets.token[:-1])):
        pieces = request(targets, body=message(), token=token or "none")
        yield Way("token", name, partial(refused, targets, pieces))
    yield from _smuggled(targets)
    yield from _strangers(targets)


def _fetched(targets: Targets, url: str) -> Ways:
    """Have the model's server fetch it."""
    tools = [{"type": "web_fetch_20250910", "name": "web_fetch"}, {"type": "web_search_20250305", "name": "web_search"},
             {"type": "code_execution_20250825", "name": "code_execution"}]  # fmt: skip
    served = [{"type": "url", "url": url, "name": "probe"}]
    image = [{"role": "user", "content": [{"type": "image", "source": {"type": "url", "url": url}}]}]
    for name, more in (("hosted-tools", {"tools": tools}), ("hosted-servers", {"mcp_servers": served}),
                       ("content-by-address", {"messages": image}), ("containers", {"container": "c"})):  # fmt: skip
        yield Way(name, url, partial(looked_at, targets, request(targets, body=message(**more))))
    hosted = [
        {"type": "web_search"},
        {"type": "mcp", "server_url": url, "server_label": "x"},
        {"type": "code_interpreter"},
    ]
    body = json.dumps({"model": "probe", "input": "hello", "tools": hosted}).encode()
    pieces = request(targets, "POST", "/v1/responses", body=body)
    yield Way("hosted-tools-responses", url, partial(looked_at, targets, pieces))
    body = json.dumps(
        {"contents": [{"parts": [{"fileData": {"fileUri": url}}]}], "tools": [{"url_context": {}}]}
    ).encode()
    pieces = request(targets, "POST", "/v1beta/models/probe:generateContent", body=body)
    yield Way("hosted-tools-gemini", url, partial(looked_at, targets, pieces))


def _smuggled(targets: Targets) -> Ways:
    """A second request inside the first, for whoever counts otherwise."""
    knock = targets.knock
    inner = f"POST /v1/files HTTP/1.1\r\nhost: {knock}\r\ncontent-length: 0\r\n\r\n".encode()
    head = f"POST {MESSAGES} HTTP/1.1\r\nhost: gateway\r\nx-api-key: {targets.token}\r\n".encode()
    both = b"content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
    for name, rest in (
        ("both lengths", both + inner),
        ("two lengths", b"content-length: 0\r\ncontent-length: 90\r\n\r\n" + inner),
        ("odd encoding", b"transfer-encoding: xchunked\r\n\r\n0\r\n\r\n" + inner),
        ("spaced encoding", b"transfer-encoding : chunked\r\n\r\n0\r\n\r\n" + inner),
        ("folded", b"x: y\r\n transfer-encoding: chunked\r\n\r\n0\r\n\r\n" + inner),
        ("chunk extension", b"transfer-encoding: chunked\r\n\r\n0;a=b\r\nx-api-key: q\r\n\r\n" + inner),
        ("negative length", b"content-length: -1\r\n\r\n" + inner),
        ("huge chunk", b"transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n" + inner),
        ("bare line ends", b"content-length: 0\n\n" + inner),
        ("pipelined", b"content-length: 2\r\n\r\n{}" + inner),
    ):
        yield Way("smuggling", name, partial(refused, targets, head + rest))
    lines = f"anthropic-beta: x\r\n\tauthorization: Bearer {knock}\r\n"
    yield Way(
        "header-injection", "folded", partial(looked_at, targets, request(targets, headers=lines, body=message()))
    )
    for value in (b"x\rx-api-key: y", b"x\0y", b"x\x0by", b"\xff\xfe", "\u010d\u010a".encode()):
        pieces = request(targets, body=message(), headers="user-agent: ?\r\n").replace(b"?\r\n", value + b"\r\n", 1)
        yield Way("header-injection", repr(value), partial(looked_at, targets, pieces))
    for path in ("/v1/messages%0d%0ahost:%20x", "/v1/messages\r\nx-a: b", "/v1/messages HTTP/1.1\r\nx-a: b\r\nx:"):
        yield Way(
            "line-injection", repr(path), partial(looked_at, targets, request(targets, path=path, body=message()))
        )
    for query in (f"key=other&beta=true&host={knock}", "x=/../../files", "x=%0d%0ahost:%20y", "x=#@169.254.169.254/"):
        pieces = request(targets, path=f"{MESSAGES}?{query}", body=message())
        yield Way("query-injection", query, partial(looked_at, targets, pieces))
    pieces = request(targets, headers="expect: 100-continue\r\n", body=message())
    yield Way("expectation", "100-continue", partial(looked_at, targets, pieces))
    pieces = request(targets, headers="content-encoding: gzip\r\n", body=b"\x1f\x8b\x08")
    yield Way("compressed-body", "", partial(refused, targets, pieces))


def _strangers(targets: Targets) -> Ways:
    """What is no HTTP."""
    knock = targets.knock.encode()
    address = socket.inet_aton("127.0.0.1") + targets.tcp.to_bytes(2, "big")
    for name, data in (
        ("tls", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + knock),
        ("socks5", b"\x05\x01\0\x05\x01\0\x01" + address + knock),
        ("socks4", b"\x04\x01" + address[4:] + address[:4] + b"\0" + knock),
        ("proxy-protocol", b"PROXY TCP4 127.0.0.1 127.0.0.1 1 80\r\n" + request(targets, "GET", "/v1/files")),
        ("proxy-protocol-2", b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + bytes(12) + knock),
        ("http2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9) + knock),
        ("http09", b"GET /v1/files\r\n\r\n" + knock),
        ("ssh", b"SSH-2.0-probe\r\n" + knock),
        ("smtp", b"EHLO " + knock + b"\r\n"),
        ("redis", b"*1\r\n$4\r\nPING\r\n" + knock),
        ("fastcgi", b"\x01\x01\0\x01\0\x08\0\0" + bytes(8) + knock),
        ("ajp", b"\x12\x34\0\x01\x0a" + knock),
        ("zeros", bytes(4000) + knock),
        ("all bytes", bytes(range(256)) * 20 + knock),
        ("long line", b"GET /" + b"a" * 200_000 + knock),
        ("many headers", b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 30_000 + knock + b"\r\n"),
        ("long header", b"GET / HTTP/1.1\r\na: " + b"b" * 200_000 + knock + b"\r\n\r\n"),
    ):
        yield Way(f"stranger-{name.replace(' ', '-')}", "", partial(refused, targets, data))
