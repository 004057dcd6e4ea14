"""The gate: an empty, repetitive or copied file earns nothing, whatever it leaves out."""

from pathlib import Path

import pytest

from scoring.reward import compose
from scoring.verify.constraint.spec import ChecksSpec
from scoring.verify.constraint.verifier import verify_constraints

SPEC = ChecksSpec.model_validate(
    {
        "deliverable": {"path": "out.md", "min_words": 10, "min_distinct": 8},
        "check": [{"id": "clean", "kind": "absent", "weight": 1, "phrases": ["secret"]}],
    }
)
HONEST = "Seven small boats crossed the bay before noon and came home again with a fair wind behind them."
SOURCE = "The harbour master wrote that every vessel must carry two lamps, one bell and a coil of sound rope aboard."


def score(tmp_path: Path, text: str | None) -> float:
    (tmp_path / "tree").mkdir()
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "source.txt").write_text(SOURCE)
    if text is not None:
        (tmp_path / "tree" / "out.md").write_text(text)
    return compose(verify_constraints(tmp_path / "tree", SPEC, tmp_path / "base"))


def test_honest_text_passes(tmp_path: Path) -> None:
    assert score(tmp_path, HONEST) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " \n\n ",
        "Too short to count.",
        "word " * 500,
        "boats " * 12 + HONEST,
        SOURCE,
        f"{SOURCE} {SOURCE} And so on.",
        f"<!-- {HONEST} -->",
        "# # # *** --- ```" * 20,
    ],
)
def test_nothing_is_worth_nothing(tmp_path: Path, text: str | None) -> None:
    assert score(tmp_path, text) == 0.0


def test_ids_are_the_same_with_and_without_a_deliverable(tmp_path: Path) -> None:
    absent = [c.id for c in verify_constraints(tmp_path, SPEC, tmp_path)]
    (tmp_path / "out.md").write_text(HONEST)
    assert absent == [c.id for c in verify_constraints(tmp_path, SPEC, tmp_path / "nowhere")]
    assert absent == ["deliverable", "substance", "own-words", "clean"]
