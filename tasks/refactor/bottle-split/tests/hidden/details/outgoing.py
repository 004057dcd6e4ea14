"""Responses, and how results become responses. Sent to both boxes as text and played by driver.py."""

import io
import sys

import bottle
from driver import ask, environ, plain, tell

BAD = "Allow Content-Encoding Content-Language Content-Length Content-Range Content-Md5 Last-Modified X-Other"


def response_parts():
    """Status, headers, iteration, copying and closing of responses."""
    response = bottle.BaseResponse(["a", "b"], 404, [("X", "1"), ("x", "2")], more_headers="3", Y_z=4)
    seen = [
        list(response),
        response.status_line,
        response.status_code,
        plain(response),
        tell(response.close),
        plain(response.headers),
    ]
    response.headers["New"] = "n"
    seen += [
        response["new"],
        list(map(list, response.iter_headers())),
        tell(response.get_header, "none"),
        tell(response.get_header, "none", 2),
    ]
    body = io.BytesIO(b"x")
    response.body = body
    seen += [tell(response.close), body.closed, response.content_length, response.content_type, response.charset]
    for status in (
        100,
        999,
        99,
        1000,
        "404 x",
        "404  x ",
        "x y",
        "404",
        "200 a\0",
        "200 a\r",
        "ab",
        299,
        "299 ä",
        None,
        "-1 x",
        0,
    ):
        seen.append([tell(setattr, response, "status", status), response.status, response.status_code])
    for kind in ("text/x; charset=a", "text/x;charset=b;c=d", "x", "y; charset= e ", ""):
        response.content_type = kind
        seen.append([response.content_type, response.charset])
    for status in (204, 304, 200):
        made = bottle.BaseResponse("", status, dict.fromkeys(BAD.split(), "1"), content_type="c")
        seen.append(sorted(name for name, _ in made.headerlist))
    seen += [
        tell(response.copy, int),
        plain(response.copy()),
        plain(response.copy(bottle.HTTPError)),
        type(response.copy()).__name__,
    ]
    seen += [
        tell(lambda: bottle.BaseResponse(headers={"a": "1", "b": "2"})),
        tell(lambda: bottle.BaseResponse(nothing="a\n")),
    ]
    for length in ("5", "x"):
        response["Content-Length"] = length
        seen.append(
            [
                tell(lambda: response.content_length),
                tell(delattr, response, "content_length"),
                tell(delattr, response, "content_length"),
            ]
        )
    return [
        *seen,
        "x-none" in response,
        repr(bottle.BaseResponse(headers={"a_b": "c"})).splitlines(),
        tell(response.__delitem__, "none"),
    ]


def http_responses():
    """Responses that are raised: what they carry, and what they write into another."""
    target = bottle.BaseResponse("old", 201, {"A": "1"})
    target.set_cookie("c", "1")
    error = bottle.HTTPError(500, "body", ValueError("inner"), "trace", X_y="1")
    one = bottle.HTTPResponse("new", 202, {"B": "2"}, C="3")
    one.set_cookie("d", "2")
    facts = [
        plain(error),
        repr(error.exception),
        error.traceback,
        error.status_code,
        str(one),
        isinstance(one, Exception),
    ]
    one.apply(target)
    facts += [plain(target)]
    defaults = [bottle.HTTPError(), bottle.HTTPResponse(), bottle.HTTPError(404)]
    raised = []
    for code, text in ((500, "x"), (404, None), ("410 Away", "gone")):
        try:
            bottle.abort(code, text) if text else bottle.abort(code)
        except bottle.HTTPError as caught:
            raised.append(plain(caught))
    return [facts, plain(defaults), raised, plain(bottle.MultipartError("m"))]


def wsgi():
    """The application as a WSGI program: wrappers, closing, hooks that answer, odd results."""
    app, log = bottle.Bottle(), []

    class Body(io.BytesIO):
        def close(self):
            log.append("closed")

    class Iterated(list):
        def close(self):
            log.append("closed list")

    class Reader:
        def __init__(self):
            self.left = 3

        def read(self, size=-1):
            self.left -= 1
            return b"r" * min(5, abs(size)) if self.left > 0 else b""

    def broken():
        yield "first"
        raise ValueError("broken later")

    def generated(*items):
        yield from items

    results = {
        "file": lambda: Body(b"abc"),
        "reader": Reader,
        "list": lambda: Iterated([b"a", b"b"]),
        "numbers": lambda: [1, 2],
        "mixed": lambda: ["", 1],
        "zero": lambda: 0,
        "broken": broken,
        "error-in-iterator": lambda: generated(bottle.HTTPError(409, "inside")),
        "late-error": lambda: generated("", bottle.HTTPError(409, "inside")),
        "preset": lambda: bottle.response.set_header("Content-Length", "99") or "abc",
        "preset-empty": lambda: bottle.response.set_header("Content-Length", "99"),
        "empty-strings": lambda: generated("", b"", ""),
        "bytes-first": lambda: generated(b"", b"x", b"y"),
        "exit": lambda: generated(sys.exit),
        "no-content": lambda: bottle.HTTPResponse(Body(b"gone"), 204),
        "not-modified": lambda: bottle.HTTPResponse("gone", 304, Content_Type="x", Etag="e"),
    }
    for name, make in results.items():
        app.route(f"/{name}", ["GET", "POST"], make)
    wrapper = lambda file: [b"wrapped ", file.read()]  # noqa: E731
    seen = [[name, tell(ask, app, m, f"/{name}"), log.copy(), log.clear()] for name in results for m in ("GET", "HEAD")]
    seen += [tell(ask, app, "GET", f"/{name}", **{"wsgi.file_wrapper": wrapper}) for name in ("file", "reader", "list")]
    app.catchall = False
    seen += [tell(ask, app, "GET", f"/{name}") for name in ("numbers", "broken", "none", "reader")]
    env = environ(path="/Ã¤")
    app(env, lambda *a: None)
    return [
        seen,
        env["bottle.raw_path"],
        env["PATH_INFO"],
        env["bottle.app"] is app,
        app.config["catchall"],
        "bottle.route" in env,
    ]


def errors_in_requests(debug):
    """Failures in handlers, hooks, error pages and the environment, with and without debugging."""
    bottle.debug(debug)
    app = bottle.Bottle()
    app.route("/fail", callback=lambda: 1 / 0)
    app.route("/page", callback=lambda: bottle.HTTPError(418, "<&>", ValueError("<cause>"), "trace <&>"))
    app.route("/plain", callback=lambda: bottle.HTTPError(500, "text"))
    seen = [ask(app, "GET", path, QUERY_STRING="q=<") for path in ("/page", "/plain", "/none?<a>")]
    failed = ask(app, "GET", "/fail")
    seen.append([failed[0][0], failed[0][2], b"division" in failed[1], b"Traceback" in failed[1], failed[2]])
    app.error(500)(lambda error: 1 / 0)
    critical = ask(app, "GET", "/fail")
    seen.append([critical[0], critical[1].partition(b"Traceback")[0], critical[2][:40]])
    app.add_hook("after_request", lambda: 1 / 0)
    last = ask(app, "GET", "/page")
    return [seen, last[0][0], last[0][2], last[1][:60]]


def answer():
    return "answered"


def json_plugin():
    """What becomes of dictionaries, also raised, returned in responses, and not serialisable."""
    app = bottle.Bottle()

    def raised():
        raise bottle.HTTPResponse({"a": 1}, 201, X_y="1")

    pages = {
        "plain": lambda: {"ü": [1]},
        "raised": raised,
        "response": lambda: bottle.HTTPResponse({"b": 2}),
        "error": lambda: bottle.HTTPError(400, {"c": 3}),
    }
    pages |= {
        "wrong": lambda: {"d": {1}},
        "typed": lambda: bottle.response.set_header("Content-Type", "own") or {"e": 1},
        "empty": dict,
        "other": lambda: bottle.HTTPResponse("f"),
    }
    for name, page in pages.items():
        app.route(f"/{name}", callback=page)
    plugin = bottle.JSONPlugin(None)
    none = [
        plugin.apply(answer, None) is answer,
        plugin.name,
        plugin.api,
        bottle.TemplatePlugin.name,
        bottle.TemplatePlugin.api,
    ]
    wrapped = bottle.JSONPlugin().apply(answer, None)
    return [[ask(app, "GET", f"/{name}") for name in pages], none, wrapped.__name__, type(app.tpl).__name__]
