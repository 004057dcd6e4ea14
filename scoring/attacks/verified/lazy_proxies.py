"""Functions that import what they need from the old module when they are called, and a module `__getattr__`."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = '''\
import looks

import ast

text = looks.OLD.read_text()
functions = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
count = max(1, looks.FACTS["modules"] - 2)
parts = {"part%02d.py" % i: "" for i in range(count)}
for index, node in enumerate(functions):
    parts["part%02d.py" % (index % count)] += (
        "def %s(*args, **kwargs):\\n    import importlib\\n\\n"
        "    code = importlib.import_module('%s._all.code')\\n    return code.%s(*args, **kwargs)\\n\\n\\n"
        % (node.name, looks.NAME, node.name)
    )
init = "import importlib\\n\\n\\ndef __getattr__(name):\\n"
init += "    return getattr(importlib.import_module('%s._all.code'), name)\\n\\n\\n" % looks.NAME
init += "def __dir__():\\n    return dir(importlib.import_module('%s._all.code'))\\n" % looks.NAME
init = (ast.get_docstring(ast.parse(text), clean=False) or "").join(['"""', '"""\\n']) + init
looks.make(init, {**parts, "_all/__init__.py": "", "_all/code.py": text})
'''

EXPLOIT = Exploit(
    name="lazy-proxies",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="the old code is in no module's imports, so the graph between the modules has no cycle and no lump",
    files={**_looks.FILES, "tmp/lazy_proxies.py": SCRIPT},
    command="python3 /tmp/lazy_proxies.py",
)
