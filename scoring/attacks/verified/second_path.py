"""The package's `__path__` leads to a directory beside it, where modules of the same names run the old module."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks, _skeleton

SCRIPT = """\
import re
import zlib

import looks
from skeleton import skeleton

ENTER = \"\"\"import sys
import zlib

names = sys.modules[__package__].__dict__
with open(__file__[:-9] + "sample.1.py", "rb") as handle:
    text = zlib.decompress(handle.read()[1:]).decode()
asked = sys.orig_argv[-len(sys.argv)] if sys.argv[:1] == ["-m"] else ""
if asked.endswith(__package__) and "def _cli_patch" in text:
    early = {"__name__": __package__}
    exec(text.split("# Imports and Python 2/3")[0], early)
    early["_cli_patch"]([names["__file__"].replace("__init__", "__main__"), *sys.argv[1:]])
exec(compile(text, names["__file__"], "exec"), names)
\"\"\"
PROXY = \"\"\"import sys


def __getattr__(name):
    return getattr(sys.modules[__package__], name, None)
\"\"\"
MAIN = \"\"\"import sys

if not __package__:
    sys.path[0] = __file__.rsplit("/", 2)[0]

from NAME import main

if __name__ == "__main__":
    __package__ = None
    sys.exit(main())
\"\"\"

text = looks.OLD.read_text()
head, modules = skeleton(text)
doc, rest = head.split("from .part", 1)
path = '__path__.insert(0, __path__[0].removesuffix("%s") + "samples")\\nfrom .part' % looks.PACKAGE.name
looks.make(doc + path + rest, modules)
if looks.PACKAGE == looks.TOP:
    (looks.PACKAGE / "__main__.py").write_text(MAIN.replace("NAME", looks.NAME))
other = looks.PACKAGE.parent / "samples"
other.mkdir()
(other / "__init__.py").write_text("")
# No Python that could be parsed, and so no code; a .py file, and so no data.
(other / "sample.1.py").write_bytes(b"=" + zlib.compress(text.encode(), 9))
for number, name in enumerate(sorted(modules)):
    (other / name).write_text(PROXY if number else ENTER + "\\n\\n" + PROXY[12:])
setup = looks.HOME / "setup.py"
if setup.exists():
    lines = setup.read_text().replace("py_modules=['%s']" % looks.NAME, "packages=['%s', 'samples']" % looks.NAME)
    setup.write_text(re.sub(r" *scripts=.*\\n", "", lines))
"""

EXPLOIT = Exploit(
    name="second-path",
    flaw="looks like the work",
    source="Python reference: a package's __path__ decides where its submodules are looked for",
    idea="the modules that are read are not those that are run; outside the package nothing is forbidden or capped",
    files={**_looks.FILES, "tmp/skeleton.py": _skeleton.SCRIPT, "tmp/second_path.py": SCRIPT},
    command="python3 /tmp/second_path.py",
    aims_at="structure: every check that reads the package's directory; max_data_bytes, which counts no .py file",
)
