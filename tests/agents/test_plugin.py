"""The plug-in of the documentation at work."""

import re
from pathlib import Path

import docker
import pytest

from harness.dataset import Dataset
from harness.gateway.server import Gateway
from harness.host import Host
from tests.agents.acting import act
from tests.model.script import Say, Script

pytestmark = pytest.mark.docker

ROOT = Path(__file__).parents[2]


def test_the_example_does_a_task(engine: docker.DockerClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
    (tmp_path / "one_liner_z.py").write_text(page.partition("```python\n")[2].partition("```")[0])
    monkeypatch.syspath_prepend(str(tmp_path))
    task = Dataset(ROOT / "tests" / "fixtures" / "tasks").task("trivial/three-tests")
    command = re.sub(r"^#.*\n", "", (task.directory / "solution" / "solve.sh").read_text())
    host = Host(lambda line: None)
    with Gateway() as gateway:
        host.gateway = gateway
        written = "one_liner_z:OneLiner@openai/gpt-5.1"
        acted = act(host, tmp_path / "run", task, written, Script(side=Say(command)))
    host.client.close()
    assert (acted.record.outcome, acted.record.message) == ("completed", "")
    assert acted.record.main
    assert acted.record.main.value == 1.0
    assert acted.record.agent.spent
    assert acted.record.agent.spent.responses == acted.model.completed == 1
