"""Each known-bad variant of a good package is rejected by the check it was made for, and the good package by none."""

import ast
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from scoring.attacks.known_bad import Edits, Package, structural, texts
from scoring.attacks.spoilt_packages import dead_parts, hollow, self_reading, unevaluated
from scoring.reward import CheckResult
from scoring.verify.static.collect import KINDS as COLLECTED
from scoring.verify.static.collect import collect_one
from scoring.verify.static.spec import StructureSpec
from scoring.verify.static.verifier import judge_all, params_of

SOUND = Path(__file__).parents[3] / "fixtures" / "tasks" / "faults" / "sound"
KINDS: dict[str, dict[str, object]] = {
    "budgets": {"max": {"any": 1}},
    "clones": {"max": 1},
    "complexity": {"max": 6},
    "containment": {},
    "facade": {"max_share": 0.6, "min_share": 0.6},
    "file_caps": {"max_bytes": 5_000, "max_growth_bytes": 9_000},
    "forbidden_calls": {"allow": {"exec": 2}},
    "forbidden_imports": {},
    "hidden_edges": {"allow": 1},
    "import_cycles": {},
    "lint": {"rules": ["E501"], "max": 1, "line_length": 120},
    "min_modules": {"min": 3},
    "module_lines": {"max": 40},
    "types": {"max": 9, "strict": False},
    "public_api": {"ignore": ["heaviest"]},
    "undefined_names": {},
}
CAPPED = ("complexity", "module_lines")
places = count()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module before the work."""
    return shutil.copytree(SOUND / "environment/workspace", tmp_path_factory.mktemp("original") / "app")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package that the work makes of it."""
    place = tmp_path_factory.mktemp("reference") / "app"
    for part in ("first", "second"):
        shutil.copytree(SOUND / "solution" / part, place, dirs_exist_ok=True)
    return place


def package(reference: Path) -> Package:
    """As the step of an admission reads it."""
    if (lone := reference / "shelf.py").exists():
        return Package("shelf", "", {"shelf.py": lone.read_text()})
    return Package("shelf", "", {f"shelf/{p.name}": p.read_text() for p in sorted((reference / "shelf").glob("*.py"))})


def planted(reference: Path, edits: Edits, tmp_path: Path) -> Path:
    """A copy with edits."""
    copy = shutil.copytree(reference, tmp_path / f"tree{next(places)}")
    for path, text in edits.items():
        if text is None:
            (copy / path).unlink()
        else:
            (copy / path).write_text(text)
    return copy


def judged(kind: str, original: Path, candidate: Path, params: dict[str, object] | None = None) -> CheckResult:
    """One check of that kind on the candidate."""
    spec = StructureSpec.model_validate(
        {"package": "shelf", "check": [{"id": "it", "kind": kind, "role": "weight", **(params or KINDS[kind])}]}
    )
    request = {"kind": kind, "params": params_of(spec.check[0], spec)}
    facts = [{"it": collect_one(tree, request)} for tree in (candidate, original)]
    return judge_all(facts[0], facts[1], spec)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_rejects_what_was_made_for_it(kind: str, original: Path, reference: Path, tmp_path: Path) -> None:
    good = judged(kind, original, planted(reference, {}, tmp_path))
    assert good.passed, good.message
    variant = structural(package(reference), kind, KINDS[kind])
    assert variant is not None
    bad = judged(kind, original, planted(reference, variant.edits, tmp_path))
    assert not bad.passed, bad.message
    assert "not inspected" not in bad.message
    assert "malformed" not in bad.message


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("facade", {"max_share": 1.0, "min_share": 0.0, "max_literal": 200}),
        ("lint", {"rules": ["UP004"], "max": 0}),
        ("lint", {"rules": ["UP025"], "max": 0}),
    ],
)
def test_a_check_that_is_loose_or_narrow_rejects_it_too(
    kind: str, params: dict[str, object], original: Path, reference: Path, tmp_path: Path
) -> None:
    assert judged(kind, original, planted(reference, {}, tmp_path), params).passed
    variant = structural(package(reference), kind, params)
    assert variant is not None
    assert not judged(kind, original, planted(reference, variant.edits, tmp_path), params).passed


def test_a_strict_check_of_types_has_a_variant_that_looser_ones_let_pass(
    original: Path, reference: Path, tmp_path: Path
) -> None:
    edits = structural(package(reference), "types", {}).edits  # type: ignore[union-attr]
    tree = planted(reference, edits, tmp_path)
    results = {}
    for strict in (True, False):
        spec = StructureSpec.model_validate(
            {"package": "shelf", "check": [{"id": "it", "kind": "types", "role": "gate", "strict": strict}]}
        )
        request = {"kind": "types", "params": params_of(spec.check[0], spec)}
        facts = [{"it": collect_one(place, request)} for place in (tree, original)]
        results[strict] = judge_all(facts[0], facts[1], spec)[0]
    assert results[False].passed, results[False].message
    assert not results[True].passed
    assert "no-untyped-def" in results[True].message


def test_every_kind_of_check_has_a_variant() -> None:
    package = Package("shelf", "", {f"shelf/{name}.py": "def f():\n    return 1\n" for name in ("__init__", "a", "b")})
    assert {
        kind for kind in COLLECTED if structural(package, kind, {"max": 1} if kind in CAPPED else {}) is None
    } == set()


def test_hollow_functions_are_still_a_package(reference: Path) -> None:
    edits = hollow(package(reference)).edits
    assert set(edits) == {"shelf/counting.py", "shelf/labelling.py", "shelf/reading.py"}
    functions = [
        n for text in edits.values() for n in ast.walk(ast.parse(text or "")) if isinstance(n, ast.FunctionDef)
    ]
    assert {ast.unparse(statement) for function in functions for statement in function.body} == {"return None"}


def test_a_lone_module_has_no_place_for_some_variants() -> None:
    lone = Package("shelf", "src", {"src/shelf.py": "def f():\n    return 1\n"})
    made = {kind for kind in KINDS if structural(lone, kind, KINDS[kind])}
    assert set(KINDS) - made == {"hidden_edges", "import_cycles", "min_modules"}
    assert structural(lone, "no_such_kind", {}) is None


def imported(tree: Path, module: str) -> subprocess.CompletedProcess[str]:
    """What a module says of where it comes from, in an interpreter of its own."""
    code = f"import importlib; print(importlib.import_module({module!r}).__file__)"
    return subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, check=False)


def test_dead_parts_are_there_and_do_not_run(original: Path, reference: Path, tmp_path: Path) -> None:
    variant = dead_parts(package(reference), package(original))
    assert variant is not None
    tree = planted(reference, variant.edits, tmp_path)
    assert (tree / "shelf/counting.py").read_text() == (reference / "shelf/counting.py").read_text()
    assert imported(tree, "shelf").stdout.endswith("shelf/__init__.py\n")
    assert "No module named 'shelf.counting'" in imported(tree, "shelf.counting").stderr
    assert imported(reference, "shelf.counting").stdout.endswith("shelf/counting.py\n")
    runs = [
        subprocess.run([sys.executable, "-m", "shelf"], cwd=place, capture_output=True, text=True, check=False)
        for place in (original, tree)
    ]
    assert [run.returncode for run in runs] == [0, 0], runs[1].stderr
    assert runs[0].stdout == runs[1].stdout


def test_dead_parts_stand_beside_a_package_as_beside_a_module(reference: Path, tmp_path: Path) -> None:
    side = "import sys\nanswer = 'before'\ndef told(): pass\nif __name__ == '__main__':\n    print(sys.argv[0])\n"
    files = {
        "shelf/__init__.py": "from .old import deep\nfrom shelf.old.deep import answer\n",
        "shelf/old/__init__.py": "import shelf\n",
        "shelf/old/deep.py": "from ..side import answer\n",
        "shelf/side.py": side,
    }
    variant = dead_parts(package(reference), Package("shelf", "", files))
    assert variant is not None
    tree = planted(reference, variant.edits, tmp_path)
    code = """import shelf, shelf.side
__import__("shelf", fromlist=["nothing"])
print(shelf.answer, shelf.deep.__name__)
print(shelf.side.told.__code__.co_filename)"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("before shelf.old.deep\n"), done.stderr
    assert done.stdout.endswith("shelf/side.py\n"), "tracebacks name the file, as they did before"
    assert imported(tree, "shelf.counting").returncode
    ran = subprocess.run([sys.executable, "-m", "shelf.side"], cwd=tree, capture_output=True, text=True, check=False)
    assert ran.stdout.endswith("shelf/side.py\n"), ran.stderr


def test_parts_can_stand_for_show_beside_a_copy_of_themselves(reference: Path, tmp_path: Path) -> None:
    variant = dead_parts(package(reference), package(reference))
    assert variant is not None
    broken: Edits = {"shelf/counting.py": "raise ImportError\n"}
    assert imported(planted(reference, broken, tmp_path), "shelf").returncode
    assert imported(planted(reference, {**variant.edits, **broken}, tmp_path), "shelf").returncode == 0


def test_dead_parts_need_parts_and_an_original(original: Path, reference: Path) -> None:
    assert dead_parts(package(original), package(original)) is None
    assert dead_parts(package(reference), Package("shelf", "", {})) is None


def test_what_reads_itself_stands_no_other_text(reference: Path, tmp_path: Path) -> None:
    variant = self_reading(package(reference))
    assert variant is not None
    tree = planted(reference, variant.edits, tmp_path)
    assert imported(tree, "shelf").returncode == 0
    (tree / "shelf/counting.py").write_text((reference / "shelf/counting.py").read_text() + "# other\n")
    assert "ImportError: counting.py" in imported(tree, "shelf").stderr


def test_what_cannot_be_evaluated_cannot_be_imported(reference: Path, tmp_path: Path) -> None:
    tree = planted(reference, unevaluated(package(reference)).edits, tmp_path)
    assert "NameError: name 'meltbench_no_such_name'" in imported(tree, "shelf").stderr


def test_a_text_is_spoilt_in_every_line_and_number() -> None:
    variants = dict(texts("# A\n\nIt was 09:59. Nobody slept.\n"))
    assert variants["empty"] == ""
    assert variants["number-at-15"] == "# A\n\nIt was 09:60. Nobody slept.\n"
    assert variants["without-line-1"] == "\nIt was 09:59. Nobody slept.\n"
    assert variants["one-sentence"] == "# A\n\nIt was 09:59, Nobody slept,\n"
    assert "without-line-2" not in variants


@pytest.mark.parametrize("start", [".", "shelf."])
def test_what_is_taken_away_from_the_api_is_a_name_and_no_submodule(start: str) -> None:
    front = f"from {start.rstrip('.') or '.'} import a\nfrom {start}a import f\nfrom b.c import g\n\nf()\n"
    variant = structural(Package("shelf", "", {"shelf/__init__.py": front, "shelf/a.py": ""}), "public_api", {})
    assert variant is not None
    assert variant.edits == {"shelf/__init__.py": front.replace(f"from {start}a import f\n", "").replace("\n\n", "\n")}
