"""Frozen cases on functions, containers, routing and templates."""

from shape import RANGES, case

HEADERS = (
    'text/html, text/plain;q=0.9,*/*;q=0.8|form-data; name=x|form-data; name="a;b"; filename="q\\"x\\".txt"||a,,b|'
    'a;B="c,d";e=f,g|"quoted value", other|a;x="unclosed|multipart/form-data; Boundary=----abc'
)
QUERIES = "a=1&b=2&a=3|a|=x|a=%C3%A4+b|&&a=b&|a=b=c|a=%zz|%26=%3D|a;b=c"
ESCAPED = "<b class='x' title=\"y\">&amp;\r\n\t</b>"


def functions():
    """Small functions, each over a list of inputs."""
    each = {
        "parse_range_header": [[r, n] for r in RANGES.split("|") for n in (10, 0)],
        "_parse_http_header": [[h] for h in HEADERS.split("|")],
        "_parse_qsl": [[q] for q in QUERIES.split("|")],
        "parse_auth": [["Basic YTpi"], ["basic YTpiOmM="], ["Basic"], ["Digest x"], ["Basic %%"], ["Basic YWI="], [""]],
        "parse_date": [
            ["Sun, 06 Nov 1994 08:49:37 GMT"],
            ["Sunday, 06-Nov-94 08:49:37 GMT"],
            ["Sun Nov  6 08:49:37 1994"],
            ["Sun, 06 Nov 1994 08:49:37 +0100"],
            ["yesterday"],
            [""],
            ["Sun, 06 Nov 99999 08:49:37 GMT"],
        ],
        "html_escape": [[ESCAPED], [""]],
        "html_quote": [[ESCAPED]],
        "makelist": [[None], [[]], [[1]], [{"a": 1}], ["ab"], [0], [5]],
        "tob": [["ä"], [None], [3], ["ä", "latin1"]],
        "touni": [["ä"], [None], [3]],
        "path_shift": [
            ["/a", "/b/c/", 1],
            ["/a", "/b/c/", -1],
            ["/", "/", 1],
            ["/a/b", "/c", -2],
            ["", "x/y", 2],
            ["/a", "/b", 0],
        ],
        "_lscmp": [["abc", "abc"], ["abc", "abd"], ["ab", "abc"], ["", ""]],
        "_hkey": [["content_type"], ["X-a-B"], ["a\nb"], ["a\0"]],
        "_hval": [["ä"], ["a\r"], [5], [None]],
        "cookie_is_encoded": [["!x?y"]],
        "load": [
            ["json"],
            ["json:dumps"],
            ["os.path:join('a', 'b')"],
            ["nowhere_x"],
            ["json:nothing"],
            ["json:dumps([1])"],
        ],
    }
    for name, rows in each.items():
        yield case("functions", name, "apply_each", name, *rows)
    yield case("functions", "dates", "dates", 1_700_000_000)
    yield case("functions", "dates-epoch", "dates", 0)


def containers():
    """Dictionaries and configuration."""
    multi = [
        ["append", "a", "2"],
        ["getall", "a"],
        ["get", "a", None, 0],
        ["get", "a", "-", 5],
        ["replace", "a", "3"],
        ["getlist", "b"],
    ]
    multi += [
        ["keys"],
        ["values"],
        ["items"],
        ["allitems"],
        ["pop", "b", "?"],
        ["popitem"],
        ["setdefault", "c", "d"],
        ["clear"],
    ]
    header = [["append", "set-cookie", "a"], ["append", "Set_Cookie", "b"], ["getall", "SET-COOKIE"], ["get", "x", "-"]]
    header += [["filter", ["set-cookie", "none"]], ["__contains__", "content_TYPE"], ["replace", "a-b", "c"]]
    header += [
        ["append", "a", "b\nc"],
        ["__setitem__", "bad\r", "x"],
        ["__delitem__", "A-B"],
        ["get", "content-type", None, 0],
    ]
    for kind in ("MultiDict", "FormsDict"):
        yield case("containers", kind, "operate", kind, {"a": "1", "b": "x"}, multi)
    yield case("containers", "HeaderDict", "operate", "HeaderDict", {"content-type": "a", "X_b": "c"}, header)
    env = {"HTTP_X_ONE": "a", "CONTENT_TYPE": "b", "HTTP_UML": "Ã¤", "PATH_INFO": "/", "CONTENT_LENGTH": "3"}
    yield case(
        "containers",
        "wsgi-headers",
        "wsgi_headers",
        env,
        ["x-one", "Content-Type", "uml", "Path-Info", "content_length"],
    )
    pairs = [["name", "Ã¤"], ["name", "b"], ["bad", "Ã"], ["Ã¤", "key"], ["file", "ä"]]
    for encoding in (None, "utf8", "latin1", "utf-16"):
        yield case("containers", f"forms-{encoding}", "forms", pairs, ["name", "bad", "none", "file"], encoding)
    yield case(
        "containers",
        "config",
        "configure",
        [
            ["root", "__setitem__", "a.b", 1],
            ["root", "__setitem__", "port", "80"],
            ["leaf", "__setitem__", "a.b", 2],
            ["root", "__setitem__", "a.b", 3],
            ["middle", "__delitem__", "a.b"],
            ["leaf", "__delitem__", "a.b"],
            ["root", "load_dict", {"x": {"y": {"z": 1}, "w": 2}, "v": {}}],
            ["root", "update", "name.space", {"k": "v"}],
            ["middle", "setdefault", "new", 5],
            ["root", "__delitem__", "a.b"],
            ["root", "__delitem__", "nothing"],
            ["root", "__setitem__", "port", "no number"],
            ["leaf", "meta_get", "port", "none", "default"],
            ["root", "_define", "defined", 7, "text"],
        ],
    )
    ini = "[bottle]\nDebug = yes\nempty\n[a.B]\nKey = ${bottle:debug} %\n[ROOT]\nx=1\n[DEFAULT]\nd=0\n"
    yield case(
        "containers",
        "config-ini",
        "configure_from",
        {"a.ini": ini, "bad.ini": "key = outside\n"},
        ["a.ini", "none.ini", "bad.ini"],
    )
    module = "LOWER = {'Inner': {'k': 1}}\nlower = 2\nNAME = 'x'\n"
    yield case(
        "containers", "config-module", "configure_from", {"settings_a.py": module}, ["settings_a", "settings_none"]
    )
    yield case(
        "containers",
        "config-module-flat",
        "configure_from",
        {"settings_b.py": module},
        ["settings_b"],
        {"squash": False},
    )


RULES = [
    ["/", "GET", None],
    ["/static/path", "GET", None],
    ["/user/<name>", "GET", "user"],
    ["/user/<name>/<page:int>", "GET", None],
    ["/float/<x:float>", "GET", None],
    ["/file/<path:path>", "GET", None],
    ["/file/<path:path>/edit", "POST", None],
    ["/re/<x:re:[a-c]+\\d{2}>", "GET", None],
    ["/group/<x:re:(a|b)(c)?>", "GET", None],
    ["/list/<xs:csv>", ["GET", "PUT"], None],
    ["/old/:name/:num#[0-9]+#", "GET", None],
    ["/any/<x>", "ANY", None],
    ["/any/<x>", "PUT", None],
    ["/anonymous/<:re:x+>/<:int>", "GET", None],
    ["/escaped/\\<x>/\\:y", "GET", None],
    ["/both", "GET", None],
    ["/both", "DELETE", None],
    ["/bad/<x:re:(>", "GET", None],
    ["/unknown/<x:nothing>", "GET", None],
]
PATHS = [
    "/",
    "/static/path",
    "/static/path/",
    "/user/ann",
    "/user/ann/",
    "/user/ann/12",
    "/user/ann/-3",
    "/user/ann/x",
    "/float/1.5",
    "/float/1.2.3",
    "/float/-.",
    "/file/a/b/c",
    "/file/a/edit",
    "/re/ab12",
    "/re/ab1",
    "/group/ac",
    "/group/b",
    "/group/d",
    "/list/a,b,c",
    "/list/,",
    "/old/x/7",
    "/old/x/y",
    "/any/1",
    "/anonymous/xx/5",
    "/anonymous/y/5",
    "/escaped/<x>/:y",
    "/both",
    "/nothing",
    "/user/äöü",
    "//user/ann",
    "/user/a%2Fb",
]


def routing():
    """Matching, building and taking apart of rules."""
    for method in ("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS"):
        yield case("routing", f"match-{method}", "route", RULES, [[method, path] for path in PATHS])
    yield case(
        "routing", "strict-order", "route", [["/<x>", "GET", None], ["/a", "GET", None]], [["GET", "/a"]], strict=True
    )
    many = [[f"/many/{n}/<x{n}>/<y:int>", "GET", None] for n in range(120)]
    yield case("routing", "many", "route", many, [["GET", f"/many/{n}/a/{n}"] for n in (0, 49, 98, 99, 100, 119)])
    rows = [["/a/<x>/<y:int>", "one"], ["/b/<:re:.*>/<z:float>", "two"], ["/c/<xs:csv>", "three"], ["/plain", None]]
    calls = [
        ["one", [], {"x": "ä b", "y": "3"}],
        ["one", [], {"x": 1, "y": 2, "q": "a&b", "r": ""}],
        ["one", [], {"x": 1}],
        ["one", [], {"x": 1, "y": "no"}],
        ["two", ["any"], {"z": 2}],
        ["three", [], {"xs": ["a", "b"]}],
        ["/plain", [], {"k": "v"}],
        ["none", [], {}],
    ]
    yield case("routing", "build", "build", rows, calls)
    rules = ["/a/<b>/c", "/<x:int>", "<:re:\\>>", "/:old", "/:old#a+#b", "\\\\<x>", "/<x:re:(a)(?:b)(?P<c>d)>", ""]
    yield case("routing", "tokens", "tokens", *rules)
    yield case("routing", "signatures", "signatures")
    yield case("routing", "default-application", "default_application")


PAGE = "<h1>{{title}}</h1>\n% for item in items:\n  <li>{{item}} {{!item}}</li>\n% end\n"
TEMPLATES = {
    "loop": (PAGE, {"title": "<T>", "items": ["<a>", "ü", 3]}),
    "conditions": ("% if x > 1:\nbig\n% elif x:\none\n% else:\nnone\n% end\n", {"x": 1}),
    "block": ("a<%\nfor i in range(3):\n  total = i\nend\n%>\nb {{total}}", {}),
    "comments": ("% # comment\ntext # kept\n% x = 'a # b' # comment\n{{x}}", {}),
    "escapes": ("\\% kept\n\\\\% two\n\\<% kept %>\n{{'%'}} \\{{x}}", {"x": 1}),
    "continuation": ("a\\\\\nb\\\\\r\nc\n", {}),
    "defined": ("{{get('x', 'd')}} {{defined('y')}} {{setdefault('z', 5)}} {{z}}", {"y": 1}),
    "functions": ("% def f(x):\n[{{x}}]\n% end\n{{!f(1)}}% f(2)\n% f(3)\n", {}),
    "try": ("% try:\n% 1/0\n% except ZeroDivisionError:\ncaught\n% finally:\ndone\n% end", {}),
    "with": ("% import contextlib\n% with contextlib.nullcontext(5) as x:\n{{x}}\n% end", {}),
    "strings": ("{{'}}'}} {{\"{{\"}} {{'''a'''}} {{{'a': 1}['a']}}", {}),
    "multi-line": ("% x = [1,\n% 2]\n{{x}}\n<% y = (1,\n  2) %>\n{{y}}", {}),
    "old-end": ("% if True:\nx\n%end\n%end\n", {}),
    "unclosed": ("% if True:\nx", {}),
    "syntax-error": ("% x = = 1\n", {}),
    "name-error": ("a {{nothing}} b", {}),
    "unicode": ("ä {{x}} €\r\nnext\rlast", {"x": "ß"}),
    "empty": ("", {}),
    "only-code": ("% x = 1", {}),
    "inline-if": ("{{'a' if x else 'b'}}% y = 1 if x else 2\n% z = [i for i in range(3) if i]\n{{z}}", {"x": 0}),
    "expression-error": ("{{1/0}}", {}),
    "printed": ("% _printlist(['a', 'b'])\n% include\n", {}),
}


def templates():
    """The template engine."""
    for name, (source, variables) in TEMPLATES.items():
        yield case("templates", name, "render", source, variables)
    yield case(
        "templates",
        "syntax",
        "render",
        "@ if x:\n[[x]]\n@ end\n<? y = 1 ?>\n[[!y]]",
        {"x": "<"},
        {},
        {"syntax": "<? ?> @ [[ ]]"},
    )
    yield case("templates", "no-escape", "render", "{{x}} {{!x}}", {"x": "<"}, {}, {"noescape": True})
    inner = {
        "inner.tpl": "[{{x}}{{get('y')}}]",
        "base.tpl": "<{{!base}}|{{title}}>",
        "again.tpl": "% rebase('base', title='a')\nz",
    }
    yield case(
        "templates",
        "include",
        "render",
        "% include('inner', y=2)\n% include('inner.tpl')\n% include('none')",
        {"x": 1},
        inner,
    )
    yield case("templates", "rebase", "render", "% rebase('base.tpl', title=x)\nbody\n", {"x": 1}, inner)
    yield case("templates", "rebase-twice", "render", "% include('again')\nrest", {"x": 1}, inner)
    named = {"page.tpl": "name {{x}}", "other.html": "html {{x}}", "third.thtml": "{{x", "deep/down.stpl": "deep {{x}}"}
    for name in ("page", "page.tpl", "other", "third", "deep/down", "none", "../page", "inline {{x}}", "%x=1"):
        yield case("templates", f"named-{name}", "render_named", name, {"x": "<1>"}, named)
    yield case("templates", "views", "views", {"page.tpl": "page {{get('who', '-')}}"})
    yield case("templates", "errors", "template_errors", {"page.tpl": "x"})
