"""Each kind of check on good and bad writing."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sandboxes.errors import UserError
from scoring.verify.constraint.document import Document, Record, parse
from scoring.verify.constraint.kinds.readability import syllables_of
from scoring.verify.constraint.spec import AnyCheck, ChecksSpec
from scoring.verify.constraint.verifier import verify_constraints

ADAPTER: TypeAdapter[Any] = TypeAdapter(AnyCheck)


def score(document: Document | str, sources: Path = Path("nowhere"), /, **table: object) -> float:
    check = ADAPTER.validate_python({"id": "x", "weight": 1, **table})
    found = check.measure(parse(document) if isinstance(document, str) else document, sources)
    assert 0 <= found.score <= 1
    return float(found.score)


@pytest.mark.parametrize(("n", "expected"), [(4, 0.5), (8, 1.0), (10, 1.0), (15, 0.5), (25, 0.0)])
def test_word_count(n: int, expected: float) -> None:
    assert score("word " * n, kind="word_count", min=8, max=10) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A\none two\n## B\nthree four", 1.0),
        ("## 1. a\none two\n### **B:**\nthree four", 1.0),
        ("## B\nthree four\n## A\none two", 0.5),
        ("## A\none two\n## B\n", 0.5),
        ("## A\none two\n## B\nx y\n## B\nx y", 0.5),
        ("A\none two\nB", 0.0),
    ],
)
def test_sections(text: str, expected: float) -> None:
    assert score(text, kind="sections", headings=["A", "B"], min_words=2) == expected


def test_sections_without_order() -> None:
    assert score("## B\nx\n## A\nx", kind="sections", headings=["A", "B"], min_words=1, ordered=False) == 1.0


def test_contains_counts_groups_and_patterns_within_the_section() -> None:
    table = {
        "kind": "contains",
        "section": "Cause",
        "phrases": [["pool", "connection*"], ["job"]],
        "patterns": ["v[0-9]"],
    }
    assert score("## Cause\nThe job took all connections of v7", **table) == 1.0
    assert score("## Other\nThe job took all connections of v7\n## Cause\nA pool", **table) == pytest.approx(1 / 3)


def test_absent() -> None:
    assert score("Nairobi is far", kind="absent", phrases=["Nair"]) == 1.0
    assert score("as NAIR said", kind="absent", phrases=["Nair"]) == 0.0
    assert score("see AB-12", kind="absent", patterns=["ab-[0-9]{2}"]) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Users affected: 3,415", 1.0),
        ("| Users affected | **3 415** |", 1.0),
        ("In all, 3415 users were affected for 49 minutes.", 1.0),
        ("It affected 3,415 registered customers.", 1.0),
        ("- Users affected: 3,469", 0.0),
        ("Users affected: 3,415. Later we found 4,000 affected users.", 0.0),
        ("At 10:34 users were affected.", 0.0),
        ("3,415 users.", 0.0),
        ("- Users affected: 13,415", 0.0),
        ("- Users affected: 3,415.7", 0.0),
        ("- Users affected: many", 0.0),
    ],
)
def test_number(text: str, expected: float) -> None:
    table = {"near": ["users affected", "affected users", "affected"], "units": ["users", "customers"], "value": 3415}
    assert score(text, kind="number", **table) == expected


def test_number_from_csv(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("minute,n\n09:01,5\n09:02,7\n09:03,11\n")
    figure: dict[str, object] = {"file": "m.csv", "column": "n", "op": "sum"}
    table = {"kind": "number", "near": ["total"], "csv": figure}
    assert score("The total is 23.", tmp_path, **table) == 1.0
    figure["where"] = {"column": "minute", "first": "09:02", "last": "09:03"}
    assert score("The total is 18.", tmp_path, **table) == 1.0
    assert score("The total is 19.", tmp_path, tolerance=1, **table) == 1.0
    figure["op"] = "mean"
    assert score("The total is 9.", tmp_path, **table) == 1.0


@pytest.mark.parametrize("change", [{"file": "none.csv"}, {"column": "none"}, {"column": "minute"}])
def test_number_names_a_task_that_is_wrong(tmp_path: Path, change: dict[str, str]) -> None:
    (tmp_path / "m.csv").write_text("minute,n\n09:01,5\n")
    with pytest.raises(UserError, match=r"checks\.toml"):
        score("x", tmp_path, kind="number", near=["n"], csv={"file": "m.csv", "column": "n", "op": "sum", **change})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Duration: 65 minutes", 1.0),
        ("It lasted 1 h 5 min.", 1.0),
        ("It lasted 1 hour and 5 minutes, of which 20 minutes went by unseen.", 1.0),
        ("A 65-minute duration.", 1.0),
        ("- Duration: 55 minutes", 0.0),
        ("- Duration: 65 minutes\n- It lasted 70 minutes", 0.0),
        ("65 minutes.", 0.0),
        ("- Duration: 65", 0.0),
    ],
)
def test_duration(text: str, expected: float) -> None:
    assert score(text, kind="duration", near=["duration", "lasted"], minutes=65) == expected


TIMELINE = {
    "kind": "timestamps",
    "section": "Timeline",
    "event": [
        {"id": "start", "at": "09:45", "not_at": "09:52", "phrases": [["job"], ["start*"]]},
        {"id": "end", "at": "10:37", "phrases": [["recover*"]]},
    ],
}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- 09:45 The job starts\n- 10:37 Recovered", 1.0),
        ("| 2025-03-11 09:46:10 | job started |\n| 10:36Z | recovery |", 1.0),
        ("1. **09:45** job starts (printed as 09:52)\n2. 10:37: recovered", 1.0),
        ("- 09:52 The job starts\n- 10:37 Recovered", 0.5),
        ("- 09:45 The job starts\n- 09:52 The job starts\n- 10:37 Recovered", 0.5),
        ("- 09:45 Something\n- 10:40 Recovered", 0.0),
        ("- The job started, then it recovered", 0.0),
    ],
)
def test_timestamps(lines: str, expected: float) -> None:
    assert score(f"## Timeline\n{lines}\n", **TIMELINE) == expected
    assert score(f"## History\n{lines}\n", **TIMELINE) == 0.0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- Fix it. Owner: platform lead. 2025-04-01\n- Test it, support lead, 2025-05-01", 1.0),
        (
            "|a|owner|due|\n|-|-|-|\n|x|platform lead|2025-04-01|\n|y|support lead|2025-04-02|",
            1.0,
        ),
        ("- Fix it, platform lead, 2025-04-01", 0.5),
        ("- Fix it, platform lead, 2025-04-01\n- Test it, 2025-05-01", 0.5),
        ("- Fix it, platform lead, 2025-02-30\n- Test it, support lead, 2024-05-01", 0.0),
        ("Fix it, platform lead, 2025-04-01", 0.0),
    ],
)
def test_owners_and_dates(lines: str, expected: float) -> None:
    table = {"owners": ["platform lead", "support lead"], "after": "2025-03-12", "before": "2025-06-30", "min_items": 2}
    assert score(f"## Actions\n{lines}\n", kind="owners_and_dates", section="Actions", **table) == expected


def answers(*given: tuple[str, str], malformed: int = 0) -> Document:
    return Document((), tuple(Record({"id": i, "decision": d}) for i, d in given), malformed)


KEY = {"kind": "answers", "key": {"a1": "walk", "a2": "drive", "b1": "walk", "b2": "drive"}}
PAIRS = {**KEY, "groups": [["a1", "a2"], ["b1", "b2"]]}
RIGHT = (("a1", "walk"), ("a2", "drive"), ("b1", "walk"), ("b2", "drive"))


def test_answers() -> None:
    assert score(answers(*RIGHT), **KEY) == 1.0
    assert score(answers(*RIGHT[:3]), **KEY) == 0.75
    assert score(answers(*RIGHT, ("a1", "drive")), **KEY) == 0.75
    assert score(answers(*RIGHT, ("c1", "walk")), **KEY) == 0.75
    assert score(answers(*RIGHT, malformed=1), **KEY) == 0.75
    assert score(answers(*RIGHT, malformed=9), **KEY) == 0.0
    assert score(answers(*RIGHT[:3], ("b2", "Drive ")), **KEY) == 1.0
    assert score(answers(*RIGHT[:3], ("b2", "drive!")), **KEY) == 0.75


def test_one_answer_for_all_wins_no_pair() -> None:
    assert score(answers(*RIGHT), **PAIRS) == 1.0
    assert score(answers(*RIGHT[:3]), **PAIRS) == 0.5
    for decision in ("walk", "drive"):
        assert score(answers(*((name, decision) for name, _ in RIGHT)), **PAIRS) == 0.0


def test_answers_groups_hold_every_id_once() -> None:
    with pytest.raises(ValueError, match="exactly once"):
        score("", **KEY, groups=[["a1", "a2"]])


def test_field_words() -> None:
    document = answers(("a", "one two three"), ("b", "one"), ("c", "one two"))
    table = {"kind": "field_words", "field": "decision", "min": 2, "max": 3}
    assert score(document, **table, records=3) == pytest.approx(2 / 3)
    assert score(document, **table, records=4) == 0.5
    assert score(document, **table, records=1) == pytest.approx(2 / 3)


def test_sentence_length() -> None:
    text = "One two three four. One two.\n\n# A heading of very many words that is not counted"
    assert score(text, kind="sentence_length", max_mean=3) == 1.0
    assert score(text, kind="sentence_length", max_mean=1.5) == 0.5
    assert score("", kind="sentence_length", max_mean=3) == 0.0


def test_scaled_by_multiplies(tmp_path: Path) -> None:
    table = {
        "deliverable": {"path": "out.md"},
        "check": [
            {"id": "said", "kind": "contains", "weight": 1, "phrases": [["boat"], ["whale"]]},
            {"id": "clean", "kind": "absent", "weight": 1, "phrases": ["secret"], "scaled_by": "said"},
        ],
    }
    (tmp_path / "out.md").write_text("a boat")
    results = {c.id: c for c in verify_constraints(tmp_path, ChecksSpec.model_validate(table), tmp_path)}
    assert (results["clean"].score, results["clean"].passed) == (0.5, False)


def records(*answers: tuple[str, str]) -> Document:
    return Document((), tuple(Record({"id": name, "decision": given}) for name, given in answers))


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("1234.5", 1),
        ("$1,234.50", 1),
        ("1 234.5", 0),
        ("1234.5 kWh", 1),
        ("1234.5 km/h", 1),
        ("1234.51", 1),
        ("1234.6", 0),
        ("1234.5 or 1300", 0),
        ("about 1234.5", 0),
        ("-1234.5", 0),
        ("\u22121234.5", 0),
        ("", 0),
    ],
)
def test_numeric_answers(given: str, right: int) -> None:
    table = {"kind": "answers", "key": {"a": "1234.5"}, "numeric": True, "tolerance": 0.01}
    assert score(records(("a", given)), **table) == right
    assert score(records(("a", given)), **{**table, "numeric": False}) == (given == "1234.5")


def test_words_stay_words_among_numeric_answers() -> None:
    table = {"kind": "answers", "key": {"a": "yes", "b": "-3"}, "numeric": True}
    assert score(records(("a", "yes"), ("b", "-$3.00")), **table) == 1
    assert score(records(("a", "no"), ("b", "3")), **table) == 0


def test_known_tokens_are_those_of_the_sources(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("abc1234 first\n99ffee0 second\n")
    table = {
        "kind": "known_tokens",
        "pattern": r"\b[0-9a-f]{7}\b",
        "files": ["log.txt"],
        "allowed": ["fffffff"],
        "min": 2,
    }
    assert score("See ABC1234, 99ffee0 and fffffff.", tmp_path, **table) == 1
    assert score("See abc1234, 99ffee0 and deadbee.", tmp_path, **table) == pytest.approx(2 / 3)
    assert score("See abc1234 and abc1234.", tmp_path, **table) == 0
    assert score("Nothing", tmp_path, **{**table, "min": 0}) == 1
    with pytest.raises(UserError, match="cannot be read"):
        score("abc1234", tmp_path / "nowhere", **table)


@pytest.mark.parametrize(
    ("words", "expected"), [((8, 10), 1), ((10, 8), 1), ((4, 10), 0.5), ((20, 8), 0.5), ((0, 8), 0)]
)
def test_word_ratio(words: tuple[int, int], expected: float) -> None:
    text = "## For\n{}\n## Against\n{}".format(*("word " * n for n in words))
    assert score(text, kind="word_ratio", first="For", second="Against", low=0.8, high=1.25) == pytest.approx(expected)


def test_quotations_stand_in_the_sources(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The fare, she said, is a tax on\nthe poor. We know it.")
    table = {"kind": "quotations", "files": ["a.md"], "min": 1, "max_words": 8}
    assert score('She holds that it "is a tax on the poor".', tmp_path, **table) == 1
    assert score("She holds that it \u201cIs a tax on the poor.\u201d", tmp_path, **table) == 1
    assert score('She calls it "a tax on the rich".', tmp_path, **table) == 0
    assert score('"she said, is a tax on the poor. We know it."', tmp_path, **table) == 0
    assert score('Only a "tax" to her.', tmp_path, **table) == 0
    assert score('Only a "tax" to her.', tmp_path, **{**table, "min": 0}) == 1


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("cat", 1),
        ("table", 2),
        ("house", 1),
        ("houses", 2),
        ("walked", 1),
        ("wanted", 2),
        ("banana", 3),
        ("the", 1),
        ("42", 1),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_readability() -> None:
    easy = "You must pay the rent by the first. We can fix the roof if you ask us."
    hard = "Notwithstanding antecedent stipulations, remuneration obligations materialise contemporaneously."
    assert score(easy, kind="readability", min_ease=60) == 1
    assert score(hard, kind="readability", min_ease=60) == 0
    assert score("# Only a heading", kind="readability", min_ease=60) == 0


ITEMS = {
    "kind": "items",
    "section": "Actions",
    "item": [{"id": "roof", "phrases": [["roof"], ["Ann"]]}, {"id": "any", "phrases": [["Ann", "Bob"]]}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Actions\n- Ann: the roof\n- Ann: the door", 1.0),
        ("## Actions\n- Ann: the door\n- Ann: the roof", 1.0),
        ("## Actions\n- Ann: the roof", 2 / 3),
        ("## Actions\n- Ann: the roof\n- Ann: the door\n- Joe: nothing\n- Joe: less", 2 / 3),
        ("## Others\n- Ann: the roof\n- Ann: the door", 0.0),
        ("## Actions\nAnn: the roof", 0.0),
    ],
)
def test_items(text: str, expected: float) -> None:
    assert score(text, **ITEMS) == pytest.approx(expected)


def test_ratios_and_several_filters_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("site,kind,won,all\na,x,1,4\na,y,9,10\nb,x,30,40\n")
    table = {"kind": "number", "near": ["rate"], "tolerance": 0.5}
    csv = {"file": "t.csv", "column": "won", "op": "ratio", "over": "all", "times": 100}
    at_a = {"column": "site", "first": "a", "last": "a"}
    kind_x = {"column": "kind", "first": "x", "last": "x"}
    assert score("The rate is 74.1.", tmp_path, **table, csv=csv) == 1
    assert score("The rate is 71.4.", tmp_path, **table, csv={**csv, "where": at_a}) == 1
    assert score("The rate is 25.", tmp_path, **table, csv={**csv, "where": [at_a, kind_x]}) == 1
    with pytest.raises(ValidationError, match="belongs to op"):
        score("", tmp_path, **table, csv={**csv, "over": ""})
    none = {"column": "site", "first": "c", "last": "c"}
    with pytest.raises(UserError, match="division"):
        score("", tmp_path, **table, csv={**csv, "where": none})
