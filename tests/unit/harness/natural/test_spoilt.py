"""Spoilt tests: one constant is wrong, and every other character stays as its author wrote it."""

import ast
import difflib
import random
from pathlib import Path

import pytest

from harness.natural.spoilt import Spoilt, spoilt_file, spoilt_tests

OURS = Path(__file__).parents[2] / "sandboxes"
"""Real tests, of many forms."""

WHOLE = '''\
"""Tests of a shop, über and over, with a dash."""

import pytest
from shop import price, Till

RATES = {"low": 7}  # per cent


def test_inline():
    name = "é"; assert price(name) == "1.20 kg"   # trailing


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (1, 10),  # the first
        (2, 20),
    ],
)
def test_rows(given, wanted):
    assert price(given) == wanted


def test_of_the_module():
    assert price("low") == RATES


class TestTill:
    def test_method(self):
        """Says 'what' it holds."""
        assert Till().names() == ["a",
                                  'b']


def test_nothing_to_spoil():
    assert callable(price)


def test_raises():
    with pytest.raises(ValueError):
        price(None)
'''
SPOILT = {"test_inline", "test_rows", "test_of_the_module", "TestTill::test_method"}


def spoilt(text: str, seed: int = 0) -> dict[str, Spoilt]:
    return {one.test.partition("::")[2]: one for one in spoilt_file("test_shop.py", text, random.Random(seed))}


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, before and after."""
    assert len(before.splitlines()) == len(after.splitlines())
    return [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]


def test_only_tests_with_a_constant_are_spoilt() -> None:
    assert set(spoilt(WHOLE)) == SPOILT


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("seed", range(8))
def test_the_rest_of_the_file_stays_as_it_is(seed: int, ends: str) -> None:
    found = spoilt(WHOLE.replace("\n", ends), seed)
    assert set(found) == SPOILT
    assert all(one.text.count(ends) == WHOLE.count("\n") for one in found.values())
    [(old, new)] = changed_lines(WHOLE, found["test_inline"].text)
    assert old.partition("==")[0] == new.partition("==")[0]
    assert new.endswith('"   # trailing'), "a string keeps its quotes, a line its comment"
    rows = changed_lines(WHOLE, found["test_rows"].text)
    assert [new.strip()[:4] for _, new in rows] == ["(1, ", "(2, "], "every row is a test of its own"
    assert rows[0][1].endswith("),  # the first")
    [(_, new)] = changed_lines(WHOLE, found["test_of_the_module"].text)
    assert new.strip().startswith('assert price("low") == {')
    assert len(changed_lines(WHOLE, found["TestTill::test_method"].text)) == 1


def test_what_is_written_is_always_the_one_test_made_wrong() -> None:
    seen = 0
    for path in sorted(OURS.glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for one in spoilt_file(path.name, text, random.Random(3)):
            before, after = (ast.dump(ast.parse(t)) for t in (text, one.text))
            assert before != after
            changed = difflib.ndiff(text.splitlines(), one.text.splitlines())
            assert sum(line.startswith("- ") for line in changed) <= 12, one.test
            seen += 1
    assert seen > 30


def test_the_order_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "test_shop.py").write_text(WHOLE)
    (tmp_path / "test_broken.py").write_text("def (")
    (tmp_path / "test_latin.py").write_bytes("def test_a():\n    assert f() == 'é'\n".encode("latin-1"))
    (tmp_path / "shop.py").write_text("def test_no_test():\n    assert 1 == 2\n")
    orders = {tuple(one.test for one in spoilt_tests(tmp_path, seed)) for seed in range(6)}
    assert {frozenset(order) for order in orders} == {frozenset(f"deep/test_shop.py::{name}" for name in SPOILT)}
    assert len(orders) > 1
    assert [*spoilt_tests(tmp_path, 4)] == [*spoilt_tests(tmp_path, 4)]
    assert {one.file for one in spoilt_tests(tmp_path, 4)} == {"deep/test_shop.py"}
