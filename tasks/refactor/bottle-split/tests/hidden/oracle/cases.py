"""Sessions on the notice board, a frozen set and random ones; see driver.py."""

import random
from urllib.parse import quote, urlencode

ROOT = {"HTTP_AUTHORIZATION": "Basic cm9vdDp4Onk="}
FORM = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}
PARTS_TYPE = "multipart/form-data; boundary=xyz"
PARTS = {"CONTENT_TYPE": PARTS_TYPE}
JSON = {"CONTENT_TYPE": "application/json"}
CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked"}


def get(address, **headers):
    """A plain request."""
    return ["GET", address, "", headers]


def post(address, **fields):
    """A form sent."""
    return ["POST", address, urlencode(fields), FORM]


def send(address, *parts, **headers):
    """Multipart: `(name, filename or None, content)`."""
    body = ""
    for name, filename, content in parts:
        file = f'; filename="{filename}"\r\nContent-Type: text/x-{name}' if filename is not None else ""
        body += f'--xyz\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{content}\r\n'
    return ["POST", address, body + "--xyz--\r\n", PARTS | headers]


def latin(text):
    """Text as UTF-8 bytes, one character for each."""
    return text.encode().decode("latin1")


NOTES = [
    post("/notes", text="one two"),
    post("/notes", text="<b>ü</b>", hot="1"),
    post("/notes", text="three", hot="x"),
]
SESSIONS = {
    "empty": [get("/"), ["HEAD", "/", "", {}], get("/?x=1"), get("//")],
    "write": [*NOTES, get("/"), get("/notes/0"), get("/notes/1", HTTP_ACCEPT="text/json"), get("/notes/2")],
    "redirect-1.1": [
        ["POST", "/notes", "text=a", FORM | {"SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "b.example:8080"}]
    ],
    "full": [*NOTES, post("/notes", text="four"), get("/")],
    "no-text": [post("/notes"), ["POST", "/notes", "", {}], ["POST", "/notes", "text=%FF", FORM]],
    "delete": [*NOTES, ["DELETE", "/notes/0", "", {}], ["DELETE", "/notes/9", "", {}], get("/")],
    "patch": [
        *NOTES,
        *(["PATCH", "/notes/0", body, JSON] for body in ('{"text": "new \\u00fc"}', "{")),
        get("/notes/0"),
    ],
    "missing": [get("/notes/7"), get("/notes/-1"), get("/notes/x"), get("/nothing/ü"), get("/notes/")],
    "not-allowed": [
        ["PUT", "/notes", "", {}],
        ["POST", "/", "", {}],
        ["OPTIONS", "/notes/1", "", {}],
        ["HEAD", "/notes", "", {}],
    ],
    "account": [get("/who"), post("/in", name="Änn"), get("/who"), get("/"), get("/out"), get("/who")],
    "forged": [
        get("/who", HTTP_COOKIE='user="!abc?def"'),
        get("/who", HTTP_COOKIE="user=ann"),
        get("/who", HTTP_COOKIE="; ;="),
    ],
    "proxies": [get("/who", HTTP_X_FORWARDED_FOR="1.1.1.1 , 2.2.2.2"), get("/who", REMOTE_ADDR="3.3.3.3")],
    "echo": [[m, "/echo?q=ü", "", {"HTTP_X_FORWARDED_HOST": "front"}] for m in ("GET", "POST", "TRACE", "OWN", "HEAD")],
    "floats": [get("/1.5/half"), get("/-3/half"), get("/1.2.3/half"), get("/./half"), get("/1e5/half")],
    "search": [
        get("/search/a,b/c/d?n=2"),
        get("/search/a/"),
        get("/search/a%2Cb/c?n=x"),
        get("/search/ä/x"),
        get("/search/a b/c"),
    ],
    "upload": [
        send("/files", ("a", latin("ä b.txt"), "one"), ("b", None, "field")),
        get("/files/a-b.txt"),
        get("/files/a-b.txt?as=x"),
    ],
    "upload-twice": [send("/files", ("a", "n.txt", "1")), send("/files", ("a", "n.txt", "2")), get("/files/n.txt")],
    "upload-force": [
        send("/files", ("a", "n.txt", "1")),
        send("/files?force", ("a", "n.txt", "2")),
        get("/files/n.txt"),
    ],
    "upload-names": [
        send("/files", ("a", "../../x", "1"), ("b", "C:\\dir\\y.z", "2"), ("c", "...", "3"), ("d", "", "4"))
    ],
    "upload-large": [
        send("/files", ("a", "large", "0123456789" * 20000)),
        get("/files/large", HTTP_RANGE="bytes=199990-"),
    ],
    "upload-broken": [
        ["POST", "/files", b, {"CONTENT_TYPE": k}] for b, k in (("--xyz\r\nrubbish", PARTS_TYPE), ("x", "multipart/x"))
    ],
    "outside": [send("/files", ("a", "n", "1")), get("/files/../list.html"), get("/files/none"), get("/files/")],
    "admin": [
        get("/admin/"),
        get("/admin/", **ROOT),
        post("/admin/clear"),
        ["POST", "/admin/clear", "", ROOT],
        get("/admin"),
    ],
    "admin-notes": [
        *NOTES,
        get("/admin/", **ROOT),
        ["POST", "/admin/clear", "", ROOT],
        get("/"),
        get("/admin/none", **ROOT),
    ],
    "admin-fails": [get("/admin/fail"), get("/admin/fail", HTTP_HOST="<x>"), get("/admin/fail")],
    "chunked": [["POST", "/notes", "5\r\ntext=\r\n3\r\na+b\r\n0\r\n\r\n", FORM | CHUNKED], get("/")],
}
RULES = {
    "/a/<b>": {"b": "x y"},
    "/<n:int>/z": {"n": -12},
    "/f/<x:float>": {"x": 2.5},
    "/p/<p:path>/end": {"p": "a/b/c"},
    "/r/<r:re:[a-c]{2}>-<s>": {"r": "ab", "s": "tail"},
    "/plain": {"q": "a&b=ü"},
    "/<a>/<b>/<c>": {"a": "1", "b": "2", "c": "3"},
}
APP = "import bottle\napp = bottle.Bottle()\napp.route('/', callback=lambda: str(sorted(app.config.items())))\n"
MODULE = "import bottle\nbottle.route('/', callback=lambda: 'module')\nbottle.run()\n"
FILES = {
    "site_app.py": APP,
    "site_mod.py": MODULE,
    "o.ini": "[bottle]\na = 1\n[x.Y]\nz\n",
    "o.json": '{"x": {"y": [1]}}',
    "bad.json": "{",
}
COMMANDS = {
    "version": ["--version"],
    "none": [],
    "wrong": ["--wrong"],
    "plain": ["-s", "report", "site_app:app"],
    "module": ["-s", "report", "site_mod"],
    "bind": ["-b", "[::1]", "-s", "report", "site_app:app"],
    "port": ["-b", ":90", "-s", "report", "--debug", "site_app:app"],
    "configured": ["-c", "o.ini", "-c", "o.json", "-C", "flag", "-C", "k=v=w", "-s", "report", "site_app:app"],
    "bad-json": ["-c", "bad.json", "-s", "report", "site_app:app"],
    "missing": ["-c", "none.json", "-s", "report", "site_app:app"],
    "no-app": ["-s", "report", "site_app:nothing"],
}
REBOUND = {"ERROR_PAGE_TEMPLATE": "own {{e.status_code}}", "TEMPLATE_PATH": ["elsewhere"], "DEBUG": True, "NORUN": True}
WORDS = [
    "a",
    "<b>",
    "&",
    "ü",
    "{{x}}",
    "{{!x}}",
    "{{'%' + x}}",
    "%",
    "\\",
    "'",
    '"',
    "{{n * 2}}",
    "{{get('y', 1)}}",
    " ",
    "#",
]


def corpus():
    """The frozen cases."""
    cases = [case("session", name, "session", script) for name, script in SESSIONS.items()]
    cases += [
        case("addresses", str(i), "there_and_back", rule, values) for i, (rule, values) in enumerate(RULES.items())
    ]
    cases += [case("command", name, "command", arguments, FILES) for name, arguments in COMMANDS.items()]
    cases += [case("rebound", name, "rebound", name, value) for name, value in REBOUND.items()]
    cases += [case("files", name, "clock_free", name) for name in ("a.txt", "b.html", "c", "d.tar.bz2")]
    cases += [case("module", "facts", "module_facts")]
    cases += [random_templates(random.Random(n), f"frozen-{n}") for n in range(4)]
    return cases + [random_layers(random.Random(n), f"frozen-{n}") for n in range(4)]


def case(group, name, function, *args):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def generate(seed, count):
    """`count` random cases; the same for the same seed."""
    makers = [random_session, random_session, random_templates, random_layers]
    return [makers[n % 4](random.Random(f"{seed}/{n}"), f"random-{n}") for n in range(count)]


def random_session(rng, name):
    """A visit of random length."""
    return case("session", name, "session", [random_step(rng) for _ in range(rng.randrange(3, 9))])


def random_step(rng):
    """One thing that a visitor may do."""
    text = "".join(rng.choices("ab <>&ü%\"'\\", k=rng.randrange(9)))
    steps = [
        post("/notes", text=text, hot=str(rng.randrange(2))),
        get(f"/notes/{rng.randrange(-1, 4)}", HTTP_ACCEPT=rng.choice(["json", "text/html"])),
        ["DELETE", f"/notes/{rng.randrange(3)}", "", {}],
        post("/in", name=text),
        get("/who"),
        get("/"),
        send("/files" + rng.choice(["", "?force"]), ("f", latin(text.replace('"', "")), latin(text))),
        get(
            "/files/" + rng.choice(["a", "b", "empty", "a-b"]),
            HTTP_RANGE=f"bytes={rng.randrange(4)}-{rng.choice(['', 3])}",
        ),
        get("/search/" + rng.choice(["a,b", "ab", ","]) + "/" + quote(text or "x")),
        ["PATCH", "/notes/0", rng.choice(['{"hot": 1}', '{"text": "p q"}', "[]", ""]), JSON],
    ]
    return rng.choice(steps)


def random_templates(rng, name):
    """Templates out of words and blocks."""
    sources = []
    for _ in range(12):
        lines = ["".join(rng.choices(WORDS, k=5)) for _ in range(4)]
        lines[1:1] = rng.choice(
            [[], ["% for i in range(n):"], ["% if n:"], ["<%", "z = 1", "%>"], ["% end"], ["% # c"]]
        )
        sources.append("\n".join([*lines, rng.choice(["% end", "", "{{z}}", "\\"])]) + "\n")
    return case("templates", name, "digest_of_templates", sources, {"x": "<i>", "n": rng.randrange(3)})


def random_layers(rng, name):
    """Writes to layers of configuration."""
    writes = [[rng.randrange(3), rng.choice("abc"), rng.choice([None, 1, 2, "x"])] for _ in range(20)]
    return case("configuration", name, "layered", writes)
