"""The collector as a process, hostile trees included, and the verifier that drives it through a box."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandboxes.base import SandboxGone
from sandboxes.errors import InfraError, UserError
from sandboxes.spec import Mount
from scoring.verify import static
from scoring.verify.static.collect import KINDS, collect_one
from scoring.verify.static.spec import StructureSpec
from scoring.verify.static.verifier import params_of, verify_static

Plant = Callable[[Mapping[str, str | bytes]], Path]

PARENT = Path(static.__file__).parents[1]
ENTRY = f"import sys; sys.path.append({str(PARENT)!r}); import static.collect as c; c.main()"
COMMAND = [sys.executable, "-s", "-B", "-c", ENTRY]
NEEDS: dict[str, dict[str, object]] = {
    "module_lines": {"max": 50},
    "min_modules": {"min": 2, "min_statements": 2},
    "complexity": {"max": 10},
    "lint": {"rules": ["F8"]},
}
CHEAP = [kind for kind in KINDS if kind != "types"]
"""mypy takes a second; test_typing is about it."""
TABLES = [{"id": k.replace("_", "-"), "kind": k, "role": "gate", **NEEDS.get(k, {})} for k in CHEAP]
SPEC = StructureSpec.model_validate({"package": "shop", "check": TABLES})
CHECKS = [{"id": c.id, "kind": c.kind, "params": params_of(c, SPEC)} for c in SPEC.check]
PIECES = ["def f(x):\n    y = x + 1\n    return y * 2\n", "def g(x):\n    y = x - 1\n    return y / 2\n"]
GOOD = {"shop.py": "".join(PIECES)}
SPLIT = {
    "shop/__init__.py": "from ._f import f\nfrom ._g import g\n",
    "shop/_f.py": PIECES[0],
    "shop/_g.py": PIECES[1],
}


def collected(trees: Mapping[str, Path], checks: Sequence[Mapping[str, object]] = CHECKS) -> dict[str, dict[str, Any]]:
    """The reply of a collector process."""
    request = json.dumps({"trees": {name: str(tree) for name, tree in trees.items()}, "checks": checks})
    done = subprocess.run(COMMAND, input=request.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def test_one_reply_for_both_trees(plant: Plant) -> None:
    reply = collected({"candidate": plant(SPLIT), "original": plant(GOOD)})
    assert set(reply) == {"candidate", "original"}
    assert all(set(facts) == {c["id"] for c in CHECKS} for facts in reply.values())
    assert not any("error" in facts for tree in reply.values() for facts in tree.values())


def test_nothing_of_the_tree_runs(plant: Plant, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    poison = f"open({str(mark)!r}, 'w').close()\n"
    names = ("json", "griffe", "grimp", "lizard", "ast", "sitecustomize", "setup", "conftest", "typing_extensions")
    tree = plant({"shop/__init__.py": poison, "shop/a.py": poison, **{f"{name}.py": poison for name in names}})
    collected({"candidate": tree})
    assert not mark.exists()


DEEP = {
    "brackets": "x = " + "(" * 5000 + ")" * 5000,
    "minus": "x = " + "-" * 200_000 + "1",
    "chain": "x = a" + ".b" * 50_000,
    "sum": "x = " + "1+" * 50_000 + "1",
    "blocks": "".join(" " * i + "if x:\n" for i in range(95)) + " " * 95 + "pass",
    "nul": "x = 1\0",
    "syntax": "def (",
    "latin": b"x = '\xe9'",
    "cookie": b"# coding: utf-7\nx = 1\n",
    "bom": b"\xff\xfex\0=\x001\0",
    "huge": "x = 1\n" * 500_000,
    "surrogate": "x = '\\ud800'\n",
    "carriage": "x = 1\rdef f():\r  pass\r",
    "formfeed": "x = 1\n\x0c\ndef f(): pass\n",
}


def test_a_hostile_file_costs_no_more_than_its_own_tree(plant: Plant) -> None:
    hostile = {name: plant({**SPLIT, "shop/x.py": content}) for name, content in DEEP.items()}
    reply = collected({**hostile, "original": plant(GOOD)})
    assert set(reply) == {*DEEP, "original"}
    assert all(set(facts) == {c["id"] for c in CHECKS} for facts in reply.values())
    assert not any("error" in facts for facts in reply["original"].values())


@pytest.mark.parametrize("name", ["brackets", "minus", "nul", "syntax", "latin", "cookie", "huge"])
def test_the_file_at_fault_is_named(plant: Plant, name: str) -> None:
    facts = collect_one(plant({**SPLIT, "shop/x.py": DEEP[name]}), CHECKS[CHEAP.index("module_lines")])
    assert "shop/x.py" in facts["error"]


def test_too_many_files_are_refused(plant: Plant) -> None:
    crowd = {f"shop/m{i}.py": "" for i in range(2001)}
    facts = collect_one(plant({"shop/__init__.py": "", **crowd}), CHECKS[CHEAP.index("module_lines")])
    assert "more than 2,000" in facts["error"]


def test_a_crash_costs_one_check(plant: Plant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A copy of the collector with a kind that kills its process, as a crash inside a native tool would.
    copy = tmp_path / "copy" / "static"
    copy.mkdir(parents=True)
    for path in PARENT.joinpath("static").glob("*.py"):
        (copy / path.name).write_text(path.read_text())
    (copy / "module_lines.py").write_text("import os\ndef collect(tree, params):\n    os.abort()\n")
    monkeypatch.setitem(globals(), "COMMAND", [part.replace(str(PARENT), str(copy.parent)) for part in COMMAND])
    facts = collected({"candidate": plant(SPLIT)})["candidate"]
    assert "crashed" in facts["module-lines"]["error"]
    assert [name for name, found in facts.items() if "error" in found] == ["module-lines"]


@settings(max_examples=40, deadline=None)
@given(
    content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)),
    name=st.sampled_from(["shop.py", "x.py"]),
)
def test_random_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    tree = tmp_path_factory.mktemp("random")
    (tree / "shop.py").write_text("")
    (tree / name).write_bytes(content)
    for check in CHECKS:
        assert isinstance(collect_one(tree, check), dict)


class ProcessBox:
    """A box that is a mere process on this machine; the mounted places are replaced by what is mounted there."""

    killed = ""

    def __init__(self, mounts: Sequence[Mount], command: Sequence[str]) -> None:
        self.mounts = {mount.target: mount.source for mount in mounts}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def start(self) -> "ProcessBox":
        return self

    def send(self, data: bytes) -> None:
        request = json.loads(data)
        request["trees"] = {name: self.mounts[place] for name, place in request["trees"].items()}
        try:
            self.process.stdin.write(json.dumps(request).encode())
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise SandboxGone from error

    def close_input(self) -> None:
        try:
            self.process.stdin.close()
        except BrokenPipeError as error:
            raise SandboxGone from error

    def receive(self, deadline_s: float) -> bytes:
        if deadline_s <= 0:
            raise TimeoutError
        return self.process.stdout.read1(1 << 16)


class Boxes:
    """Opens process boxes and remembers what was mounted."""

    def __init__(self, *commands: Sequence[str]) -> None:
        self.commands = list(commands)
        self.opened: list[set[str]] = []

    @contextmanager
    def open(self, mounts: Sequence[Mount]) -> Iterator[ProcessBox]:
        """One box; the last command serves all further ones."""
        self.opened.append({mount.target for mount in mounts})
        box = ProcessBox(mounts, self.commands.pop(0) if len(self.commands) > 1 else self.commands[0])
        try:
            yield box
        finally:
            box.process.kill()
            box.process.wait()
            box.process.stdout.close()
            with suppress(BrokenPipeError):
                box.process.stdin.close()


def shell(script: str) -> list[str]:
    """A command that reads its input and prints something of its own."""
    return ["/bin/sh", "-c", f"cat >/dev/null; {script}"]


def test_a_verification_is_one_box_and_remembers_the_original(plant: Plant) -> None:
    boxes, original = Boxes(COMMAND), plant(GOOD)
    first = verify_static(plant(SPLIT), original, SPEC, boxes.open, 60)
    second = verify_static(plant(SPLIT), original, SPEC, boxes.open, 60)
    assert boxes.opened == [{"/original", "/tree"}, {"/tree"}]
    assert first == second
    failed = {check.id for check in first if not check.passed}
    assert failed == {"facade", "same-syntax"}, [c.message for c in first]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("true", "crashed"),
        ("echo nonsense", "malformed"),
        ("echo '[]'", "incomplete"),
        ('echo \'{"/tree": {}, "/original": {}}\'', "incomplete"),
        ("head -c 20000000 /dev/zero", "16 MiB"),
        ("printf '%0100000d' 0 | tr 0 '['", "malformed"),
    ],
)
def test_a_bad_reply_fails_every_check(plant: Plant, script: str, said: str) -> None:
    boxes = Boxes(shell(script), COMMAND)
    results = verify_static(plant(SPLIT), plant(GOOD), SPEC, boxes.open, 60)
    assert [(c.passed, c.score) for c in results] == [(False, 0.0)] * len(CHEAP)
    assert all(said in c.message for c in results)
    assert boxes.opened[1] == {"/original"}


def test_no_reply_in_time_fails_every_check(plant: Plant) -> None:
    original, boxes = plant(GOOD), Boxes(COMMAND)
    verify_static(plant(SPLIT), original, SPEC, boxes.open, 60)
    results = verify_static(plant(SPLIT), original, SPEC, boxes.open, 0)
    assert all("no reply within" in c.message for c in results)


def test_tools_that_fail_on_the_original_are_an_infrastructure_failure(plant: Plant) -> None:
    with pytest.raises(InfraError, match="original itself"):
        verify_static(plant(SPLIT), plant(GOOD), SPEC, Boxes(shell("true")).open, 60)


def test_an_original_without_the_package_is_the_tasks_fault(plant: Plant) -> None:
    with pytest.raises(UserError, match=r"shop\.py"):
        verify_static(plant(SPLIT), plant({"store.py": ""}), SPEC, Boxes(COMMAND).open, 60)
