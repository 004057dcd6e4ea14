"""lint, clones, containment: rules that comments cannot lift, copies, and code that is kept as text."""

import base64
import zlib
from collections.abc import Callable

import pytest

from scoring.reward import CheckResult
from scoring.verify.static import containment

Check = Callable[..., CheckResult]

CLEAN = {"shop.py": "def f(x: int) -> int:\n    return x\n"}
DIRTY = {"shop.py": "import os\nimport sys\n\n\ndef f(x: int) -> int:\n    return x\n"}


def test_violations_are_counted_against_the_original(check: Check) -> None:
    assert check("lint", DIRTY, DIRTY, rules=["F"]).passed
    assert check("lint", DIRTY, CLEAN, rules=["F"]).passed
    worse = check("lint", CLEAN, DIRTY, rules=["F"])
    assert not worse.passed
    assert "shop.py:1 F401" in worse.message


def test_violations_that_are_gone_are_partial_credit(check: Check) -> None:
    half = {"shop.py": DIRTY["shop.py"].replace("import sys\n", "")}
    assert check("lint", DIRTY, half, rules=["F"], max=0).score == 0.5
    assert check("lint", DIRTY, half, rules=["F"], max=1).passed


def test_nothing_in_the_tree_lifts_a_rule(check: Check) -> None:
    silenced = {
        "file": "# ruff: noqa\nimport os\n",
        "line": "import os  # noqa\n",
        "block": "# ruff: disable[F401]\nimport os\n# ruff: enable[F401]\n",
        "ignored": "import os  # ruff: ignore[F401]\n",
        "flake8": "# flake8: noqa\nimport os\n",
        "sorting": "# isort: skip_file\nimport sys\nimport os\nprint(os, sys)\n",
        "broken": "match = 1\nmatch x:\n    case _: import os\n",
        "node_modules/part": "import os\n",
        "build/part": "import os\n",
    }
    traps = {
        "ruff.toml": 'lint.ignore = ["ALL"]\nexclude = ["*"]\n',
        "pyproject.toml": '[tool.ruff]\nexclude = ["*"]\n',
        "shop/.ruff.toml": 'exclude = ["*"]\n',
        ".gitignore": "*\n",
        "ruff.py": "raise SystemExit(0)\n",
    }
    modules = {f"shop/{name}.py": text for name, text in silenced.items()}
    result = check("lint", {"shop.py": ""}, {"shop/__init__.py": "", **modules, **traps}, rules=["F401", "I"], max=0)
    found = result.evidence["found"]
    assert isinstance(found, list)
    assert {line.partition(":")[0] for line in found} == set(modules)


BODY = (
    "    total = 0\n    for item in {0}:\n        if item.price > 3:\n"
    "            total += item.price * 2\n    return total\n"
)
ONE = f"def cost(items):\n{BODY.format('items')}"
TWO = f'def price(things: list) -> int:\n    """Price."""\n{BODY.format("things").replace("total", "t")}'


def test_a_copy_is_found_however_it_is_named(check: Check) -> None:
    result = check(
        "clones", {"shop.py": ONE}, {"shop.py": ONE, "shop/__init__.py": ONE, "shop/b.py": TWO}, min_nodes=20
    )
    assert not result.passed
    assert "shop/__init__.py:1 cost = shop/b.py:1 price" in result.message


def test_copies_are_counted_against_the_original_or_a_maximum(check: Check) -> None:
    both = {"shop.py": ONE + TWO}
    assert check("clones", both, both, min_nodes=20).passed
    assert check("clones", both, {"shop.py": ONE}, min_nodes=20, max=0).passed
    assert check("clones", both, both, min_nodes=20, max=0).score == 0.0


def test_small_or_different_bodies_are_no_copies(check: Check) -> None:
    other = TWO.replace("item.price * 2", "item.price * 3")
    assert check("clones", {"shop.py": ONE}, {"shop.py": ONE + other}, min_nodes=20).passed
    assert check("clones", {"shop.py": ONE}, {"shop.py": ONE + TWO}, min_nodes=200).passed
    assert check("clones", {"shop.py": ONE}, {"shop.py": ONE + TWO.replace("price >", "size >")}, min_nodes=20).passed


def test_what_stands_inside_a_copy_is_counted_once(check: Check) -> None:
    outer = "def {0}(x):\n    def inner(items):\n" + BODY.format("items").replace("\n    ", "\n        ").replace(
        "    total = 0", "        total = 0", 1
    )
    candidate = {"shop.py": outer.format("a") + "    return inner(x)\n" + outer.format("b") + "    return inner(x)\n"}
    assert check("clones", CLEAN, candidate, min_nodes=20).evidence["count"] == 1


LONG = "\n".join(
    f"def step_{i}(cart, rate_{i}):\n    found = cart.get({i}) or rate_{i}.of(cart)\n"
    f"    return found.total * {i} - cart.due\n"
    for i in range(60)
)
SHORT = {"shop/__init__.py": "from .a import go\n", "shop/a.py": "def go(x):\n    return x\n"}
LINES = LONG.splitlines()


@pytest.mark.parametrize(
    "hidden",
    [
        {"data.txt": LONG},
        {"shop/a.py": f"CODE = '''{LONG}'''\n"},
        {"shop/a.py": "CODE = [\n" + "".join(f"    {line!r},\n" for line in LINES) + "]\n"},
        {"shop/a.py": f"CODE = {LONG.encode()!r}\n"},
        {"shop/a.py": "".join(f"# {line}\n" for line in LINES)},
        {"shop/a.py": f'def go():\n    """{LONG}"""\n'},
        {"shop/a.py": f"CODE = f'''{LONG}{{1}}'''\n"},
        {"data.txt": LONG.replace(" ", "\n")},
        {"data.txt": LONG[::-1]},
        {"data.json": base64.b64encode(LONG.encode()).decode()},
        {"data.txt": base64.encodebytes(zlib.compress(LONG.encode())).decode()},
        {"shop/a.py": f"CODE = {zlib.compress(LONG.encode()).hex()!r}\n"},
        {"data.py.txt": LONG, "more.txt": LONG},
        {"broken.py": "(\n" + LONG},
    ],
    ids=str,
)
def test_code_kept_as_text_is_found(check: Check, hidden: dict[str, str]) -> None:
    result = check("containment", {"shop.py": LONG}, {**SHORT, **hidden})
    assert not result.passed
    share = result.evidence["share"]
    assert isinstance(share, float)
    assert share > 0.8


def test_text_spread_over_files_is_added_up(check: Check) -> None:
    parts = {f"part{i}.txt": "\n".join(LINES[i * 18 : i * 18 + 18]) for i in range(10)}
    one = check("containment", {"shop.py": LONG}, {**SHORT, "part0.txt": parts["part0.txt"]}, max_share=0.2)
    assert one.passed
    assert not check("containment", {"shop.py": LONG}, {**SHORT, **parts}, max_share=0.2).passed


def test_code_as_code_and_the_originals_own_text_are_free(check: Check) -> None:
    assert check("containment", {"shop.py": LONG}, {**SHORT, "shop/b.py": LONG}).passed
    documented = {"shop.py": LONG, "README": LONG}
    assert check("containment", documented, documented).passed
    assert check("containment", documented, {"shop.py": LONG, "docs.md": LONG}).passed


def test_prose_about_the_code_is_free(check: Check) -> None:
    notes = "Each step_3 takes the cart and a rate, finds its total, and takes off what is due already.\n" * 20
    assert check("containment", {"shop.py": LONG}, {**SHORT, "NOTES.md": notes}).passed


def test_too_much_text_is_refused(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containment, "MAX_RUNS", 100)
    flood = " ".join(f"a{i}" for i in range(1_000))
    assert "too much text" in check("containment", CLEAN, {**CLEAN, "flood.txt": flood}).message
