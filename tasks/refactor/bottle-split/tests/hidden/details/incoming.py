"""Requests, their bodies, and what is uploaded. Sent to both boxes as text and played by driver.py."""

# ruff: noqa: SLF001 - private names are part of what must stay

import io
import os

import bottle
from driver import environ, plain, public, tell

PROPERTIES = """path method script_name fullpath url urlparts content_length content_type is_xhr
    is_ajax auth remote_route remote_addr chunked"""


def request_items():
    """A request as a mapping, its caches, and attributes of its own."""
    request = bottle.Request(environ(QUERY_STRING="a=1", HTTP_COOKIE="c=1", body=b"b=2", method="POST"))
    watched = ("query", "params", "forms", "files", "POST", "headers", "cookies", "json", "body")
    for name in watched:
        tell(getattr, request, name)
    seen = [[key, sorted(k for k in request.environ if k.startswith("bottle.request."))] for key in ("start",)]
    for key, value in (("HTTP_X", "1"), ("QUERY_STRING", "d=4"), ("OTHER", 1), ("wsgi.input", io.BytesIO(b"e=5"))):
        request[key] = value
        seen.append([key, sorted(k for k in request.environ if k.startswith("bottle.request."))])
    seen += [
        plain(request.query),
        plain(request.forms),
        plain(request.params),
        tell(request.__delitem__, "OTHER"),
        "OTHER" in request.environ,
    ]
    seen += [
        sorted(request) == sorted(request.environ),
        len(request) == len(request.environ),
        request.get("none", 3),
        request.get("HTTP_X"),
    ]
    seen += [
        tell(request.__delitem__, "none"),
        tell(setattr, request, "path", 1),
        tell(delattr, request, "none"),
        tell(getattr, request, "none"),
    ]
    request.own, request.method_like = 5, property(lambda self: self.path + "!")
    seen += [
        request.own,
        request.method_like,
        tell(setattr, request, "own", 6),
        tell(delattr, request, "own"),
        tell(getattr, request, "own"),
    ]
    seen += [
        request.environ["bottle.request"] is request,
        request.copy().environ is request.environ,
        bottle.Request().environ.keys() == {"bottle.request"},
    ]
    request.environ = {"PATH_INFO": "x"}
    return [
        seen,
        request.path,
        tell(lambda: request.app),
        tell(lambda: request.route),
        tell(lambda: request.url_args),
        repr(request),
    ]


def request_values(rows):
    """Properties that follow from a few variables of the environment."""
    return [[tell(getattr, bottle.Request(dict(row)), name) for name in PROPERTIES.split()] for row in rows]


def bodies():
    """Bodies by length, buffer size and transfer encoding, and what reading them twice does."""
    seen = []
    for limit in (4, 5, 10):
        bottle.Request.MEMFILE_MAX = limit
        for body, length in ((b"12345", 5), (b"12345", 3), (b"12345", 9), (b"12345", -1), (b"123456", 6), (b"1234", 4)):
            request = bottle.Request(environ("POST", body=body, CONTENT_LENGTH=str(length)))
            kind = type(request.body).__name__
            seen.append([limit, length, kind, request.body.read(), request.body.read(2), request.body.read(2)])
            seen.append([request.environ["wsgi.input"] is request.body, tell(lambda r=request: r.forms)])
    for text in (
        "5\r\n12345\r\n0\r\n\r\n",
        "2;a=b\r\n12\r\nA\r\n1234567890\r\n0\r\n",
        "2\r\n12",
        "2\r\n123\r\n",
        "\r\n",
        "-1\r\nx",
        "1" * 30 + "\r\n",
        " 3 \r\nabc\r\n0\r\n",
    ):
        request = bottle.Request(
            environ("POST", body=text.encode(), HTTP_TRANSFER_ENCODING="x, Chunked", CONTENT_LENGTH=None)
        )
        seen.append([text, tell(lambda r=request: r.body.read()), tell(lambda r=request: r.forms)])
    request = bottle.Request({})
    return [
        seen,
        request.body.read(),
        request.environ["wsgi.input"] is request.body,
        tell(lambda: bottle.Request({"CONTENT_LENGTH": "x"}).body),
    ]


def json_bodies(rows):
    """JSON by content type, size and validity."""
    seen = []
    for content_type, body, limit in rows:
        bottle.Request.MEMFILE_MAX = limit
        request = bottle.Request(environ("POST", body=body.encode(), CONTENT_TYPE=content_type))
        seen.append([tell(lambda r=request: r.json), tell(lambda r=request: r.json)])
    return seen


def parse(body, boundary="B", **options):
    """A multipart body with the limits of the parser, part by part."""
    parts = []

    def run():
        for part in bottle._MultipartParser(io.BytesIO(body.encode("latin1")), boundary, **options).parse():
            facts = [
                part.name,
                part.filename,
                part.content_type,
                part.charset,
                part.size,
                part.is_buffered(),
                part.disposition,
            ]
            raw = part.raw
            parts.append(
                [
                    *facts,
                    raw,
                    tell(lambda p=part: p.value),
                    plain(part.headerlist),
                    part.file.tell(),
                    part.file.read() == raw,
                ]
            )
            part.close()
            parts.append(part.file)

    return [tell(run), parts]


def limits(rows):
    """What a parser makes of its limits."""
    seen = []
    for options in rows:
        made = tell(lambda o=options: public(bottle._MultipartParser(None, **o)))
        seen.append(made)
    return seen


def part_by_hand(steps, **options):
    """A part that is fed line by line."""
    part, seen = bottle._MultipartPart(**options), []
    for line, end in steps:
        seen.append(
            [
                tell(part.feed, line.encode("latin1"), end.encode()),
                part.size,
                plain(part.headerlist),
                type(part.file).__name__,
            ]
        )
    seen += [
        tell(part.finish),
        tell(part.is_buffered),
        tell(lambda: part.raw),
        tell(lambda: part.value),
        tell(part.close),
        part.file,
    ]
    return [*seen, part.name, part.filename, part.content_type, part.disposition, tell(part.close)]


def uploads(names):
    """File names as they are made safe, copying and saving."""
    seen = [bottle.FileUpload(io.BytesIO(b""), "n", name).filename for name in names]
    seen.append(bottle.FileUpload(None, "n", "ü a".encode()).filename)
    item = bottle.FileUpload(
        io.BytesIO(b"0123456789"), "n", "f.txt", {"Content-Type": "t/x", "Content-Length": "5", "X": "y"}
    )
    seen += [
        item.content_type,
        item.content_length,
        item.get_header("x"),
        item.get_header("none", 3),
        item.get_header("none"),
        plain(item.headers),
    ]
    item.file.seek(3)
    target = io.BytesIO()
    reads = []
    item.file.read, kept = (lambda size: reads.append(size) or kept(size)), item.file.read
    return [seen, *saved(item, target, reads)]


def saved(item, target, reads):
    """Where the content goes."""
    steps = [
        tell(item.save, target, False, 4),
        item.file.tell(),
        target.getvalue(),
        list(reads),
        tell(item.save, "out"),
    ]
    steps += [
        tell(item.save, "out"),
        tell(item.save, "out", True),
        tell(item.save, "out", overwrite=True, chunk_size=1),
        reads[-1],
    ]
    os.mkdir("folder")
    steps += [tell(item.save, "folder"), tell(item.save, "folder"), os.listdir("folder"), tell(item.save, "none/x")]
    with open("out", "rb") as file:
        return [*steps, file.read(), tell(item.save, None)]
