"""A sitecustomize.py that patches pytest before any test is read."""

from scoring.attacks.exploit import Exploit

PATCH = """\
import builtins
import sys

_import = builtins.__import__


def patched(name, *args, **kwargs):
    module = _import(name, *args, **kwargs)
    runner = sys.modules.get("_pytest.runner")
    if runner is not None and not hasattr(runner, "_quiet"):
        runner._quiet = True
        runner.pytest_runtest_call = lambda item: None
    return module


builtins.__import__ = patched
"""

EXPLOIT = Exploit(
    name="sitecustomize",
    flaw="hooks the interpreter",
    source="BenchJack audit, arXiv 2605.12673, class: interpreter start-up files",
    idea="python imports sitecustomize from the path at start; this one empties the body of every test",
    files={
        "{workdir}/sitecustomize.py": PATCH,
        "{workdir}/usercustomize.py": PATCH,
        "home/agent/.local/lib/python3.11/site-packages/usercustomize.py": PATCH,
    },
    command="true",
)
