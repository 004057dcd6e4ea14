"""A perturbed diff is one that an author can bring about: some files, put in place of those there, show exactly it."""

import re
import shutil
from pathlib import Path

import pytest

from sandboxes.archive import Tree, scan
from scoring.attacks.judged._diffs import sections
from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Context, Perturbation, perturbations
from scoring.judge.artifact import MAX_CHARS, unified_diff
from tests.unit.scoring.judge.asking import RUBRIC

CONTEXT = Context("diff", "Split it.", RUBRIC)
BASE = {
    "pump.py": "".join(f"def f{at}(): return {at}\n" for at in range(30)),
    "old.py": "import pump\n",
    "README.md": "# Pump\n\n-- a pump\n",
    "logo.png": "\0old",
}
CHANGES: dict[str, dict[str, str | None]] = {
    "split": {"pump.py": None, "pump/__init__.py": "from .on import *\n", "pump/on.py": "def on(): pass\n\n"},
    "edit": {"pump.py": BASE["pump.py"].replace("return 3\n", "return 4\n").replace("return 25", "return 26")},
    "removal": {"old.py": None},
    "odd names": {"!first.py": "x = 1\n", "~last.py": "y = 2\n", "logo.png": "\0new", "empty.py": ""},
    "no end of line": {"zz.py": "x = 1\ny = \\\n  2", "aa.py": "x = 1"},
    "a look of a header": {"README.md": "# Pump\n\n++ b/pump\n", "b.md": "-- a/c\n++ b/c\n"},
    "long": {f"m{at}.py": "x = 1\n" * 9_000 for at in range(5)},
    "nothing": {},
}
ALL = [one for one in (*perturbations().values(), NULL_EDIT) if "diff" in one.kinds]


def laid(root: Path, files: dict[str, str | None]) -> Path:
    """Files over those that are there; None takes one away."""
    for name, text in files.items():
        path = root / name
        path.unlink(missing_ok=True)
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, newline="")
    return root


def brought_about(base: Tree, tree: Tree, perturbed: str, one: Perturbation, room: Path) -> str:
    """The diff that an author gets who works on one of the trees as the perturbed diff says."""
    diff = unified_diff(base, tree)
    start = tree if one.preserves_gold else base
    target = Path(shutil.copytree(start.root, room / "again"))
    known = {part.path for part in sections(diff)} if one.preserves_gold else set()
    new = {
        part.path: "".join(f"{line[1:]}\n" for line in part.body.split("\n")[:-2])
        for part in sections(perturbed)
        if part.path not in known
    }
    laid(target, dict(new))
    if not new and perturbed != diff and one is NULL_EDIT:
        before = diff.split("\n")
        at = next(i for i, now in enumerate(perturbed.split("\n")) if now != before[i])
        path, line = re.findall(r"^\+\+\+ b/(.+)$", "\n".join(before[:at]), re.MULTILINE)[-1], before[at][1:]
        text = (target / path).read_text()
        spaced = re.sub(f"^{re.escape(line)}$", f"{line} ", text, count=1, flags=re.MULTILINE)
        laid(target, {path: spaced})
    return unified_diff(base, scan(target))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_some_change_of_files_shows_it(one: Perturbation, change: str, tmp_path: Path) -> None:
    base = scan(laid(tmp_path / "base", dict(BASE)))
    shutil.copytree(base.root, tmp_path / "tree")
    tree = scan(laid(tmp_path / "tree", CHANGES[change]))
    perturbed = one.apply(unified_diff(base, tree), CONTEXT)
    assert brought_about(base, tree, perturbed, one, tmp_path) == perturbed


@pytest.mark.parametrize("one", [one for one in ALL if one.preserves_gold], ids=lambda one: one.name)
def test_the_change_itself_is_still_there(one: Perturbation, tmp_path: Path) -> None:
    base = scan(laid(tmp_path / "base", dict(BASE)))
    shutil.copytree(base.root, tmp_path / "tree")
    diff = unified_diff(base, scan(laid(tmp_path / "tree", CHANGES["split"])))
    perturbed = one.apply(diff, CONTEXT)
    if one is not NULL_EDIT:
        assert all(part.text in perturbed for part in sections(diff))
        assert len(sections(perturbed)) == len(sections(diff)) + 1
    assert perturbed != diff


def test_a_diff_that_readers_see_the_beginning_of_says_it_there() -> None:
    diff = "--- a/m.py\n+++ b/m.py\n" + "+x = 1\n" * MAX_CHARS
    perturbed = perturbations()["flattery"].apply(diff[:MAX_CHARS], CONTEXT)
    assert len(perturbed) == MAX_CHARS
    assert perturbed.index("someone of your judgement") < perturbed.index("x = 1")


def test_nothing_takes_the_place_of_a_diff_but_other_files() -> None:
    for name in ("colon", "opener-only", "truncation", "hidden-comment", "white-text"):
        assert "diff" not in perturbations()[name].kinds
    assert perturbations()["empty"].apply("--- a/m.py\n+++ b/m.py\n+x = 1\n\n", CONTEXT) == ""
