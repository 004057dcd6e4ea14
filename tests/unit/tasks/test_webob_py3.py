"""refactor/webob-py3 without WebOb itself: its codemod, its cases and its ladder."""

import ast
import importlib.util
import json
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

TASK = Path(__file__).parents[3] / "tasks" / "refactor" / "webob-py3"
HIDDEN = TASK / "tests" / "hidden"
SUITES = (".", "oracle")
SOURCE = '''import re
import sys

try:
    import simplejson as json
except ImportError:
    import json


class Left:
    """Stays."""

    def go(self):
        return re.escape(json.dumps(self))

    def stay(self):
        return sys.path
'''


@cache
def part(name: str) -> ModuleType:
    """A module of the codemod, under a name of its own."""
    path = TASK / "solution" / "codemod" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"webob_codemod.{name}", path)
    assert spec and spec.loader
    package = ModuleType("webob_codemod")
    package.__path__ = [str(path.parent)]
    sys.modules.setdefault("webob_codemod", package)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def cases(suite: str, call: str) -> list[dict[str, object]]:
    program = f"import json, cases; print(json.dumps(list(cases.{call})))"
    command = [sys.executable, "-B", "-P", "-c", program]
    answer = subprocess.run(command, env={"PYTHONPATH": str(HIDDEN / suite)}, check=True, capture_output=True)
    made: list[dict[str, object]] = json.loads(answer.stdout)
    return made


def test_of_a_branch_for_two_pythons_one_is_left() -> None:
    settled = part("branches").settled
    assert settled("if PY2:\n    a = 1\nelse:\n    # now\n    a = 2\n") == "# now\na = 2\n"
    assert settled("if not PY2:\n    a = 1\n") == "a = 1\n"
    assert settled("if other:\n    a = 1\n") == "if other:\n    a = 1\n"


def test_methods_leave_for_a_base_and_bring_their_imports() -> None:
    split = part("split")
    files = {"m.py": SOURCE}
    moved = split.Part("_base.py", "Goes.", "m.py", "go", "Left", "Base")
    split.HEADERS["Left"] = "(Base)"
    homes = split.cut(files, "m.py", (moved,))
    assert homes == {"Base": "_base.py"}
    assert "class Left(Base):" in files["m.py"]
    assert "def go" not in files["m.py"]
    for wanted in ("import re\n", "import simplejson as json", "class Base:", "def go"):
        assert wanted in files["_base.py"]
    left = split.with_imports(files["m.py"], homes)
    assert left.startswith("import sys\nfrom webob._base import Base  # noqa: F401\n")


@pytest.mark.parametrize("suite", SUITES)
def test_cases_have_one_id_each_and_call_what_the_driver_has(suite: str) -> None:
    corpus, drawn = cases(suite, "corpus()"), cases(suite, "generate('a', 60)")
    ids = [case["id"] for case in (*corpus, *drawn)]
    assert len(set(ids)) == len(ids) > 70
    driver = ast.parse((HIDDEN / suite / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in (*corpus, *drawn)} <= known


@pytest.mark.parametrize("suite", SUITES)
def test_drawn_cases_are_a_function_of_the_seed(suite: str) -> None:
    assert cases(suite, "generate('a', 60)")[:20] == cases(suite, "generate('a', 20)")
    assert cases(suite, "generate('a', 20)") != cases(suite, "generate('b', 20)")


def test_the_ladder_plants_one_defect_more_on_each_rung() -> None:
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text(encoding="utf-8"))["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(6))
    assert all(rung["command"].endswith(f"plant.py {rung['defects']}") for rung in rungs)


def test_the_instruction_states_the_thresholds() -> None:
    text = " ".join((TASK / "instruction.md").read_text(encoding="utf-8").split())
    checks = {c["id"]: c for c in tomllib.loads((HIDDEN / "structure.toml").read_text(encoding="utf-8"))["check"]}
    assert f"more than {checks['module-lines']['max']} lines" in text
    assert f"complexity above {checks['complexity']['max']}," in text
    assert all(f"`{rule}`" in text for rule in checks["python-3"]["rules"])
    assert f"more than {checks['facade']['max_share'] * 100:.0f} % of the original's function bodies" in text
    assert f"at most {checks['files']['max_growth_bytes']:,} bytes" in text


def test_what_asks_threads_is_alive_is_not_pinned() -> None:
    pinned = json.loads((HIDDEN / "upstream.json").read_text(encoding="utf-8"))
    assert set(pinned.values()) == {"passed"}
    assert not any("test_client_functional" in test for test in pinned)
    assert len(pinned) == 2373
