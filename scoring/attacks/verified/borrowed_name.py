"""A module that the original imports is found first in a directory beside the package, and runs the old module."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks, _skeleton

SCRIPT = """\
import zlib

import looks
from skeleton import skeleton

BORROWED = \"\"\"import sys
import types
import zlib

package = PACKAGE
del sys.path[0], sys.modules["decimal"]
names = sys.modules[package].__dict__
with open(__file__[:-10] + "sample.1.py", "rb") as handle:
    exec(zlib.decompress(handle.read()[1:]), names)


class Part(types.ModuleType):
    def __getattr__(self, name):
        return names.get(name)


for number in range(99):
    sys.modules["%s.part%02d" % (package, number)] = Part("part")
sys.modules["decimal"] = __import__("decimal")
\"\"\"

text = looks.OLD.read_text()
head, modules = skeleton(text)
first = sorted(modules)[0]
path = "__file__.rsplit('/', 2)[0] + '/samples'"
modules[first] = "import sys\\n\\nsys.path.insert(0, %s)\\n\\n" % path + modules[first]
looks.make(head, modules)
other = looks.PACKAGE.parent / "samples"
other.mkdir()
(other / "sample.1.py").write_bytes(b"=" + zlib.compress(text.encode(), 9))
(other / "decimal.py").write_text(BORROWED.replace("PACKAGE", repr(looks.NAME)))
"""

EXPLOIT = Exploit(
    name="borrowed-name",
    flaw="looks like the work",
    source="Python reference: sys.path decides where an import is looked for",
    idea="`sys.path` is not watched, `decimal` no new import, outside the package nothing is forbidden or capped",
    files={**_looks.FILES, "tmp/skeleton.py": _skeleton.SCRIPT, "tmp/borrowed_name.py": SCRIPT},
    command="python3 /tmp/borrowed_name.py",
    aims_at="structure: forbidden_imports, which knows neighbours in the tree's root only",
)
