"""Twins assert something else than their test, always something wrong; a suite in disguise is still the same suite."""

import ast
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandboxes.errors import UserError
from scoring.verify.neutral import Disguise, disguise
from scoring.verify.runner.client import Reply
from scoring.verify.suite import judge_reply
from scoring.verify.twins import module_table, twins
from scoring.verify.wrong import is_literal, wrong, wrong_exception

Hide = Callable[..., tuple[Path, Disguise]]
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(value=values, seed=st.integers(0, 9))
def test_a_wrong_constant_is_never_equal(value: object, seed: int) -> None:
    node = ast.parse(repr(value), mode="eval").body
    changed = wrong(node, random.Random(seed))
    assert changed is not None
    assert eval(ast.unparse(ast.fix_missing_locations(changed))) != value


@pytest.mark.parametrize(
    ("text", "wrongs"),
    [
        ("1", {"0", "2"}),
        ("0", {"1"}),
        ("-0", {"-1"}),
        ("-3", {"-2", "-4"}),
        ("True", {"False"}),
        ("None", {"False"}),
        ("2.5", {"3.5"}),
        ("[]", {"[0]"}),
        ("()", {"(0,)"}),
        ("{}", {"{0: 0}"}),
        ("[1, x]", {"[0, x]", "[2, x]"}),
        ("{'a': 0}", {"{'a': 1}"}),
        ("pytest.approx(1000000000)", {"pytest.approx(1125000000.0)"}),
        ("set([1])", {"set([0])", "set([2])"}),
    ],
)
def test_wrong_constants_are_plausible(text: str, wrongs: set[str]) -> None:
    node = ast.parse(text, mode="eval").body
    found = {ast.unparse(ast.fix_missing_locations(wrong(node, random.Random(i)) or node)) for i in range(30)}
    assert found == wrongs


@pytest.mark.parametrize("text", ["x", "f(1)", "len('abc')", "...", "1j", "f'{x}'", "[x]", "'a' * 3", "-x"])
def test_what_is_no_constant_has_no_wrong_one(text: str) -> None:
    assert not is_literal(ast.parse(text, mode="eval").body)


def test_a_wrong_string_differs_in_one_character() -> None:
    changed = wrong(ast.Constant("Ab 9!"), random.Random(1))
    assert isinstance(changed, ast.Constant)
    assert sum(a != b for a, b in zip(str(changed.value), "Ab 9!", strict=True)) == 1


@pytest.mark.parametrize("name", ["ValueError", "LookupError", "OSError", "(KeyError, ValueError)", "shop.Bad", "Bad"])
def test_another_exception_is_no_relative(name: str) -> None:
    node = ast.parse(name, mode="eval").body
    for seed in range(20):
        other = eval(ast.unparse(wrong_exception(node, random.Random(seed))))
        for known in (ValueError, LookupError, OSError, KeyError):
            if known.__name__ in name:
                assert not issubclass(other, known)
                assert not issubclass(known, other)


def twin_of(text: str, table: str = "", seed: int = 1, most: int = 9) -> list[str]:
    """The twins of one test, as text."""
    test = ast.parse(text).body[0]
    assert isinstance(test, ast.FunctionDef)
    before = ast.dump(test)
    found = twins(test, module_table(ast.parse(table)), random.Random(seed), most)
    assert ast.dump(test) == before
    return [ast.unparse(twin.function) for twin in found]


@pytest.mark.parametrize(
    ("test", "twin"),
    [
        ("def test(): assert f() == 0", "def test():\n    assert f() == 1"),
        ("def test(): assert 0 == f()", "def test():\n    assert 1 == f()"),
        ("def test(): assert f() is None", "def test():\n    assert f() is False"),
        ("def test(): assert f() == g() == 0", "def test():\n    assert f() == g() == 1"),
        ("def test():\n    want = 0\n    assert f() == want", "def test():\n    want = 1\n    assert f() == want"),
        ("def test(): assert f() == ZERO", "def test():\n    assert f() == 1"),
        ("def test(): assert f()", "def test():\n    assert not f()"),
        ("def test(): assert not f()", "def test():\n    assert f()"),
        ("def test(): assert 'a' in f()", "def test():\n    assert 'a' not in f()"),
        ("def test(): assert f() < 3", "def test():\n    assert f() >= 3"),
        ("def test(self): self.assertEqual(f(), 0)", "def test(self):\n    self.assertEqual(f(), 1)"),
        ("def test(self): self.assertTrue(f())", "def test(self):\n    self.assertFalse(f())"),
        (
            "def test():\n    for x, want in PAIRS:\n        assert f(x) == want",
            "def test():\n    for x, want in [(7, 1)]:\n        assert f(x) == want",
        ),
        (
            "@mark.parametrize('x, want', PAIRS)\ndef test(x, want): assert f(x) == want",
            "@mark.parametrize('x, want', [(7, 1)])\ndef test(x, want):\n    assert f(x) == want",
        ),
        (
            "@mark.parametrize('want', [0, pytest.param(0, id='b')])\ndef test(want): assert f() == want",
            "@mark.parametrize('want', [1, pytest.param(1, id='b')])\ndef test(want):\n    assert f() == want",
        ),
    ],
)
def test_a_twin_is_wrong_in_what_is_asserted(test: str, twin: str) -> None:
    assert twin_of(test, "ZERO = 0\nPAIRS = [(7, 0)]\n") == [twin]


def test_the_type_that_is_raised_is_another() -> None:
    (twin,) = twin_of("def test():\n    with raises(ValueError):\n        assert f(0) == 0")
    assert "ValueError" not in twin
    assert "f(0) == 0" in twin
    (call,) = twin_of("def test(self): self.assertRaises(Bad, f)")
    assert "Bad" not in call


def test_each_assertion_has_a_twin_of_its_own() -> None:
    text = "def test():\n    assert f() == 0\n    assert g() == 0 and h() == 0"
    assert len(twin_of(text)) == len(set(twin_of(text))) == 3
    assert len(twin_of(text, most=2)) == 2


@pytest.mark.parametrize(
    "test",
    [
        "def test(): f()",
        "def test():\n    if x:\n        assert f() == 0",
        "def test():\n    return\n    assert f() == 0",
        "def test():\n    try:\n        assert f() == 0\n    except E: pass",
    ],
)
def test_what_may_never_be_reached_has_no_twin(test: str) -> None:
    assert twin_of(test) == []


def test_a_constant_that_is_also_an_input_stays() -> None:
    assert twin_of("def test():\n    x = 'a'\n    assert same(x) == x") == [
        "def test():\n    x = 'a'\n    assert same(x) != x"
    ]


SUITE = {
    "test_a.py": "import pytest\nZERO = 0\ndef test_one(): assert 0 == ZERO\ndef test_none(): print(1)\n"
    "@pytest.mark.parametrize('x', [1, 2])\ndef test_many(x): assert x - x == 0\n"
    "class TestX:\n    def test_one(self): assert [1] == [1]\nclass TestY(TestX): pass\n",
    "sub/test_b.py": "import unittest\nfrom helpers import base\nclass Odd(unittest.TestCase):\n"
    "    def test_one(self): self.assertEqual(base(), 7)\n",
    "test_kept.py": "from test_base import f\ndef test_f(): assert f() == 1\n",
    "test_base.py": "def f(): return 1\ndef test_base(): assert f() == 1\n",
    "helpers.py": "def base(): return 7\n",
    "conftest.py": "import sys, os\nsys.path.insert(0, os.path.dirname(__file__))\n",
}
IDS = {
    "test_a.py::test_one",
    "test_a.py::test_none",
    "test_a.py::test_many[1]",
    "test_a.py::test_many[2]",
    "test_a.py::TestX::test_one",
    "test_a.py::TestY::test_one",
    "sub/test_b.py::Odd::test_one",
    "test_kept.py::test_f",
    "test_base.py::test_base",
}


@pytest.fixture
def hide(tmp_path: Path) -> Hide:
    """Write a suite and put it in disguise."""

    def hidden(seed: int, *, with_twins: bool = True, files: dict[str, str] = SUITE) -> tuple[Path, Disguise]:
        suite = tmp_path / f"{seed}-{with_twins}"
        for name, text in files.items():
            (suite / name).parent.mkdir(parents=True, exist_ok=True)
            (suite / name).write_text(text)
        return suite, disguise(suite, seed, with_twins=with_twins)

    return hidden


def outcomes(suite: Path) -> dict[str, str]:
    """Run a suite with pytest; outcome by id."""
    argv = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider", "-c", "/dev/null"]
    done = subprocess.run([*argv, f"--rootdir={suite}"], cwd=suite, capture_output=True, text=True, check=False)
    rows = [line.split(" ") for line in done.stdout.splitlines() if line.startswith(("PASSED ", "FAILED "))]
    return {row[1]: row[0].lower() for row in rows}


def test_every_test_passes_and_every_twin_fails(hide: Hide) -> None:
    suite, hidden = hide(3)
    seen = outcomes(suite)
    real = {hidden.own(test): outcome for test, outcome in seen.items() if not hidden.is_twin(test)}
    assert real == dict.fromkeys(IDS, "passed")
    assert {o for test, o in seen.items() if hidden.is_twin(test)} == {"failed"}
    twinned = {hidden.tests[test] for test in hidden.twins.values()}
    assert twinned == set(hidden.tests.values()) - {"test_a.py::test_none"}
    assert hidden.without == ("test_a.py::test_none",)
    judged = judge_reply(Reply("ok", {"result": as_json(seen), "exit": 1}), None, hidden, name="suite", seed=3)
    assert judged.passed, judged.message
    assert judged.evidence == {"seed": 3, "twins": len(hidden.twins), "without twin": ["test_a.py::test_none"]}


def test_nothing_of_the_suites_own_names_is_left(hide: Hide) -> None:
    suite, _ = hide(3)
    text = "".join(p.name + p.read_text() for p in suite.rglob("*.py") if p.name not in SUITE)
    assert not any(name in text for name in ("test_one", "test_many", "test_none", "TestX", "TestY", "Odd", "test_b."))
    assert {p.name for p in suite.rglob("*.py")} >= {"helpers.py", "conftest.py", "test_base.py"}


def test_a_seed_repeats_and_another_differs(hide: Hide) -> None:
    (one, first), (two, second) = hide(1), hide(2)
    again = disguise_again(one, 1)
    assert first == again
    assert set(first.names.values()) == set(second.names.values())
    assert not set(first.twins) & set(second.twins)
    assert not {p.name for p in one.glob("test_*")} & {p.name for p in two.glob("test_*")} - {"test_base.py"}


def disguise_again(beside: Path, seed: int) -> Disguise:
    """The same suite once more."""
    suite = beside / "again"
    for name, text in SUITE.items():
        (suite / name).parent.mkdir(parents=True, exist_ok=True)
        (suite / name).write_text(text)
    return disguise(suite, seed, with_twins=True)


def test_names_are_neutral_without_twins_too(hide: Hide) -> None:
    suite, hidden = hide(1, with_twins=False)
    assert {hidden.own(test) for test in outcomes(suite)} == IDS
    assert (hidden.twins, hidden.without) == ({}, ())


def test_a_test_file_that_does_not_parse_is_the_authors_mistake(hide: Hide) -> None:
    with pytest.raises(UserError, match=r"test_a\.py"):
        hide(1, files={"test_a.py": "def ("})


def as_json(seen: dict[str, str]) -> str:
    """Outcomes as the box sends them."""
    return json.dumps(seen)


def reply(hidden: Disguise, *, real: str = "passed", twin: str = "failed", status: int = 1) -> Reply:
    """What a box might claim about a suite of plain tests."""
    own = {test: name for name, test in hidden.names.items()}
    path = own["test_a.py"]
    seen = {f"{path}::{name}": real for name in hidden.tests} | {f"{path}::{name}": twin for name in hidden.twins}
    return Reply("ok", {"result": as_json(seen), "exit": status})


PLAIN = {"test_a.py": "def test_a(): assert f() == 1\ndef test_b(): assert g() == 2\n"}


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"twin": "passed"}, "twins that must fail did not: test_a.py::test_a, test_a.py::test_b"),
        ({"twin": "skipped"}, "twins that must fail did not"),
        ({"twin": "passed", "status": 0}, "twins that must fail did not"),
        ({"real": "failed"}, "0 of 2 tests came out right"),
        ({"status": 0}, "pytest ended with 0 (all passed)"),
        ({"status": 3}, "pytest ended with 3 (an internal error)"),
        ({"status": None}, "pytest ended with no status"),
    ],
)
def test_a_forged_or_odd_run_does_not_pass(hide: Hide, claim: dict[str, object], said: str) -> None:
    _, hidden = hide(1, files=PLAIN)
    assert judge_reply(reply(hidden), None, hidden, name="suite").passed
    judged = judge_reply(reply(hidden, **claim), None, hidden, name="suite")  # type: ignore[arg-type]
    assert not judged.passed
    assert judged.score < 1
    assert said in judged.message


def test_a_suite_that_was_collected_differently_is_told_by_name(hide: Hide) -> None:
    _, hidden = hide(1, files=PLAIN)
    empty = judge_reply(Reply("ok", {"result": "{}", "exit": 5}), None, hidden, name="suite")
    assert "not collected: test_a.py::test_a, test_a.py::test_b" in empty.message
    assert "(no tests)" in empty.message
    pinned = {"a.py::x": "passed", "a.py::y": "passed"}
    renamed = judge_reply(
        Reply("ok", {"result": '{"a.py::x": "passed", "a.py::z": "passed"}', "exit": 0}), pinned, None, name="s"
    )
    assert not renamed.passed
    assert "missing: a.py::y; not pinned: a.py::z" in renamed.message
    assert renamed.evidence == {"wrong": ["a.py::y"], "missing": ["a.py::y"], "not pinned": ["a.py::z"]}


def test_a_test_that_is_skipped_needs_no_twin(hide: Hide) -> None:
    _, hidden = hide(1, files=PLAIN)
    pinned = {"test_a.py::test_a": "skipped", "test_a.py::test_b": "skipped"}
    skipped = reply(hidden, real="skipped", twin="skipped", status=0)
    assert judge_reply(skipped, pinned, hidden, name="suite").passed
