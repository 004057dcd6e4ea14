"""What strangers send and what becomes of it: one function for each way in, asked of the code under test in any box."""

import io
import logging
import os
import re
import socket
import tempfile
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from werkzeug import wsgi
from werkzeug.datastructures import Headers
from werkzeug.debug import DebuggedApplication, DebugTraceback
from werkzeug.debug.repr import debug_repr
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.formparser import parse_form_data
from werkzeug.http import dump_cookie, parse_cookie, parse_options_header
from werkzeug.middleware.profiler import ProfilerMiddleware
from werkzeug.sansio import utils
from werkzeug.serving import DechunkedInput, make_server
from werkzeug.test import EnvironBuilder
from werkzeug.utils import append_slash_redirect
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


# Cookies


def cookies(header, names, way="request"):
    """The values under some names."""
    if way == "request":
        found = Request(environ(HTTP_COOKIE=header)).cookies
    elif way == "bytes":
        found = parse_cookie(header.encode("latin1"))
    else:
        found = parse_cookie(header)
    return {name: found.getlist(name) for name in names}


def dumped(key, value="", options=None, way="dump"):
    """The parts of a cookie's header, or "refused"."""
    options = dict(options or {})
    try:
        if way == "dump":
            header = dump_cookie(key, value, **options)
        else:
            response = Response()
            response.set_cookie(key, value, **options)
            header = response.headers["Set-Cookie"]
    except REFUSED:
        return "refused"
    parts = [part.strip() for part in header.split(";")]
    return {"names": [part.partition("=")[0].lower() for part in parts[1:]], "lines": len(header.splitlines())}


# Forms


def multipart(parts):
    """A form's body; a part is [headers, body]."""
    made = []
    for headers, body in parts:
        made.append(f"--{BOUNDARY}\r\n{headers}\r\n\r\n{body}\r\n".encode())
    return b"".join(made) + f"--{BOUNDARY}--\r\n".encode()


def many(count, kind="field", way="request", chunked=False):
    """How many fields and files of a form with that many parts are there."""
    name = {"field": 'name="f{}"', "same": 'name="f"', "file": 'name="f{}"; filename="x"', "empty": 'name=""'}[kind]
    parts = [[f"Content-Disposition: form-data; {name.format(at)}", str(at % 10)] for at in range(count)]
    form, files = _parsed(multipart(parts), way, chunked)[:2]
    return [sum(map(len, form.listvalues())), sum(map(len, files.listvalues()))]


def many_answered(*args):
    """The same, or how it was refused."""
    return answered(lambda: many(*args))


def _parsed(body, way, chunked=False, content_type=f"multipart/form-data; boundary={BOUNDARY}", **limits):
    length = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": str(len(body))}
    given = environ(body, CONTENT_TYPE=content_type, **length)
    if chunked:
        given["HTTP_TRANSFER_ENCODING"] = "chunked"
    if way == "function":
        stream, form, files = parse_form_data(given, **limits)
        return form, files
    request = type("Limited", (Request,), limits)(given)
    return request.form, request.files


def amounts(sizes, limit, kind="fields", way="request", chunked=False, text="a"):
    """The sizes of values of a form with a limit of memory, or how it was refused."""

    def sent():
        if kind == "urlencoded":
            body = "&".join(f"f{at}={text * size}" for at, size in enumerate(sizes)).encode()
            found = _parsed(body, way, chunked, "application/x-www-form-urlencoded", max_form_memory_size=limit)
        else:
            name = 'name="f"; filename="x"' if kind == "files" else 'name="f"'
            body = multipart([[f"Content-Disposition: form-data; {name}", text * size] for size in sizes])
            found = _parsed(body, way, chunked, max_form_memory_size=limit)
        values = [len(value) for value in found[0].values()] if kind == "urlencoded" else []
        values = values or [len(value) for value in found[0].getlist("f")]
        return values or [len(file.read()) for file in found[1].getlist("f")]

    return answered(sent)


def body(size, limit, way="data", chunked=True, content_type="text/plain"):
    """How much of a body an application reads that has a limit, or how it was refused."""

    def read():
        sent = b"f=" + b"x" * (size - 2)
        length = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": str(size)}
        if way == "function":
            given = environ(sent, CONTENT_TYPE=content_type, **length)
            stream, form, _ = parse_form_data(given, max_content_length=limit)
            return len(form["f"]) + 2 if form else len(stream.read())
        request = type("Limited", (Request,), {"max_content_length": limit})(
            environ(sent, CONTENT_TYPE=content_type, **length)
        )
        if way == "form":
            return len(request.form["f"]) + 2
        if way == "stream":
            return len(request.stream.read())
        if way == "pieces":
            return sum(map(len, iter(lambda: request.stream.read(100), b"")))
        return len(request.get_data(cache=way == "data"))

    return answered(read)


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
        form, files = _parsed(body, "request")
        return next((file.filename for file in files.values()), None) or "absent"

    return answered(read)


# Lengths


def length(text, way="function", coding=None):
    """The length that a body is said to have."""
    given = environ(CONTENT_LENGTH=text, HTTP_TRANSFER_ENCODING=coding)
    if way == "function":
        return wsgi.get_content_length(given)
    if way == "sansio":
        return utils.get_content_length(text, coding)
    return Request(given).content_length


def dechunked(text):
    """The body that chunks make."""
    return answered(lambda: DechunkedInput(io.BytesIO(text.encode("latin1"))).read().decode("latin1"))


# Hosts and redirects


def trusted(host, hosts, way="request", scheme="http"):
    """The host that a browser would be sent to, where the request's is trusted."""
    given = environ(HTTP_HOST=host)
    given["wsgi.url_scheme"] = scheme

    def asked():
        if way == "request":
            request = type("Trusting", (Request,), {"trusted_hosts": hosts})(given)
            return request.host
        if way == "url":
            return wsgi.get_current_url(given, host_only=True, trusted_hosts=hosts)
        if way == "host":
            return wsgi.get_host(given, hosts)
        return wsgi.host_is_trusted(host, hosts)

    found = answered(asked)
    return False if found == "refused with 400" else found


def slashed(path, base="http://shop.example", query="", code=308):
    """Where a browser goes from a path by the redirect that appends a slash."""
    given = environ(QUERY_STRING=query, PATH_INFO=path.encode().decode("latin1"))
    try:
        response = append_slash_redirect(given, code)
        location = response.headers["Location"]
    except REFUSED:
        return "refused"
    return {"site": _site(base + "/", location), "code": response.status_code}


def _site(base, location):
    """The site that a browser makes of a Location: it drops what is not printed, and takes backslashes for slashes."""
    location = re.sub(r"[\t\r\n]", "", location).lstrip("".join(map(chr, range(33)))).replace("\\", "/")
    special = re.match(r"(?i)(https?|ftp|wss?):/*", location)
    if special:
        if special.group(1).lower() == urlsplit(base).scheme and not special.group(0).endswith("/"):
            return base
        location = special.group(1) + "://" + location[special.end() :]
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", location):
        return location.partition(":")[0] + ":"
    elif location.startswith("//"):
        location = "//" + location.lstrip("/")
    joined = urlsplit(urljoin(base, location))
    return f"{joined.scheme}://{joined.netloc}/"


# Headers


def written(way, name, value="v"):
    """How many lines a response's head has beyond those that were asked for."""
    try:
        lines = _lines(way, name, value)
    except REFUSED:
        return "refused"
    return len(re.split(r"\r\n|\r|\n", lines))


def _lines(way, name, value):
    headers = Headers()
    if way == "add":
        headers.add(name, value)
    elif way == "set":
        headers.set(name, value)
    elif way == "again":
        headers.add(name.lower(), "x")
        headers.set(name, value)
    elif way == "item":
        headers[name] = value
    elif way == "made":
        headers = Headers([(name, value)])
    elif way == "dict":
        headers = Headers({name: value})
    elif way == "extend":
        headers.extend({name: [value]})
    elif way == "update":
        headers.update([(name, value)])
    elif way == "setlist":
        headers.setlist(name, [value])
    elif way == "default":
        headers.setdefault(name, value)
    elif way == "index":
        headers.add("A", "b")
        headers[0] = (name, value)
    elif way == "slice":
        headers[:] = [(name, value)]
    elif way == "bytes":
        headers.add(name.encode(), value.encode())
    elif way == "response":
        headers = Response(headers={name: value}, mimetype=None).headers
        headers.pop("Content-Type", None)
    elif way == "status":
        return Response(status=value).status
    elif way == "status-set":
        response = Response()
        response.status = value
        return response.status
    elif way == "status-bytes":
        return Response(status=value.encode()).status
    return str(headers).rstrip("\r\n")


# The development server


class Ends:
    """The two ends of a connection."""

    def __init__(self, request):
        self.near, self.far = socket.socketpair()
        self.near.sendall(request)
        self.near.shutdown(socket.SHUT_WR)

    def answer(self):
        """All that came back."""
        self.far.close()
        found = b"".join(iter(lambda: self.near.recv(65536), b""))
        self.near.close()
        return found


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
        ends = Ends(request.encode("latin1"))
        server.RequestHandlerClass(ends.far, (peer, 4711), server)
        status = ends.answer().partition(b"\r\n")[0].decode("latin1")
    finally:
        server.server_close()
        logger.removeHandler(handler)
    return {"status": status, "seen": seen, "log": [re.sub(r"\[\d.*?\]", "[now]", line) for line in lines]}


def seen(request, keys):
    """What the application saw."""
    return served(request, keys)["seen"]


def logged(request):
    """Control characters and line breaks in what is logged of a request, colours apart, and how many lines there are."""
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


# What twins look at more closely


def slash(path, query, code):
    """The whole redirect."""
    given = environ(QUERY_STRING=query, PATH_INFO=path.encode().decode("latin1"))
    response = append_slash_redirect(given, code)
    return [response.status, response.headers["Location"], response.get_data(as_text=True)]


def head(way, name, value):
    """What is written, or the refusal."""
    try:
        return _lines(way, name, value)
    except REFUSED as error:
        return [type(error).__name__, str(error)]


def set_cookie(key, value, options, way):
    """A cookie's header; when it ends by the clock is left out."""
    try:
        if way == "dump":
            header = dump_cookie(key, value, **options)
        else:
            response = Response()
            response.set_cookie(key, value, **options)
            header = response.headers["Set-Cookie"]
    except REFUSED as error:
        return [type(error).__name__, str(error)]
    return re.sub(r"\d\d:\d\d:\d\d", "", header) if "max_age" in options and "expires" not in options else header


def profile_names(method, path, template):
    """The names of files that the profiler writes."""
    with tempfile.TemporaryDirectory() as root:
        application = ProfilerMiddleware(Response("fine"), stream=None, profile_dir=root, filename_format=template)
        list(application(environ(REQUEST_METHOD=method, PATH_INFO=path), lambda *_: None))
        return sorted(os.listdir(root))
