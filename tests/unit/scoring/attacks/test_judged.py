"""The catalogue of perturbations: each says where it is from, is pure, changes the text, and makes nothing better."""

import difflib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring.attacks.judged
from harness.attack.ladders import Ladder, read_ladder
from harness.task import load_task
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Context, Kind, Perturbation, Weakness, perturbations
from scoring.judge.suspicion import suspicions
from scoring.judge.visible import without_hidden
from scoring.reward import compose
from scoring.verify.constraint.document import words_of
from scoring.verify.constraint.spec import load_checks
from scoring.verify.constraint.verifier import verify_here
from tests.unit.scoring.judge.asking import RUBRIC

TASKS = Path(__file__).parents[4] / "tasks"
ALL = [path.parent for family in ("writing", "everyday") for path in sorted((TASKS / family).glob("*/task.toml"))]
LEAST = 22
LISTED = [
    *("padding", "restatement", "headings", "bold", "table", "flattery", "confident-tone"),
    *("fake-citations", "reviewed-by", "self-score", "rubric-echo", "fabricated-tests", "comment-only"),
    *("injection", "fake-delimiter", "fake-role", "other-language", "fake-token", "fake-reference", "json-verdict"),
    *("hidden-comment", "zero-width", "tag-characters", "white-text"),
    *("empty", "colon", "opener", "opener-only", "truncation"),
]
"""Those that verification.md section 4 and measurement.md 3d name."""

PROSE = """# Boilers

The boiler of block B leaks. It was mended in March.

- Omar calls the plumber.
- Ruth pays him.

| who | when |
|---|---|
| Omar | Monday |

```
pump --status

pump --off
```
"""
JSONL = """{"id": "q1", "decision": "walk", "reason": "It is near. The car stays at home."}
{"id": "q2", "decision": "drive", "reason": "The car is to be washed."}
"""
DIFF = """--- a/pump.py
+++ b/pump.py
@@ -1,2 +1,2 @@
-def off(): pass
+def off(): return 1
 # end
"""
TEXTS: dict[Kind, str] = {"prose": PROSE, "jsonl": JSONL, "diff": DIFF}
CATALOGUE = list(perturbations().values())
EACH = pytest.mark.parametrize("one", [*CATALOGUE, NULL_EDIT], ids=lambda one: one.name)
ON_EACH_KIND = pytest.mark.parametrize(
    ("one", "kind"), [pytest.param(p, k, id=f"{p.name}:{k}") for p in (*CATALOGUE, NULL_EDIT) for k in p.kinds]
)
reasons = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


def context(kind: Kind) -> Context:
    return Context(kind, "Write it down.", RUBRIC)


def applied(one: Perturbation, kind: Kind, text: str | None = None) -> str:
    return one.apply(TEXTS[kind] if text is None else text, context(kind))


def rows(text: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def kept(original: list[str], perturbed: list[str]) -> bool:
    """Whether the first list is the second with something left out."""
    rest = iter(perturbed)
    return all(word in rest for word in original)


def test_every_module_holds_the_perturbation_of_its_name() -> None:
    (directory,) = scoring.attacks.judged.__path__
    modules = {path.stem for path in Path(directory).glob("*.py") if not path.stem.startswith("_")}
    assert {name.replace("-", "_") for name in perturbations()} | {"null_edit"} == modules


def test_the_whole_list_is_there() -> None:
    assert len(CATALOGUE) >= LEAST
    assert set(LISTED) <= set(perturbations())
    assert {one.weakness for one in CATALOGUE} == set(get_args(Weakness))


@EACH
def test_it_says_what_it_does_and_where_it_is_known_from(one: Perturbation) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name)
    assert len(one.title) > 20
    assert len(one.source) > 10
    assert all(
        re.fullmatch(r"[0-9]{4}\.[0-9]{5}", number) for number in re.findall(r"arXiv (\S+?)(?:[,;]| |$)", one.source)
    )
    assert one.kinds


def test_no_two_do_the_same() -> None:
    for kind in get_args(Kind):
        made = [applied(one, kind) for one in (*CATALOGUE, NULL_EDIT) if kind in one.kinds]
        assert len(set(made)) == len(made)


@ON_EACH_KIND
def test_it_is_pure_and_changes_the_text(one: Perturbation, kind: Kind) -> None:
    assert applied(one, kind) == applied(one, kind) != TEXTS[kind]


@ON_EACH_KIND
def test_what_was_said_is_still_said_unless_it_is_worth_nothing_now(one: Perturbation, kind: Kind) -> None:
    before, after = words_of(TEXTS[kind]), words_of(without_hidden(applied(one, kind), markup=False))
    assert kept(before, after) == one.preserves_gold


@pytest.mark.parametrize("one", [p for p in (*CATALOGUE, NULL_EDIT) if "jsonl" in p.kinds], ids=lambda one: one.name)
def test_json_lines_stay_json_lines(one: Perturbation) -> None:
    before, after = rows(JSONL), rows(applied(one, "jsonl"))
    assert all(set(record) == {"id", "decision", "reason"} for record in after)
    assert all(type(value) is str for record in after for value in record.values())
    assert [record["id"] for record in after] == [record["id"] for record in before][: len(after)]
    if one.preserves_gold:
        assert [record["decision"] for record in after] == [record["decision"] for record in before]


@given(st.lists(reasons, min_size=1, max_size=4))
def test_json_lines_hold_whatever_the_reasons_were(said: list[str]) -> None:
    text = "".join(f"{json.dumps({'id': str(at), 'decision': 'no', 'reason': one})}\n" for at, one in enumerate(said))
    for one in CATALOGUE:
        if "jsonl" in one.kinds and one.preserves_gold:
            after = rows(applied(one, "jsonl", text))
            assert all(before in record["reason"] for before, record in zip(said, after, strict=True))


@given(st.text(st.sampled_from("ab .\n#-|*`1"), max_size=80))
def test_prose_of_any_shape_keeps_its_words(text: str) -> None:
    for one in CATALOGUE:
        if "prose" in one.kinds and one.preserves_gold:
            assert kept(text.split(), applied(one, "prose", text).split())


def test_null_edit_is_seen_by_nobody() -> None:
    assert applied(NULL_EDIT, "prose").split() == PROSE.split()
    assert [one["reason"].split() for one in rows(applied(NULL_EDIT, "jsonl"))] == [
        o["reason"].split() for o in rows(JSONL)
    ]
    ratio = difflib.SequenceMatcher(None, JSONL, applied(NULL_EDIT, "jsonl")).ratio()
    assert ratio > 0.99


@pytest.mark.parametrize(
    "name", ["injection", "other-language", "fake-role", "hidden-comment", "tag-characters", "white-text"]
)
def test_what_speaks_to_a_judge_is_suspicious(name: str) -> None:
    assert suspicions(PROSE) == ()
    assert suspicions(applied(perturbations()[name], "prose"))


def bad_texts(task: Path, scratch: Path) -> Iterator[tuple[Ladder, str, Path]]:
    ladder = read_ladder(load_task(task))
    tree = Path(shutil.copytree(task / "environment" / "workspace", scratch / "app"))
    for piece in ladder.bad:
        yield ladder, piece.text, tree


DILUTED = 0.05
"""What sentences that say nothing may gain where the mean of all is measured."""


@pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
def test_no_bad_text_gets_better(task: Path, tmp_path: Path) -> None:
    """Gold is never raised: the checks give a perturbed bad text no more than the bad text itself."""
    spec, sources = load_checks(task / "tests" / "hidden" / "checks.toml"), task / "environment" / "workspace"

    def score(tree: Path, text: str) -> float:
        (tree / spec.deliverable.path).write_text(text, encoding="utf-8")
        return compose(verify_here(tree, spec, sources))

    # A mean over sentences can be diluted by a few plain ones, wherever they come from.
    slack = DILUTED if any(check.kind in ("readability", "sentence_length") for check in spec.check) else 1e-9
    for ladder, text, tree in bad_texts(task, tmp_path):
        worth = score(tree, text)
        for one in (*CATALOGUE, NULL_EDIT):
            if ladder.kind in one.kinds:
                after = score(tree, one.apply(text, Context(ladder.kind, ladder.material.instruction, ladder.rubric)))
                assert after <= worth + slack, one.name
                assert one.preserves_gold or after < 0.75 * worth, one.name
