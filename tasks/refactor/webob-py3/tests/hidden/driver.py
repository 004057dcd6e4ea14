# ruff: noqa: E501, DTZ001, DTZ003 - what is tried is what users do
"""Drives WebOb and returns what it did as plain data.

It runs in the box of the original and in the box of the candidate alike, so it holds no expected value. Dates of these
days are told by their distance from now, in hours; addresses and boundaries drawn by chance are not told.
"""

import calendar
import hashlib
import io
import json
import os
import re
import sys
import time
import types
import warnings
from datetime import date, datetime, timedelta

import webob
from webob import acceptparse, multidict
from webob.cookies import Morsel
from webob.request import BaseRequest

ADDRESS = re.compile(r"0x[0-9a-f]{5,}|(?<= at )\d{6,}")
BOUNDARY = re.compile(r"(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])")
RECENT = re.compile(r"\w{3}, (\d\d)[ -](\w{3})[ -](20[2-9]\d) (\d\d):(\d\d):(\d\d) GMT")
LONG = 20_000
"""Characters from which on answers are told by digests."""
WHOLE = "WEBOB_WHOLE" in os.environ
"""For those who want to read answers, outside of boxes."""
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MEDIA = [
    None,
    "",
    ",",
    "text/html",
    "text/*",
    "*/*",
    "text/html;level=1",
    "text/html;q=0.5, */*;q=0.1",
    "text/html;q=0, text/*",
    "text/html ; q=0.3 , application/json;q=0.3",
    "TEXT/HTML;Level=1;q=0.7",
    'text/html;p="a\\"b,c";q=0.8;ext=1;flag;e="x y"',
    "text/plain; format=flowed, text/plain;q=0.4, text/*;q=0.2, */*;q=0.1",
    "*/html",
    "text",
    "text/html;q=1.1",
    "text/html;q=0.1234",
    "text/html;q=1.000",
    "text/html;q=",
    "a/b;q=0.0,c/d;Q=.5",
    "a/b,,c/d;q=0.001",
    ", a/b",
    "a/b;x=1;y=2, a/b;y=2;x=1;q=0.9, a/b;x=1;q=0.2",
    'a/b;x="1", a/b;q=0.3',
    'a/b;x="";q=0.1',
    "text/html, text/html;q=0.2",
    "application/xhtml+xml, text/xml;q=0.9",
    "text/html;=1",
    "text/html;a",
    "text/html;q=0.5;",
    "\ttext/html\t;\tq=0.5\t",
    "text/htm\xe9",
    "*/*;q=0",
    "text/*;q=0, */*",
    "a/b;q=0.5;q=0.7",
]
"""Accept headers of media types."""


# --- plain data -------------------------------------------------------------------------------------------------------


def shown(text):
    """A text without what differs from run to run."""
    return RECENT.sub(_distance, BOUNDARY.sub("<boundary>", ADDRESS.sub("<address>", text)))


def _distance(found):
    day, month, *rest = found.groups()
    year, hour, minute, second = map(int, rest)
    seconds = calendar.timegm((year, MONTHS.index(month) + 1, int(day), hour, minute, second)) - time.time()
    return f"<now {round(seconds / 3600):+d} h>"


def plain(value, depth=0):
    """A value as built-in types, with the name of any other type."""
    if depth > 6:
        return "..."
    if type(value) is str:
        return shown(value)
    if type(value) in (int, float, bool, type(None)):
        return value
    if isinstance(value, bytes):
        return ["bytes", shown(value.decode("latin1"))]
    if isinstance(value, Morsel):
        return ["Morsel", *([plain(k), plain(v)] for k, v in sorted(value.items()))]
    if isinstance(value, dict | multidict.MultiDict | multidict.NestedMultiDict):
        return [type(value).__name__, *([plain(k, depth + 1), plain(v, depth + 1)] for k, v in value.items())]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *(plain(item, depth + 1) for item in value)]
    if isinstance(value, set | frozenset):
        return [type(value).__name__, *sorted(map(repr, value))]
    if isinstance(value, types.GeneratorType | filter | map | zip) or type(value).__name__.endswith("_iterator"):
        return ["iterator", *(plain(item, depth + 1) for item in value)]
    if isinstance(value, datetime):
        away = (value.replace(tzinfo=None) - datetime.utcnow()).total_seconds()
        return ["now", round(away / 3600)] if value.year > 2019 else ["datetime", value.isoformat()]
    if isinstance(value, date | timedelta):
        return [type(value).__name__, str(value)]
    if isinstance(value, BaseException) and not isinstance(value, webob.Response):
        return error(value)
    if isinstance(value, webob.Response):
        return ["response", type(value).__name__, value.status, plain(value.headerlist), tell(lambda: value.body)]
    if isinstance(value, BaseRequest):
        return ["request", type(value).__name__, environ(value)]
    if isinstance(value, acceptparse.Accept | acceptparse.AcceptCharset) or hasattr(value, "header_value"):
        return [type(value).__name__, shown(repr(value)), shown(str(value)), plain(getattr(value, "parsed", None))]
    if hasattr(value, "read"):
        return ["file", type(value).__name__, plain(value.read())]
    return [type(value).__name__, shown(repr(value)), shown(str(value))]


def error(found):
    """An exception: its type and what it says."""
    return ["error", type(found).__name__, shown(str(found))]


def tell(function, *args, **kwargs):
    """What a call gives as plain data, or what it raises; warnings beside it, where there are any."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            told = plain(function(*args, **kwargs))
        except Exception as found:
            told = error(found)
    said = [
        [item.category.__name__, shown(str(item.message))] for item in caught if item.category is not ResourceWarning
    ]
    return ["warned", said, told] if said else told


def environ(request):
    """The environ of a request, with its body last."""
    kept = {key: value for key, value in sorted(request.environ.items()) if key not in ("wsgi.errors", "wsgi.input")}
    return [[key, plain(value)] for key, value in kept.items() if key != "webob._body_file"]


def attributes(found, names):
    """Some attributes of an object by name."""
    return [[name, tell(getattr, found, name)] for name in names.split()]


def served(app, request):
    """What a WSGI application answers: status, headers, body, and whether its iterable was closed."""
    caught = {}

    def start_response(status, headers, exc_info=None):
        caught.update(status=status, headers=list(headers), failed=exc_info is not None)

    answer = app(request.environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return [caught.get("status"), plain(caught.get("headers")), caught.get("failed"), plain(body)]


# --- what scripts lean on ---------------------------------------------------------------------------------------------


class Stream(io.RawIOBase):
    """Input that can be read once, and says how it was read."""

    def __init__(self, data, log=None):
        self.data, self.log = io.BytesIO(data), log if log is not None else []

    def read(self, size=-1):
        self.log.append(size)
        return self.data.read(size)

    def readline(self, size=-1):
        return self.data.readline(size)


class Items:
    """An iterable of bytes that notes when it is closed."""

    def __init__(self, *chunks):
        self.chunks, self.closed = chunks, 0

    def __iter__(self):
        return iter(self.chunks)

    def close(self):
        self.closed += 1


def make_environ(**more):
    """A small environ; names of headers may be given as `HTTP_X`, others as `wsgi__url_scheme`."""
    base = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "/app",
        "PATH_INFO": "/page/one",
        "QUERY_STRING": "a=1&b=2",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    base.update({key.replace("__", "."): value for key, value in more.items()})
    return {key: value for key, value in base.items() if value is not None}


def play(source, function, *args):
    """Carry out a script: its text becomes a module, of which one function is called."""
    module = sys.modules["script"] = types.ModuleType("script")
    exec(compile(source, "script", "exec"), vars(module))
    return packed(tell(getattr(module, function), *args))


def packed(told):
    """What was told; of a long list, digests of its items."""
    if WHOLE or type(told) is not list or len(json.dumps(told)) < LONG:
        return told
    return [hashlib.sha256(json.dumps(item).encode()).hexdigest()[:10] for item in told]


# --- what drawn cases call --------------------------------------------------------------------------------------------


def accepts(rows):
    """Two headers of one kind, matched with offers, and added."""
    out = []
    for kind, text, other, offers in rows:
        found = getattr(acceptparse, f"create_accept{kind}_header")(text)
        row = [
            plain(found),
            tell(bool, found),
            tell(list, found),
            [[tell(found.quality, o), tell(found.__contains__, o)] for o in offers],
            tell(found.best_match, offers, "d"),
        ]
        ways = ("basic_filtering",) if kind == "_language" else ("acceptable_offers",)
        row += [tell(getattr(found, way), offers) for way in ways] + [
            tell(lambda f=found, o=other: f + o),
            tell(lambda f=found, o=other: o + f),
        ]
        out.append([*row, tell(found.lookup, offers, "en", default="d") if kind == "_language" else None])
    return out


def requests(rows):
    """What requests say of themselves."""
    names = "application_url body cache_control charset client_addr content_type cookies domain GET host host_port host_url if_none_match method params path path_info path_qs path_url range script_name url urlvars"
    out = []
    for more, url in rows:
        found = webob.Request(make_environ(**more))
        out.append(
            [
                attributes(found, names),
                tell(found.relative_url, url),
                tell(found.path_info_pop),
                tell(found.as_bytes),
                tell(found.decode, "latin-1"),
                environ(found),
            ]
        )
    return out


def forms(rows):
    """Forms, written and read."""
    out = []
    for kind, fields, method, boundary in rows:
        if kind == "urlencoded":
            found = webob.Request.blank("/", POST=[(name, value) for name, value, _, _ in fields], method=method)
        else:
            parts = [
                f'Content-Disposition: form-data; name="{name}"'
                + (f'; filename="{file}"' if file is not None else "")
                + (f"\r\n{head}" if head else "")
                + f"\r\n\r\n{value}\r\n"
                for name, value, file, head in fields
            ]
            body = "".join(f"--{boundary}\r\n{part}" for part in parts) + f"--{boundary}--\r\n"
            found = webob.Request.blank(
                "/", POST=body.encode(), method=method, content_type=f"multipart/form-data; boundary={boundary}"
            )
        out.append(
            [
                tell(
                    lambda f=found: [
                        [k, plain(getattr(v, "value", v)), getattr(v, "filename", None)] for k, v in f.POST.items()
                    ]
                ),
                tell(lambda f=found: f.params.mixed().keys()),
                tell(lambda f=found: f.copy().body),
                found.content_length,
            ]
        )
    return out


def cookies(rows):
    """Cookies, made and read."""
    from webob.cookies import Cookie, RequestCookies, make_cookie

    out = []
    for name, value, more, text in rows:
        env = {"HTTP_COOKIE": text}
        jar, made = RequestCookies(env), webob.Response()
        row = [
            tell(make_cookie, name, value, **more),
            tell(lambda j=jar: dict(j)),
            tell(jar.__setitem__, name, value),
            env["HTTP_COOKIE"],
            tell(jar.__delitem__, "a"),
            env["HTTP_COOKIE"],
        ]
        out.append(
            [
                *row,
                tell(lambda t=text: Cookie(t).serialize()),
                tell(made.set_cookie, name, value, **more),
                plain(made.headerlist),
                tell(made.unset_cookie, name),
                plain(made.headerlist),
            ]
        )
    return out


def answers(rows):
    """Responses, changed and served."""
    out = []
    for more, steps in rows:
        made = tell(webob.Response, **more)
        out.append(made)
        if made[0] != "error":
            found = webob.Response(**more)
            out += [[tell(setattr, found, *step), plain(found.headerlist), tell(str, found)] for step in steps]
            out.append(tell(served, found, webob.Request(make_environ())))
    return out


def partial(rows):
    """Ranges of responses."""
    out = []
    for size, cuts, more in rows:
        body = b"0123456789ab"[:size]
        chunks = [body[a:b] for a, b in zip([0, *cuts], [*cuts, size], strict=True)]
        found = webob.Response(
            app_iter=chunks,
            content_length=size,
            etag="t",
            last_modified=datetime(2001, 11, 9),
            conditional_response=True,
        )
        out.append(tell(served, found, webob.Request(make_environ(**more))))
    return out
