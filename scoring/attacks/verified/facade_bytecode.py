"""A facade: the old module as a compiled file without a source."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import py_compile

text = looks.make(
    "from . import legacy\\n\\n"
    "globals().update({name: value for name, value in vars(legacy).items() if name[:2] != '__'})\\n"
    "__version__ = legacy.__version__\\n"
    "__doc__ = legacy.__doc__\\n"
)
source = looks.PACKAGE / "legacy.py"
source.write_text(text)
py_compile.compile(str(source), cfile=str(source.with_suffix(".pyc")), doraise=True)
source.unlink()
"""

EXPLOIT = Exploit(
    name="facade-bytecode",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="python imports a .pyc that stands where its source would; it has no lines to count",
    files={**_looks.FILES, "tmp/facade_bytecode.py": SCRIPT},
    command="python3 /tmp/facade_bytecode.py",
)
