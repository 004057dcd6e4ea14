# ruff: noqa: SLF001, DTZ001, PERF401 - what is tried is what users do
"""Cookies as text and as objects, serializers and profiles."""

from datetime import date, datetime, timedelta

from driver import plain, tell
from webob import Request, Response, cookies
from webob.cookies import (
    Base64Serializer,
    Cookie,
    CookieProfile,
    JSONSerializer,
    Morsel,
    RequestCookies,
    SignedCookieProfile,
    SignedSerializer,
    make_cookie,
)

TEXTS = [
    "",
    "a=1",
    "a=1; b=2",
    "a=1;b=2",
    "a = 1 ; b",
    'a="x y"; b=z',
    'a="x\\"y"',
    'a="\\303\\251"',
    "a=\\054\\x",
    "$Version=1; a=b",
    "expires=x; a=b",
    "a=b; path=/; a=c",
    "bad name=1; ok=2",
    "a==; b=",
    "a=caf\xc3\xa9",
    "\xc3\xa9=1",
    "a=1, b=2",
    "a",
    ";;;",
    "a=Wed, 31-Dec-97 23:59:59 GMT; b=1",
    "a=b; Expires=Wed, 31 Dec 1997 23:59:59 GMT; secure",
    'a="unclosed; b=1',
    "x=a:b/c?d; y={z}",
    "a=<b>'c'",
    "PATH=1; Domain=2; q=3",
    "a=\\400",
    "k=1; K=2",
    "a=1; a=2",
    "n=\\n",
    'e=""',
    "long=" + "v" * 60,
    "t=a\tb",
    "a@b=c",
    "a(b)=c",
]
VALUES = [
    "",
    "x",
    "x y",
    'q"r',
    "a;b",
    "caf\xe9",
    "\u20ac",
    "a,b",
    "back\\slash",
    "tab\t",
    "x" * 30,
    "=",
    "@:/",
    "new\nline",
    b"bytes",
    None,
    5,
]


def parsing():
    out = []
    for text in TEXTS:
        out += [
            tell(lambda t=text: list(cookies.parse_cookie(t))),
            tell(lambda t=text: list(cookies._parse_cookie(t))),
            tell(Cookie, text),
            tell(lambda t=text: Cookie(t).serialize()),
            tell(lambda t=text: Cookie(t).serialize(False)),
            tell(lambda t=text: [plain(m) for m in Cookie(t).values()]),
            tell(lambda t=text: str(Cookie(t))),
        ]
        env = {"HTTP_COOKIE": text}
        jar = RequestCookies(env)
        out += [
            tell(lambda j=jar: list(j.items())),
            tell(lambda j=jar: [list(j.keys()), list(j.values()), list(j), len(j), repr(j)]),
            tell(jar.get, "a"),
            tell(jar.get, "zz", 3),
            tell(lambda j=jar: j["a"]),
            tell(lambda j=jar: "b" in j),
            tell(lambda j=jar: j == {"a": "1"}),
        ]
    return out


def changing():
    out = []
    for text in [None, *TEXTS]:
        for value in VALUES:
            env = {"HTTP_COOKIE": text} if text is not None else {}
            jar = RequestCookies(env)
            out += [tell(jar.__setitem__, "a", value), env.get("HTTP_COOKIE"), tell(jar.get, "a")]
        env = {"HTTP_COOKIE": text} if text is not None else {}
        jar = RequestCookies(env)
        for step in (
            lambda j: j.__delitem__("a"),
            lambda j: j.__setitem__("new", "1"),
            lambda j: j.__delitem__("b"),
            lambda j: j.update({"c": "2"}),
            lambda j: j.pop("c"),
            lambda j: j.pop("zz"),
            lambda j: j.setdefault("d", "3"),
            lambda j: j.popitem(),
            lambda j: j.clear(),
        ):
            out += [tell(step, jar), env.get("HTTP_COOKIE")]
    for name in ("a b", "\xe9", b"a", b"\xff", 5, "$a", "path", "Secure", "", "a;b"):
        jar = RequestCookies({})
        out += [tell(jar.__setitem__, name, "x"), tell(jar.__delitem__, name), tell(jar._valid_cookie_name, name)]
    return out


WAYS = [
    {},
    {"max_age": 3600},
    {"max_age": "7200"},
    {"max_age": timedelta(days=1, hours=2)},
    {"max_age": "x"},
    {"max_age": 0},
    {"max_age": -3600},
    {"path": "/a b"},
    {"path": None},
    {"path": ""},
    {"domain": "x.org"},
    {"domain": ""},
    {"secure": True},
    {"httponly": True},
    {"comment": "hi there"},
    {"comment": ""},
    {"samesite": "Lax"},
    {"samesite": b"strict"},
    {"samesite": "none"},
    {"samesite": "none", "secure": True},
    {"samesite": "odd"},
    {
        "max_age": 3600,
        "path": "/",
        "domain": "d",
        "secure": True,
        "httponly": True,
        "comment": "c",
        "samesite": "strict",
    },
    {"max_age": 2.5},
    {"max_age": [1]},
]


def making():
    out = []
    for value in VALUES:
        for more in WAYS:
            out.append(tell(make_cookie, "n", value, **more))
    out += [tell(make_cookie, name, "v") for name in ("a b", "\xe9", b"ok", "$x", "path", "", "a-b_c.d")]
    cookies.SAMESITE_VALIDATION = False
    out += [tell(make_cookie, "n", "v", samesite=value) for value in ("odd", "none", None, "")]
    cookies.SAMESITE_VALIDATION = True
    cookies._should_raise = True
    out += [tell(make_cookie, "n", value) for value in ("ok", "not ok")]
    cookies._should_raise = None
    return out


def morsels():
    out = []
    for name, value in (("a", "b"), (b"a", b"b"), ("a", "x y"), ("a b", "c"), ("\xe9", "c"), ("a", "\xe9")):
        out.append(tell(Morsel, name, value))
    found = Morsel("a", "b")
    for field, values in {
        "path": ["/x", b"/y"],
        "domain": [b"d"],
        "comment": [b"c d"],
        "expires": [
            None,
            b"raw",
            "text",
            3600,
            timedelta(hours=3),
            datetime(2001, 2, 3, 4, 5, 6),
            date(2001, 2, 3),
            5.5,
            (2001, 2, 3, 4, 5, 6, 5, 34, 0),
        ],
        "max_age": [5, "6", timedelta(days=1, seconds=2), b"7"],
        "httponly": [1, 0],
        "secure": [1, 0],
        "samesite": ["lax", "odd", b"STRICT"],
    }.items():
        for value in values:
            out += [
                tell(setattr, found, field, value),
                tell(getattr, found, field),
                tell(found.serialize),
                tell(found.serialize, False),
                tell(str, found),
                tell(repr, found),
            ]
    out += [
        tell(found.__setitem__, "Path", b"/z"),
        tell(found.__setitem__, b"PATH", b"/q"),
        tell(found.__setitem__, "other", 1),
        plain(sorted(found.items())),
        found.name,
        found.value,
    ]
    jar = Cookie("a=1")
    out += [
        tell(jar.add, "b", "2"),
        tell(jar.__setitem__, "c", "3"),
        tell(jar.add, "bad name", "x"),
        tell(jar.add, "\xe9", "x"),
        tell(jar.load, "d=4; path=/; secure"),
        tell(jar.serialize),
        tell(repr, jar),
        sorted(jar),
        tell(Cookie),
        tell(Cookie, "a=1; path=/x; b=2; Max-Age=5; HttpOnly"),
    ]
    out += [tell(cookies.serialize_max_age, value) for value in (5, "x", timedelta(days=2, seconds=1), None, b"y")]
    out += [tell(cookies.serialize_samesite, value) for value in ("Lax", b"none", "x", None)]
    out += [tell(cookies._value_quote, value) for value in (b"", b"ok", b"a b", b'"', b"\xff;", b"\\")]
    out += [tell(cookies._path_quote, value) for value in (b"/a b", b"/;", b'"')]
    out += [tell(cookies._unquote, value) for value in (b"", b'"', b'"a"', b"\\101\\q", b'"\\"')]
    return out


def serializers():
    out = []
    values = ["x", "\u20ac", {"a": [1, None]}, 5, b"bytes", None, object]
    for serializer in (
        JSONSerializer(),
        Base64Serializer(),
        Base64Serializer(Base64Serializer()),
        SignedSerializer("secret", "salt"),
        SignedSerializer("secret", "salt", "sha1"),
        SignedSerializer("\u20ac", "\xe9"),
        SignedSerializer(b"s", None),
        SignedSerializer("secret", "salt", "md5", Base64Serializer()),
    ):
        for value in values:
            made = tell(serializer.dumps, value)
            out.append(made)
            if made[0] == "bytes":
                text = serializer.dumps(value)
                out += [
                    tell(serializer.loads, text),
                    tell(serializer.loads, text[:-1]),
                    tell(serializer.loads, b"A" + text[1:]),
                    tell(serializer.loads, text.decode("latin-1")),
                ]
        out += [tell(serializer.loads, bad) for bad in (b"", b"!", b"AAAA", "x", b"\xff", b"e30")]
    return [*out, tell(SignedSerializer, "a", "b", "nohash"), tell(lambda: SignedSerializer("a", "b").digest_size)]


def profiles():
    out = []
    for kind, args in ((CookieProfile, ("n",)), (SignedCookieProfile, ("secret", "salt", "n"))):
        for more in (
            {},
            {"max_age": 3600, "secure": True},
            {"domains": ["a.org", "b.org"], "httponly": True, "path": "/p"},
            {"samesite": b"lax", "serializer": JSONSerializer()},
            {"domains": ()},
        ):
            profile = kind(*args, **more)
            for value in ("x", None, {"a": 1}, "y" * 5000):
                for given in (
                    {},
                    {"domains": ["q.org"]},
                    {"max_age": 7200, "path": "/z"},
                    {"secure": False, "httponly": False, "samesite": "strict"},
                ):
                    out.append(tell(profile.get_headers, value, **given))
            made = Response()
            request = Request.blank("/")
            bound = profile(request)
            out += [
                tell(profile.get_value),
                tell(bound.get_value),
                tell(bound.set_cookies, made, {"v": 1}),
                plain(made.headerlist),
                bound.request is request,
                type(bound).__name__,
                bound is profile,
            ]
            name, _, rest = made.headers["Set-Cookie"].partition("=")
            request.headers["Cookie"] = f"{name}={rest.split(';')[0]}"
            out += [tell(bound.get_value), tell(profile.bind(request).get_value)]
            request.headers["Cookie"] = "n=broken"
            out += [
                tell(bound.get_value),
                [
                    [key, str(value)]
                    for key, value in sorted(vars(bound).items())
                    if isinstance(value, str | bool | int | type(None) | tuple | list)
                ],
            ]
    return out
