"""smoke/xmltodict-strict without xmltodict itself: its checks, played against facades of a stand-in module."""

import ast
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.verify.static.collect import collect_one
from scoring.verify.static.spec import StructureSpec
from scoring.verify.static.verifier import judge_all, params_of

TASK = Path(__file__).parents[3] / "tasks" / "smoke" / "xmltodict-strict"
UNTYPED = '''"""A stand-in."""
import io
try:
    _text = unicode
except NameError:
    _text = str


def clean(value):
    return _text(value).strip()


def pair(key, value):
    return clean(key), value


def count(values, start=0):
    return sum(map(len, values), start)


'''
MANY = "".join(f"def more_{n}(value, other=1):\n    return pair(value, clean(other))\n\n\n" for n in range(12))
ORIGINAL = UNTYPED + MANY
HEAD = "from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias\n"
SEEN = "if TYPE_CHECKING:\n    unicode = str\n"


def annotated(ann: str, head: str = HEAD + SEEN) -> str:
    """The stand-in with every parameter and result annotated alike."""
    tree = ast.parse(ORIGINAL)
    for node in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        node.returns = ast.parse(ann, mode="eval").body
        for argument in node.args.args:
            argument.annotation = node.returns
    text = ast.unparse(tree).replace("_text = unicode", "_text: type[str] = unicode")
    return text.replace("import io\n", f"{head}import io\n")


HONEST = (
    annotated("str")
    .replace("-> str:\n    return clean(key), value", "-> tuple[str, str]:\n    return (clean(key), value)")
    .replace("-> str:\n    return (clean(key), value)", "-> tuple[str, str]:\n    return (clean(key), value)")
    .replace("def count(values: str, start: str=0) -> str", "def count(values: list[str], start: int=0) -> int")
    .replace("other: str=1) -> str", "other: int=1) -> tuple[str, str]")
    .replace("def clean(value: str)", "def clean(value: str | int)")
)
FACADES = {
    "any": annotated("Any"),
    "alias of any": annotated('"A"', HEAD + SEEN + "    A: TypeAlias = Any\n"),
    "alias of nothing": annotated('"A"', HEAD + SEEN + "    A: TypeAlias = nowhere\n"),
    "unknown member": annotated('"A"', HEAD + SEEN + "    from types import nowhere as A\n"),
    "class of any": annotated('"A"', HEAD + SEEN + "    class A(Any): ...\n"),
    "imported any": annotated('"A"', HEAD + SEEN + "    from StringIO import A\n"),
    "any of another module": annotated('"A"', HEAD + SEEN + "    from enum import _Signature as A\n"),
    "object": annotated("object"),
    "unreachable": ORIGINAL.replace("import io\n", f"{HEAD}{SEEN}    raise SystemExit\nimport io\n"),
    "unreachable by a call": ORIGINAL.replace(
        "import io\n", f"{HEAD}{SEEN}    def stop() -> NoReturn: ...\n    stop()\nimport io\n"
    ),
    "ignored": ORIGINAL.replace(":\n    return", ":  # type: ignore\n    return"),
    "ignored file": "# type: ignore\n" + ORIGINAL,
    "other code for the checker": ORIGINAL.replace(
        "import io\n", f"{HEAD}if TYPE_CHECKING:\n    def pair(a: str) -> str: ...\nelse:\n    pass\nimport io\n"
    ),
    "nobody checks": ORIGINAL.replace("import io\n", "import io\nfrom typing import no_type_check\n").replace(
        "def ", "@no_type_check\ndef "
    ),
}


@pytest.fixture(scope="module")
def spec() -> StructureSpec:
    return StructureSpec.model_validate(tomllib.loads((TASK / "tests/hidden/structure.toml").read_text("utf-8")))


@pytest.fixture(scope="module")
def before(spec: StructureSpec, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Facts of the stand-in as it was, gathered once."""
    return gathered(spec, tmp_path_factory.mktemp("before"), ORIGINAL)


Score = Callable[..., float]


@pytest.fixture
def score(spec: StructureSpec, before: dict[str, dict[str, object]], tmp_path: Path) -> Score:
    """What the structure checks make of a module: the weighted mean, 0 where a gate fails."""

    def judged(text: str, **stub: str) -> float:
        results = judge_all(gathered(spec, tmp_path, text, **stub), before, spec)
        if not all(result.passed for result in results if result.gate):
            return 0.0
        return sum(r.score * r.weight for r in results) / sum(r.weight for r in results)

    return judged


def gathered(spec: StructureSpec, room: Path, text: str, stub: str = "") -> dict[str, dict[str, object]]:
    """Facts of every check."""
    (room / "xmltodict.py").write_text(text, encoding="utf-8")
    if stub:
        (room / "xmltodict.pyi").write_text(stub, encoding="utf-8")
    facts: dict[str, dict[str, object]] = {}
    for check in spec.check:  # mypy takes its time: not twice where its first word is final
        hopeless = check.id == "strict" and text != ORIGINAL and facts["sound"].get("errors") != 0
        request = {"kind": check.kind, "params": params_of(check, spec)}
        facts[check.id] = facts["sound"] if hopeless else collect_one(room, request)
    return facts


def test_honest_types_score_one(score: Score) -> None:
    assert score(HONEST) == 1.0


def test_nothing_scores_nothing(score: Score) -> None:
    assert score(ORIGINAL) == 0.0


def test_a_part_scores_a_part(score: Score) -> None:
    kept = ast.unparse(ast.parse(ORIGINAL)).split("def more_4")[1]
    part = HONEST.split("def more_4")[0] + "def more_4" + kept
    assert 0 < score(part) < 1


@pytest.mark.parametrize("name", FACADES)
def test_a_facade_scores_nothing(name: str, score: Score) -> None:
    assert score(FACADES[name]) == 0.0


def test_a_stub_file_is_not_read(score: Score) -> None:
    assert score(ORIGINAL, stub="def clean(value: str) -> str: ...\n") == 0.0


def test_the_instruction_states_the_thresholds(spec: StructureSpec) -> None:
    text = " ".join((TASK / "instruction.md").read_text(encoding="utf-8").split())
    budgets = {check.id: check.params["max"] for check in spec.check if check.kind == "budgets"}
    assert f"At most {budgets['budgets']['any']} uses of `Any`" in text
    assert f"{budgets['budgets']['cast']} of `cast`, {budgets['budgets']['object']} annotations with `object`" in text
    left = [budgets[name]["untyped"] for name in ("half", "most", "nearly-all")]
    assert f"at most {left[0]} of them are left; at most {left[1]}; at most {left[2]};" in text
