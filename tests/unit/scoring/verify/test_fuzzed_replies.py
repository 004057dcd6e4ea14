"""Ten thousand hostile replies: nothing that a box says raises, takes memory or time without bound, or earns a pass."""

import json
import random
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from scoring.reward import CheckResult
from scoring.spec import ServeSpec, VerifySpec
from scoring.verify.black_box import compare_exchanges
from scoring.verify.differential import Expected, compare
from scoring.verify.exchange import counted
from scoring.verify.runner import client
from scoring.verify.runner.claims import read_object, weight
from scoring.verify.runner.client import STATUSES, Case, Reply, RunnerClient
from scoring.verify.suite import judge, outcomes

from .fuzzing import Piece, Tape, body, case_and_answer, frame, last_words

REPLIES = 10_000
BATCHES = 10
BATCH_CPU_S = 4.0
MIB = 1 << 20
SERVED = VerifySpec(kind="black_box", serve=ServeSpec(argv=("serve",), headers=("Content-Type",)))


def talk(tape: Tape, cases: Sequence[Case], **settings: Any) -> list[Reply]:
    """Put cases to the box that the tape plays, under a deadline of a minute on the tape's clock."""
    settings = {"paths": ["/app"], "case_timeout_s": 10, "deadline_s": 60, **settings}
    return RunnerClient(tape, tape.clock).ask(cases, **settings)


def hostile(draw: random.Random, right: Sequence[Reply]) -> Tape:
    """A box of which every reply is hostile; the last may break the protocol."""

    def script(request: dict[str, Any]) -> Iterator[Piece]:
        for index, reply in enumerate(right):
            if index == len(right) - 1 and draw.random() < 0.7:
                yield from last_words(draw, request["nonce"], index, reply)
            else:
                yield frame(request["nonce"], index, body(draw, reply))

    return Tape(script)


def honest(right: Sequence[Reply]) -> Tape:
    """A box that answers as it should."""

    def script(request: dict[str, Any]) -> Iterator[Piece]:
        for index, reply in enumerate(right):
            yield frame(request["nonce"], index, json.dumps({"status": reply.status, **reply.fields}))

    return Tape(script)


def verdicts(cases: Sequence[Case], right: Sequence[Reply], replies: Sequence[Reply]) -> list[CheckResult]:
    """Everything that is made of replies: each case compared, with what the original answered and with a file of
    expected exchanges, and each reply read as the outcomes of a pinned suite."""
    pinned = {f"test::{case['id']}": "passed" for case in cases}
    suites = [judge(outcomes(reply), pinned, name="suite", status=reply.status) for reply in replies]
    for reply in replies:  # without pins a pass can be forged, and must only be storable
        judge(outcomes(reply), None, name="suite", status=reply.status).model_dump_json()
    expected = [with_expected(*row) for row in zip(cases, right, strict=True)]
    exchanged = [row for row in zip(expected, replies, strict=True) if "call" not in row[0]]
    return [
        *compare(Expected(list(cases), seen(cases, right)), seen(cases, replies), prefix="d"),
        *(check for case, reply in exchanged for check in compare_exchanges([case], [reply], prefix="b")),
        *suites,
    ]


def seen(cases: Sequence[Case], replies: Sequence[Reply]) -> list[Reply]:
    """What counts of replies."""
    return [counted(case, reply, SERVED) for case, reply in zip(cases, replies, strict=True)]


def with_expected(case: Case, right: Reply) -> Case:
    """The same case as a file of exchanges has it."""
    if "http" not in case:
        return {**case, "expected": dict(right.fields)}
    answer = right.fields["answers"][0]
    return {**case, "expected": {**answer, "headers": dict(answer["headers"])}}


def play(draw: random.Random, count: int) -> None:
    """Conversations with `count` hostile replies in all, and everything that is made of each."""
    while count > 0:
        cases, right = zip(*(case_and_answer(draw, f"g{i}") for i in range(draw.randint(1, 4))), strict=True)
        count -= len(cases)
        tape = hostile(draw, right)
        replies = talk(tape, cases)
        assert len(replies) == len(cases)
        assert {reply.status for reply in replies} <= STATUSES
        assert tape.now <= 61 + 60
        for check in verdicts(cases, right, replies):
            assert not check.passed, (check, replies)
            assert len(check.model_dump_json().encode()) < 64 << 10


@pytest.mark.parametrize("seed", range(BATCHES))
def test_no_fuzzed_reply_raises_or_passes(seed: int) -> None:
    started = time.process_time()
    play(random.Random(seed), REPLIES // BATCHES)
    assert time.process_time() - started < BATCH_CPU_S


def test_no_fuzzed_reply_takes_memory_without_bound() -> None:
    tracemalloc.start()
    try:
        play(random.Random(BATCHES), 500)
        assert tracemalloc.get_traced_memory()[1] < 64 * MIB
    finally:
        tracemalloc.stop()


def test_the_right_answers_pass() -> None:
    draw = random.Random(0)
    cases, right = zip(*(case_and_answer(draw, f"g{i}") for i in range(50)), strict=True)
    checks = [check for check in verdicts(cases, right, talk(honest(right), cases)) if check.id != "suite"]
    assert all(check.passed for check in checks)
    assert len(checks) > 60


@pytest.mark.parametrize("unit", ["[],", '{"a":{}},', '"ab",', "1.5,", '{"":[]},', '"\U0001f600",', "null,"])
def test_the_weight_of_a_reply_is_more_than_it_takes_up(unit: str) -> None:
    text = '{"value": [' + unit * 10_000 + "0]}"
    tracemalloc.start()
    try:
        fields = read_object(text)
        assert tracemalloc.get_traced_memory()[0] < weight(text)
    finally:
        tracemalloc.stop()
    assert len(fields["value"]) == 10_001


def test_what_replies_take_up_together_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PARSED_BYTES", 8 * MIB)
    cases: list[Case] = [{"id": f"g/{i}", "group": "g", "call": "m:f"} for i in range(100)]
    text = '{"status": "ok", "value": [' + "[]," * 10_000 + "0]}"

    def script(request: dict[str, Any]) -> Iterator[Piece]:
        for index in range(len(cases)):
            yield frame(request["nonce"], index, text)

    tracemalloc.start()
    try:
        replies = talk(Tape(script), cases, reply_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 9 * MIB
    finally:
        tracemalloc.stop()
    assert (replies[0].status, replies[-1].status) == ("ok", "overflow")


def test_a_slow_trickle_ends_with_the_deadline() -> None:
    def script(request: dict[str, Any]) -> Iterator[Piece]:
        yield b"\0\0\x0f\xff"
        while True:
            yield 1.0
            yield b" "

    tape = Tape(script)
    assert [reply.status for reply in talk(tape, [{"id": "g/1", "group": "g", "call": "m:f"}])] == ["timeout"]
    assert 59 <= tape.now <= 61
