"""What models cost, and when they came out: a dated table, and prices of one's own."""

import datetime
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from harness.gateway.usage import Usage
from sandboxes.errors import UserError
from sandboxes.spec import Frozen

TABLE = Path(__file__).with_name("prices.toml")
PER = 1_000_000
_DATED = re.compile(r"-(?:latest|\d{8}|\d{4}-\d{2}-\d{2})$")


class Price(Frozen):
    """US dollars for a million tokens."""

    above: int = Field(default=0, ge=0)
    """For requests that read more tokens than this, cached ones counted."""
    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cache_read: float = Field(ge=0)
    cache_write: float | None = Field(default=None, ge=0)
    """As `input` where a vendor has no price of its own for it."""
    cache_write_long: float | None = Field(default=None, ge=0)
    """As `cache_write` if not given."""

    def usd(self, usage: Usage) -> float:
        """Dollars for one response."""
        written = self.input if self.cache_write is None else self.cache_write
        written_long = written if self.cache_write_long is None else self.cache_write_long
        return (
            usage.input * self.input
            + usage.output * self.output
            + usage.cache_read * self.cache_read
            + (usage.cache_write - usage.cache_write_long) * written
            + usage.cache_write_long * written_long
        ) / PER


class Model(Frozen):
    """One model."""

    id: str
    provider: str
    released: datetime.date
    """The day the vendor offered it to everyone."""
    as_of: datetime.date
    """When the prices held."""
    source: str = ""
    price: tuple[Price, ...] = Field(min_length=1)

    def usd(self, usage: Usage) -> float:
        """Dollars for one response."""
        read = usage.input + usage.cache_read + usage.cache_write
        return max((p for p in self.price if p.above < max(1, read)), key=lambda p: p.above).usd(usage)


class _Table(Frozen):
    model: tuple[Model, ...] = ()


class Prices:
    """Models by name."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._models = {model.id: model for model in models}

    def find(self, name: str) -> Model | None:
        """The model of that name, with or without the date that vendors append; None where it is not known."""
        return self._models.get(name) or self._models.get(_DATED.sub("", name))

    def usd(self, name: str, usage: Usage) -> float | None:
        """Dollars for one response; None where nobody knows, which is not nothing."""
        model = self.find(name)
        return model.usd(usage) if model else None


@cache
def known_prices() -> Prices:
    """Ours."""
    return Prices(read_models(TABLE))


def with_own(file: Path) -> Prices:
    """Ours, and those of a file in the same form, which come first. Raises UserError."""
    return Prices([*read_models(TABLE), *read_models(file)])


def read_models(file: Path) -> tuple[Model, ...]:
    """The models of a price table. Raises UserError."""
    mend = f"It has the form of {TABLE.name}: [[model]] with id, provider, released, as_of and [[model.price]]"
    try:
        models = _Table.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).model
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", where=str(file), mend="Name a price table") from error
    except (ValidationError, ValueError) as error:
        raise UserError(f"is no price table: {_first(error)}", where=str(file), mend=mend) from error
    for model in models:
        if all(price.above for price in model.price):
            raise UserError(
                "has no price for short requests", where=f"{file}: {model.id}", mend="Add one with above = 0"
            )
    return models


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)
