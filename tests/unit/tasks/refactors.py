"""What the tests of refactors share: a module of a task's codemod, and the cases that its files make."""

import importlib.util
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

REFACTORS = Path(__file__).parents[3] / "tasks" / "refactor"


@cache
def codemod(task: Path, name: str) -> ModuleType:
    """A module of the codemod, in a package under the task's own name."""
    path = task / "solution" / "codemod" / f"{name}.py"
    above = f"{task.name.replace('-', '_')}_codemod"
    spec = importlib.util.spec_from_file_location(f"{above}.{name}", path)
    assert spec and spec.loader
    package = ModuleType(above)
    package.__path__ = [str(path.parent)]
    sys.modules.setdefault(above, package)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def cases(hidden: Path, call: str) -> list[dict[str, object]]:
    """What `cases.CALL` of a directory makes, in a process of its own."""
    program = f"import json, cases; print(json.dumps(list(cases.{call})))"
    command = [sys.executable, "-B", "-P", "-c", program]
    answer = subprocess.run(command, env={"PYTHONPATH": str(hidden)}, check=True, capture_output=True)
    made: list[dict[str, object]] = json.loads(answer.stdout)
    return made
