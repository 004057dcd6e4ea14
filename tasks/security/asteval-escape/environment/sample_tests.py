"""Leave every N-th test function of a file, and all that is no test: `python3 sample_tests.py FILE N`."""

import ast
import sys
from pathlib import Path


def main() -> None:
    """Take the other tests away, decorators included."""
    path, step = Path(sys.argv[1]), int(sys.argv[2])
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    tests = [
        node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    for node in reversed([node for at, node in enumerate(tests) if at % step]):
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        del lines[first - 1 : node.end_lineno]
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
