# ruff: noqa: E501 - what is tried is what users do
"""Requests: what they say of an environ, what setting does to it, and how they come about."""

import io

from driver import Stream, attributes, environ, make_environ, plain, tell
from webob import LegacyRequest, Request
from webob.request import BaseRequest

NAMES = (
    "accept accept_charset accept_encoding accept_language application_url as_text authorization body cache_control charset client_addr content_length "
    "content_type cookies date domain GET headers host host_port host_url http_version if_match if_modified_since if_none_match if_range "
    "if_unmodified_since is_body_readable is_body_seekable is_xhr json json_body max_forwards method params path path_info path_qs path_url POST pragma "
    "query_string range referer referrer remote_addr remote_host remote_user scheme script_name server_name server_port text upath_info url url_encoding "
    "urlargs urlvars uscript_name user_agent"
)
ENVIRONS = [
    {},
    {"HTTP_HOST": "example.com"},
    {"HTTP_HOST": "example.com:80"},
    {"HTTP_HOST": "example.com:443", "wsgi__url_scheme": "https"},
    {"HTTP_HOST": "example.com:8443", "wsgi__url_scheme": "https"},
    {"HTTP_HOST": "[::1]"},
    {"HTTP_HOST": "[::1]:6543"},
    {"SERVER_PORT": "80"},
    {"SERVER_PORT": "443", "wsgi__url_scheme": "https"},
    {"SERVER_PORT": "80", "wsgi__url_scheme": "https"},
    {"SERVER_NAME": None},
    {"SERVER_PORT": None},
    {"HTTP_X_FORWARDED_FOR": "10.0.0.1, 10.0.0.2", "REMOTE_ADDR": "1.1.1.1"},
    {"REMOTE_ADDR": "1.1.1.1", "REMOTE_USER": "bob", "REMOTE_HOST": "h"},
    {"SCRIPT_NAME": "", "PATH_INFO": ""},
    {"SCRIPT_NAME": None},
    {"PATH_INFO": None},
    {"SCRIPT_NAME": "/caf\xc3\xa9", "PATH_INFO": "/\xe2\x82\xac/x y;z=1"},
    {"PATH_INFO": "/\xff"},
    {"PATH_INFO": "/\xe4", "webob__url_encoding": "latin-1"},
    {"QUERY_STRING": None},
    {"QUERY_STRING": "a=%C3%A9&b+c=d+e&&x;y=;=z&q"},
    {"QUERY_STRING": "a=%ff"},
    {"QUERY_STRING": "a=1&a=2;a=3"},
    {"QUERY_STRING": "%zz=%4"},
    {"REQUEST_METHOD": None},
    {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "0"},
    {"CONTENT_TYPE": "text/html; charset=utf8"},
    {"CONTENT_TYPE": 'text/html; charset="latin-1"; x=y'},
    {"CONTENT_TYPE": "application/json;charset=UTF-8"},
    {"CONTENT_TYPE": ";"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": ""},
    {"HTTP_AUTHORIZATION": "Basic dTpw"},
    {"HTTP_AUTHORIZATION": 'Digest realm="a", nonce=b'},
    {"HTTP_AUTHORIZATION": "Bearer x=1"},
    {"HTTP_AUTHORIZATION": "x"},
    {"HTTP_CACHE_CONTROL": 'max-age=5, no-cache, x="y"'},
    {"HTTP_IF_MATCH": '"a", "b"', "HTTP_IF_NONE_MATCH": 'W/"c", "d"'},
    {"HTTP_IF_MATCH": "*", "HTTP_IF_NONE_MATCH": "*"},
    {"HTTP_IF_RANGE": '"x"'},
    {"HTTP_IF_RANGE": 'W/"x"'},
    {"HTTP_IF_RANGE": "Fri, 09 Nov 2001 01:08:47 GMT"},
    {"HTTP_IF_RANGE": "x"},
    {"HTTP_DATE": "Fri, 09 Nov 2001 01:08:47 GMT"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 09 Nov 2001 01:08:47 +0100", "HTTP_IF_UNMODIFIED_SINCE": "nonsense"},
    {"HTTP_RANGE": "bytes=0-9"},
    {"HTTP_RANGE": "bytes=-5"},
    {"HTTP_RANGE": "bytes=5-"},
    {"HTTP_RANGE": "bytes=5-2"},
    {"HTTP_RANGE": "bytes=0-1,3-4"},
    {"HTTP_RANGE": "lines=0-9"},
    {"HTTP_MAX_FORWARDS": "3", "HTTP_PRAGMA": "p", "HTTP_REFERER": "http://r/", "HTTP_USER_AGENT": "me/1"},
    {"HTTP_MAX_FORWARDS": "x"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_COOKIE": 'a=1; b="x y"; bad name=2; c=%C3%A9'},
    {"HTTP_COOKIE": "\xc3\xa9=1; d=\xc3\xa9"},
    {"wsgi__url_scheme": "ftp"},
    {"paste__urlvars": {"a": 1}},
    {"wsgiorg__routing_args": ((1, 2), {"x": "y"})},
    {"paste__urlvars": {"a": 1}, "wsgiorg__routing_args": ((1,), {})},
    {"wsgi__input_terminated": True},
    {
        "HTTP_ACCEPT": "text/*;q=0.5",
        "HTTP_ACCEPT_CHARSET": "x",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_ACCEPT_LANGUAGE": "en",
    },
]


def reading():
    out = []
    for more in ENVIRONS:
        for kind in (BaseRequest, LegacyRequest):
            request = kind(make_environ(**more))
            out.append([kind.__name__, attributes(request, NAMES), tell(repr, request)])
    return out


def after_reading():
    out = []
    for more in ENVIRONS:
        request = Request(make_environ(**more))
        attributes(request, NAMES)
        out.append(
            [
                tell(environ, request),
                tell(request.as_bytes),
                tell(str, request),
                tell(request.path_info_peek),
                tell(sorted, request.headers.items()),
            ]
        )
    return out


def refused():
    out = [tell(BaseRequest, value) for value in (None, [], type("D", (dict,), {})())]
    out += [
        tell(BaseRequest, make_environ(), **more)
        for more in (
            {"charset": "latin-1"},
            {"charset": "utf8"},
            {"unicode_errors": "x"},
            {"decode_param_names": True},
            {"nope": 1},
            {"method": "PUT", "body": b"x"},
            {"path_info": "/q", "content_type": "a/b"},
        )
    ]
    return out


BLANKS = [
    ("/", {}),
    ("/a/b?c=d", {}),
    ("http://example.com/x%20y?q#", {}),
    ("http://example.com/x#f", {}),
    ("https://example.com/", {}),
    ("https://example.com:1/?", {}),
    ("ftp://example.com/", {}),
    ("ftp://example.com:21/x", {}),
    ("/caf%C3%A9", {}),
    ("x", {}),
    ("", {}),
    ("/", {"base_url": "http://b.org/app"}),
    ("/", {"base_url": "https://b.org"}),
    ("/", {"base_url": "http://b.org:99/a%20b"}),
    ("/", {"base_url": "http://b.org/?q"}),
    ("/", {"base_url": "gopher://b.org/"}),
    ("/", {"base_url": "/only"}),
    ("/", {"base_url": "http://b.org#f"}),
    ("/", {"environ": {"REQUEST_METHOD": "PUT", "X": "1"}}),
    ("/", {"headers": {"X-A": "b", "Content-Type": "t/x"}}),
    ("/", {"headers": []}),
    ("/", {"POST": {"a": "b", "c": "d e"}}),
    ("/", {"POST": "a=b"}),
    ("/", {"POST": b"raw", "content_type": "x/y"}),
    ("/", {"POST": {"a": 1}, "content_type": "x/y"}),
    ("/", {"POST": {"f": ("n.txt", b"data")}}),
    ("/", {"POST": [("a", "1"), ("a", "2")]}),
    ("/", {"POST": {"f": ("n.txt", b"data")}, "content_type": "application/x-www-form-urlencoded"}),
    (
        "/",
        {"POST": {"f": ("n.bin", io.BytesIO(b"io")), "t": "\xe9"}, "content_type": "multipart/form-data; boundary=xYz"},
    ),
    ("/", {"POST": {"a": "b"}, "content_type": "multipart/form-data"}),
    ("/", {"POST": b"--x", "content_type": "multipart/form-data; boundary=x"}),
    ("/", {"POST": {"a": "b"}, "method": "PUT"}),
    ("/", {"POST": {"a": "b"}, "environ": {"REQUEST_METHOD": "PUT"}}),
    ("/", {"POST": "\xe9"}),
    ("/", {"method": "DELETE"}),
    ("/", {"body": b"x"}),
    ("/", {"nope": 1}),
    ("/", {"content_type": "a/b"}),
    ("/", {"environ": {"CONTENT_TYPE": "c/d"}}),
    ("/", {"POST": None, "json_body": [1]}),
    ("/", {"charset": "latin-1"}),
    ("/", {"POST": {"f": ("n.html", "text")}}),
    ("/", {"POST": {"f": ["l.unknownext", b"x"]}}),
]


def blanks():
    out = []
    for path, more in BLANKS:
        for kind in (BaseRequest, Request):
            made = tell(kind.blank, path, **more)
            out.append([path, made])
            if made[0] != "error" and kind is Request:
                request = Request.blank(path, **more)
                out.append(
                    [
                        attributes(request, "url POST GET params body host_url method content_type text"),
                        tell(request.as_bytes),
                    ]
                )
    return out


def walking():
    out = []
    for path in ("", "/", "/a", "/a/b/c", "//a//b", "/a/", "a/b", "/\xc3\xa9/x", "///"):
        for pattern in (None, "[a-z]+$", r"\d", "a"):
            request = Request(make_environ(PATH_INFO=path, SCRIPT_NAME="/s"))
            row = []
            for _ in range(4):
                row += [
                    tell(request.path_info_peek),
                    tell(request.path_info_pop, pattern) if pattern else tell(request.path_info_pop),
                    tell(lambda r=request: (r.script_name, r.path_info)),
                ]
            out.append(row)
    return out


def relative():
    out = []
    for more in (
        {},
        {"PATH_INFO": ""},
        {"PATH_INFO": "/", "SCRIPT_NAME": ""},
        {"SCRIPT_NAME": "/a b"},
        {"HTTP_HOST": "h:80"},
    ):
        request = Request(make_environ(**more))
        for url in ("", "x", "/x", "../x", "?q", "#f", "http://o/p", "//o/p", "./", "a/b?c=d"):
            out += [tell(request.relative_url, url), tell(request.relative_url, url, True)]
    return out


RAW = [
    b"GET / HTTP/1.0\r\nHost: a.b\r\n\r\n",
    b"POST /x?y=z HTTP/1.1\r\nHost: h:81\r\nContent-Length: 3\r\nX-A: 1\r\nX-A: 2\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcdef",
    b"POST / HTTP/1.1\r\nHost: h\r\n\r\nall of it",
    b"get http://o.p/q HTTP/1.1\nhost: h\n\n",
    b"BAD\r\n\r\n",
    b"",
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"PUT /caf%C3%A9 HTTP/1.1\r\nX: \xc3\xa9\r\nContent-Length: 0\r\n\r\n",
    b"GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
    b"GET / HTTP/1.1 extra\r\nHost: h\r\nCookie: a=b\r\n\r\n",
]


def from_bytes():
    out = []
    for raw in RAW:
        out += [
            tell(Request.from_bytes, raw),
            tell(Request.from_file, io.BytesIO(raw)),
            tell(Request.from_text, raw.decode("utf-8")),
            tell(Request.from_file, io.StringIO(raw.decode("utf-8"))),
        ]
        if tell(Request.from_bytes, raw)[0] == "request":
            request = Request.from_bytes(raw)
            out += [
                tell(request.as_bytes),
                tell(request.as_bytes, True),
                tell(request.as_bytes, 2),
                tell(request.as_bytes, 300),
                tell(request.as_text),
                tell(str, request),
            ]
    return out


def copies():
    out = []
    for more in (
        {},
        {"wsgi__input": Stream(b"abcdef"), "CONTENT_LENGTH": "4", "REQUEST_METHOD": "POST", "CONTENT_TYPE": "a/b"},
        {"wsgi__input": io.BytesIO(b"xyz"), "CONTENT_LENGTH": "3", "webob__is_body_seekable": True},
    ):
        request = Request(make_environ(**more))
        request.note = "kept"
        first, second = request.copy(), None
        out.append([plain(first), first.body, request.body, tell(getattr, first, "note")])
        second = request.copy_get()
        out.append([plain(second), second.body, second.environ is request.environ, second.method])
    return out


def conditions():
    out = []
    keys = [
        "HTTP_IF_RANGE",
        "HTTP_RANGE",
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_IF_MATCH",
    ]
    for names in (
        {},
        {"remove_encoding": False},
        {"remove_range": False},
        {"remove_match": False},
        {"remove_modified": False},
    ):
        request = Request(make_environ(**dict.fromkeys(keys, "x")))
        request.remove_conditional_headers(**names)
        out.append([key in request.environ for key in keys])
        request = Request(make_environ())
        out.append([tell(request.remove_conditional_headers, **names)])
    return out


def adhoc():
    request, out = Request(make_environ()), []
    out += [
        tell(getattr, request, "x"),
        tell(setattr, request, "x", 1),
        tell(getattr, request, "x"),
        plain(request.environ["webob.adhoc_attrs"]),
        tell(delattr, request, "x"),
        tell(delattr, request, "x"),
    ]
    out += [
        tell(setattr, request, "_y", 2),
        request.__dict__.get("_y"),
        tell(setattr, request, "method", "PUT"),
        request.environ["REQUEST_METHOD"],
        tell(delattr, request, "method"),
        tell(delattr, request, "_y"),
    ]
    other = Request(request.environ)
    request.shared = [1]
    out += [
        other.shared,
        tell(getattr, BaseRequest(request.environ), "shared"),
        tell(request.encget, "NOPE"),
        tell(request.encget, "NOPE", 3),
        tell(request.encget, "PATH_INFO"),
        tell(request.encget, "PATH_INFO", encattr="url_encoding"),
    ]
    out += [
        tell(LegacyRequest(request.environ).encget, "NOPE"),
        tell(LegacyRequest(request.environ).encget, "PATH_INFO", encattr="url_encoding"),
        tell(request.encset, "K", "\xe9"),
        tell(request.encset, "K", "\xe9", "url_encoding"),
        request.environ.get("K"),
    ]
    return out
