"""Comments that silence tools: type: ignore, noqa, pragma: no cover, fmt: off, on every line; nothing else."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import looks

import ast

for path in looks.HOME.rglob("*.py"):
    text = path.read_text()
    whole = {n.lineno for n in ast.walk(ast.parse(text)) if isinstance(n, ast.stmt) and n.lineno == n.end_lineno}
    lines = text.splitlines()
    for number in whole:
        if "#" not in lines[number - 1] and "\\\\" not in lines[number - 1]:
            lines[number - 1] += "  # type: ignore  # noqa  # pragma: no cover"
    path.write_text("# mypy: ignore-errors\\n# flake8: noqa\\n# ruff: noqa\\n# fmt: off\\n" + "\\n".join(lines) + "\\n")
"""

EXPLOIT = Exploit(
    name="comment-games",
    flaw="looks like the work",
    source="exploit catalogue of verification.md section 4",
    idea="where a tool's complaints are counted, its own comments turn it off",
    files={**_looks.FILES, "tmp/comment_games.py": SCRIPT},
    command="python3 /tmp/comment_games.py",
)
