"""Comments by which source text tells a tool to be quiet, found and taken away: only our configuration speaks."""

import io
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

from .source import Module

IN_LINE_SETTINGS = re.compile(r"\b(mypy|isort)(?=:)")
"""Marks that reconfigure a tool for a whole file. mypy also obeys them in the middle of a string."""
IGNORE = re.compile(r"#\s*type:\s*ignore")


class Comment(NamedTuple):
    """One comment."""

    text: str
    line: int
    alone: bool
    """Nothing else stands on its line."""


def comments(text: str) -> Iterator[Comment]:
    """The comments of a Python source that parses."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            yield Comment(token.string, line, not token.line[:column].strip())


def without_settings(text: str) -> str:
    """The same text, character for character as long, with no mark that reconfigures mypy or isort."""
    return IN_LINE_SETTINGS.sub(lambda mark: "-" * len(mark[0]), text)


def without_silencers(module: Module) -> Module:
    """A module in which no comment silences mypy or isort for more than its own line."""
    lines = without_settings(module.text).split("\n")
    for comment in comments(module.text):
        if comment.alone and IGNORE.match(comment.text):  # ahead of the first statement it would silence the file
            lines[comment.line - 1] = ""
    return module._replace(text="\n".join(lines))
