"""Baselines are controls: bounded, blind to quality, and each sensitive to its one surface feature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.judge.backends.baseline import BASELINES
from scoring.spec import Anchor, Criterion, RubricSpec

RUBRIC = RubricSpec(
    version="1",
    artifact="out.md",
    criteria=(
        Criterion(id="c", weight=100, question="Is it lively?", anchors=(Anchor(score=0, text="Dull throughout"),)),
    ),
)


@given(st.text(), st.text(), st.sampled_from([None, RUBRIC]))
def test_scores_lie_in_the_unit_interval(artifact: str, instruction: str, rubric: RubricSpec | None) -> None:
    assert all(0 <= score(artifact, instruction, rubric) <= 1 for score in BASELINES.values())


def test_names() -> None:
    assert sorted(BASELINES) == ["constant", "format-count", "keyword-overlap", "length"]


def test_length_grows_ever_less() -> None:
    scores = [BASELINES["length"]("word " * n, "", None) for n in (0, 400, 800, 1200)]
    assert scores == pytest.approx([0, 0.632, 0.865, 0.950], abs=0.001)


def test_format_count_sees_marks_and_not_words() -> None:
    marks = BASELINES["format-count"]
    assert marks("plain words only\n" * 50, "", None) == 0.0
    assert marks("# h\n- a\n1. b\n| c |\n**d**\n", "", None) == pytest.approx(1 - 2.718281828 ** (-5 / 20))
    assert marks("+# h\n-- a\n", "", None) == marks("# h\n- a\n", "", None)


def test_keyword_overlap_reads_instruction_and_rubric() -> None:
    overlap = BASELINES["keyword-overlap"]
    assert overlap("Boats and whales", "boats whales", None) == 1.0
    assert overlap("boats", "boats whales", None) == 0.5
    assert overlap("lively dull throughout", "", RUBRIC) == 1.0
    assert overlap("boats", "of it", None) == 0.0


def test_constant_is_constant() -> None:
    assert {BASELINES["constant"](text, "x", RUBRIC) for text in ("", "a", "b" * 1000)} == {0.5}
