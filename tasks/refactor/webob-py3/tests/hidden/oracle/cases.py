"""Cases of the second oracle: statements of RFCs, worked out here, and visits to a small application.

What an RFC says is `expected`; the original is not asked for it."""

import random

SIZES = (0, 1, 10, 40, 100)
LEAVES = ["text/html", "text/plain", "image/png", "application/json"]
LANGUAGES = ["en", "en-gb", "de", "fr-ch", "zh-hant"]


def case(name, call, *args, expected=None, **kwargs):
    """One case; with `expected` the answer is stated."""
    made = {"id": name, "group": name.split("/")[0], "call": f"driver:{call}", "args": list(args), "kwargs": kwargs}
    return made if expected is None else {**made, "expected": {"value": expected}}


def corpus():
    """The frozen cases."""
    rows = [
        # RFC 7231, 5.3.2: the most specific range counts.
        (
            "Accept",
            "text/*;q=0.3, text/html;q=0.7, text/html;level=1, */*;q=0.5",
            ["text/html;level=1", "text/html", "text/plain", "image/jpeg", "text/html;level=3"],
            [
                ["text/html;level=1", 1.0],
                ["text/html", 0.7],
                ["text/html;level=3", 0.7],
                ["image/jpeg", 0.5],
                ["text/plain", 0.3],
            ],
        ),
        (
            "Accept",
            "audio/*; q=0.2, audio/basic",
            ["audio/mpeg", "audio/basic", "text/plain"],
            [["audio/basic", 1.0], ["audio/mpeg", 0.2]],
        ),
        # 5.3.1: three digits at most, and 0 means not acceptable.
        ("Accept", "text/plain;q=0.001, text/html;q=0.000", ["text/html", "text/plain"], [["text/plain", 0.001]]),
        # 5.3.3 and 5.3.4.
        (
            "Accept-Charset",
            "iso-8859-5, unicode-1-1;q=0.8",
            ["utf-8", "unicode-1-1", "ISO-8859-5"],
            [["ISO-8859-5", 1.0], ["unicode-1-1", 0.8]],
        ),
        (
            "Accept-Encoding",
            "gzip;q=1.0, identity; q=0.5, *;q=0",
            ["identity", "br", "gzip"],
            [["gzip", 1.0], ["identity", 0.5]],
        ),
        ("Accept-Encoding", "compress, gzip", ["identity", "gzip", "br"], [["identity", 1.0], ["gzip", 1.0]]),
        ("Accept-Encoding", "*;q=0", ["identity", "gzip"], []),
        # RFC 4647, 3.3.1: a prefix that ends at a hyphen.
        ("Accept-Language", "de-de", ["de-DE-1996", "de-Deva", "de", "de-de"], [["de-DE-1996", 1.0], ["de-de", 1.0]]),
        (
            "Accept-Language",
            "da, en-gb;q=0.8, en;q=0.7",
            ["en", "en-gb-x", "da", "fr"],
            [["da", 1.0], ["en-gb-x", 0.8], ["en", 0.7]],
        ),
        ("Accept-Language", "*;q=0.2, fr;q=0", ["fr-ch", "nl"], [["nl", 0.2]]),
    ]
    made = [
        case(f"quality/{n}", "ranked", header, value, offers, expected=found)
        for n, (header, value, offers, found) in enumerate(rows)
    ]
    # RFC 4647, 3.4: subtags are cut off from the end, single ones with the one behind them.
    looked = [
        ("zh-Hant-CN-x-private1-private2", ["zh-hant", "zh"], "zh-hant"),
        ("zh-Hant-CN-x-private1", ["zh-Hant-CN", "zh"], "zh-Hant-CN"),
        ("en-a-bbb", ["en-a", "en"], "en"),
        ("fr, de;q=0.9", ["de", "nl"], "de"),
        ("*", ["de"], "none"),
    ]
    made += [
        case(f"lookup/{n}", "lookup", value, tags, "none", expected=found)
        for n, (value, tags, found) in enumerate(looked)
    ]
    made += [
        one_range(f"range/{size}-{n}", size, text)
        for size in SIZES
        for n, text in enumerate(("0-0", "0-9", "5-", "-5", "-1", "99-", "0-999", "39-39"))
    ]
    # RFC 7233, 3.2: a weak tag or another one serves the whole.
    made += [
        case(
            f"if-range/{n}",
            "part",
            40,
            {"Range": "bytes=0-1", "If-Range": tag},
            expected=partial(40, 0, 1) if good else whole(40),
        )
        for n, (tag, good) in enumerate((('"v1"', True), ('"v2"', False), ('W/"v1"', False)))
    ]
    # RFC 7232, 3.2 and 3.3: weak comparison, and no date beside a tag.
    same, older = "Tue, 05 May 2020 12:00:00 GMT", "Tue, 05 May 2020 11:59:59 GMT"
    asked = [
        ({"If-None-Match": '"v1"'}, True),
        ({"If-None-Match": '"v0", W/"v1"'}, True),
        ({"If-None-Match": '"v0"'}, False),
        ({"If-None-Match": '"v0"', "If-Modified-Since": same}, False),
        ({"If-None-Match": '"v1"', "If-Modified-Since": older}, True),
        ({"If-Modified-Since": same}, True),
        ({"If-Modified-Since": older}, False),
        ({"If-Modified-Since": "not a date"}, False),
    ]
    notes = text(39)
    made += [
        case(f"conditional/{n}", "conditional", headers, expected=[304, ""] if again else [200, notes])
        for n, (headers, again) in enumerate(asked)
    ]
    # RFC 4647, 2: tags are compared without case, those that are refused too.
    for n, value in enumerate(("EN-gb;q=0, De", "en-GB;q=0, dE;q=0.3")):
        made.append(case(f"case/{n}", "lookup", value, ["en-GB", "DE"], "none", expected="DE"))
    made.append(case("case/2", "lookup", "EN;q=0, en-gb-x;q=0.2", ["en", "fr"], "none", expected="none"))
    # RFC 6265, 5.4 and 4.1.1.
    for n, (header, found) in enumerate(
        (
            ("SID=31d4d96e407aad42; lang=en-US", [["SID", "31d4d96e407aad42"], ["lang", "en-US"]]),
            ('a="b"', [["a", "b"]]),
            ("a=b=c", [["a", "b=c"]]),
            ("a=; b=1", [["a", ""], ["b", "1"]]),
        )
    ):
        made.append(case(f"cookie/{n}", "cookie_pairs", header, expected=found))
    made += [
        case(f"cookie-round/{n}", "cookie_round", "n", value, expected=value)
        for n, value in enumerate(("x", "x y", "a;b,c", 'q"q', "caf\xe9 \u20ac", "back\\slash", "=" * 9))
    ]
    return [*made, *(visit(f"visit/{n}", random.Random(n)) for n in range(8))]


def whole(size):
    """A body as it is."""
    return [200, None, str(size), text(size)]


def text(size):
    """The first letters of the body."""
    notes = "All work and no play makes a dull boy. "
    return (notes * (size // len(notes) + 1))[:size]


def partial(size, first, last):
    """Bytes from first to last, both in it."""
    return [206, f"bytes {first}-{last}/{size}", str(last - first + 1), text(size)[first : last + 1]]


def one_range(name, size, wanted):
    """RFC 7233, 2.1: both ends belong to it, a missing first one counts from the end, too large a last one is cut."""
    first, _, last = wanted.partition("-")
    start = int(first) if first else max(0, size - int(last))
    stop = min(int(last), size - 1) if first and last else size - 1
    if not first and int(last) > size:
        return case(name, "part", size, {"Range": f"bytes={wanted}"})  # the original cuts it from in front
    if start >= size:
        told = f"Requested range not satisfiable: bytes={wanted}"
        return case(
            name, "part", size, {"Range": f"bytes={wanted}"}, expected=[416, f"bytes */{size}", str(len(told)), told]
        )
    return case(name, "part", size, {"Range": f"bytes={wanted}"}, expected=partial(size, start, stop))


def quality(name, rng):
    """Media ranges with one offer of each leaf: by how specific they are."""
    ranges = rng.sample([*LEAVES, "text/*", "image/*", "*/*"], rng.randint(1, 5))
    weights = {item: rng.choice((1.0, 0.9, 0.5, 0.25, 0.125, 0.0)) for item in ranges}
    value = ", ".join(f"{item};q={weight}" for item, weight in weights.items())
    found = []
    for offer in LEAVES:
        best = next((item for item in (offer, offer.split("/")[0] + "/*", "*/*") if item in weights), None)
        if best and weights[best]:
            found.append([offer, weights[best]])
    return case(name, "ranked", "Accept", value, LEAVES, expected=sorted(found, key=lambda pair: -pair[1]))


def visit(name, rng):
    """A visitor who writes, reads and removes notes."""
    steps = [["GET", "/notes/", {}, None], ["POST", "/login", {}, {"name": rng.choice(["ann", "b\xf6b"])}]]
    for _ in range(rng.randint(4, 9)):
        note = "/notes/" + rng.choice(["a", "b", "c%20d"])
        steps.append(
            rng.choice(
                [
                    ["PUT", note, {}, rng.choice(["short", "\u20ac uro", "long " * 40])],
                    ["GET", note, {"Range": f"bytes={rng.randint(0, 9)}-{rng.randint(3, 20)}"}, None],
                    ["GET", note + "?zip=1", {"Accept-Encoding": rng.choice(["gzip", "br", "gzip;q=0"])}, None],
                    ["GET", "/notes/", {"Accept": rng.choice(["application/json", "text/*", "*/*;q=0.1"])}, None],
                    ["HEAD", note, {}, None],
                    ["DELETE", note, {}, None],
                    ["GET", "/elsewhere", {"Accept": rng.choice(["application/json", "text/plain"])}, None],
                ]
            )
        )
    return case(name, "visit", steps)


def rounds(name, rng):
    """Fields that come back as they went."""
    fields = [
        [rng.choice(["a", "b", "c d"]), rng.choice(["1", "x y", "&=", "\u20ac", "", "+%"])]
        for _ in range(rng.randint(1, 5))
    ]
    way = rng.randint(0, 2)
    if way == 2:
        return case(name, "query_round", fields, expected=fields)
    return case(name, "form_round", fields, multipart=bool(way), expected=fields)


def ranged(name, rng):
    """A range of a body."""
    first = rng.randint(0, 60)
    wanted = rng.choice([f"{first}-{first + rng.randint(0, 60)}", f"{first}-", f"-{rng.randint(1, 60)}"])
    return one_range(name, rng.randint(1, 90), wanted)


def generate(seed, count):
    """`count` cases; those of a smaller count come first."""
    kinds = (quality, visit, rounds, ranged)
    return [kinds[n % 4](f"drawn/{n}", random.Random(f"{seed}/{n}")) for n in range(count)]
