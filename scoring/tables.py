"""Reading the TOML files that a task is written in: whatever is wrong becomes one line with file, key and remedy."""

import json
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sandboxes.errors import UserError

Model = TypeVar("Model", bound=BaseModel)
PAGE = "docs/tasks.md"


def load(model: type[Model], path: Path, page: str = PAGE) -> Model:
    """A TOML file as a model. Raises UserError for the first thing wrong, naming the page that says what it takes."""
    return parse(model, read_toml(path), path, page)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a table. Raises UserError that names the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"not valid TOML: {error}", where=str(path), mend="Correct the syntax there") from error
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", where=str(path), mend="Put it there") from error


def parse(model: type[Model], table: dict[str, Any], path: Path, page: str = PAGE) -> Model:
    """A table as a model. Raises UserError for the first thing wrong: key, what it is and what is wanted."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top level)"
        given = "" if first["type"] == "missing" else f" (it is {json.dumps(first['input'], default=str)[:80]})"
        mend = f"Correct that key; {page} says what it takes"
        raise UserError(f"key {key}: {first['msg']}{given}", where=str(path), mend=mend) from error
