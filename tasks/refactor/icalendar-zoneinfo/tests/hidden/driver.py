# ruff: noqa: SLF001 - private names are part of what must stay
"""Drives icalendar and returns what it did as plain data.

Every public function here is one entry point of cases.py. It runs in the box of the original, whose time zones are
pytz's, and in the box of the candidate alike, so it holds no expected value. What may differ between the two (the class
of a time zone, its repr) is told by its meaning: offset, daylight saving time and name at an instant. With
`library="pytz"` the candidate takes its zones from the plug-in, the original has no choice; then classes count too.
"""

import contextlib
import copy
import importlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from dateutil import tz as dateutil_tz
from icalendar import cal, caselessdict, parser, prop, timezone_cache, tools

EXACT = False
"""Whether classes of time zones count: switched by `session` for as long as one call takes."""


# --- plain data -------------------------------------------------------------------------------------------------------


def plain(value):
    """A value as built-in types, with its class, what it is written as, and what it means."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, time):
        return ["time", value.isoformat()]
    if isinstance(value, date | timedelta):
        return [type(value).__name__, str(value)]
    if isinstance(value, cal.Component):
        return tree(value)
    if hasattr(value, "to_ical"):
        return [type(value).__name__, written(value), plain(getattr(value, "params", None)), *inside(value)]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(plain, value)]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin1")]
    return value if type(value) in (str, int, float, bool, type(None)) else [type(value).__name__, str(value)]


def inside(value):
    """What a value of the library stands for in Python."""
    if hasattr(value, "dts"):
        return [plain(value.dts)]
    if isinstance(value, prop.vPeriod):
        return [plain(value.start), plain(instant(value.end)), plain(value.duration), value.by_duration]
    return [plain(value.dt)] if hasattr(value, "dt") else []


def moment(value):
    """A datetime: what clocks show, and what holds there."""
    wall = value.replace(tzinfo=None, fold=0).isoformat()
    if value.tzinfo is None:
        return ["datetime", wall]
    told = [wall, str(value.utcoffset()), str(value.dst() or timedelta()), value.tzname(), parser.tzid_from_dt(value)]
    return ["datetime", *told, type(value.tzinfo).__name__] if EXACT else ["datetime", *told]


def instant(value):
    """A datetime with a zone as what it is in UTC; how far its own clocks have come depends on the library."""
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value


def written(value):
    """What a value is written as, bytes or text."""
    text = value.to_ical()
    return [type(text).__name__, text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)]


def tree(component):
    """A component with its properties, what was wrong in it, and its parts."""
    properties = [[name, plain(value)] for name, value in component.items()]
    return [
        type(component).__name__,
        component.name,
        properties,
        plain(component.errors),
        list(map(tree, component.subcomponents)),
    ]


def outcome(function, *args, **kwargs):
    """What a call came to, or the error's class and text."""
    try:
        return ["returned", plain(function(*args, **kwargs))]
    except Exception as error:
        return ["raised", type(error).__name__, str(error)]


@contextlib.contextmanager
def session(library):
    """A fresh start, with the zones of a library where there is a choice."""
    global EXACT
    timezone_cache._timezone_cache.clear()
    before = None
    with contextlib.suppress(ImportError):
        zones = importlib.import_module("icalendar.zones")
        before = zones.install(importlib.import_module("icalendar_pytz").PytzSource()) if library == "pytz" else None
    EXACT = library == "pytz"
    try:
        yield
    finally:
        EXACT = False
        if before is not None:
            zones.install(before)
        timezone_cache._timezone_cache.clear()


# --- entry points -----------------------------------------------------------------------------------------------------


def parse(text, kind="Calendar", library=""):
    """Text read as one component, and as several: written, and read again."""
    return [_parse(text, kind, multiple, library) for multiple in (False, True)]


def _parse(text, kind, multiple, library):
    with session(library):
        cls = getattr(cal, kind)
        try:
            found = cls.from_ical(text, multiple=multiple)
        except Exception as error:
            return ["raised", type(error).__name__, str(error)]
        parts = found if multiple else [found]
        result = [list(map(tree, parts)), sorted(map(str, timezone_cache._timezone_cache))]
        for part in parts:
            result += [outcome(part.to_ical), outcome(part.to_ical, sorted=False)]
            result += [outcome(lambda p=part: cls.from_ical(p.to_ical()) == p), outcome(lambda p=part: len(p.walk()))]
        return result


def zone(text, instants, library=""):
    """Zones of the VTIMEZONEs in a text, at instants in UTC."""
    with session(library):
        found = []
        for part in icalendar.Calendar.from_ical(text).walk("VTIMEZONE"):
            try:
                made = part.to_tz()
            except Exception as error:
                found.append(["raised", type(error).__name__, str(error)])
                continue
            for one in instants:
                there = datetime.fromisoformat(one).replace(tzinfo=UTC).astimezone(made)
                found.append([plain(there), plain(instant(there))])
        return found


def attach(walls, tzid, text="", library=""):
    """Local times in a zone, perhaps one of the VTIMEZONEs in a text."""
    with session(library):
        if text:
            icalendar.Calendar.from_ical(text)
        found = []
        for wall in walls:
            found.append(outcome(prop.vDatetime.from_ical, wall, tzid))
            with contextlib.suppress(Exception):
                one = prop.vDatetime.from_ical(wall, tzid)
                found.append([plain(instant(one)), plain(prop.vDDDTypes(one)), plain(prop.vDatetime(one))])
        return found


def periods(pairs, tzid=None, library=""):
    """Periods read, their lengths and ends, and which overlap."""
    with session(library):
        made, found = [], []
        for text in pairs:
            result = outcome(lambda t=text: prop.vPeriod(prop.vPeriod.from_ical(t, tzid)))
            found.append(result)
            if result[0] == "returned":
                made.append(prop.vPeriod(prop.vPeriod.from_ical(text, tzid)))
        found.append([outcome(one.overlaps, other) for one in made for other in made])
        found.append([one == other for one in made for other in made])
        if EXACT:
            found.append([[repr(one), plain(one.start)] for one in made])
        return found


def equal(values, library=""):
    """Which of some moments, `(text, tzid)`, are equal, and whether equal ones have one hash."""
    with session(library):
        made = [prop.vDatetime(prop.vDatetime.from_ical(text, tzid)) for text, tzid in values]
        return [[one == other, one != other or hash(one) == hash(other)] for one in made for other in made]


def python_moment(spec):
    """A datetime from `[wall, library, zone, fold]`."""
    wall, library, name, *fold = spec
    value = datetime.fromisoformat(wall).replace(fold=fold[0] if fold else 0)
    if library == "pytz":
        return importlib.import_module("pytz").timezone(name).localize(value, is_dst=not value.fold)
    zones = {"zoneinfo": ZoneInfo, "dateutil": dateutil_tz.gettz, "fixed": lambda n: icalendar.FixedOffset(int(n), n)}
    zones |= {"utc": lambda n: UTC, "": lambda n: None, "local": lambda n: icalendar.LocalTimezone()}
    return value.replace(tzinfo=zones[library](name))


def build(properties, kind="Event", library=""):
    """A component out of Python values: `[name, value, parameters]`; a list becomes a moment, `{...}` another."""
    with session(library):
        component = getattr(icalendar, kind)()
        said = [
            outcome(component.add, name, python_value(value), parameters or None)
            for name, value, parameters in properties
        ]
        told = [[name, outcome(component.decoded, name)] for name in component]
        return [said, outcome(component.to_ical), outcome(lambda: tree(component)), told]


def python_value(value):
    """A Python value from a case's."""
    if isinstance(value, dict):
        ((kind, held),) = value.items()
        makers = {
            "date": date.fromisoformat,
            "time": time.fromisoformat,
            "seconds": lambda s: timedelta(seconds=s),
            "bytes": lambda s: s.encode("latin1"),
            "many": lambda many: [python_value(one) for one in many],
            "pair": lambda pair: tuple(python_value(one) for one in pair),
            "rule": lambda rule: {key: python_value(one) for key, one in rule.items()},
            "plain": lambda one: one,
        }
        return makers[kind](held)
    return python_moment(value) if isinstance(value, list) else value


def values(kind, texts, zones=()):
    """A type of value, without a zone and with some: texts read, and what was read written again."""
    return [_values(getattr(prop, kind), texts, *more) for more in ((), *([zone] for zone in zones))]


def _values(cls, texts, *more):
    found = []
    for text in texts:
        read = outcome(cls.from_ical, text, *more)
        found.append([read, outcome(lambda t=text: cls(cls.from_ical(t, *more)))])
        if read[0] == "returned":
            found.append(outcome(lambda t=text: cls(cls.from_ical(t, *more)) == cls(cls.from_ical(t, *more))))
    return found


def made(kind, arguments):
    """A type of value, made of Python values."""
    cls, found = getattr(prop, kind), []
    for argument in arguments:
        found.append(outcome(lambda a=argument: cls(python_value(a))))
        with contextlib.suppress(Exception):
            one = cls(python_value(argument))
            found.append([outcome(lambda a=argument, o=one: o == cls(python_value(a))), outcome(lambda o=one: o == 5)])
            found.append(repr(one) if kind in ("vBinary", "vCalAddress", "vDDDTypes", "vText", "vRecur") else "")
    return found


def lines(texts, strict=False):
    """Content lines taken apart and put together."""
    found = []
    for text in texts:
        line = outcome(lambda t=text: parser.Contentline(t, strict=strict).parts())
        found.append(line)
        if line[0] == "returned":
            name, params, rest = parser.Contentline(text, strict=strict).parts()
            found.append(outcome(lambda n=name, p=params, r=rest: str(parser.Contentline.from_parts(n, p, r))))
        found.append(outcome(lambda t=text: parser.Contentlines.from_ical(t).to_ical()))
    return found


def texts(function, rows):
    """A function of the parser, over rows of arguments."""
    target = parser
    for part in function.split("."):
        target = getattr(target, part)
    return [outcome(target, *row) for row in rows]


def inline(name, text, given):
    """Values that share one line, taken and set."""
    component = icalendar.Event()
    component[name] = text
    found = [outcome(component.get_inline, name, decode) for decode in (0, 1)]
    return [*found, outcome(component.set_inline, name, given), outcome(component.to_ical)]


def caseless(pairs, asked):
    """The dictionary that all is made of."""
    found = caselessdict.CaselessDict(pairs)
    answers = [
        outcome(found.get, asked, 1),
        asked in found,
        outcome(found.setdefault, asked, 2),
        outcome(found.pop, asked),
    ]
    answers += [outcome(found.__getitem__, asked), plain(found.sorted_keys()), repr(found), found == dict(pairs)]
    found.update({asked: 3})
    other = found.copy()
    return [*answers, list(other.items()), other == found, outcome(other.__delitem__, asked), len(other), bool(other)]


def copies(text):
    """Deep copies of a calendar are equal to it and written as it is."""
    with session(""):
        first = icalendar.Calendar.from_ical(text)
        second = copy.deepcopy(first)
        second["X-NEW"] = "1"
        return [copy.deepcopy(first) == first, second == first, "X-NEW" in first, plain(second.to_ical())]


def local(walls):
    """The time zone of the machine."""
    mine = icalendar.LocalTimezone()
    found = [datetime.fromisoformat(wall).replace(tzinfo=mine) for wall in walls]
    return [[str(one.utcoffset()), str(one.dst()), one.tzname()] for one in found]


def uid(*arguments):
    """Names for new components, less what is drawn."""
    made_up = tools.UIDGenerator.uid(*arguments)
    return [type(made_up).__name__, len(made_up), made_up.partition("-")[2].partition("@")[2], made_up[8:9]]


def have(modules):
    """Which of the names of modules are gone."""
    named = [(module, name) for module, names in modules.items() for name in names.split()]
    return [pair for pair in named if not hasattr(importlib.import_module(pair[0]), pair[1])]


def one_object(pairs):
    """Names in two modules that stand for one object."""
    return [getattr(importlib.import_module(a), n) is getattr(importlib.import_module(b), n) for a, b, n in pairs]


def registered(text):
    """Own components and types, put into the tables that are there for it."""

    class Own(icalendar.Event):
        name = "X-OWN"
        canonical_order = ("B", "A")

    cal.component_factory["X-OWN"] = Own
    cal.types_factory.types_map["X-SPAN"] = "duration"
    prop.vUTCOffset.ignore_exceptions = True
    try:
        return outcome(lambda: [icalendar.Calendar.from_ical(text), icalendar.Calendar.from_ical(text).to_ical()])
    finally:
        prop.vUTCOffset.ignore_exceptions = False
        del cal.component_factory["X-OWN"]
        del cal.types_factory.types_map["X-SPAN"]


def tables():
    """What the package keeps in tables."""
    kept = [
        "name",
        "canonical_order",
        "required",
        "singletons",
        "exclusive",
        "inclusive",
        "multiple",
        "ignore_exceptions",
    ]
    components = [[name, [plain(getattr(cls, key)) for key in kept]] for name, cls in cal.component_factory.items()]
    types = [[name, cls.__name__] for name, cls in cal.types_factory.items()]
    more = [prop.vRecur.canonical_order, prop.vRecur.frequencies, prop.vFrequency.frequencies, prop.vWeekday.week_days]
    patterns = [
        prop.DURATION_REGEX,
        prop.WEEKDAY_RULE,
        parser.NAME,
        parser.UNSAFE_CHAR,
        parser.QUNSAFE_CHAR,
        parser.FOLD,
    ]
    return [
        components,
        types,
        [cls.__name__ for cls in cal.types_factory.all_types],
        [[name, cls.__name__] for name, cls in prop.vRecur.types.items()],
        plain(cal.types_factory.types_map),
        plain([cal.INLINE, prop.WINDOWS_TO_OLSON, *more]),
        [str(pattern.pattern) for pattern in (*patterns, parser.uFOLD, parser.NEWLINE, parser.QUOTABLE)],
    ]
