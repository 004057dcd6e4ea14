"""Cases on requests, responses and headers: a frozen corpus, and as many random ones as are asked for.

Runs in the box of the original only. A case of a script carries its text.
"""

import ast
from pathlib import Path

from drawn import generate
from shape import case

__all__ = ["corpus", "generate"]


def corpus():
    """The frozen cases."""
    return list(scripts())


def scripts():
    """One case for each function of a script whose name is no helper's."""
    for path in sorted(Path(__file__).parent.glob("script_*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield case(path.stem.replace("script_", ""), node.name, "play", text, node.name)
