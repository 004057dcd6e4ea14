"""Stage 4: functions with many branches give parts away; what takes these over is written in new/simple.py."""

import ast
from pathlib import Path

from .statements import edit

SIMPLE = Path(__file__).parent.parent / "new" / "simple.py"
CUT = (
    (
        "parser.py",
        r"            name_split = None\n.*?in_quotes = not in_quotes\n",
        "            name_split, value_split = ends_of_name(st)\n",
    ),
    ("parser.py", r"            if not value_split:\n +value_split = i \+ 1\n", ""),
    (
        "_component.py",
        r"from icalendar\.timezone_cache .*?types_factory = TypesFactory\(\)\n",
        """from icalendar._reading import component_factories, take, types_factory
from icalendar.zones import active

""",
    ),
    ("_component.py", r"from icalendar\.prop import TypesFactory\n", ""),
    (
        "_component.py",
        r"        if isinstance\(value, datetime\) and\\\n.*?(?=        # encode value)",
        "        value = self._in_utc(name, value)\n\n",
    ),
    (
        "_component.py",
        r"        for line in Contentlines\.from_ical\(st\):.*?encode=0\)\n",
        """        for line in Contentlines.from_ical(st):
            if line and not take(line, stack, comps, Component):
                break
""",
    ),
    (
        "_timezones.py",
        r"        offsetfrom = component\['TZOFFSETFROM'\]\.td\n.*?(?=        transitions = \[\(transtime)",
        """        offsetfrom = whole_minutes(component['TZOFFSETFROM'].td)
        offsetto = whole_minutes(component['TZOFFSETTO'].td)
        transtimes = wall_times(component, offsetfrom)

""",
    ),
    (
        "_timezones.py",
        r"            try:\n +tzname = str.*?(?=            dst\[tzname\], component_transitions)",
        "            tzname = self._name_of(component, zone, tznames)\n",
    ),
    (
        "_timezones.py",
        r"            dst_offset = False\n.*?\n +transition_info\.append\(\(osto, dst_offset, name\)\)",
        "            transition_info.append((osto, saving(num, transitions, dst), name))",
    ),
)
FUNCTIONS = (
    ("parser.py", "class Contentline(", "ends_of_name"),
    ("_timezones.py", "class Timezone(", "whole_minutes wall_times saving"),
)
METHODS = (
    ("_component.py", "    def add(", "_in_utc"),
    ("_timezones.py", "    def to_tz(", "_name_of"),
)
READING = '''"""Building components from content lines.
"""
from icalendar.prop import TypesFactory
from icalendar.timezone_cache import _timezone_cache
from icalendar.zones import active

# Factories that tell what class of component has a name; the last one counts.
component_factories = []

# This is a read only singleton, so one instance is enough for the package
types_factory = TypesFactory()


'''


def simplify(files: dict[str, str]) -> None:
    """Cut blocks out, and write what takes them over."""
    for file, pattern, replacement in CUT:
        files[file] = edit(files[file], pattern, replacement)
    reading = "take opened close take_property parsed"
    files["_reading.py"] = READING + "\n\n\n".join(map(written, reading.split())) + "\n"
    for file, place, wanted in FUNCTIONS:
        put_before(files, file, place, "".join(f"{written(name)}\n\n\n" for name in wanted.split()))
    for file, place, wanted in METHODS:
        put_before(files, file, place, "".join(f"{indented(written(name))}\n\n" for name in wanted.split()))


def put_before(files: dict[str, str], file: str, place: str, text: str) -> None:
    """Insert text before the only line that begins with `place`."""
    assert files[file].count(f"\n{place}") == 1, f"{place} in {file}"
    files[file] = files[file].replace(f"\n{place}", f"\n{text}{place}")


def indented(text: str) -> str:
    """The text of a method."""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def written(name: str) -> str:
    """The text of a function of new/simple.py, decorators included."""
    text = SIMPLE.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min(part.lineno for part in [node, *node.decorator_list]) - 1
            return "\n".join(text.split("\n")[first : node.end_lineno])
    raise AssertionError(f"nobody wrote {name}")
