"""Facts computed from a task's own source files, so that a check cannot drift from them."""

import csv
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from sandboxes.errors import UserError
from sandboxes.spec import Frozen

_OPERATIONS: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": sum,
    "max": max,
    "min": min,
    "mean": statistics.fmean,
    "count": len,
}


class Rows(Frozen):
    """Which rows count: those whose cell lies in a range, both ends included, compared as text."""

    column: str
    first: str
    last: str


class CsvFigure(Frozen):
    """A figure computed from one column of a CSV file."""

    file: str
    """Relative to the workspace, as the agent found it."""
    column: str
    op: Literal["sum", "max", "min", "mean", "count"]
    where: Rows | None = None
    """Every row where it is left out."""

    def compute(self, sources: Path) -> float:
        """The figure. Raises UserError where the task's file, column or cells do not allow it."""
        try:
            with (sources / self.file).open(encoding="utf-8", newline="") as handle:
                cells = [float(row[self.column]) for row in csv.DictReader(handle) if self._counts(row)]
            return float(_OPERATIONS[self.op](cells))
        except (OSError, KeyError, ValueError, TypeError) as error:
            raise UserError(
                f"no {self.op} of column {self.column!r}: {error}",
                where=str(sources / self.file),
                mend="Correct the file, or the check's `csv` in checks.toml",
            ) from error

    def _counts(self, row: dict[str, str]) -> bool:
        return self.where is None or self.where.first <= row[self.where.column] <= self.where.last
