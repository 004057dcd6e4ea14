"""Hostile replies of a runner box, drawn by a seed, and a tape that plays them to the client on its own clock."""

import json
import random
import struct
from collections.abc import Callable, Iterator
from typing import Any

from scoring.verify.runner.client import Case, Reply

Piece = bytes | float
"""Bytes that arrive, or seconds in which nothing does."""
Script = Callable[[dict[str, Any]], Iterator[Piece]]


class Tape:
    """A Channel whose other side is a script, and the clock that passes while it is silent."""

    def __init__(self, script: Script) -> None:
        self.now = 0.0
        self._script = script
        self._pieces: Iterator[Piece] = iter(())

    def clock(self) -> float:
        """Seconds since the tape began."""
        return self.now

    def send(self, data: bytes) -> None:
        """Take a request; the script answers it."""
        self._pieces = self._script(json.loads(data[4:]))

    def receive(self, deadline_s: float) -> bytes:
        """The next bytes; TimeoutError where the script is silent for longer."""
        for piece in self._pieces:
            if isinstance(piece, bytes):
                return piece
            self.now += piece
            if piece > deadline_s:
                raise TimeoutError
        return b""

    def close_input(self) -> None:
        """Nothing to close."""


def framed(body: bytes) -> bytes:
    """A frame."""
    return struct.pack(">I", len(body)) + body


def frame(nonce: str, index: Any, body: Any) -> bytes:
    """A reply frame around a body."""
    return framed(json.dumps({"nonce": nonce, "index": index, "body": body}).encode())


def case_and_answer(draw: random.Random, name: str) -> tuple[Case, Reply]:
    """A case and the right answer, which holds 128 bits that no box knows."""
    secret = f"{draw.getrandbits(128):032x}"
    kind = draw.randrange(3)
    if kind == 0:
        answer = {"status": 200, "headers": [["Content-Type", "text/plain"]], "body": secret}
        return {"id": name, "group": name, "http": {"path": "/"}}, Reply("ok", {"answers": [answer]})
    if kind == 1:
        return {"id": name, "group": name, "argv": ["x"]}, Reply("ok", {"exit": 0, "stdout": secret, "stderr": ""})
    value = ["builtins.dict", [[["builtins.str", "k"], ["builtins.int", "1"]], [["builtins.str", secret], None]]]
    return {"id": name, "group": name, "call": "m:f"}, Reply("ok", {"value": value, "stdout": "", "stderr": ""})


def odd_value(draw: random.Random, depth: int = 0) -> Any:
    """Some JSON value, mostly one that trips what expects another."""
    kinds: list[Callable[[], Any]] = [
        lambda: draw.choice([None, True, False, 0, 1, -1, 0.0, -0.0, 1.0, "", "0", "ok", "passed", [], {}, [[]]]),
        lambda: draw.choice([float("nan"), float("inf"), -float("inf"), 10**4000, -(10**300), 2**64, 1e308]),
        lambda: draw.choice(["\ud800", "\udfff\ud800", "\0", "\x1b[2J", "\u202e", "\U0001f600" * 50, "a" * 5000]),
        lambda: [odd_value(draw, depth + 1) for _ in range(draw.randrange(4))],
        lambda: {draw.choice(NAMES): odd_value(draw, depth + 1) for _ in range(draw.randrange(4))},
        lambda: ["builtins.str", odd_value(draw, depth + 1)],
    ]
    return draw.choice(kinds if depth < 3 else kinds[:3])()


NAMES = [
    "status", "value", "raised", "stdout", "stderr", "exit", "result", "answers", "headers", "body", "received", "why",
    "fields", "", "\ud800", "__class__",
]  # fmt: skip
STATUSES = ["ok", "crashed", "timeout", "overflow", "passed", "OK", "", "ok\0", "\ud800"]


def body(draw: random.Random, right: Reply) -> Any:
    """What stands in a frame in place of a body."""
    kinds: list[Callable[[], Any]] = [
        lambda: json.dumps({name: odd_value(draw) for name in draw.sample(NAMES, 5)}),
        lambda: json.dumps({"status": draw.choice(STATUSES), **{n: odd_value(draw) for n in NAMES[1:8]}}),
        lambda: json.dumps({"status": "ok", "result": json.dumps({draw.choice(NAMES): odd_value(draw)})}),
        lambda: json.dumps(odd_value(draw)),
        lambda: odd_value(draw),
        lambda: nested(draw),
        lambda: near_miss(draw, right),
        lambda: damaged(draw, json.dumps({"status": "ok", **right.fields})),
        lambda: '{"status": "ok", "value": ' + draw.choice(["1" * 5000, "1e999", "-NaN", "NaN", "0x1", "01"]) + "}",
        lambda: '{"status": "crashed", "status": "ok", "stdout": 1, "stdout": "", "value": 1, "value": 2}',
        lambda: json.dumps({"status": "ok", "stdout": "x" * draw.choice([10, 1000, 100_000])}),
    ]
    return draw.choice(kinds)()


def nested(draw: random.Random) -> str:
    """A body of some depth, from harmless to hopeless."""
    levels = draw.choice([5, 100, 195, 205, 500, 900, 990, 3000, 100_000])
    opening, closing = draw.choice([("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
    return '{"status": "ok", "value": ' + opening * levels + "1" + closing * draw.choice([levels, 0]) + "}"


def near_miss(draw: random.Random, right: Reply) -> str:
    """The right answer but for one thing: a type, a missing field, a character, the order of a dict."""
    fields = json.loads(json.dumps(right.fields))
    if "answers" in fields:
        answer = fields["answers"][0]
        draw.choice(
            [
                fields["answers"].clear,
                lambda: fields["answers"].append(answer),
                lambda: fields.update(answers=answer),
                lambda: answer.update(status=draw.choice([True, 200.0, "200", [200], None])),
                lambda: answer.update(headers=draw.choice([{}, [[]], ["Content-Type"], [["Content-Type", "x"]], None])),
                lambda: answer.update(body=draw.choice([None, [answer["body"]], "", {"base64": ""}])),
                lambda: answer.update(broken="never mind"),
            ]
        )()
    elif "exit" in fields:
        wrong = draw.choice(
            [{"exit": False}, {"exit": 0.0}, {"exit": "0"}, {"exit": None}, {"exit": [0]}, {"stdout": 0}]
        )
        fields.update(wrong)
    else:
        pairs = fields["value"][1]
        draw.choice(
            [
                pairs.reverse,
                pairs.pop,
                lambda: pairs.append(pairs[0]),
                lambda: pairs[0].__setitem__(1, ["builtins.bool", "True"]),
                lambda: pairs[0].__setitem__(1, ["builtins.int", 1]),
                lambda: pairs[1].__setitem__(1, []),
                lambda: fields.update(value=json.dumps(fields["value"])),
                lambda: fields.update(raised=["builtins.ValueError", []]),
                lambda: fields.update(stdout=None),
            ]
        )()
    return json.dumps({"status": "ok", **fields})


def damaged(draw: random.Random, text: str) -> str:
    """The right answer with its secret scratched out, and cut, doubled or salted."""
    text = "".join("z" if c in "0123456789abcdef" else c for c in text)
    place = draw.randrange(len(text))
    return draw.choice([text[:place], text + text, text[:place] + "\ud800" + text[place:], " " * 10_000 + text])


def last_words(draw: random.Random, nonce: str, index: int, right: Reply) -> Iterator[Piece]:
    """What breaks the protocol: the last that is heard of a box."""
    good = json.dumps({"status": "ok", **right.fields})
    whole = frame(nonce, index, good)
    kinds: list[Callable[[], list[Piece]]] = [
        list,
        lambda: [draw.randbytes(draw.randrange(200))],
        lambda: [struct.pack(">I", draw.choice([0, 1, 2**31, 2**32 - 1])) + draw.randbytes(50)],
        lambda: [whole[: draw.randrange(len(whole))]],
        lambda: [frame(draw.choice(["", "0" * 32, nonce.upper() + "0", nonce[:-1]]), index, good)],
        lambda: [frame(nonce, draw.choice([index + 1, -1, str(index), None, [index], float(index), 2**70]), good)],
        lambda: [frame(nonce, bool(index), good)] if index in (0, 1) else [],
        lambda: [framed(json.dumps(odd_value(draw)).encode())],
        lambda: [framed(b"[" * 100_000)],
        lambda: [framed(b'{"nonce": ' + b"1" * 5000 + b"}")],
        lambda: [framed(whole[4:].decode().encode("utf-16")[: draw.randrange(200)])],
        lambda: [61.0, whole],
        lambda: [piece for byte in whole for piece in (0.9, bytes([byte]))],
        lambda: [b"\0\0\x0f\xff", *[b" ", 0.2] * 400],
    ]
    yield from draw.choice(kinds)()
