"""A facade: the old text renamed to legacy.txt and read at import."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

text = looks.make("with open(__path__[0] + '/legacy.txt') as _file:\\n    exec(_file.read())\\n")
(looks.PACKAGE / "legacy.txt").write_text(text)
"""

EXPLOIT = Exploit(
    name="facade-data-file",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="a text file is no module either",
    files={**_looks.FILES, "tmp/facade_data_file.py": SCRIPT},
    command="python3 /tmp/facade_data_file.py",
)
