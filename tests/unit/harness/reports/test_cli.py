"""meltbench report summary on a run directory."""

import json
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from harness.cli.report import Cheats, app
from harness.reports import wording
from harness.reports.model import Summary, Treatment
from harness.store import RunStore
from tests.unit.harness.reports import plausible
from tests.unit.harness.reports.plausible import CODE, record, reward, spec


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of one trial whose task is gone."""
    done = record(spec(CODE, "oracle"), [reward(1.0)])
    store = RunStore.create(tmp_path / "run", plausible.run([done]))
    store.finish(done)
    printed = store.trial_dir(done.spec) / "agent" / "output.txt"
    printed.parent.mkdir(parents=True)
    printed.write_text("all <done>\n", encoding="utf-8")
    store.release()
    return store.root


def test_json_is_a_summary_and_nothing_else(run: Path) -> None:
    result = CliRunner().invoke(app, ["summary", str(run), "--json"])
    assert result.exit_code == 0
    assert Summary.model_validate(json.loads(result.stdout)).rows[0].agent == "oracle"
    assert f"no ladder for {CODE}" in result.stderr


def test_every_treatment_of_cheats_can_be_chosen_and_is_told(run: Path, tmp_path: Path) -> None:
    assert [choice.value for choice in Cheats] == list(get_args(Treatment)) == list(wording.CHEATS)
    for choice in Cheats:
        arguments = ["summary", str(run), "--cheats", choice.value]
        assert json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)["cheats"] == choice.value
    page = tmp_path / "page.html"
    result = CliRunner().invoke(app, ["summary", str(run), "--cheats", "failure", "--html", str(page)])
    for text in (result.stdout, page.read_text(encoding="utf-8")):
        assert "Trials flagged as cheating count as failures." in text
    assert CliRunner().invoke(app, ["summary", str(run), "--cheats", "perhaps"]).exit_code == 2


def test_the_page_holds_what_the_agent_printed(run: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["summary", str(run), "--html", str(tmp_path / "page.html")])
    assert result.exit_code == 0
    assert "refactor/bottle-split" in result.stdout
    assert "all &lt;done&gt;" in (tmp_path / "page.html").read_text(encoding="utf-8")
