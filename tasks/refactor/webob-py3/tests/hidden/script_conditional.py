# ruff: noqa: SLF001, DTZ003, PERF401 - what is tried is what users do
"""Conditional answers, ranges, cookies of responses, caching and encodings."""

import gzip
import io
import zlib
from datetime import UTC, datetime, timedelta, timezone

from driver import Items, make_environ, plain, served, tell
from webob import Request, Response, response
from webob.cookies import make_cookie

DATE = datetime(2001, 11, 9, 1, 8, 47, tzinfo=UTC)
CONDITIONS = [
    {},
    {"HTTP_IF_NONE_MATCH": '"tag"'},
    {"HTTP_IF_NONE_MATCH": 'W/"tag", "x"'},
    {"HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_NONE_MATCH": '"x"'},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 09 Nov 2001 01:08:47 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 09 Nov 2001 01:08:46 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 09 Nov 2001 01:08:48 GMT"},
    {"HTTP_IF_NONE_MATCH": '"x"', "HTTP_IF_MODIFIED_SINCE": "Fri, 09 Nov 2001 01:08:48 GMT"},
    {"HTTP_RANGE": "bytes=0-2"},
    {"HTTP_RANGE": "bytes=2-"},
    {"HTTP_RANGE": "bytes=-3"},
    {"HTTP_RANGE": "bytes=0-99"},
    {"HTTP_RANGE": "bytes=99-"},
    {"HTTP_RANGE": "bytes=10-"},
    {"HTTP_RANGE": "bytes=9-9"},
    {"HTTP_RANGE": "bytes=-0"},
    {"HTTP_RANGE": "x"},
    {"HTTP_RANGE": "bytes=1-3", "HTTP_IF_RANGE": '"tag"'},
    {"HTTP_RANGE": "bytes=1-3", "HTTP_IF_RANGE": '"other"'},
    {"HTTP_RANGE": "bytes=1-3", "HTTP_IF_RANGE": 'W/"tag"'},
    {"HTTP_RANGE": "bytes=1-3", "HTTP_IF_RANGE": "Fri, 09 Nov 2001 01:08:47 GMT"},
    {"HTTP_RANGE": "bytes=1-3", "HTTP_IF_RANGE": "Fri, 09 Nov 2001 01:08:46 GMT"},
    {"HTTP_RANGE": "bytes=1-3", "HTTP_IF_NONE_MATCH": '"tag"'},
]
SHAPES = [
    {"body": b"0123456789"},
    {"app_iter": [b"01234", b"56789"], "content_length": 10},
    {"app_iter": [b"012", b"", b"34567", b"89"]},
    {"body": b"0123456789", "etag": "tag", "last_modified": DATE},
    {"body": b"0123456789", "etag": ("tag", False), "last_modified": DATE},
    {"body": b"0123456789", "status": 404, "etag": "tag"},
    {"body": b"0123456789", "content_range": (0, 10, 20)},
    {"body": b"", "etag": "tag"},
    {"body": b"0123456789", "last_modified": DATE, "vary": ["A"], "location": "/x"},
]


def conditional():
    out = []
    for shape in SHAPES:
        for condition in CONDITIONS:
            for method in ("GET", "HEAD", "POST"):
                made, plainly = Response(conditional_response=True, **shape), Response(**shape)
                request = Request(make_environ(REQUEST_METHOD=method, **condition))
                out.append(
                    [
                        tell(served, made, request),
                        tell(served, plainly, request)
                        if method == "HEAD"
                        else tell(served, plainly.conditional_response_app, request),
                    ]
                )
    return out


def closing():
    out = []
    for condition in CONDITIONS:
        for method in ("GET", "HEAD"):
            items = Items(b"01234", b"56789")
            made = Response(
                app_iter=items, content_length=10, conditional_response=True, etag="tag", last_modified=DATE
            )
            out.append([tell(served, made, Request(make_environ(REQUEST_METHOD=method, **condition))), items.closed])
    ranged = type("R", (Items,), {"app_iter_range": lambda self, start, stop: [f"{start}-{stop}".encode()]})
    for condition in CONDITIONS[9:14]:
        made = Response(app_iter=ranged(b"x"), content_length=10, conditional_response=True)
        out.append(tell(served, made, Request(make_environ(**condition))))
    return out


def ranges():
    out = []
    for chunks in ([b"0123456789"], [b"012", b"345", b"6789"], [b"0", b"1", b"2"], []):
        for start in (0, 1, 2, 3, 4, 9, 12, -1):
            for stop in (None, 0, 1, 3, 5, 10, 20):
                out.append(
                    [
                        tell(lambda c=chunks, a=start, b=stop: list(response.AppIterRange(c, a, b))),
                        tell(lambda c=chunks, a=start, b=stop: list(Response(app_iter=iter(c)).app_iter_range(a, b))),
                    ]
                )
    items = Items(b"a")
    ranged, empty = response.AppIterRange(items, 0, 1), response.EmptyResponse(items)
    out += [
        tell(ranged.close),
        iter(ranged) is ranged,
        ranged.next(),
        tell(ranged.next),
        list(empty),
        len(empty),
        tell(empty.next),
        empty.close(),
        items.closed,
        hasattr(response.EmptyResponse(), "close"),
        hasattr(response.EmptyResponse([]), "close"),
        tell(response.iter_close, items),
        tell(response.iter_close, []),
    ]
    return [
        *out,
        tell(response._error_unicode_in_app_iter, ["x" * 80], "body"),
        tell(response._error_unicode_in_app_iter, ["x"], "body"),
    ]


def types():
    kinds = [
        "text/html",
        "text/",
        "text",
        "application/xml",
        "application/xmlx",
        "application/a+xml",
        "application/+xml",
        "image/svg+xml",
        "image/png",
        "video/a+xml",
        "application/json",
        "Text/html",
    ]
    return [[kind, response._is_xml(kind), response._content_type_has_charset(kind)] for kind in kinds]


def cookies():
    out = []
    ways = [
        {},
        {"value": "x"},
        {"value": "\u20ac"},
        {"value": None},
        {"value": b"b"},
        {"max_age": 3600},
        {"max_age": timedelta(hours=5)},
        {"max_age": "7200"},
        {"max_age": "x"},
        {"max_age": 0},
        {"path": None},
        {"path": "/p q"},
        {"domain": "d.org"},
        {"secure": True},
        {"httponly": True},
        {"comment": "c d"},
        {"expires": timedelta(hours=7)},
        {"expires": datetime.utcnow() + timedelta(hours=9)},
    ]
    ways += [
        {"expires": datetime.now(UTC) + timedelta(hours=9)},
        {"expires": datetime.now(timezone(timedelta(hours=3))) + timedelta(hours=9)},
        {"expires": timedelta(hours=7), "max_age": 36000},
        {"samesite": "strict"},
        {"samesite": "none"},
        {"samesite": "none", "secure": True},
        {"samesite": "odd"},
        {"overwrite": True},
        {"overwrite": True, "value": "y"},
        {"value": 5},
        {"value": "a;b"},
        {"expires": 5},
    ]
    for more in ways:
        for before in ([], [("Set-Cookie", "n=old; Path=/"), ("Set-Cookie", "m=1; secure; HttpOnly; SameSite=Lax")]):
            made = Response(headerlist=list(before))
            out.append([tell(made.set_cookie, "n", **more), plain(made.headerlist)])
            if before:
                out.append(
                    [
                        tell(made.unset_cookie, "n"),
                        plain(made.headerlist),
                        tell(made.unset_cookie, "n"),
                        tell(made.unset_cookie, "zz", strict=False),
                        tell(made.delete_cookie, "m", "/p", "d"),
                        plain(made.headerlist),
                    ]
                )
    made = Response()
    return [
        *out,
        tell(made.unset_cookie, "x"),
        tell(made.unset_cookie, "x", strict=False),
        tell(made.set_cookie, "bad name", "x"),
        tell(made.set_cookie, "\xe9", "x"),
        plain(made.headerlist),
    ]


def merging():
    out = []
    for mine in ([], [("Set-Cookie", "a=1")], [("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("X", "y")]):
        made = Response(headerlist=list(mine))
        other = Response(b"x", headerlist=[("Set-Cookie", "a=0")])
        out += [made.merge_cookies(other) is other, plain(other.headerlist)]

        def app(environ, start):
            start("200 OK", [("H", "i")])
            return [b"app"]

        out += [tell(served, made.merge_cookies(app), Request(make_environ())), made.merge_cookies(app) is app]
    return out


def caching():
    out = []
    for args, more in (
        ((), {}),
        ((0,), {}),
        ((True,), {}),
        ((None,), {}),
        ((None,), {"public": True}),
        ((3600,), {}),
        ((timedelta(hours=4),), {"private": True, "max_age": 5}),
        ((7200,), {"no_transform": True}),
        ((-3600,), {}),
        (("x",), {}),
        ((0,), {"nope": 1}),
    ):
        for before in ({}, {"last_modified": DATE}, {"cache_control": "public, max-age=9", "pragma": "x"}):
            made = Response(**before)
            out += [tell(made.cache_expires, *args, **more), plain(made.headerlist)]
            other = Response(**before)
            out += [tell(setattr, other, "cache_expires", args[0] if args else 5), plain(other.headerlist)]
    made = Response(cache_control="private")
    control = made.cache_control
    steps = [
        lambda: setattr(control, "max_age", 4),
        lambda: setattr(made, "cache_control", {"public": True}),
        lambda: made.headers.__setitem__("Cache-Control", "no-store"),
        lambda: made.cache_control is control,
        lambda: str(control),
        lambda: made.cache_control.no_store,
        lambda: delattr(made, "cache_control"),
        lambda: setattr(made, "cache_control", "max-age=9"),
        lambda: setattr(made.cache_control, "max_age", None),
        lambda: setattr(made, "cache_control", None),
    ]
    for step in steps:
        out += [tell(step), plain(made.headerlist), str(made.cache_control)]
    return out


def encodings():
    out = []
    for body in (b"", b"text " * 100, b"x"):
        for lazy in (False, True):
            made = Response(body=body)
            out += [
                tell(made.encode_content, "gzip", lazy),
                made.content_encoding,
                made.content_length is None,
                tell(lambda m=made: gzip.decompress(m.body)),
                tell(made.encode_content),
                tell(made.decode_content),
                made.body,
                made.content_encoding,
                made.content_length,
                tell(made.encode_content, "identity"),
                tell(made.encode_content, "br"),
            ]
    for body, encoding in (
        (zlib.compress(b"abc"), "deflate"),
        (zlib.compress(b"abc")[2:-4], "deflate"),
        (b"nonsense", "deflate"),
        (b"nonsense", "gzip"),
        (b"x", "br"),
        (b"x", None),
        (b"x", "identity"),
    ):
        made = Response(body=body, content_encoding=encoding)
        out += [
            tell(made.decode_content),
            tell(lambda m=made: m.body),
            made.content_encoding,
            made.content_length,
            tell(made.encode_content, "identity"),
        ]
    out += [
        gzip.decompress(b"".join(response.gzip_app_iter(items))) for items in ([], [b"a"], [b"a" * 99999, b"", b"b"])
    ]
    out += [b"".join(response.gzip_app_iter([b"abc", b"def"]))]
    for args in ((), (b"other",), (None, True), (b"x", True)):
        made = Response(body=b"abc")
        out += [tell(made.md5_etag, *args), plain(made.headerlist), made.etag]
    file = io.BytesIO(b"abc")
    return [*out, plain(Response(body_file=file).headerlist)]


def cookie_headers():
    made = Response()
    made.headerlist.append(("Set-Cookie", make_cookie("a", "b", max_age=5 * 3600)))
    return [plain(made.headerlist), tell(made.unset_cookie, b"a"), plain(made.headerlist)]
