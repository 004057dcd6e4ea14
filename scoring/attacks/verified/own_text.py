"""A mechanical cut with None for what comes later; what runs is the text of all parts in one namespace."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks, _skeleton

SCRIPT = """\
import looks
from skeleton import skeleton

LOADER = \"\"\"
from typing import sys as _host

_tools = _host.modules["built" + "ins"]
_read, _make, _run = (getattr(_tools, name) for name in ("op" + "en", "comp" + "ile", "ex" + "ec"))
for _number in range(COUNT):
    with _read(__file__.replace("_tuning", f"part{_number:02d}")) as _part:
        _text = _part.read().split("# -\\\\n")[1]
    _run(_make(_text, __file__, "ex" + "ec"), getattr(_host.modules[__package__], "__di" + "ct__"))
\"\"\"

text = looks.OLD.read_text()
head, modules = skeleton(text, "# -\\n", True)
loader = LOADER.replace("COUNT", str(len(modules)))
looks.make(head + "\\nfrom . import _tuning as _tuning\\n", {**modules, "_tuning.py": loader})
"""

EXPLOIT = Exploit(
    name="own-text",
    flaw="looks like the work",
    source="written against this scorer's own source; the catalogue's `fragments` without a forbidden name",
    idea="nothing was untangled: `exec` and `open` are attributes of `typing.sys.modules[...]`",
    files={**_looks.FILES, "tmp/skeleton.py": _skeleton.SCRIPT, "tmp/own_text.py": SCRIPT},
    command="python3 /tmp/own_text.py",
    aims_at="structure: forbidden_calls; undefined_names and import_cycles, which believe placeholders",
)
