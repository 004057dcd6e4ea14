"""public_api, facade, file_caps: the parts are real, and all that was there is there."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest

from scoring.reward import CheckResult
from scoring.verify.static.novelty import MAX_TEXT, information

Check = Callable[..., CheckResult]

ORIGINAL = '''\
"""Shop."""
import os

LIMIT = 3
__version__ = "1"

class Item:
    """An item."""
    tax = 0.2

    def __init__(self, name, price=1):
        self.name, self.price = name, price

    def total(self, count, *, rebate=0.0):
        gross = self.price * count * (1 + self.tax)
        return round(gross - gross * rebate, 2)

    @property
    def label(self):
        return self.name.title() + ":" + str(self.price)

class Basket(list):
    def total(self, rebate=0.0):
        return sum(item.total(1, rebate=rebate) for item in self)

def parse(text, sep=","):
    parts = [part.strip() for part in text.split(sep)]
    return Item(parts[0], float(parts[1]))

def show(item, width=20):
    left = item.label.ljust(width, ".")
    return left + str(item.total(1)).rjust(8)

def _secret(a, /, b):
    return (a or 1) * (b or 2) + LIMIT
'''
SPLIT = {
    "shop/__init__.py": (
        '"""Shop."""\nimport os\nfrom .item import Item, LIMIT, _secret\nfrom .basket import Basket\n'
        'from .parse import parse\nfrom .show import show\n__version__ = "1"\n'
    ),
    "shop/item.py": '"""Items."""\nLIMIT = 3\n\n'
    + ORIGINAL[ORIGINAL.index("class Item") : ORIGINAL.index("class Basket")]
    + ORIGINAL[ORIGINAL.index("def _secret") :],
    "shop/basket.py": ORIGINAL[ORIGINAL.index("class Basket") : ORIGINAL.index("def parse")],
    "shop/parse.py": "from .item import Item\n\n" + ORIGINAL[ORIGINAL.index("def parse") : ORIGINAL.index("def show")],
    "shop/show.py": ORIGINAL[ORIGINAL.index("def show") : ORIGINAL.index("def _secret")],
}


def swapped(old: str, new: str) -> dict[str, str]:
    """The split with one edit, which must apply."""
    edited = {path: text.replace(old, new) for path, text in SPLIT.items()}
    assert edited != SPLIT
    return edited


def test_the_split_keeps_the_api(check: Check) -> None:
    result = check("public_api", {"shop.py": ORIGINAL}, SPLIT, private=True, imported=True)
    assert result.score == 1.0, result.message


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("def parse(text, sep=", "def parse(text, separator=", "parse"),
        ("rebate=0.0):\n        gross", "rebate=0.5):\n        gross", "Item.total"),
        ("count, *, rebate", "count, rebate", "Item.total"),
        ("    @property\n", "", "Item.label"),
        ("def total(self, rebate=0.0)", "def _total(self, rebate=0.0)", "Basket.total"),
        ("from .show import show\n", "", "show"),
        ("from .show import show\n", "from .nowhere import show\n", "show"),
        ("from .show import show\n", "from . import show\n", "show"),
        ('__version__ = "1"\n', "", "__version__"),
        ("    tax = 0.2\n", "", "Item.tax"),
        ("def show(item", "async def show(item", "show"),
        ("def show(item, width=20)", "class show:\n  def __init__(self, item, width)", "show"),
    ],
)
def test_a_changed_api_is_named(check: Check, old: str, new: str, gone: str) -> None:
    result = check("public_api", {"shop.py": ORIGINAL}, swapped(old, new))
    assert not result.passed
    assert 0 < result.score < 1
    assert gone in result.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "def total(self, count, *, rebate=0.0)",
            "def total(self, *, rebate=0.0)",
            "Item.total: function(self, count, ",
        ),
        ("    def total(self, count, *, rebate=0.0)", "    def _sum(self, count, *, rebate=0.0)", "Item.total is gone"),
    ],
    ids=["dropped parameter", "dropped method"],
)
def test_what_is_dropped_behind_a_chain_of_reexports_is_named(check: Check, old: str, new: str, said: str) -> None:
    chain = swapped(old, new)
    chain["shop/__init__.py"] = chain["shop/__init__.py"].replace("from .item import Item,", "from .item import")
    chain["shop/__init__.py"] += "from .things import Thing as Item\n"
    chain["shop/things.py"] = "from . import item\nfrom .item import Item as Thing\n"
    result = check("public_api", {"shop.py": ORIGINAL}, chain)
    assert said in result.message
    whole = {path: text.replace(new, old) for path, text in chain.items()}
    assert check("public_api", {"shop.py": ORIGINAL}, whole).passed


def test_private_and_imported_names_count_on_request(check: Check) -> None:
    without = swapped("import os\n", "")
    without["shop/__init__.py"] = without["shop/__init__.py"].replace(", _secret", "")
    assert check("public_api", {"shop.py": ORIGINAL}, without).passed
    assert "_secret" in check("public_api", {"shop.py": ORIGINAL}, without, private=True).message
    assert "os is gone" in check("public_api", {"shop.py": ORIGINAL}, without, imported=True).message
    assert check("public_api", {"shop.py": ORIGINAL}, without, private=True, ignore=["_secret"]).passed


def test_members_may_move_to_a_base(check: Check) -> None:
    based = swapped("class Item:", "class Base:\n    tax = 0.2\n\nclass Item(Base):")
    based["shop/item.py"] = based["shop/item.py"].replace('    """An item."""\n    tax = 0.2\n', "")
    assert check("public_api", {"shop.py": ORIGINAL}, based).passed


def test_a_stub_file_is_not_believed(check: Check) -> None:
    lying = {**swapped("from .show import show\n", ""), "shop/__init__.pyi": "def show(item, width=20): ...\n"}
    assert not check("public_api", {"shop.py": ORIGINAL}, lying).passed


def test_a_cycle_of_aliases_is_a_missing_name(check: Check) -> None:
    knot = swapped("from .show import show\n", "from .x import show\n")
    knot |= {"shop/x.py": "from .y import show\n", "shop/y.py": "from .x import show\n"}
    assert "show is gone" in check("public_api", {"shop.py": ORIGINAL}, knot).message


def test_the_split_is_no_facade(check: Check) -> None:
    result = check("facade", {"shop.py": ORIGINAL}, SPLIT, max_share=0.6)
    assert result.passed, result.message


def test_the_old_module_behind_names_is_a_facade(check: Check) -> None:
    facade = {"shop/_old.py": ORIGINAL, "shop/__init__.py": "from ._old import *\nfrom ._old import _secret\n"}
    result = check("facade", {"shop.py": ORIGINAL}, facade, max_share=0.6)
    assert not result.passed
    assert "shop/_old.py holds 100%" in result.message


def test_renaming_locals_hides_no_facade(check: Check) -> None:
    renamed = ORIGINAL.replace("gross", "amount").replace("parts", "pieces").replace("left", "start")
    facade = {"shop/_old.py": renamed, "shop/__init__.py": "from ._old import *\n"}
    assert "holds 100%" in check("facade", {"shop.py": ORIGINAL}, facade, max_share=0.6).message


def test_a_copy_outside_the_package_is_seen(check: Check) -> None:
    assert not check("facade", {"shop.py": ORIGINAL}, {**SPLIT, "backup.py": ORIGINAL}, max_share=0.6).passed


def test_code_in_a_string_is_missing(check: Check) -> None:
    hidden = {"shop/__init__.py": f"SOURCE = {ORIGINAL!r}\nexec(SOURCE)\n"}
    result = check("facade", {"shop.py": ORIGINAL}, hidden, max_share=0.6)
    assert "only 0% of the original's code" in result.message


def test_long_literals_are_capped(check: Check) -> None:
    one = swapped("LIMIT = 3", f"LIMIT = 3\nBLOB = '{'x' * 3000}'")
    assert "new string literals longer" in check("facade", {"shop.py": ORIGINAL}, one, max_share=0.6).message
    strings = ["y" * 90] * 60
    many = swapped("LIMIT = 3", f"LIMIT = 3\nBLOB = {strings}")
    assert "string literals grew" in check("facade", {"shop.py": ORIGINAL}, many, max_share=0.6).message


def test_docstrings_are_no_literals(check: Check) -> None:
    documented = swapped('"""Items."""', f'"""{"Items are sold. " * 400}"""')
    assert check("facade", {"shop.py": ORIGINAL}, documented, max_share=0.6).passed


def test_an_unchanged_test_file_is_exempt(check: Check) -> None:
    tests = {"tests/test_shop.py": ORIGINAL, "tests/broken_sample.py": "def ("}
    assert check("facade", {"shop.py": ORIGINAL, **tests}, {**SPLIT, **tests}, max_share=0.6).passed


def zipped() -> bytes:
    """A zip archive with the original in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("shop.py", ORIGINAL)
    return buffer.getvalue()


def test_ordinary_files_pass(check: Check) -> None:
    caches = {"shop/__pycache__/item.cpython-311.pyc": b"\xa7\r\r\n" + bytes(20)}
    assert check("file_caps", {"shop.py": ORIGINAL}, {**SPLIT, **caches}).passed


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("shop/core.pyc", b"x"),
        ("shop/core.SO", b"x"),
        ("evil.pth", b"import shop"),
        ("data.bin", zipped()),
        ("shop/data.txt", b"\xa7\r\r\n" + bytes(40)),
        ("shop/core", b"\x7fELF" + bytes(40)),
        ("notes.txt", b"a" * 300_000),
        ("shop/table.py", b"T = '" + b"z" * 5000 + b"'\n"),
    ],
)
def test_a_file_that_could_hold_code_fails(check: Check, path: str, content: bytes) -> None:
    result = check("file_caps", {"shop.py": ORIGINAL}, {**SPLIT, path: content})
    assert not result.passed
    assert path in result.message


def test_growth_and_number_are_capped(check: Check) -> None:
    many = {f"d{i}.txt": "x" * 100 for i in range(30)}
    assert (
        "the tree grew" in check("file_caps", {"shop.py": ORIGINAL}, {**SPLIT, **many}, max_growth_bytes=2000).message
    )
    assert "more files" in check("file_caps", {"shop.py": ORIGINAL}, {**SPLIT, **many}, max_new_files=20).message


def test_what_the_original_has_is_exempt(check: Check) -> None:
    old = {"shop.py": ORIGINAL, "vendor.zip": zipped(), "big.txt": "b" * 300_000}
    assert check("file_caps", old, {**SPLIT, "vendor.zip": zipped(), "big.txt": "b" * 300_000}).passed
    assert not check("file_caps", old, {**SPLIT, "vendor.zip": zipped() + b"more"}).passed


def test_data_beside_the_code_is_capped_where_the_task_says_so(check: Check) -> None:
    candidate = {**SPLIT, "shop/history.dat": "x" * 1500}
    result = check("file_caps", {"shop.py": ORIGINAL}, candidate, max_data_bytes=1000)
    assert "no Python source grew by 1,500 bytes" in result.message
    assert check("file_caps", {"shop.py": ORIGINAL}, candidate, max_data_bytes=1500).passed
    assert check("file_caps", {"shop.py": ORIGINAL}, candidate).passed


def test_copies_for_show_do_not_fit_in_beside_the_code_that_runs(check: Check) -> None:
    original = {"shop.py": ORIGINAL}
    twice = {**SPLIT, "shop/again.py": ORIGINAL}
    assert "the code grew by" in check("file_caps", original, twice, max_code_growth=0.5).message
    assert check("file_caps", original, SPLIT, max_code_growth=0.5).passed
    assert check("file_caps", original, twice).passed


HIDDEN = "9" * 600


@pytest.mark.parametrize(
    "line",
    [
        f'"""{HIDDEN}"""',
        f"x = {HIDDEN!r}",
        f"x = b{HIDDEN!r}",
        f"x = 0x{HIDDEN}",
        f"# {HIDDEN}",
        f"x{HIDDEN} = 1",
        f"import os as x{HIDDEN}",
        f"def f():\n    global x{HIDDEN}",
        f"match 1:\n    case object(x{HIDDEN}=1):\n        pass",
        "x = (" + ", ".join(str(10**15 + n) for n in range(60)) + ")",
    ],
)
def test_new_content_is_capped_in_whatever_it_stands(check: Check, line: str) -> None:
    original = {"shop.py": ORIGINAL}
    candidate = {**SPLIT, "shop/x.py": f"y = 1\n{line}\n"}
    spare = check("file_caps", original, SPLIT, max_new_content=0).message
    allowed = 500 + int(spare.split(": ")[1].split(" bytes")[0].replace(",", "")) if "new literals" in spare else 500
    assert "new literals" in check("file_caps", original, candidate, max_new_content=allowed).message
    assert "new literals" not in check("file_caps", original, SPLIT, max_new_content=allowed).message


def test_what_looks_like_python_and_is_none_counts_as_data(check: Check) -> None:
    candidate = {**SPLIT, "samples/one.1.py": b"=" + bytes(range(1, 128)) * 10}
    assert "no Python source grew" in check("file_caps", {"shop.py": ORIGINAL}, candidate, max_data_bytes=1000).message


def test_names_imported_again_and_again_are_code(check: Check) -> None:
    ink = {**SPLIT, "shop/ink.py": "from .show import " + ",".join("show" for _ in range(500)) + "\n"}
    assert "the code grew by" in check("file_caps", {"shop.py": ORIGINAL}, ink, max_code_growth=0.5).message


def test_statements_that_nobody_knows_are_capped(check: Check) -> None:
    lump = {**SPLIT, "shop/other.py": "".join(f"def f{i}(a):\n    a.x{i} = a.y{i} + {i}\n" for i in range(30))}
    result = check("file_caps", {"shop.py": ORIGINAL}, lump, max_unknown_code=0.3)
    assert "statements that the original does not have" in result.message
    assert check("file_caps", {"shop.py": ORIGINAL}, SPLIT, max_unknown_code=0.01).passed
    twice = {**SPLIT, "shop/again.py": ORIGINAL}
    assert not check("file_caps", {"shop.py": ORIGINAL}, twice, max_unknown_code=0.5).passed


def in_blanks(data: bytes) -> str:
    """Data as blanks and tabs on empty lines."""
    bits = "".join(f"{byte:08b}" for byte in data).translate({48: " ", 49: "\t"})
    return "\n".join(bits[i : i + 190] for i in range(0, len(bits), 190)) + "\n"


@pytest.mark.parametrize(
    "hidden",
    [
        in_blanks(zlib.compress(ORIGINAL.encode())),
        "NUMBERS = [" + ", ".join(map(str, zlib.compress(ORIGINAL.encode()))) + "]\n",
        "".join(f"# {line[::-1]}\n" for line in ORIGINAL.splitlines()),
    ],
    ids=["blanks", "numbers", "backwards"],
)
def test_hidden_code_is_new_information_whatever_it_is_hidden_as(check: Check, hidden: str) -> None:
    candidate = {**SPLIT, "shop/show.py": SPLIT["shop/show.py"] + hidden}
    result = check("file_caps", {"shop.py": ORIGINAL}, candidate, max_new_information=0.6)
    assert "compressed beside the original" in result.message
    assert check("file_caps", {"shop.py": ORIGINAL}, SPLIT, max_new_information=0.6).passed


def test_a_package_too_large_to_weigh_is_new_beyond_any_cap() -> None:
    assert information("x" * (MAX_TEXT + 1), "y") == float("inf")
    assert information("same text " * 100, "same text " * 100) < 0.5
