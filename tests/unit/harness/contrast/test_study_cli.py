"""The command `meltbench study contrast`: what it says before anything is run."""

import pytest
from typer.testing import CliRunner

from harness.cli.study import app
from sandboxes.errors import UserError

REAL = ["contrast", "-a", "codex==0.169.0@openai/gpt-6", "--judge", "google/gemini-3", "--budget-minutes", "600"]


@pytest.fixture(autouse=True)
def without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_a_plan_is_told_without_keys_and_says_what_it_lacks() -> None:
    result = CliRunner().invoke(app, [*REAL, "--dry-run", "--json"])
    assert result.exit_code == 0, result.exception
    assert '"foreseen"' in result.stdout
    assert "Before it can run: OPENAI_API_KEY" in result.stderr


def test_nothing_is_begun_without_keys() -> None:
    result = CliRunner().invoke(app, REAL)
    assert isinstance(result.exception, UserError)
    assert "OPENAI_API_KEY" in str(result.exception)
