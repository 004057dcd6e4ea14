"""What an office has set: `locker.ini` in its locker."""

import configparser
from dataclasses import dataclass, field
from pathlib import Path

from parcels.errors import Problem

FILE = "locker.ini"
SECTIONS = ("locker", "limits", "filters", "hooks", "retention")
HOOKS = ("packed", "kept")


@dataclass(frozen=True)
class Settings:
    """The settings of a locker."""

    name: str
    skip: tuple[str, ...] = ()
    """Patterns of names that are not packed."""
    max_entries: int = 1_000
    max_total: int = 16 << 20
    filters: dict[str, str] = field(default_factory=dict)
    """Pattern of a name -> command that is given the file."""
    hooks: dict[str, str] = field(default_factory=dict)
    keep: int = 10
    """Parcels of each sender that pruning leaves."""


def load(folder: Path) -> Settings:
    """Read the settings of a locker. Raises Problem for the first thing wrong."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except OSError:
        raise Problem(f"no locker in {folder}; `init` makes one") from None
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise Problem(f"{FILE}: {str(error).splitlines()[0]}") from None
    for section in parser.sections():
        if section not in SECTIONS:
            raise Problem(f"{FILE}: unknown section {section}")
    hooks = dict(parser["hooks"]) if "hooks" in parser else {}
    for name in hooks:
        if name not in HOOKS:
            raise Problem(f"{FILE}: unknown hook {name}")
    name = parser.get("locker", "name", fallback="")
    if not name:
        raise Problem(f"{FILE}: the locker has no name")
    return Settings(
        name=name,
        skip=tuple(part.strip() for part in parser.get("locker", "skip", fallback="").split(",") if part.strip()),
        max_entries=_number(parser, "limits", "entries", 1_000),
        max_total=_number(parser, "limits", "total", 16 << 20),
        filters=dict(parser["filters"]) if "filters" in parser else {},
        hooks=hooks,
        keep=_number(parser, "retention", "keep", 10),
    )


def _number(parser: configparser.ConfigParser, section: str, name: str, default: int) -> int:
    text = parser.get(section, name, fallback=str(default))
    if not text.isdecimal() or int(text) < 1:
        raise Problem(f"{FILE}: {name} is no number above 0")
    return int(text)
