"""Files that are served, and templates. Sent to both boxes as text and played by driver.py."""

# ruff: noqa: SLF001 - private names are part of what must stay

import io
import os

import bottle
from driver import below, environ, plain, public, tell

STAMP = 1_600_000_000


def resources(debug=False):
    """Search paths: order, caching, bases, creation, iteration."""
    bottle.DEBUG = debug
    for name in ("a/x", "b/x", "b/y", "b/sub/z"):
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "w") as file:
            file.write(name)
    here, seen = os.getcwd(), []
    opened = []
    manager = bottle.ResourceManager(opener=lambda *a, **k: opened.append([list(a), k]) or "opened", cachemode="found")
    seen += [
        manager.base,
        manager.path,
        manager.cache,
        manager.cachemode,
        tell(manager.add_path, "a/"),
        tell(manager.add_path, "b/file"),
    ]
    seen += [
        tell(manager.lookup, "x"),
        tell(manager.lookup, "none"),
        dict(manager.cache),
        tell(manager.add_path, "b/", index=0),
        dict(manager.cache),
    ]
    seen += [
        tell(manager.lookup, "x"),
        sorted(manager),
        tell(manager.open, "y"),
        tell(manager.open, "y", "rb", 0, encoding=None),
        tell(manager.open, "none"),
    ]
    seen += [
        tell(manager.add_path, "new/deep/", create=True),
        os.path.isdir("new/deep"),
        tell(manager.add_path, "n/", create=False),
        os.path.isdir("n"),
    ]
    seen += [
        tell(manager.add_path, "sub/", base="b/"),
        tell(manager.add_path, "sub/", "b/any"),
        manager.path,
        tell(manager.add_path, "new/deep/", create=True),
    ]
    for mode in ("all", "found", "none"):
        manager = bottle.ResourceManager("a/", open, mode)
        manager.add_path("./")
        first = [manager.lookup("x"), tell(manager.lookup, "late"), dict(manager.cache)]
        with open("a/late", "w") as file:
            file.write("late")
        seen.append(
            [first, tell(manager.lookup, "late"), tell(lambda m=manager: m.open("x").read()), dict(manager.cache)]
        )
        os.unlink("a/late")
        os.rename("a/x", "a/moved")
        seen.append(tell(manager.lookup, "x"))
        os.rename("a/moved", "a/x")
    return below(here, [seen, opened])


def static(rows):
    """Static files: each row is a name, options and variables of the request."""
    os.makedirs("root/folder")
    for name in ("a.txt", "b.json", "c.js", "d.tar.gz", "e.txt.bz2", "f", "closed.txt", "folder/g.html", "h.svgz"):
        with open(f"root/{name}", "wb") as file:
            file.write(b"0123456789")
        os.utime(f"root/{name}", (STAMP, STAMP))
    os.chmod("root/closed.txt", 0)
    os.makedirs("root-beside")
    with open("root-beside/x", "w") as file:
        file.write("x")
    seen = []
    for name, options, variables in rows:
        bottle.request.bind(environ(**variables))
        bottle.response.bind()
        response = bottle.static_file(name, options.pop("root", "root"), **options)
        keep = (
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Disposition",
            "Last-Modified",
            "Accept-Ranges",
            "X-A",
        )
        facts = [
            type(response).__name__,
            response.status,
            [[n, v] for n, v in response.headerlist if n in keep or options.get("etag")],
        ]
        facts[2] = [pair for pair in facts[2] if pair[0] != "Date"]
        body = response.body
        content = b"".join(body) if hasattr(body, "__iter__") and not isinstance(body, str) else body
        seen.append([*facts, content, "Etag" in response.headers, "Date" in response.headers, tell(response.close)])
    return seen


def tags():
    """Entity tags that are made: the same for the same file, and others for others."""
    for name, text in (("a", "x"), ("b", "x"), ("c", "xy")):
        with open(name, "w") as file:
            file.write(text)
        os.utime(name, (STAMP, STAMP))

    def tag(name, **variables):
        bottle.request.bind(environ(**variables))
        response = bottle.static_file(name, ".")
        return response.status_code, response.get_header("Etag")

    first = tag("a")[1]
    seen = [
        len(first),
        first == tag("a")[1],
        first == tag("b")[1],
        tag("a", HTTP_IF_NONE_MATCH=first)[0],
        tag("b", HTTP_IF_NONE_MATCH=first)[0],
    ]
    with open("a", "w") as file:
        file.write("yz")
    os.utime("a", (STAMP, STAMP))
    second = tag("a")[1]
    os.utime("a", (STAMP + 1, STAMP + 1))
    return [*seen, first == second, second == tag("a")[1]]


def ranges():
    """Ranges of files, chunk by chunk, and wrappers around file-like objects."""
    seen = []
    for offset, limit, size in ((0, 5, 2), (3, 4, 10), (8, 5, 3), (0, 0, 2), (5, -1, 2), (20, 5, 5)):
        seen.append(list(bottle._rangeiter(io.BytesIO(b"0123456789"), offset, limit, size)))
    closed = []
    wrapped = bottle._closeiter(iter([1, 2]), lambda: closed.append(1))
    several = bottle._closeiter(iter([3]), [lambda: closed.append(2), lambda: closed.append(3)])
    seen += [list(wrapped), list(several), wrapped.close(), several.close(), closed, bottle._closeiter([]).close()]

    class File(io.BytesIO):
        def fileno(self):
            return 99

    made = bottle.WSGIFileWrapper(File(b"abcdef"), 4)
    seen += [
        list(made),
        made.buffer_size,
        made.tell(),
        made.fileno(),
        hasattr(made, "readlines"),
        tell(made.seek, 1),
        made.read(2),
        made.close(),
    ]
    bare = bottle.WSGIFileWrapper(type("Bare", (), {"read": lambda self, size: b""})())
    return [
        *seen,
        list(bare),
        bare.buffer_size,
        [hasattr(bare, n) for n in ("fileno", "close", "read", "readlines", "tell", "seek")],
    ]


def base_template():
    """What every template engine inherits: arguments, settings, lookups."""
    os.makedirs("v/sub")
    for name in ("v/page.tpl", "v/page.html", "v/other.stpl", "v/sub/in.thtml", "v/exact", "outside.tpl"):
        with open(name, "w") as file:
            file.write(f"{name} {{{{x}}}}")

    class Own(bottle.BaseTemplate):
        settings = {"s": 1}  # noqa: RUF012 - as the framework has it

        def prepare(self, **options):
            self.prepared = options

        def render(self, *args, **kwargs):
            return [list(args), kwargs]

    here, seen = os.getcwd(), []
    named = io.StringIO("read")
    named.filename = "given"
    for args, kwargs in (
        (["text"], {}),
        ([named], {"x": 2}),
        ([], {"name": "page", "lookup": ["v"], "s": 3}),
        ([], {}),
        ([], {"name": "no", "lookup": ["v"]}),
        ([""], {"name": "page", "lookup": ["none", "v"], "encoding": "e"}),
    ):
        made = tell(lambda a=args, k=kwargs: public(Own(*a, **k)))
        seen.append(made)
    names = [
        "page",
        "page.html",
        "other",
        "in",
        "sub/in",
        "exact",
        "../outside",
        "../outside.tpl",
        "sub",
        "sub/../page",
    ]
    seen += [tell(Own.search, name, ["v"]) for name in names]
    seen += [
        Own.global_config("s"),
        tell(Own.global_config, "none"),
        Own.global_config("s", 5),
        Own.settings,
        bottle.BaseTemplate.settings,
    ]
    kind = type("Child", (Own,), {})
    kind.global_config("t", 6)
    seen += [
        kind.settings,
        Own.settings,
        tell(bottle.BaseTemplate, "x"),
        bottle.BaseTemplate.extensions,
        bottle.BaseTemplate.defaults,
    ]
    seen.append(tell(bottle.BaseTemplate.render, Own("x"), 1))
    return below(here, plain(seen))


def template_calls():
    """template() and view(): kinds of arguments, settings, caching, own adapters."""
    os.mkdir("views")
    for name, text in (("page.tpl", "page {{x}}"), ("included.tpl", "% rebase('page', x=y)\nin {{y}}")):
        with open(f"views/{name}", "w") as file:
            file.write(text)
    bottle.TEMPLATES.clear()
    t, seen = bottle.template, []
    calls = [
        (["page"], {"x": 1}),
        (["page", {"x": 2}], {}),
        (["page", {"x": 2}, {"x": 3}], {}),
        (["{{x}}"], {"x": "<"}),
        (["$x"], {}),
        (["a\nb"], {}),
    ]
    calls += [
        ([], {}),
        (["none"], {}),
        (["{{x}}"], {"x": "<", "template_settings": {"noescape": True}}),
        (["%x=1"], {}),
        (["included", {"y": "<"}], {}),
    ]
    for args, kwargs in calls:
        seen.append([tell(t, *args, **kwargs), len(bottle.TEMPLATES)])
    made = bottle.SimpleTemplate("own {{x}} {{!x}}")
    seen += [tell(t, made, x="<"), tell(t, made, x="<", template_settings={"noescape": True}), len(bottle.TEMPLATES)]
    bottle.DEBUG = True
    seen += [tell(t, made, x="<", template_settings={"noescape": True}), tell(t, "page", x=5), len(bottle.TEMPLATES)]
    with open("views/page.tpl", "w") as file:
        file.write("changed {{x}}")
    seen.append(tell(t, "page", x=5))
    bottle.DEBUG = False
    with open("views/page.tpl", "w") as file:
        file.write("again {{x}}")
    seen.append(tell(t, "page", x=5))
    viewed = bottle.view("page", x=1)(lambda **k: k or None)
    seen += [
        viewed(),
        viewed(x=2),
        bottle.view("page")(lambda: "text")(),
        bottle.view("page", x=3)(dict)(),
        viewed.__name__,
    ]
    bottle.SimpleTemplate.defaults = {"d": 7}
    simple = bottle.SimpleTemplate("{{d}}{{get('e')}}", escape_func=lambda text: f"[{text}]")
    seen += [simple.render(), simple.render({"d": 8}, e=9), simple.render({"d": 1}, {"d": 2}), simple.co.co_filename]
    return [*seen, bottle.SimpleTemplate(name="page", lookup=["views"]).co.co_filename.endswith("views/page.tpl")]


def stpl(sources, syntax=None):
    """The parser of templates by itself."""
    seen = []
    for source in sources:
        parser = bottle.StplParser(source, syntax=syntax)
        seen.append(
            [tell(parser.translate), parser.syntax, parser.lineno, parser.indent, parser.paren_depth, parser.offset]
        )
    seen.append(
        [
            tell(parser.translate),
            tell(lambda: bottle.StplParser(b"\xff")),
            tell(lambda: bottle.StplParser("x", syntax="a b")),
        ]
    )
    seen.append([tell(bottle.StplParser(b"\xc3\xa4", encoding="latin1").translate), bottle.StplParser(b"x").encoding])
    return seen
