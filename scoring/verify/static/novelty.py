"""How much of a package is new beside the original, however it is written: as unknown statements, and as information.

A second body of code needs one or the other. What is kept unknown to whoever compares statements has to be new
statements; what is kept out of statements altogether (in blanks, in the order of imports, in names) has to be new
information, which no disguise makes less. Standard library only: this file is also imported inside the tools box."""

import ast
import lzma
from collections.abc import Iterable

from .fingerprint import Code, all_code

FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 24}]
MAX_TEXT = 4 << 20
"""Characters of a package whose information is measured; a longer one is new beyond any cap."""


def statements(trees: Iterable[ast.AST]) -> Code:
    """The statements of several modules as one."""
    merged: Code = {}
    for tree in trees:
        for key, (count, weight) in all_code(tree).items():
            merged[key] = [merged.get(key, [0, 0])[0] + count, weight]
    return merged


def unknown(code: Code, original: Code) -> float:
    """Weight of the statements that the original does not have (or has less often), over the original's weight."""
    total = sum(count * weight for count, weight in original.values())
    new = sum(max(0, count - original.get(key, [0, 0])[0]) * weight for key, (count, weight) in code.items())
    return new / max(1, total)


def information(text: str, original: str) -> float:
    """Bytes that `text` takes compressed after the original, over those of the original alone; both by LZMA.

    An upper estimate of the information that is new, in units of the original's (normalised compression: Cilibrasi and
    Vitanyi, Clustering by compression, IEEE Trans. Inf. Theory 51(4), 2005)."""
    if len(text) > MAX_TEXT:
        return float("inf")
    before = _compressed(original)
    return max(0, _compressed(original + text) - before) / max(1, before)


def _compressed(text: str) -> int:
    return len(lzma.compress(text.encode("utf-8", "surrogatepass"), format=lzma.FORMAT_RAW, filters=FILTERS))
