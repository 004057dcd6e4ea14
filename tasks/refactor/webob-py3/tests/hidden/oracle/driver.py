"""Small applications on WebOb, and what its parts say where an RFC says it too. Written without the cases beside it."""

from datetime import UTC, datetime

from webob import Request, Response, exc
from webob.acceptparse import (
    create_accept_charset_header,
    create_accept_encoding_header,
    create_accept_header,
    create_accept_language_header,
)
from webob.cookies import SignedCookieProfile
from webob.dec import wsgify

NOTES = b"All work and no play makes a dull boy. "
CREATE = {
    "Accept": create_accept_header,
    "Accept-Charset": create_accept_charset_header,
    "Accept-Encoding": create_accept_encoding_header,
    "Accept-Language": create_accept_language_header,
}


def ranked(header, value, offers):
    """Offers with their quality, best first."""
    found = CREATE[header](value)
    ranking = found.basic_filtering if header == "Accept-Language" else found.acceptable_offers
    return [[offer, quality] for offer, quality in ranking(offers)]


def lookup(value, tags, default):
    """The one language to answer in."""
    return create_accept_language_header(value).lookup(tags, default=default)


def part(size, headers, method="GET"):
    """A part of a body of that size: status, the header of ranges, and how many bytes."""
    body = (NOTES * (size // len(NOTES) + 1))[:size]
    app = Response(body=body, conditional_response=True, etag="v1", content_type="text/plain")
    answer = Request.blank("/", headers=headers, method=method).get_response(app)
    where = answer.headers.get("Content-Range")
    return [answer.status_code, where, answer.headers.get("Content-Length"), answer.body.decode()]


def conditional(headers, method="GET"):
    """Whether an answer with a tag and a date goes out again."""
    app = Response(body=NOTES, conditional_response=True, etag="v1", last_modified=datetime(2020, 5, 5, 12, tzinfo=UTC))
    answer = Request.blank("/", headers=headers, method=method).get_response(app)
    return [answer.status_code, answer.body.decode()]


def cookie_pairs(header):
    """What a browser's header says."""
    return sorted([name, value] for name, value in Request.blank("/", headers={"Cookie": header}).cookies.items())


def cookie_round(name, value):
    """A value that goes out and comes back."""
    answer = Response()
    answer.set_cookie(name, value)
    sent = answer.headers["Set-Cookie"].split(";")[0]
    return Request.blank("/", headers={"Cookie": sent}).cookies.get(name)


def form_round(fields, *, multipart):
    """Fields that go out as a form and come back."""
    kind = "multipart/form-data; boundary=frontier" if multipart else None
    request = Request.blank("/", POST=[tuple(field) for field in fields], content_type=kind)
    return [[name, value] for name, value in request.POST.items()]


def query_round(fields):
    """Fields that are put into a query."""
    request = Request.blank("/")
    for name, value in fields:
        request.GET.add(name, value)
    return [[name, value] for name, value in Request.blank("/?" + request.query_string).GET.items()]


# --- a notebook -------------------------------------------------------------------------------------------------------


class Notebook:
    """Notes of several people, over HTTP."""

    def __init__(self):
        self.notes, self.people = {}, SignedCookieProfile("key", "salt", "who", max_age=None)

    @wsgify
    def __call__(self, request):
        first = request.path_info_pop()
        if first == "login":
            answer = exc.HTTPSeeOther(location="/notes/")
            self.people(request).set_cookies(answer, {"name": request.POST["name"]})
            return answer
        who = self.people(request).get_value()
        if who is None:
            raise exc.HTTPUnauthorized("who are you?", headers={"WWW-Authenticate": 'Basic realm="notes"'})
        if first != "notes":
            raise exc.HTTPNotFound(f"no {first} here")
        return getattr(self, request.method.lower(), self.refuse)(request, who["name"], request.path_info_peek())

    def refuse(self, request, who, note):
        return exc.HTTPMethodNotAllowed(allow=["GET", "PUT", "DELETE"])

    def get(self, request, who, note):
        mine = self.notes.setdefault(who, {})
        if not note:
            if request.accept.best_match(["text/html", "application/json"]) == "application/json":
                return Response(json=sorted(mine))
            return Response("".join(f"<li>{name}" for name in sorted(mine)), cache_control="no-store")
        if note not in mine:
            return exc.HTTPNotFound(comment=note)
        answer = Response(mine[note], content_type="text/plain", conditional_response=True)
        answer.md5_etag()
        if "gzip" in request.accept_encoding and "zip" in request.GET:
            answer.encode_content()
        return answer

    def put(self, request, who, note):
        new = note not in self.notes.setdefault(who, {})
        self.notes[who][note] = request.text
        return Response(status=201 if new else 204, location=request.path_url if new else None)

    def delete(self, request, who, note):
        del self.notes[who][note]
        return


def visit(steps):
    """A visitor with a jar of cookies: each step is method, path, headers and body."""
    app, jar, told = Notebook(), {}, []
    for method, path, headers, body in steps:
        request = Request.blank(path, method=method, headers=headers)
        if jar:
            request.cookies.update(jar)
        if isinstance(body, dict):
            request = Request.blank(path, method=method, headers=headers, POST=body)
        elif body is not None:
            request.content_type, request.body = "text/plain; charset=utf-8", body.encode()
        try:
            answer = request.get_response(app)
        except Exception as error:  # whatever goes wrong is told
            told.append([type(error).__name__, str(error)])
            continue
        for header in answer.headers.getall("Set-Cookie"):
            name, _, value = header.split(";")[0].partition("=")
            jar[name] = value
        shown = sorted([name, value] for name, value in answer.headerlist)
        if answer.content_encoding:
            answer.decode_content()
        told.append([answer.status, shown, answer.body.decode("latin-1")])
    return told
