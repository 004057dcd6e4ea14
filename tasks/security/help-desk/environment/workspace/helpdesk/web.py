"""Requests, responses and routes over http.server."""

import http.server
import json
import re
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, unquote

MAX_BODY = 2_000_000


class HttpError(Exception):
    """Ends the handling of a request with a status and a sentence for the reader."""

    def __init__(self, status: int, message: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message or HTTPStatus(status).phrase


class Request:
    """What a client asks for."""

    def __init__(self, method: str, target: str, headers: Any, body: bytes) -> None:
        self.method = method
        self.path, _, query = target.partition("?")
        self.query = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
        self.headers = headers
        self.body = body
        self.cookies = self._cookies()

    def _cookies(self) -> dict[str, str]:
        try:
            return {name: morsel.value for name, morsel in SimpleCookie(self.headers.get("Cookie", "")).items()}
        except CookieError:
            return {}

    @property
    def text(self) -> str:
        """The body as text."""
        try:
            return self.body.decode()
        except UnicodeDecodeError:
            raise HttpError(400, "The body is not UTF-8") from None

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form; of a field that comes twice the last."""
        return {name: values[-1] for name, values in parse_qs(self.text, keep_blank_values=True).items()}

    @property
    def json(self) -> dict[str, Any]:
        """The object in the body."""
        try:
            found = json.loads(self.text)
        except ValueError:
            raise HttpError(400, "The body is not JSON") from None
        if not isinstance(found, dict):
            raise HttpError(400, "The body is not a JSON object")
        return found


class Response:
    """What the client gets."""

    def __init__(self, body: str | bytes = "", status: int = 200, kind: str = "text/html; charset=utf-8") -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self.status = status
        self.headers: list[tuple[str, str]] = [("Content-Type", kind)] if body or status not in (204, 303) else []

    def header(self, name: str, value: str) -> "Response":
        """Add a header."""
        self.headers.append((name, value))
        return self

    def cookie(self, name: str, value: str) -> "Response":
        """Set a cookie that scripts cannot read and other sites cannot send along."""
        return self.header("Set-Cookie", f"{name}={value}; Path=/; HttpOnly; SameSite=Lax")


def as_json(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(json.dumps(value, sort_keys=True) + "\n", status, "application/json")


def see_other(location: str) -> Response:
    """Send the browser on with GET."""
    return Response(status=303).header("Location", location)


Handler = Callable[..., Response]


class Routes:
    """Which function answers what."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], set[str], Handler]] = []

    def on(self, method: str, pattern: str) -> Callable[[Handler], Handler]:
        """Register a function for a path: `<name>` is one segment, `<name:int>` a number."""
        parts = re.split(r"<(\w+)(:int)?>", pattern)
        expression, numbers = re.escape(parts[0]), set()
        for at in range(1, len(parts), 3):
            name, number, literal = parts[at : at + 3]
            expression += f"(?P<{name}>{'[0-9]{1,9}' if number else '[^/]+'}){re.escape(literal)}"
            numbers |= {name} if number else set()

        def register(function: Handler) -> Handler:
            self._routes.append((method, re.compile(expression), numbers, function))
            return function

        return register

    def find(self, request: Request) -> tuple[Handler, dict[str, Any]]:
        """The function for a request, with its arguments. Raises HttpError 404 or 405."""
        known = False
        for method, expression, numbers, function in self._routes:
            match = expression.fullmatch(request.path)
            if match and method == request.method:
                found = match.groupdict()
                return function, {k: int(v) if k in numbers else unquote(v) for k, v in found.items()}
            known = known or bool(match)
        raise HttpError(405 if known else 404)


def answer(routes: Routes, desk: Any, request: Request) -> Response:
    """The response to a request, whatever happens."""
    from helpdesk.pages import error_page

    try:
        function, arguments = routes.find(request)
        return function(desk, request, **arguments)
    except HttpError as error:
        if request.path.startswith("/api/"):
            return as_json({"error": error.message}, error.status)
        return Response(error_page(error.status, error.message), error.status)
    except Exception:
        traceback.print_exc()
        return Response(error_page(500, "Something went wrong"), 500)


def serve(host: str, port: int, routes: Routes, desk: Any) -> None:
    """Answer requests until the process is ended."""

    class OneRequest(http.server.BaseHTTPRequestHandler):
        server_version = "helpdesk"
        sys_version = ""
        timeout = 30

        def respond(self) -> None:
            try:
                length = int(self.headers.get("Content-Length") or 0)
            except ValueError:
                length = -1
            if not 0 <= length <= MAX_BODY:
                self.send_error(413 if length > 0 else 400)
                return
            request = Request(self.command, self.path, self.headers, self.rfile.read(length))
            response = answer(routes, desk, request)
            self.send_response(response.status)
            for name, value in response.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = respond

        def log_message(self, *args: Any) -> None:
            if "--verbose" in sys.argv:
                super().log_message(*args)

    http.server.HTTPServer((host, port), OneRequest).serve_forever()
