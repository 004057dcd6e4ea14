# ruff: noqa: SLF001, PERF401 - what is tried is what users do
"""Exceptions that are responses."""

from string import Template

from driver import attributes, make_environ, plain, served, tell
from webob import Request, Response, exc

ACCEPTS = [
    None,
    "",
    "text/html",
    "application/json",
    "text/plain",
    "image/png",
    "*/*",
    "application/json, text/html;q=0.5",
    "text/*;q=0.3, application/*;q=0.9",
    "nonsense ;;",
]
KINDS = [
    getattr(exc, name)
    for name in sorted(set(exc.__all__))
    if isinstance(getattr(exc, name), type) and issubclass(getattr(exc, name), exc.WSGIHTTPException)
]


def _request(accept=None, **more):
    return Request(make_environ(HTTP_ACCEPT=accept, **more))


def every_kind():
    out = []
    for kind in KINDS:
        out.append(
            [
                kind.__name__,
                kind.code,
                kind.title,
                kind.explanation,
                kind.empty_body,
                [
                    base.__name__
                    for base in kind.__mro__
                    if "webob" in base.__module__ and base.__name__.lstrip("_").startswith(("HTTP", "WSGI"))
                ],
            ]
        )
        for args, more in (
            ((), {}),
            (("a <b> & 'c'",), {"comment": "note --> x"}),
            ((None, {"X-A": "1"}), {}),
            (
                ("d",),
                {
                    "body_template": "${explanation} $REQUEST_METHOD ${x_a} ${detail} $nope $html_comment",
                    "headers": [("X_A", "<2>")],
                },
            ),
            ((), {"nope": 1}),
            ((), {"location": "/there?x=<y>"}),
            (("d",), {"add_slash": True}),
            ((), {"body": b"own", "content_type": "text/x"}),
        ):
            made = tell(kind, *args, **more)
            out.append(made)
            if made[0] == "response":
                for accept in ACCEPTS[2:4]:
                    found = kind(*args, **more)
                    out.append([tell(served, found, _request(accept)), tell(str, found)])
    return out


def accepts():
    out = []
    for kind in (
        exc.HTTPNotFound,
        exc.HTTPNoContent,
        exc.HTTPFound,
        exc.HTTPMethodNotAllowed,
        exc.HTTPOk,
        exc.WSGIHTTPException,
    ):
        for accept in ACCEPTS:
            for method in ("GET", "HEAD", "POST"):
                found = kind("line one<br>line\r\ntwo <!-- gone --> <i>t</i> \xe9", comment="c")
                out.append(tell(served, found, _request(accept, REQUEST_METHOD=method)))
    return out


def redirects():
    out = []
    for kind in (
        exc.HTTPFound,
        exc.HTTPMovedPermanently,
        exc.HTTPSeeOther,
        exc.HTTPTemporaryRedirect,
        exc.HTTPPermanentRedirect,
        exc.HTTPMultipleChoices,
        exc.HTTPUseProxy,
        exc.HTTPNotModified,
    ):
        for more in (
            {"location": "x"},
            {"location": "/x"},
            {"location": "http://o/p"},
            {"location": "//o/p"},
            {"location": "a\nb"},
            {"location": "a\rb"},
            {"location": ""},
            {"add_slash": True},
            {"add_slash": True, "location": "x"},
            {},
        ):
            made = tell(kind, **more)
            out.append(made)
            if made[0] == "response":
                for env in (
                    {},
                    {"QUERY_STRING": None},
                    {"QUERY_STRING": ""},
                    {"PATH_INFO": "/a b"},
                    {"HTTP_HOST": "h:80"},
                ):
                    found = kind(**more)
                    out += [tell(served, found, _request("text/html", **env)), tell(getattr, found, "location")]
    return out


def bodies():
    out = []
    env = make_environ(HTTP_X="<v>")
    for found in (
        exc.HTTPNotFound("d<b>", comment="c-->"),
        exc.HTTPBadRequest(body_template="<p>${detail}</p>\n${HTTP_X} ${content-type} $content_type"),
        exc.HTTPNotImplemented("x"),
        exc.HTTPFound(location="/q"),
        exc.HTTPError(),
        exc.HTTPForbidden(b"bytes"),
        exc.HTTPConflict(5),
        exc.HTTPGone(type("U", (), {"__unicode__": lambda s: "<u>"})()),
    ):
        out += [
            tell(found.plain_body, env),
            tell(found.html_body, env),
            tell(found.json_body, env),
            tell(found._make_body, env, str),
            tell(str, found),
            attributes(found, "code title explanation detail comment wsgi_response has_body status"),
            found.wsgi_response is found,
            found.args,
        ]

    def formatter(body, status, title, environ):
        return {"b": body, "s": status, "t": title, "m": environ["REQUEST_METHOD"]}

    found = exc.HTTPNotFound("d", json_formatter=formatter)
    out += [
        tell(served, found, _request("application/json")),
        tell(exc.HTTPNotFound("d").json_formatter, "b", "s", "t", {}),
    ]
    sub = type(
        "Sub",
        (exc.HTTPClientError,),
        {
            "code": 499,
            "title": "Mine",
            "explanation": "why",
            "body_template_obj": Template("T ${explanation} ${status} ${HTTP_X}"),
        },
    )
    out += [tell(served, sub("x"), _request("text/html", HTTP_X="<1>")), tell(sub)]
    out += [tell(exc.strip_tags, text) for text in ("a<b>c</b>", "x<br/>y\nz\r", "<!-- x -->k", "<BR>q", "a<\nb>c")]
    out += [
        tell(exc.no_escape, value)
        for value in (
            None,
            "x",
            b"\xc3\xa9",
            5,
            type("U", (), {"__unicode__": lambda s: "u"})(),
            type("B", (), {"__unicode__": lambda s: b"b"})(),
        )
    ]
    out += [
        str(exc.lazify(lambda v: v * 2)("a")),
        plain(sorted(exc.__all__)),
        [[code, kind.__name__] for code, kind in sorted(exc.status_map.items())],
    ]
    return [*out, exc.tag_re.pattern, exc.br_re.pattern, exc.comment_re.pattern]


def middleware():
    out = []

    def raising(kind):
        def app(environ, start):
            raise kind

        return app

    def started(environ, start):
        start("200 OK", [])
        raise exc.HTTPNotFound("late")

    for app in (
        raising(exc.HTTPNotFound("x")),
        raising(exc.HTTPFound(location="/z")),
        raising(ValueError("v")),
        Response("fine"),
        started,
        raising(exc.HTTPException("m", Response("inner"))),
    ):
        out.append(tell(served, exc.HTTPExceptionMiddleware(app), _request("text/html")))
    found = exc.HTTPException("message", Response("body"))
    out += [str(found), tell(served, found, _request()), found.wsgi_response.body]
    for code in sorted(exc.status_map):
        try:
            raise exc.status_map[code]("raised")
        except exc.HTTPException as caught:
            out.append(
                [
                    caught.code,
                    caught.status_code,
                    isinstance(caught, exc.HTTPError),
                    isinstance(caught, exc.HTTPOk),
                    isinstance(caught, Response),
                ]
            )
    return out
