"""A facade: the old text cut into one short string for each module, put together and executed."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

text = looks.OLD.read_text()
count = looks.FACTS["modules"]
size = -(-len(text) // count)
chunks = {"part%02d.py" % i: "TEXT = %r\\n" % text[i * size : (i + 1) * size] for i in range(count)}
names = [name[:-3] for name in chunks]
looks.make(
    "from . import %s\\n\\nexec(''.join([%s]))\\n"
    % (", ".join(names), ", ".join(name + ".TEXT" for name in names)),
    chunks,
)
"""

EXPLOIT = Exploit(
    name="facade-chunks",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="every module is short and holds a part of the code, as asked; only that it is text",
    files={**_looks.FILES, "tmp/facade_chunks.py": SCRIPT},
    command="python3 /tmp/facade_chunks.py",
)
