"""The HTML page: self-contained, inert, and true to the summary."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harness.records import RunRecord, TrialRecord
from harness.reports.html.page import render, write_page
from harness.reports.output import tail
from harness.reports.summary import summarise
from sandboxes.errors import UserError
from scoring.reward import CheckResult
from tests.unit.harness.reports import plausible
from tests.unit.harness.reports.plausible import CODE, integrity, record, reward, spec

NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
HOSTILE = "</style></svg>]]><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[31m{{7*7}}"


class Elements(HTMLParser):
    """Every element and attribute as a browser's parser would see it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def page_of(run: RunRecord, records: list[TrialRecord], outputs: dict[str, str] | None = None) -> str:
    return render(summarise(run, records, plausible.LADDERS), records, run, outputs=outputs or {})


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(*plausible.study())


def test_the_page_refers_to_no_other_host(page: str) -> None:
    assert set(re.findall(r"https?://[^\s\"'<>)]*", page)) <= NAMESPACES
    found = Elements(page)
    assert not {"script", "link", "iframe", "object", "embed", "base"} & found.tags
    loaded = [value for name, value in found.attributes if name in ("src", "href", "xlink:href", "srcset")]
    assert all(value.startswith(("data:", "#")) for value in loaded)
    assert "@import" not in page
    assert not re.search(r"url\((?!['\"]?#)", page)


def test_the_policy_forbids_everything_but_style(page: str) -> None:
    (policy,) = (v for n, v in Elements(page).attributes if n == "content" and "default-src" in v)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "script-src" not in policy


def test_the_page_shows_all_parts(page: str) -> None:
    for wanted in (
        "Works of known quality",
        "What the agent could see",
        "How trials ended",
        "Where the time went",
        "three readings of detected cheating",
        "built on this machine from Debian packages",
        "No judge model is configured",
        "Of 8 full marks that have an oracle suite, it fails 0 (95% interval 0.00 to 0.37 if trials are independent).",
        "flagged as cheating; the highest score among them is 0.00",
    ):
        assert wanted in page
    assert page.count('class="trial"') == 58
    assert page.count('role="img"') == 5


def test_what_a_sandbox_says_stays_text() -> None:
    check = CheckResult(id=HOSTILE, passed=False, score=0.0, message=HOSTILE, evidence={HOSTILE: [HOSTILE, "\ud800"]})
    records = [
        record(
            spec(CODE, f"command:{HOSTILE}"),
            [reward(0.5, checks=(check,)), reward(1.0, name="visible", role="visible"),
             reward(0.5, channel="baseline", name=HOSTILE)],
            outcome="agent_error",
            message=HOSTILE,
            integrity=integrity("cheat", (HOSTILE, "cheat", HOSTILE)),
        )
    ]  # fmt: skip
    page = page_of(plausible.run(records), records, {records[0].key: HOSTILE})
    found = Elements(page)
    assert not {"script", "img"} & found.tags
    assert not any(name.startswith("on") for name, _ in found.attributes)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert "{{7*7}}" in page
    assert page.count("</style>") == 1


def test_a_run_without_results_can_be_shown() -> None:
    assert "0 trials ended, 1 not yet" in page_of(plausible.run([], [spec(CODE, "a")]), [])


def test_many_tasks_are_summed_up_by_agent_with_an_interval_over_tasks() -> None:
    records = [record(spec(f"family/t{n}", "command:x"), [reward(0.1 * n)]) for n in range(1, 8)]
    page = page_of(plausible.run(records), records)
    assert "“command:x” scores 0.40 on average over 7 tasks (95% interval over tasks 0.20 to 0.60)" in page


def test_the_page_is_written_in_one_piece_or_refused(tmp_path: Path) -> None:
    run, records = plausible.study(attempts=1)
    summary = summarise(run, records, {})
    write_page(render(summary, records, run), tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="Choose another file"):
        write_page(render(summary, records, run), tmp_path / "file" / "report.html")


def test_the_end_of_a_long_output(tmp_path: Path) -> None:
    path = tmp_path / "output.txt"
    path.write_bytes(b"x" * 100_000 + b"\n" + b"\n".join(b"line %d \xff" % n for n in range(100)) + b"\n")
    lines = tail(path).splitlines()
    assert (len(lines), lines[0], lines[-1]) == (40, "line 60 \ufffd", "line 99 \ufffd")
    assert tail(tmp_path / "none") == ""
