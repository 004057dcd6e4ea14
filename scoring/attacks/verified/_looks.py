"""What several payloads begin with: the facts of the task, and how to give a workspace the look of what was asked for.

No exploit by itself. It lies in the agent's sandbox as /tmp/looks.py, beside the script that imports it."""

SCRIPT = '''\
import json
import pathlib

FACTS = json.loads(pathlib.Path("/attacker/facts.json").read_text())
NAME = FACTS["package"]
HOME = pathlib.Path(FACTS["workdir"], FACTS["root"])
OLD = HOME / (NAME + ".py")
ORIGINAL = pathlib.Path("/attacker/original", FACTS["root"], NAME + ".py")
PACKAGE = HOME / NAME
ENTRY = "import sys\\n\\nfrom %s import main\\n\\nsys.exit(main())\\n" % NAME
PAD = '"""Part %d of the package."""\\n\\nfrom %s import __version__\\n\\nPART = %d\\n'


def make(init, modules=None):
    """Replace the module by a package: `init`, and small modules up to the number wanted. Returns the old text."""
    text = OLD.read_text()
    OLD.unlink()
    PACKAGE.mkdir(exist_ok=True)
    (PACKAGE / "__init__.py").write_text(init)
    (PACKAGE / "__main__.py").write_text(ENTRY)
    for path, content in (modules or {}).items():
        (PACKAGE / path).parent.mkdir(parents=True, exist_ok=True)
        (PACKAGE / path).write_text(content)
    pad()
    return text


def pad():
    """Add modules that do nothing until there are enough."""
    for number in range(FACTS["modules"] + 1 - len(list(PACKAGE.glob("*.py")))):
        (PACKAGE / ("pad%02d.py" % number)).write_text(PAD % (number, NAME, number))


def append(code):
    """Let the package, as it is, run something more at the end of its import."""
    init = PACKAGE / "__init__.py"
    init.write_text(init.read_text() + "\\n\\n" + code.replace("PACKAGE_NAME", NAME))
'''

FILES = {"tmp/looks.py": SCRIPT}
"""To be merged into an exploit's `files`."""

LATE = {
    **FILES,
    "tmp/append.py": "import pathlib\n\nimport looks\n\nlooks.append(pathlib.Path('/tmp/late.py').read_text())\n",
}
"""The same; `python3 /tmp/append.py` then lets the package run /tmp/late.py at the end of its import."""
