"""Drives gpxpy and returns what it did as plain data.

Every public function here is one entry point of cases.py. It runs in the box of the original and in that of the
candidate alike, so it holds no expected value. Floats are told to twelve digits: sums may be taken in another order.
"""

import copy
import importlib
import inspect
import io
import logging
import pickle
import re
from base64 import b64decode
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, tostring

import gpxpy
from gpxpy import geo, gpx, gpxfield, gpxxml, parser, utils

logging.disable(logging.CRITICAL)
POINT = (
    "latitude longitude elevation time magnetic_variation geoid_height name comment description source link link_text"
    " link_type symbol type type_of_gpx_fix satellites horizontal_dilution vertical_dilution position_dilution"
    " age_of_dgps_data dgps_id extensions"
)
PART = "name comment description source link link_text link_type number type extensions"
ATTRIBUTES = {
    "GPXBounds": "min_latitude max_latitude min_longitude max_longitude",
    "GPXWaypoint": POINT,
    "GPXRoutePoint": POINT,
    "GPXTrackPoint": f"{POINT} course speed",
    "GPXRoute": f"{PART} points",
    "GPXTrackSegment": "points extensions",
    "GPXTrack": f"{PART} segments",
    "GPX": "version creator name description author_name author_email link link_text link_type time keywords bounds"
    " author_link author_link_text author_link_type copyright_author copyright_year copyright_license"
    " metadata_extensions extensions nsmap schema_locations waypoints routes tracks",
    "Location": "latitude longitude elevation",
}
BETWEEN = "time_difference", "speed_between", "course_between", "distance_2d", "distance_3d", "elevation_angle"
TOLD = (
    "length_2d length_3d get_points_no get_time_bounds get_duration get_uphill_downhill has_times has_elevations"
    " get_elevation_extremes get_bounds get_moving_data __repr__ get_center get_track_points_no"
)
MOVING = [5.0], [None, True], [2, False, 0.3], [1, False, 0.1, False]
HEX = re.compile(r"<[\w.]*?(\w+) object at 0x[0-9a-f]+>")


def plain(value):
    """A value as built-in types, with its class."""
    kind = type(value).__name__
    if isinstance(value, float):
        return ["float", f"{value:.12g}"]
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, datetime):
        return [kind, value.isoformat(), str(value.tzname()), repr(value.tzinfo)]
    if isinstance(value, Element):
        return [kind, tostring(value, encoding="unicode")]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if kind in ATTRIBUTES:
        return element(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return [kind, list(value._fields), *map(plain, value)]
    if isinstance(value, list | tuple):
        return [kind, *map(plain, value)]
    return [kind, HEX.sub(r"<\1>", str(value))]


def element(value):
    """An element of GPX: what differs from nothing, and what was put on it besides."""
    kept = {name: plain(getattr(value, name, "gone")) for name in ATTRIBUTES[type(value).__name__].split()}
    more = getattr(value, "__dict__", {}) if type(value).__name__ != "Location" else {}
    return [type(value).__name__, {name: told for name, told in {**kept, **plain(more)}.items() if told is not None}]


def outcome(function, *args, **kwargs):
    """What a call came to, or the error's class and text."""
    try:
        found = function(*args, **kwargs)
        return ["returned", plain(list(found) if inspect.isgenerator(found) else found)]
    except Exception as error:
        return ["raised", type(error).__name__, HEX.sub(r"<\1>", str(error))]


def given(value, document=None):
    """An argument out of a case's."""
    if isinstance(value, list):
        return [given(item, document) for item in value]
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    makers = {
        "time": gpxfield.parse_time,
        "naive": datetime.fromisoformat,
        "seconds": lambda s: timedelta(seconds=s),
        "place": lambda numbers: geo.Location(*numbers),
        "move": lambda options: geo.LocationDelta(**options),
        "at": lambda path: reached(document, path),
        "make": lambda call: getattr(gpx, call[0])(*given(call[1], document), **keywords(call[2], document)),
        "get": lambda name: lambda point: getattr(point, name),
        "note": lambda name: lambda between, *rest: [setattr(p, name, f"{len(rest[2])} {rest[2]}") for p in between],
        "number": float,
        "element": lambda tag: Element(tag, {"a": "1"}),
    }
    return makers[kind](held)


def keywords(options, document=None):
    """Keyword arguments out of a case's."""
    return {name: given(value, document) for name, value in options.items()}


def reached(document, path):
    """What lies at a path (`tracks/0/segments/1`) below a document."""
    found = document
    for part in path.split("/") if path else ():
        found = found[int(part)] if part.lstrip("-").isdigit() else getattr(found, part)
    return found


def play(text, steps=(), version=None):
    """A document read, changed step by step, and written: `[path, method or "=attribute", arguments, options]`."""
    try:
        document = gpxpy.parse(text, version=version) if text else gpx.GPX()
    except Exception as error:
        cause = type(error.__cause__).__name__
        return ["raised", type(error).__name__, str(error), cause]
    said = [outcome(step, document, *one) for one in steps]
    return [said, element(document), repr(document), written(document)]


def step(document, path, name, args=(), options=None):
    """One step."""
    target = reached(document, path)
    args = given(list(args), document)
    if name.startswith("="):
        return setattr(target, name[1:], *args)
    if name.startswith("+"):
        return getattr(target, name[1:]).append(*args)
    return getattr(target, name)(*args, **keywords(options or {}, document))


def written(document):
    """A document in both versions, and the same once it has been read again."""
    ways = [(None, True), ("1.0", True), ("1.1", True), ("1.0", False), ("1.1", False), ("1.2", True)]
    found = [outcome(copy.deepcopy(document).to_xml, version, prettyprint=pretty) for version, pretty in ways]
    for kind, text, *_ in found[1:3]:
        if kind == "returned":
            found.append(outcome(lambda t=text: gpxpy.parse(t).to_xml() == t))
    return found


def measure(text, times=(), places=()):
    """Everything that a document, its tracks and their segments tell of themselves."""
    document = gpxpy.parse(text)
    found = []
    for target in [document, *document.tracks, *(part for track in document.tracks for part in track.segments)]:
        told = [outcome(getattr(target, name)) for name in TOLD.split() if hasattr(target, name)]
        told += [outcome(target.get_moving_data, *given(row)) for row in MOVING]
        told += [outcome(target.get_location_at, given(one)) for one in times]
        told += [outcome(target.get_nearest_location, given(one)) for one in places]
        told += [outcome(lambda t=target, o=only: [numbers(one) for one in t.walk(o)]) for only in (True, False)]
        found.append(told)
    found += [outcome(document.get_points_data, flat) for flat in (False, True)]
    found += [outcome(document.get_nearest_locations, given(one), share) for one in places for share in (0.01, 0.4)]
    found += [[outcome(route.length), outcome(route.get_center), route.get_points_no()] for route in document.routes]
    found += [[numbers(one) for only in (True, False) for one in route.walk(only)] for route in document.routes]
    segments = [part for track in document.tracks for part in track.segments]
    found += [outcome(part.get_speed, n) for part in segments for n in range(-1, len(part.points) + 1)]
    return found


def numbers(walked):
    """What a walk comes by: the place of a point, and its numbers."""
    point, *rest = walked if isinstance(walked, tuple) else (walked,)
    return [type(walked).__name__, str(point), *rest]


def between(pairs):
    """What two points of tracks, and two places, are to each other."""
    found = []
    for one, other in pairs:
        first, second = (gpx.GPXTrackPoint(**keywords(options)) for options in (one, other))
        here, there = (geo.Location(p.latitude, p.longitude, p.elevation) for p in (first, second))
        wpt = gpx.GPXWaypoint(horizontal_dilution=1, vertical_dilution=other.get("elevation"), position_dilution=2)
        found += [outcome(getattr(first, name), second) for name in BETWEEN]
        found += [outcome(getattr(first, name), None) for name in BETWEEN[:-1]]
        found += [outcome(first.course_between, second, False), outcome(wpt.get_max_dilution_of_precision)]
        found += [outcome(geo.elevation_angle, here, there, True), here.has_elevation(), here == copy.copy(here)]
        found += [outcome(geo.get_line_equation_coefficients, here, there), str(here), repr(here)]
        found += [outcome(geo.distance_from_line, here, there, geo.Location(0.1, 0.2)), repr(first), str(first)]
    return found


def call(where, rows):
    """A function of the package, `module.function` or `module.Class.method`, over rows of arguments."""
    target = gpxpy
    for part in where.split("."):
        target = getattr(target, part)
    return [outcome(target, *given(row)) for row in rows]


def read(text, how):
    """A document as text, bytes, a file, or by the parser's own methods."""
    if how == "parser":
        reader = parser.GPXParser(text)
        return [outcome(reader.parse), reader.xml, plain(reader.gpx), parser.library()]
    data, mark = text.encode(), b"\xef\xbb\xbf"
    sources = {"bytes": data, "bom": mark + data, "file": io.StringIO(text), "binary": io.BytesIO(data)}
    return outcome(gpxpy.parse, sources.get(how, text))


def moved(options, places):
    """Places that one delta moves."""
    found = []
    for numbers_ in places:
        place = geo.Location(*numbers_)
        found.append(outcome(lambda p=place: geo.LocationDelta(**options).move(p)))
        found.append(outcome(lambda p=place: p + geo.LocationDelta(**options)))
        found.append(outcome(lambda p=place: [p.move(geo.LocationDelta(**options)), str(p)]))
    return found


def thin(points, distances):
    """Lines of places with fewer of them."""
    return [outcome(lambda d=d: geo.simplify_polyline([geo.Location(*p) for p in points], d)) for d in distances]


def zones(offsets, others):
    """Time zones: what they say, their copies, what they are equal to."""
    made = [gpxfield.SimpleTZ(*one) for one in offsets]
    found = []
    for zone in made:
        twins = [copy.copy(zone), copy.deepcopy(zone)]
        found.append(
            [zone.offset, repr(zone), plain(zone.tzname(None)), str(zone.utcoffset(None)), str(zone.dst(None))]
        )
        found.append([[repr(twin), twin == zone] for twin in twins])
        found.append([outcome(lambda z=zone, o=other: z == o) for other in [*made, *others]])
        found.append([outcome(hash, zone), outcome(gpxfield.format_time, datetime(2020, 1, 2, 3, 4, 5, 6, zone))])
    return found


def xml(function, texts):
    """Documents split and joined without being read."""
    return outcome(lambda: list(gpxxml.split_gpxs(*texts)) if function == "split" else gpxxml.join_gpxs(texts))


def unlike_numbers():
    """Numbers as text, and back."""
    values = [1.0, 1e-7, 1e20, 123456789.123, "x", 5, None, float("inf"), b"x", 1e-12]
    return [[outcome(getattr(utils, name), v) for v in values] for name in ["make_str", "is_numeric", "to_number"]]


def make(where, rows):
    """Objects of a class, made with positional and keyword arguments: attributes, texts, identity, copies."""
    module, name = where.split(".")
    cls, found = getattr(importlib.import_module(f"gpxpy.{module}"), name), []
    for args, options in rows:
        made = outcome(lambda a=args, o=options: cls(*given(a), **keywords(o)))
        found.append(made)
        if made[0] == "returned":
            found.append(like(cls, lambda a=args, o=options: cls(*given(a), **keywords(o))))
    return found


def like(cls, maker):
    """How objects of a class take copies, comparison and more attributes."""
    one, other = maker(), maker()
    found = [HEX.sub(r"<\1>", text) for text in (repr(one), str(one))]
    found += [one == other, one == one, outcome(lambda: hash(one) == object.__hash__(one)), len({one, other})]
    found += [outcome(lambda n=n: getattr(pickle.loads(pickle.dumps(one, n)), "__dict__", 0)) for n in (2, 5)]
    found += [outcome(lambda n=n: pickle.loads(pickle.dumps(one, n))) for n in (0, 2, 5)]
    found += [outcome(copy.copy, one), outcome(copy.deepcopy, one), outcome(setattr, one, "more", 1)]
    lists = [
        name for name in ATTRIBUTES.get(cls.__name__, "").split() if isinstance(getattr(one, name, 0), list | dict)
    ]
    shared = copy.copy(one)
    found += [
        [name, getattr(one, name) is getattr(other, name), getattr(one, name) is getattr(shared, name)]
        for name in lists
    ]
    found += [hasattr(one, "__dict__"), outcome(iter, one)[0], outcome(lambda: one < other), outcome(lambda: list(one))]
    return [*found, outcome(lambda: delattr(one, "name")), outcome(lambda: one.name)]


def table(where):
    """The fields by which a class is read and written, in both versions."""
    cls = getattr(gpx, where)
    both = cls.gpx_10_fields, cls.gpx_11_fields
    return [[one if isinstance(one, str) else field(one) for one in fields] for fields in both]


def field(one):
    """What a field knows."""
    known = {name: value for name, value in sorted(vars(one).items()) if name not in ("type_converter", "classs")}
    more = [type(getattr(one, "type_converter", None)).__name__, getattr(getattr(one, "classs", None), "__name__", "")]
    return [type(one).__name__, plain(known), more, HEX.sub(r"<\1>", repr(one)), one == copy.copy(one)]


def fields(kind, rows):
    """Fields made with positional and keyword arguments."""
    return [outcome(lambda a=args, o=options: field(getattr(gpxfield, kind)(*a, **o))) for args, options in rows]


def subclassed():
    """Classes of users that derive from those of the package, with constructors and slots of their own."""

    class Point(gpx.GPXTrackPoint):
        def __init__(self, *args, mood="", **options):
            super().__init__(*args, **options)
            self.mood = mood

    class Segment(gpx.GPXTrackSegment):
        __slots__ = ("colour",)

        def __init__(self, colour):
            super().__init__([Point(1.0, 2.0, mood="good")])
            self.colour = colour

    segment = Segment("red")
    twin = copy.deepcopy(segment)
    return [
        segment.colour,
        twin.colour,
        twin.points[0].mood,
        repr(twin),
        plain(twin.points[0].latitude),
        hasattr(segment, "__dict__"),
    ]


def handed():
    """Lists that segments are made of, filled or not, and changed afterwards."""
    found = []
    for points in ([], [gpx.GPXTrackPoint(1, 2)], None):
        segment = gpx.GPXTrackSegment(points)
        (points if points is not None else []).append(gpx.GPXTrackPoint(3, 4))
        found.append([len(segment.points), segment.points is points])
    return found


def unpickled(text):
    """What an old pickle holds."""
    return outcome(pickle.loads, b64decode(text))


def names(modules):
    """What modules have by their names (`Class.method` too): kind, bases, signature."""
    return [
        [module, name, outcome(described, module, name)]
        for module, listed in modules.items()
        for name in listed.split()
    ]


def described(module, name):
    """Kind, bases and signature of something; parameters without their types."""
    value = importlib.import_module(module)
    for part in name.split("."):
        value = getattr(value, part)
    if inspect.isclass(value):
        return ["class", [base.__name__ for base in value.__mro__ if base.__name__ in KNOWN], signature(value)]
    if callable(value):
        return ["callable", signature(value)]
    return ["value", value if isinstance(value, str | int | float) else type(value).__name__]


KNOWN = {*ATTRIBUTES, "GPXException", "Exception", "AbstractGPXField", "tzinfo", "tuple"}


def signature(function):
    """Parameters of a function: names, kinds, defaults."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return "none"
    return [
        [one.name, str(one.kind), plain(None if one.default is one.empty else one.default), one.default is one.empty]
        for one in found
    ]


def checked():
    """Elements of users, checked for slots and defaults."""

    class Odd(gpx.GPXBounds):
        __slots__ = ("more",)

    class Full(gpx.GPXBounds):
        def __init__(self):
            super().__init__(5)

    known = [gpx.GPXBounds, gpx.GPXTrack, gpx.GPXTrackPoint, Odd, Full, int]
    return [outcome(gpxfield.gpx_check_slots_and_default_values, one) for one in known]
