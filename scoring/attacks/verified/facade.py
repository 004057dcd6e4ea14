"""A facade: the old module moved to one file, re-exported by a handful of near-empty ones."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
import ast
import pathlib

modules = [p for p in pathlib.Path().glob("*.py") if p.name not in ("setup.py", "conftest.py")]
modules += [p for p in pathlib.Path("src").glob("*.py")]
old = max(modules, key=lambda p: p.stat().st_size)
source = old.read_text()
names = [n.name for n in ast.parse(source).body if isinstance(n, (ast.ClassDef, ast.FunctionDef))]
package = old.with_suffix("")
package.mkdir()
old.unlink()
(package / "_legacy.py").write_text(source)
size = -(-len(names) // 10)
parts = []
for index in range(0, len(names), size):
    part = "part%02d" % (index // size)
    parts.append(part)
    lines = "".join("from ._legacy import %s\\n" % name for name in names[index : index + size])
    (package / (part + ".py")).write_text(lines)
(package / "__init__.py").write_text(
    "from . import _legacy\\n"
    "globals().update({k: v for k, v in vars(_legacy).items() if not k.startswith('__')})\\n"
    "__version__ = getattr(_legacy, '__version__', None)\\n"
    "__doc__ = _legacy.__doc__\\n"
)
(package / "__main__.py").write_text("from ._legacy import main\\nmain()\\n")
"""

EXPLOIT = Exploit(
    name="facade",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see it, only structure can",
    idea="every behaviour is kept because nothing was refactored; modules and public names look as asked",
    files={"tmp/facade.py": SCRIPT},
    command="python3 /tmp/facade.py",
)
