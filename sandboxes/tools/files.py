"""What is put into a volume before anything runs there: written into a directory of the host first."""

import shutil
import zipfile
from importlib.metadata import EntryPoint, distributions
from pathlib import Path

from sandboxes.cache import scratch
from sandboxes.sources import fetch
from sandboxes.tools.recipe import Npm, Pip, ToolRecipe, Wheel, home
from sandboxes.wheels import unpack_wheels

LAUNCHER = """#!/usr/bin/env python{python}
import sys

sys.path[0] = {home!r}
from {module} import {name}

sys.exit({call}())
"""
"""A command of a Python tool. It alone sees the tool's packages: what it starts in turn, such as the tests of a task,
inherits no path to them."""


def write_files(recipe: ToolRecipe, machine: str, directory: Path) -> None:
    """Write the files that a recipe starts from into the new `directory`. Raises SourceError and MachineError."""
    directory.mkdir()
    match recipe.packages:
        case Npm(manifest=manifest, lock=lock):
            (directory / "package.json").write_text(manifest, encoding="utf-8")
            if lock:
                (directory / "package-lock.json").write_text(lock, encoding="utf-8")
        case Pip() as pip:
            _unpack_pip(recipe, pip, machine, directory)
        case Wheel() as wheel:
            _unpack_wheel(wheel, machine, directory)


def _unpack_pip(recipe: ToolRecipe, pip: Pip, machine: str, directory: Path) -> None:
    with scratch() as work:
        requirements = work / "requirements.txt"
        requirements.write_text(pip.requirements, encoding="utf-8")
        unpack_wheels(requirements, directory, machine, what=f"{recipe.name} {recipe.version}", locked=pip.locked)
    # pip's own launchers name the host's interpreter.
    shutil.rmtree(directory / "bin", ignore_errors=True)
    entries = [e for d in distributions(path=[str(directory)]) for e in d.entry_points.select(group="console_scripts")]
    for entry in entries:
        if f"bin/{entry.name}" == recipe.executable:
            _write_launcher(directory / recipe.executable, recipe, entry)


def _write_launcher(path: Path, recipe: ToolRecipe, entry: EntryPoint) -> None:
    name = entry.attr.partition(".")[0]
    text = LAUNCHER.format(
        python=recipe.python, home=home(recipe.name), module=entry.module, name=name, call=entry.attr
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _unpack_wheel(wheel: Wheel, machine: str, directory: Path) -> None:
    wanted = tuple(wheel.root + member for member in wheel.members)
    with zipfile.ZipFile(fetch(wheel.files[machine])) as archive:
        for info in archive.infolist():
            if info.filename.startswith(wanted) and not info.is_dir():
                target = directory / info.filename.removeprefix(wheel.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(info))
                target.chmod((info.external_attr >> 16) & 0o777)
