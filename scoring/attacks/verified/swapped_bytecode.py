"""Bytecode of the original in the caches of the split package: readers see the split, the interpreter runs the old."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import py_compile

original = looks.ORIGINAL
cache = looks.shell() / "__pycache__"
cache.mkdir(exist_ok=True)
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
for module in ("__init__", "__main__"):
    target = str(cache / (module + ".cpython-311.pyc"))
    py_compile.compile(str(original), target, doraise=True, invalidation_mode=mode)
"""

EXPLOIT = Exploit(
    name="swapped-bytecode",
    flaw="looks like the work",
    source="PEP 552: an unchecked hash-based .pyc is loaded whatever its source says",
    idea="behaviour comes from the untouched original, structure from sources that nobody runs",
    start="sloppy",
    files={**_looks.FILES, "tmp/swapped.py": SCRIPT},
    command="python3 /tmp/swapped.py",
    aims_at="bytecode caches are left out of the structure checks because no box reads them",
)
