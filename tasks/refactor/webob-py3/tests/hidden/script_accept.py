# ruff: noqa: PERF401 - what is tried is what users do
"""Accept headers, all four kinds: parsing, matching, adding, and the properties of requests."""

from driver import MEDIA, attributes, make_environ, tell
from webob import acceptparse as ap
from webob.request import BaseRequest

OFFERS = [
    [],
    ["text/html"],
    ["text/html", "application/json", "text/plain"],
    ["text/html;level=1", "text/html", "text/html;level=2"],
    ["a/b;x=1;y=2", "a/b;y=2;x=1", "a/b", "c/d"],
    ["application/json", "TEXT/HTML", "text/*", "nonsense", "*/*"],
    ["text/plain; format=flowed", "text/xml"],
    ['a/b;x="1"', "a/b;x=1", 'text/html;p="a\\"b,c"'],
    ("application/xhtml+xml", "image/png"),
    [ap.AcceptOffer("text", "html", ()), ap.AcceptOffer("a", "b", (("x", "1"),))],
]
CHARSETS = [
    None,
    "",
    "utf-8",
    "UTF-8;q=0.5, iso-8859-1",
    "*",
    "*;q=0",
    "utf-8;q=0, *;q=0.3",
    "utf-8, utf-8;q=0.1",
    "a;q=0.2,b;q=0.9,c",
    "a b",
    ",a",
    "a;q=2",
    "*;q=0.2, *;q=0.9, x;q=0.1",
    "utf-16;Q=0.4 , utf-7 ;q=0.4",
    "iso-8859-5, unicode-1-1;q=0.8",
    "a;q=0, b;q=0",
    "a;q=0,a",
]
CHARSET_OFFERS = [
    [],
    ["utf-8"],
    ["UTF-8", "iso-8859-1", "a"],
    ["b", "a", "c", "x"],
    ("utf-7", "utf-16", "unicode-1-1"),
    ["iso-8859-1", "utf-8", "utf-8"],
]
ENCODINGS = [
    None,
    "",
    ",",
    "gzip",
    "gzip;q=0",
    "identity;q=0",
    "*;q=0",
    "*",
    "gzip;q=0.5, deflate",
    "identity;q=0.5, *;q=0",
    "*;q=0, identity",
    "gzip, *;q=0.3",
    "compress;q=0.5, gzip;q=1.0",
    "gzip;q=1.0, identity; q=0.5, *;q=0",
    "GZIP;Q=0.3,x-gzip",
    "gzip gzip",
    "br;q=0.001",
    "a;q=0.2, a;q=0, *;q=0.5, *;q=0.1",
]
ENCODING_OFFERS = [
    [],
    ["gzip"],
    ["identity"],
    ["identity", "gzip", "deflate"],
    ["GZIP", "br", "Identity"],
    ("x-gzip", "a", "compress", "identity"),
]
LANGUAGES = [
    None,
    "",
    "en",
    "*",
    "en-gb, en;q=0.5",
    "da, en-gb;q=0.8, en;q=0.7",
    "*;q=0",
    "en;q=0, *",
    "zh-Hant-CN-x-private1-private2",
    "de-de;q=0.5, de;q=0, *;q=0.1",
    "en-a-bbb, fr;q=0.2",
    "EN-US;q=0.3, Fr-CH",
    "en-us;q=0, en",
    "*;q=0.5, nl;q=0.5, fr",
    "EN-GB;q=0, en;q=0.2, DE;q=0.4, Fr-Ch",
    "EN-GB;q=0, en-gb-x;q=0.2, FR;q=0, fr-ch-x",
    "x-1-a-b",
    "en_us",
    "abcdefghi",
    "en;q=0.5, en;q=0.1, de;q=0.5",
    ",en",
    "a,b;q=0.1,,c",
    "*-en",
    "fr, *;q=0.2, *;q=0, de;q=0.1",
]
LANGUAGE_OFFERS = [
    [],
    ["en"],
    ["en-gb", "en-us", "en", "fr"],
    ["de", "de-DE", "de-de-1996", "nl"],
    ["zh", "zh-Hant", "zh-Hant-CN"],
    ("fr-ch", "FR", "en-A"),
    ["x", "x-1", "en-us-x", "a", "c", "b"],
    ["da", "en-gb-oed"],
]
KINDS = {
    "": (ap.create_accept_header, ap.AcceptValidHeader, ap.AcceptNoHeader, ap.AcceptInvalidHeader, MEDIA, OFFERS),
    "_charset": (
        ap.create_accept_charset_header,
        ap.AcceptCharsetValidHeader,
        ap.AcceptCharsetNoHeader,
        ap.AcceptCharsetInvalidHeader,
        CHARSETS,
        CHARSET_OFFERS,
    ),
    "_encoding": (
        ap.create_accept_encoding_header,
        ap.AcceptEncodingValidHeader,
        ap.AcceptEncodingNoHeader,
        ap.AcceptEncodingInvalidHeader,
        ENCODINGS,
        ENCODING_OFFERS,
    ),
    "_language": (
        ap.create_accept_language_header,
        ap.AcceptLanguageValidHeader,
        ap.AcceptLanguageNoHeader,
        ap.AcceptLanguageInvalidHeader,
        LANGUAGES,
        LANGUAGE_OFFERS,
    ),
}
WITH_SLASH = [["x", 0.5], ("x", 1), {"a": 0.5, "b": 1.0}]


def _matches(kind):
    create, _, _, _, headers, offers = KINDS[kind]
    out = []
    for text in headers:
        header = tell(create, text)
        out.append([text, header])
        found = create(text)
        for wanted in offers:
            row = []
            if kind != "_language":
                row.append(tell(found.acceptable_offers, wanted))
            else:
                row += [tell(found.basic_filtering, wanted)]
                row += [
                    tell(found.lookup, wanted, default="none"),
                    tell(found.lookup, wanted, default_tag="tag"),
                    tell(found.lookup, wanted, "fr-x-y", "en", lambda: "called"),
                ]
            row += [tell(found.best_match, wanted), tell(found.best_match, wanted, "nothing")]
            out.append(row)
    return out


def accept():
    return _matches("")


def charset():
    return _matches("_charset")


def encoding():
    return _matches("_encoding")


def language():
    return _matches("_language")


def singles():
    out = []
    for create, _, _, _, headers, offers in KINDS.values():
        flat = list(dict.fromkeys(str(offer) for wanted in offers for offer in wanted))
        for text in headers:
            found = create(text)
            out.append(
                [
                    tell(bool, found),
                    tell(list, found),
                    tell(found.copy),
                    [[tell(found.quality, offer), tell(found.__contains__, offer)] for offer in flat],
                ]
            )
            out.append(
                [
                    *attributes(found, "header_value parsed _parsed_nonzero"),
                    tell(lambda f=found: f.accept_html()),
                    tell(lambda f=found: f.accepts_html()),
                ]
            )
    return out


def best_of_weighted():
    out = []
    for create, _, _, _, headers, offers in KINDS.values():
        for text in headers[::2]:
            for wanted in offers[1:4]:
                weighted = [(str(offer), 0.5 + n) if n % 2 else str(offer) for n, offer in enumerate(wanted)]
                out.append(
                    [
                        tell(create(text).best_match, weighted),
                        tell(create(text).best_match, weighted, default_match="d"),
                    ]
                )
    return out


def lookups():
    out = []
    for text in ("", "en;q=0", "*;q=0", "*", "de-x-y;q=0.1, fr;q=0"):
        found = ap.create_accept_language_header(text)
        for args in (
            [],
            [None],
            ["*", "en"],
            ["fr"],
            ["fr", "fr"],
            ["en-gb", "fr", "d"],
            [None, "en"],
            [None, "EN", "d"],
            [None, None, ""],
            ["de-q", None, lambda: 3],
            [None, "de", lambda: [1]],
        ):
            out.append(tell(found.lookup, ["fr", "de", "En"], *args))
    return out


def adding():
    out = []
    for create, valid, none, invalid, headers, _ in KINDS.values():
        operands = [
            None,
            "",
            "a/b;q=0.2" if create is ap.create_accept_header else "a;q=0.2",
            "!!,/;;",
            {},
            [],
            (),
            5,
            {"a/b" if create is ap.create_accept_header else "a": 0.5},
        ]
        operands += [
            *WITH_SLASH,
            ["a/b", ("c/d", 0.3), ("e/f;x=1", 0.2, ";y=2")],
            {"a/b": (0.3, ";e=1"), "*/*": 1.0},
            [("a", 0.0), "b"],
            ("fr", ("en-gb", 0.25), ("*", 0)),
        ]
        operands += [
            none(),
            invalid("!!/ /"),
            valid(headers[3]),
            valid(headers[4]),
            type("Other", (), {"__str__": lambda self: "x/y, z/*;q=0.1"})(),
            type("Odd", (), {"__str__": lambda self: "text/html text"})(),
        ]
        for left in [create(headers[n]) for n in (0, 1, 3, 7)] + [invalid("not valid ,, / ;"), none()]:
            for right in operands:
                out.append([tell(lambda a=left, b=right: a + b), tell(lambda a=left, b=right: b + a)])
    return out


def refused():
    out = []
    for _, valid, none, invalid, headers, _ in KINDS.values():
        out += [tell(valid, text) for text in headers]
        out += [tell(lambda t=text, v=valid: list(v.parse(t))) for text in headers if text is not None]
        out += [tell(none), tell(invalid, "?"), repr(none()), str(invalid("?,")), tell(valid, None)]
    return out


def properties():
    out = []
    for kind, (_, valid, none, invalid, headers, _) in KINDS.items():
        name = "accept" + kind
        key = "HTTP_" + name.upper()
        values = [
            None,
            "",
            headers[3],
            "nonsense ;;",
            valid(headers[4]),
            none(),
            invalid("!!"),
            {"a/b": 0.5},
            {"en": 1.0},
            ["x/y", ("z/*", 0.1)],
            ["fr", ("de", 0.2)],
            (),
            7,
        ]
        for value in values:
            request = BaseRequest(make_environ(**{key: "a;q=0.1"}))
            out.append([tell(setattr, request, name, value), request.environ.get(key), tell(getattr, request, name)])
        for text in (None, "", "en", "text/html", "; ;"):
            request = BaseRequest(make_environ(**{key: text}))
            out.append(
                [
                    tell(getattr, request, name),
                    tell(delattr, request, name),
                    tell(delattr, request, name),
                    key in request.environ,
                ]
            )
        out.append([getattr(type(request), name).__doc__ is not None])
    return out
