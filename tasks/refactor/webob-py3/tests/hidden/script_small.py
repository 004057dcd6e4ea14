# ruff: noqa: E501, DTZ001, PERF401 - what is tried is what users do
"""Ranges, caches, tags, dates, dictionaries and the descriptors of headers."""

import time
from datetime import date, datetime, timedelta

from driver import attributes, make_environ, plain, tell
from webob import Response, datetime_utils, descriptors, etag
from webob.byterange import ContentRange, Range, _is_content_range_valid
from webob.cachecontrol import CacheControl, UpdateDict, exists_property, serialize_cache_control, value_property
from webob.headers import EnvironHeaders, ResponseHeaders, _trans_key, _trans_name
from webob.multidict import GetDict, MultiDict, NestedMultiDict, NoVars

RANGES = [
    None,
    "",
    "bytes=0-0",
    "bytes=0-9",
    "BYTES = 3 - 5",
    "bytes=5-",
    "bytes=-5",
    "bytes=5-4",
    "bytes=4-4",
    "bytes=x",
    "lines=1-2",
    "bytes=0-1,5-6",
    " bytes=1-2",
]
CONTENT = [
    None,
    "",
    "bytes 0-4/10",
    "bytes 0-4/*",
    "bytes */10",
    "bytes */*",
    "bytes 4-0/10",
    "bytes 0-10/10",
    "bytes 9-9/10",
    "bytes 10-10/10",
    "x",
    "bytes 0-4",
    "bytes 0-9/10",
]


def ranges():
    out = []
    out.append(tell(Range.parse, "bytes=-"))
    for text in RANGES:
        for length in (None, 0, 1, 5, 10, 100):
            found = Range.parse(text)
            out.append(
                [
                    tell(Range.parse, text),
                    found
                    and [
                        tell(found.range_for_length, length),
                        tell(found.content_range, length),
                        tell(list, found),
                        str(found),
                        repr(found),
                    ],
                ]
            )
    for args in ((0, 5), (0, None), (-5, None), (5, 0), (5, -1), (-3, 7), (0, 1)):
        out.append(
            [
                tell(lambda a=args: str(Range(*a))),
                tell(lambda a=args: repr(Range(*a))),
                tell(lambda a=args: Range(*a).range_for_length(6)),
            ]
        )
    out += [
        [
            tell(ContentRange.parse, text),
            tell(lambda t=text: list(ContentRange.parse(t))),
            tell(lambda t=text: [str(ContentRange.parse(t)), repr(ContentRange.parse(t))]),
        ]
        for text in CONTENT
    ]
    values = [None, -1, 0, 1, 5, 10]
    for start in values:
        for stop in values:
            for length in values:
                out.append(
                    [
                        tell(_is_content_range_valid, start, stop, length),
                        tell(_is_content_range_valid, start, stop, length, True),
                        tell(ContentRange, start, stop, length),
                    ]
                )
    return out


CACHES = [
    "",
    "public",
    "max-age=5",
    'private="a, b", max-age=x',
    "no-cache, no-store;must-revalidate",
    "max-stale",
    "max-stale=7",
    "only-if-cached",
    "s-maxage=1, s-maxage=2",
    "a = b",
    "x=, y",
    "Max-Age=3",
    'no-cache="Set-Cookie"',
    "stale-while-revalidate=9, stale-if-error=8",
    "min-fresh=1, no-transform, proxy-revalidate",
    "9x=1",
    "max-age=007",
]
PROPERTIES = "max_stale min_fresh only_if_cached public private no_cache no_store no_transform must_revalidate proxy_revalidate max_age s_maxage s_max_age stale_while_revalidate stale_if_error"


def caches():
    out = []
    for text in CACHES:
        for kind in ("request", "response", None):
            found = CacheControl.parse(text, type=kind)
            out.append(
                [
                    attributes(found, PROPERTIES),
                    str(found),
                    repr(found),
                    plain(found.properties),
                    str(found.copy()),
                    found.copy().type,
                ]
            )
    for name in PROPERTIES.split():
        for value in (True, False, None, 5, "x y", ""):
            for kind in ("request", "response"):
                noted = []
                found = CacheControl.parse(
                    "max-age=1", updates_to=lambda props, n=noted: n.append(str(props)), type=kind
                )
                out.append(
                    [
                        tell(setattr, found, name, value),
                        str(found),
                        tell(getattr, found, name),
                        noted,
                        tell(delattr, found, name),
                        str(found),
                        noted,
                        tell(delattr, found, name),
                    ]
                )
    out += [
        serialize_cache_control(value)
        for value in ({}, {"b": None, "a": 1}, {"x": "y z"}, {"q": "ok-1.2_3"}, CacheControl({"a": None}, "request"))
    ]
    noted, found = [], UpdateDict()
    found.updated = lambda *args: noted.append(plain(args))
    for step in (
        lambda: found.__setitem__("a", 1),
        lambda: found.update({"b": 2}, c=3),
        lambda: found.setdefault("a", 9),
        lambda: found.setdefault("d", 4),
        lambda: found.setdefault("e"),
        lambda: found.pop("a"),
        lambda: found.pop("zz", 1),
        lambda: found.popitem(),
        lambda: found.__delitem__("b"),
        lambda: setattr(found, "updated_args", (1, 2)),
        lambda: found.clear(),
    ):
        out += [tell(step), list(noted)]
    return [
        *out,
        type(CacheControl.public).__name__,
        isinstance(CacheControl.max_age, value_property),
        isinstance(CacheControl.public, exists_property),
    ]


def tags():
    out = []
    for text in (None, "", "*", '"a"', 'W/"a"', '"a", W/"b", "c"', "a", "a, b", '"a\\"b"', 'x"a"', '"a""b"', "W/a"):
        for strong in (True, False):
            found = etag.ETagMatcher.parse(text, strong)
            out.append(
                [
                    tell(lambda f=found: [f"{f}", repr(f), bool(f)]),
                    [tag in found for tag in ("a", "b", "c", "W/a", "", 'a\\"b', None)],
                ]
            )
    for text in ("", '"a"', 'W/"a"', "*", "Fri, 09 Nov 2001 01:08:47 GMT", "nonsense GMT", "x"):
        found = tell(etag.IfRange.parse, text)
        out.append(found)
        if found[0] != "error":
            parsed = etag.IfRange.parse(text)
            answers = [
                Response(),
                Response(etag="a"),
                Response(etag=("a", False)),
                Response(last_modified=datetime(2001, 11, 9, 1, 8, 47)),
                Response(last_modified=datetime(2001, 11, 9, 1, 8, 48)),
            ]
            out += [
                tell(bool, parsed),
                tell(str, parsed),
                tell(repr, parsed),
                [tell(lambda a=answer, p=parsed: a in p) for answer in answers],
            ]
    for value in (etag.AnyETag, etag.NoETag):
        out += [str(value), repr(value), bool(value), "x" in value]
    for text in (None, "", '"a"', 'W/"a"', "a", '"a\\"b"', '  "a"', 'W/"x" y', "*"):
        out += [tell(descriptors.parse_etag_response, text), tell(descriptors.parse_etag_response, text, True)]
    return [
        *out,
        *(
            tell(descriptors.serialize_etag_response, value)
            for value in ("a", '"a"', 'W/"a"', ("a", True), ("a", False), 'a"b', "", None)
        ),
    ]


DATES = [
    None,
    "",
    "Fri, 09 Nov 2001 01:08:47 GMT",
    "Fri, 09 Nov 2001 01:08:47 -0130",
    "Fri, 09 Nov 2001 01:08:47",
    "Friday, 09-Nov-01 01:08:47 GMT",
    "Fri Nov  9 01:08:47 2001",
    "x",
    "2001-11-09",
    b"Fri, 09 Nov 2001 01:08:47 GMT",
    b"\xff",
    "09 Nov 2001 25:08:47 GMT",
    5,
]


def dates():
    out = [
        [tell(datetime_utils.parse_date, text), tell(datetime_utils.parse_date_delta, text)]
        for text in [*DATES, "3600", "-7200", " 36000 ", "0"]
    ]
    values = [
        None,
        "x",
        b"y",
        datetime(2001, 2, 3, 4, 5, 6),
        date(2001, 2, 3),
        timedelta(hours=5),
        0,
        1e9,
        5.7,
        (2001, 2, 3, 4, 5, 6, 5, 34, 0),
        time.gmtime(86400),
        [1],
        True,
    ]
    out += [
        [tell(datetime_utils.serialize_date, value), tell(datetime_utils.serialize_date_delta, value)]
        for value in values
    ]
    found = datetime_utils.UTC
    out += [tell(found.dst, None), tell(found.utcoffset, None), tell(found.tzname, None), repr(found)]
    out += [
        tell(datetime_utils.timedelta_to_seconds, value)
        for value in (timedelta(days=2, seconds=3, microseconds=4), timedelta(seconds=-1))
    ]
    return [
        *out,
        *(
            plain(getattr(datetime_utils, name))
            for name in ["day", "week", "hour", "minute", "second", "month", "year"]
        ),
    ]


MULTI = [
    [],
    [("a", 1)],
    [("a", 1), ("b", 2), ("a", 3)],
    [("password", "x"), ("my_passwd", "y"), ("pwd1", "z"), ("a", [1])],
]


def _steps():
    yield from (
        lambda d: d["a"],
        lambda d: d.getall("a"),
        lambda d: d.getone("a"),
        lambda d: d.getone("b"),
        lambda d: d.mixed(),
        lambda d: d.dict_of_lists(),
        lambda d: "a" in d,
        lambda d: d.has_key("zz"),
        lambda d: len(d),
        lambda d: bool(d),
        lambda d: repr(d),
        lambda d: list(d),
        lambda d: list(d.keys()),
        lambda d: list(d.values()),
        lambda d: list(d.items()),
        lambda d: list(d.iterkeys()),
        lambda d: list(d.itervalues()),
        lambda d: list(d.iteritems()),
        lambda d: d.copy(),
    )
    yield from (
        lambda d: d.get("a"),
        lambda d: d.get("q", 5),
        lambda d: d.__setitem__("a", 9),
        lambda d: d.add("a", 8),
        lambda d: d.setdefault("a", 7),
        lambda d: d.setdefault("n"),
        lambda d: d.pop("n"),
        lambda d: d.pop("n"),
        lambda d: d.pop("n", 4),
        lambda d: d.pop("a", 1, 2),
        lambda d: d.pop("a"),
        lambda d: d.update({"u": 1}, v=2),
        lambda d: d.update([("u", 1), ("u", 2)]),
        lambda d: d.extend({"e": 1}, f=2),
        lambda d: d.extend([("e", 3)]),
        lambda d: d.extend(),
        lambda d: d.extend(type("K", (), {"keys": lambda s: ["k"], "__getitem__": lambda s, k: 6})()),
        lambda d: d.__delitem__("e"),
        lambda d: d.__delitem__("e"),
        lambda d: d == {"u": 2},
        lambda d: d.popitem(),
        lambda d: d.clear(),
        lambda d: d.popitem(),
        lambda d: d,
    )


def dictionaries():
    out = []
    for items in MULTI:
        env = {}
        for found in (
            MultiDict(items),
            GetDict([(str(k), str(v)) for k, v in items], env),
            NestedMultiDict(MultiDict(items), MultiDict([("a", 0), ("z", 1)])),
            NestedMultiDict(),
            NoVars("reason"),
            ResponseHeaders([(k, str(v)) for k, v in items]),
        ):
            for step in _steps():
                out.append([type(found).__name__, tell(step, found), env.get("QUERY_STRING")])
    for args, more in (
        ((), {"a": 1}),
        (({"a": 1},), {"b": 2}),
        (([("a", 1), ("a", 2)],), {}),
        ((MultiDict(a=1),), {}),
        ((1, 2), {}),
        ((5,), {}),
        ((type("I", (), {"iteritems": lambda s: [("i", 1)]})(),), {}),
    ):
        out.append(tell(MultiDict, *args, **more))
    listed = [("a", 1)]
    view = MultiDict.view_list(listed)
    view.add("b", 2)
    return [*out, listed, tell(MultiDict.view_list, ()), tell(NoVars), tell(repr, NoVars()), NoVars("x").copy().reason]


def environ_headers():
    env = make_environ(HTTP_X_A="1", CONTENT_TYPE="a/b", CONTENT_LENGTH="3", HTTP_CONTENT_TYPE="odd", other=5)
    env[5] = "number"
    found, out = EnvironHeaders(env), []
    steps = [
        lambda: found["x-a"],
        lambda: found["Content-Type"],
        lambda: found["nope"],
        lambda: found.__setitem__("X-B", "2"),
        lambda: found.__setitem__("content-length", "9"),
        lambda: found.__delitem__("x-a"),
        lambda: found.__delitem__("x-a"),
        lambda: "X-B" in found,
        lambda: "Host" in found,
        lambda: len(found),
        lambda: sorted(found),
        lambda: sorted(found.keys()),
        lambda: sorted(found.items()),
        lambda: found.get("q", 1),
        lambda: found.pop("x-b"),
        lambda: found.update({"Q-R": "s"}),
        lambda: found.clear(),
        lambda: sorted(map(str, env)),
    ]
    out += [tell(step) for step in steps]
    return [
        *out,
        *(
            [key, tell(_trans_key, key)]
            for key in ("HTTP_A_B", "CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "OTHER", 5, None, "HTTP_")
        ),
        *([key, tell(_trans_name, key)] for key in ("a-b", "Content-Type", "content_length", "CONTENT-LENGTH", "")),
    ]
