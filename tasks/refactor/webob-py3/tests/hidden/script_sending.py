# ruff: noqa: SLF001, PERF401 - what is tried is what users do
"""What forms are written with, and how requests are sent."""

import io
import sys

from driver import Items, environ, make_environ, tell
from webob import Request, Response, client, request
from webob.compat import cgi_FieldStorage
from webob.multidict import MultiDict
from webob.request import BaseRequest

URLENCODED = "application/x-www-form-urlencoded"


def tools():
    out = []
    for ctype in (
        "multipart/form-data; boundary=abc",
        'x; BOUNDARY="a b"',
        "x",
        "",
        "x; boundary=",
        "x;boundary=a; c=d",
    ):
        out.append(
            [
                tell(request._get_multipart_boundary, ctype),
                tell(request.detect_charset, ctype),
                tell(request.detect_charset, ctype + "; charset=Foo ; x"),
                tell(request.detect_charset, ctype + '; charset="q"'),
            ]
        )
    out += [request._is_utf8(value) for value in (None, "", "utf8", "UTF-8", "u-t-f8", "latin-1")]
    file = type("F", (), {"filename": "f.css", "type": "text/x", "type_options": {"b": "2", "a": "1"}, "value": b"v"})()
    for fields in (
        [],
        [("a", "b")],
        [(None, b"x")],
        [("f", ("n.png", b"p"))],
        [("f", ["n", io.BytesIO(b"q")])],
        [("f", file)],
        [("a", "\xe9"), ("f", ("n.tar.gz", "t"))],
    ):
        for ctype in ("multipart/form-data; boundary=abc", "multipart/form-data"):
            out += [
                tell(request._encode_multipart, fields, ctype),
                tell(lambda f=fields, c=ctype: request._encode_multipart(f, c, io.BytesIO())[1].getvalue()),
            ]
    for fields, ctype in (
        (MultiDict([("a", "b c"), ("d", "\xe9")]), URLENCODED),
        (MultiDict(a="b"), "multipart/form-data; boundary=x"),
        (MultiDict(a="b"), "multipart/form-data"),
        ({}, "other"),
        (MultiDict([("long", "y" * 30)]), URLENCODED),
    ):
        out += [
            tell(lambda f=fields, c=ctype: request.FakeCGIBody(f, c).read()),
            tell(lambda f=fields, c=ctype: repr(request.FakeCGIBody(f, c))),
            tell(
                lambda f=fields, c=ctype: [
                    request.FakeCGIBody(f, c).read(3),
                    request.FakeCGIBody(f, c).fileno(),
                    request.FakeCGIBody(f, c).readable(),
                ]
            ),
        ]
    for name in ("latin-1", "utf-8"):
        out += [tell(request.Transcoder(name).transcode_query, text) for text in ("a=%E9", "plain", "", "a=%C3%A9&b")]
    for data, ctype in (
        ({"a": "b"}, None),
        (None, None),
        ({"f": ("x", b"y")}, "text/plain"),
        (b"raw", "text/plain"),
        ("text", None),
        ([("a", "b")], URLENCODED),
        ({"a": "b"}, "multipart/form-data; boundary=q"),
    ):
        env = make_environ()
        out.append(
            [
                tell(request.environ_add_POST, env, data, ctype),
                tell(environ, Request(env)),
                tell(lambda e=env: e["wsgi.input"].read()),
            ]
        )
    out += [
        [tell(request.environ_from_url, url), tell(repr, request.NoDefault)]
        for url in ("/a?b", "http://h/x", "https://h:1/?q=1", "gopher://h", "http://h/#f", "", "x y%20z")
    ]
    storage = cgi_FieldStorage(
        fp=io.BytesIO(b"a=1"), environ={"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "3", "CONTENT_TYPE": URLENCODED}
    )
    return [
        *out,
        tell(storage.getvalue, "a"),
        tell(repr, storage),
        tell(
            request._cgi_FieldStorage__repr__patch,
            type("S", (), {"file": None, "name": "n", "filename": None, "value": 1})(),
        ),
    ]


def calling():
    out = []

    def plain_app(env, start):
        start("200 OK", [("X", "1")])
        return Items(b"a", b"b")

    def writing(env, start):
        start("201 Made", [])(b"written")
        return Items(b"more")

    def late(env, start):
        yield b""
        start("202 Late", [])
        yield b"late"

    def failing(env, start):
        try:
            raise ValueError("inner")
        except ValueError:
            start("500 Bad", [], sys.exc_info())
        return [b"failed"]

    def reading(env, start):
        start("200 OK", [("Content-Type", "text/x"), ("Content-Length", "3")])
        return [env["wsgi.input"].read(3)]

    def nothing(env, start):
        return []

    for app in (plain_app, writing, late, failing, reading, nothing, Response("hi"), Response(status=404)):
        for caught in (False, True):
            found = Request.blank("/", POST=b"xyz")
            found.body_file_raw.read()
            out.append(
                [
                    tell(
                        lambda r=found, a=app, c=caught: (
                            lambda t: [t[0], t[1], list(t[2]), len(t), str(t[3:] and t[3] and t[3][1])]
                        )(r.call_application(a, c))
                    ),
                    tell(found.send, app, caught),
                    tell(found.get_response, app),
                ]
            )
    found = Request.blank("/")
    before = client.send_request_app
    client.send_request_app = Response("own")
    out += [found.make_default_send_app() is client.send_request_app, tell(found.send), tell(found.get_response)]
    client.send_request_app = before
    custom = type("R", (Request,), {"ResponseClass": type("Mine", (Response,), {})})
    return [
        *out,
        found.make_default_send_app() is before,
        tell(custom.blank("/").send, Response("x")),
        BaseRequest.ResponseClass is Response,
    ]
