"""`meltbench agents`: what is here, and whether it works."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docker
import pytest

from tests.agents.acting import KEY, settings
from tests.model.script import Say, Script
from tests.model.server import COUNTS, serving

MELTBENCH = Path(sys.executable).with_name("meltbench")
VARIABLES = ("ANTHROPIC", "OPENAI", "GEMINI", "GOOGLE_GEMINI")


def meltbench(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it without any key but those given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(VARIABLES)}
    return subprocess.run(
        [MELTBENCH, "agents", *argv],
        env=clean | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


def listed(**environment: str) -> dict[str, dict[str, Any]]:
    """What the list says of each agent."""
    said = meltbench("list", "--json", **environment)
    assert said.returncode == 0, said.stderr
    return {one["name"]: one for one in json.loads(said.stdout)["agents"]}


def test_the_list_shows_names_of_variables_and_never_values() -> None:
    found = listed(OPENAI_API_KEY=KEY, GOOGLE_GEMINI_BASE_URL="http://10.0.0.1:1", DOCKER_HOST="tcp://127.0.0.1:1")
    assert found["codex[==VERSION][@MODEL]"]["variables"] == ["OPENAI_API_KEY"]
    assert found["codex[==VERSION][@MODEL]"]["installed"] is None
    assert found["claude-code[==VERSION][@MODEL]"]["variables"] == []
    assert found["chat@[PROVIDER/]MODEL"]["variables"] == ["OPENAI_API_KEY", "GOOGLE_GEMINI_BASE_URL"]
    assert found["oracle"]["speaks"] == []
    table = meltbench("list", OPENAI_API_KEY=KEY, DOCKER_HOST="tcp://127.0.0.1:1").stdout
    assert "claude-code[==VERSION][@MODEL]" in table
    assert "no engine runs" in table
    assert KEY not in table + str(found)


def test_nothing_is_spent_without_a_yes() -> None:
    said = meltbench("doctor", "chat@openai/gpt-5.1")
    assert said.returncode == 2
    assert said.stderr == ("meltbench: meltbench agents doctor: spends tokens. Add --yes, or run it in a terminal\n")


@pytest.mark.docker
@pytest.mark.agents
def test_agents_take_a_turn(engine: docker.DockerClient) -> None:
    names = ["claude-code@claude-sonnet-4-5", "chat@google/gemini-2.5-pro", "oracle"]
    with serving(Script(side=Say("ready"))) as model:
        said = meltbench("doctor", "--yes", "--json", *names, **settings(model.url))
        assert said.returncode == 0, said.stdout + said.stderr
        tried = {one["agent"]: one for one in json.loads(said.stdout)}
        assert model.completed == 2
    claude = tried[f"claude-code=={tried_version(tried)}@anthropic/claude-sonnet-4-5"]
    assert claude["ok"]
    assert claude["tokens"] == COUNTS.total
    assert claude["cost_usd"] > 0
    assert claude["seconds"] > 0
    assert tried["chat@google/gemini-2.5-pro"]["tokens"] == COUNTS.total - COUNTS.cache_write
    assert tried["oracle"]["message"] == "asks no model: nothing to try"
    assert listed()["claude-code[==VERSION][@MODEL]"]["installed"] is True


def tried_version(tried: dict[str, dict[str, Any]]) -> str:
    """Of the agent that is a tool."""
    return next(one["version"] for one in tried.values() if one["version"])


@pytest.mark.docker
@pytest.mark.agents
def test_what_is_missing_is_said_and_fails(engine: docker.DockerClient) -> None:
    with serving(Script()) as model:
        environment = settings(model.url) | {"ANTHROPIC_API_KEY": ""}
        names = ["claude-code", "bogus", "acp@openai/gpt-5.1:no-such-program"]
        said = meltbench("doctor", "--yes", "--json", *names, **environment)
    assert said.returncode == 1
    claude, bogus, nothing = json.loads(said.stdout)
    assert claude["message"] == "ANTHROPIC_API_KEY: no key for anthropic. Set the variable to your key"
    assert bogus["message"].startswith("-a bogus: no such agent")
    assert nothing["message"] == "no-such-program cannot be started: No such file or directory"
    assert [one["ok"] for one in (claude, bogus, nothing)] == [False] * 3
