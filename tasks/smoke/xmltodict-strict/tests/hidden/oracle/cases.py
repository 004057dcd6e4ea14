"""The second opinion's cases: settings, feeds, prices, envelopes, edits, broken documents."""

import random

WORDS = ["oak", "elm", "a & b", "x<y", "", "ash tree", "\u00e9t\u00e9", "  pine "]


def case(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    made = [
        case("settings", "hosts", "settings", '<settings mode="x"><host>a</host><port tls="no">80</port></settings>'),
        case("feed", "all", "feed", "<feed><item n='1'>a</item><item><t>b</t></item><item/></feed>", 9),
        case("feed", "two", "feed", "<feed><item n='1'>a</item><item><t>b</t></item><item/></feed>", 2),
        case("prices", "shop", "prices", "<s><price>1.25</price><!-- c --><x list-price='3'/><remark>r</remark></s>"),
        case("envelope", "none", "envelope", []),
        case("envelope", "some", "envelope", WORDS),
        case("edited", "new", "edited", "<a><b/> c </a>", "@d", "e"),
        case("edited", "second-root", "edited", "<a/>", "b", "c"),
        case("edited", "deep", "edited", "<a><b>1</b></a>", "b", [{"c": None}, 2, False]),
    ]
    texts = ["<a>", "a", "<a></b>", "<a/><b/>", "<a>&x;</a>", "<a b=c/>", "<a b='1' b='2'/>", "\u00e9"]
    return made + [case("broken", str(n), "broken", text) for n, text in enumerate(texts)] + generate(77, 10)


def generate(seed, count):
    """`count` random cases."""
    rng = random.Random(seed)
    return [rng.choice([_settings, _feed, _prices, _envelope, _edited])(rng, f"drawn-{seed}-{n}") for n in range(count)]


def _text(rng):
    return rng.choice(WORDS).replace("&", "&amp;").replace("<", "&lt;")


def _settings(rng, name):
    parts = "".join(f"<{tag}>{_text(rng)}</{tag}>" for tag in rng.choices(["host", "port", "path"], k=5))
    return case("settings", name, "settings", f'<settings v="{_text(rng)}">{parts}</settings>')


def _feed(rng, name):
    items = "".join(f"<item n='{n}'>{_text(rng)}<t>{_text(rng)}</t></item>" for n in range(rng.randrange(6)))
    return case("feed", name, "feed", f"<feed>{items}</feed>", rng.randrange(1, 7))


def _prices(rng, name):
    items = "".join(
        f"<{tag}>{rng.randrange(1000) / 8}</{tag}>" for tag in rng.choices(["price", "low-price", "remark", "n"], k=6)
    )
    return case("prices", name, "prices", f"<shop><!--{rng.randrange(9)}-->{items}</shop>")


def _envelope(rng, name):
    return case("envelope", name, "envelope", rng.choices(WORDS, k=rng.randrange(1, 5)))


def _edited(rng, name):
    key, value = rng.choice(["b", "@id", "#text"]), rng.choice(["x", 5, True, None])
    return case("edited", name, "edited", f"<a id='1'>{_text(rng)}<b>{_text(rng)}</b></a>", key, value)
