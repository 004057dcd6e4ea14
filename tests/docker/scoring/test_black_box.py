"""Programs served from the runner box: sound ones are heard exactly, and whatever a server does is its own failure."""

import base64
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandboxes.archive import Tree, scan
from sandboxes.base import SandboxProvider
from scoring.reward import CheckResult
from scoring.spec import ServeSpec, VerifySpec
from scoring.verify.black_box import verify_black_box
from scoring.verify.boxes import Boxes
from scoring.verify.runner.client import Reply, RunnerClient
from tests.e2e import meltbench

KINDS = meltbench.FIXTURES / "kinds"
SERVERS = r'''
"""Servers of every sort: python3 m.py SORT ADDRESS [BASE64]."""
import base64, os, signal, socket, sys, time

sort, address = sys.argv[1:3]

def listening():
    if address.isdigit():
        server = socket.socket()
        server.bind(("127.0.0.1", int(address)))
    else:
        server = socket.socket(socket.AF_UNIX)
        server.bind(address)
    server.listen()
    return server

def say(data):
    """Answer every connection with the same bytes, and close it."""
    server = listening()
    while True:
        client, _ = server.accept()
        client.recv(65536)
        client.sendall(data)
        client.close()

def on_request(act):
    client, _ = listening().accept()
    client.recv(65536)
    act(client)

def flood(client, head=b"", piece=b"x" * 65536, pause=0):
    client.sendall(head)
    while True:
        client.sendall(piece)
        time.sleep(pause)

def daemon():
    """The one started ends; what it leaves answers in its place."""
    server = listening()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                client, _ = server.accept()
                client.sendall(b"HTTP/1.0 200 old\r\n\r\nold")
                client.close()

def crowd():
    try:
        while os.fork() or True:
            pass
    except OSError:
        time.sleep(60)

SORTS = {
    "say": lambda: say(base64.b64decode(sys.argv[3])),
    "absent": lambda: time.sleep(60),
    "ending": lambda: sys.exit("no luck"),
    "hanging": lambda: on_request(lambda client: time.sleep(60)),
    "dying": lambda: on_request(lambda client: os._exit(9)),
    "flooding": lambda: on_request(lambda client: flood(client, b"HTTP/1.1 200 OK\r\n\r\n")),
    "raw flood": lambda: on_request(flood),
    "endless headers": lambda: on_request(lambda client: flood(client, b"HTTP/1.1 200 OK\r\n", b"a: b\r\n")),
    "continuing": lambda: on_request(lambda client: flood(client, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 999)),
    "trickling": lambda: on_request(lambda client: flood(client, b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05)),
    "murderous": lambda: on_request(lambda client: os.kill(-1, signal.SIGKILL)),
    "daemon": daemon,
    "crowd": crowd,
}
SORTS[sort]()
'''
SOUND = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew"
Ask = Callable[..., list[Reply]]


def served(sort: str, data: bytes = b"", *, group: str = "g", at: str = "{port}", **case: Any) -> dict[str, Any]:
    """A case for one of the servers above."""
    argv = ["{python}", "/app/m.py", sort, at, base64.b64encode(data).decode()]
    serve = ServeSpec(argv=tuple(argv), start_s=case.pop("start_s", 60), socket="s" if at == "{socket}" else "")
    put = case if case.keys() & {"http", "socket"} else {"http": {}, **case}
    return {"id": sort, "group": group, "serve": serve.model_dump(mode="json"), **put}


@pytest.fixture(scope="module")
def ask(provider: SandboxProvider, base_image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Puts cases to the servers above, all in one box: what one leaves behind is there for the next to trip over."""
    tree = tmp_path_factory.mktemp("served")
    tree.chmod(0o755)
    (tree / "m.py").write_text(SERVERS)
    boxes = Boxes(provider, base_image, lambda: "", "/app", {})
    with boxes.runner(tree) as box:
        client = RunnerClient.of(box)
        yield lambda *cases: client.ask(cases, paths=["/app"], case_timeout_s=30, deadline_s=300)


def answers(reply: Reply) -> list[Any]:
    """The answers of a reply that is in order."""
    assert reply.status == "ok", reply
    found: list[Any] = reply.fields["answers"]
    return found


def test_http_is_heard_exactly(ask: Ask) -> None:
    raw = b"HTTP/1.1 418 Tea\r\nX: 1\r\nx: \xe9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\xff\n\r\n0\r\n\r\n"
    found = answers(ask(served("say", raw, http=[{"path": "/a"}, {"method": "HEAD"}]))[0])
    headers = [["X", "1"], ["x", "\u00e9"], ["Transfer-Encoding", "chunked"]]
    assert found == [
        {"status": 418, "headers": headers, "body": {"base64": "/wo="}},
        {"status": 418, "headers": headers, "body": ""},
    ]


@pytest.mark.parametrize("at", ["{port}", "{socket}"])
def test_bytes_are_heard_step_by_step(ask: Ask, at: str) -> None:
    steps = [
        {"send": "hello", "receive": {"lines": 2}},
        {"receive": {"bytes": 2}},
        {"receive": {"until": "."}},
        {"receive": "end"},
        {"receive": {"lines": 1}},
    ]
    found = answers(ask(served("say", b"one\ntwo\nthree.\xff", at=at, socket=steps))[0])
    assert [one["received"] for one in found] == ["one\ntwo\n", "th", "ree.", {"base64": "/w=="}, ""]


@pytest.mark.parametrize(
    ("sort", "status", "why"),
    [
        ("absent", "timeout", "nothing listens on port 8000 in time"),
        ("ending", "crashed", "the server ended with exit status 1; it wrote: no luck"),
        ("hanging", "timeout", "no complete answer in time"),
        ("flooding", "overflow", "bytes came back"),
        ("continuing", "overflow", "bytes came back"),
        ("trickling", "timeout", "no complete answer in time"),
        ("crowd", "timeout", "nothing listens"),
    ],
)
def test_a_server_that_fails_says_how_and_harms_nobody(ask: Ask, sort: str, status: str, why: str) -> None:
    limits = {"start_s": 0.5} if why.startswith("nothing") else {"timeout_s": 0.5} if status == "timeout" else {}
    failed, after = ask(served(sort, **limits), served("say", SOUND))
    assert failed.status == status
    assert why in failed.fields["why"]
    assert answers(after)[0]["body"] == "new"


@pytest.mark.parametrize(
    ("sort", "data", "broken"),
    [
        ("dying", b"", "closed without an answer"),
        ("murderous", b"", "closed without an answer"),
        ("endless headers", b"", "no HTTP"),
        ("say", b"", "closed without an answer"),
        ("say", b"\x00\xff garbage\r\n\r\n", "no HTTP"),
        ("say", b"HTTP/1.1 999999 X\r\n\r\n", "no HTTP"),
        ("say", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nx", "cut short"),
        ("say", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\nx", "no HTTP"),
        ("say", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nx", "no HTTP"),
    ],
)
def test_what_is_no_whole_answer_is_called_broken(ask: Ask, sort: str, data: bytes, broken: str) -> None:
    failed, after = ask(served(sort, data), served("say", SOUND))
    assert broken in answers(failed)[0]["broken"]
    assert answers(after)[0]["body"] == "new"


def test_a_raw_flood_overflows(ask: Ask) -> None:
    assert ask(served("raw flood", socket=[{"send": "x", "receive": "end"}]))[0].status == "overflow"


def test_no_server_meets_what_another_left(ask: Ask) -> None:
    left, after = ask(served("daemon"), served("say", SOUND))
    assert answers(left)[0]["body"] == "old"
    assert answers(after)[0]["body"] == "new"


def test_a_port_is_free_at_once_whoever_closed_first(ask: Ask) -> None:
    replies = ask(*[served("say", SOUND, http=[{}, {}])] * 12)
    assert [[one["status"] for one in answers(reply)] for reply in replies] == [[200, 200]] * 12


def test_a_server_that_never_starts_is_not_waited_for_for_ever(ask: Ask) -> None:
    replies = ask(*[served("absent", start_s=0.2)] * 6)
    assert [reply.status for reply in replies] == ["timeout"] * 3 + ["crashed"] * 3
    assert "not started again" in replies[3].fields["why"]


def test_output_files_are_read_and_nothing_else(ask: Ask) -> None:
    script = "echo kept > a; mkfifo b; ln -s /etc/passwd c; mkdir d; ln -s /proc d/p; printf '\\377' > e"
    names = ["a", "b", "c", "d", "d/p/self/mem", "e", "f"]
    small, big = ask(
        {"argv": ["sh", "-c", script], "outputs": names},
        {"argv": ["truncate", "-s", "99999", "big"], "outputs": ["big"]},
    )
    assert small.fields["outputs"] == dict.fromkeys(names) | {"a": "kept\n", "e": {"base64": "/w=="}}
    assert big.status == "overflow"


@pytest.fixture
def verified(provider: SandboxProvider, base_image: str, tmp_path: Path) -> Callable[..., dict[str, CheckResult]]:
    """Verifies what `change` (a shell command, after the reference solution) leaves of a fixture task's workspace."""

    def verify(task: str, spec: VerifySpec, change: str = "true") -> dict[str, CheckResult]:
        directory = KINDS / task
        tree = shutil.copytree(directory / "environment" / "workspace", tmp_path / "tree")
        subprocess.run(["sh", "-ec", f"sh {directory}/solution/solve.sh; {change}"], cwd=tree, check=True)
        original: Tree = scan(directory / "environment" / "workspace")
        boxes = Boxes(provider, base_image, lambda: "", "/app", {})
        checks, _ = verify_black_box(scan(tree), original, directory / "tests" / "hidden", spec, boxes, seed=1)
        return {check.id: check for check in checks}

    return verify


NOTES = ServeSpec(argv=("{python}", "-m", "notes", "{port}"), headers=("content-type",))
UNCHANGED = VerifySpec(kind="black_box", serve=NOTES, fresh_cases=2)
SUMS = ServeSpec(argv=("{python}", "/app/sums.py", "{socket}"), socket="sums.sock", restart="group")


def test_the_same_program_answers_as_the_original_does(verified: Callable[..., dict[str, CheckResult]]) -> None:
    checks = verified("http-server", UNCHANGED)
    assert {name: check.passed for name, check in checks.items()} == dict.fromkeys(
        ["black_box/drawn", "black_box/empty", "black_box/store"], True
    )


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("sed -i 's/201 if new/200 if new/' notes.py", {"store": ["store/twice", "store/bytes"]}),
        ("sed -i 's/no such note/nothing/' notes.py", {"empty": ["empty/missing"]}),
        ("sed -i 's/application.json/text\\/json/' notes.py", {"empty": ["empty/list"], "store": ["store/twice"]}),
    ],
    ids=["status", "body", "header"],
)
def test_another_status_body_or_header_fails_by_case(
    verified: Callable[..., dict[str, CheckResult]], change: str, wrong: dict[str, list[str]]
) -> None:
    checks = verified("http-server", UNCHANGED.model_copy(update={"fresh_cases": 0}), change)
    differ = {name.partition("/")[2]: check.evidence.get("differ") for name, check in checks.items()}
    assert {name: ids for name, ids in differ.items() if ids} == wrong


def test_exchanges_tell_which_case_is_wrong(verified: Callable[..., dict[str, CheckResult]]) -> None:
    spec = VerifySpec(kind="black_box", serve=SUMS, expect="exchanges.json", name="sums")
    checks = verified("socket-server", spec, 'sed -i \'s/"bye"/"Bye"/\' sums.py')
    assert checks["sums/sums"].passed
    assert checks["sums/end"].evidence["differ"] == ["end/quit"]


def test_fixture_tasks_are_worth_one_solved_and_zero_untouched(tmp_path: Path) -> None:
    tasks = ("kinds/command-line", "kinds/http-server", "kinds/socket-server")
    arguments = ("-a", "oracle", "-a", "nop", "-j", 2, "-o", tmp_path / "run")
    result = meltbench.run("run", *tasks, *arguments, tasks=meltbench.FIXTURES)
    assert result.returncode == 0, result.stderr
    found = {
        (r["spec"]["task"], r["spec"]["agent"]): r["rewards"][0] for r in meltbench.records(tmp_path / "run").values()
    }
    assert {key: reward["value"] for key, reward in found.items()} == {
        (task, agent): value for task in tasks for agent, value in (("oracle", 1.0), ("nop", 0.0))
    }
    assert {reward["trust"] for reward in found.values()} == {"black_box"}
    for trial in (tmp_path / "run" / "trials").glob("http-server-*"):
        shutil.rmtree(trial)
    again = meltbench.run("score", tmp_path / "run", "--verify", tasks=meltbench.FIXTURES)
    assert "4 of 4 verdicts repeated exactly" in again.stdout, again.stderr
