"""Facts computed from a task's own source files, so that a check cannot drift from them."""

import csv
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import field_validator, model_validator

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


def source_text(sources: Path, name: str) -> str:
    """The text of a source file. Raises UserError where the task's check names one that cannot be read."""
    try:
        return (sources / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"cannot be read: {error}", where=str(sources / name), mend="Correct the check's files in checks.toml"
        ) from error


class CsvFigure(Frozen):
    """A figure computed from the columns of a CSV file."""

    file: str
    """Relative to the workspace, as the agent found it."""
    column: str
    op: Literal["sum", "max", "min", "mean", "count", "ratio"]
    """`ratio` is the sum of `column` over the sum of `over`."""
    over: str = ""
    """ratio: the column of the denominator."""
    times: float = 1.0
    """The figure is multiplied by this, for example by 100 to get percent."""
    where: tuple[Rows, ...] = ()
    """Rows that count must hold all of these; one table may stand for a list of one."""

    @field_validator("where", mode="before")
    @classmethod
    def _listed(cls, where: object) -> object:
        return [where] if isinstance(where, dict) else where

    @model_validator(mode="after")
    def _denominator(self) -> Self:
        if (self.op == "ratio") != bool(self.over):
            raise ValueError('`over` belongs to op = "ratio", which needs it')
        return self

    def compute(self, sources: Path) -> float:
        """The figure. Raises UserError where the task's file, column or cells do not allow it."""
        try:
            with (sources / self.file).open(encoding="utf-8", newline="") as handle:
                rows = [row for row in csv.DictReader(handle) if self._counts(row)]
            cells = [float(row[self.column]) for row in rows]
            if self.op == "ratio":
                return self.times * sum(cells) / sum(float(row[self.over]) for row in rows)
            return self.times * float(_OPERATIONS[self.op](cells))
        except (OSError, KeyError, ValueError, TypeError, ZeroDivisionError) as error:
            raise UserError(
                f"no {self.op} of column {self.column!r}: {error}",
                where=str(sources / self.file),
                mend="Correct the file, or the check's `csv` in checks.toml",
            ) from error

    def _counts(self, row: dict[str, str]) -> bool:
        return all(rows.first <= row[rows.column] <= rows.last for rows in self.where)
