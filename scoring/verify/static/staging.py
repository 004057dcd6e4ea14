"""A clean copy of a package for tools that want to find it on disk: its parsed modules and nothing else of the tree.

Stub files, path files and neighbours that a tool would read along with the package stay behind."""

from collections.abc import Sequence
from pathlib import Path

from .source import Module


def stage(modules: Sequence[Module], directory: Path) -> list[str]:
    """Write the modules below `directory`, as they lie below the package's parent; their paths in it, in order."""
    names = []
    for module in modules:
        path = directory.joinpath(*module.name.split("."))
        path = path / "__init__.py" if module.path.endswith("__init__.py") else path.with_name(f"{path.name}.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(module.text, encoding="utf-8")
        names.append(path.relative_to(directory).as_posix())
    return names
