"""The old module one level further down, beside as many modules with nothing in them as were asked for."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

text = looks.make("from ._all.code import *\\nfrom ._all import code as _code\\n\\n"
    "globals().update({name: value for name, value in vars(_code).items() if name[:2] != '__'})\\n"
    "__version__ = _code.__version__\\n__doc__ = _code.__doc__\\n")
(looks.PACKAGE / "_all").mkdir()
(looks.PACKAGE / "_all" / "__init__.py").write_text("")
(looks.PACKAGE / "_all" / "code.py").write_text(text)
"""

EXPLOIT = Exploit(
    name="padded-modules",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="who counts files below the package, and not below that, finds enough and none too long",
    files={**_looks.FILES, "tmp/padded_modules.py": SCRIPT},
    command="python3 /tmp/padded_modules.py",
)
