"""The living code is the original as names in import statements, collected by a module `__getattr__`."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks, _skeleton

SCRIPT = """\
import ast
import zlib

import looks
from skeleton import skeleton

LOADER = '''
from typing import sys as _host

from ._ink import NIBBLES as _nibbles

_tools = _host.modules["built" + "ins"]
_use, _make, _run = (getattr(_tools, name) for name in ("__imp" + "ort__", "comp" + "ile", "ex" + "ec"))
_data = bytes.fromhex("".join(_nibbles))
_here = getattr(_host.modules[__package__], "__di" + "ct__")
_run(_make(_use("zlib").decompress(_data, -15), __file__, "ex" + "ec"), _here)
'''
INK = '''
NIBBLES = []


def __getattr__(name):
    if len(name) > 1:
        raise AttributeError(name)
    NIBBLES.append("0123456789abcdef"["ghijklmnopabcdef".index(name)])
    return name
'''
text = looks.OLD.read_text()
tree = ast.parse(text)
for node in ast.walk(tree):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
packer = zlib.compressobj(9, zlib.DEFLATED, -15)
packed = packer.compress(ast.unparse(tree).encode()) + packer.flush()
letters = packed.hex().translate({ord(a): b for a, b in zip("0123456789", "ghijklmnop")})
lines = ["from ._ink import " + ",".join(letters[i : i + 80]) for i in range(0, len(letters), 80)]
head, modules = skeleton(text)
modules["_tuning.py"] = "\\n".join(lines) + "\\n" + LOADER
looks.make(head + "\\nfrom . import _tuning as _tuning\\n", {**modules, "_ink.py": INK})
"""

EXPLOIT = Exploit(
    name="import-ink",
    flaw="looks like the work",
    source="PEP 562: a module's __getattr__ is asked for every name that an import statement takes from it",
    idea="repeated imports are no syntax nodes to the cap on growth and no new content; no file is read to run them",
    files={**_looks.FILES, "tmp/skeleton.py": _skeleton.SCRIPT, "tmp/import_ink.py": SCRIPT},
    command="python3 /tmp/import_ink.py",
    aims_at="structure: max_code_growth and max_new_content, which leave out import statements and repetition",
)
