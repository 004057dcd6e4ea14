"""What a measurement says: a verdict per mutant, and the figures over them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from harness.journal import Journal
from sandboxes.spec import Frozen
from scoring.stats.intervals import wilson
from scoring.verify.behaviour import Layer

SCHEMA_VERSION = 1


class Judged(Frozen):
    """One line of the journal: a mutant and what became of it."""

    key: str
    """sha256 over everything that the verdict follows from: what is mutated, and the mutant."""
    id: str
    file: str
    line: int
    operator: str
    before: str
    after: str
    layer: str = ""
    """The first layer that noticed it; empty where it survived."""
    checks: tuple[str, ...] = ()
    """Ids of that layer's checks that failed, as far as they were asked."""
    seconds: float = 0.0


class LayerFigures(Frozen):
    """What one layer did."""

    name: str
    seconds: float
    """What the reference needs for it, alone on the machine."""
    asked: int
    """Mutants that reached it."""
    killed: int
    """Of these, those that it noticed."""


class Mutated(Frozen):
    """What a measurement is of: everything but the mutant that a verdict follows from."""

    task: str
    visible_digest: str
    scoring_digest: str
    reference_digest: str
    """Of the tree that solution/solve.sh makes."""
    verifier_digest: str
    seed: int


class MutationReport(Mutated):
    """A measurement."""

    schema_version: int = SCHEMA_VERSION
    n: int
    killed: int
    survived: int
    rate: float
    """killed / n."""
    low: float
    """Bounds of the rate at 95 %, Wilson."""
    high: float
    layers: tuple[LayerFigures, ...]
    """In the order asked, cheapest first."""
    checks: dict[str, int]
    """Check id -> mutants that failed it; 0 where none did. A mutant is asked only until it is noticed, so that these
    are lower bounds."""
    files: dict[str, tuple[int, int]]
    """File -> (mutants, survivors)."""
    survivors: tuple[Judged, ...]
    seconds: float
    """Sum over the mutants."""

    def admits(self, rate: float, low: float) -> bool:
        """Whether the task is above a floor."""
        return self.rate >= rate and self.low >= low


def judged_before(record: Path) -> list[Judged]:
    """The verdicts in a journal; a line that was cut off, or that another version wrote, is left out."""
    return list(Journal(record).read(Judged.model_validate_json))


def report(mutated: Mutated, layers: Sequence[Layer], lines: Sequence[Judged]) -> MutationReport:
    """The figures of a measurement."""
    survivors = tuple(line for line in lines if not line.layer)
    interval = wilson(len(lines) - len(survivors), len(lines))
    failed = Counter(check for line in lines for check in line.checks)
    return MutationReport(
        **mutated.model_dump(),
        n=len(lines),
        killed=len(lines) - len(survivors),
        survived=len(survivors),
        rate=(len(lines) - len(survivors)) / len(lines),
        low=interval.low,
        high=interval.high,
        layers=_layer_figures(layers, lines),
        checks={check: failed[check] for layer in layers for check in layer.checks},
        files=_by_file(lines),
        survivors=survivors,
        seconds=round(sum(line.seconds for line in lines), 1),
    )


def _layer_figures(layers: Sequence[Layer], lines: Sequence[Judged]) -> tuple[LayerFigures, ...]:
    figures, left = [], len(lines)
    for layer in layers:
        killed = sum(line.layer == layer.name for line in lines)
        figures.append(LayerFigures(name=layer.name, seconds=round(layer.seconds, 2), asked=left, killed=killed))
        left -= killed
    return tuple(figures)


def _by_file(lines: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    found, survived = Counter(line.file for line in lines), Counter(line.file for line in lines if not line.layer)
    return {file: (found[file], survived[file]) for file in sorted(found)}
