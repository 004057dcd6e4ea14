"""refactor/tabulate-plugins without tabulate itself: what its files say about each other."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TASK = Path(__file__).parents[3] / "tasks" / "refactor" / "tabulate-plugins"
HIDDEN = TASK / "tests" / "hidden"
CODEMOD = "from codemod import plan; print(json.dumps(%s))"


def asked(program: str, path: Path) -> object:
    """What a program of one line says, as JSON, with modules of a directory."""
    command = [sys.executable, "-B", "-P", "-c", f"import json; {program}"]
    return json.loads(subprocess.run(command, env={"PYTHONPATH": str(path)}, check=True, capture_output=True).stdout)


@pytest.mark.parametrize("suite", ["wide", "oracle"])
def test_cases_are_well_formed_and_their_drivers_know_them(suite: str) -> None:
    cases = asked("import cases; print(json.dumps(cases.corpus() + cases.generate(7, 30)))", HIDDEN / suite)
    assert isinstance(cases, list)
    assert len({case["id"] for case in cases}) == len(cases)
    driver = ast.parse((HIDDEN / suite / "driver.py").read_text(encoding="utf-8"))
    known = {f"driver:{node.name}" for node in driver.body if isinstance(node, ast.FunctionDef)}
    assert {case["call"] for case in cases} <= known


def test_the_protocol_is_asked_for_in_full() -> None:
    exchanges = json.loads((HIDDEN / "exchanges.json").read_text(encoding="utf-8"))
    programs = " ".join(exchange["files"]["prog.py"] for exchange in exchanges)
    instruction = (TASK / "instruction.md").read_text(encoding="utf-8")
    for name in ("Format(", "register_format", "unregister_format", "get_format", "FORMAT_GROUP", "load_formats"):
        assert name in programs
        assert name in instruction
    assert all(exchange["expected"]["stdout"] and exchange["expected"]["exit"] == 0 for exchange in exchanges)


def test_the_plan_names_each_name_and_each_format_once() -> None:
    units = asked(CODEMOD % "[plan.UNITS, plan.FAMILIES, list(plan.STAGES)]", TASK / "solution")
    assert isinstance(units, list)
    for planned in units[:2]:
        names = " ".join(planned.values()).split()
        assert len(names) == len(set(names))
    assert len(" ".join(units[1].values()).split()) == 36
    assert len(units[2]) == len(list((TASK / "solution" / "milestones").glob("*.sh")))


def test_the_instruction_states_the_thresholds() -> None:
    text = " ".join((TASK / "instruction.md").read_text(encoding="utf-8").split())
    checks = {c["id"]: c for c in tomllib.loads((HIDDEN / "structure.toml").read_text(encoding="utf-8"))["check"]}
    assert f"At least {checks['modules']['min']} modules" in text
    assert f"more than {checks['module-lines']['max']} lines" in text
    assert f"above {checks['complexity']['max']}," in text
    assert f"more than {checks['facade']['max_share'] * 100:.0f} % of the original's function bodies" in text
    assert f"at least {checks['facade']['min_share'] * 100:.0f} % of them" in text
    assert f"{checks['files']['max_growth_bytes']:,} bytes and {checks['files']['max_new_files']} files" in text
    weighted = [check for check in checks.values() if check["role"] == "weight"]
    assert sum(check["weight"] for check in weighted) == 1.0
    assert all("modules" in check.get("requires", []) for check in weighted if check["id"] != "modules")


def test_one_pin_for_the_release_everywhere() -> None:
    source = tomllib.loads((TASK / "task.toml").read_text(encoding="utf-8"))["meltbench"]["source"][0]
    script = (TASK / "environment" / "make_tree.sh").read_text(encoding="utf-8")
    assert source["sha256"] in script
    assert source["file"].removesuffix(".tar.gz") in script
