"""What runs is the candidate's package in the original's surroundings; nothing else that was left behind takes part.

Structure checks read the package. Were the rest of the tree there when it runs, it could be where the code is."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sandboxes.archive import Tree, open_to_all, tree_digest
from sandboxes.cache import scratch
from scoring.spec import VerifySpec
from scoring.verify.static.spec import load_structure


class Package(NamedTuple):
    """What of a tree is the candidate's."""

    name: str
    root: str
    """Directory of the tree that holds the package; the tree itself where it is empty."""
    beside: tuple[str, ...] = ()
    """Paths of files outside the package that come with it."""

    def takes(self, path: str) -> bool:
        """Whether a file comes from the candidate."""
        inside = f"{self.root}/{self.name}" if self.root else self.name
        return path.startswith(f"{inside}/") or path == f"{inside}.py" or path in self.beside


def package_of(specs: Sequence[VerifySpec], hidden: Path) -> Package | None:
    """The package that a task's structure checks are about; None for a task that has none.

    Raises UserError for a structure.toml that cannot be read."""
    static = next((spec for spec in specs if spec.kind == "static"), None)
    if static is None:
        return None
    structure = load_structure(hidden / (static.path or "structure.toml"))
    return Package(structure.package, structure.root, structure.beside)


@contextmanager
def surrounded(candidate: Tree, original: Tree, package: Package) -> Iterator[Tree]:
    """The tree that is run: the candidate's package, and everything else as the original has it."""
    parts = [(candidate, entry) for entry in candidate.entries if package.takes(entry.path)]
    parts += [(original, entry) for entry in original.entries if not package.takes(entry.path)]
    with scratch() as room:
        root = room / "tree"
        root.mkdir()
        for tree, entry in parts:
            target = root / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree.root / entry.path, target)
        open_to_all(root)
        entries = tuple(sorted(entry for _, entry in parts))
        yield Tree(root, tree_digest(entries), entries)
