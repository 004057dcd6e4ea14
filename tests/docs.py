"""Writes docs/cli.md from the command line's own help, and docs/suite.md from the tasks, so that they cannot drift."""

from collections.abc import Iterator
from pathlib import Path

import typer

from harness.cli.main import app
from harness.dataset import tasks_root
from harness.reports.card import page

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, SUITE = DOCS / "cli.md", DOCS / "suite.md"
HEAD = "# The command line\n\nMade by `make docs` from `meltbench --help`; a test holds that it is up to date.\n"


def render() -> str:
    """The page."""
    root = typer.main.get_command(app)
    parts = [f"\n## {name}\n\n```\n{text}\n```\n" for name, text in _help(root, "meltbench", None)]
    return HEAD + "".join(parts)


def _help(command, name, parent) -> Iterator[tuple[str, str]]:  # type: ignore[no-untyped-def]
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    lines = command.get_help(context).strip().splitlines()
    yield context.command_path, "\n".join(line.rstrip() for line in lines)
    for key, child in getattr(command, "commands", {}).items():
        yield from _help(child, key, context)


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    SUITE.write_text(page(tasks_root()), encoding="utf-8")
