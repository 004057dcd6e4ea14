# ruff: noqa: PERF401 - what is tried is what users do
"""Bodies of requests: streams, forms, variables, other charsets, and what sends them."""

import io

from driver import Stream, make_environ, plain, tell
from webob import Request, request

URLENCODED = "application/x-www-form-urlencoded"
CRLF = "\r\n"


def _posted(body, content_type=URLENCODED, **more):
    body = body.encode("utf-8") if isinstance(body, str) else body
    return Request(
        make_environ(
            REQUEST_METHOD="POST",
            CONTENT_TYPE=content_type,
            CONTENT_LENGTH=str(len(body)),
            wsgi__input=io.BytesIO(body),
            **more,
        )
    )


def _multipart(*parts, boundary="B"):
    return (
        CRLF.join(f"--{boundary}{CRLF}{head}{CRLF}{CRLF}{body}" for head, body in parts) + f"{CRLF}--{boundary}--{CRLF}"
    )


NAMED = 'Content-Disposition: form-data; name="%s"'
FILE = NAMED + '; filename="%s"'
FORMS = [
    _multipart((NAMED % "a", "1"), (NAMED % "a", "2"), (NAMED % "caf\xe9", "\u20ac")),
    _multipart((FILE % ("f", "n.txt") + CRLF + "Content-Type: text/plain", "data")),
    _multipart((FILE % ("f", ""), "")),
    _multipart((FILE % ("f", "big.bin"), "x" * 3000), (NAMED % "z", "")),
    _multipart((NAMED % "a" + CRLF + "Content-Transfer-Encoding: base64", "aGVsbG8=")),
    _multipart((NAMED % "a" + CRLF + "Content-Transfer-Encoding: quoted-printable", "caf=C3=A9")),
    _multipart((NAMED % "a" + CRLF + "Content-Transfer-Encoding: other", "x")),
    _multipart((NAMED % "a" + CRLF + "Content-Type: text/plain; charset=latin-1", "\xe9")),
    _multipart((NAMED % "a" + CRLF + "Content-Type: text/plain; charset=utf8", "\xe9")),
    _multipart((NAMED % "a" + CRLF + "Content-Length: 1", "12")),
    _multipart((FILE % ("f", "n") + CRLF + "Content-Length: 4", "1234")),
    "",
    "--B--",
    "preamble" + CRLF + _multipart((NAMED % "a", "1")),
    _multipart(("X: y", "no name")),
    _multipart(
        (
            NAMED % "m" + CRLF + "Content-Type: multipart/mixed; boundary=C",
            _multipart(
                ("Content-Disposition: file; filename=one", "1"),
                ("Content-Disposition: file; filename=two", "2"),
                boundary="C",
            ),
        )
    ),
    _multipart((NAMED % "a", "1"))[:-8],
    _multipart((NAMED % "a" + CRLF + "Content-Transfer-Encoding: base64", "?")),
]
ENCODED = [
    "",
    "a=1",
    "a=1&a=2&b=",
    "a=%C3%A9&b=x+y",
    "a",
    "a=%ff",
    "=1",
    "a=1;b=2",
    "a=b=c",
    "&&",
    "a=1&B=%E2%82%AC",
    "x" * 50,
]


def forms():
    out = []
    for text in FORMS:
        for kind in ("multipart/form-data; boundary=B", 'multipart/form-data; boundary="B"', "multipart/form-data"):
            found = _posted(text, kind)
            out.append(
                [
                    tell(lambda r=found: r.POST),
                    tell(lambda r=found: r.POST is r.POST),
                    tell(lambda r=found: r.params.mixed()),
                    tell(
                        lambda r=found: [
                            [v.filename, v.type, plain(v.value), repr(v)]
                            for v in r.POST.values()
                            if hasattr(v, "filename")
                        ]
                    ),
                    tell(lambda r=found: r.body),
                ]
            )
    return out


def encoded():
    out = []
    for text in ENCODED:
        for method in ("POST", "PUT", "GET", "PATCH"):
            for kind in (
                URLENCODED,
                URLENCODED + "; charset=UTF-8",
                URLENCODED + "; charset=latin-1",
                "",
                "text/plain",
                "application/json",
            ):
                found = _posted(text, kind)
                found.method = method
                out.append(
                    [
                        tell(lambda r=found: r.POST),
                        tell(lambda r=found: r.params),
                        tell(lambda r=found: r.body),
                        tell(lambda r=found: r.json),
                        "webob._parsed_post_vars" in found.environ,
                    ]
                )
    return out


def queries():
    out = []
    for text in ENCODED:
        found = Request(make_environ(QUERY_STRING=text))
        steps = [
            lambda d: d.__setitem__("n", "\u20ac"),
            lambda d: d.add("a", "3 4"),
            lambda d: d.__delitem__("a"),
            lambda d: d.setdefault("q", "r"),
            lambda d: d.update({"u": "v"}),
            lambda d: d.pop("u"),
            lambda d: d.popitem(),
            lambda d: d.update([("x", "y"), ("x", "z")]),
            lambda d: d.copy(),
            lambda d: d.extend({"e": "f"}),
            lambda d: d.clear(),
        ]
        row = [tell(lambda r=found: r.GET)]
        for step in steps:
            row += [
                tell(lambda r=found, s=step: s(r.GET)),
                found.query_string,
                tell(lambda r=found: r.GET.mixed()),
                tell(lambda r=found: r.GET is r.GET),
            ]
        found.query_string = "new=1"
        out.append([*row, tell(lambda r=found: r.GET), tell(lambda r=found: repr(r.GET))])
    return out


def streams():
    out = []
    for data in (b"", b"abc", b"x" * 40, b"y" * 70000):
        for length in (None, "0", "3", "40", "70000", "80000"):
            for more in (
                {},
                {"wsgi__input_terminated": True},
                {"webob__is_body_readable": True},
                {"webob__is_body_seekable": True},
            ):
                for limit in (10, 10240):
                    found = Request(
                        make_environ(
                            CONTENT_LENGTH=length,
                            wsgi__input=Stream(data, log := [])
                            if "webob__is_body_seekable" not in more
                            else io.BytesIO(data),
                            REQUEST_METHOD="POST",
                            **more,
                        )
                    )
                    type(found).request_body_tempfile_limit = limit
                    row = [tell(lambda r=found: r.is_body_readable), tell(lambda r=found: len(r.body_file.read(5)))]
                    row += [
                        tell(lambda r=found: [len(r.body), r.body[:3]]),
                        tell(lambda r=found: r.content_length),
                        type(found.body_file_raw).__name__,
                        found.is_body_seekable,
                        log[:6],
                    ]
                    row += [
                        tell(lambda r=found: len(r.body_file_seekable.read())),
                        tell(found.make_body_seekable),
                        tell(found.copy_body),
                        tell(lambda r=found: [type(r.body_file).__name__, len(r.body)]),
                    ]
                    out.append(row)
    return out


def limited():
    out = []
    for size in (0, 3, 6, 9):
        raw = request.LimitedLengthFile(io.BytesIO(b"abcdef"), size)
        out += [
            tell(repr, raw),
            raw.readable(),
            tell(raw.read, 2),
            raw.remaining,
            tell(raw.read, 2),
            tell(raw.readall),
            raw.remaining,
            tell(raw.read, 1),
            tell(raw.fileno),
        ]
        out += [tell(io.BufferedReader(request.LimitedLengthFile(Stream(b"abcdef"), size)).read)]
    found = Request(make_environ(CONTENT_LENGTH="6", wsgi__input=Stream(b"abcdef")))
    out += [
        found.body_file.read(2),
        found.body_file.read(2),
        type(found.body_file).__name__,
        found.body_file is found.body_file,
    ]
    found.body_file_raw = Stream(b"uvwxyz")
    return [*out, found.body_file.read(3), issubclass(request.DisconnectionError, OSError)]


def decoding():
    out = []
    for charset in ("latin-1", "cp1251", "utf-8", "shift_jis"):
        for body in ("a=%E9&b=x", "a", "a=\xe9".encode("latin-1"), ""):
            for query in ("q=%E9", "plain", "", "x=%81%40"):
                found = _posted(body, f"{URLENCODED}; charset={charset}", QUERY_STRING=query)
                for args in ((), (charset,), ("latin-1", "replace"), ("utf-8",)):
                    out.append(
                        tell(
                            lambda r=found, a=args: (
                                lambda d: [d.body, d.GET, d.query_string, d.content_type, d.charset, d is r, d.POST]
                            )(r.decode(*a))
                        )
                    )
    for text in (FORMS[0], FORMS[1], FORMS[3], FORMS[6]):
        found = _posted(text.encode("latin-1", "replace"), "multipart/form-data; charset=latin-1; boundary=B")
        out.append(
            [
                tell(lambda r=found: r.POST),
                tell(lambda r=found: (lambda d: [d.body, d.POST, d.content_length, d.content_type])(r.decode())),
                tell(lambda r=found: (lambda d: [d.body, d.POST])(r.decode("latin-1", "ignore"))),
            ]
        )
    return [*out, tell(_posted("x", "text/plain; charset=latin-1").decode)]
