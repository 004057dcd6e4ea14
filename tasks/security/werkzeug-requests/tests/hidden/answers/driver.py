"""What is read, written and shown: one function for each way in, asked of the code under test in any box."""

import io
import logging
import os
import re
import socket
import tempfile
from html.parser import HTMLParser

from werkzeug.datastructures import Headers
from werkzeug.debug import DebuggedApplication, DebugTraceback
from werkzeug.debug.repr import debug_repr
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import parse_form_data
from werkzeug.http import dump_cookie, parse_options_header
from werkzeug.middleware.profiler import ProfilerMiddleware
from werkzeug.serving import make_server
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

REFUSED = (ValueError, TypeError, HTTPException)
BOUNDARY = "----limes"


def environ(body=b"", **more):
    """A request as a server hands it over."""
    built = EnvironBuilder(path="/", method="POST", input_stream=io.BytesIO(body)).get_environ()
    built.pop("CONTENT_TYPE", None)
    built.pop("CONTENT_LENGTH", None)
    built.update({key: value for key, value in more.items() if value is not None})
    return built


def answered(call):
    """What is returned, or the kind of refusal; errors that no application expects are told as what they are."""
    try:
        return call()
    except HTTPException as error:
        return f"refused with {error.code}"
    except (ValueError, TypeError, OSError) as error:
        return f"refused: {type(error).__name__}" if type(error).__name__ != "UnicodeDecodeError" else "crashed"
    except Exception:
        return "crashed"


# Encodings


def multipart(parts):
    """A form's body; a part is [headers, body]."""
    made = []
    for headers, body in parts:
        made.append(f"--{BOUNDARY}\r\n{headers}\r\n\r\n{body}\r\n".encode())
    return b"".join(made) + f"--{BOUNDARY}--\r\n".encode()


def _parsed(body, way, chunked=False, content_type=f"multipart/form-data; boundary={BOUNDARY}", **limits):
    length = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": str(len(body))}
    given = environ(body, CONTENT_TYPE=content_type, **length)
    if chunked:
        given["HTTP_TRANSFER_ENCODING"] = "chunked"
    if way == "function":
        _stream, form, files = parse_form_data(given, **limits)
        return form, files
    request = type("Limited", (Request,), limits)(given)
    return request.form, request.files


def part_text(charset, text, errors="replace"):
    """The text of a field that says its encoding; `text` is what stands there, as latin1."""

    def read():
        head = f'Content-Disposition: form-data; name="f"\r\nContent-Type: text/plain; charset={charset}'
        body = multipart([[head, "«»"]]).replace("«»".encode(), text.encode("latin1"))
        form, _ = _parsed(body, "function", errors=errors)
        return form.get("f", "absent")

    return answered(read)


def option(header, name, way="parse"):
    """An option of a header, or "absent"."""

    def read():
        if way == "parse":
            return parse_options_header(header)[1].get(name) or "absent"
        if way == "request":
            return Request(environ(CONTENT_TYPE=header)).mimetype_params.get(name) or "absent"
        body = multipart([["Content-Disposition: " + header, "x"]])
        _form, files = _parsed(body, "request")
        return next((file.filename for file in files.values()), None) or "absent"

    return answered(read)


# Cookies


def _cookie(key, value, options, way):
    if way == "dump":
        return dump_cookie(key, value, **options)
    response = Response()
    response.set_cookie(key, value, **options)
    return response.headers["Set-Cookie"]


def dumped(key, value, options, way):
    """The names of a cookie's attributes and the lines of its header, or "refused"."""
    try:
        header = _cookie(key, value, options, way)
    except REFUSED:
        return "refused"
    names = [part.partition("=")[0].strip().lower() for part in header.split(";")[1:]]
    return {"names": names, "lines": len(header.splitlines())}


def set_cookie(key, value, options, way):
    """A cookie's header; when it ends by the clock is left out."""
    try:
        header = _cookie(key, value, options, way)
    except REFUSED as error:
        return [type(error).__name__, str(error)]
    return re.sub(r"[A-Z]\w\w, [^;]*", "", header) if "max_age" in options and "expires" not in options else header


# Headers


def written(way, name, value="v"):
    """How many lines a response's head has beyond those that were asked for."""
    try:
        lines = _lines(way, name, value)
    except REFUSED:
        return "refused"
    return len(re.split(r"\r\n|\r|\n", lines))


def _lines(way, name, value):
    headers = Headers([("A", "b")] if way == "index" else [(name.lower(), "x")] if way == "again" else [])
    status = value.encode() if way == "status-bytes" else value
    made = {
        "add": lambda: headers.add(name, value),
        "set": lambda: headers.set(name, value),
        "again": lambda: headers.set(name, value),
        "item": lambda: headers.__setitem__(name, value),
        "made": lambda: Headers([(name, value)]),
        "dict": lambda: Headers({name: value}),
        "extend": lambda: headers.extend({name: [value]}),
        "update": lambda: headers.update([(name, value)]),
        "setlist": lambda: headers.setlist(name, [value]),
        "default": lambda: headers.setdefault(name, value) and None,
        "index": lambda: headers.__setitem__(0, (name, value)),
        "slice": lambda: headers.__setitem__(slice(None), [(name, value)]),
        "bytes": lambda: headers.add(name.encode(), value.encode()),
        "response": lambda: Response(headers={name: value}, content_type="").headers,
        "status": lambda: Response(status=status).status,
        "status-bytes": lambda: Response(status=status).status,
        "status-set": lambda: setattr(RESPONSE, "status", status) or RESPONSE.status,
    }[way]()
    return str(headers if made is None else made).rstrip("\r\n")


RESPONSE = Response()


def head(way, name, value):
    """What is written, or the refusal."""
    try:
        return _lines(way, name, value)
    except REFUSED as error:
        return [type(error).__name__, str(error)]


# The development server


def served(request, keys=(), peer="203.0.113.9"):
    """The server's answer to the bytes of a request, some of what its application saw, and the log."""
    seen, lines = {}, []

    def application(given, start_response):
        seen.update({key: given[key] for key in keys if key in given})
        seen["body"] = (
            answered(lambda: given["wsgi.input"].read(10).decode()) if "wsgi.input_terminated" in given else ""
        )
        return Response("fine")(given, start_response)

    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger = logging.getLogger("werkzeug")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    server = make_server("unix://" + tempfile.mktemp(), 0, application)
    try:
        near, far = socket.socketpair()
        near.sendall(request.encode("latin1"))
        near.shutdown(socket.SHUT_WR)
        server.RequestHandlerClass(far, (peer, 4711), server)
        far.close()
        status = b"".join(iter(lambda: near.recv(65536), b"")).partition(b"\r\n")[0].decode("latin1")
        near.close()
    finally:
        server.server_close()
        logger.removeHandler(handler)
    return {"status": status, "seen": seen, "log": [re.sub(r"\[\d.*?\]", "[now]", line) for line in lines]}


def seen(request, keys):
    """What the application saw."""
    return served(request, keys)["seen"]


def logged(request):
    """Control characters and line breaks in what is logged of a request, colours apart, and its lines."""
    lines = [re.sub(r"\x1b\[\d+m", "", line.rstrip("\n")) for line in served(request)["log"]]
    return [len(lines), sorted({ord(c) for line in lines for c in line if ord(c) < 32 or 127 <= ord(c) < 160})]


# The debugger and the profiler


class Tags(HTMLParser):
    """Elements and text of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.title = [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def read_page(page):
    """The page's elements and text."""
    tags = Tags()
    tags.feed(page)
    tags.close()
    return tags


class Told(int):
    """A number that is shown as something else."""

    told = "1"

    def __repr__(self):
        return self.told


def described(kind, text):
    """An object with a stranger's text in it."""
    if kind == "pattern":
        return re.compile(re.escape(text) if text.startswith("(") else text)
    if kind == "number":
        number = Told(7)
        number.told = text
        return number
    if kind == "float":
        return type("Rate", (float,), {"__repr__": lambda self: text})(1.5)
    if kind == "class":
        return type(text, (list,), {})([1])
    if kind == "module":
        return type("Sub", (dict,), {"__module__": text})(a=1)
    return text


def debugged(kind, text, inside="value"):
    """Elements and text of what the debugger shows of an object."""
    thing = described(kind, text)
    if inside != "value":
        thing = [thing] if inside == "list" else {thing: 1} if inside == "key" else {"k": thing}
    page = read_page(debug_repr(thing))
    return {"tags": sorted(set(page.tags)), "text": "".join(page.text)}


def failing(text, kind="ValueError", way="app"):
    """The elements of the debugger's page for an error with a stranger's text, and its title."""
    error = {"ValueError": ValueError, "KeyError": KeyError, "SyntaxError": SyntaxError}[kind]

    def application(given, start_response):
        raise error(text)

    if way == "app":
        debugger = DebuggedApplication(application, evalex=True, pin_security=False)
        given = environ()
        given["wsgi.errors"] = io.StringIO()
        page = b"".join(debugger(given, lambda *_: None)).decode()
    else:
        try:
            application({}, None)
        except Exception as raised:
            page = DebugTraceback(raised).render_debugger_html(True, "secret", False)
    title = re.search(r"<title>(.*?)</title>", page, re.S)
    found = read_page(page)
    told = {"title": "".join(read_page(title.group(1)).text).split(" // ")[0].strip() if title else ""}
    return {
        "tags": sorted(set(found.tags) & {"b", "i", "img", "svg", "x-a", "iframe", "object"}),
        **told,
        "scripts": found.tags.count("script"),
    }


def profiled(method, path="/page", template=None):
    """Which files the profiler writes outside of its directory, and how many inside."""
    with tempfile.TemporaryDirectory() as root:
        inside = os.path.join(root, "a", "profiles")
        os.makedirs(os.path.join(inside, "GET"))
        options = {"filename_format": template} if template else {}
        application = ProfilerMiddleware(Response("fine"), stream=None, profile_dir=inside, **options)
        given = environ(REQUEST_METHOD=method.replace("«root»", root), PATH_INFO=path)
        try:
            said = b"".join(application(given, lambda *_: None)).decode()
        except (*REFUSED, OSError):
            said = "refused"
        files = [os.path.join(at, name) for at, _, names in os.walk(root) for name in names]
        outside = [name for name in files if not name.startswith(inside + os.sep)]
        return {"outside": len(outside), "inside": len(files) - len(outside), "said": said}


def shows(kind, text, inside, element):
    """Whether the text is shown, and whether the element is one of the page's."""
    found = debugged(kind, text, inside)
    shown = repr(text)[1:-1] if kind == "pattern" else text
    return [shown in found["text"], element in found["tags"]]


def profile_names(method, path, template):
    """The names of files that the profiler writes."""
    with tempfile.TemporaryDirectory() as root:
        application = ProfilerMiddleware(Response("fine"), stream=None, profile_dir=root, filename_format=template)
        list(application(environ(REQUEST_METHOD=method, PATH_INFO=path), lambda *_: None))
        return sorted(os.listdir(root))
