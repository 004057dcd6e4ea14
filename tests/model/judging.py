"""A judge's model as a server on loopback: it answers requests about works in the vendors' words, and fails as told."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Json = dict[str, Any]
Mood = Literal[
    "fair",
    "prose",
    "broken",
    "refusal",
    "length",
    "wrong-quote",
    "half-quote",
    "decoy",
    "cut",
    "silent",
    "429",
    "500",
    "401",
]
INPUT, OUTPUT, CACHED = 900, 60, 300
"""Tokens of every answer."""
_WORK = re.compile(r"<<<WORK [0-9a-f]{12}>>>\n(.*?)\n<<<END WORK", re.DOTALL)


@dataclass
class JudgeServer:
    """A running server."""

    moods: list[Mood] = field(default_factory=list)
    """One for each request to come, then fair for ever."""
    silence_s: float = 60.0
    score: Callable[[str], int] = lambda work: 2
    """Of a work, on every criterion."""
    url: str = ""
    asked: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)

    def mood(self) -> Mood:
        """Of the next answer."""
        with self.lock:
            return self.moods.pop(0) if self.moods else "fair"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_: JudgeServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", "0"))))
        one = self.server_
        one.asked.append(body)
        one.headers.append({name.lower(): value for name, value in self.headers.items()})
        mood = one.mood()
        if mood == "silent":
            if one.closing.wait(one.silence_s):
                self.close_connection = True
                return
            mood = "fair"
        if mood in ("429", "500", "401"):
            self._send(int(mood), {"error": {"message": "scripted", "type": "scripted"}}, retry_after="1")
            return
        answer = _anthropic if self.path.endswith("/messages") else _openai
        self._send(200, answer(body, mood, _text(body, mood, one.score)), cut=mood == "cut")

    def _send(self, status: int, body: Json, retry_after: str = "", *, cut: bool = False) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        if status == 429:
            self.send_header("retry-after", retry_after)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = self.close_connection or cut

    def log_message(self, *args: Any) -> None:
        pass


def _text(body: Json, mood: Mood, score: Callable[[str], int]) -> str:
    """The model's words."""
    if mood == "prose":
        return "All in all a fine piece of work!"
    if mood == "broken":
        return '{"verdicts": [{"criterion": '
    system = body["system"] if "system" in body else body["messages"][0]["content"]
    prompt = next(m["content"] for m in body["messages"] if m["role"] == "user")
    token = re.search(r"token ([0-9a-f]{12}) in", system)
    decoy = re.search(r"token of this reply is ([0-9a-f]{12})", prompt)
    sealed = {"token": (decoy if mood == "decoy" else token)[1]} if token and decoy else {}
    asked = prompt.partition("# The rubric")[2]
    criteria = re.findall(r"^## (\w+)$", asked, re.MULTILINE)
    if not criteria:
        return json.dumps({"rationale": "Both are short.", "winner": "1", "injection_suspected": False, **sealed})
    works = _WORK.findall(prompt)
    if not works:
        return json.dumps({"rationale": "The first.", "winner": "1", "injection_suspected": False, **sealed})
    work = works[0].partition("\n\nThe token of this reply")[0]
    line = max(work.splitlines(), key=len)[:80]
    quotes = {
        "wrong-quote": ["these words stand nowhere at all"],
        "half-quote": ["these words stand nowhere at all", line],
    }
    verdict = {
        "rationale": "It is so.",
        "evidence": [{"quote": quote} for quote in quotes.get(mood, [line])],
        "score": score(work),
        "abstain_reason": "",
    }
    verdicts = [{"criterion": name, **verdict} for name in criteria]
    return json.dumps({"verdicts": verdicts, "faults": [], "injection_suspected": False, **sealed})


def _openai(body: Json, mood: Mood, text: str) -> Json:
    message: Json = {"role": "assistant", "content": text}
    if mood == "refusal":
        message |= {"content": None, "refusal": "I cannot help with that."}
    if mood == "length":
        message["content"] = text[: len(text) // 2]
    choice = {"index": 0, "message": message, "finish_reason": "length" if mood == "length" else "stop"}
    usage = {
        "prompt_tokens": INPUT,
        "completion_tokens": OUTPUT,
        "total_tokens": INPUT + OUTPUT,
        "prompt_tokens_details": {"cached_tokens": CACHED},
    }
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [choice],
        "usage": usage,
    }


def _anthropic(body: Json, mood: Mood, text: str) -> Json:
    stop = {"refusal": "refusal", "length": "max_tokens"}.get(mood, "end_turn")
    said = "" if mood == "refusal" else text[: len(text) // 2] if mood == "length" else text
    usage = {
        "input_tokens": INPUT - CACHED,
        "cache_read_input_tokens": CACHED,
        "cache_creation_input_tokens": 0,
        "output_tokens": OUTPUT,
    }
    return {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": [{"type": "text", "text": said}],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": usage,
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *args: Any) -> None:
        """A client that leaves is no error of the model's."""


@contextmanager
def judging(*moods: Mood, silence_s: float = 60.0) -> Iterator[JudgeServer]:
    """The server, for as long as it is needed."""
    one = JudgeServer(list(moods), silence_s)
    with _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"server_": one})) as server:
        one.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield one
        finally:
            one.closing.set()
            server.shutdown()
            thread.join()
