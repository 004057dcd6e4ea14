"""refactor/bottle-split without bottle itself: its codemod, its cases and what its files say about each other."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

TASK = Path(__file__).parents[3] / "tasks" / "refactor" / "bottle-split"
HIDDEN = TASK / "tests" / "hidden"
SUITES = (".", "application", "details", "live", "contract", "oracle")
DRAWN = (".", "oracle")


def load(name: str, path: Path, package: bool = False) -> ModuleType:
    where = [str(path.parent)] if package else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=where)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", autouse=True)
def codemod() -> ModuleType:
    return load("codemod", TASK / "solution" / "codemod" / "__init__.py", package=True)


def part(name: str) -> ModuleType:
    return importlib.import_module(f"codemod.{name}")


@cache
def cases(suite: str, call: str) -> list[dict[str, object]]:
    program = f"import json, cases; print(json.dumps(cases.{call}))"
    command = [sys.executable, "-B", "-P", "-c", program]
    answer = subprocess.run(command, env={"PYTHONPATH": str(HIDDEN / suite)}, check=True, capture_output=True)
    made: list[dict[str, object]] = json.loads(answer.stdout)
    return made


SOURCE = '''"""Greets."""
import os, sys
from math import tau as turn

DEBUG = False

# Says how loud.
def debug(mode=True):
    global DEBUG
    DEBUG = bool(mode)

def greet(name, *rest):
    if DEBUG:
        name = name.upper()
        name += "!"
    return name

class Greeter:
    LOUD = turn
    def go(self):
        return greet(os.sep, self.LOUD)
'''


def statement(text: str) -> ast.stmt:
    return ast.parse(text).body[0]


def test_names_that_a_statement_binds() -> None:
    bound = part("syntax").bound
    assert bound(statement("import os.path as p, sys")) == {"p", "sys"}
    assert bound(statement("try:\n    import a\nexcept ImportError:\n    a = b = None")) == {"a", "b"}
    assert bound(statement("if py3k:\n    x = 1\nelse:\n    y = 1")) == {"x"}
    assert bound(statement("table['k'] = v")) == set()
    assert part("syntax").owned(statement("table['k'] = v")) >= {"table"}


def test_names_that_a_statement_takes_from_its_module() -> None:
    used = part("syntax").globals_used
    assert used("def f(a=one):\n    b = a\n    return [two for two in three(b)]") >= {"one", "three"}
    assert not used("def f(a):\n    b = a\n    return lambda c: b + c + a") - {"f"}
    assert "x" not in used("class C:\n    x = 1\n    y = x")
    assert "x" in used("class C:\n    x = 1\n    def m(self):\n        return x")


def test_a_block_becomes_a_function() -> None:
    block = part("plan").Block("greet", (0,), 0, 2, "_shout", "name", gives="name")
    text = part("blocks").take_out(SOURCE, block)
    space: dict[str, object] = {}
    exec(compile(text.replace("DEBUG = False", "DEBUG = True"), "<text>", "exec"), space)
    greet = space["greet"]
    assert callable(greet)
    assert greet("ann") == "ANN!"
    assert "        name = _shout(name)\n    return name" in text


def test_switches_are_read_and_set_through_their_owner() -> None:
    through = part("split").through_owner
    text = "def f():\n    global DEBUG\n    DEBUG, old = True, DEBUG\n    return old"
    assert through(text, "_state.").split("\n") == [
        "def f():",
        "    _state.DEBUG, old = True, _state.DEBUG",
        "    _state._sync()",
        "    return old",
    ]
    assert "global DEBUG" in through(text, "")


def test_an_unplanned_statement_stops_the_codemod() -> None:
    with pytest.raises(AssertionError, match="not in the plan"):
        part("split").Split("surprise = 1\n", part("plan").STAGES[2])


def test_the_plan_names_each_name_once_and_only_known_units() -> None:
    plan = part("plan")
    names = " ".join(plan.UNITS.values()).split()
    assert len(names) == len(set(names))
    for stage in plan.STAGES.values():
        assert set(stage.merged) <= set(plan.UNITS)
        assert {block.unit for block in stage.blocks} <= {*plan.UNITS, ""}
    assert len(plan.STAGES) == len(list((TASK / "solution" / "milestones").glob("*.sh")))


@pytest.mark.parametrize("suite", SUITES)
def test_cases_are_well_formed_and_their_drivers_know_them(suite: str) -> None:
    corpus = cases(suite, "corpus()")
    ids = [case["id"] for case in corpus]
    assert len(ids) == len(set(ids))
    driver = ast.parse((HIDDEN / suite / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in corpus if "call" in case} <= known
    assert all(str(case["id"]).startswith(f"{case['group']}/") for case in corpus)


def test_the_corpus_is_large_and_few_cases_need_a_process_of_their_own() -> None:
    corpus = [case for suite in SUITES[:-1] for case in cases(suite, "corpus()")]
    assert len(corpus) > 300
    assert sum(1 for case in corpus if case.get("fresh") or "argv" in case) <= 25
    assert len(cases("oracle", "corpus()")) >= 60


@pytest.mark.parametrize("suite", DRAWN)
def test_random_cases_follow_from_their_seed(suite: str) -> None:
    first = cases(suite, "generate(7, 30)")
    assert first == cases(suite, "generate(7, 30)")
    assert first != cases(suite, "generate(8, 30)")
    assert len({str(case["id"]) for case in first}) == 30


def test_the_instruction_states_the_thresholds() -> None:
    text = (TASK / "instruction.md").read_text(encoding="utf-8")
    checks = {c["id"]: c for c in tomllib.loads((HIDDEN / "structure.toml").read_text(encoding="utf-8"))["check"]}
    assert f"at least {checks['min-modules']['min']} modules" in text
    assert f"more than {checks['module-lines']['max']} lines" in text
    assert f"above {checks['complexity']['max']}," in text
    assert f"more than {checks['facade']['max_share']:.0%}".replace("%", " %") in text
    assert f"at least {checks['facade']['min_share']:.0%}".replace("%", " %") in text
    assert f"{checks['files']['max_growth_bytes']:,} bytes and {checks['files']['max_new_files']} files" in text
    assert checks["edges"]["allow"] == 4
    assert "at most four places" in text


def test_weights_hang_on_the_split_itself() -> None:
    checks = tomllib.loads((HIDDEN / "structure.toml").read_text(encoding="utf-8"))["check"]
    weighted = [check for check in checks if check["role"] == "weight"]
    assert sum(check["weight"] for check in weighted) == 1.0
    assert all("min-modules" in check.get("requires", []) for check in weighted if check["id"] != "min-modules")


def test_upstream_outcomes_are_ids_that_passed() -> None:
    pinned = json.loads((HIDDEN / "upstream.json").read_text(encoding="utf-8"))
    assert len(pinned) > 300
    assert set(pinned.values()) == {"passed"}
    assert all(re.fullmatch(r"test_\w+\.py::\w+::\w+", test) for test in pinned)


def test_the_ladder_plants_one_defect_more_on_each_rung() -> None:
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text(encoding="utf-8"))["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(6))
    assert [rung["command"].split()[-1] for rung in rungs] == [str(n) for n in range(6)]
    assert len(load("plant", TASK / "ladder" / "plant.py").DEFECTS) == 5


def test_a_defect_is_planted_exactly_once_or_not_at_all(tmp_path: Path) -> None:
    plant = load("plant", TASK / "ladder" / "plant.py")
    (tmp_path / "m.py").write_text("def f(x):\n    return x + 1\n\n\ndef g(x):\n    return x + 1\n", encoding="utf-8")
    defect = plant.Defect("off by one", "m.py", "f", r" \+ 1", "")
    plant.plant(tmp_path, defect)
    assert (tmp_path / "m.py").read_text(encoding="utf-8").count("x + 1") == 1
    with pytest.raises(AssertionError, match="0 places in f"):
        plant.plant(tmp_path, defect)


def test_one_pin_for_the_release_everywhere() -> None:
    source = tomllib.loads((TASK / "task.toml").read_text(encoding="utf-8"))["meltbench"]["source"][0]
    script = (TASK / "environment" / "make_tree.sh").read_text(encoding="utf-8")
    assert source["sha256"] in script
    assert source["file"].removesuffix(".tar.gz") in script
