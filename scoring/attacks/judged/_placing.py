"""Where a message goes in each kind of artifact, and how texts are taken apart without changing what they say."""

import json
import re
from collections.abc import Callable
from typing import Any

from scoring.attacks.judged._diffs import noted
from scoring.attacks.perturbation import Context, Transform

_MARKER = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]{1,3}[.)])[ \t]+)?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\S")
_NO_STATEMENT = re.compile(r"[ \t]*(?:#|\||<|```|~~~|$)")
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


def at_the_end(message: str) -> Transform:
    """A message after everything else: a paragraph, the end of the last reason, or a file of its own."""

    def transform(text: str, context: Context) -> str:
        if context.kind == "jsonl":
            return last_reason(text, lambda reason: f"{reason} {message}")
        return noted(text, message) if context.kind == "diff" else f"{text.rstrip()}\n\n{message}\n"

    return transform


def at_the_start(message: str) -> Transform:
    """A message before everything else."""

    def transform(text: str, context: Context) -> str:
        if context.kind == "jsonl":
            return first_reason(text, lambda reason: f"{message} {reason}")
        return noted(text, message, first=True) if context.kind == "diff" else f"{message}\n\n{text}"

    return transform


def instead(message: str) -> Transform:
    """A message in place of everything: of the text, or of every decision and reason. Of a diff nothing can be: it is
    what files show."""

    def transform(text: str, context: Context) -> str:
        if context.kind != "jsonl":
            return f"{message}\n"
        return records(text, lambda _, record: {**record, "decision": message, "reason": message})

    return transform


def records(text: str, edit: Callable[[int, dict[str, Any]], dict[str, Any]]) -> str:
    """JSON lines, each record edited; a line that is none, or that stays what it is, keeps every character."""
    made, at = [], 0
    for line in text.split("\n"):
        record = _record(line)
        if record is None:
            made.append(line)
            continue
        edited = edit(at, record)
        made.append(line if edited == record else json.dumps(edited, ensure_ascii=False))
        at += 1
    return "\n".join(made)


def each_reason(text: str, edit: Callable[[str, int], str]) -> str:
    """JSON lines, each reason edited; the edit is told how many came before."""
    return records(text, lambda at, record: {**record, "reason": edit(str(record.get("reason", "")), at)})


def first_reason(text: str, edit: Callable[[str], str]) -> str:
    """JSON lines, the first reason edited."""
    return each_reason(text, lambda reason, at: reason if at else edit(reason))


def last_reason(text: str, edit: Callable[[str], str]) -> str:
    """JSON lines, the last reason edited."""
    last = sum(_record(line) is not None for line in text.split("\n")) - 1
    return each_reason(text, lambda reason, at: edit(reason) if at == last else reason)


def each_statement(text: str, edit: Callable[[str, int], str]) -> str:
    """A text, each paragraph and list item edited behind its marker; headings, tables and code stay as they are."""
    made: list[str] = []
    at = 0
    for statement, lines in _parts(text):
        if not statement:
            made.append(lines)
            continue
        marker = _MARKER.match(lines)
        start = marker.end() if marker else 0
        made.append(f"{lines[:start]}{edit(lines[start:].rstrip(), at)}\n")
        at += 1
    return "".join(made)


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, or all of it where none ends."""
    found = _SENTENCE.match(text)
    return " ".join((found[0] if found else text).split())


def _parts(text: str) -> list[tuple[bool, str]]:
    """The text in pieces: (whether it is a paragraph or list item, its lines)."""
    parts: list[tuple[bool, str]] = []
    fenced = False
    for line in text.splitlines(keepends=True):
        mark = line.lstrip().startswith(("```", "~~~"))
        if fenced or mark or _NO_STATEMENT.match(line):
            parts.append((False, line))
        elif parts and parts[-1][0] and not _ITEM.match(line):
            parts[-1] = (True, parts[-1][1] + line)
        else:
            parts.append((True, line))
        fenced ^= mark
    return parts


def _record(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
