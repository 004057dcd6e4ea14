"""The pinned tools of the agents: complete, by hash, without an address."""

import json
import re

import pytest

from harness.agents.pinned import FOLDER, PACKAGED, recipe
from sandboxes.errors import UserError
from sandboxes.tools.recipe import Npm, Pip

NPM = sorted(agent for agent, packaged in PACKAGED.items() if not packaged.python)
PYTHON = sorted(agent for agent, packaged in PACKAGED.items() if packaged.python)
VERSIONS = {
    "aider": "0.86.2",
    "claude-code": "2.1.330",
    "codex": "0.169.0",
    "gemini-cli": "0.61.0",
    "mini-swe-agent": "2.4.6",
    "openclaw": "2026.9.6",
    "opencode": "1.18.33",
}


def test_every_agent_is_pinned_at_a_version_that_its_adapter_was_written_for() -> None:
    assert {agent: recipe(agent).version for agent in PACKAGED} == VERSIONS
    assert {path.name for path in FOLDER.iterdir()} == set(PACKAGED)


@pytest.mark.parametrize("agent", NPM)
def test_every_npm_package_has_its_hash_and_no_address(agent: str) -> None:
    packages = recipe(agent).packages
    assert isinstance(packages, Npm)
    tree = json.loads(packages.lock)["packages"]
    assert tree.pop("")["dependencies"] == json.loads(packages.manifest)["dependencies"]
    assert f"node_modules/{PACKAGED[agent].package}" in tree
    for name, package in tree.items():
        assert package.get("inBundle") or package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


@pytest.mark.parametrize("agent", PYTHON)
def test_every_python_package_has_its_hash_no_address_and_no_condition(agent: str) -> None:
    packages = recipe(agent).packages
    assert isinstance(packages, Pip)
    assert packages.locked
    assert "://" not in packages.requirements
    assert ";" not in packages.requirements  # it would be judged by the host's Python
    pins = [block for block in re.split(r"^(?=\w)", packages.requirements, flags=re.MULTILINE) if block.strip()]
    assert all(re.match(r"\S+==\S+ \\\n", pin) and "--hash=sha256:" in pin for pin in pins)
    assert any(pin.startswith(f"{PACKAGED[agent].package}==") for pin in pins)


def test_mini_swe_agent_gets_the_package_without_which_its_model_calls_fail() -> None:
    for version in (None, "2.4.5"):
        packages = recipe("mini-swe-agent", version).packages
        assert isinstance(packages, Pip)
        assert re.search(r"^mcp\b", packages.requirements, re.MULTILINE)


@pytest.mark.parametrize("agent", sorted(PACKAGED))
def test_another_version_is_taken_without_the_pins(agent: str) -> None:
    chosen = recipe(agent, "1.2.3")
    assert chosen.version == "1.2.3"
    if isinstance(chosen.packages, Npm):
        assert chosen.packages.lock == ""
        assert json.loads(chosen.packages.manifest)["dependencies"][PACKAGED[agent].package] == "1.2.3"
    else:
        assert isinstance(chosen.packages, Pip)
        assert not chosen.packages.locked
        assert f"{PACKAGED[agent].package}==1.2.3\n" in chosen.packages.requirements


@pytest.mark.parametrize("agent", sorted(PACKAGED))
def test_the_pinned_version_by_its_number_is_the_pinned_tool(agent: str) -> None:
    assert recipe(agent, VERSIONS[agent]) == recipe(agent)


@pytest.mark.parametrize("version", ["latest", "^1", "1 --index-url", "2\nrequests"])
def test_a_version_that_is_not_exact_is_a_user_error(version: str) -> None:
    with pytest.raises(UserError, match=r"codex: .*no exact version.*codex==0\.169\.0"):
        recipe("codex", version)
