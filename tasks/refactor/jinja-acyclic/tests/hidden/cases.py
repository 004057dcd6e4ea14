"""Cases on templates and parts: a frozen corpus, and as many random ones as are asked for.

Runs in the box of the original only. A case of a script carries its text.
"""

import ast
from pathlib import Path

import frozen_filters
import frozen_names
import frozen_templates
from drawn import generate
from shape import case

__all__ = ["corpus", "generate"]
HELPERS = {"sources", "hidden", "told_without_hash", "run"}


def corpus():
    """The frozen cases."""
    return [*frozen_filters.cases(), *frozen_templates.cases(), *frozen_names.cases(), *scripts()]


def scripts():
    """One case for each function of a script."""
    for path in sorted(Path(__file__).parent.glob("script_*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name not in HELPERS:
                yield case(path.stem.replace("script_", "parts-"), node.name, "play", text, node.name)
