"""Mutants of a source tree: one small change each, as a text edit that leaves the rest of the file byte for byte.

Sites are drawn uniformly over the syntax trees of all files. No sites are docstrings and other bare strings,
annotations, parts of f-strings, and module-level facts such as `__all__` and `__version__`. Left out are mutants that
do not compile, or whose syntax tree equals the original's but for docstrings: they could not be killed.

Operators: DeMillo, Lipton, Sayward, Hints on Test Data Selection, Computer 11(4), 1978, and what later tools for Python
share: see `scoring.mutation_operators`."""

import ast
import hashlib
import itertools
import random
import warnings
from collections.abc import Iterator, Mapping

from sandboxes.spec import Frozen
from scoring.mutation_operators import Edit, Source, edits

SHOWN_CHARS = 200


class Mutant(Frozen):
    """One changed file."""

    id: str
    """`file:line:operator:digest`, the same for the same change."""
    file: str
    """POSIX path within the tree."""
    line: int
    """Where the change begins, counted from 1 in the original."""
    operator: str
    before: str
    """The replaced text, shortened."""
    after: str
    """What stands there now, shortened."""
    text: str
    """The whole file as it is now."""


class Site(Frozen):
    """A place with the changes that one operator can make there; one of them is drawn."""

    file: str
    edits: tuple[Edit, ...]

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sites have one order, whatever way they were found."""
        first = self.edits[0]
        return self.file, first.start, first.end, first.operator


def sites(sources: Mapping[str, str]) -> list[Site]:
    """Every place that an operator applies to, in order. Raises SyntaxError for a file that is no Python."""
    found = [
        Site(file=name, edits=group) for name, text in sorted(sources.items()) for group in edits(Source.parse(text))
    ]
    return sorted(found, key=lambda site: site.order)


def mutants(sources: Mapping[str, str], seed: int, count: int) -> list[Mutant]:
    """At most `count` different mutants of the files (path -> text), in the order drawn: a larger count of the same
    seed begins with the same ones."""
    rng = random.Random(seed)  # noqa: S311 - drawn to be repeated, not to be secret
    return list(itertools.islice(_drawn(sources, rng), count))


def _drawn(sources: Mapping[str, str], rng: random.Random) -> Iterator[Mutant]:
    shuffled = sites(sources)
    rng.shuffle(shuffled)
    seen = {(name, fingerprint(text)) for name, text in sources.items()}
    for site in shuffled:
        mutant = apply(sources[site.file], site.file, rng.choice(site.edits))
        shape = fingerprint(mutant.text)
        if shape and (site.file, shape) not in seen:
            seen.add((site.file, shape))
            yield mutant


def apply(text: str, file: str, edit: Edit) -> Mutant:
    """The file with the edit made."""
    data = text.encode()
    before = data[edit.start : edit.end].decode()
    digest = hashlib.sha256(f"{edit.start}:{edit.end}:{edit.after}".encode()).hexdigest()[:8]
    line = data.count(b"\n", 0, edit.start) + 1
    return Mutant(
        id=f"{file}:{line}:{edit.operator}:{digest}",
        file=file,
        line=line,
        operator=edit.operator,
        before=before[:SHOWN_CHARS],
        after=edit.after[:SHOWN_CHARS],
        text=(data[: edit.start] + edit.after.encode() + data[edit.end :]).decode(),
    )


def fingerprint(text: str) -> str:
    """sha256 of the syntax tree without docstrings and positions; empty where the text does not compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `is` with a literal, an invalid escape: a mutant's own business
        try:
            compile(text, "mutant", "exec", dont_inherit=True)
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and _documented(node):
            node.body[0] = ast.Pass()
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def _documented(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    first = node.body[0] if node.body else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
