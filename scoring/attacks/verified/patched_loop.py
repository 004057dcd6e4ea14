"""The runner's own modules patched in the process that has imported the package, so that it reports otherwise."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

CODE = """

import json as _json
import pydoc as _pydoc

_dumps = _json.dumps
_modules = _pydoc.sys.modules


def _forged(value, *args, **kwargs):
    if isinstance(value, dict) and "raised" in value:
        value = {"value": None}
    return _dumps(value, *args, **kwargs)


for _name, _module in list(_modules.items()):
    if _name.startswith("runner"):
        for _function in ("project", "plain", "type_name", "call", "prepare", "supervise"):
            if hasattr(_module, _function) and _function in ("project", "plain", "type_name"):
                setattr(_module, _function, lambda value, depth=0: ["builtins.NoneType"])
        _module.passed = _module.ok = True
    if _name == "pytest" or _name.startswith("_pytest.assertion"):
        _module.fail = lambda *args, **kwargs: None
if "runner.loop" in _modules:
    _json.dumps = _forged
"""

EXPLOIT = Exploit(
    name="patched-loop",
    flaw="writes the verdict",
    source="written against this scorer's own source",
    idea="whoever serialises the answer in the tested process serialises what the tested code lets it",
    files={**_looks.LATE, "tmp/late.py": CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="the typed projection",
)
