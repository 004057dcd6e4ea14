"""What a judge reads: the written file of a task, or the unified diff of a workspace against its base."""

import difflib
from pathlib import Path

from sandboxes.archive import Tree

MAX_CHARS = 200_000
MAX_DIFF_FILE_BYTES = 1 << 20


def read_artifact(path: Path) -> str:
    """The text of a written file, at most 200,000 characters; empty where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as handle:
        return handle.read(4 * MAX_CHARS).decode("utf-8", "replace")[:MAX_CHARS]


def text_of(base: Tree, tree: Tree, artifact: str) -> str:
    """The text of an artifact: `diff`, or the path of a written file; at most 200,000 characters."""
    return unified_diff(base, tree) if artifact == "diff" else read_artifact(tree.root / artifact)


def changed_files(base: Tree, tree: Tree) -> tuple[list[str], list[str], list[str]]:
    """Paths added, changed and removed, each sorted."""
    before = {entry.path: entry.sha256 for entry in base.entries}
    after = {entry.path: entry.sha256 for entry in tree.entries}
    added = sorted(set(after) - set(before))
    removed = sorted(set(before) - set(after))
    return added, sorted(p for p in set(before) & set(after) if before[p] != after[p]), removed


def unified_diff(base: Tree, tree: Tree) -> str:
    """The diff of two sanitised trees, made here (never by git on a hostile repository), at most 200,000 characters."""
    parts: list[str] = []
    size = 0
    for path in sorted(path for group in changed_files(base, tree) for path in group):
        old, new = _lines(base.root / path), _lines(tree.root / path)
        text = _file_diff(path, old, new)
        parts.append(text)
        size += len(text)
        if size > MAX_CHARS:
            break
    return "".join(parts)[:MAX_CHARS]


def _file_diff(path: str, old: list[str] | None, new: list[str] | None) -> str:
    if old is None or new is None:
        return f"Binary or large file {path} differs\n"
    # A file that is new or gone needs no matching, which is quadratic at worst.
    if not old or not new:
        sign, lines = ("+", new) if new else ("-", old)
        return f"--- a/{path}\n+++ b/{path}\n" + "".join(f"{sign}{line}" for line in lines) + "\n"
    return "".join(difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")) + "\n"


def _lines(path: Path) -> list[str] | None:
    """Lines of a text file, [] where there is none, None where it is binary or over 1 MiB."""
    if not path.is_file():
        return []
    if path.stat().st_size > MAX_DIFF_FILE_BYTES:
        return None
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", "replace").splitlines(keepends=True)
