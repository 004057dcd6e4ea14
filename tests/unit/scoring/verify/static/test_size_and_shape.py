"""module_lines, min_modules, import_cycles, complexity: what a split is for."""

from collections.abc import Callable

import pytest

from scoring.reward import CheckResult

Check = Callable[..., CheckResult]

LONG = "\n".join(f"def f{i}():\n    return {i}\n" for i in range(20))
PART = "\n".join(f"def g{i}():\n    return {i}\n" for i in range(5))


def test_short_modules_pass(check: Check) -> None:
    candidate = {"shop/__init__.py": "from .a import g0\n", "shop/a.py": PART, "shop/b.py": PART}
    assert check("module_lines", {"shop.py": LONG}, candidate, max=20).score == 1.0


def test_untouched_long_module_scores_exactly_zero(check: Check) -> None:
    result = check("module_lines", {"shop.py": LONG}, {"shop.py": LONG}, max=20)
    assert (result.passed, result.score) == (False, 0.0)
    assert "shop.py has 59" in result.message


def test_a_package_below_a_root_is_found(check: Check) -> None:
    candidate = {"src/shop/__init__.py": PART}
    assert check("module_lines", {"src/shop.py": LONG}, candidate, root="src", max=20).passed


def test_half_of_the_long_code_moved_is_partial_credit(check: Check) -> None:
    half = "\n".join(f"def f{i}():\n    return {i}\n" for i in range(10))
    candidate = {"shop/__init__.py": "", "shop/a.py": PART, "shop/b.py": PART, "shop/rest.py": half}
    assert 0.4 < check("module_lines", {"shop.py": LONG}, candidate, max=20).score < 0.6


def test_bulk_in_short_modules_buys_no_credit(check: Check) -> None:
    padding = {f"shop/pad{i}.py": PART for i in range(50)}
    assert check("module_lines", {"shop.py": LONG}, {"shop/__init__.py": LONG, **padding}, max=20).score == 0.0


def test_one_wide_line_counts_as_several(check: Check) -> None:
    wide = "x = [" + "1, " * 2000 + "]\n"
    assert not check("module_lines", {"shop.py": LONG}, {"shop.py": wide}, max=20).passed


PIECES = [f"def f{i}(x):\n    y = x + {i}\n    return y * {i}\n" for i in range(6)]
LUMP = "\n".join(PIECES)


def test_modules_with_code_of_the_original_count(check: Check) -> None:
    candidate = {"shop/__init__.py": "from .a import f0\n", "shop/a.py": PIECES[0], "shop/b.py": "".join(PIECES[1:])}
    assert check("min_modules", {"shop.py": LUMP}, candidate, min=2).passed


def test_fewer_modules_are_partial_credit(check: Check) -> None:
    candidate = {"shop/__init__.py": "", **{f"shop/p{i}.py": text for i, text in enumerate(PIECES[:3])}}
    assert check("min_modules", {"shop.py": LUMP}, candidate, min=5).score == pytest.approx(0.5)


@pytest.mark.parametrize(
    "filler",
    [
        '"""Part."""\nfrom ._old import f0\n',
        "A = 1\nB = 2\nC = 3\nD = 4\n",
        PIECES[0],
        PIECES[0].replace("f0", "g").replace("y", "z"),
    ],
    ids=["reexports", "constants", "copies", "renamed copies"],
)
def test_filler_beside_the_lump_is_no_module(check: Check, filler: str) -> None:
    hollow = {f"shop/part{i}.py": filler for i in range(9)}
    result = check("min_modules", {"shop.py": LUMP}, {"shop/__init__.py": "", "shop/_old.py": LUMP, **hollow}, min=5)
    assert (result.passed, result.score) == (False, 0.0)


ACYCLIC = {"shop/__init__.py": "from .a import f\n", "shop/a.py": "from . import b\ndef f(): return b.g()\n"}


def test_no_cycle_passes(check: Check) -> None:
    assert check("import_cycles", {"shop.py": LONG}, {**ACYCLIC, "shop/b.py": "def g(): return 1\n"}).score == 1.0


def test_a_single_module_has_no_cycle(check: Check) -> None:
    assert check("import_cycles", {"shop.py": LONG}, {"shop.py": LONG}).passed


@pytest.mark.parametrize(
    "back",
    [
        "from . import a\n",
        "def g():\n    from . import a\n    return a\n",
        "def g():\n    from shop import a\n    return a\n",
        "def __getattr__(name):\n    import shop.a\n    return shop.a\n",
        "from shop import f\n",
        "TYPE_CHECKING = True\nif TYPE_CHECKING:\n    from . import a\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    from . import a\n",
    ],
)
def test_a_cycle_is_found_however_it_is_spelled(check: Check, back: str) -> None:
    result = check("import_cycles", {"shop.py": LONG}, {**ACYCLIC, "shop/b.py": back})
    assert not result.passed
    assert "1 import cycles" in result.message


@pytest.mark.parametrize(
    "back",
    [
        "import importlib\ndef g(): return importlib.import_module('shop.a')\n",
        "import importlib as quiet\ndef g(): return quiet.import_module('shop.a')\n",
        "from importlib import import_module as load\ndef g(): return load('shop.a')\n",
        "import sys\ndef g(): return sys.modules['shop.a']\n",
        "def g(): return __import__('shop.a')\n",
    ],
)
def test_a_dynamic_import_fails(check: Check, back: str) -> None:
    result = check("import_cycles", {"shop.py": LONG}, {**ACYCLIC, "shop/b.py": back})
    assert (result.passed, result.score) == (False, 0.0)


def test_imports_for_type_checkers_are_no_cycle(check: Check) -> None:
    back = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import a\n"
    assert check("import_cycles", {"shop.py": LONG}, {**ACYCLIC, "shop/b.py": back}).passed


def test_lines_outside_cycles_are_partial_credit(check: Check) -> None:
    knot = {"shop/a.py": "from . import b\n", "shop/b.py": "from . import a\n"}
    result = check("import_cycles", {"shop.py": LONG}, {"shop/__init__.py": "", "shop/c.py": LONG, **knot})
    assert 0.9 < result.score < 1.0


def test_a_directory_without_init_hides_no_module(check: Check) -> None:
    candidate = {"shop/__init__.py": "", "shop/inner/a.py": "from . import b\n", "shop/inner/b.py": "from . import a\n"}
    result = check("import_cycles", {"shop.py": LONG}, candidate)
    assert not result.passed
    assert "__init__.py" in result.message


def branchy(count: int) -> str:
    """A function of complexity count + 1."""
    return "def f(x):\n" + "".join(f"    if x == {i}:\n        return {i}\n" for i in range(count))


def test_simple_functions_pass(check: Check) -> None:
    assert check("complexity", {"shop.py": branchy(12)}, {"shop.py": branchy(9)}, max=10).score == 1.0


def test_excess_that_is_left_is_partial_credit(check: Check) -> None:
    assert check("complexity", {"shop.py": branchy(29)}, {"shop.py": branchy(29)}, max=10).score == 0.0
    half = check("complexity", {"shop.py": branchy(29)}, {"shop.py": branchy(19)}, max=10)
    assert half.score == pytest.approx(0.5)
    assert "shop.py:f:1 has 20" in half.message


def test_a_function_that_the_tool_overlooks_is_counted(check: Check) -> None:
    hidden = "def f(x):" + " " + "return " + " or ".join(f"x == {i}" for i in range(15)) + "\n"
    lambdas = hidden.replace("def f(x):", "def \\\n  f(x):")
    assert not check("complexity", {"shop.py": branchy(12)}, {"shop.py": lambdas}, max=10).passed


@pytest.mark.parametrize("line", ["    _ = (\n0)\n", "    \f\n    _ = (\n0)\n"])
def test_a_function_whose_end_lizard_misses_is_counted_by_its_syntax(check: Check, line: str) -> None:
    head, _, rest = branchy(12).partition("\n")
    assert not check("complexity", {"shop.py": branchy(12)}, {"shop.py": f"{head}\n{line}{rest}"}, max=10).passed
