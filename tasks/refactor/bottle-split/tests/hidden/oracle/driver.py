"""A second opinion on behaviour: a notice board served by the framework, used through whole sessions of requests.

Where the other suites call parts of the framework one by one, this one plays a visitor: every entry point takes a
script of requests, keeps cookies like a browser, and returns the transcript. It holds no expected value.
"""

# ruff: noqa: SLF001 - private names are part of what must stay

import contextlib
import hashlib
import io
import json
import os
import sys
import time
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import bottle

PAGES = {
    "layout.html": "<title>{{title or 'Board'}}</title>\n{{!base}}\n"
    "% if defined('user') and user:\nHi {{user}}\n% end\n",
    "list.html": "% rebase('layout.html', title=title)\n% for n, note in enumerate(notes):\n"
    "  <p id={{n}}>{{note['text']}}\\\\\n"
    "</p>{{!'<b>!</b>' if note.get('hot') else ''}}\n% end\n% if not notes:\nnothing yet\n% end\n",
    "one.html": "<% words = text.split()\nlongest = max(words, key=len) if words else '' %>\n"
    "{{len(words)}} words, {{longest}}\n",
}
VOLATILE = {"Date", "Server", "Etag", "Last-Modified"}
SECRET = "board"


def board():
    """The application: notes, accounts, files and an administration mounted below /admin/."""
    for name, text in PAGES.items():
        with open(name, "w") as handle:
            handle.write(text)
    app, notes = bottle.Bottle(), []
    app.config.load_dict({"board": {"title": "Notes <1>", "limit": 3}})
    public(app, notes)
    accounts(app)
    uploads(app)
    app.mount("/admin/", administration(notes))
    app.install(counted(app))
    return app


def public(app, notes):
    """Reading and writing notes."""

    @app.get("/")
    @bottle.view("list.html")
    def index():
        user = bottle.request.get_cookie("user", secret=SECRET)
        return {"notes": notes, "title": app.config["board.title"], "user": user}

    @app.post("/notes")
    def create():
        text = bottle.request.forms.text or bottle.abort(400, "No text")
        if len(notes) >= app.config["board.limit"]:
            raise bottle.HTTPResponse("full", 409, Retry_After="60")
        notes.append({"text": text, "hot": bottle.request.forms.get("hot", type=int)})
        bottle.redirect(app.get_url("note", number=len(notes) - 1))

    @app.route("/notes/<number:int>", ["GET", "DELETE", "PATCH"], name="note")
    def note(number):
        if not -1 < number < len(notes):
            return bottle.HTTPError(404, f"No note {number}", missing="yes")
        if bottle.request.method == "DELETE":
            return notes.pop(number)
        if bottle.request.method == "PATCH":
            notes[number].update(bottle.request.json or {})
        bottle.response.set_header("X-Words", str(len(notes[number]["text"].split())))
        wants_json = "json" in bottle.request.get_header("Accept", "")
        return notes[number] if wants_json else bottle.template("one.html", notes[number])

    @app.get("/search/<words:re:[\\w,]+>/<rest:path>")
    def search(words, rest):
        times = bottle.request.query.get("n", 1, type=int)
        return (f"{word}:{rest}\n" for word in words.split(",") for _ in range(times))

    @app.error(404)
    def missing(error):
        bottle.response.content_type = "text/plain"
        return f"{error.status_line} | {error.body} | {bottle.request.path}"

    app.route("/<x:float>/half", callback=lambda x: str(x / 2))
    app.route("/echo", "ANY", lambda: [bottle.request.method, " ", bottle.request.url])


def accounts(app):
    """Signing in and out."""

    @app.post("/in")
    def sign_in():
        name = bottle.request.params.getunicode("name") or "nobody"
        bottle.response.set_cookie("user", name, secret=SECRET, path="/", max_age=60, httponly=True)
        return {"in": name}

    @app.get("/out")
    def sign_out():
        bottle.response.delete_cookie("user", path="/")
        bottle.response.status = 205

    @app.get("/who")
    def who():
        return {"user": bottle.request.get_cookie("user", "nobody", secret=SECRET), "addr": bottle.request.remote_route}


def uploads(app):
    """Files in and out."""

    @app.post("/files")
    def store():
        os.makedirs("files", exist_ok=True)
        kept = []
        for name, upload in sorted(bottle.request.files.items()):
            upload.save("files", overwrite="force" in bottle.request.query)
            kept.append([name, upload.filename, upload.content_type])
        return {"kept": kept, "with": dict(bottle.request.forms)}

    @app.get("/files/<name:path>")
    def fetch(name):
        return bottle.static_file(name, "files", download=bottle.request.query.get("as", False))


def administration(notes):
    """A second application with hooks and basic authentication."""
    admin = bottle.Bottle()
    log = []
    guard = bottle.auth_basic(lambda user, password: (user, password) == ("root", "x:y"), realm="Admin")
    admin.hook("before_request")(lambda: log.append(bottle.request.path))
    admin.hook("after_request")(lambda: bottle.response.add_header("X-Seen", str(len(log))))
    admin.route("/", callback=guard(lambda: {"notes": len(notes)}))
    admin.route("/clear", "POST", callback=guard(lambda: notes.clear() or "cleared"))
    admin.route("/fail", callback=lambda: 1 // 0)
    return admin


def counted(app):
    """A plugin that numbers the answers."""
    numbers = iter(range(1, 1000))

    def plugin(callback):
        def wrapped(*args, **kwargs):
            bottle.response.set_header("X-Number", str(next(numbers)))
            return callback(*args, **kwargs)

        return wrapped

    return plugin


class Visitor:
    """Asks an application and keeps cookies; every exchange is also held to the WSGI specification."""

    def __init__(self, app):
        self.app, self.jar = validator(app), {}

    def ask(self, method, address, body="", **headers):
        """One exchange as plain data."""
        path, _, query = address.partition("?")
        env = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin1"), "QUERY_STRING": query}
        errors = io.StringIO()
        env |= {"wsgi.input": io.BytesIO(body.encode("latin1")), "wsgi.errors": errors, "SCRIPT_NAME": ""}
        env |= {"CONTENT_LENGTH": str(len(body))} if body else {}
        env |= {"HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.jar.items())} if self.jar else {}
        setup_testing_defaults(env)
        env |= headers
        seen = []
        result = self.app(env, lambda status, pairs, error=None: seen.append((status, pairs)))
        content = b"".join(result)
        result.close()
        status, pairs = seen[-1]
        self.keep(value for name, value in pairs if name == "Set-Cookie")
        shown = sorted(f"{name}: {value}" for name, value in pairs if name not in VOLATILE)
        return [
            status,
            [line.split("; expires")[0] for line in shown],
            content,
            errors.getvalue().strip().splitlines()[-1:],
        ]

    def keep(self, cookies):
        """Put cookies into the jar as a browser would."""
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.jar[name] = value
            if "Max-Age=-1" in cookie:
                del self.jar[name]


def session(script):
    """A transcript of `[method, address, body, headers]` requests to one board."""
    visitor = Visitor(board())
    return [visitor.ask(method, address, body, **headers) for method, address, body, headers in script]


def form(**fields):
    """A url-encoded body."""
    return urlencode(fields)


def there_and_back(rule, values):
    """An address built from a rule leads back to the values that it was built from."""
    router = bottle.Router()
    router.add(rule, "GET", "target", "name")
    url = router.build("name", **values)
    return [url, router.match({"REQUEST_METHOD": "GET", "PATH_INFO": url.partition("?")[0]})]


def digest_of_templates(sources, variables):
    """Many templates, each as a digest of its output or its error."""
    digests = []
    for source in sources:
        try:
            text = bottle.template(source, dict(variables))
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
        digests.append(hashlib.sha256(text.encode()).hexdigest()[:16])
    return digests


def layered(writes):
    """A configuration with overlays behaves like a chain of dictionaries."""
    base = bottle.ConfigDict()
    layers = [base, base._make_overlay()]
    layers.append(layers[1]._make_overlay())
    for layer, key, value in writes:
        with contextlib.suppress(KeyError):
            layers[layer].__delitem__(key) if value is None else layers[layer].__setitem__(key, value)
    return [dict(layer) for layer in layers]


def command(arguments, files, environment=None):
    """The command line's own function, with a server that only reports."""
    for name, text in files.items():
        with open(name, "w") as handle:
            handle.write(text)
    os.environ.update(environment or {})
    reports = []

    class Report(bottle.ServerAdapter):
        def run(self, handler):
            reports.append([self.host, self.port, self.quiet, sorted(handler.config.items()), bottle.DEBUG])
            reports.append(Visitor(handler).ask("GET", "/")[:3])

    bottle.server_names["report"] = Report
    shown, ended = io.StringIO(), None
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        try:
            bottle._main(["prog", *arguments])
        except BaseException as error:
            ended = [type(error).__name__, str(error)]
    return [reports, shown.getvalue(), ended]


def rebound(name, value):
    """A session while a module attribute is set to something else."""
    setattr(bottle, name, value)
    sys.modules["bottle"].TEMPLATES.clear()
    visitor = Visitor(board())
    seen = [visitor.ask("GET", "/"), visitor.ask("GET", "/admin/fail")[0], visitor.ask("PUT", "/in")[0]]
    return [seen, bottle.run(board(), server="none") if value is True and name == "NORUN" else None]


def module_facts():
    """Facts on the module as a whole that programs depend on."""
    kinds = [bottle.HTTPError, bottle.HTTPResponse, bottle.MultipartError, bottle.LocalRequest, bottle.SimpleTemplate]
    bases = [[base.__name__ for base in kind.__mro__] for kind in kinds]
    types = [value for value in vars(bottle).values() if isinstance(value, type)]
    homes = sorted({kind.__module__ for kind in types if "bottle" in kind.__module__})
    same = [bottle.Request is bottle.BaseRequest, bottle.app is bottle.default_app, bottle.tonat is bottle.touni]
    return [
        bases,
        homes,
        same,
        bottle.__version__,
        json.loads(bottle.json_dumps({"a": [1]})),
        sorted(bottle.HTTP_CODES),
    ]


def clock_free(path):
    """A static file asked for again with what the first answer said."""
    os.makedirs("root", exist_ok=True)
    with open(f"root/{path}", "w") as handle:
        handle.write("content of " + path)
    app = bottle.Bottle()
    app.route("/<name:path>", ["GET", "HEAD"], lambda name: bottle.static_file(name, "root"))
    first = {}
    env = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/{path}"}
    setup_testing_defaults(env)
    b"".join(app(env, lambda status, pairs, error=None: first.update(pairs)))
    tag, changed = first.get("ETag") or first.get("Etag"), first["Last-Modified"]
    visitor = Visitor(app)
    again = [{"HTTP_IF_NONE_MATCH": tag}, {"HTTP_IF_MODIFIED_SINCE": changed}]
    again += [{"HTTP_RANGE": "bytes=3-5"}, {"HTTP_RANGE": "bytes=-2,0-1"}]
    answers = [visitor.ask(method, f"/{path}", **headers) for method in ("GET", "HEAD") for headers in again]
    return [answers, bottle.parse_date(changed) <= time.time(), len(tag or "")]
