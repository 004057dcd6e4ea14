"""What strangers send and what becomes of it: one function for each way in, asked of the code under test in any box."""

import io
import re
from urllib.parse import urljoin, urlsplit

from werkzeug import wsgi
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import parse_form_data
from werkzeug.http import parse_cookie
from werkzeug.sansio import utils
from werkzeug.serving import DechunkedInput
from werkzeug.test import EnvironBuilder
from werkzeug.utils import append_slash_redirect
from werkzeug.wrappers import Request

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


# Forms


def multipart(parts):
    """A form's body; a part is [headers, body]."""
    made = []
    for headers, body in parts:
        made.append(f"--{BOUNDARY}\r\n{headers}\r\n\r\n{body}\r\n".encode())
    return b"".join(made) + f"--{BOUNDARY}--\r\n".encode()


def many_answered(count, kind, way, chunked):
    """How many fields and files of a form with that many parts are there, or how it was refused."""
    name = {"field": 'name="f{}"', "same": 'name="f"', "file": 'name="f{}"; filename="x"', "empty": 'name=""'}[kind]
    parts = [[f"Content-Disposition: form-data; {name.format(at)}", str(at % 10)] for at in range(count)]

    def sent():
        form, files = _parsed(multipart(parts), way, chunked)
        return [sum(map(len, form.listvalues())), sum(map(len, files.listvalues()))]

    return answered(sent)


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


def slash(path, query, code):
    """The whole redirect."""
    given = environ(QUERY_STRING=query, PATH_INFO=path.encode().decode("latin1"))
    response = append_slash_redirect(given, code)
    return [response.status, response.headers["Location"], response.get_data(as_text=True)]
