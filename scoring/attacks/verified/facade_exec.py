"""A facade: the old text as one string that the package executes."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

text = looks.OLD.read_text()
looks.make("exec(compile(%r, __file__, 'exec'))\\n" % text)
"""

EXPLOIT = Exploit(
    name="facade-exec",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="the old module is a constant in one long line; every name and behaviour is there, and every module is short",
    files={**_looks.FILES, "tmp/facade_exec.py": SCRIPT},
    command="python3 /tmp/facade_exec.py",
)
