# ruff: noqa: E501 - what is tried is what users do
"""Random headers, environs, forms and cookies: as many cases as are asked for, a function of the seed and the number."""

import random

from shape import case

TYPES = [
    "text/html",
    "text/plain",
    "text/*",
    "*/*",
    "application/json",
    "a/b;x=1",
    "a/b",
    'a/b;x="y z"',
    "TEXT/HTML;level=1",
]
TOKENS = ["utf-8", "gzip", "identity", "*", "br", "iso-8859-1", "x", "GZIP", "deflate"]
TAGS = ["en", "en-gb", "de-DE", "*", "fr", "zh-Hant-CN", "en-a-b", "x-1", "de", "EN-GB", "Fr"]
WEIGHTS = ["", "", ";q=0.5", ";q=0", ";q=1.000", "; q=0.3", ";q=0.001", ";Q=.5", ";q=2", " ;\tq=0.7"]
COMMAS = [", ", ",", " , ", ",,", ", ,", "\t,"]
TEXTS = ["a", "b c", "\xe9", "\u20ac", "1", "", "x=y", "a&b", '"q"', "%41", "+", ";", "z" * 40]
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE"]


def generate(seed, count):
    """`count` cases; those of a smaller count come first."""
    kinds = [accept, environ, form, cookie, answer, ranges]
    return [kinds[n % len(kinds)](n, random.Random(f"{seed}/{n}")) for n in range(count)]


def _header(rng, items):
    parts = [rng.choice(items) + rng.choice(WEIGHTS) for _ in range(rng.randint(1, 5))]
    return parts[0] + "".join(rng.choice(COMMAS) + part for part in parts[1:])


def accept(n, rng):
    rows = []
    for _ in range(25):
        kind, items = rng.choice([("", TYPES), ("_charset", TOKENS), ("_encoding", TOKENS), ("_language", TAGS)])
        offers = rng.sample([item for item in items if "*" not in item], rng.randint(0, 4))
        rows.append([kind, _header(rng, items), _header(rng, items), offers])
    return case("drawn", f"accept-{n}", "accepts", rows)


def environ(n, rng):
    rows = []
    for _ in range(12):
        more = {
            "REQUEST_METHOD": rng.choice(METHODS),
            "SCRIPT_NAME": rng.choice(["", "/s", "/\xc3\xa9"]),
            "PATH_INFO": rng.choice(["/", "", "/a/b", "/%41 x", "//y/", "/\xe2\x82\xac"]),
        }
        more["QUERY_STRING"] = "&".join(
            rng.choice(["a", "b=%C3%A9", "c=1+2", "a=%zz", ";d", "=", "e=f=g"]) for _ in range(rng.randint(0, 4))
        )
        more["HTTP_HOST"] = rng.choice([None, "h", "h:80", "h:443", "[::1]:9", "H.org:8080"])
        more["wsgi__url_scheme"] = rng.choice(["http", "https"])
        more["CONTENT_TYPE"] = rng.choice([None, "text/html", "a/b; charset=utf8; x=y", "text/x;charset=latin-1"])
        more["HTTP_RANGE"] = rng.choice(
            [None, f"bytes={rng.randint(0, 9)}-{rng.randint(0, 20)}", f"bytes=-{rng.randint(0, 9)}"]
        )
        more["HTTP_IF_NONE_MATCH"] = rng.choice([None, '"a", W/"b"', "*", "c"])
        more["HTTP_CACHE_CONTROL"] = rng.choice([None, f"max-age={rng.randint(0, 99)}, no-cache", 'x="y z",q'])
        more["HTTP_COOKIE"] = _cookies(rng)
        rows.append([more, rng.choice(["x", "/x?y", "../z", "//o", "?q"])])
    return case("drawn", f"environ-{n}", "requests", rows)


def _cookies(rng):
    parts = [
        f"{rng.choice(['a', 'b', 'c d', '$v', 'path', 'e'])}={rng.choice(['1', chr(34) + 'x y' + chr(34), '', 'a,b', chr(92) + '054', 'q' + chr(233)])}"
        for _ in range(rng.randint(0, 4))
    ]
    return rng.choice(["; ", ";", " ; "]).join(parts)


def form(n, rng):
    rows = []
    for _ in range(8):
        fields = [
            [
                rng.choice(["a", "b", "\xe9"]),
                rng.choice(TEXTS),
                rng.choice([None, None, "n.txt", "p.png", ""]),
                rng.choice(["", "", "Content-Type: text/plain; charset=utf8", "Content-Transfer-Encoding: base64"]),
            ]
            for _ in range(rng.randint(0, 5))
        ]
        rows.append(
            [
                rng.choice(["multipart", "urlencoded"]),
                fields,
                rng.choice(["POST", "PUT"]),
                rng.choice(["AaB03x", "-" * 5 + "b"]),
            ]
        )
    return case("drawn", f"form-{n}", "forms", rows)


def cookie(n, rng):
    rows = []
    for _ in range(20):
        more = {
            name: value
            for name, value in {
                "path": rng.choice(["/", None, "/a;b"]),
                "domain": rng.choice([None, "d.org"]),
                "secure": rng.random() < 0.5,
                "httponly": rng.random() < 0.5,
                "max_age": rng.choice([None, 0, 7200, "36000"]),
                "samesite": rng.choice([None, "lax", "None", "bad"]),
                "comment": rng.choice([None, "x y"]),
            }.items()
            if rng.random() < 0.7
        }
        rows.append([rng.choice(["a", "b.c", "d e", "$f", "Path"]), rng.choice(TEXTS), more, _cookies(rng)])
    return case("drawn", f"cookie-{n}", "cookies", rows)


def answer(n, rng):
    rows = []
    for _ in range(15):
        more = {
            "content_type": rng.choice([None, "text/plain", "image/png", "application/xml", "text/x; charset=latin-1"]),
            "status": rng.choice([200, 204, 301, 404, "299 Odd", 304]),
            "body": rng.choice(TEXTS),
        }
        more |= {
            name: value
            for name, value in {
                "charset": rng.choice(["utf-8", "latin-1", None]),
                "location": rng.choice(["/l", "r", "//o/p", "http://h/"]),
                "etag": rng.choice(["t", "u"]),
                "cache_control": rng.choice(["private", "max-age=3"]),
                "vary": ["A", "B"],
            }.items()
            if rng.random() < 0.4
        }
        steps = [
            rng.choice(
                [
                    ["content_type", "text/css"],
                    ["charset", "utf-8"],
                    ["status", 404],
                    ["cache_control", {"public": True}],
                    ["text", "t\xe9"],
                    ["body", None],
                    ["content_type_params", {"a": "b c"}],
                    ["etag", None],
                    ["location", None],
                    ["age", 5],
                    ["allow", ["GET"]],
                ]
            )
            for _ in range(3)
        ]
        rows.append([more, steps])
    return case("drawn", f"answer-{n}", "answers", rows)


def ranges(n, rng):
    rows = []
    for _ in range(20):
        size = rng.randint(0, 12)
        cuts = sorted(rng.randint(0, size) for _ in range(rng.randint(0, 3)))
        text = rng.choice(
            [
                f"bytes={rng.randint(0, 14)}-{rng.randint(0, 14)}",
                f"bytes={rng.randint(0, 14)}-",
                f"bytes=-{rng.randint(0, 14)}",
                "bytes=0-1,2-3",
            ]
        )
        rows.append(
            [
                size,
                cuts,
                {
                    "HTTP_RANGE": text,
                    "HTTP_IF_RANGE": rng.choice([None, '"t"', 'W/"t"', '"u"', "Fri, 09 Nov 2001 01:08:47 GMT"]),
                    "REQUEST_METHOD": rng.choice(["GET", "GET", "HEAD", "POST"]),
                    "HTTP_IF_NONE_MATCH": rng.choice([None, None, None, '"t"']),
                },
            ]
        )
    return case("drawn", f"ranges-{n}", "partial", rows)
