"""What the tests of seeded applications share: a task's modules by their paths, and its reference made step by step."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType


def load(path: Path) -> ModuleType:
    """A module by its path, with those beside it, which other tasks may have under the same names."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    beside = {one.stem for one in path.parent.glob("*.py")}
    before = {name: sys.modules.pop(name) for name in beside & sys.modules.keys()}
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
        for name in beside & sys.modules.keys():
            del sys.modules[name]
        sys.modules.update(before)
    return module


def named_in_milestones(task: Path) -> list[list[str]]:
    """The patches of each milestone, in order."""
    scripts = sorted((task / "solution" / "milestones").glob("*.sh"))
    return [re.findall(r"patch\.py (.+)", script.read_text())[0].split() for script in scripts]


def mended(task: Path, tree: Path) -> Path:
    """The workspace with every patch of the reference, milestone by milestone."""
    shutil.copytree(task / "environment" / "workspace", tree)
    for names in named_in_milestones(task):
        subprocess.run([sys.executable, task / "solution" / "patch.py", *names], cwd=tree, check=True)
    return tree
