"""Stages 1 and 2: classes and tables get modules of their own, below gpx.py and gpxfield.py, which keep the names."""

import re

from .statements import Statements, edit

LICENCE = re.compile(r"\A(#[^\n]*\n)+")
STANDARD = {
    "log": "import logging as mod_logging\n",
    "mod_math": "import math as mod_math\n",
    "mod_copy": "import copy as mod_copy\n",
    "mod_datetime": "import datetime as mod_datetime\n",
    "mod_re": "import re as mod_re\n",
}
LOG = "\nlog = mod_logging.getLogger(__name__)\n"
OWN = {
    "mod_geo": "from . import geo as mod_geo\n",
    "mod_gpxfield": "from . import gpxfield as mod_gpxfield\n",
    "mod_utils": "from . import utils as mod_utils\n",
}
TYPING = ["Any", "Callable", "Dict", "Iterable", "Iterator", "List", "NamedTuple", "Optional", "Tuple", "Union", "cast"]

LOWER = {
    "settings.py": (
        "Constants of the computations.",
        "IGNORE_TOP_SPEED_PERCENTILES DATE_FORMAT DATE_FORMATS SMOOTHING_RATIO DEFAULT_STOPPED_SPEED_THRESHOLD",
    ),
    "point_fields.py": (
        "How points are written.",
        "GPX_10_POINT_FIELDS GPX_11_POINT_FIELDS GPX_TRACK_POINT_FIELDS",
    ),
    "bounds.py": ("Bounds.", "GPXBounds"),
    "points.py": ("Waypoints, points of routes and points of tracks.", "GPXWaypoint GPXRoutePoint GPXTrackPoint"),
    "results.py": (
        "What computations return.",
        "TimeBounds MovingData UphillDownhill MinimumMaximum NearestLocationData PointData",
    ),
    "route.py": ("Routes.", "GPXRoute"),
}
UPPER = {
    "segment.py": ("Segments of tracks.", "GPXTrackSegment"),
    "track.py": ("Tracks.", "GPXTrack"),
    "document.py": ("Whole documents.", "GPX"),
}
FIELDS = {
    "times.py": ("Points of time as text.", "RE_TIMESTAMP SimpleTZ parse_time format_time"),
    "converters.py": (
        "From text to values and back.",
        "GPXFieldTypeConverter FloatConverter IntConverter TimeConverter INT_TYPE FLOAT_TYPE TIME_TYPE",
    ),
    "simple_fields.py": (
        "Fields that hold no other elements of GPX.",
        "AbstractGPXField GPXField GPXEmailField GPXExtensionsField",
    ),
}
MEASURED = (
    "length_2d length_3d walk get_points_no get_moving_data get_time_bounds get_bounds get_duration get_uphill_downhill"
    " get_elevation_extremes get_location_at get_nearest_location has_times has_elevations"
)
MEASURES = {
    "GPXTrackSegment": ("SegmentMeasures", "segment", f"{MEASURED} get_speed", "points: List[GPXTrackPoint]"),
    "GPXTrack": ("TrackMeasures", "track", f"{MEASURED} get_center", "segments: List[GPXTrackSegment]"),
    "GPX": (
        "DocumentMeasures",
        "document",
        f"{MEASURED} get_track_points_no get_points_data get_nearest_locations",
        "tracks: List[GPXTrack]",
    ),
}
NOWHERE = """
# How a coordinate that is not given looks in a signature; __post_init__ makes zero of it.
NOWHERE = cast(float, None)

"""
NO_POINTS = """
# How points that are not given look in a signature; __post_init__ makes a list of it.
NO_POINTS = cast(List[GPXTrackPoint], None)

"""
CHECKED = """# The defaults that reading relies on, for all GPX elements:
for element in (GPXBounds, GPXWaypoint, GPXRoutePoint, GPXRoute, GPXTrackPoint, GPXTrackSegment, GPXTrack, GPX):
    mod_gpxfield.gpx_check_slots_and_default_values(element)
"""


def spread_lower(files: dict[str, str]) -> None:
    """Exceptions, points and routes leave gpx.py; what is left has no cycle with gpxfield.py."""
    gpx = Statements(files["gpx.py"])
    files["errors.py"] = module(files, "Exceptions.", gpx.take("GPXException GPXXMLSyntaxException"), {})
    places: dict[str, str] = dict.fromkeys(["GPXException", "GPXXMLSyntaxException"], "errors")
    files["gpxfield.py"] = without_cycle(files["gpxfield.py"])
    for name, (title, wanted) in LOWER.items():
        files[name] = module(files, title, gpx.take(wanted), places, NOWHERE if name == "points.py" else "")
        places |= dict.fromkeys(wanted.split(), name[:-3])
    rest = edit(gpx.rest(), r"# Add attributes and fill default values.*\Z", CHECKED)
    files["gpx.py"] = heading(rest, places)


def spread_upper(files: dict[str, str]) -> None:
    """Segments, tracks and documents leave gpx.py, each in two parts; times and converters leave gpxfield.py."""
    places = placed(files["gpx.py"])
    gpx = Statements(files["gpx.py"])
    for file, (title, wanted) in UPPER.items():
        base, stem, methods, declared = MEASURES[wanted]
        source = f"\n{gpx.take(wanted)}"
        body = Statements(source, wanted)
        text = f"class {base}:\n    __slots__ = ()\n\n    {declared}\n\n{body.take(methods)}"
        measures = f"{stem}_measures"
        files[f"{measures}.py"] = module(files, f"What {title.lower()[:-1]} tell of themselves.", text, places)
        places[base] = measures
        rest = edit(body.rest(), rf"class {wanted}:", f"class {wanted}({base}):")
        files[file] = module(files, title, rest, places, NO_POINTS if stem == "segment" else "")
        places[wanted] = stem
    files["gpx.py"] = names_alone(files["gpx.py"], places)
    spread_fields(files)


def spread_fields(files: dict[str, str]) -> None:
    """Times, converters and simple fields leave gpxfield.py."""
    fields = Statements(files["gpxfield.py"])
    places = {"GPXException": "errors"}
    for name, (title, wanted) in FIELDS.items():
        files[name] = module(files, title, fields.take(wanted), places)
        places |= dict.fromkeys(wanted.split(), name[:-3])
    rest = edit(fields.rest(), r"# -+\n# Type converters[^\n]*\n# -+\n\n+", "")
    rest = edit(rest, r"import datetime as mod_datetime\nimport re as mod_re\n", "")
    rest = edit(rest, r"# -+\n# Field converters[^\n]*\n# -+\n\n+", "")
    rest = edit(rest, r"from dataclasses import InitVar, dataclass\n", "from dataclasses import dataclass\n")
    rest = edit(rest, r"import copy as mod_copy\n", "")
    files["gpxfield.py"] = edit(rest, r"from \.errors import GPXException\n", imported(places, again=True))


def without_cycle(text: str) -> str:
    """gpxfield.py with its exceptions from below."""
    text = edit(text, r" +from \. import gpx as mod_gpx\n", "", 4)
    text = edit(text, r"mod_gpx\.GPXException", "GPXException", 4)
    return edit(text, r"(from \. import utils as mod_utils\n)", r"\1from .errors import GPXException\n")


def module(files: dict[str, str], title: str, body: str, places: dict[str, str], front: str = "") -> str:
    """A new module: licence, title, the imports that its code needs, and its code."""
    licence = LICENCE.match(files["gpxfield.py"])
    assert licence
    whole = front + body
    uses = set(re.findall(r"\b\w+\b", whole))
    lines = "".join(line for name, line in STANDARD.items() if name in uses)
    made = [name for name in ("InitVar", "dataclass", "field") if re.search(rf"(@|= |: ){name}\b[\[(]", whole)]
    lines += f"from dataclasses import {', '.join(made)}\n" if made else ""
    typing = [name for name in TYPING if name in uses]
    lines += f"from typing import {', '.join(typing)}\n" if typing else ""
    own = "".join(line for name, line in OWN.items() if name in uses)
    defined = set(re.findall(r"^class (\w+)", body, re.MULTILINE))
    own += imported({name: place for name, place in places.items() if name in uses - defined})
    gaps = "\n".join(part for part in (lines, own) if part)
    log = LOG if "log" in uses else ""
    text = f'{licence[0]}\n"""{title}"""\n\n{gaps}{log}{front or chr(10)}\n{body}'
    return re.sub(r"\n{4,}", "\n\n\n", text).rstrip("\n") + "\n"


def heading(text: str, places: dict[str, str]) -> str:
    """gpx.py with what has left it imported."""
    taken = imported(places, again=True)
    front = f"\\1from dataclasses import dataclass, field\n\n\\2{taken}\\3{NO_POINTS.rstrip()}\n"
    return edit(
        text,
        r"(import datetime as mod_datetime\n)\n(from \. import utils.*?as mod_gpxfield\n)(.*?getLogger\(__name__\)\n)",
        front,
    )


def names_alone(text: str, places: dict[str, str]) -> str:
    """gpx.py with nothing but names."""
    text = edit(text, r"import math as mod_math\n.*\Z", "")
    log = f"\nlog = mod_logging.getLogger(__name__)\n\n{CHECKED}"
    names = {name: place for name, place in places.items() if not name.endswith("Measures")}
    return f"{text}\nfrom . import gpxfield as mod_gpxfield\n{imported(names, again=True)}{log}"


def placed(text: str) -> dict[str, str]:
    """Which module names are imported from."""
    found = re.findall(r"^from \.(\w+) import \(\n(.*?)\)\n", text, re.DOTALL | re.MULTILINE)
    pairs = [(name, place) for place, block in found for name in re.findall(r"^    (\w+)", block, re.MULTILINE)]
    return dict(pairs)


def imported(places: dict[str, str], *, again: bool = False) -> str:
    """Imports of names by module, one name on a line; `again` where they can be had from here too."""
    blocks = []
    for place in dict.fromkeys(places.values()):
        mine = sorted(name for name, where in places.items() if where == place)
        lines = [f"    {name} as {name},\n" if again else f"    {name},\n" for name in mine]
        blocks.append(f"from .{place} import (\n{''.join(lines)})\n")
    return "".join(blocks)
