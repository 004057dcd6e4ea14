"""Hidden tests as many a benchmark runs them: dropped into the workspace, in the process of the code under test."""

import json
import pathlib

import pytest
import structure
from asking import answer

HERE = pathlib.Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text())


def normal(value):
    """Sequences as lists, which is what JSON has; leaves stay what they are."""
    if isinstance(value, (list, tuple)):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {str(key): normal(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_behaviour(case):
    got = normal(answer(case))
    if (HERE / "projection.py").exists():
        from projection import project

        assert json.dumps(project(got)) == json.dumps(project(case["expected"]))
    else:
        assert got == case["expected"]


def test_structure():
    assert structure.problems(pathlib.Path.cwd()) == []
