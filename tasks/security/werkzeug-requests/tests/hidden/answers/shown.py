"""Attacks by what is written, read back or shown."""

from phrases import INVALID, attack, some, twin, word

NAMES = ("add", "set", "again", "item", "made", "dict", "extend", "update", "setlist", "default", "index", "slice")
FORMS = (*NAMES, "bytes", "response")
STATUS = ("status", "status-set", "status-bytes")
ELEMENTS = ("b", "i", "img", "svg", "iframe", "x-a", "object")


def lines(rng):
    """Names of headers and statuses that make lines of their own."""
    for way in some(rng, list(FORMS), 6):
        name = f"X-{word(rng)}" + rng.choice(
            [f"\r\nSet-Cookie: {word(rng)}", f"\n{word(rng)}: 1\nY", "\r\n\r\n<b>", "\r", "\n"]
        )
        yield attack("header-lines", "written", (way, name, "v"), "refused", 1)
    for way in STATUS:
        status = f"{rng.choice([200, 404, 302])} {word(rng)}" + rng.choice(
            [f"\r\nX-A: {word(rng)}", "\nX: y", "\r\n\r\nbody", "\rX: y"]
        )
        yield attack("header-lines", "written", (way, "", status), "refused", 1)


def lines_twins():
    """Headers of one line, and values that are refused now."""
    for way in FORMS:
        yield twin("header-lines", "head", way, "X-Name", "value")
        yield twin("header-lines", "head", way, "X-Name", "a\r\nb")
        yield twin("header-lines", "head", way, "x_odd name", 't\xe9xt; a="b"')
    for way in STATUS:
        for status in ("200 OK", "404", "299 own words", "teapot", "418  I am", " ", "302 F\xe4"):
            yield twin("header-lines", "head", way, "", status)


def attributes(rng):
    """Cookies that bring attributes of their own."""
    name, extra = word(rng), rng.choice(["HttpOnly", f"Domain={word(rng)}.test", "Max-Age=9", "SameSite=None"])
    plain = {"names": ["path"], "lines": 1}
    for way in ("dump", "response"):
        yield attack(
            "cookie-attributes", "dumped", (name, "v", {"path": f"/{word(rng)};{extra}"}, way), plain, "refused"
        )
        yield attack(
            "cookie-attributes", "dumped", (name, "v", {"path": f"/?{word(rng)}; {extra}"}, way), plain, "refused"
        )
        key = rng.choice(
            [f"{name}; {extra}; x", f"{name};{extra};x", f"{name}=1; {extra}; x", f"{name}\r\nX-A: b", f"{name}\nb"]
        )
        yield attack("cookie-attributes", "dumped", (key, "v", {}, way), "refused", plain)
        expires = rng.choice(["Thu, 01 Jan 1970 00:00:00 GMT", "0"])
        options = {"expires": f"{expires}; {extra}"}
        yield attack(
            "cookie-attributes",
            "dumped",
            (name, "v", options, way),
            "refused",
            {"names": ["expires", "path"], "lines": 1},
        )
        options = {"max_age": f"5; {extra}", "expires": expires}
        yield attack(
            "cookie-attributes",
            "dumped",
            (name, "v", options, way),
            "refused",
            {"names": ["expires", "max-age", "path"], "lines": 1},
        )


def attributes_twins():
    """Cookies as they are set every day."""
    for way in ("dump", "response"):
        for key, value, options in [
            ("a", "b", {}),
            ("a", 'x; y, "z" \u00e9\n', {}),
            ("__Host-a", "", {"path": "/", "secure": True, "httponly": True, "samesite": "strict"}),
            ("a", "b", {"path": None}),
            ("a", "b", {"path": "/p\u00e4th/a b", "domain": "shop.example"}),
            ("a", "b", {"expires": 0}),
            ("a", "b", {"expires": "Thu, 01 Jan 1970 00:00:00 GMT", "max_age": 5}),
            ("a", "b", {"samesite": "other"}),
            ("a", "b", {"domain": "localhost"}),
            ("a", "b", {"domain": "b\u00fccher.example:80"}),
            ("a.b-c_d", "1", {"path": "/a,b=c&d"}),
        ]:
            yield twin("cookie-attributes", "set_cookie", key, value, options, way)


def charsets(rng):
    """Encodings that a client should not choose."""
    inner = word(rng)
    text = f"+ADw-{inner}+AD4-"
    for charset in some(rng, ["utf-7", "UTF7", "unicode_1_1_utf_7", "utf_7"], 2):
        yield attack("client-charsets", "part_text", (charset, text), text, "absent", *INVALID)
    for charset in some(rng, ["zip", "base64", "rot13", "hex", word(rng), "nosuch", "bz2", "uu", "utf-8-nosuch"], 3):
        yield attack("client-charsets", "part_text", (charset, inner), inner, "absent", *INVALID)
    for charset, odd, _plain in some(
        rng,
        [
            ("unicode_escape", "\\x3c" + inner, None),
            ("raw_unicode_escape", "\\u003c" + inner, None),
            ("utf-16", inner * 2, None),
            ("cp037", inner, None),
            ("punycode", f"{inner}-x", None),
            ("undefined", inner, None),
            ("utf-32", inner * 4, None),
        ],
        3,
    ):
        yield attack("client-charsets", "part_text", (charset, odd), odd, "absent", *INVALID)
    for way in ("parse", "request", "form"):
        charset = rng.choice(["zip", "hex", "nosuch", "undefined", word(rng)])
        names = {"request": "text/plain", "parse": "attachment", "form": "form-data; name=f"}
        header, name = f"{names[way]}; filename*={charset}''{inner}", "filename"
        yield attack("client-charsets", "option", (header, name, way), inner, "absent", *INVALID)
        header = f"{names[way]}; filename*=utf-7''+ADw-{inner}"
        yield attack("client-charsets", "option", (header, name, way), f"+ADw-{inner}", "absent", *INVALID)
        header = f"{names[way]}; filename*=utf-8''{inner}%FF"
        yield attack(
            "client-charsets",
            "option",
            (header, name, way),
            f"{inner}\ufffd",
            f"{inner}%FF",
            f"{inner}\u00ff",
            inner,
            "absent",
            *INVALID,
        )


def charsets_twins():
    """Encodings that clients choose."""
    for charset in ("utf-8", "UTF-8", "ascii", "us-ascii", "iso-8859-1", "ISO-8859-1"):
        for text in ("plain", "a b+c", "\u00c3\u00a9"):
            yield twin("client-charsets", "part_text", charset, text)
    for way, kind in (("parse", "attachment"), ("request", "text/plain"), ("form", "form-data; name=f")):
        for option in (
            "filename=a.txt",
            'filename="a b.txt"',
            "filename*=utf-8''%C3%A9.txt",
            "filename*=UTF-8'en'a%20b",
            "filename*=iso-8859-1''%E9",
            "filename*0*=utf-8''a%20; filename*1=b",
            "filename*0=a; filename*1=b",
            "filename*=us-ascii''x",
            'name2="q\\"q"',
        ):
            yield twin("client-charsets", "option", f"{kind}; {option}", "filename", way)


def underscores(rng):
    """Headers that would be taken for those of a proxy."""
    pairs = [
        ("X-Forwarded-For", "X_Forwarded_For"),
        ("X-Real-Ip", "X-Real_Ip"),
        ("X-Remote-User", "X_REMOTE_USER"),
        ("Content-Length", "Content_Length"),
    ]
    for true, false in some(rng, pairs, 3):
        value, key = word(rng), f"HTTP_{true.upper().replace('-', '_')}"
        alone = [f"Host: shop.example\r\n{false}: {value}\r\n", f"{false}: {value}\r\nHost: shop.example\r\n"]
        if true == "Content-Length":
            key = "CONTENT_LENGTH"
        if rng.random() < 0.5 or key == "CONTENT_LENGTH":
            yield attack(
                "underscored-headers", "seen", (f"GET / HTTP/1.1\r\n{rng.choice(alone)}\r\n", [key]), {"body": ""}, {}
            )
        else:
            both = rng.choice([f"{true}: real\r\n{false}: {value}\r\n", f"{false}: {value}\r\n{true}: real\r\n"])
            yield attack(
                "underscored-headers", "seen", (f"GET / HTTP/1.1\r\n{both}\r\n", [key]), {key: "real", "body": ""}, {}
            )
    yield attack(
        "underscored-headers",
        "seen",
        ("POST / HTTP/1.1\r\nTransfer_Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", ["wsgi.input_terminated"]),
        {"body": ""},
        {},
    )


def underscores_twins():
    """Headers as they are sent."""
    keys = [
        "HTTP_X_FORWARDED_FOR",
        "HTTP_HOST",
        "CONTENT_LENGTH",
        "CONTENT_TYPE",
        "PATH_INFO",
        "QUERY_STRING",
        "REQUEST_METHOD",
        "HTTP_COOKIE",
        "REMOTE_ADDR",
    ]
    for request in (
        "GET / HTTP/1.1\r\nHost: shop.example\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n",
        "GET /a%20b?c=d_e HTTP/1.1\r\nHost: a_b.example\r\nX-Forwarded-For: a_b\r\nX-Forwarded-For: c\r\n\r\n",
        "POST /x HTTP/1.0\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nCookie: a_b=c\r\n\r\nab",
        "PUT //x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "GET http://abs.example/p HTTP/1.1\r\nHost: shop.example\r\n\r\n",
    ):
        yield twin("underscored-headers", "seen", request, keys)


def logs(rng):
    """Requests that write more than their line to the log, or to the terminal that shows it."""
    bad = [
        f"%C2%9B{rng.randint(30, 37)}m",
        "%C2%9D0;title%C2%9C",
        "%C2%90q",
        f"\x1b]0;{word(rng)}\x07",
        "\x1b[2J",
        "\x9b2J",
        "\x08" * 5,
        "\x7f",
    ]
    for text in some(rng, bad, 4):
        method = rng.choice(["GET", "POST", "HEAD"])
        path = rng.choice([f"/{text}", f"/{word(rng)}?{text}", f"/{word(rng)}/{text}/x"])
        yield attack("log-lines", "logged", (f"{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n",), [1, []], [2, []])


def logs_twins():
    """Requests that are logged as they are."""
    for request in (
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /%C3%A9%20x?a=b HTTP/1.0\r\n\r\n",
        "HEAD http://x/y HTTP/1.1\r\n\r\n",
        "GET /%0A%1b HTTP/1.1\r\n\r\n",
        "BREW /pot HTTP/1.1\r\n\r\n",
    ):
        yield twin("log-lines", "served", request)


def pages(rng):
    """Texts of strangers on the debugger's pages."""
    element = rng.choice(ELEMENTS)
    text = rng.choice(
        [f"<{element}>", f"<{element} onload=alert({rng.randint(1, 9)})>", f"{word(rng)}<{element} src=x>"]
    )
    for kind in ("pattern", "number", "float", "class", "module"):
        inside = rng.choice(["value", "list", "dict"] + (["key"] if kind in ("pattern", "number") else []))
        yield attack("debug-pages", "shows", (kind, text, inside, element), [True, False])
    for way in ("app", "made"):
        for kind in ("ValueError", "KeyError", "SyntaxError"):
            title = f"{word(rng)}</title><{element}>"
            shown = f"'{title}'" if kind == "KeyError" else title
            expected = {"tags": [], "title": f"{kind}: {shown}", "scripts": 2}
            yield attack("debug-pages", "failing", (title, kind, way), expected)


def pages_twins():
    """Pages of harmless things."""
    for kind in ("pattern", "number", "text", "class", "module"):
        for text in ("plain", "a&b", "7 < 8", "it's", 'q"q', "\u00e9"):
            for inside in ("value", "list", "dict"):
                yield twin("debug-pages", "debugged", kind, text, inside)
    for kind in ("ValueError", "KeyError", "SyntaxError"):
        yield twin("debug-pages", "failing", "plain it's", kind, "app")


def profiles(rng):
    """Methods that lead out of the profiler's directory."""
    name = word(rng)
    methods = [f"../{name}", f"../../{name}", f"GET/../../{name}", f"«root»/{name}", f"GET/../../../{name}"]
    for method in some(rng, methods, 3):
        template = rng.choice([None, "{method}.{path}.prof", "{method}-{time:.0f}"])
        good = {"outside": 0, "inside": 1, "said": "fine"}
        yield attack(
            "profile-files",
            "profiled",
            (method, f"/{word(rng)}", template),
            good,
            {**good, "inside": 0},
            {**good, "inside": 0, "said": "refused"},
        )


def profiles_twins():
    """Methods and paths as they are."""
    for method in ("GET", "POST", "BREW"):
        for path in ("/", "/a/b", "/../x", "/a b", "//x"):
            yield twin("profile-files", "profile_names", method, path, "{method}.{path}.prof")
    yield twin("profile-files", "profiled", "GET", "/a", None)
