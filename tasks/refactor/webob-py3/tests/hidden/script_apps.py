# ruff: noqa: SLF001, PERF401 - what is tried is what users do
"""Applications: decorated functions, middleware, files and directories, and the client."""

import email
import errno
import io
import os
import socket
import tempfile
from typing import ClassVar

from driver import make_environ, plain, served, tell
from webob import Request, Response, client, dec, exc, static
from webob.dec import wsgify


def _results():
    def raising(req):
        raise exc.HTTPForbidden("no")

    def failing(req):
        raise ValueError("v")

    def cookied(req):
        req.response.set_cookie("a", "b")
        return Response("with cookie")

    def native(req):
        def app(environ, start):
            start("203 App", [("X", "1")])
            return [b"app"]

        req.response.set_cookie("c", "d")
        return app

    return [
        lambda req: "text\u20ac",
        lambda req: b"bytes",
        lambda req: None,
        lambda req: Response("r", status=201),
        lambda req: req.response.write("w"),
        raising,
        failing,
        cookied,
        native,
        lambda req: 5,
        lambda req: exc.HTTPNotFound(),
    ]


def decorated():
    out = []
    for function in _results():
        app = wsgify(function)
        out += [
            tell(served, app, Request(make_environ())),
            tell(served, app, Request(make_environ(REQUEST_METHOD="HEAD"))),
            tell(app.get, "/x?y=z"),
            tell(app.post, "/x", {"a": "b"}),
            tell(app.request, "/x", method="PUT", body=b"q"),
            tell(app, Request.blank("/")),
        ]
    return out


class _Mine(Request):
    mine = True


class _Sub(wsgify):
    RequestClass = _Mine

    def call_func(self, req, *args, **kwargs):
        return "sub " + str(self.func(req, *args, **kwargs))


class _Holder:
    @wsgify
    def method(self, req):
        return type(self).__name__ + req.path

    @wsgify(args=(1,), kwargs={"b": 2})
    def more(self, req, a, b=0):
        return f"{a} {b}"


def arguments():
    out = []

    def shows(req, *args, **kw):
        return f"{type(req).__name__} {args} {sorted(kw.items())}"

    for app in (
        wsgify(shows),
        wsgify(shows, args=(1, 2)),
        wsgify(shows, kwargs={"k": "v"}),
        wsgify(shows, RequestClass=_Mine),
        wsgify(RequestClass=_Mine)(shows),
        wsgify(args=(3,))(shows),
        _Sub(shows),
        _Sub(shows, args=[4]),
        wsgify(shows).clone(args=(5,)),
        wsgify(shows, args=(1,), kwargs={"z": 1}, RequestClass=_Mine).clone(lambda req, *a, **k: str((a, k))),
    ):
        request = Request(make_environ())
        out += [
            tell(served, app, request),
            tell(app, request),
            tell(app, request, 7),
            tell(app, request, q=8),
            tell(app, request.environ),
            tell(app, request.environ, 1, 2),
            app.undecorated is shows,
            app.args,
            plain(app.kwargs),
            app.RequestClass.__name__,
        ]
    unbound = wsgify()
    out += [
        tell(unbound, 1, 2),
        tell(unbound, shows, a=1),
        type(unbound(shows)).__name__,
        tell(lambda: repr(wsgify(5))),
        tell(wsgify(5).__get__, None),
    ]
    holder = _Holder()
    return [
        *out,
        tell(served, holder.method, Request(make_environ())),
        tell(holder.method, Request.blank("/p")),
        tell(served, holder.more, Request(make_environ())),
        tell(served, _Holder.__dict__["more"].__get__(holder), Request(make_environ())),
    ]


def middlewares():
    out = []

    def caps(req, app, **kw):
        response = req.get_response(app)
        response.body = response.body.upper() + str(sorted(kw.items())).encode()
        return response

    def hides(req, app):
        return app if req.path != "/hidden" else exc.HTTPNotFound()

    inner = wsgify(lambda req: "inner " + req.path)
    made = [
        wsgify.middleware(caps, inner),
        wsgify.middleware(caps)(inner),
        wsgify.middleware(caps)(inner, a=1),
        wsgify.middleware(caps, b=2)(inner, a=1),
        wsgify.middleware(a=3)(caps)(inner),
        wsgify.middleware(app=inner, c=1)(caps),
        wsgify.middleware(caps)(a=1)(inner) if False else wsgify.middleware(hides)(inner),
        wsgify.middleware(hides, inner),
        _Sub.middleware(caps, inner),
    ]
    for app in made:
        out += [
            type(app).__name__,
            tell(served, app, Request(make_environ())),
            tell(served, app, Request.blank("/hidden")),
        ]
    return [
        *out,
        tell(lambda: repr(wsgify.middleware(a=3))),
        tell(lambda: repr(wsgify.middleware(5))),
        tell(wsgify.middleware),
        type(wsgify.middleware(caps)).__name__,
        isinstance(wsgify.middleware(caps), dec._MiddlewareFactory),
        isinstance(wsgify.middleware(), dec._UnboundMiddleware),
        tell(repr, wsgify.middleware(caps)(a=1))[0] if False else None,
    ]


def _tree():
    top = tempfile.mkdtemp()
    for name, data in {
        "index.html": b"<top>",
        "a.txt": b"0123456789",
        "b.js": b"js",
        "c.ico": b"i",
        "d.tar.gz": b"z",
        "sub/index.html": b"<sub>",
        "sub/e.css": b"e",
        "empty/x": b"",
        "n.unknownx": b"n",
    }.items():
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        os.utime(path, (10**9, 10**9))
    return top


def _without(top, told):
    if isinstance(told, list):
        return [_without(top, item) for item in told]
    return told.replace(top, "TOP") if isinstance(told, str) else told


def files():
    top, out = _tree(), []
    for name in ("a.txt", "b.js", "c.ico", "d.tar.gz", "n.unknownx", "nope", "sub"):
        for more in ({}, {"content_type": "x/y"}, {"cache_control": "public", "accept_ranges": "none"}):
            for env in (
                {},
                {"REQUEST_METHOD": "HEAD"},
                {"REQUEST_METHOD": "POST"},
                {"HTTP_RANGE": "bytes=2-4"},
                {"HTTP_RANGE": "bytes=99-"},
                {"HTTP_IF_MODIFIED_SINCE": "Sun, 09 Sep 2001 01:46:40 GMT"},
                {"wsgi__file_wrapper": lambda file, size: [b"wrapped ", str(size).encode(), file.read()]},
            ):
                out.append(
                    _without(
                        top, tell(served, static.FileApp(os.path.join(top, name), **more), Request(make_environ(**env)))
                    )
                )
    app = static.FileApp(os.path.join(top, "a.txt"))
    app._open = lambda *args: (_ for _ in ()).throw(OSError("closed"))
    out.append(_without(top, tell(served, app, Request(make_environ()))))
    for seek in (None, 0, 3, 20):
        for limit in (None, 0, 4, 5, 50):
            for size in (None, 1, 3):
                file = io.BytesIO(b"0123456789")
                out.append(
                    [
                        tell(lambda f=file, s=seek, n=limit, b=size: list(static.FileIter(f).app_iter_range(s, n, b))),
                        file.closed,
                    ]
                )
    return [*out, list(static.FileIter(io.BytesIO(b"x" * 5))), static.BLOCK_SIZE]


def directories():
    top, out = _tree(), []
    apps = [
        static.DirectoryApp(top),
        static.DirectoryApp(top + os.sep, index_page=None),
        static.DirectoryApp(top, hide_index_with_redirect=True),
        static.DirectoryApp(top, index_page="a.txt"),
        static.DirectoryApp(top, cache_control="max-age=5"),
    ]
    for app in apps:
        for path in (
            "/",
            "",
            "/a.txt",
            "/index.html",
            "/sub",
            "/sub/",
            "/sub/index.html",
            "/sub/e.css",
            "/../etc/passwd",
            "/..",
            "/empty/",
            "/empty",
            "/nope",
            "//a.txt",
            "/sub/../a.txt",
            "/./a.txt",
        ):
            for query in (None, "q=1"):
                out.append(
                    _without(
                        top,
                        tell(served, app, Request(make_environ(PATH_INFO=path, SCRIPT_NAME="", QUERY_STRING=query))),
                    )
                )
    out += [
        _without(top, tell(static.DirectoryApp, os.path.join(top, "nope"))),
        _without(top, apps[0].path),
        type(apps[0].make_fileapp("x")).__name__,
    ]
    return out


class _Connection:
    """Stands for a connection: notes what is sent, and answers as it was told."""

    said: ClassVar[list] = []
    answer: ClassVar[dict] = {}

    def __init__(self, where, **more):
        self.said.append(["connect", where, more])

    def request(self, *args):
        self.said.append(["request", *map(plain, args)])
        if "fails" in self.answer:
            raise self.answer["fails"]

    def getresponse(self):
        answer = self.answer

        class Result:
            status, reason = answer.get("status", 200), answer.get("reason", "OK")
            msg = email.message_from_string(answer.get("head", "X: y\n\n"))

            def getheader(self, name):
                return answer.get("length")

            def read(self, size=None):
                return b"answer"[:size]

        return Result()

    def close(self):
        self.said.append("close")


def sending():
    out = []
    app = client.SendRequest(_Connection, type("Secure", (_Connection,), {}))
    environs = [
        {},
        {"wsgi__url_scheme": "https"},
        {"wsgi__url_scheme": "ftp"},
        {"SERVER_NAME": None},
        {"SERVER_NAME": None, "HTTP_HOST": "h:99"},
        {"SERVER_NAME": None, "HTTP_HOST": "h"},
        {"SERVER_NAME": None, "HTTP_HOST": "h", "wsgi__url_scheme": "https"},
        {"webob__client__timeout": 5},
        {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "3", "CONTENT_TYPE": "a/b", "wsgi__input": io.BytesIO(b"abcdef")},
        {"CONTENT_LENGTH": "x"},
        {"CONTENT_LENGTH": ""},
        {"SCRIPT_NAME": "", "PATH_INFO": "", "QUERY_STRING": ""},
        {"PATH_INFO": "no slash\xe9", "SCRIPT_NAME": ""},
        {"HTTP_X_LONG_NAME": "v", "QUERY_STRING": None},
    ]
    answers = [
        {},
        {"status": 404, "reason": "No"},
        {"length": "3"},
        {"head": "A: 1\nTransfer-Encoding: chunked\nB: 2\n 3\nA: 4\n\n"},
        {"fails": TimeoutError()},
        {"fails": OSError(-2, "x")},
        {"fails": socket.gaierror(8, "y")},
        {"fails": OSError(errno.ECONNREFUSED, "z")},
        {"fails": OSError(errno.EPIPE, "q")},
        {"fails": socket.gaierror(-2, "n")},
        {"fails": ValueError("other")},
        {"fails": OSError(8, "eight")},
    ]
    for environ in environs:
        for answer in answers if environ in ({}, environs[8]) else answers[:1]:
            _Connection.said, _Connection.answer = [], answer
            request = Request(make_environ(**environ))
            out.append(
                [
                    tell(served, app, request),
                    plain(_Connection.said),
                    request.environ.get("SERVER_NAME"),
                    request.environ.get("SERVER_PORT"),
                ]
            )
    for head in ("", "A: 1\n", "A: b\r\n c\n", "Transfer-Encoding: x\nQ: r\n", "Set-Cookie: a=b\nSet-Cookie: c=d\n"):
        out.append(tell(app.parse_headers, email.message_from_string(head + "\n")))
    message = type("M", (), {"_headers": [("A", "x\r\n  y"), ("B", " z "), "C: text", "bad"]})()
    return [
        *out,
        tell(app.parse_headers, message),
        tell(app.parse_headers, type("M", (), {"_headers": [" starts"]})()),
        tell(app.parse_headers, type("M", (), {"_headers": ["A: b", " more"]})()),
        tell(app._timeout_supported, _Connection),
        type(client.send_request_app).__name__,
    ]
