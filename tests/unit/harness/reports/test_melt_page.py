"""The melt page: self-contained, inert, and with everything said on it that a figure needs."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from harness.reports import melt_words as words
from harness.reports.html import melt_plots
from harness.reports.html.melt_page import render_melt
from harness.reports.html.page import write_page
from harness.reports.melt_finding import NO_RATE, melt_report
from sandboxes.errors import UserError
from tests.unit.harness.reports.melt_made import SIXTEEN, Made, entry, falling, minutes, run_of
from tests.unit.harness.reports.test_page import NAMESPACES, Elements

HOSTILE = "command:<script>alert(1)</script>"
HUMANS = [minutes(mid, band=1.5) for mid in SIXTEEN]
SECTIONS = ("horizons", "factors", "tables", "sources", "trend")


def shown(tmp_path: Path, made: list[Made], **more: object) -> str:
    return render_melt(melt_report([run_of(tmp_path / "run", HUMANS, made)], **more))  # type: ignore[arg-type]


def drawings(page: str) -> list[str]:
    return re.findall(r'<svg role="img".*?</svg>', page, flags=re.DOTALL)


def test_a_page_with_everything_refers_to_no_other_host_and_runs_nothing(tmp_path: Path) -> None:
    agents = {f"{HOSTILE}{at}": date(2025, 1, 1) + timedelta(days=100 * at) for at in range(3)}
    made = [one._replace(usd=0.5) for at, agent in enumerate(agents) for one in falling(6 + at, agent)]
    made[0] = made[0]._replace(cheated=True)
    models = [entry(agent, released) for agent, released in agents.items()]
    page = render_melt(melt_report([run_of(tmp_path / "run", HUMANS, made, models)], hourly_rate=60.0))
    found = Elements(page)
    assert set(re.findall(r"https?://[^\s\"'<>)]*", page)) <= NAMESPACES
    assert not {"script", "link", "iframe", "img"} & found.tags
    assert not any(name.startswith("on") for name, _ in found.attributes)
    assert {value for name, value in found.attributes if name == "id"} >= set(SECTIONS)
    assert len(drawings(page)) == 3
    for treated in words.TREATED.values():
        assert treated in page
    assert "1 of 2" not in page
    assert "A dollar spent on it did $" in page
    assert "Horizons at 50 % by release date" in page
    assert not re.search(r"\b(nan|None|inf)\b", re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", page, flags=re.DOTALL))


def test_what_a_curve_lacks_stands_on_the_figure(tmp_path: Path) -> None:
    for name, made, told in (
        ("few", [Made(at, at < 3, 1) for at in range(5)], "below minimum (5 of 12 tasks)"),
        ("wrong", [Made(at, at > 7, 1) for at in range(16)], "longer tasks do not fail more often"),
        ("all", [Made(at, True, 1) for at in range(16)], "near saturation (0 of 16 tasks"),
        ("none", [Made(at, False, 1) for at in range(16)], "near the floor (0 of 16 tasks"),
    ):
        page = shown(tmp_path / name, made)
        assert told in drawings(page)[0], name
        assert told in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL), name


def test_a_sound_curve_has_both_intervals_and_nothing_to_warn_of(tmp_path: Path) -> None:
    page = unescape(shown(tmp_path, [one._replace(usd=0.5) for one in falling(7)]))
    figure = drawings(page)[0]
    assert melt_plots.OURS in figure
    assert melt_plots.METRS in figure
    assert "extrapolation" not in figure
    assert words.EQUAL in page
    assert NO_RATE in page
    assert words.SOLVED in page


def test_scripted_agents_have_a_banner(tmp_path: Path) -> None:
    page = shown(tmp_path, [Made(0, solved=True, minutes=1, agent="sample:ladder:2")])
    assert "Scripted agents show the instrument, not the world" in page
    assert "“sample:ladder:2” (scripted) was tried on 1 task" in page


def test_a_page_that_cannot_be_written_is_refused_in_a_line(tmp_path: Path) -> None:
    found = melt_report([run_of(tmp_path / "run", HUMANS, falling(7))])
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="Choose another file"):
        write_page(render_melt(found), tmp_path / "file" / "melt.html")
