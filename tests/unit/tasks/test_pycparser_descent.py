"""refactor/pycparser-descent without pycparser itself: its codemod, its cases, and what its files say of each other."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TASK = Path(__file__).parents[3] / "tasks" / "refactor" / "pycparser-descent"
HIDDEN = TASK / "tests" / "hidden"
CLASS = """class Lexer:
    first = 1

    # Says how loud.
    LOUD = 1

    @property
    def loud(self):
        return self.LOUD

    last = 2
"""


def asked(program: str, path: Path) -> object:
    """What a program of one line says, as JSON, with modules of a directory."""
    command = [sys.executable, "-B", "-P", "-c", f"import json; {program}"]
    return json.loads(subprocess.run(command, env={"PYTHONPATH": str(path)}, check=True, capture_output=True).stdout)


def test_pieces_leave_with_their_comments_and_decorators() -> None:
    program = f"from codemod.syntax import Pieces; p = Pieces({CLASS!r}, 'Lexer'); "
    taken = asked(program + "print(json.dumps([p.take('loud LOUD'), p.between('first', 'LOUD')]))", TASK / "solution")
    loud, rest = "    # Says how loud.\n    LOUD = 1\n", "    first = 1\n\n"
    assert taken == ["    @property\n    def loud(self):\n        return self.LOUD\n\n\n" + loud, rest + loud]


def test_the_codemod_names_files_that_were_written() -> None:
    new = {path.name for path in (TASK / "solution" / "new").glob("*.py")}
    named = asked("from codemod import by_hand; print(json.dumps(by_hand.NEW))", TASK / "solution")
    assert isinstance(named, list)
    assert {*named, "simple.py"} == new
    simple = ast.parse((TASK / "solution" / "new" / "simple.py").read_text(encoding="utf-8"))
    written = {node.name for node in simple.body if isinstance(node, ast.FunctionDef)}
    changes = asked("from codemod import functions; print(json.dumps(functions.CHANGES))", TASK / "solution")
    assert isinstance(changes, list)
    assert written == {name for change in changes for name in change[3].split()}


@pytest.mark.parametrize("suite", [".", "oracle"])
def test_cases_are_well_formed_and_a_function_of_the_seed(suite: str) -> None:
    corpus, drawn, fewer, others = (
        asked(f"import cases; print(json.dumps(cases.{call}))", HIDDEN / suite)
        for call in ("corpus()", "generate('a', 20)", "generate('a', 8)", "generate('b', 20)")
    )
    assert isinstance(corpus, list)
    assert isinstance(drawn, list)
    assert drawn[:8] == fewer
    assert drawn != others
    assert len({case["id"] for case in (*corpus, *drawn)}) == len(corpus) + len(drawn)
    driver = ast.parse((HIDDEN / suite / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in (*corpus, *drawn)} <= known


def test_damaged_programs_close_no_brace_too_many() -> None:
    drawn = asked("import cases; print(json.dumps(cases.generate(3, 40)))", HIDDEN)
    assert isinstance(drawn, list)
    for text in (text for case in drawn if case["group"] == "drawn-damage" for text in case["args"][0]):
        depths = [text[: place + 1].count("{") - text[: place + 1].count("}") for place in range(len(text))]
        assert min(depths) >= 0


def test_the_instruction_states_the_thresholds() -> None:
    text = " ".join((TASK / "instruction.md").read_text(encoding="utf-8").split())
    checks = {c["id"]: c for c in tomllib.loads((HIDDEN / "structure.toml").read_text(encoding="utf-8"))["check"]}
    assert f"more than {checks['module-lines']['max']} lines" in text
    assert f"above {checks['complexity']['max']}," in text
    assert f"more than {checks['no-lump']['max_share'] * 100:.0f} % of the original's function bodies" in text
    assert f"at least {checks['facade']['min_share'] * 100:.0f} % of the original's function bodies" in text
    assert f"at most {checks['files']['max_unknown_code'] * 100:.0f} % of its code" in text
    assert f"new by at most {checks['files']['max_new_information'] * 100:.0f} %" in text
    assert f"at most {checks['files']['max_new_content']:,} bytes" in text
    assert f"at most {checks['files']['max_new_files']} more files" in text
    assert all(f"`{name.split('.')[-1]}`" in text or name == "pycparser.ply" for name in checks["no-ply"]["names"])
    assert all(f"`{name}`" in text for name in checks["neighbours"]["allow_new"] if name != "__future__")
    assert sum(check["weight"] for check in checks.values() if check["role"] == "weight") == pytest.approx(1)


def test_the_programs_of_the_protocol_tell_something() -> None:
    exchanges = json.loads((HIDDEN / "exchanges.json").read_text(encoding="utf-8"))
    assert len(exchanges) == 9
    assert all(one["expected"]["stdout"].strip() and one["expected"]["exit"] == 0 for one in exchanges)
    descent = next(one["expected"]["stdout"] for one in exchanges if one["id"] == "protocol/descent")
    assert descent.count(" True\n") == 11


def test_the_ladder_plants_one_defect_more_on_each_rung() -> None:
    rungs = tomllib.loads((TASK / "ladder" / "ladder.toml").read_text(encoding="utf-8"))["artifact"]
    assert [rung["defects"] for rung in rungs] == list(range(6))
    assert all(rung["command"].endswith(f"plant.py {rung['defects']}") for rung in rungs)


def test_one_pin_for_the_release_everywhere() -> None:
    source = tomllib.loads((TASK / "task.toml").read_text(encoding="utf-8"))["meltbench"]["source"][0]
    script = (TASK / "environment" / "make_tree.sh").read_text(encoding="utf-8")
    assert source["sha256"] in script
    assert source["file"].removesuffix(".tar.gz") in script
