"""Drives the web framework under test and returns what it did as plain data.

Every public function here is one entry point of cases.py. It runs in the box of the original and in the box of the
candidate alike, so it holds no expected value: what it returns is compared from outside. Text stands for bytes where
JSON carries them, one character per byte (latin-1).
"""

# ruff: noqa: SLF001 - private names are part of what must stay

import io
import os
import sys
import wsgiref.util
from email.utils import formatdate

import bottle

SKIPPED_HEADERS = {"Date", "Server"}
STAMP = 1_600_000_000
"""Modification time of every file that a case writes, in seconds since the epoch."""


# --- plain data -------------------------------------------------------------------------------------------------------


def plain(value):
    """The value as built-in types: mappings in order, iterators drained, objects of the framework by their content."""
    if isinstance(value, bottle.MultiDict):
        return [type(value).__name__, [[key, plain(item)] for key, item in value.allitems()]]
    if isinstance(value, bottle.FileUpload):
        return ["upload", value.name, value.raw_filename, value.filename, plain(value.headers), value.file.read()]
    if isinstance(value, bottle.BaseResponse):
        return [type(value).__name__, value.status, headers_of(value.headerlist), plain(value.body)]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(plain(item) for item in value) if type(value) in (list, tuple) else list(value)
    if hasattr(value, "read"):
        return ["file", value.read()]
    return [plain(item) for item in value] if hasattr(value, "__next__") else value


def outcome(function, *args, **kwargs):
    """What a call came to: its plain result, or the error's type and text."""
    try:
        return ["returned", plain(function(*args, **kwargs))]
    except bottle.HTTPResponse as response:
        return ["responded", plain(response)]
    except Exception as error:
        return ["raised", type(error).__name__, str(error)]


def headers_of(pairs):
    """Header pairs without those that depend on the clock."""
    return [[name, value] for name, value in pairs if name not in SKIPPED_HEADERS]


def environ(method="GET", path="/", body="", **extra):
    """A WSGI environment; `extra` overrides keys, and a value of None removes one."""
    env = {"REQUEST_METHOD": method, "PATH_INFO": path.encode("utf8").decode("latin1")}
    if body:
        env["CONTENT_LENGTH"] = str(len(body))
    env["wsgi.input"] = io.BytesIO(body.encode("latin1"))
    env["wsgi.errors"] = io.StringIO()
    wsgiref.util.setup_testing_defaults(env)
    env |= extra
    return {key: value for key, value in env.items() if value is not None}


def ask(app, method="GET", path="/", body="", **extra):
    """One request to a WSGI application: status, headers, body, and the last line that it logged."""
    env, seen = environ(method, path, body, **extra), []
    result = app(env, lambda status, headers, exc_info=None: seen.append([status, headers_of(headers), bool(exc_info)]))
    try:
        content = b"".join(result)
    finally:
        getattr(result, "close", lambda: None)()
    log = env["wsgi.errors"].getvalue().strip().splitlines()
    return [*seen, content, log[-1:]]


def write(files):
    """Write files below the working directory, all with the same modification time."""
    for path, text in files.items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as handle:
            handle.write(text.encode("latin1"))
        os.utime(path, (STAMP, STAMP))


# --- functions and containers -----------------------------------------------------------------------------------------


def apply(name, *args):
    """Call a function of the framework by name."""
    return outcome(getattr(bottle, name), *args)


def apply_each(name, *rows):
    """Call a function of the framework once for each row of arguments."""
    return [outcome(getattr(bottle, name), *row) for row in rows]


def operate(kind, start, operations):
    """Build a container and carry out `[method, *args]` operations, with its content after each."""
    box = getattr(bottle, kind)(start)
    steps = [[outcome(getattr(box, method), *args), plain(box)] for method, *args in operations]
    return [steps, len(box), list(box), [outcome(box.__getitem__, key) for key in start]]


def wsgi_headers(env, names):
    """The header view on a WSGI environment."""
    view = bottle.WSGIHeaderDict(env)
    found = [[view.get(name), view.raw(name), name in view] for name in names]
    return [found, sorted(view.keys()), len(view), outcome(view.__setitem__, "A", "b"), outcome(view.__delitem__, "A")]


def forms(pairs, names, encoding=None):
    """Form values by attribute, item and recoding."""
    form = bottle.FormsDict()
    for key, value in pairs:
        form.append(key, value)
    by_name = [[getattr(form, n), outcome(form.getunicode, n, "-", encoding), outcome(form.get, n)] for n in names]
    return [by_name, outcome(form.decode, encoding)]


def configure(operations):
    """Operations on a configuration, its overlay and the overlay's overlay; changes are recorded as they happen."""
    root = bottle.ConfigDict()
    middle = root._make_overlay()
    layers = {"root": root, "middle": middle, "leaf": middle._make_overlay()}
    changes = []
    for name, layer in layers.items():
        layer._add_change_listener(lambda conf, key, value, name=name: changes.append([name, key, value]))
    root.meta_set("port", "filter", int)
    steps = [outcome(getattr(layers[layer], method), *args) for layer, method, *args in operations]
    steps = ["self" if isinstance(step[1], bottle.ConfigDict) else step for step in steps]
    return [steps, changes, {name: dict(layer) for name, layer in layers.items()}, list(root.meta_list("port"))]


def configure_from(files, names, options=None):
    """Load configuration files and modules."""
    write(files)
    sys.path.insert(0, os.getcwd())
    config = bottle.ConfigDict()
    loads = [
        outcome(config.load_config if n.endswith(".ini") else config.load_module, n, **options or {}) for n in names
    ]
    return [[load[0] for load in loads], [load[2] for load in loads if load[0] == "raised"], dict(config)]


# --- routing ----------------------------------------------------------------------------------------------------------


def route(rules, requests, strict=False):
    """An application with `[rule, method, name]` routes that answer with their arguments."""
    app = bottle.Bottle()
    app.router.strict_order = strict
    app.router.add_filter("csv", lambda conf: (r"\w+(?:,\w+)*", lambda s: s.split(conf or ","), ",".join))
    added = []
    for number, (rule, method, name) in enumerate(rules):

        def answer(number=number, **args):
            return f"{number} {list(args.items())!r}"

        added.append(outcome(app.route, rule, method, answer, name))
    added = [step if step[0] == "raised" else step[0] for step in added]
    return [added, [ask(app, method, path) for method, path in requests]]


def build(rules, calls):
    """Addresses built from `[name, anonymous, named]` calls."""
    router = bottle.Router()
    router.add_filter("csv", lambda conf: (r"\w+(?:,\w+)*", lambda s: s.split(","), ",".join))
    for rule, name in rules:
        router.add(rule, "GET", None, name)
    return [outcome(router.build, name, *anonymous, **named) for name, anonymous, named in calls]


def tokens(*rules):
    """How the router takes rules apart, and flattens their groups."""
    router = bottle.Router()
    return [[outcome(router._itertokens, rule), bottle._re_flatten(rule)] for rule in rules]


def signatures():
    """Paths that follow from the signature of a callback."""

    def plain_page(): ...
    def two_args(x, y): ...
    def optional(x, y=5, *rest, key=1): ...
    def nested__name(a=1, b=2): ...

    return [list(bottle.yieldroutes(f)) for f in (plain_page, two_args, optional, nested__name)]


def default_application():
    """The module-level shortcuts, the stack of default applications, and addresses by name."""
    first = bottle.default_app()
    with bottle.Bottle() as inner:
        bottle.route("/in/<x:int>", name="in")(lambda x: f"in {x}")
        bottle.post("/form")(lambda: "posted")
        bottle.error(404)(lambda error: "lost")
        bottle.hook("before_request")(lambda: bottle.response.set_header("X-Hook", "1"))
        answers = [ask(inner, "GET", "/in/4"), ask(inner, "POST", "/form"), ask(inner, "GET", "/none")]
        link = bottle.url("in", x=3, q="a b")
        stack = [bottle.app() is inner, bottle.default_app is bottle.app is bottle.apps, len(bottle.app)]
    pushed = bottle.app.push()
    return [answers, link, stack, bottle.app() is pushed, bottle.app.pop() is pushed, bottle.app() is first]


# --- templates --------------------------------------------------------------------------------------------------------


def render(source, variables=None, files=None, settings=None):
    """A template from a string: the code that it becomes, and its text."""
    write({f"views/{name}": text for name, text in (files or {}).items()})
    made = outcome(lambda: bottle.SimpleTemplate(source, lookup=["views"], **settings or {}).code)
    again = outcome(lambda: bottle.SimpleTemplate(source, lookup=["views"], **settings or {}).render(variables or {}))
    return [made, again]


def render_named(name, variables, files, settings=None):
    """A template by name, twice (the second time from the cache)."""
    write({f"views/{path}": text for path, text in files.items()})
    kwargs = {**variables, "template_lookup": ["views"], "template_settings": settings or {}}
    return [outcome(bottle.template, name, **kwargs), outcome(bottle.template, name, **kwargs)]


def views(files):
    """Views as decorators, as route options, and with results that are no dictionary."""
    write({f"views/{path}": text for path, text in files.items()})
    app = bottle.Bottle()
    app.route("/decorated", callback=bottle.view("page", who="default")(lambda: {"who": "<set>"}))
    app.route("/defaults", callback=bottle.view("page", who="default")(lambda: None))
    app.route("/other", callback=bottle.view("page")(lambda: "as it is"))
    app.route("/option", callback=lambda: {"who": "option"}, template="page")
    app.route("/pair", callback=dict, template=("page", {"who": "pair"}))
    return [ask(app, "GET", f"/{name}") for name in ("decorated", "defaults", "other", "option", "pair")]


def template_errors(files):
    """What templates that cannot be found or read raise."""
    write({f"views/{path}": text for path, text in files.items()})
    search = bottle.SimpleTemplate.search
    found = [outcome(search, n, ["views"]) for n in ("page", "page.tpl", "none", "../views/page")]
    found = [[kind, os.path.relpath(value, os.getcwd()) if value else value] for kind, value in found]
    errors = [outcome(bottle.SimpleTemplate, name="none", lookup=["views"]), outcome(bottle.SimpleTemplate)]
    errors += [outcome(search, "page"), outcome(search, "/etc/hosts", ["views"])]
    errors.append(outcome(lambda: bottle.SimpleTemplate(b"\xff").render()))
    return [found, errors]


# --- requests ---------------------------------------------------------------------------------------------------------


def inspect_request(env, names, body=""):
    """Properties of a request, each read twice."""
    request = bottle.Request(environ(body=body, **env))
    return [[name, outcome(getattr, request, name), outcome(getattr, request, name)] for name in names]


def upload(body, content_type, limit=102400, length=None):
    """What a form body is parsed into."""
    request = bottle.Request(environ("POST", body=body, CONTENT_TYPE=content_type))
    if length is not None:
        request["CONTENT_LENGTH"] = str(length)
    bottle.Request.MEMFILE_MAX = limit
    return [outcome(getattr, request, name) for name in ("POST", "forms", "files", "params")]


def read_body(body, limit=102400, **extra):
    """The raw body, plain or chunked, and its JSON."""
    bottle.Request.MEMFILE_MAX = limit
    request = bottle.Request(environ("POST", body=body, **extra))
    kind = outcome(lambda: type(request.body).__name__)
    return [kind, outcome(lambda: request.body.read()), outcome(lambda: request.json), request.chunked]


def shift(script, path, steps):
    """Move path segments between script name and path, and back."""
    request = bottle.Request(environ(SCRIPT_NAME=script, PATH_INFO=path))
    seen = [[outcome(request.path_shift, n), request.script_name, request.path, request.url] for n in steps]
    return [seen, [outcome(bottle.path_shift, script, path, n) for n in steps]]


def request_as_mapping():
    """Item access, caches that a write clears, attributes of one's own."""
    request = bottle.Request(environ(QUERY_STRING="a=1", HTTP_X_ONE="1"))
    seen = [plain(request.query), request.get_header("x-one"), outcome(request.__getitem__, "nothing")]
    request["QUERY_STRING"], request["HTTP_X_ONE"] = "b=2", "2"
    seen += [plain(request.query), request.get_header("X-One"), len(request) == len(list(request.keys()))]
    request.mine = 5
    seen += [request.mine, request.copy().mine, outcome(setattr, request, "path", 1), outcome(getattr, request, "no")]
    del request.mine
    request["bottle.request.readonly"] = True
    return [*seen, outcome(getattr, request, "mine"), outcome(request.__setitem__, "a", "b"), repr(request)]


def save_upload(filename, files):
    """File uploads saved to a directory, a path and a stream, with and without overwriting."""
    write(files)
    item = bottle.FileUpload(
        io.BytesIO(b"content"), "field", filename, {"Content-Type": "text/x", "content-length": "7"}
    )
    stream = io.BytesIO()
    tried = [outcome(item.save, t, o) for t, o in ((".", False), (".", False), ("there", False), ("there", True))]
    item.save(stream)
    return [tried, stream.getvalue(), item.filename, item.content_type, item.content_length, sorted(os.listdir("."))]


# --- responses --------------------------------------------------------------------------------------------------------


def respond(kind, start, operations):
    """Operations on a response: `[method, *args]`, or `["=", attribute, value]`."""
    response = getattr(bottle, kind)(*start)
    steps = []
    for method, *args in operations:
        target, args = (setattr, [response, *args]) if method == "=" else (getattr(response, method), args)
        steps.append(outcome(target, *args))
    copies = [outcome(response.copy), outcome(response.copy, bottle.HTTPResponse), repr(response)]
    return [steps, plain(response), response.status_code, response.content_type, response.charset, copies]


def cookies(calls, secret=None):
    """Cookies as they go out, and as they come back in a request."""
    response = bottle.Response()
    steps = [outcome(response.set_cookie, name, value, **options) for name, value, options in calls]
    lines = [value for name, value in response.headerlist if name == "Set-Cookie"]
    request = bottle.Request({"HTTP_COOKIE": "; ".join(line.split(";")[0] for line in lines)})
    read = [[outcome(request.get_cookie, n, "?"), outcome(request.get_cookie, n, "?", secret)] for n, _, _ in calls]
    return [steps, lines, read, outcome(response.delete_cookie, "gone", path="/x"), plain(response)]


def read_cookies(header, names, secret=None):
    """Cookies of a request, signed or not."""
    request = bottle.Request({"HTTP_COOKIE": header})
    return [[outcome(request.get_cookie, n), outcome(request.get_cookie, n, None, secret)] for n in names]


def signed(name, value, secret, reader, flip=None):
    """A signed cookie read with a secret, after one of its characters has been changed."""
    response = bottle.Response()
    response.set_cookie(name, value, secret=secret)
    line = response.headerlist[-1][1]
    sent = line if flip is None else line[:flip] + ("A" if line[flip] != "A" else "B") + line[flip + 1 :]
    return [line, bottle.Request({"HTTP_COOKIE": sent}).get_cookie(name, "default", secret=reader)]


def static(filename, files, options, **env):
    """A static file through a whole application; entity tags are kept only where the case sets them."""
    write({f"root/{path}": text for path, text in files.items()})
    app = bottle.Bottle()
    app.route("/get", "ANY", lambda: bottle.static_file(filename, "root", **options))
    [status, headers, failed], *rest = ask(app, env.pop("method", "GET"), "/get", **env)
    return [status, [h for h in headers if h[0] != "Etag" or "etag" in options], failed, *rest]


def static_since(seconds):
    """Conditional requests around the modification time, by date and by tag."""
    dates = [formatdate(STAMP + s, usegmt=True) for s in seconds]
    by_date = [static("a.txt", {"a.txt": "abc"}, {}, HTTP_IF_MODIFIED_SINCE=date + "; x") for date in dates]
    tags = [static("a.txt", {"a.txt": "abc"}, {"etag": "t"}, HTTP_IF_NONE_MATCH=tag) for tag in ("t", "u")]
    return [by_date, tags, static("a.txt", {"a.txt": "abc"}, {"etag": False})]


def dates(seconds):
    """Dates in every form that is accepted."""
    from datetime import UTC, datetime, timedelta, timezone

    moment = datetime.fromtimestamp(seconds, UTC)
    forms = [seconds, moment, moment.replace(tzinfo=None), moment.date(), moment.timetuple(), "as it is"]
    forms.append(moment.astimezone(timezone(timedelta(hours=5))))
    return [outcome(bottle.http_date, form) for form in forms] + [bottle.parse_date(bottle.http_date(seconds))]
