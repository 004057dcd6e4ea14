"""The card on studies whose truth is known: what it says, and what it will not say."""

import numpy as np
import pytest

from scoring.contrast.card import CELLS, ROWS, CardRow, card
from scoring.contrast.row import Evidence
from scoring.contrast.sheet import Looks, Sheet
from tests.validate.world import Judge, World, study

WORLD = World(tasks=12, attempts=6)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return study(WORLD, np.random.default_rng(3))


@pytest.fixture(scope="module")
def rows(evidence: Evidence) -> dict[str, CardRow]:
    return {row.key: row for row in card(evidence)}


def test_every_row_answers_in_every_cell(rows: dict[str, CardRow]) -> None:
    assert list(rows) == [row.key for row in ROWS]
    assert len(rows) == 8
    for row in rows.values():
        assert [(face.domain, face.channel) for face in row.faces] == list(CELLS)
        for face in row.faces:
            figure = face.primary
            assert figure.measured.value is not None or figure.below or figure.measured.note, (row.key, face)
            if figure.measured.value is not None and figure.measured.low is None:
                assert figure.measured.note, (row.key, face)


def test_what_judges_have_a_part_in_is_marked_scripted(rows: dict[str, CardRow]) -> None:
    for row in rows.values():
        for face in row.faces:
            if row.key != "gamed":
                assert face.scripted == (face.channel == "judged")


def test_the_differences_add_up(rows: dict[str, CardRow]) -> None:
    for row in rows.values():
        parts = row.apart.channel_in_code.value, row.apart.domain_of_judge.value, row.apart.total.value
        if None not in parts:
            first, second, total = parts
            assert first is not None and second is not None
            assert first + second == pytest.approx(total), row.key


def test_differences_are_those_of_the_first_figures(rows: dict[str, CardRow]) -> None:
    for key in ("retest", "agreement", "validity", "climbing", "power"):
        row = rows[key]
        checked, judged = (row.faces[at].primary.measured.value for at in (0, 1))
        if checked is not None and judged is not None:
            assert row.apart.channel_in_code.value == pytest.approx(judged - checked), key


def test_a_pass_or_fail_is_also_scored_as_a_fraction(evidence: Evidence, rows: dict[str, CardRow]) -> None:
    for key in ("information", "power", "validity", "climbing"):
        found = [[f for f in face.figures if f.name.endswith("as a pass fraction")] for face in rows[key].faces]
        assert list(map(len, found)) == [1, 0, 0, 0], key
        (figure,), (whole, *_) = found[0], rows[key].faces[0].figures
        assert figure.measured.value is not None and whole.measured.value is not None, key
        assert figure.measured.n == whole.measured.n, key
        if key == "information":
            assert figure.measured.value > whole.measured.value + 0.5, "a fraction tells one defect from five"
    none = {row.key: row for row in card(evidence._replace(code=evidence.code._replace(fractions=None)))}
    assert not [f for f in none["information"].faces[0].figures if "fraction" in f.name]


def test_a_noisier_judge_flips_more_and_says_less() -> None:
    random = np.random.default_rng(5)
    calm = {row.key: row for row in card(study(WORLD._replace(judges=(Judge(0, 0.2), Judge(0, 0.2))), random))}
    wild = {row.key: row for row in card(study(WORLD._replace(judges=(Judge(0, 2.5), Judge(0, 2.5))), random))}

    def value(rows: dict[str, CardRow], key: str) -> float:
        found = rows[key].faces[3].primary.measured.value
        assert found is not None
        return found

    assert value(wild, "information") < value(calm, "information") - 0.3
    assert value(wild, "validity") < value(calm, "validity")
    assert value(wild, "climbing") < value(calm, "climbing")
    assert value(wild, "agreement") < value(calm, "agreement")


def test_below_its_minimum_a_figure_says_so() -> None:
    few = {row.key: row for row in card(study(World(tasks=3, attempts=2), np.random.default_rng(1)))}
    below = {key: row.faces[3].primary.below for key, row in few.items()}
    assert below["retest"] == "below minimum (18 of 30 artifacts looked at twice)"
    assert below["power"] == "below minimum (3 of 6 tasks)"
    assert below["climbing"] == "below minimum (6 of 8 attempts per task)"
    assert below["validity"].startswith("below minimum (")
    assert few["retest"].apart.channel_in_code.low is None, "three tasks decide no difference"


def test_too_few_tasks_speak_of_these_tasks_only() -> None:
    few = {row.key: row for row in card(study(World(tasks=4, attempts=8), np.random.default_rng(1)))}
    figure = few["retest"].faces[3].primary
    assert figure.scope == "these tasks"
    assert figure.measured.low is not None
    many = {row.key: row for row in card(study(World(tasks=6, attempts=8), np.random.default_rng(1)))}
    assert many["retest"].faces[3].primary.scope == "tasks"


def test_without_judges_the_judged_cells_say_so(evidence: Evidence) -> None:
    silent = Evidence(_unjudged(evidence.code), _unjudged(evidence.writing))
    for row in card(silent):
        for at in (1, 3):
            assert row.faces[at].primary.measured.value is None, row.key
            assert row.faces[at].primary.below, row.key


def test_nothing_at_all_is_no_crash() -> None:
    none = np.zeros(0, dtype=np.intp)
    whole = study(WORLD, np.random.default_rng(1))
    nothing = Evidence(whole.code.take(none), whole.writing.take(none))
    for row in card(nothing):
        for face in row.faces:
            assert face.primary.measured.value is None
            assert face.primary.below


def test_a_channel_that_gives_everybody_the_same_tells_nothing(evidence: Evidence) -> None:
    flat = evidence.writing.judged._replace(scores=np.full_like(evidence.writing.judged.scores, 0.5))
    rows = {row.key: row for row in card(Evidence(evidence.code, evidence.writing._replace(judged=flat)))}
    values = {key: row.faces[3].primary.measured for key, row in rows.items()}
    assert values["information"].value == 0
    assert values["validity"].value == pytest.approx(0.5)
    assert values["climbing"].value == pytest.approx(0)
    assert values["agreement"].value is None and "no variance" in values["agreement"].note
    assert values["power"].value is None, "a step cannot be counted"


def _unjudged(sheet: Sheet) -> Sheet:
    gone = np.zeros((len(sheet.tasks), 0, 1))
    return sheet._replace(judged=Looks((), gone, (), gone, gone))
