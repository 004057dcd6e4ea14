# ruff: noqa: E501, SLF001, DTZ001, PERF401 - what is tried is what users do
"""Responses: how they are made, what they say of themselves, and what setting does."""

import io
from datetime import date, datetime, timedelta

from driver import Items, attributes, make_environ, plain, served, tell
from webob import Request, Response, response
from webob.byterange import ContentRange
from webob.cachecontrol import CacheControl

NAMES = (
    "accept_ranges age allow app_iter body cache_control charset conditional_response content_disposition content_encoding content_language content_length content_location "
    "content_md5 content_range content_type content_type_params date etag etag_strong expires has_body headerlist json json_body last_modified location pragma "
    "retry_after server status status_code status_int text ubody unicode_body vary www_authenticate"
)
MADE = [
    {},
    {"body": b"x"},
    {"body": "text"},
    {"body": "\xe9", "charset": "latin-1"},
    {"body": "\u20ac", "charset": "latin-1"},
    {"body": "x", "content_type": "image/png"},
    {"body": "x", "content_type": "image/png", "charset": "utf-8"},
    {"body": b"x", "content_type": "image/svg+xml"},
    {"body": "x", "content_type": "text/css; charset=utf-16"},
    {"body": "x", "content_type": "application/xml", "charset": None},
    {"content_type": "application/atom+xml"},
    {"content_type": "text/plain", "charset": "ascii"},
    {"content_type": ""},
    {"status": 204},
    {"status": 304, "body": b"x"},
    {"status": "205 Reset"},
    {"status": 100},
    {"status": 101, "content_type": "a/b"},
    {"status": "404"},
    {"status": "299 Odd"},
    {"status": 299},
    {"status": 799},
    {"status": b"200 OK"},
    {"status": "OK"},
    {"status": 2.5},
    {"status": ["x"]},
    {"status": "200 \xe9"},
    {"headerlist": []},
    {"headerlist": [("Content-Type", "a/b"), ("content-length", "7")], "body": b"abc"},
    {"headerlist": [("X", "y")], "body": "abc"},
    {"headerlist": [("Content-Type", "text/x; charset=utf-8")], "body": "\xe9"},
    {"app_iter": [b"a", b"b"]},
    {"app_iter": [b"a"], "body": b"c"},
    {"app_iter": [], "content_length": 3},
    {"json": {"a": 1}},
    {"json_body": [1, "\xe9"], "content_type": "x/y"},
    {"json": 1, "body": b"z"},
    {"json": 1, "app_iter": []},
    {"json_body": 1, "json": 2},
    {"nope": 1},
    {"conditional_response": 1},
    {"body": 5},
    {"body": b""},
    {
        "content_type": "text/html",
        "etag": "x",
        "cache_control": "public",
        "last_modified": datetime(2001, 1, 1),
        "vary": ["A", "B"],
        "location": "/x",
    },
    {"content_type": "text/html;charset=x"},
    {"body": "x", "content_type": "a/b", "charset": None},
    {"body": b"x", "headerlist": [("Content-Length", "5")], "status": 204},
    {"content_type": "application/xhtml+xml"},
    {"content_type": "application/foo+xmlx"},
    {"content_type": "imagex/a+xml"},
]


def making():
    out = []
    for more in MADE:
        out.append([tell(Response, **more)])
        if out[-1][0][0] == "response":
            made = Response(**more)
            out.append(
                [attributes(made, NAMES), tell(str, made), tell(repr, made), tell(made.__str__, True), made.headerlist]
            )
    return out


def subclasses():
    out = []
    for fields in (
        {"default_content_type": None},
        {"default_charset": None},
        {"default_charset": "latin-1"},
        {"default_content_type": "text/x; charset=q"},
        {"default_conditional_response": True},
        {"default_body_encoding": None},
        {"unicode_errors": "replace", "default_charset": "ascii"},
        {"default_content_type": "image/png", "default_body_encoding": "latin-1"},
    ):
        kind = type("Mine", (Response,), fields)
        for more in ({}, {"body": b"\xe9"}, {"body": "\xe9"}, {"content_type": "application/xml"}, {"status": 204}):
            out.append(
                [
                    tell(kind, **more),
                    tell(lambda k=kind, m=more: attributes(k(**m), "text charset content_type conditional_response")),
                    tell(lambda k=kind, m=more: k(**m).copy()),
                ]
            )
    return out


VALUES = {
    "accept_ranges": ["bytes", None],
    "age": [5, timedelta(1), "7", None, "x"],
    "allow": [["GET", "POST"], "PUT", None, ()],
    "app_iter": [[b"q"], iter([b"r", b"s"]), None],
    "body": [b"new", "text", 5, None],
    "cache_control": ["max-age=1", {"public": True}, CacheControl({"no-store": None}, "response"), None, {}],
    "charset": ["latin-1", None],
    "content_disposition": ["x"],
    "content_encoding": ["gzip", None],
    "content_language": [["en", "de"], "fr"],
    "content_length": [3, "4", None, "x"],
    "content_location": ["/x"],
    "content_md5": ["m"],
    "content_range": [ContentRange(0, 5, 10), (0, 3), (1, 4, None), (None, None, 7), "bytes 0-1/2", None, "x", (1,)],
    "content_type": ["text/plain", "image/png", None, "", 5, "application/xml; a=b", "text/html;charset=x", b"text/x"],
    "content_type_params": [{"charset": "q", "b": 'x "y"'}, {"a": "simple.1"}, {}, None],
    "date": [datetime(2001, 2, 3), None, 0, "Fri, 09 Nov 2001 01:08:47 GMT"],
    "etag": ["x", ("y", True), ("z", False), None, "*", 'q"r', b"b"],
    "expires": [date(2002, 1, 2), None, timedelta(days=2), 3600.0],
    "has_body": [1],
    "headerlist": [[("A", "1")], {"B": "2"}, (("C", "3"),)],
    "headers": [{"A": "1"}, [("B", "2")]],
    "json": [{"a": "\xe9"}, object],
    "json_body": [[1]],
    "last_modified": [datetime(2003, 1, 1, 1, 1), None],
    "location": ["/x", "http://a/b", "x\ny", "x\ry", None],
    "pragma": ["no-cache"],
    "retry_after": [30, timedelta(hours=1), datetime(2004, 1, 1), None, "60", "Fri, 09 Nov 2001 01:08:47 GMT"],
    "server": ["s"],
    "status": ["201 Made", 404, "x", b"500 B", "404"],
    "status_code": [200, 299, 600, "201", 999],
    "status_int": [302],
    "text": ["\u20ac", b"x", None],
    "ubody": ["u"],
    "unicode_body": ["v"],
    "vary": [["A"], None],
    "www_authenticate": [("Basic", {"realm": "x"}), "Digest a=b", None, ("X", "y")],
    "etag_strong": ["x"],
    "body_file": [io.BytesIO(b"from file")],
    "conditional_response": [True],
}
BASES = [
    {},
    {"body": b"abc", "content_type": "text/plain"},
    {
        "headerlist": [
            ("content-type", "a/b; c=d; charset=latin-1"),
            ("ETAG", 'W/"w"'),
            ("Cache-Control", "private"),
            ("X", "1"),
            ("content-LENGTH", "3"),
        ],
        "app_iter": [b"abc"],
    },
    {"headerlist": []},
]


def setting():
    out = []
    for name, values in VALUES.items():
        for value in values:
            for base in BASES:
                made = Response(**base)
                out.append(
                    [
                        name,
                        tell(setattr, made, name, value),
                        plain(made.headerlist),
                        made.status,
                        tell(getattr, made, name),
                        tell(lambda r=made: r.body),
                        plain(made.headerlist),
                    ]
                )
    return out


def deleting():
    out = []
    for name in NAMES.split():
        for base in BASES:
            made = Response(**base)
            out.append(
                [
                    name,
                    tell(delattr, made, name),
                    plain(made.headerlist),
                    tell(delattr, made, name),
                    plain(made.headerlist),
                    tell(lambda r=made: r.body),
                ]
            )
    return out


HEADERS = {
    "Content-Type": ["text/html", "text/html; charset=utf-8", 'text/html;charset="q"; x=y', 'a/b; k="v w"; n=1;m'],
    "Content-Length": ["5", "x", "", "-1"],
    "Content-Range": ["bytes 0-4/10", "bytes */10", "bytes 0-4/*", "bytes 5-4/10", "x", "bytes 0-10/5"],
    "ETag": ['"a"', 'W/"a"', "a", '"a", "b"', "*", '""', "W/a"],
    "Age": ["3", "x", "-2"],
    "Retry-After": ["5", "Fri, 09 Nov 2001 01:08:47 GMT", "soon"],
    "Last-Modified": ["Fri, 09 Nov 2001 01:08:47 GMT", "Fri, 09 Nov 2001 01:08:47 -0500", "x", ""],
    "Vary": ["A, B", "A,B ,C", ""],
    "WWW-Authenticate": ['Basic realm="x"', "Basic x", 'Digest a="b, c", d=e, f'],
    "Cache-Control": ["max-age=1, private", 'private="a", x', "s-maxage=x", ""],
    "Content-Encoding": ["gzip"],
    "Allow": ["GET , POST"],
}


def reading():
    out = []
    for key, values in HEADERS.items():
        for value in values:
            made = Response(headerlist=[("A", "b"), (key.upper(), value), (key, "second")], app_iter=[b"x"])
            out.append([attributes(made, NAMES.replace("body", "body_file")), plain(made.headerlist)])
    return out


def bodies():
    out = []
    for chunks in (
        [],
        [b""],
        [b"a"],
        [b"a", b"bc"],
        Items(b"x", b"yz"),
        iter([b"1", b"2"]),
        ["text"],
        [b"a", "mixed"],
        None,
    ):
        made = Response(content_type="text/plain")
        made.app_iter = chunks
        row = [
            made.has_body,
            made.content_length,
            tell(lambda r=made: r.body),
            made.content_length,
            tell(lambda r=made: r.has_body),
            getattr(chunks, "closed", None),
            tell(made.write, "more\xe9"),
            tell(made.write, b"bytes"),
            tell(made.write, 5),
            made.content_length,
            tell(lambda r=made: r.body),
            tell(made.copy),
            tell(str, made),
        ]
        out.append(row)
    made = Response(app_iter=[b"abc"], content_length=5)
    out += [
        tell(lambda: made.body),
        tell(Response(content_type="image/png").write, "x"),
        tell(Response(content_type="image/png").write, b"x"),
    ]
    lazy = Response(app_iter=Items(b"a", b"b"))
    lazy.write(b"c")
    out += [plain(lazy.app_iter), lazy.content_length, lazy.body]
    made = Response(body=b"12345", content_md5="m")
    made.body = b"1"
    return [*out, plain(made.headerlist)]


def body_files():
    made = Response(body=b"start", content_type="text/plain")
    file, out = made.body_file, []
    out += [
        tell(file.write, "x"),
        tell(file.writelines, ["y", b"z"]),
        file.tell(),
        file.encoding,
        file.mode,
        file.closed,
        tell(file.flush),
        tell(file.close),
        tell(repr, file),
        made.body,
        made.content_length,
    ]
    out += [
        Response().body_file.tell(),
        Response(app_iter=iter([b"abc"])).body_file.tell(),
        list(response.iter_file(io.BytesIO(b"abcdef"), 4)),
        list(response.iter_file(io.BytesIO(b""))),
    ]
    made.body_file = io.BytesIO(b"other")
    out += [made.content_length, tell(lambda: made.body), tell(delattr, made, "body_file"), made.body]
    return [
        *out,
        list(response.filter_headers([("A", "1"), ("CONTENT-type", "2"), ("Content-Length", "3")])),
        list(response.filter_headers([("A", "1"), ("B", "2")], ("a",))),
    ]


def from_files():
    raws = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\n\r\nabcdef",
        b"404 Not Found\nX: y\nX: z: w\n\n",
        b"200 OK\nbroken\n\n",
        b"",
        b"HTTP/1.0 302\n\n",
        b"200 OK\r\nContent-Type: text/html; charset=latin-1\r\nContent-Length: 1\r\n\r\n\xe9",
        b"HTTP/1.1 204 No Content Here\r\n\r\n",
    ]
    return [
        [tell(Response.from_file, io.BytesIO(raw)), tell(Response.from_file, io.StringIO(raw.decode("latin-1")))]
        for raw in raws
    ]


def headers():
    made, out = Response(headerlist=[("A", "1"), ("a", "2"), ("Set-Cookie", "x=y")]), []
    view = made.headers
    steps = [
        lambda: view["A"],
        lambda: view.getall("a"),
        lambda: view.getone("A"),
        lambda: view.mixed(),
        lambda: view.dict_of_lists(),
        lambda: view.__setitem__("A", "3"),
        lambda: view.add("A", "4"),
        lambda: view.setdefault("A", "5"),
        lambda: view.setdefault("B"),
        lambda: view.pop("a"),
        lambda: view.pop("none", 1),
        lambda: view.pop("none"),
        lambda: view.pop("a", 1, 2),
        lambda: view.__delitem__("SET-cookie"),
        lambda: view.__delitem__("none"),
        lambda: "b" in view,
        lambda: view.has_key("B"),
        lambda: view.get("c"),
        lambda: view.update({"D": "e"}),
        lambda: view.extend([("D", "f")]),
        lambda: list(view.items()),
        lambda: len(view),
        lambda: repr(view),
        lambda: view.popitem(),
        lambda: view["none"],
        lambda: made.headers is view,
    ]
    for step in steps:
        out += [tell(step), plain(made.headerlist)]
    made.headers = {"Q": "r"}
    out += [plain(made.headerlist), made.headers is view]
    made.headerlist = (pair for pair in [("S", "t")])
    return [*out, plain(made.headerlist), plain(made.headers), tell(delattr, made, "headerlist"), made.headerlist]


def simple_calls():
    out = []
    for more in (
        {"body": b"abc"},
        {"app_iter": Items(b"ab", b"cd")},
        {"status": 204},
        {"location": "/x y"},
        {"location": "//other/z"},
        {"location": "rel?q"},
        {"location": "http://a/"},
        {"location": "HTTPS:x"},
    ):
        for env in (
            {},
            {"REQUEST_METHOD": "HEAD"},
            {"HTTP_HOST": "h:80"},
            {"HTTP_HOST": "h:443", "wsgi__url_scheme": "https"},
            {"SERVER_PORT": "80", "SCRIPT_NAME": None},
            {"PATH_INFO": "/\xc3\xa9", "SCRIPT_NAME": ""},
            {"PATH_INFO": None},
        ):
            made = Response(**more)
            request = Request(make_environ(**env))
            out.append(
                [
                    tell(served, made, request),
                    tell(response._request_uri, request.environ),
                    tell(made._abs_headerlist, request.environ),
                    tell(Response._make_location_absolute, request.environ, "x/../y"),
                ]
            )
    return out
