"""The same property by a check and by judges, as the report words it."""

import pytest
from rich.console import Console

from harness.reports.contrast_mirrored import NOTHING, OVERSIGHT, SCRIPTED, caption, print_mirrored
from harness.reports.html.contrast_page import render_contrast
from scoring.contrast.mirrored import Beside, Found, Mirrored, mirrored
from tests.unit.harness.reports import contrast_sample as sample
from tests.unit.harness.reports.test_contrast_html import Page


def overlooking(full: int, of: int, judge: str = "b/model") -> tuple[Mirrored, ...]:
    """Of so many works that fail the word limit, a judge gave some full marks."""
    source = "scripted" if judge.startswith("scripted") else "live"
    failed = (Found("room", "word_count", False),)
    return tuple(
        mirrored([Beside("t0", f"w{n}", judge, source, "brief", 3 if n < full else 1, failed) for n in range(of)])
    )


def test_a_sentence_says_how_often_and_how_sure_that_is() -> None:
    first, second, third = caption(overlooking(3, 8))
    assert first == (
        "Where a check of the same property fails (8 looks at 8 works, of these tasks only), judges give full marks in "
        "38 % [14, 69] of the looks. That rests on too little: below minimum (8 of 50 works)."
    )
    assert second == "Of 3 looks with full marks, a check fails in 100 % [29, 100]."
    assert third == OVERSIGHT


def test_none_of_a_few_is_a_bound() -> None:
    told = caption(overlooking(0, 8))
    assert "full marks in none (at most 37 %) of the looks" in told[0]
    assert OVERSIGHT not in told


def test_scripted_judges_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert SCRIPTED in caption(overlooking(3, 8, "scripted:a"))
    assert SCRIPTED not in caption(overlooking(3, 8))
    out = print_of(overlooking(3, 8, "scripted:a"), capsys)
    assert "fails (scripted)" in out
    assert "word limit" in out
    assert "n = 8" in out
    assert "(scripted)" not in print_of(overlooking(3, 8), capsys)


def print_of(found: tuple[Mirrored, ...], capsys: pytest.CaptureFixture[str]) -> str:
    print_mirrored(found, Console(width=120))
    return capsys.readouterr().out


def test_without_a_look_the_terminal_is_silent_and_the_page_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_of((), capsys) == ""
    assert caption(()) == [NOTHING]


def test_the_page_has_matrix_kinds_judges_and_properties() -> None:
    page = Page(render_contrast(sample.undrawn())).sections["mirrored"]
    whole = sample.opposed()[0]
    assert f"{whole.held_failed}, {whole.held_passed} {whole.denied_failed}, {whole.denied_passed}" in page
    for part in ("all properties", "word limit", "made up", "t0 brief room, command:<b>\N{REPLACEMENT CHARACTER}evil"):
        assert part in page, part
    assert "n = 8; below minimum (4 of 50 works)" in page
    assert "live scripted" in page


def test_the_json_holds_every_group() -> None:
    found = sample.undrawn().model_dump(mode="json")["mirrored"]
    assert [one["group"] for one in found] == ["all", "kind", "kind", "judge", "judge", "property"]
