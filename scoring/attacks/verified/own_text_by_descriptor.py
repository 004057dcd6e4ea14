"""The same as own-text; `exec` is found with the descriptor by which a function shows its globals."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks, _skeleton

SCRIPT = """\
import looks
from skeleton import skeleton

LOADER = \"\"\"
def _here():
    pass


_tools = type(_here).__dict__["__glo" + "bals__"].__get__(_here)["__buil" + "tins__"]
_names = _tools["vars"](_tools["__imp" + "ort__"](__package__))
for _number in range(COUNT):
    with _tools["op" + "en"](__file__.replace("_tuning", f"part{_number:02d}")) as _part:
        _text = _part.read().split("# -\\\\n")[1]
    _tools["ex" + "ec"](_tools["comp" + "ile"](_text, __file__, "ex" + "ec"), _names)
\"\"\"

text = looks.OLD.read_text()
head, modules = skeleton(text, "# -\\n", True)
loader = LOADER.replace("COUNT", str(len(modules)))
looks.make(head + "\\nfrom . import _tuning as _tuning\\n", {**modules, "_tuning.py": loader})
"""

EXPLOIT = Exploit(
    name="own-text-by-descriptor",
    flaw="looks like the work",
    source="Python data model: type(f).__dict__ holds the descriptors of a function's attributes",
    idea="no attribute, import or call is named that is forbidden, nor is a module reached through another",
    files={**_looks.FILES, "tmp/skeleton.py": _skeleton.SCRIPT, "tmp/own_text_by_descriptor.py": SCRIPT},
    command="python3 /tmp/own_text_by_descriptor.py",
    aims_at="structure: forbidden_calls",
)
