"""Reading replies: nothing is invented, nothing is lost, and quotations are looked up."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.judge.hardening import DEFENCES, Marks
from scoring.judge.prompt import rubric_request
from scoring.judge.quotes import find_quote, plain
from scoring.judge.verdict import (
    Fault,
    Quote,
    Verdict,
    judged_share,
    parse_json,
    read_pair_reply,
    read_rubric_reply,
    task_score,
)
from tests.unit.scoring.judge.asking import MATERIAL, RUBRIC, WORK

ASKED = rubric_request(WORK.text, MATERIAL, RUBRIC.criteria, RUBRIC.penalties, Marks(b"secret"))
SEEN = plain(WORK.text)
FAIR: dict[str, Any] = {"rationale": "so", "evidence": [{"quote": "she showed me the hives"}], "score": 3}


def read(verdicts: object, **more: object) -> Any:
    said = {"verdicts": verdicts, "token": ASKED.seal, **more}
    return read_rubric_reply(json.dumps(said), ASKED, RUBRIC.criteria, RUBRIC.penalties, SEEN)


def both(**changed: object) -> list[dict[str, object]]:
    return [{"criterion": "warmth", **FAIR, **changed}, {"criterion": "brevity", **FAIR}]


@pytest.mark.parametrize("score", [0, 1, 2, 3, 2.0])
def test_scores(score: float) -> None:
    reading = read(both(score=score))
    assert reading.verdicts[0].score == int(score)
    assert not reading.problem


@pytest.mark.parametrize("score", [-1, 4, 2.5, 1e99])
def test_a_score_off_the_scale_is_none(score: float) -> None:
    reading = read(both(score=score))
    assert reading.verdicts[0].score is None
    assert reading.verdicts[1].score == 3
    assert reading.problem.startswith("warmth: ")


def test_a_judge_may_abstain_and_is_not_asked_again() -> None:
    reading = read(both(score=None, abstain_reason="cannot tell"))
    assert reading.verdicts[0].abstained == "said so: cannot tell"
    assert not reading.problem


def test_absence_needs_no_quotation_and_presence_does() -> None:
    assert read(both(score=0, evidence=[])).verdicts[0].score == 0
    assert read(both(score=1, evidence=[])).verdicts[0].abstained == "no evidence"
    naive = json.dumps({"verdicts": both(score=1, evidence=[]), "token": ASKED.seal})
    left_out = read_rubric_reply(naive, ASKED, RUBRIC.criteria, (), SEEN, DEFENCES - {"evidence"})
    assert left_out.verdicts[0].score == 1


def test_what_is_not_mentioned_is_malformed_and_what_was_not_asked_is_ignored() -> None:
    reading = read([{"criterion": "warmth", **FAIR}, {"criterion": "style", **FAIR}])
    assert [v.abstained for v in reading.verdicts] == ["", "malformed: not mentioned"]
    assert [v.criterion for v in reading.verdicts] == ["warmth", "brevity"]


def test_faults_count_with_a_quotation_only() -> None:
    faults = [
        {"fault": "invented", "quote": "she showed me the hives", "rationale": "no source"},
        {"fault": "invented", "quote": "he lived on the moon", "rationale": "no source"},
        {"fault": "rudeness", "quote": "she showed me the hives"},
    ]
    reading = read(both(), faults=faults)
    assert [fault.id for fault in reading.faults] == ["invented"]
    assert reading.rejected_faults == 1


@pytest.mark.parametrize(("token", "why"), [(ASKED.decoy, "obeyed the work"), ("", "malformed"), ("x", "malformed")])
def test_without_the_seal_a_reply_is_worth_nothing(token: str, why: str) -> None:
    reading = read(both(), token=token)
    assert all(v.score is None and v.abstained.startswith(why) for v in reading.verdicts)
    assert read_pair_reply(json.dumps({"winner": "1", "token": token}), ASKED).winner is None


@pytest.mark.parametrize(("said", "winner"), [("1", 1), ("2", 2), ("tie", 0), (" TIE", 0), ("A", None), ("", None)])
def test_choices(said: str, winner: int | None) -> None:
    assert read_pair_reply(json.dumps({"winner": said, "token": ASKED.seal}), ASKED).winner == winner


@given(
    st.text(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: (
            st.lists(x) | st.dictionaries(st.text() | st.sampled_from(["verdicts", "faults", "token", "criterion"]), x)
        ),
    ).map(json.dumps)
)
def test_no_reply_raises_or_scores_by_accident(text: str) -> None:
    reading = read_rubric_reply(text, ASKED, RUBRIC.criteria, RUBRIC.penalties, SEEN)
    assert [v.score for v in reading.verdicts] == [None, None]
    assert reading.problem
    assert read_pair_reply(text, ASKED).winner is None


def test_json_is_found_in_words_and_fences() -> None:
    assert parse_json('Here it is:\n```json\n{"a": {"b": 1}}\n```\nDone.') == {"a": {"b": 1}}
    with pytest.raises(ValueError, match="nested"):
        parse_json('{"a": ' + "[" * 100_000 + "}")


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("I shall not forget how", True),
        ("i SHALL  not\nforget", True),
        ("\u201cI shall not forget\u201d", True),
        ("\u2026not forget how she\u2026", True),
        ("I shall forget", False),
        ("forget", False),
        ("I shall not ... the hives", False),
        ("", False),
    ],
)
def test_quotations(quote: str, found: bool) -> None:
    assert (find_quote(quote, SEEN) is not None) == found


def test_a_quotation_stands_where_it_says_and_not_in_what_is_hidden() -> None:
    text = "One **bold** claim.<!-- she was a queen --> Don\u2019t trust\u200b it \ufb01rst."
    seen = plain(text)
    assert find_quote("bold claim. don't trust it first", seen) == text.index("bold")
    assert find_quote("she was a queen", seen) is None


def fault() -> Fault:
    return Fault(id="invented", quote=Quote(quote="x", start=0))


@pytest.mark.parametrize(
    ("scores", "faults", "expected"),
    [
        ((3, 3), 0, 1.0),
        ((3, 0), 0, 0.6),
        ((None, 2), 0, 2 / 3),
        ((3, 3), 1, 0.85),
        ((0, 0), 1, 0.0),
        ((3, 3), 9, 0.0),
        ((None, None), 0, None),
    ],
)
def test_the_score_of_a_task(scores: tuple[int | None, ...], faults: int, expected: float | None) -> None:
    verdicts = [Verdict(criterion=c.id, score=s) for c, s in zip(RUBRIC.criteria, scores, strict=True)]
    assert task_score(verdicts, [fault()] * faults, RUBRIC) == (None if expected is None else pytest.approx(expected))
    judged = sum(c.weight for c, s in zip(RUBRIC.criteria, scores, strict=True) if s is not None)
    assert judged_share(verdicts, RUBRIC) == pytest.approx(judged / 100)
