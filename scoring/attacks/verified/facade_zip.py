"""A facade: the old module inside a zip archive on the import path."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import zipfile

text = looks.make(
    "import sys, zipimport\\n\\n"
    "_code = zipimport.zipimporter(__path__[0] + '/vendor.zip').get_code('legacy')\\n"
    "exec(_code)\\n"
)
with zipfile.ZipFile(looks.PACKAGE / "vendor.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("legacy.py", text)
"""

EXPLOIT = Exploit(
    name="facade-zip",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="an archive is no module, so whoever counts lines of modules passes it by",
    files={**_looks.FILES, "tmp/facade_zip.py": SCRIPT},
    command="python3 /tmp/facade_zip.py",
)
