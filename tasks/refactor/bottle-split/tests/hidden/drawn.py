"""Random cases: each is a function of its seed and number alone."""

import random

from frozen_http import PROPERTIES
from shape import SECRET, case, part

ALPHABET = "abcxyz019-_.~%+ /<>&'\"=;,?#äß€"


def generate(seed, count):
    """`count` random cases; the same for the same seed."""
    return [random_case(random.Random(f"{seed}:{number}"), number) for number in range(count)]


def random_case(rng, number):
    """A case of a random kind."""
    kind, make = rng.choice(sorted(KINDS.items()))
    group, function, args, kwargs = make(rng)
    return case(group, f"random-{number}-{kind}", function, *args, **kwargs)


def text(rng, longest=12, alphabet=ALPHABET):
    """A short string over an alphabet of characters that matter somewhere."""
    return "".join(rng.choices(alphabet, k=rng.randrange(longest + 1)))


def latin(value):
    """Text as it stands in a WSGI environment: one character per UTF-8 byte."""
    return value.encode().decode("latin1")


def random_routes(rng):
    """Rules out of random pieces, and paths that follow them more or less."""
    pieces = [
        "a",
        "b-c",
        "<x>",
        "<y:int>",
        "<z:float>",
        "<p:path>",
        "<r:re:[a-f]+>",
        "<s:csv>",
        "<:re:q+>",
        "<w:re:(x|yy)>",
    ]
    rules, paths = [], []
    for _ in range(rng.randrange(2, 9)):
        chosen = rng.sample(pieces, rng.randrange(1, 4))
        rules.append(["/" + "/".join(chosen), rng.choice(["GET", "POST", "ANY", "PUT", "HEAD"]), None])
        for _ in range(4):
            fill = {"<": ["a", "12", "-3", "1.5", "abc", "qq", "x", "yy", "a,b", "a/b", "ä", ""]}
            paths.append("/" + "/".join(rng.choice(fill.get(piece[0], [piece])) for piece in chosen))
    asked = [[rng.choice(["GET", "POST", "HEAD", "PUT", "OPTIONS"]), rng.choice(paths)] for _ in range(16)]
    return "routing", "route", [rules, asked], {}


def random_template(rng):
    """Nested blocks, inline expressions and text."""
    variables = {"x": text(rng), "n": rng.randrange(4), "items": [text(rng, 4) for _ in range(rng.randrange(4))]}

    def block(depth):
        lines = []
        for _ in range(rng.randrange(1, 4)):
            opening = rng.choice(["if n > 1:", "for item in items:", "while n and False:", "if x:"])
            plain = [
                text(rng, 20, "ab <>&%\\'\" ").replace("\n", ""),
                "{{x}} {{!x}}",
                "{{n + 1}}{{'}}'}}",
                "% y = n * 2",
                "<% z = [1,\n 2] %>",
            ]
            lines += (
                ["% " + opening, *block(depth - 1), "% end"] if depth and rng.random() < 0.5 else [rng.choice(plain)]
            )
        return lines

    return "templates", "render", ["\n".join(block(3)), variables], {}


def random_upload(rng):
    """A multipart body with random names, contents and flaws."""
    body = ""
    for _ in range(rng.randrange(4)):
        name = latin(text(rng, 8)).replace('"', "'")
        file = f'; filename="{latin(text(rng, 8)).replace(chr(34), "")}"' if rng.random() < 0.5 else ""
        headers = [
            f'Content-Disposition: form-data; name="{name}"{file}',
            *rng.sample(["X-A: b", "Content-Type: text/x"], rng.randrange(3)),
        ]
        body += part(headers, latin(text(rng, 40, ALPHABET + "\r\n\0")))
    body += rng.choice(["--B--\r\n"] * 5 + ["--B--", "", "--B\r\n", "--B--\r\nrest"])
    return "forms", "upload", [body, "multipart/form-data; boundary=B"], {"limit": rng.choice([102400, 102400, 64])}


def random_form(rng):
    """A url-encoded body."""
    return "forms", "upload", [latin(text(rng, 60, ALPHABET + "&&&==%%20")), "application/x-www-form-urlencoded"], {}


def random_headers(rng):
    """Header values, queries and ranges."""
    values = [[text(rng, 30, 'ab=;,"\\ q./*' + "xä")] for _ in range(8)]
    ranges = ",".join(f"{rng.choice(['', rng.randrange(25)])}-{rng.choice(['', rng.randrange(25)])}" for _ in range(3))
    choice = rng.randrange(3)
    if choice == 0:
        return "functions", "apply_each", ["_parse_http_header", *values], {}
    if choice == 1:
        return "functions", "apply_each", ["_parse_qsl", *values], {}
    return "functions", "apply_each", ["parse_range_header", [f"bytes={ranges}", rng.randrange(25)]], {}


def random_cookies(rng):
    """Cookies with random options, and a header to read."""
    options = {
        "path": f"/{text(rng, 4, 'ab')}",
        "max_age": rng.randrange(99),
        "secure": rng.random() < 0.5,
        "samesite": rng.choice(["lax", "None"]),
    }
    kept = {key: options[key] for key in rng.sample(sorted(options), rng.randrange(4))}
    rows = [["n" + text(rng, 3, "abc") + str(i), text(rng), kept] for i in range(3)]
    if rng.random() < 0.5:
        rows = [[name, [value, rng.randrange(9)], {**kept, "secret": SECRET}] for name, value, kept in rows]
    return "responses", "cookies", [rows, SECRET], {}


def random_static(rng):
    """A file with random content, range and method."""
    content = text(rng, 30, "0123456789")
    value = f"bytes={rng.choice(['', rng.randrange(30)])}-{rng.choice(['', rng.randrange(30)])}"
    return (
        "files",
        "static",
        ["a.txt", {"a.txt": content}, {}],
        {"HTTP_RANGE": value, "method": rng.choice(["GET", "HEAD"])},
    )


def random_request(rng):
    """A request environment."""
    env = {
        "PATH_INFO": latin(text(rng)),
        "SCRIPT_NAME": latin(text(rng, 6)),
        "QUERY_STRING": latin(text(rng, 20, ALPHABET + "&=")),
    }
    env |= {"HTTP_X_" + text(rng, 3, "ABC"): latin(text(rng)), "HTTP_HOST": rng.choice(["h", "h:8", None])}
    return "requests", "inspect_request", [env, PROPERTIES], {}


def random_container(rng):
    """Operations on a dictionary."""
    kind = rng.choice(["MultiDict", "FormsDict", "HeaderDict"])
    key = lambda: text(rng, 2, "aB-_")  # noqa: E731 - drawn anew for each operation
    makers = [
        ["append", 2],
        ["replace", 2],
        ["getall", 1],
        ["get", 1],
        ["__contains__", 1],
        ["__delitem__", 1],
        ["pop", 1],
    ]
    operations = [[name, *(key() for _ in range(count))] for name, count in rng.choices(makers, k=12)]
    return "containers", "operate", [kind, {key(): text(rng, 3) for _ in range(3)}, operations], {}


def random_configuration(rng):
    """Writes and deletions in layered configuration."""
    keys = ["a", "b.c", "port"]
    operations = []
    for _ in range(12):
        layer, key = rng.choice(["root", "middle", "leaf"]), rng.choice(keys)
        operations.append(
            rng.choice(
                [[layer, "__setitem__", key, rng.randrange(3)], [layer, "__delitem__", key], [layer, "get", key]]
            )
        )
    return "containers", "configure", [operations], {}


def random_shift(rng):
    """Path segments moved about."""
    script, path = (latin(text(rng, 8, "ab//ä")) for _ in range(2))
    return "requests", "shift", [script, path, [rng.randrange(-3, 4) for _ in range(4)]], {}


KINDS = {
    "routes": random_routes,
    "template": random_template,
    "upload": random_upload,
    "form": random_form,
    "headers": random_headers,
    "cookies": random_cookies,
    "static": random_static,
    "request": random_request,
    "container": random_container,
    "configuration": random_configuration,
    "shift": random_shift,
}
