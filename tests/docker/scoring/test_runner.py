"""The runner box against code that wants more than to answer: what it can reach, forge or break."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandboxes.base import SandboxProvider
from scoring.verify.boxes import Boxes
from scoring.verify.runner.client import Reply, RunnerClient

Ask = Callable[..., list[Reply]]
PRY = '''
import ctypes, os, sys

def pry():
    """Everything of another process that can be opened, read or attached to."""
    mine, reached = os.getpid(), []
    for pid in sorted(int(p) for p in os.listdir("/proc") if p.isdigit()):
        if pid == mine:
            continue
        try:
            descriptors = os.listdir(f"/proc/{pid}/fd")
        except OSError:
            descriptors = range(10)
        for name in [f"fd/{d}" for d in descriptors] + ["mem"]:
            for mode in (os.O_RDONLY, os.O_WRONLY):
                try:
                    os.close(os.open(f"/proc/{pid}/{name}", mode | os.O_NONBLOCK))
                    reached.append(f"{pid}/{name}")
                except OSError:
                    pass
        if ctypes.CDLL(None).ptrace(16, pid, 0, 0) == 0:
            reached.append(f"{pid}/ptrace")
    return reached

if __name__ == "__main__":
    print(pry())
'''
CANDIDATE = """
import os, signal, sys, time

state = []

def remember(x):
    state.append(x)
    open("left", "w").write("x")
    return [state, sorted(os.listdir("."))]

def roots():
    return [os.getcwd().startswith("/tmp/"), os.environ.get("HOME"), sys.path[0]]

def kill_all():
    os.kill(-1, signal.SIGKILL)

def stop_all():
    for pid in range(1, 50):
        if pid != os.getpid():
            try:
                os.kill(pid, signal.SIGSTOP)
            except OSError:
                pass

def kill_parent():
    os.kill(os.getppid(), signal.SIGKILL)

def orphan():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
    return True

def garbage(text):
    for descriptor in range(3, 200):
        try:
            os.write(descriptor, text.encode())
        except OSError:
            pass
    os._exit(0)

def nested():
    value = []
    for _ in range(100):
        value = [value]
    return value

def secrets():
    import gc
    return [o["nonce"] for o in gc.get_objects() if isinstance(o, dict) and o.get("nonce")]
"""


@pytest.fixture
def ask(provider: SandboxProvider, base_image: str, tmp_path: Path) -> Ask:
    """Puts a candidate of the given files into a runner box and asks it cases."""

    def asked(
        *cases: dict[str, Any], files: dict[str, str] | None = None, driver: str = "m", **given: Any
    ) -> list[Reply]:
        tree = tmp_path / "tree"
        tree.mkdir()
        tree.chmod(0o755)
        for name, text in (files or {"m.py": CANDIDATE, "pry.py": PRY}).items():
            (tree / name).write_text(text)
        boxes = Boxes(provider, base_image, lambda: "", "/app", {})
        with boxes.runner(tree) as box:
            settings = {"paths": ["/app"], "driver": driver, "case_timeout_s": 5, "deadline_s": 60, **given}
            return RunnerClient(box.start()).ask(cases, **settings)

    return asked


def statuses(replies: list[Reply]) -> list[str]:
    """The statuses."""
    return [reply.status for reply in replies]


def test_each_way_to_run_a_case_answers(ask: Ask) -> None:
    replies = ask(
        {"call": "m:roots"},
        {"call": "m:roots", "fresh": True},
        {"argv": ["{python}", "-c", "import m; print(m.roots()[0])"]},
    )
    assert statuses(replies) == ["ok"] * 3
    assert replies[0].fields["value"][1][0] == ["builtins.bool", "True"]
    assert replies[1].fields["value"][1][0] == ["builtins.bool", "True"]
    assert replies[2].fields["stdout"] == "True\n"


def test_no_case_sees_what_another_left(ask: Ask) -> None:
    case = {"call": "m:remember", "args": [1]}
    replies = ask(case, case, {**case, "fresh": True}, case)
    expected = [
        "builtins.list",
        [["builtins.list", [["builtins.int", "1"]]], ["builtins.list", [["builtins.str", "left"]]]],
    ]
    assert [r.fields["value"] for r in replies] == [expected] * 4


def test_nothing_of_the_loop_can_be_opened_read_or_traced(ask: Ask) -> None:
    replies = ask(
        {"call": "pry:pry"},
        {"call": "pry:pry", "fresh": True},
        {"argv": ["{python}", "/app/pry.py"]},
        {"call": "m:secrets"},
    )
    assert statuses(replies) == ["ok"] * 4
    assert [r.fields.get("value") for r in replies] == [["builtins.list", []]] * 2 + [None, ["builtins.list", []]]
    assert replies[2].fields["stdout"] == "[]\n"


@pytest.mark.parametrize("attack", ["kill_all", "stop_all"])
def test_signals_to_everyone_do_not_silence_the_loop(ask: Ask, attack: str) -> None:
    replies = ask({"call": f"m:{attack}", "fresh": True}, {"argv": ["echo", "alive"]}, {"call": "m:roots"})
    assert replies[1].fields.get("stdout") == "alive\n"
    assert statuses(replies)[1:] == ["ok", "ok"]


def test_who_kills_the_process_that_serves_cases_loses_them(ask: Ask) -> None:
    replies = ask({"call": "m:kill_parent"}, {"call": "m:roots"}, {"argv": ["echo", "alive"]})
    assert statuses(replies) == ["crashed", "crashed", "ok"]


@pytest.mark.parametrize("source", ["import os; os._exit(0)", "raise SystemExit(0)", "import os; os.abort()"])
def test_an_exit_at_import_earns_nothing(ask: Ask, source: str) -> None:
    replies = ask({"call": "m:f"}, {"call": "m:f", "fresh": True}, {"call": "m:f"}, files={"m.py": source})
    assert all(r.status == "crashed" or r.fields.get("raised") for r in replies)
    assert not any("value" in r.fields for r in replies)


def test_a_driver_that_cannot_be_imported_says_so_in_each_case(ask: Ask) -> None:
    files = {"m.py": "import nonesuch"}
    replies = ask({"call": "m:f"}, {"call": "m:f", "fresh": True}, files=files)
    assert [r.fields["raised"][0] for r in replies] == ["builtins.ModuleNotFoundError"] * 2


def test_dead_orphans_do_not_use_up_the_boxs_processes(ask: Ask) -> None:
    replies = ask(*[{"call": "m:orphan"}] * 150)
    assert statuses(replies) == ["ok"] * 150


@pytest.mark.parametrize("text", ["", "[1]", "null", '"x"', "{", '{"status": []}', "[" * 5000, '{"status": "passed"}'])
def test_garbage_in_place_of_a_result_costs_that_case_only(ask: Ask, text: str) -> None:
    case = {"call": "m:garbage", "args": [text]}
    replies = ask({**case, "fresh": True}, case, {"argv": ["echo", "alive"]}, {"call": "m:roots"})
    assert "ok" not in statuses(replies)[:2]
    assert statuses(replies)[2:] == ["ok", "ok"]


def test_deep_values_are_an_error_of_their_own(ask: Ask) -> None:
    replies = ask({"call": "m:nested"}, {"call": "m:nested", "fresh": True})
    assert [r.fields["raised"][0] for r in replies] == ["builtins.RecursionError"] * 2


def test_the_box_holds_to_the_deadline(ask: Ask) -> None:
    replies = ask({"call": "time:sleep", "args": [60]}, {"argv": ["echo", "x"]}, case_timeout_s=30, deadline_s=1.5)
    assert statuses(replies) == ["timeout", "timeout"]


def test_the_candidate_cannot_be_written(ask: Ask) -> None:
    script = "touch /app/new /opt/meltbench/runner/new /etc/new; echo x >> /app/m.py; ls /app"
    reply = ask({"argv": ["sh", "-c", script]})[0]
    assert reply.fields["stdout"] == "m.py\npry.py\n"
