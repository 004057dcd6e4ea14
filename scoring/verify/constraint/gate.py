"""The gate before every other check: there is a deliverable, it is real writing, and it is the writer's own.

Without it a file that is empty would hold every check that asks for something to be absent."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scoring.reward import CheckResult
from scoring.verify.constraint.document import Document, visible, words_of
from scoring.verify.constraint.reading import HARD_CAP_BYTES, Deliverable, Readout

IDS = ("deliverable", "substance", "own-words")
RUN = 6
"""Words in a run; shorter runs recur by chance in any text on the same matter."""
MOST_COMMON = 0.25
"""Largest share that one word may have; in English prose `the` has about 0.07."""
SOURCE_FILES = 1_000


def gate(readout: Readout, wanted: Deliverable, sources: Path) -> tuple[CheckResult, ...]:
    """Three gates: the file can be read, holds enough different words, and is no copy of the source material."""
    present = _result(IDS[0], not readout.problem, readout.problem or f"{wanted.path} was read")
    return (present, _substance(readout.document, wanted), _own_words(readout.document, wanted, sources))


def _substance(document: Document, wanted: Deliverable) -> CheckResult:
    counts = Counter(document.words())
    total = counts.total()
    top = counts.most_common(1)[0][1] / total if total else 1.0
    passed = total >= wanted.min_words and len(counts) >= wanted.min_distinct and top <= MOST_COMMON
    message = (
        f"{total} words (at least {wanted.min_words}), {len(counts)} different (at least {wanted.min_distinct}), "
        f"the commonest has a share of {top:.2f} (at most {MOST_COMMON})"
    )
    return _result(IDS[1], passed, message)


def _own_words(document: Document, wanted: Deliverable, sources: Path) -> CheckResult:
    runs = _runs(document.words())
    known = {run for text in _source_texts(sources) for run in _runs(words_of(visible(text)))} if runs else set()
    copied = len(runs & known) / len(runs) if runs else 0.0
    message = f"{copied:.2f} of the runs of {RUN} words stand in the source material (at most {wanted.max_copied})"
    return _result(IDS[2], copied <= wanted.max_copied, message)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _source_texts(sources: Path) -> Iterator[str]:
    paths = sorted(path for path in sources.rglob("*") if ".git" not in path.relative_to(sources).parts)
    for path in [p for p in paths if p.is_file() and not p.is_symlink()][:SOURCE_FILES]:
        with path.open("rb") as handle:
            yield handle.read(HARD_CAP_BYTES).decode("utf-8", "replace")


def _result(name: str, passed: bool, message: str) -> CheckResult:
    return CheckResult(id=name, passed=passed, score=float(passed), gate=True, message=message)
