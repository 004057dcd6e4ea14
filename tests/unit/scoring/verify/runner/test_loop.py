"""The request loop as a process on real pipes: framing, and cases that need no box. The rest is in tests/docker."""

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.verify.runner import frames, loop

SERVE = "import sys; sys.path.insert(0, sys.argv[1]); from runner.loop import main; main()"
Loop = subprocess.Popen[bytes]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Loop]:
    """A loop that waits for requests."""
    verify = Path(loop.__file__).parents[1]
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    argv = [sys.executable, "-P", "-c", SERVE, str(verify)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0) as process:
        yield process
        process.kill()


def send(process: Loop, body: bytes) -> None:
    """Send one frame in three pieces."""
    data = struct.pack(">I", len(body)) + body
    assert process.stdin is not None
    for piece in (data[:2], data[2:9], data[9:]):
        process.stdin.write(piece)


def ask(process: Loop, *cases: dict[str, Any], nonce: str = "n1", **settings: Any) -> list[dict[str, Any]]:
    """Ask cases; the bodies of the replies, in order."""
    request = {"nonce": nonce, "paths": [], "driver": "", "timeout_s": 5, "reply_bytes": 1 << 20, "cases": cases}
    send(process, json.dumps({**request, **settings}).encode())
    assert process.stdout is not None
    bodies = []
    for index in range(len(cases)):
        frame = frames.read_frame(process.stdout.fileno())
        assert (frame["nonce"], frame["index"]) == (nonce, index)
        bodies.append(json.loads(frame["body"]))
    return bodies


def test_requests_are_answered_one_after_another(serving: Loop) -> None:
    first = ask(serving, {"call": "math:sqrt", "args": [4]}, {"argv": ["echo", "hi"]})
    assert first[0] == {"status": "ok", "value": ["builtins.float", "2.0"], "stdout": "", "stderr": ""}
    assert first[1] == {"status": "ok", "exit": 0, "stdout": "hi\n", "stderr": ""}
    second = ask(serving, {"call": "operator:add", "args": [[1], [2]]}, nonce="n2")
    assert second[0]["value"] == ["builtins.list", [["builtins.int", "1"], ["builtins.int", "2"]]]


def test_the_end_of_input_ends_the_loop(serving: Loop) -> None:
    ask(serving, {"call": "math:sqrt", "args": [4]})
    assert serving.stdin is not None
    serving.stdin.close()
    assert serving.wait(10) == 0


@pytest.mark.parametrize("cut", [b"\0\0", struct.pack(">I", 100) + b"{"])
def test_half_a_request_ends_the_loop_too(serving: Loop, cut: bytes) -> None:
    assert serving.stdin is not None
    serving.stdin.write(cut)
    serving.stdin.close()
    assert serving.wait(10) == 0


def test_a_command_line_gets_its_files_input_environment_and_an_empty_directory(serving: Loop) -> None:
    case = {
        "argv": ["sh", "-c", 'find . -type f | sort; cat; echo "$COLOUR"; cat in/file; echo err >&2; exit 3'],
        "stdin": "typed\n",
        "files": {"in/file": "text\n", "top": ""},
        "env": {"COLOUR": "red"},
    }
    reply = ask(serving, case)[0]
    assert reply["stdout"] == "./in/file\n./top\ntyped\nred\ntext\n"
    assert (reply["stderr"], reply["exit"], reply["status"]) == ("err\n", 3, "ok")


def test_python_in_a_command_line_is_the_loops_own(serving: Loop) -> None:
    reply = ask(serving, {"argv": ["{python}", "-c", "import sys; print(sys.executable)"]})[0]
    assert reply["stdout"] == f"{sys.executable}\n"


def test_a_program_that_is_missing_costs_one_case(serving: Loop) -> None:
    replies = ask(serving, {"argv": ["/nonesuch"]}, {"argv": ["nul\0"]}, {"argv": ["true"]})
    assert [r["status"] for r in replies] == ["crashed", "crashed", "ok"]


def test_a_signal_shows_as_a_negative_exit_code(serving: Loop) -> None:
    assert ask(serving, {"argv": ["sh", "-c", "kill -9 $$"]})[0]["exit"] == -9


def test_a_hang_is_a_timeout_and_its_children_end_with_it(serving: Loop, tmp_path: Path) -> None:
    script = f"sleep 60 & echo $! > {tmp_path}/pid; echo begun; wait"
    replies = ask(serving, {"argv": ["sh", "-c", script]}, {"call": "time:sleep", "args": [60]}, timeout_s=0.3)
    assert [(r["status"], r["stdout"]) for r in replies] == [("timeout", "begun\n"), ("timeout", "")]
    child = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
        stat = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
        raise ProcessLookupError if stat in "ZX" else AssertionError(stat)


def test_a_deadline_of_the_cases_own(serving: Loop) -> None:
    assert ask(serving, {"call": "time:sleep", "args": [60], "timeout_s": 0.2})[0]["status"] == "timeout"


def test_a_value_too_large_overflows(serving: Loop) -> None:
    big = {"call": "operator:mul", "args": ["x", 10 << 20]}
    replies = ask(serving, big, {"call": "operator:mul", "args": ["x", 10]})
    assert [r["status"] for r in replies] == ["overflow", "ok"]
    assert "value" not in replies[0]


def test_output_is_bounded(serving: Loop) -> None:
    reply = ask(serving, {"argv": ["head", "-c", "1000000", "/dev/zero"]})[0]
    assert (reply["status"], len(reply["stdout"])) == ("ok", 64 << 10)


def test_what_is_raised_is_an_answer(serving: Loop) -> None:
    replies = ask(
        serving,
        {"call": "sys:exit", "args": [3]},
        {"call": "operator:truediv", "args": [1, 0]},
        {"call": "nonesuch:f"},
        {"call": "math:nonesuch"},
    )
    assert [r["raised"][0] for r in replies] == [
        "builtins.SystemExit",
        "builtins.ZeroDivisionError",
        "builtins.ModuleNotFoundError",
        "builtins.AttributeError",
    ]
    assert {r["status"] for r in replies} == {"ok"}


@pytest.mark.parametrize("call", [["os:_exit", 0], ["os:abort"], ["ctypes:string_at", 0]])
def test_a_crash_costs_one_case(serving: Loop, call: list[Any]) -> None:
    name, *arguments = call
    replies = ask(serving, {"call": name, "args": arguments}, {"call": "math:sqrt", "args": [9]})
    assert [r["status"] for r in replies] == ["crashed", "ok"]
