# ruff: noqa: SLF001 - what is tried is what users do
"""Offers of media types, and the header class of older versions."""

from driver import MEDIA, tell
from webob import acceptparse as ap


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
    for text in MEDIA[1:]:
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
