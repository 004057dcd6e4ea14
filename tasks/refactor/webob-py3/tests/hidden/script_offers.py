# ruff: noqa: SLF001 - what is tried is what users do
"""Offers of media types, and the header class of older versions."""

from driver import tell
from webob import acceptparse as ap

TEXTS = [
    "",
    ",",
    "text/html",
    "text/*",
    "*/*",
    "text/html;level=1",
    "text/html;q=0.5, */*;q=0.1",
    "text/html;q=0, text/*",
    "text/html ; q=0.3 , application/json;q=0.3",
    "TEXT/HTML;Level=1;q=0.7",
    'text/html;p="a\\"b,c";q=0.8;ext=1;flag;e="x y"',
    "text/plain; format=flowed, text/plain;q=0.4, text/*;q=0.2, */*;q=0.1",
    "*/html",
    "text",
    "text/html;q=1.1",
    "text/html;q=0.1234",
    "text/html;q=1.000",
    "text/html;q=",
    "a/b;q=0.0,c/d;Q=.5",
    "a/b,,c/d;q=0.001",
    ", a/b",
    "a/b;x=1;y=2, a/b;y=2;x=1;q=0.9, a/b;x=1;q=0.2",
    'a/b;x="1", a/b;q=0.3',
    'a/b;x="";q=0.1',
    "text/html, text/html;q=0.2",
    "application/xhtml+xml, text/xml;q=0.9",
    "text/html;=1",
    "text/html;a",
    "text/html;q=0.5;",
    "\ttext/html\t;\tq=0.5\t",
    "text/htm\xe9",
    "*/*;q=0",
    "text/*;q=0, */*",
    "a/b;q=0.5;q=0.7",
]


def offers():
    texts = [
        "a/b",
        "a/b;c=d",
        'A/B;C="D e"',
        "a/*",
        "*/*",
        "a",
        "",
        "a/b;",
        "a/b;q=0.5",
        "a/b ; c=d",
        'a/b;c="x\\"y\\\\"',
        "a/b;c=d;e=f",
        "a/b;c",
        None,
        5,
        ap.AcceptOffer("X", "Y", (("N", "V"),)),
        "a /b",
        "a/b;c=d;",
    ]
    out = [tell(ap.Accept.parse_offer, text) for text in texts]
    out += [
        str(ap.AcceptOffer(*parts))
        for parts in (("a", "b", ()), ("a", "b", (("c", "d e"),)), ("a", "b", (("c", 'd"e\\'), ("f", ""), ("g", "h"))))
    ]
    return out


def old_shim():
    out = []
    for text in TEXTS:
        out.append(tell(ap.MIMEAccept, text))
        shim = ap.MIMEAccept(text)
        out.append(
            [
                tell(list, shim),
                tell(repr, shim),
                tell(str, shim),
                shim._parsed,
                shim._parsed_nonzero,
                tell(lambda t=text: list(ap.MIMEAccept.parse(t))),
                tell(shim.accept_html),
            ]
        )
        out += [
            [tell(shim.quality, offer), tell(shim.__contains__, offer)]
            for offer in ("text/html", "a/b", "text/html;level=1")
        ]
        out += [
            tell(shim.best_match, ["text/html", "a/b"], "d"),
            tell(lambda s=shim: s + "c/d;q=0.3"),
            tell(lambda s=shim: "c/d;q=0.3" + s),
            tell(lambda s=shim: s + ap.MIMEAccept("x/y")),
        ]
    return out
