"""Agents of other packages, and the example of the documentation."""

import re
from pathlib import Path
from typing import Any

import pytest

from harness.agents.registry import ADAPTERS, find_agent
from harness.agents.roster import roster
from sandboxes.errors import UserError

PAGE = (Path(__file__).parents[4] / "docs" / "agents.md").read_text(encoding="utf-8")


def example() -> str:
    """The module of the page."""
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a module that can be imported, with an entry point to its NAME."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(module: str, text: str, name: str = "") -> None:
        (tmp_path / f"{module}.py").write_text(text)
        about = tmp_path / f"{module}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        if name:
            (about / "entry_points.txt").write_text(f"[meltbench.agents]\n{name}\n")

    return make


def test_the_page_names_every_agent_with_an_adapter() -> None:
    assert [name for name in ADAPTERS if f"`{name}[==V]" not in PAGE] == []


@pytest.mark.parametrize("written", ["one_liner_a:OneLiner", "one-liner"])
def test_the_example_is_found_by_its_place_and_by_its_name(written: str, package: Any) -> None:
    package("one_liner_a", example(), "one-liner = one_liner_a:OneLiner")
    agent = find_agent(f"{written}@openai/gpt-5.1")
    assert agent.name == f"{written}@openai/gpt-5.1"
    assert find_agent(agent.name).name == agent.name
    assert str(agent.needs.model) == "openai/gpt-5.1"
    with pytest.raises(UserError, match="no model is named"):
        find_agent(written)


def test_a_plug_in_is_listed_without_being_imported(package: Any) -> None:
    package("explodes_a", "raise SystemError", "loud = explodes_a:Loud")
    assert ("loud", "plug-in: explodes_a:Loud") in [(one.name, one.about) for one in roster({}, None)]


PARTS = "name = 'broken_b:It'\n    needs = Needs()\n    unfit = run = None\n    def __init__(self, words): pass\n"
IMPORT = "from harness.agents.base import Needs\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import nothing_like_it", "cannot be made: ModuleNotFoundError: No module named 'nothing_like_it'"),
        ("def It(", "cannot be made: SyntaxError"),
        ("", "cannot be made: AttributeError: module 'broken_b' has no attribute 'It'"),
        ("It = 3", "cannot be made: TypeError"),
        ("def It(words): return None", "is no agent: it has no name, needs, unfit, run"),
        (f"{IMPORT}class It:\n    {PARTS.replace('Needs()', '3')}", "its `needs` are no"),
        (f"{IMPORT}class It:\n    {PARTS.replace('broken_b:It', 'other')}", "its name 'other' does not begin with"),
    ],
)
def test_what_is_wrong_with_a_plug_in_is_said(
    text: str, says: str, package: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.delitem(sys.modules, "broken_b", raising=False)
    package("broken_b", text)
    with pytest.raises(UserError, match=re.escape(says)):
        find_agent("broken_b:It")


def test_a_whole_one_is_an_agent(package: Any) -> None:
    package("whole_c", f"{IMPORT}class It:\n    {PARTS.replace('broken_b', 'whole_c')}")
    assert find_agent("whole_c:It").name == "whole_c:It"


def test_a_place_that_is_nowhere() -> None:
    with pytest.raises(UserError, match="No module named 'nowhere_d'"):
        find_agent("nowhere_d:It")
    with pytest.raises(UserError, match=r"no such agent.*claude-code"):
        find_agent("nowhere-d")
