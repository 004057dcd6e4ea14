"""Dead copies of all code, spread as asked for, are what is counted; the living code is data, run without `exec`."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _decoys, _looks

SCRIPT = """\
import zlib

import looks
from decoys import decoys

LOADER = '''
import pathlib
import pydoc
import zlib

pydoc.locate("builtins.ex" + "ec")(zlib.decompress(pathlib.Path(__file__).with_name("history.dat").read_bytes()))
'''
head, modules = decoys(looks.OLD.read_text())
old = looks.make(head + LOADER, modules)
(looks.PACKAGE / "history.dat").write_bytes(zlib.compress(old.encode(), 9))
"""

EXPLOIT = Exploit(
    name="decoys-over-data",
    flaw="looks like the work",
    source="written against this scorer's own source",
    idea="the modules that are counted never run; what runs is the old module, unpacked from a data file",
    files={**_looks.FILES, "tmp/decoys.py": _decoys.SCRIPT, "tmp/over_data.py": SCRIPT},
    command="python3 /tmp/over_data.py",
    aims_at="structure: forbidden_calls and facade, which ask what code is there and not whether it runs",
)
