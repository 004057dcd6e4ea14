"""Mutants: what changes, what never does, and that a seed draws the same ones again."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.mutate import Mutant, apply, fingerprint, mutants, sites

SAMPLE = '''"""A module — with a docstring."""

__all__ = ["first"]
LIMIT = 10  # größer


class Thing:
    """A class."""

    size: int = 3

    def first(self, a: "int" = 1, *rest, key=None) -> "str":
        """A function."""
        if not a and (self.size < LIMIT  # a < comment
                      or key is not None):
            raise ValueError(f"ä {a!r} < 3")
        for item in rest:
            if item == "x": continue
            total = item[1:a] + "ü"
            break
        try:
            return max(a, key)
        except (TypeError, KeyError):
            self.size += 1
        return "%s" % (a,)
'''


def every(source: str) -> list[Mutant]:
    """Every mutant of a text."""
    return [apply(source, "m.py", edit) for site in sites({"m.py": source}) for edit in site.edits]


def changes(source: str, operator: str) -> set[str]:
    """What the mutants of one operator make of a text, without those that do not compile."""
    return {m.text.strip() for m in every(source) if m.operator == operator and fingerprint(m.text)}


@pytest.mark.parametrize(
    ("operator", "source", "expected"),
    [
        ("comparison", "a < b", {"a <= b", "a >= b"}),
        ("comparison", "a < b != c", {"a <= b != c", "a >= b != c", "a < b == c"}),
        ("comparison", "(a) is  not (b)", {"(a) is (b)"}),
        ("comparison", "a in b", {"a not in b"}),
        ("arithmetic", "a + b // c", {"a - b // c", "a + b / c"}),
        ("arithmetic", "a **= b", {"a *= b"}),
        ("boolean", "a and b and c", {"a or b and c", "a and b or c"}),
        ("condition", "x = 1 if a < 2 else 3", {"x = 1 if (not (a < 2)) else 3"}),
        ("condition", "assert a == 1", set()),
        ("not", "x = not (a or b)", {"x = (a or b)"}),
        ("constant", "x = 0", {"x = 1", "x = (-1)"}),
        ("constant", "x = True", {"x = False"}),
        ("constant", "f(None)", {"f(True)", 'f("")'}),
        ("string", "x = rb'a'", {"x = rb'XXa'", "x = rb''"}),
        ("string", "x = ''", {"x = 'XX'"}),
        ("string", "x = f'a{b!r}'", set()),
        ("deletion", "def f():\n    g()\n    return 1", {"def f():\n    pass\n    return 1"}),
        ("deletion", "g()", set()),
        ("return", "def f():\n    return g(\n        1)", {"def f():\n    return None"}),
        ("return", "def f():\n    return 1", set()),
        ("arguments", "f(a, (b), c=1)", set()),
        ("arguments", "f(a, b, c)", {"f(b, a, c)", "f(a, c, b)"}),
        ("loop", "while x:\n    break", {"while x:\n    continue"}),
        ("exception", "try: f()\nexcept KeyError: pass", {"try: f()\nexcept ZeroDivisionError: pass"}),
        ("exception", "raise ValueError(1) from e", {"raise ZeroDivisionError(1) from e"}),
        ("slice", "a[:n]", {"a[1:n]", "a[:(n) + 1]", "a[:(n) - 1]"}),
        ("slice", "a[1:]", {"a[1:-1]"}),
    ],
)
def test_an_operator_makes_just_these(operator: str, source: str, expected: set[str]) -> None:
    assert changes(source, operator) == expected


def test_the_rest_of_the_file_stays_byte_for_byte() -> None:
    text = SAMPLE.replace("\n", "\r\n")
    old = text.encode()
    for edit in [edit for site in sites({"m.py": text}) for edit in site.edits]:
        mutant = apply(text, "m.py", edit)
        assert mutant.text.encode() == old[: edit.start] + edit.after.encode() + old[edit.end :]
        assert mutant.text.splitlines()[: mutant.line - 1] == text.splitlines()[: mutant.line - 1]
        assert mutant.before in text.splitlines()[mutant.line - 1] or "\n" in mutant.before


def test_docstrings_annotations_facts_and_parts_of_f_strings_are_no_targets() -> None:
    kept = ('"""A module — with a docstring."""', '"""A class."""', '"""A function."""', '["first"]', '"int"', '"str"')
    for mutant in every(SAMPLE):
        assert all(text in mutant.text for text in kept), mutant.id
        assert 'f"ä {a!r} < 3"' in mutant.text or mutant.operator == "deletion", mutant.id


def test_every_mutant_compiles_and_differs_by_more_than_a_docstring() -> None:
    drawn = mutants({"m.py": SAMPLE}, 3, 10_000)
    shapes = {fingerprint(mutant.text) for mutant in drawn}
    assert len(shapes) == len(drawn) >= 30
    assert fingerprint(SAMPLE) not in shapes
    assert "" not in shapes


def test_a_docstring_is_no_difference() -> None:
    assert fingerprint('def f():\n    """a"""\n') == fingerprint("def f():\n    '''b'''  # c\n")
    assert fingerprint("def f(): return 1\n") != fingerprint("def f(): return 2\n")
    assert fingerprint("def f(:\n") == ""


def test_a_larger_count_begins_with_the_same_mutants() -> None:
    files = {"a.py": SAMPLE, "b.py": "x = 1 < 2\n"}
    few, many = mutants(files, 7, 10), mutants(files, 7, 30)
    assert [m.id for m in many[:10]] == [m.id for m in few]
    assert len({m.id for m in many}) == 30
    assert [m.id for m in mutants(files, 8, 10)] != [m.id for m in few]


def test_sites_are_drawn_from_all_files_alike() -> None:
    files = {f"f{n}.py": "x = a < b\n" for n in range(200)}
    drawn = [mutant.file for mutant in mutants(files, 1, 100)]
    low = sum(file in list(files)[:100] for file in drawn)
    assert 30 <= low <= 70


def test_what_is_no_python_is_an_error() -> None:
    with pytest.raises(SyntaxError):
        mutants({"a.py": "def ("}, 1, 1)


NAMES = st.sampled_from(["a", "b", "ä", "f(x)", "'ü'", "1", "(a)", "not a", "a[:b]"])
SIGNS = st.sampled_from(["<", "is not", "not in", "and", "or", "+", "//", "**", "%", "=="])


@given(NAMES, SIGNS, NAMES, SIGNS, NAMES)
def test_an_edit_of_any_expression_hits_what_it_names(a: str, one: str, b: str, two: str, c: str) -> None:
    source = f"x = ({a} {one}  # {two} {c}\n {b} {two} {c})\n"
    try:
        ast.parse(source)
    except SyntaxError:
        return
    for mutant in every(source):
        assert fingerprint(mutant.text), mutant
        assert mutant.text.count("\n") == 2
        assert f"# {two} {c}\n" in mutant.text, mutant
