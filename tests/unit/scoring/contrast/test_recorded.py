"""Recorded judges of known behaviour, row by row of the card; and the real ones of LLMBar."""

from collections.abc import Callable

import numpy as np
import pytest

from scoring.contrast.card import ROWS
from scoring.contrast.recorded import ADVERSARIAL, EVERYBODY, NATURAL, Recorded, RecordedRow, kinds_of, recorded
from scoring.contrast.recorded_figures import BACKWARDS
from scoring.judge.labelled import PairData, PairLabel, PairVerdict, Winner, read_labelled
from scoring.stats.measured import Measured
from tests.unit.scoring.judge.test_calibrate import NEEDS_LLMBAR, SHARED

Both = tuple[Winner | None, Winner | None]
OTHER: dict[Winner, Winner] = {"1": "2", "2": "1"}


def right(gold: Winner, adversarial: bool) -> Both:
    """Knows."""
    return gold, gold


def fooled(gold: Winner, adversarial: bool) -> Both:
    """Takes the worse text where it was made to look better."""
    return (OTHER[gold], OTHER[gold]) if adversarial else (gold, gold)


def first(gold: Winner, adversarial: bool) -> Both:
    """Takes the one that is shown first."""
    return "1", "2"


def tied(gold: Winner, adversarial: bool) -> Both:
    """Cannot tell."""
    return "tie", "tie"


def silent(gold: Winner, adversarial: bool) -> Both:
    """Says nothing in one of the orders."""
    return gold, None


JUDGES = {"right": right, "fooled": fooled, "first": first, "tied": tied}


def data(
    judges: dict[str, Callable[[Winner, bool], Both]], n: int = 60, subset: str = "set/Adversarial/trick"
) -> PairData:
    """`n` natural pairs and as many of `subset`; the longer text is the worse one in three of four of these."""
    labels, verdicts = {}, []
    for at in range(2 * n):
        adversarial = at >= n
        gold: Winner = "1" if at % 2 else "2"
        long_is_better = not adversarial or at % 4 == 0
        lengths = (20, 10) if (gold == "1") == long_is_better else (10, 20)
        item = f"i{at:03}"
        labels[item] = PairLabel(
            item=item,
            subset=subset if adversarial else "set/plain",
            label=1 if gold == "1" else 2,
            len_1=lengths[0],
            len_2=lengths[1],
        )
        for name, said in judges.items():
            orig, swap = said(gold, adversarial)
            verdicts.append(PairVerdict(item=item, judge=name, strategy="asked", w_orig=orig, w_swap=swap))
    return PairData(labels=labels, verdicts=tuple(verdicts))


@pytest.fixture(scope="module")
def found() -> Recorded:
    return recorded(data(JUDGES))


def row_of(found: Recorded, key: str) -> RecordedRow:
    return next(row for row in found.shown.rows if row.key == key)


def value(found: Recorded, key: str, judge: str, pairs: str, at: int = 0) -> Measured:
    cells = {(cell.judge, cell.pairs): cell for cell in row_of(found, key).cells}
    return cells[judge, pairs].figures[at].measured


def test_rows_are_those_of_the_card_and_each_says_something(found: Recorded) -> None:
    assert [(row.key, row.title) for row in found.shown.rows] == [(row.key, row.title) for row in ROWS]
    assert found.pairs == {NATURAL: 60, ADVERSARIAL: 60}
    for row in found.shown.rows:
        assert bool(row.cells) != bool(row.without), row.key
        for cell in row.cells:
            for figure in cell.figures:
                told = figure.measured
                assert told.value is not None or told.note, (row.key, cell.judge, figure.name)
                assert told.low is not None or told.high is not None or told.note, (row.key, cell.judge, figure.name)
    assert row_of(found, "cost").without == "does not apply: neither tokens nor time are on record"


def test_what_goes_by_the_place_flips_and_zero_of_n_has_a_bound(found: Recorded) -> None:
    assert value(found, "retest", "first", NATURAL).value == 1
    assert value(found, "retest", "first", NATURAL, 1).value == 1, "all of it to the first place"
    never = value(found, "retest", "right", NATURAL)
    assert (never.value, never.method) == (0, "clopper-pearson")
    assert never.high == pytest.approx(1 - 0.025 ** (1 / 60))


def test_tricks_are_pairs_lost_in_both_orders_and_less_so_natural_ones(found: Recorded) -> None:
    shares = {(judge, kind): value(found, "gamed", judge, kind).value for judge in JUDGES for kind in found.pairs}
    assert {key for key, share in shares.items() if share == 1} == {("fooled", ADVERSARIAL)}
    assert {share for key, share in shares.items() if key != ("fooled", ADVERSARIAL)} == {0.0}
    apart = row_of(found, "gamed").apart
    assert (apart["fooled"].value, apart["right"].value) == (1, 0)
    assert apart["fooled"].low is not None
    assert apart["right"].high is not None
    assert apart["fooled"].low > 0.9
    assert 0 < apart["right"].high < 0.1


def test_right_above_wrong_stands_beside_length_and_halves_a_tie(found: Recorded) -> None:
    expected = {
        "right": (1.0, 1.0),
        "fooled": (1.0, 0.0),
        "first": (0.5, 0.5),
        "tied": (0.5, 0.5),
        EVERYBODY: (1, 0.25),
    }
    for judge, ends in expected.items():
        assert tuple(value(found, "validity", judge, kind).value for kind in found.pairs) == ends, judge
    for judge in JUDGES:
        for kind in found.pairs:
            accuracy, gain = (value(found, key, judge, kind) for key in ("validity", "climbing"))
            assert accuracy.value is not None
            assert gain.value == pytest.approx(2 * accuracy.value - 1)


def test_bits_count_what_is_known_and_say_where_it_points_the_other_way(found: Recorded) -> None:
    assert value(found, "information", "right", NATURAL).value == pytest.approx(1, abs=0.02)
    assert value(found, "information", "fooled", ADVERSARIAL).value == pytest.approx(1, abs=0.02)
    for judge in ("first", "tied"):
        assert value(found, "information", judge, NATURAL).value == 0, "a place or a tie tells nothing"
    backwards = {(c.judge, c.pairs) for c in row_of(found, "information").cells if c.figures[0].why == BACKWARDS}
    assert backwards == {("fooled", ADVERSARIAL)}


def test_no_number_of_pairs_suffices_for_who_is_never_ahead(found: Recorded) -> None:
    assert value(found, "power", "right", NATURAL).value == 6
    for judge, kind in (("fooled", ADVERSARIAL), ("first", NATURAL), ("tied", NATURAL)):
        told = value(found, "power", judge, kind)
        assert (told.value, told.note) == (None, "no number of tasks suffices")


def test_verdicts_of_bits_are_those_of_a_noisy_channel() -> None:
    """A judge that errs in .11 of its verdicts, the orders independent: half a bit (row 11 of the known answers)."""
    random = np.random.default_rng(1)

    def noisy(gold: Winner, adversarial: bool) -> Both:
        wrong = random.random(2) < 0.11
        return OTHER[gold] if wrong[0] else gold, OTHER[gold] if wrong[1] else gold

    bits = value(recorded(data({"noisy": noisy}, 500, "plain")), "information", "noisy", "all")
    assert bits.low is not None
    assert bits.high is not None
    assert bits.low < 0.5001 < bits.high
    assert bits.high - bits.low < 0.12


def test_a_panel_counts_a_dated_release_once_and_one_judge_has_nobody() -> None:
    two = recorded(data({"x": right, "x-0301": right, "y": fooled}))
    (natural, tricks) = row_of(two, "agreement").cells
    assert natural.judge == tricks.judge == EVERYBODY
    assert natural.figures[0].measured.value == 1
    assert tricks.figures[0].measured.value == pytest.approx(-1, abs=0.05)
    assert tricks.figures[1].name == "independent votes of 2"
    assert two.shown.judges == ("x", "x-0301", "y")
    assert row_of(recorded(data({"x": right, "x-0301": right})), "agreement").without.startswith("does not apply")


def test_without_adversarial_pairs_there_is_one_kind_and_no_trick() -> None:
    plain = recorded(data({"right": right}, subset="set/more"))
    assert plain.pairs == {"all": 120}
    assert row_of(plain, "gamed").without == "does not apply: no subset is named adversarial"
    assert row_of(plain, "validity").apart == {}


def test_half_a_verdict_counts_where_one_order_is_enough() -> None:
    half = recorded(data({"silent": silent}))
    assert value(half, "validity", "silent", NATURAL).n == 60
    for key in ("retest", "gamed", "power", "information"):
        cell = next(cell for cell in row_of(half, key).cells if cell.pairs == NATURAL)
        assert cell.figures[0].below.startswith("below minimum (0 of"), key
        assert cell.figures[0].measured.value is None, key


def test_a_scripted_judge_is_marked_and_marks_its_panel() -> None:
    both = recorded(data({"scripted:noisy": right, "model": fooled}))
    assert both.scripted == ("scripted:noisy",)
    marks = {(cell.judge, cell.source) for row in both.shown.rows for cell in row.cells}
    assert marks == {
        ("scripted:noisy", "scripted"),
        ("model", "replay"),
        (EVERYBODY, "scripted"),
        (EVERYBODY, "measured"),
    }


def test_the_way_with_most_judges_is_shown_and_of_these_the_plain_one() -> None:
    base = data({"a": right, "b": first}, n=6)
    asked = {"Fancy": base.verdicts, "Vanilla": base.verdicts, "Alone": [v for v in base.verdicts if v.judge == "a"]}
    verdicts = tuple(one.model_copy(update={"strategy": way}) for way, them in asked.items() for one in them)
    both = recorded(base.model_copy(update={"verdicts": verdicts}))
    assert (both.primary, [way.asked for way in both.ways]) == ("Vanilla", ["Alone", "Fancy", "Vanilla"])
    fancy = tuple(one for one in verdicts if one.strategy != "Vanilla")
    assert recorded(base.model_copy(update={"verdicts": fancy})).primary == "Fancy"
    with pytest.raises(ValueError, match="no verdict"):
        recorded(base.model_copy(update={"verdicts": ()}))


def test_kinds_go_by_a_part_of_the_path() -> None:
    names = {"a": "X/Adversarial/y", "b": "adversarial-2", "c": "X/Natural", "d": "nonadversarial", "e": ""}
    labels = {item: PairLabel(item=item, subset=name, label=1) for item, name in names.items()}
    assert kinds_of(labels) == {NATURAL: ["c", "d", "e"], ADVERSARIAL: ["a", "b"]}


@pytest.mark.slow
@NEEDS_LLMBAR
def test_the_recorded_judges_of_llmbar_fall_for_what_was_made_to_look_better() -> None:
    real = read_labelled(SHARED)
    assert isinstance(real, PairData)
    llmbar = recorded(real)
    assert (llmbar.primary, llmbar.pairs, len(llmbar.ways)) == ("Vanilla", {NATURAL: 100, ADVERSARIAL: 319}, 15)
    assert sum(len(way.judges) for way in llmbar.ways) == 65
    # Counted from the verdicts by hand.
    for judge in llmbar.shown.judges:
        for kind, items in kinds_of(real.labels).items():
            said = [v for v in real.verdicts if (v.judge, v.strategy) == (judge, "Vanilla") and v.item in set(items)]
            both = [(v.w_orig, v.w_swap, str(real.labels[v.item].label)) for v in said if v.w_orig and v.w_swap]
            lost, flips = value(llmbar, "gamed", judge, kind), value(llmbar, "retest", judge, kind)
            assert lost.value == pytest.approx(sum(a == b != gold for a, b, gold in both) / len(both))
            assert flips.value == pytest.approx(sum(a != b for a, b, _ in both) / len(both))
            assert lost.n == flips.n == len(both)
    assert value(llmbar, "validity", "GPT-4", ADVERSARIAL).value == pytest.approx(0.810, abs=0.001)
    assert value(llmbar, "validity", "ChatGPT", ADVERSARIAL).value == pytest.approx(0.270, abs=0.001)
    assert value(llmbar, "agreement", EVERYBODY, ADVERSARIAL, 1).value == pytest.approx(2.2, abs=0.05)
