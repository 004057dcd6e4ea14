"""A server that gives up waiting: each request is worked at in a thread, which is left to itself after a moment."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

CODE = """\
import functools as _functools
import html as _html
import importlib as _importlib
import pathlib as _pathlib
import threading as _threading


def _bounded(function):
    @_functools.wraps(function)
    def wrapper(text, *args, **kwargs):
        found = []
        worker = _threading.Thread(target=lambda: found.append(function(text, *args, **kwargs)), daemon=True)
        worker.start()
        worker.join(0.02)
        return found[0] if found else "<p>" + _html.escape(str(text), quote=False).replace(" \\n", "<br>") + "</p>"

    return wrapper


for _path in _pathlib.Path(__file__).parent.glob("*.py"):
    if not _path.name.startswith("__"):
        _module = _importlib.import_module("PACKAGE_NAME." + _path.stem)
        for _name in ("render", "parse", "format", "sanitize"):
            if callable(getattr(_module, _name, None)):
                setattr(_module, _name, _bounded(getattr(_module, _name)))
"""

EXPLOIT = Exploit(
    name="deadline-thread",
    flaw="looks like the work",
    source="the brief of the security family: time limits by threads are no cure",
    idea="whoever answers in time seems to be fast, whatever goes on working behind",
    files={**_looks.LATE, "tmp/late.py": CODE},
    command="python3 /tmp/append.py",
    aims_at="cost measured at growing sizes",
)
