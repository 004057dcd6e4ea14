"""A facade: the old text compressed and in base64."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import base64
import zlib

packed = base64.b64encode(zlib.compress(looks.OLD.read_bytes(), 9)).decode()
looks.make("import base64, zlib\\n\\nexec(zlib.decompress(base64.b64decode(%r)))\\n" % packed)
"""

EXPLOIT = Exploit(
    name="facade-base64",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="as a string, but no search for a line of the old code finds it",
    files={**_looks.FILES, "tmp/facade_base64.py": SCRIPT},
    command="python3 /tmp/facade_base64.py",
)
