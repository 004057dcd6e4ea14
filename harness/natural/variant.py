"""A variant of a task: a whole copy of its directory in which a few lines of task.toml are others."""

import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness.task import Task
from sandboxes.errors import UserError

IGNORED = shutil.ignore_patterns("__pycache__", "admission.json")
"""The record of an admission is of the task itself, not of a variant."""


@contextmanager
def variant_directory(task: Task, directory: Path) -> Iterator[Path]:
    """A copy of the task in a new `directory`, removed again where what is done with it raises.

    Raises UserError where something lies there."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UserError("something lies there already", where=str(directory), mend="Name a new directory with -o")
    try:
        yield Path(shutil.copytree(task.directory, directory, ignore=IGNORED, dirs_exist_ok=True))
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise


def rewrite_toml(path: Path, *, kind: str, bench: Mapping[str, Any]) -> None:
    """Give a task.toml keys and tables more under `[meltbench]`, and a name that says what `kind` of variant it is.

    Raises UserError where the file is not written with plain `[task]` and `[meltbench]` headers."""
    text = path.read_text(encoding="utf-8")
    wanted = tomllib.loads(text)
    task = wanted.setdefault("task", {})
    task["name"] = f"{task.get('name') or path.parent.name}-{kind}"
    wanted["meltbench"].update(bench)
    made = _named(text, task["name"])
    made = _headed(made, "meltbench", [f"{k} = {_toml(v)}" for k, v in bench.items() if not isinstance(v, Mapping)])
    made += "".join(_table(f"meltbench.{k}", v) for k, v in bench.items() if isinstance(v, Mapping))
    try:
        same = tomllib.loads(made) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise UserError("cannot be rewritten", where=str(path), mend="Write plain [task] and [meltbench] headers")
    path.write_text(made, encoding="utf-8")


def _named(text: str, name: str) -> str:
    """The text with another `name` in `[task]`."""
    old = re.compile(r"^(\[task\][^\n]*\n(?:(?!\[).*\n)*?)name\s*=.*\n", re.MULTILINE)
    line = f"name = {_toml(name)}"
    if old.search(text):
        return old.sub(lambda found: f"{found[1]}{line}\n", text, count=1)
    return _headed(text, "task", [line]) if re.search(r"^\[task\]", text, re.MULTILINE) else f"[task]\n{line}\n\n{text}"


def _headed(text: str, table: str, lines: list[str]) -> str:
    """The text with lines more right below a table's header."""
    header = re.compile(rf"^\[{re.escape(table)}\][^\n]*\n", re.MULTILINE)
    return header.sub(lambda found: found[0] + "".join(f"{line}\n" for line in lines), text, count=1)


def _table(name: str, table: Mapping[str, Any]) -> str:
    plain = "".join(f"{_key(k)} = {_toml(v)}\n" for k, v in table.items() if not isinstance(v, Mapping))
    inner = "".join(_table(f"{name}.{k}", v) for k, v in table.items() if isinstance(v, Mapping))
    return f"\n[{name}]\n{plain}{inner}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: str) -> str:
    """A text of several lines as it reads, any other in the form that JSON and TOML share."""
    reads = value.replace("\n", "").isprintable() and not any(mark in value for mark in ("\\", '"""'))
    if "\n" in value and reads and not value.endswith('"'):
        return f'"""\n{value}"""'
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
