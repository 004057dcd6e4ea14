"""The contrast report in words and as a page, from studies whose truth is known."""

import json
import re
import shutil
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from rich.console import Console

from harness.contrast.works import Judgement, Said, Shown
from harness.reports.contrast import ContrastReport, report_of
from harness.reports.contrast_terminal import print_contrast
from harness.reports.contrast_words import amount, why
from harness.reports.html.contrast_page import render_contrast
from harness.reports.html.page import write_page
from sandboxes.errors import UserError
from scoring.contrast.row import Evidence
from scoring.judge.audit import Compared, Sway, sway
from tests.validate.world import World, study

WORK = Shown(
    domain="writing",
    task="writing/a",
    agent="command:<script>alert(1)</script>",
    attempt=1,
    trial="run/trials/a-1",
    quality=0.2,
    checked=None,
    judged=0.9,
    judgements=(
        Judgement(
            judge="scripted:a",
            score=0.9,
            said=(Said(criterion="clear", points=None, rationale="It </td> says so.", quotes=('a "quote" & more',)),),
        ),
    ),
)


@pytest.fixture(scope="module")
def report() -> ContrastReport:
    """Of a study with enough of everything but code tasks."""
    world = World(tasks=12, attempts=6)
    random = np.random.default_rng(1)
    many, few = study(world, random), study(world._replace(tasks=3), random)
    evidence = Evidence(few.code, many.writing, many.gaming)
    return report_of(evidence, ["first"], [WORK], [swayed(random)], ["2 trials are left out."])


def swayed(random: np.random.Generator) -> Sway:
    """A judge that prefers the first of two, on eight tasks."""
    choices = [
        Compared(judge="scripted:a", task=f"t{at % 8}", a="x", b="y", first=first, won=float(won), length=at % 7 - 3)
        for at in range(160)
        for first in (True, False)
        for won in [random.random() < (0.8 if first else 0.2)]
    ]
    return sway("scripted:a", choices, None)


@pytest.fixture(scope="module")
def nothing() -> ContrastReport:
    """Of runs in which nothing was scored."""
    whole, none = study(World(tasks=2), np.random.default_rng(1)), np.zeros(0, dtype=np.intp)
    return report_of(Evidence(whole.code.take(none), whole.writing.take(none)), ["empty"])


class Page(HTMLParser):
    """Texts, and whatever would fetch something or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One that begins."""
        inside = {name: value or "" for name, value in attrs}
        if tag in ("script", "iframe", "object", "embed", "link") or "src" in inside or "onload" in inside:
            self.fetched.append(tag)
        if inside.get("href", "#")[:1] != "#" and not inside.get("href", "").startswith("data:"):
            self.fetched.append(inside["href"])

    def handle_data(self, data: str) -> None:
        """Text."""
        self.text += f" {data}"


def test_a_sentence_says_what_its_interval_allows(report: ContrastReport) -> None:
    rows = {row.key: row for row in report.rows}
    for key, row in rows.items():
        told, difference = report.sentences[key], row.apart.channel_in_writing
        if difference.low is not None and difference.high is not None:
            sure = difference.low > 0 or difference.high < 0
            assert ("which chance does not explain" in told) == sure, key
            assert ("which may be chance" in told) != sure, key
    # Three tasks of code decide nothing, whatever they show.
    assert "cannot be decided (3 of 6 tasks)" in report.sentences["validity"]


def test_values_are_written_as_people_write_them() -> None:
    assert [amount(value, "share") for value in (0, 0.034, 0.5, 1)] == ["0 %", "3.4 %", "50 %", "100 %"]
    assert [amount(value, "usd") for value in (0, 0.0123, 1.5)] == ["$0.00", "$0.0123", "$1.50"]
    assert [amount(value, "tasks") for value in (6.0, 13.4)] == ["6 tasks", "13 tasks"]
    assert amount(1.234, "defects") == "1.23 defects"
    assert amount(0.5, "coefficient") == "0.50"
    assert why("cannot decide (2 of 6 clusters); more") == "2 of 6 tasks"


def test_the_terminal_shows_every_cell(report: ContrastReport) -> None:
    console = Console(width=160, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    print_contrast(report, console)
    console.file.close()
    text = console.export_text()
    for row in report.rows:
        assert row.title in text
        assert re.sub(r"\s+", " ", report.sentences[row.key])[:40] in re.sub(r"\s+", " ", text)
    assert "below minimum" in text
    assert "(scripted)" in text
    assert "Scripted, which shows the instrument and not the world: j0, j1." in text


def test_the_page_holds_everything_and_fetches_nothing(report: ContrastReport) -> None:
    page = Page(render_contrast(report))
    assert page.fetched == []
    flat = re.sub(r"\s+", " ", page.text)
    for row in report.rows:
        assert row.title in flat
        assert row.method in flat
        assert report.sentences[row.key] in flat
    for badge in ("measured", "scripted", "below minimum", "of these tasks only", "2 trials are left out."):
        assert badge in flat
    assert "command:<script>alert(1)</script>" in page.text, "as text"
    assert "320 choices in 8 tasks, 0 abstained." in flat
    assert re.search(r"scripted:a position 1\.\d\d \[[\d., ]+\] ", flat), "the first place is worth 1.4 in log-odds"
    assert 'a "quote" & more' in page.text


def test_a_page_of_nothing_says_that(nothing: ContrastReport) -> None:
    text = re.sub(r"\s+", " ", Page(render_contrast(nothing)).text)
    assert "Nothing can be said of code" in text
    assert not re.search(r"\b(nan|None)\b", text)


def test_a_page_that_cannot_be_written_is_said_in_a_line(report: ContrastReport, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="Choose another file with --html"):
        write_page(render_contrast(report), tmp_path / "file" / "page.html")


@pytest.mark.slow
def test_two_thousand_trials_are_reported_in_time() -> None:
    """40 tasks x 5 agents x 5 attempts in each domain: the numbers, the drawings and the page."""
    world = World(tasks=40, means=(0.5, 1.0, 2.0, 3.0, 4.0), attempts=5, looks=3)
    evidence = study(world, np.random.default_rng(2))
    assert len(evidence.code.tasks) + len(evidence.writing.tasks) == 2000
    begun = time.monotonic()
    page = render_contrast(report_of(evidence, ["large"], [WORK] * 16))
    assert time.monotonic() - begun < 20
    assert len(page) < 3_000_000


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed: apt-get install chromium")
def test_a_browser_has_nothing_to_say_and_nowhere_to_go(report: ContrastReport, tmp_path: Path) -> None:
    page, log = tmp_path / "contrast.html", tmp_path / "net.json"
    write_page(render_contrast(report), page)
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    shown = subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            *quiet,
            "--enable-logging=stderr",
            f"--log-net-log={log}",
            "--virtual-time-budget=5000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "What is a judged reward worth?" in shown.stdout
    assert [line for line in shown.stderr.splitlines() if "CONSOLE" in line] == []
    parameters = [event.get("params") for event in json.loads(log.read_text())["events"]]
    urls = [str(one["url"]) for one in parameters if isinstance(one, dict) and "url" in one]
    hosts = {urlsplit(url).hostname or "" for url in urls if url.startswith("http")}
    # The browser asks its maker for updates, whatever it shows.
    assert {host for host in hosts if not host.endswith((".google.com", ".googleapis.com", ".gvt1.com"))} == set()
