"""Frozen cases on requests, forms, responses and static files."""

from shape import RANGES, SECRET, case, part

PROPERTIES = [
    "path",
    "fullpath",
    "method",
    "query_string",
    "script_name",
    "url",
    "urlparts",
    "headers",
    "cookies",
    "query",
    "params",
    "forms",
    "json",
    "auth",
    "remote_route",
    "remote_addr",
    "content_length",
    "content_type",
    "is_xhr",
    "is_ajax",
    "chunked",
    "url_args",
    "app",
    "route",
]
ENVIRONMENTS = {
    "plain": {},
    "rich": {
        "REQUEST_METHOD": "post",
        "PATH_INFO": "//a/b c/Ã¤",
        "SCRIPT_NAME": "base/",
        "QUERY_STRING": "a=1&b=%C3%A4&a=2",
        "HTTP_HOST": "host:81",
        "HTTP_COOKIE": 'a=1; b="x y"; c',
        "HTTP_AUTHORIZATION": "Basic YTpi",
        "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
        "REMOTE_ADDR": "1.2.3.4",
        "CONTENT_TYPE": "Text/HTML; Charset=x",
    },
    "proxy": {
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "front",
        "HTTP_X_FORWARDED_FOR": "9.9.9.9, 8.8.8.8",
        "REMOTE_USER": "ann",
        "CONTENT_LENGTH": "x",
    },
    "old": {
        "HTTP_HOST": None,
        "SERVER_NAME": "name",
        "SERVER_PORT": "8080",
        "wsgi.url_scheme": "http",
        "PATH_INFO": "",
    },
    "secure": {"HTTP_HOST": None, "SERVER_NAME": "name", "SERVER_PORT": "443", "wsgi.url_scheme": "https"},
}


def requests():
    """Request objects."""
    for name, env in ENVIRONMENTS.items():
        yield case("requests", name, "inspect_request", env, PROPERTIES)
    json = {"CONTENT_TYPE": "application/json; charset=x"}
    for name, body in {"json": '{"a": ["Ã¤"]}', "json-bad": "{", "json-empty": "", "json-number": "5"}.items():
        yield case("requests", name, "inspect_request", json, ["json"], body)
    yield case("requests", "json-large", "read_body", "[" + "1," * 99 + "1]", 50, **json)
    yield case("requests", "body-spooled", "read_body", "x" * 300, 100)
    yield case("requests", "body-short", "read_body", "abc", 100, CONTENT_LENGTH="10")
    chunks = {
        "good": "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
        "bad-size": "x\r\nabc\r\n",
        "cut": "5\r\nabc",
        "no-end": "3\r\nabcd",
    }
    for name, body in (chunks | {"empty": "", "long-header": "1" * 200}).items():
        yield case(
            "requests", f"chunked-{name}", "read_body", body, 100, HTTP_TRANSFER_ENCODING="Chunked", CONTENT_LENGTH=None
        )
    for number, (script, path) in enumerate([("/a/b", "/c/d/"), ("", "/x"), ("/", "/")]):
        yield case("requests", f"shift-{number}", "shift", script, path, [1, 1, -1, -2, 5, 0])
    yield case("requests", "mapping", "request_as_mapping")


FIELD = part(['Content-Disposition: form-data; name="text"'], "a\r\nb Ã¤")
FILE = part(
    ['Content-Disposition: form-data; name="up"; filename="C:\\dir\\Ã¤ file?.txt"', "Content-Type: text/x", "X-Own: 1"],
    "da\0ta",
)
BODIES = {
    "field-and-file": FIELD + FILE + "--B--\r\n",
    "repeated": FIELD + FIELD + FILE + FILE + "--B--",
    "preamble": "before\r\n" + FIELD + "--B--\r\nafter",
    "empty": "--B--\r\n",
    "empty-and-more": "--B--\r\nmore",
    "no-boundary": "nothing here",
    "unterminated": FIELD,
    "no-disposition": part(["X-A: b"], "x") + "--B--\r\n",
    "no-colon": part(["garbage"], "x") + "--B--\r\n",
    "folded": part(["Content-Disposition: form-data;", ' name="a b"'], "x") + "--B--\r\n",
    "header-only": "--B\r\nContent-Disposition: form-data; name=a\r\n--B--\r\n",
    "length": part(["Content-Disposition: form-data; name=a", "Content-Length: 1"], "xyz") + "--B--\r\n",
    "charset": part(["Content-Disposition: form-data; name=a", "Content-Type: text/plain; charset=latin1"], "ä")
    + "--B--\r\n",
    "empty-name": part(['Content-Disposition: form-data; name=""; filename=""'], "x") + "--B--\r\n",
    "lines": part(["Content-Disposition: form-data; name=a"], "\r\n\n\r--B\r \r\n--Bx") + "--B--\r\n",
}


def forms():
    """Form bodies."""
    for name, body in BODIES.items():
        yield case("forms", name, "upload", body, "multipart/form-data; boundary=B")
    yield case(
        "forms", "quoted-boundary", "upload", BODIES["field-and-file"], 'multipart/mixed; charset=utf8; boundary="B"'
    )
    yield case("forms", "boundary-missing", "upload", BODIES["empty"], "multipart/form-data")
    yield case("forms", "small-buffer", "upload", BODIES["repeated"], "multipart/form-data; boundary=B", 60)
    big = part(['Content-Disposition: form-data; name="f"; filename="f"'], "0123456789" * 30) + "--B--\r\n"
    yield case("forms", "spooled", "upload", big, "multipart/form-data; boundary=B", 120)
    yield case("forms", "memory-limit", "upload", BODIES["repeated"] * 3, "multipart/form-data; boundary=B", 100)
    yield case("forms", "url-encoded", "upload", "a=1&b=%C3%A4+x&a=2&c", "application/x-www-form-urlencoded")
    yield case("forms", "url-encoded-large", "upload", "a=" + "x" * 200, "", 100)
    yield case(
        "forms", "short-length", "upload", BODIES["field-and-file"], "multipart/form-data; boundary=B", 102400, 40
    )
    for number, name in enumerate(["a.txt", "../../ä b\\ö é.tar.gz", "..", "", "-x-.", "a" * 300, "there"]):
        yield case("forms", f"save-{number}", "save_upload", name, {"there": "old"})


OPTIONS = [
    ["plain", "v", {}],
    ["all", "v w", {"max_age": 5, "path": "/p", "domain": "d", "secure": True, "httponly": True, "samesite": "Lax"}],
    ["off", "v", {"secure": False, "httponly": False, "same_site": None}],
    ["dated", "v", {"expires": 86400, "maxage": 7}],
    ["text", "ä", {}],
    ["number", 5, {}],
    ["strange", "v", {"samesite": "sometimes"}],
    ["unknown", "v", {"nothing": "x"}],
    ["large", "x" * 4000, {}],
    ["line", "a\nb", {}],
]
CHANGES = [
    ["set_header", "x-a", "1"],
    ["add_header", "X_A", "2"],
    ["get_header", "X-A"],
    ["__setitem__", "content-length", "7"],
    ["__contains__", "Content_Length"],
    ["=", "content_type", "text/plain; charset=latin1"],
    ["=", "expires", 0],
    ["set_header", "bad", "a\r\nb"],
    ["=", "status", 418],
    ["=", "status", "299 Own ä"],
    ["=", "status", "noreason"],
    ["=", "status", 99],
    ["=", "status", "200 a\nb"],
    ["__delitem__", "Content-Length"],
    ["__getitem__", "nothing"],
    ["set_cookie", "a", "b"],
]


def responses():
    """Response objects and cookies."""
    starts = {
        "BaseResponse": ["body", 201, {"X-B": "c"}],
        "HTTPResponse": ["", "404 Gone away", [["A", "1"], ["a", "2"]]],
        "HTTPError": [410, "gone"],
    }
    for kind, start in starts.items():
        yield case("responses", kind, "respond", kind, start, CHANGES)
        yield case("responses", f"{kind}-empty", "respond", kind, [], [])
    for status in (204, 304, 100, 999, 511, 451):
        yield case("responses", f"status-{status}", "respond", "BaseResponse", ["x", status], CHANGES[:6])
    for name in ("plain", "all", "off", "dated", "text", "number", "strange", "unknown", "large", "line"):
        row = next(o for o in OPTIONS if o[0] == name)
        yield case("responses", f"cookie-{name}", "cookies", [row])
    yield case("responses", "cookies", "cookies", OPTIONS[:4])
    secret = [["a", "v", {"secret": SECRET}], ["b", ["x", {"y": [1, None, 2.5]}], {"secret": SECRET, "path": "/"}]]
    yield case("responses", "cookies-signed", "cookies", secret, SECRET)
    for name, reader, flip in (
        ("good", SECRET, None),
        ("other", "x", None),
        ("signature", SECRET, 8),
        ("message", SECRET, 60),
        ("name", SECRET, 0),
    ):
        yield case("responses", f"signed-{name}", "signed", "key", {"a": ["b", 1]}, SECRET, reader, flip)
    yield case(
        "responses",
        "cookies-read",
        "read_cookies",
        'a=1; b="!x?y"; c="\\303\\244"; bad,; d',
        ["a", "b", "c", "d"],
        SECRET,
    )


TREE = {
    "a.txt": "0123456789",
    "b.html": "<b>",
    "c.tar.gz": "x",
    "d.bz2": "x",
    "e": "e",
    "f.js": "f",
    "sub/g.svg": "g",
    ".hidden": "h",
}


def files():
    """Static files."""
    for name in (
        "a.txt",
        "b.html",
        "c.tar.gz",
        "d.bz2",
        "e",
        "f.js",
        "sub/g.svg",
        "../secret",
        "/a.txt",
        "sub",
        "none",
        ".hidden",
        "a.txt\0",
    ):
        yield case("files", f"file-{name}", "static", name, TREE, {})
    for number, value in enumerate(RANGES.split("|")):
        yield case("files", f"range-{number}", "static", "a.txt", TREE, {}, HTTP_RANGE=value)
    options = {
        "download": {"download": True},
        "download-name": {"download": 'my "file".png'},
        "type": {"mimetype": "text/own"},
        "type-none": {"mimetype": False},
        "charset": {"charset": "latin1"},
        "charset-none": {"charset": None},
        "headers": {"headers": {"X-A": "b", "Content-Type": "x"}},
        "etag": {"etag": "tag"},
    }
    for name, option in options.items():
        yield case("files", name, "static", "a.txt", TREE, option)
    yield case("files", "head", "static", "a.txt", TREE, {}, method="HEAD")
    yield case("files", "head-range", "static", "a.txt", TREE, {}, method="HEAD", HTTP_RANGE="bytes=2-3")
    yield case("files", "since", "static_since", [-86400, -1, 0, 1, 86400])
