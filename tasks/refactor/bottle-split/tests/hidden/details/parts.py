"""Small functions, descriptors, cookies, and the module itself. Sent to both boxes as text and played by driver.py."""

# ruff: noqa: SLF001 - private names are part of what must stay

import contextlib
import datetime
import functools
import importlib
import io
import os
import sys
import threading
import warnings

import bottle
from driver import environ, plain, tell

FIELDS = ("item", "fixed", "cached", "lazy", "header", "number", "local")


class Described:
    """One attribute of each kind."""

    made = 0

    def __init__(self):
        self.table = {}

    def get_header(self, name, default=None):
        return self.table.get(name, default)

    def __setitem__(self, name, value):
        self.table[name] = value

    def __delitem__(self, name):
        del self.table[name]

    @bottle.DictProperty("table")
    def item(self):
        """An item."""
        Described.made += 1
        return Described.made

    @bottle.DictProperty("table", "other", read_only=True)
    def fixed(self):
        return "fixed"

    @bottle.cached_property
    def cached(self):
        """A cached one."""
        Described.made += 1
        return Described.made

    @bottle.lazy_attribute
    def lazy(cls):
        Described.made += 1
        return [cls.__name__, Described.made]

    header = bottle.HeaderProperty("X-One")
    number = bottle.HeaderProperty("X-Number", reader=int, writer=lambda v: str(v + 1), default=-5)
    local = bottle._local_property()


def descriptors():
    """Reading, writing and deleting through each kind of descriptor."""
    thing, kind = Described(), Described
    seen = [[tell(getattr, thing, n), tell(getattr, thing, n), type(kind.__dict__[n]).__name__] for n in FIELDS]
    seen.append([type(getattr(kind, n)).__name__ for n in FIELDS])
    seen.append([[tell(setattr, thing, n, 7), tell(getattr, thing, n), dict(thing.table)] for n in FIELDS])
    seen.append([[tell(delattr, thing, n), tell(getattr, thing, n), dict(thing.table)] for n in FIELDS])
    docs = [
        kind.item.__doc__,
        kind.cached.__doc__,
        kind.__dict__["number"].__doc__,
        kind.item.__name__,
        kind.local.__doc__,
    ]
    answers = []
    worker = threading.Thread(target=lambda: answers.append(tell(getattr, thing, "local")))
    thing.local = "mine"
    worker.start()
    worker.join()
    return [seen, docs, answers, thing.local, Described.made]


def functions():
    """Small functions with inputs of unusual types."""
    rows = [tell(bottle.tob, b"a"), tell(bottle.tob, "ä", "ascii"), tell(bottle.tob, 1.5), tell(bottle.tob, [1])]
    rows += [tell(bottle.touni, b"\xc3\xa4"), tell(bottle.touni, b"\xff"), tell(bottle.touni, b"\xff", "latin1")]
    rows += [
        tell(bottle.touni, b"\xff", "utf8", "ignore"),
        tell(bottle.tob, "\udc80", "utf8", "ignore"),
        bottle.touni(""),
    ]
    rows += [
        tell(bottle.tonat, b"ab"),
        bottle.tonat is bottle.touni,
        bottle.makelist((1, 2)),
        bottle.makelist({3}),
        bottle.makelist(""),
    ]
    rows += [
        tell(bottle._raise, ValueError, ValueError("x")),
        tell(bottle._lscmp, b"ab", b"ab"),
        tell(bottle._lscmp, b"a", b"ab"),
    ]
    rows += [
        tell(bottle.json_loads, b'{"a": 1}'),
        tell(bottle.json_loads, "[1]"),
        tell(bottle.callable, 1),
        bottle.callable(len),
    ]

    def wrapped():
        """Documented."""

    with contextlib.redirect_stderr(io.StringIO()) as log:
        bottle._stderr("a", 5)
        bottle._stderr()
    kept, sys.stderr = sys.stderr, None
    rows.append(tell(bottle._stderr, "nowhere"))
    sys.stderr = type("Closed", (), {"write": lambda self, text: (_ for _ in ()).throw(OSError("closed"))})()
    rows.append(tell(bottle._stderr, "nowhere"))
    sys.stderr = kept
    partial = functools.partial(wrapped)
    bottle.update_wrapper(partial, wrapped)
    rows += [log.getvalue(), partial.__doc__, tell(bottle.update_wrapper, partial, functools.partial(len))]
    return [
        rows,
        [tell(bottle.getargspec, f)[:1] for f in (environ, Described.get_header, functools.partial(environ, 1))],
    ]


def headers(values):
    """Header values taken apart, with and without quotes; path shifts; auth."""
    return [
        [tell(bottle._parse_http_header, v), tell(bottle.parse_auth, v), tell(bottle.parse_date, v)] for v in values
    ]


def moments():
    """Dates of every type, also in cookies and in the expiry of a response."""
    zone = datetime.timezone(datetime.timedelta(hours=-3))
    naive = datetime.datetime(2020, 1, 31, 13, 5, 9)  # noqa: DTZ001 - one without a zone is a case of its own
    values = [naive, datetime.datetime(2020, 1, 31, 23, tzinfo=zone)]
    values += [datetime.date(2021, 12, 1), 86399, 1e9, "x", (2020, 5, 6, 7, 8, 9, 0, 0, 0)]
    seen = [tell(bottle.http_date, value) for value in values]
    response = bottle.Response()
    for number, value in enumerate(values):
        seen.append(
            [tell(response.set_cookie, f"c{number}", "v", expires=value), tell(setattr, response, "expires", value)]
        )
        seen.append([tell(lambda: response.expires), response.get_header("expires")])
    ages = [datetime.timedelta(days=2, seconds=5), datetime.timedelta(seconds=-1), 7]
    seen += [
        tell(response.set_cookie, f"a{n}", "v", **{key: age})
        for n, age in enumerate(ages)
        for key in ("max_age", "maxage")
    ]
    return [seen, [list(pair) for pair in response.headerlist]]


def cookies():
    """Cookies at the limits: sizes, secrets, digests, names, deletion, same-site values."""
    response = bottle.Response()
    steps = [tell(response.set_cookie, "n" * 10, "v" * size) for size in (3789, 3790, 3791)]
    steps += [
        tell(response.set_cookie, "s", "v" * 2800, secret="k"),
        tell(response.set_cookie, "s", "v" * 2850, secret="k"),
    ]
    steps += [
        tell(response.set_cookie, "b", b"x"),
        tell(response.set_cookie, "b c", "x"),
        tell(response.set_cookie, "e", ""),
    ]
    for value in ("lax", "Strict", "NONE", "", None, "other"):
        steps.append(
            [
                tell(response.set_cookie, "same", "v", samesite=value),
                tell(response.set_cookie, "same2", "v", same_site=value),
            ]
        )
    steps.append(
        [
            tell(response.set_cookie, "f", "v", secure=1, httponly=0),
            tell(response.set_cookie, "g", "v", httponly=1, secure=""),
        ]
    )
    steps += [tell(response.delete_cookie, "s", path="/a", domain="d"), tell(response.delete_cookie, "t", secret="x")]
    copy = response.copy(bottle.HTTPResponse)
    lines = [v[:120] for k, v in response.headerlist if k == "Set-Cookie"]
    return [
        steps,
        lines,
        [v[:120] for k, v in copy.headerlist if k == "Set-Cookie"] == lines,
        len(bottle.Response().headerlist),
    ]


def signatures(cookie, secrets, digests):
    """Signed cookies read with several secrets and digests, after several damages."""
    response, seen = bottle.Response(), []
    for digest in digests:
        response.set_cookie("c", cookie, secret=secrets[0], digestmod=digest)
        value = response.headerlist[-1][1].partition("=")[2].strip('"')
        damaged = [value, value[1:], value.replace("?", ""), "!" + value, value[:-4], "!?" + value[2:], value + "="]
        for text in damaged:
            request = bottle.Request({"HTTP_COOKIE": f'c="{text}"; d="{text}"'})
            seen += [[tell(request.get_cookie, n, "default", s, digest) for n in ("c", "d", "e")] for s in secrets]
    return [seen, bottle.Request({"HTTP_COOKIE": 'c=""'}).get_cookie("c", "default")]


def encoded():
    """The deprecated functions for signed data."""
    warnings.simplefilter("ignore")
    data = bottle.cookie_encode(["a", 1], "key")
    rows = [
        data,
        bottle.cookie_encode("x", b"k", "md5"),
        tell(bottle.cookie_decode, data, "key"),
        bottle.cookie_is_encoded(data),
    ]
    rows += [
        tell(bottle.cookie_decode, d, k)
        for d, k in ((data, "other"), (b"!x", "key"), (data[:-1], "key"), (data.decode(), "key"))
    ]
    rows += [tell(bottle.cookie_decode, bottle.cookie_encode(1, "k", "md5"), "k", m) for m in ("md5", "sha1", None)]
    return [*rows, [bottle.cookie_is_encoded(d) for d in (b"!a?", b"!a", b"a?", b"")]]


def extension_finder():
    """The finder behind bottle.ext, asked directly."""
    with open("bottle_probed.py", "w") as file:
        file.write("VALUE = 5\n")
    sys.path.insert(0, os.getcwd())
    finder = next(f for f in sys.meta_path if hasattr(f, "impmask"))
    seen = [tell(finder.find_spec, name, None) for name in ("plain", "other.x", "bottle.x", "bottle.ext.a.b")]
    spec = finder.find_spec("bottle.ext.probed", None)
    seen += [
        spec.name,
        spec.loader is finder,
        tell(finder.find_module, "x"),
        tell(finder.find_module, "a.b"),
        finder.find_module("bottle.ext.y") is finder,
    ]
    module = finder.load_module("bottle.ext.probed")
    seen += [
        module.VALUE,
        module.__name__,
        finder.load_module("bottle.ext.probed") is module,
        bottle.ext.probed is module,
        module.__loader__ is finder,
    ]
    own = bottle._ImportRedirect("virtual", "bottle_%s")
    seen += [
        importlib.import_module("virtual.probed") is module,
        own.name,
        own.impmask,
        own.module.__name__,
        sys.meta_path[-1] is own,
    ]
    return [*seen, own.module.__path__, own.module.__all__, own.module.__loader__ is own]


def deprecations(level):
    """depr() by the way that debugging is turned on, and debug() itself."""
    seen = []
    with warnings.catch_warnings(record=True) as caught:
        if level == "filters":
            bottle.debug(False)
            bottle.debug(True)
        elif level != "none":
            bottle.DEBUG = level
        before = len(warnings.filters)
        if level != "filters":
            warnings.simplefilter("always")
        seen.append(tell(bottle.depr, 0, 13, "cause", "fix"))
        seen.append(tell(bottle.depr, 1, 2, "cause", "fix", stacklevel=1))
        seen.append([bottle.DEBUG, before > 0])
    return [seen, [[str(w.message), w.category.__name__, w.filename == "script"] for w in caught]]


def debugging():
    """debug() turns warnings on, and says nothing twice."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        seen = [list(map(str, warnings.filters)), bottle.debug(False), bottle.DEBUG, len(warnings.filters)]
        seen += [
            bottle.debug(),
            bottle.DEBUG,
            [f[0] for f in warnings.filters],
            bottle.debug(0),
            bottle.DEBUG,
            bottle.debug("strict"),
            bottle.DEBUG,
        ]
        return seen


def codes():
    """Status codes and the page for errors."""
    lines = sorted(bottle._HTTP_STATUS_LINES.items())
    return [
        plain(lines),
        len(bottle.HTTP_CODES),
        [bottle.HTTP_CODES[n] for n in (418, 428, 429, 431, 451, 511)],
        bottle.ERROR_PAGE_TEMPLATE,
    ]
