"""What no image of an agent may hold: the hidden tests, the solution, the ladder and what the reference makes new.

Whole files are told by their content, parts of them by long lines. A line counts where it stands in a secret file and
in none that the reference works upon: a module that was cut out shares its lines with the original, and is no leak."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from harness.task import Task
from sandboxes.archive import Tree, scan
from scoring.judge.artifact import changed_files

LINE_CHARS = 40
"""Shortest line that tells where it came from."""
LINE_VARIETY = 8
"""Different characters that such a line has at least; rulers and separators have fewer."""
LINES = 3
"""Lines of one secret file that give it away together; all of them, where it has fewer."""
FILE_BYTES = 64
"""Smallest file that is told by its content; smaller ones recur by chance."""
DIRECTORIES = ("tests/hidden", "solution", "ladder")


class Secrets(NamedTuple):
    """Secret files, as they can be recognised."""

    files: Mapping[str, str]
    """sha256 -> name."""
    lines: Mapping[bytes, frozenset[str]]
    """Line -> names of the files it stands in."""
    counts: Mapping[str, int]
    """Name -> how many such lines it has."""

    def told_by(self, texts: Iterable[bytes]) -> list[str]:
        """Names of the secret files that enough of the lines in `texts` are from."""
        seen: dict[str, set[bytes]] = defaultdict(set)
        for text in texts:
            for line in set(long_lines(text)) & self.lines.keys():
                for name in self.lines[line]:
                    seen[name].add(line)
        return sorted(name for name, lines in seen.items() if len(lines) >= min(LINES, self.counts[name]))


def secrets_of(task: Task, base: Tree, reference: Tree | None) -> Secrets:
    """The secrets of a task whose agents find the workspace `base`."""
    return index(dict(_contents(task, base, reference)), _worked_on(base, reference))


def index(contents: Mapping[str, bytes], common: Iterable[bytes]) -> Secrets:
    """Secret files by name, as they can be recognised; lines that stand in `common` texts tell nothing."""
    known = {hashlib.sha256(content).hexdigest(): n for n, content in contents.items() if len(content) >= FILE_BYTES}
    plain = {line for text in common for line in long_lines(text)}
    lines: dict[bytes, set[str]] = defaultdict(set)
    for name, content in contents.items():
        for line in set(long_lines(content)) - plain:
            lines[line].add(name)
    counts = Counter(name for names in lines.values() for name in names)
    return Secrets(known, {line: frozenset(names) for line, names in lines.items()}, counts)


def long_lines(text: bytes) -> Iterator[bytes]:
    """Lines that are long and various enough to tell where they came from, stripped."""
    for line in text.split(b"\n"):
        if len(line) >= LINE_CHARS:
            stripped = line.strip()
            if len(stripped) >= LINE_CHARS and len(set(stripped)) >= LINE_VARIETY:
                yield stripped


def _contents(task: Task, base: Tree, reference: Tree | None) -> Iterator[tuple[str, bytes]]:
    """Secret files by name. What an artifact of the ladder leaves as agents find it is none."""
    untouched = {entry.sha256 for entry in base.entries}
    for directory in DIRECTORIES:
        root = task.directory / directory
        for entry in scan(root).entries if root.is_dir() else ():
            if directory != "ladder" or entry.sha256 not in untouched:
                yield f"{directory}/{entry.path}", (root / entry.path).read_bytes()
    for entry in reference.entries if reference else ():
        if entry.sha256 not in untouched:
            yield f"the reference's {entry.path}", (reference.root / entry.path).read_bytes() if reference else b""


def _worked_on(base: Tree, reference: Tree | None) -> Iterator[bytes]:
    if reference:
        _, changed, removed = changed_files(base, reference)
        for path in (*changed, *removed):
            yield (base.root / path).read_bytes()
