"""aider edits the files that it is given, in a repository or outside of one, and leaves nothing else behind."""

from pathlib import Path

import pytest

from harness.dataset import tasks_root
from harness.host import Host
from tests.agents.playing import adapted, play
from tests.e2e.meltbench import FIXTURES
from tests.model.script import Say, Script

pytestmark = [pytest.mark.docker, pytest.mark.agents]

NEW = """I will write `answer.py`.

answer.py
```python
<<<<<<< SEARCH
=======
def answer():
    return 42
>>>>>>> REPLACE
```
"""
EDIT = """
tally.py
```python
<<<<<<< SEARCH
import re
=======
import re  # edited
>>>>>>> REPLACE
```
"""


@pytest.mark.parametrize("model", ["openai/gpt-4.1", "anthropic/claude-sonnet-4-5"])
def test_a_new_file_outside_of_a_repository(model: str, host: Host, runs: Path, tmp_path: Path) -> None:
    task = adapted(FIXTURES / "trivial" / "three-tests", tmp_path, timeout_s=200)
    played = play(host, runs, f"aider@{model}", task, Script([Say(NEW)], tools=False))
    assert (played.record.outcome, played.record.message) == ("completed", ""), played.printed
    assert played.record.changed == (1, 0, 0), list((played.directory / "workspace").iterdir())
    assert played.record.main
    assert played.record.main.value == 1.0
    assert played.record.agent.spent
    assert played.record.agent.spent.usage.total == played.served > 0
    assert played.record.agent.claims
    assert played.record.agent.claims.turns == played.record.agent.spent.responses


def test_an_edit_inside_of_a_repository(host: Host, runs: Path, tmp_path: Path) -> None:
    task = adapted(tasks_root() / "smoke" / "split-package", tmp_path)
    played = play(host, runs, "aider@openai/gpt-4.1", task, Script([Say(EDIT)], tools=False))
    assert (played.record.outcome, played.record.message) == ("completed", ""), played.printed
    assert played.record.changed == (0, 1, 0), played.printed
    assert "import re  # edited\n" in (played.directory / "workspace" / "tally.py").read_text()


def test_a_model_that_only_talks(host: Host, runs: Path, tmp_path: Path) -> None:
    task = adapted(FIXTURES / "trivial" / "three-tests", tmp_path, timeout_s=200)
    played = play(host, runs, "aider@openai/gpt-4.1", task, Script([Say("No.")], tools=False))
    assert played.record.outcome == "agent_did_nothing", played.printed
