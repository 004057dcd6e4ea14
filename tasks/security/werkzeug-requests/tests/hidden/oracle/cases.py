"""A reception desk: a small application of the library's own documented parts, asked from the command line as a server
would ask it. What is right is computed here from the request by hand; the original is never asked."""

import json
import random

DESK = """\
import io, json, sys
from werkzeug import exceptions, utils, wrappers


class Visit(wrappers.Request):
    max_content_length = 200_000
    max_form_memory_size = 100_000
    trusted_hosts = ["desk.example", ".guests.example"]


def handle(visit):
    if visit.path == "/host":
        return wrappers.Response(visit.host_url)
    if visit.path == "/cookies":
        return wrappers.Response(json.dumps(sorted(visit.cookies.items(multi=True))))
    if visit.path == "/form":
        held = sum(len(value) for value in visit.form.values())
        return wrappers.Response(json.dumps([len(visit.form), held, len(visit.files)]))
    if visit.path == "/body":
        return wrappers.Response(str(len(visit.get_data())))
    if visit.path == "/length":
        return wrappers.Response(str(visit.content_length))
    if visit.path == "/text":
        return wrappers.Response(json.dumps(visit.form["f"]))
    if visit.path == "/set":
        response = wrappers.Response("set")
        response.set_cookie("seat", visit.args["value"], path=visit.args["path"])
        return response
    return utils.append_slash_redirect(visit.environ)


def desk(environ, began):
    try:
        response = handle(Visit(environ))
    except exceptions.HTTPException as refusal:
        response = refusal.get_response(environ)
    except ValueError:
        response = wrappers.Response("no", 400)
    return response(environ, began)


answers = []
for given in json.load(sys.stdin):
    body = (given.pop("body", "") * given.pop("times", 1) + given.pop("end", "")).encode("latin1")
    environ = {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": "",
        "SERVER_NAME": "desk.example", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr, "CONTENT_LENGTH": str(len(body)), **given,
    }
    if environ.get("HTTP_TRANSFER_ENCODING"):
        environ["wsgi.input_terminated"] = True
        del environ["CONTENT_LENGTH"]
    seen = []
    def start(status, headers, exc_info=None):
        seen.extend([int(status[:3]), dict(headers)])
    data = b"".join(desk(environ, start))
    told = [value for value in (seen[1].get("Location"), seen[1].get("Set-Cookie")) if value]
    answers.append([seen[0], *(told or [data.decode() if seen[0] == 200 else ""])])
print(json.dumps(answers))
"""
FORM = "multipart/form-data; boundary=BB"
ENCODED = "application/x-www-form-urlencoded"


def corpus():
    """Frozen days at the desk."""
    rng = random.Random(8_811)
    return [day(rng, f"frozen-{at}") for at in range(12)]


def generate(seed, count):
    """Days drawn anew."""
    rng = random.Random(seed)
    return [day(rng, f"drawn-{at}") for at in range(count)]


def day(rng, name):
    """Some twenty visits of one day, sound and hostile ones mixed."""
    visits, right = zip(*(rng.choice(KINDS)(rng) for _ in range(20)), strict=True)
    return {
        "id": f"days/{name}",
        "group": "days",
        "argv": ["{python}", "desk.py"],
        "files": {"desk.py": DESK},
        "stdin": json.dumps(visits),
        "expected": {"exit": 0, "stdout": json.dumps(right) + "\n"},
    }


def name_of(rng):
    return "".join(rng.choice("klmnoprstu") for _ in range(rng.randint(3, 8)))


def host(rng):
    own, evil = name_of(rng), name_of(rng)
    good = [
        ("desk.example", "desk.example"),
        ("desk.example:80", "desk.example"),
        ("desk.example:81", "desk.example:81"),
        (f"{own}.guests.example", f"{own}.guests.example"),
    ]
    bad = [
        f"{evil}.test",
        f"desk.example:1@{evil}.test",
        f"{evil}.test/.guests.example",
        f"desk.example.{evil}.test",
        f"{evil}.test?x.guests.example",
        f"xdesk.example:{evil}",
    ]
    if rng.random() < 0.5:
        asked, seen = rng.choice(good)
        return {"PATH_INFO": "/host", "HTTP_HOST": asked}, [200, f"http://{seen}/"]
    return {"PATH_INFO": "/host", "HTTP_HOST": rng.choice(bad)}, [400, ""]


def cookies(rng):
    pairs, parts = [], []
    for _ in range(rng.randint(1, 4)):
        key, value = name_of(rng), name_of(rng)
        if rng.random() < 0.3:
            parts.append(f"=__Host-{key}={value}")
        else:
            pairs.append([key, value])
            parts.append(f"{key}={value}")
    return {"PATH_INFO": "/cookies", "HTTP_COOKIE": "; ".join(parts)}, [200, json.dumps(sorted(pairs))]


def parts(rng):
    count = rng.choice([3, 900, 1_000, 1_001, 1_200])
    body = '--BB\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'
    visit = {"PATH_INFO": "/form", "CONTENT_TYPE": FORM, "body": body, "times": count, "end": "--BB--\r\n"}
    return visit, [200, json.dumps([1, 1, 0])] if count <= 1_000 else [413, ""]


def memory(rng):
    size, count = rng.choice([(30_000, 2), (30_000, 3), (30_000, 4), (9_000, 15), (160_000, 1)])
    body = '--BB\r\nContent-Disposition: form-data; name="f"\r\n\r\n' + "y" * size + "\r\n"
    visit = {"PATH_INFO": "/form", "CONTENT_TYPE": FORM, "body": body, "times": count, "end": "--BB--\r\n"}
    return visit, [200, json.dumps([1, size, 0])] if size * count <= 100_000 else [413, ""]


def body(rng):
    size, announced = rng.choice([10, 100_000, 200_000, 200_001, 300_000]), rng.random() < 0.5
    visit = {"PATH_INFO": "/body", "CONTENT_TYPE": "text/plain", "body": "z", "times": size}
    if not announced:
        visit["HTTP_TRANSFER_ENCODING"] = "chunked"
    return visit, [200, str(size)] if size <= 200_000 else [413, ""]


def length(rng):
    n = rng.randint(2, 99)
    text, seen = rng.choice(
        [
            (str(n), n),
            (f"0{n}", n),
            (f"-{n}", 0),
            (f"+{n}", None),
            (f"{n}_1", None),
            (f"{n}x", None),
            (chr(0x0660 + n % 10), None),
        ]
    )
    return {"PATH_INFO": "/length", "CONTENT_LENGTH": text}, [200, str(seen)]


def text(rng):
    own = name_of(rng)
    charset, sent, seen = rng.choice(
        [
            ("utf-8", "\xc3\xa9", "\xe9"),
            ("iso-8859-1", "\xe9", "\xe9"),
            ("ascii", own, own),
            ("utf-7", "+ADw-", "+ADw-"),
            ("nosuch", own, own),
            ("hex", "6162", "6162"),
        ]
    )
    head = f'Content-Disposition: form-data; name="f"\r\nContent-Type: text/plain; charset={charset}'
    content = f"--BB\r\n{head}\r\n\r\n{sent}\r\n--BB--\r\n"
    return {"PATH_INFO": "/text", "CONTENT_TYPE": FORM, "body": content}, [200, json.dumps(seen)]


def seat(rng):
    value, path = name_of(rng), name_of(rng)
    return {"PATH_INFO": "/set", "QUERY_STRING": f"value={value}&path=/{path}"}, [200, f"seat={value}; Path=/{path}"]


def slash(rng):
    path, query = name_of(rng), rng.choice(["", "q=1"])
    return {"PATH_INFO": f"/a/{path}", "QUERY_STRING": query}, [308, f"{path}/" + (f"?{query}" if query else "")]


def encoded(rng):
    size = rng.choice([5_000, 99_000, 120_000])
    visit = {"PATH_INFO": "/form", "CONTENT_TYPE": ENCODED, "body": "v", "times": size}
    if rng.random() < 0.6:
        visit["HTTP_TRANSFER_ENCODING"] = "chunked"
    return visit, [200, json.dumps([1, 0, 0])] if size <= 100_000 else [413, ""]


KINDS = (host, cookies, parts, memory, body, length, text, seat, slash, encoded)
