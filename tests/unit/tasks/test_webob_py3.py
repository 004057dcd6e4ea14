"""refactor/webob-py3 without WebOb itself: its codemod, its instruction and its pins."""

import json
import tomllib

from tests.unit.tasks.refactors import REFACTORS, codemod

TASK = REFACTORS / "webob-py3"
HIDDEN = TASK / "tests" / "hidden"
SOURCE = '''import re
import sys

try:
    import simplejson as json
except ImportError:
    import json


class Left:
    """Stays."""

    def go(self):
        return re.escape(json.dumps(self))

    def stay(self):
        return sys.path
'''


def test_of_a_branch_for_two_pythons_one_is_left() -> None:
    settled = codemod(TASK, "branches").settled
    assert settled("if PY2:\n    a = 1\nelse:\n    # now\n    a = 2\n") == "# now\na = 2\n"
    assert settled("if not PY2:\n    a = 1\n") == "a = 1\n"
    assert settled("if other:\n    a = 1\n") == "if other:\n    a = 1\n"


def test_methods_leave_for_a_base_and_bring_their_imports() -> None:
    split = codemod(TASK, "split")
    files = {"m.py": SOURCE}
    moved = split.Part("_base.py", "Goes.", "m.py", "go", "Left", "Base")
    split.HEADERS["Left"] = "(Base)"
    homes = split.cut(files, "m.py", (moved,))
    assert homes == {"Base": "_base.py"}
    assert "class Left(Base):" in files["m.py"]
    assert "def go" not in files["m.py"]
    for wanted in ("import re\n", "import simplejson as json", "class Base:", "def go"):
        assert wanted in files["_base.py"]
    left = split.with_imports(files["m.py"], homes)
    assert left.startswith("import sys\nfrom webob._base import Base  # noqa: F401\n")


def test_the_instruction_states_the_thresholds() -> None:
    text = " ".join((TASK / "instruction.md").read_text(encoding="utf-8").split())
    checks = {c["id"]: c for c in tomllib.loads((HIDDEN / "structure.toml").read_text(encoding="utf-8"))["check"]}
    assert f"more than {checks['module-lines']['max']} lines" in text
    assert f"complexity above {checks['complexity']['max']}," in text
    assert all(f"`{rule}`" in text for rule in checks["python-3"]["rules"])
    assert f"more than {checks['facade']['max_share'] * 100:.0f} % of the original's function bodies" in text
    assert f"at most {checks['files']['max_growth_bytes']:,} bytes" in text


def test_what_asks_threads_is_alive_is_not_pinned() -> None:
    pinned = json.loads((HIDDEN / "upstream.json").read_text(encoding="utf-8"))
    assert set(pinned.values()) == {"passed"}
    assert not any("test_client_functional" in test for test in pinned)
    assert len(pinned) == 2373
