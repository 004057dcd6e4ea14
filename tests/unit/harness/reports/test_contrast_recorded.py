"""Judges on record in the contrast report: the command, the terminal, the JSON and the page."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from harness.cli.main import app
from harness.reports.contrast import ContrastReport, report_of
from harness.reports.contrast_recorded import EXTREMES, OnRecord, difference, on_record, stated
from harness.reports.html.contrast_page import render_contrast
from sandboxes.errors import UserError
from scoring.contrast.card import ROWS
from scoring.contrast.figures import Figure
from scoring.judge.labelled import LABELS, VERDICTS
from scoring.stats.measured import Measured
from tests.unit.harness.reports.test_contrast import Page
from tests.unit.scoring.contrast.test_recorded import JUDGES, data
from tests.validate.world import World, study

HOSTILE = "<script>alert(1)</script>\x1b[31m"
NAMED = {"scripted:noisy": "right", HOSTILE: "fooled", "c": "first"}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Verdicts as files, of three judges of known behaviour."""
    made = data({name: JUDGES[behaviour] for name, behaviour in NAMED.items()})
    root = tmp_path_factory.mktemp("data") / "some-pairs"
    root.mkdir()
    for name, lines in ((LABELS, made.labels.values()), (VERDICTS, made.verdicts)):
        (root / name).write_text("".join(f"{line.model_dump_json()}\n" for line in lines))
    return root


@pytest.fixture(scope="module")
def told(directory: Path) -> OnRecord:
    """What is found of them."""
    return on_record(directory)


def test_a_sentence_says_what_was_found_and_what_chance_does(told: OnRecord) -> None:
    assert list(told.sentences) == [row.key for row in ROWS]
    tricks = told.sentences["gamed"]
    assert "On natural pairs, the worse text wins in both orders in none (at most 6.0 %) (" in tricks
    assert "to 100 % [94, 100] (<script>alert(1)</script>)" in tricks
    assert "differ for 1 of 3 judges by more than chance explains" in tricks
    assert "and the longer text is the better one in 25 % [16, 37]" in told.sentences["validity"]
    assert "the bits point the other way: <script>alert(1)</script> (adversarial)." in told.sentences["information"]
    power = told.sentences["power"]
    assert "no number of tasks suffices for <script>alert(1)</script>, c." in power
    assert told.sentences["cost"] == "Does not apply: neither tokens nor time are on record."


def test_a_figure_of_nothing_is_a_bound() -> None:
    none = Measured(value=0.0, low=0.0, high=0.03, n=100, clusters=100)
    assert stated(Figure(name="x", unit="share", measured=none)) == "none (at most 3.0 %)"
    assert stated(Figure(name="x", unit="bits", measured=none)) == "no more than chance (at most 0.03 bits)"
    assert difference(Measured(value=-0.25, low=-0.5, high=0.05)) == "-25 % [-50, 5.0]"


def test_the_command_needs_no_run_and_prints_each_row(directory: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    printed = CliRunner().invoke(app, ["report", "contrast", "--recorded", str(directory), "--html", str(page)])
    assert printed.exit_code == 0, printed.output
    flat = re.sub(r"\s+", " ", printed.stdout)
    for row in ROWS:
        assert f"{row.title}. " in flat
    assert "some-pairs: 120 pairs (60 natural and 60 adversarial), in both orders." in flat
    assert "(scripted)" in flat
    assert "Scripted, which shows the instrument and not the world: scripted:noisy." in flat
    assert "\x1b[31m" not in printed.stdout
    assert "code, hidden tests" not in printed.stdout, "there is no card without runs"
    found = Page(page.read_text(encoding="utf-8"))
    assert found.fetched == []
    assert "No run was named" in found.text


def test_json_holds_all_of_it(directory: Path, told: OnRecord) -> None:
    printed = CliRunner().invoke(app, ["report", "contrast", "--recorded", str(directory), "--json"])
    report = ContrastReport.model_validate(json.loads(printed.stdout))
    assert report.schema_version == 2
    assert report.recorded == told
    assert (report.runs, report.rows) == ((), ())


def test_beside_a_card_it_is_a_section_of_its_own(told: OnRecord) -> None:
    evidence = study(World(tasks=3, attempts=4), np.random.default_rng(1))
    report = report_of(evidence, ["first"]).model_copy(update={"recorded": told})
    page = Page(render_contrast(report))
    assert page.fetched == []
    flat = re.sub(r"\s+", " ", page.text)
    assert flat.index("The card") < flat.index("replay The questions of the card, put to verdicts")
    section = flat[flat.index("replay The questions of the card") :]
    places = [section.index(f" {row.title} ") for row in ROWS]
    assert places == sorted(places)
    for key, sentence in told.sentences.items():
        assert sentence in section, key
    for row in told.found.shown.rows:
        assert row.method in section
    assert "neither tokens nor time are on record" in section
    assert EXTREMES in section
    assert not re.search(r"\b(nan|None|inf)\b", section)


def test_without_judges_on_record_the_page_has_no_such_section() -> None:
    evidence = study(World(tasks=3, attempts=4), np.random.default_rng(1))
    assert "Judges on record" not in render_contrast(report_of(evidence, ["first"]))


def test_what_cannot_be_reported_on_is_said_in_a_line(directory: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to report on"):
        CliRunner().invoke(app, ["report", "contrast"], catch_exceptions=False)
    (tmp_path / LABELS).write_text('{"item": "a", "score": 0.5}\n')
    (tmp_path / VERDICTS).write_text("")
    with pytest.raises(UserError, match="holds scores and no pairs"):
        on_record(tmp_path)
    (tmp_path / LABELS).write_text('{"item": "a", "label": 1}\n')
    with pytest.raises(UserError, match="holds no verdict"):
        on_record(tmp_path)
