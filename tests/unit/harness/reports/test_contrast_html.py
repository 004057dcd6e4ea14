"""The contrast page: what is shown of a report with everything, and of reports in which something is missing."""

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harness.reports.contrast import ContrastReport
from harness.reports.contrast_matrix import WORST
from harness.reports.html.contrast_page import render_contrast
from harness.reports.html.page import write_page
from tests.unit.harness.reports import contrast_sample as sample

DRAWN = 8
"""All of them but tricks and mirrored properties, which are tables."""
FIGURES = ("doses", "climb", "signal", "trust", "tricks", "variance", "plans", "ranks", "shares", "mirrored")
NARROW = 400
CHROMIUM = shutil.which("chromium")
MISSING: list[Callable[[], ContrastReport]] = [sample.without_judges, sample.without_code, sample.nothing]


class Page(HTMLParser):
    """Texts of sections by their names, and how many drawings there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sections: dict[str, str] = {}
        self.drawings = 0
        self.tags: set[str] = set()
        self._section = ""
        self.feed(page)
        self.text = " ".join(self.sections.values())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A section begins, or a drawing."""
        inside = dict(attrs)
        self.tags.add(tag)
        self._section = (inside.get("id") or self._section) if tag == "section" else self._section
        self.drawings += tag == "svg" and inside.get("role") == "img"

    def handle_data(self, data: str) -> None:
        """A text, its spaces as one."""
        known = self.sections.get(self._section, "")
        self.sections[self._section] = re.sub(r"\s+", " ", f"{known} {data}")


@cache
def page_of(report: Callable[[], ContrastReport]) -> tuple[str, Page]:
    """The page of a sample, and what it holds."""
    text = render_contrast(report())
    return text, Page(text)


@pytest.fixture(scope="module")
def page() -> Page:
    """Of the report with everything."""
    return page_of(sample.full)[1]


def test_every_figure_has_a_sentence_and_says_how_it_was_found(page: Page) -> None:
    for key in FIGURES:
        said = page.sections[key].partition("How this was found")
        assert said[1], key
        assert re.search(r"[a-z]{3}.*\d.*[.]", said[0]), f"{key}: a sentence with a number"
    assert page.drawings == DRAWN


def test_the_card_shows_the_differences_of_each_row(page: Page) -> None:
    rows = len(sample.full().rows)
    for name in ("D1 On code: judges less hidden tests", "D1 + D3 Judges of writing less hidden tests of code"):
        assert page.sections["card"].count(name) == rows
    assert "which chance does not explain" in page.sections["card"]
    assert "bars from 0 % to 100 %" in page.sections["card"]


def test_nothing_among_a_few_is_a_bound_and_not_a_zero() -> None:
    row = sample.full().rows[0]
    figure = row.faces[0].primary
    none = figure.measured.model_copy(update={"value": 0.0, "low": 0.0, "high": 0.12})
    face = row.faces[0].model_copy(update={"figures": (figure.model_copy(update={"measured": none}),)})
    rows = (row.model_copy(update={"faces": (face, *row.faces[1:])}),)
    for report, bound in ((sample.undrawn(rows=rows), True), (sample.undrawn(), False)):
        text = Page(render_contrast(report)).sections["card"]
        assert bool(re.search(r"none at most 12 % n = \d+ verdict flips", text)) == bound


def test_names_from_runs_are_text_on_one_line(page: Page) -> None:
    for key in ("works", "", "ranks"):
        assert "command:<b>\N{REPLACEMENT CHARACTER}evil" in page.sections[key], key
    assert "word for <i>word</i>" in page.sections["works"]
    assert "i" not in page.tags
    raw, _ = page_of(sample.full)
    for steering in ("\x1b", "\u202e", "<b>\N{REPLACEMENT CHARACTER}"):
        assert steering not in raw


def test_what_was_said_is_shown_with_its_scores(page: Page) -> None:
    works = page.sections["works"]
    for part in ("writing/a, attempt 2", "quality 0.20", "judges 0.90", "clear It is.", "run/trials/a-2"):
        assert part in works
    silent = sample.undrawn(works=(sample.shown(judgements=()),))
    assert "No reading of it is kept." in Page(render_contrast(silent)).sections["works"]


def test_what_is_complete_leaves_nothing_out(page: Page) -> None:
    assert "Not shown" not in page.text


def test_a_banner_says_that_judges_are_scripted(page: Page) -> None:
    assert "This shows the instrument, not the world." in page.sections[""]
    assert "This shows the instrument" not in page_of(sample.without_judges)[1].text


@pytest.mark.parametrize("missing", MISSING, ids=lambda found: found.__name__)
def test_what_is_missing_is_said_and_is_no_number(missing: Callable[[], ContrastReport]) -> None:
    found = page_of(missing)[1]
    assert not re.search(r"\b(nan|None|inf)\b", found.text)
    assert "below minimum" in found.sections["card"]
    for key in FIGURES:
        assert len(found.sections[key].partition("How this was found")[0]) > len("Scores against planted defects"), key


def test_without_judges_their_cells_say_so() -> None:
    found = page_of(sample.without_judges)[1]
    assert "none: cells of judges are empty" in found.sections[""]
    assert "below minimum (0 of 2 raters)" in found.sections["card"]
    assert "There is no work that a judge has read" in found.sections["works"]
    assert "Not known: code, judges: no work was looked at twice" in found.sections["doses"]
    assert "no work of known quality was looked at by judges of texts" in found.sections["doses"]
    assert "does not see the ladder" not in found.sections["card"] + found.sections["shares"]
    for key in ("climb", "trust"):
        assert "Not shown: code, judges; writing, judges, for " in found.sections[key], key


def test_of_nothing_every_figure_says_why_there_is_none() -> None:
    found = page_of(sample.nothing)[1]
    assert found.drawings == 0
    assert found.sections[""].count("no works") == 2
    for key, told in {
        "doses": "No work of known quality was scored.",
        "climb": "it takes four attempts per task",
        "signal": "There are too few attempts",
        "trust": "No work of which the truth is known was scored.",
        "tricks": "No trick was tried.",
        "variance": "There are too few tasks or agents",
        "plans": "There are too few tasks or agents",
        "ranks": "There are no two agents to compare",
        "shares": "too few were judged",
        "mirrored": "No judge looked at a criterion that names the checks of its property.",
    }.items():
        assert told in found.sections[key], key


def test_the_worst_tricks_come_first_and_the_others_unfold() -> None:
    one = sample.full().exploits[0]
    tricks = [
        one.model_copy(update={"attack": f"trick-{at:02}", "worked": one.worked.model_copy(update={"value": at / 20})})
        for at in range(WORST + 3)
    ]
    told = Page(render_contrast(sample.undrawn(exploits=tuple(tricks)))).sections["tricks"]
    places = [told.index(f" trick-{at:02} ", told.index("%")) for at in reversed(range(WORST + 3))]
    assert places == sorted(places)
    assert told.index("trick-02") > told.index("3 more tricks") > told.rindex("trick-03")


def test_what_a_trick_does_without_defences_stands_beside_what_it_does_with_them() -> None:
    one = sample.full().exploits[0]
    bare = one.worked.model_copy(update={"value": 0.6, "n": 10, "k": 6, "low": 0.31, "high": 0.83})
    told = Page(render_contrast(sample.undrawn(exploits=(one.model_copy(update={"bare": bare}),)))).sections["tricks"]
    assert "without defences 60 %, 6 of 10 [31, 83]" in told
    assert "without defences" not in Page(render_contrast(sample.undrawn(exploits=(one,)))).sections["tricks"]


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed: apt-get install chromium")
def test_a_narrow_window_scrolls_nothing_but_tables_and_figures(tmp_path: Path) -> None:
    write_page(render_contrast(sample.full()), tmp_path / "page.html")
    frame = tmp_path / "frame.html"
    frame.write_text(f"""<body><iframe src="page.html" style="width:{NARROW}px;height:900px;border:0"></iframe><script>
        onload = () => {{
          const inside = document.querySelector("iframe").contentDocument;
          const wide = [...inside.body.querySelectorAll("*")].filter(
            (one) => one.getBoundingClientRect().right > {NARROW} + 1 && !one.closest(".wide, figure"));
          const width = inside.documentElement.scrollWidth;
          document.body.innerText = `width ${{width}}; ${{wide.map((one) => one.tagName)}};`;
        }}</script>""")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--dump-dom"]
    budget = [f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000"]
    command = [str(CHROMIUM), *options, *budget, frame.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r"width (\d+); (.*?);", shown)
    assert found, shown
    assert int(found[1]) <= NARROW
    assert found[2] == "", "elements that stick out"
