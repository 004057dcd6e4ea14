"""Where commands put what they found: on the terminal or as JSON, and on a page."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

Found = TypeVar("Found", bound="BaseModel")


def screen(width: int = 160, **more: Any) -> "Console":
    """As wide as the terminal, or `width` columns where there is none."""
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else width, **more)


def show(found: Found, draw: Callable[[Found, "Console"], None], *, json: bool, width: int = 160) -> None:
    """What was found: as JSON, or drawn on the terminal."""
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        draw(found, screen(width))


def keep_page(text: str, out: Path, *, json: bool) -> None:
    """Write a page and say where it is (beside JSON on the other stream). Raises UserError where it cannot be."""
    from harness.reports.html.page import write_page

    write_page(text, out)
    typer.echo(f"report: {out}", err=json)
