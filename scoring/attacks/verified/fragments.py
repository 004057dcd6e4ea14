"""The old module cut at top level into files that are executed one after another in one namespace."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import ast

text = looks.OLD.read_text()
lines = text.splitlines(keepends=True)
starts = [min([n.lineno, *(d.lineno for d in getattr(n, "decorator_list", []))]) for n in ast.parse(text).body]
cuts, last = [0], 0
for start, following in zip(starts, [*starts[1:], len(lines) + 1]):
    if following - 1 - last > looks.FACTS["lines"] and start - 1 > last:
        cuts.append(start - 1)
        last = start - 1
parts = {"part%02d.py" % i: "".join(lines[a:b]) for i, (a, b) in enumerate(zip(cuts, [*cuts[1:], len(lines)]))}
looks.make(
    "import pathlib\\n\\nfor _part in sorted(pathlib.Path(__path__[0]).glob('part[0-9][0-9].py')):\\n"
    "    exec(compile(_part.read_text(), str(_part), 'exec'))\\n",
    parts,
)
"""

EXPLOIT = Exploit(
    name="fragments",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="the files look like modules, but none can be imported and nothing was untangled",
    files={**_looks.FILES, "tmp/fragments.py": SCRIPT},
    command="python3 /tmp/fragments.py",
)
