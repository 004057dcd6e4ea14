"""Benign twins of the attacks: near misses, which must go on as they are."""

from days import FILES, KEY, command, lay, look, office, settings, signed
from phrases import twin


def twins():
    bob = office("bob", "amy")
    names = [
        ("file", name, "x") for name in ("..a", "...", "a..", "out-2/x", "b/../c", "./d", "..b/..c", "out", "e//f")
    ]
    names += [("link", "b/l", "../out-2/x"), ("link", "out-2/l", "../..a"), ("folder", "..d", 0o755)]
    steps = [
        lay({"box/out-2/mine": "mine", "p": signed(names)}),
        command("bob", "unpack", "p", "--into", "box/out"),
        look("box"),
    ]
    more = [
        command("bob", "unpack", "p", "--into", "./box//out-3/"),
        command("bob", "unpack", "p", "--into", "box/x/../out-4"),
        look("box"),
    ]
    yield twin("neighbours", "names", *bob, *steps, *more)
    chains = [
        ("folder", "v1/d", 0o755),
        ("file", "v1/d/x", "one"),
        ("link", "now", "v1"),
        ("link", "x", "now/d/x"),
        ("file", "now/new", "two"),
    ]
    chains += [
        ("link", "v1/d/up", ".."),
        ("link", "v1/d/upx", "../d/./x"),
        ("link", "back", "v1/d/../d/x"),
        ("link", "gone", "not/there"),
    ]
    chains += [
        ("file", "v1/d/up/more", "three"),
        ("link", "v1/d/top", "../.."),
        ("link", "far", "v1/d/top/v1/d/x"),
        ("file", "now/d/y", "four"),
    ]
    again = [("file", "now/again", "five"), ("link", "now/l", "d/x"), ("link", "x", "v1/d/y")]
    steps = [lay({"p": signed(chains), "q": signed(again)}), command("bob", "unpack", "p", "--into", "o"), look("o")]
    yield twin("links", "inside", *bob, *steps, command("bob", "unpack", "q", "--into", "o"), look("o"))
    modes = [0o400, 0o500, 0o600, 0o644, 0o700, 0o755, 0o666, 0o777, 0o622, 0o664, 0o555]
    entries = [("file", f"f{mode:o}", "x", mode) for mode in modes] + [("folder", f"d{mode:o}", mode) for mode in modes]
    yield twin(
        "bits",
        "modes",
        *bob,
        lay({"p": signed(entries)}),
        command("bob", "list", "p"),
        command("bob", "unpack", "p", "--into", "o"),
        look("o"),
    )
    large = [
        ("file", "zeros", "\0" * 3_000_000),
        ("file", "none", ""),
        ("file", "one", "1"),
        ("file", "text", "abc" * 9_000),
    ]
    steps = [
        command("bob", "check", "p"),
        command("bob", "unpack", "p", "--into", "o"),
        look("o"),
        command("bob", "keep", "p"),
    ]
    yield twin(
        "bombs", "large", *bob, settings("bob", "bob", "[limits]\ntotal = 3027001\n"), lay({"p": signed(large)}), *steps
    )
    sha512, fields = signed([("file", "a", "x")], algorithm="hmac-sha512"), {"draft": True, "to": ""}
    draft = signed([("file", "a", "x")], algorithm="sha256", change=fields)
    steps = [command("bob", what, name) for name in ("p", "d") for what in ("check", "list", "keep")]
    steps += [
        command("bob", "unpack", name, "--into", "o", *more) for name in ("p", "d") for more in ((), ("--draft",))
    ]
    yield twin("algorithms", "known", *bob, lay({"p": sha512, "d": draft}), *steps, look("o"))
    same = signed([("file", "a", "x")], upper=True, serial=3)
    yield twin(
        "digits",
        "upper",
        *bob,
        lay({"p": same, "q": sha512}),
        *(command("bob", what, n) for n in "qp" for what in ("check", "keep")),
    )
    given = {f"p{n}": signed([("file", "a", "x")], serial=n) for n in (2, 4, 5, 9)}
    given |= {"c1": signed([("file", "a", "x")], serial=1, sender="carol")}
    steps = [
        command("bob", "keep", "p2"),
        command("bob", "forget", "amy-2"),
        command("bob", "keep", "p4"),
        command("bob", "keep", "p5"),
    ]
    steps += [
        command("bob", "prune", "--keep", "1"),
        command("bob", "keep", "c1"),
        command("bob", "keep", "p9"),
        command("bob", "stored"),
    ]
    yield twin("replays", "order", *office("bob", "amy", "carol"), lay(given), *steps, command("bob", "verify"))
    titles = [
        "two words",
        'it\'s "so"',
        "a & b; c | d > e",
        "*?[a]",
        "#",
        "",
        " x ",
        "{title}",
        "(a)",
        "~",
        "100%",
        "a=b",
        "!x",
        "tab\tx",
    ]
    steps = [
        settings(
            "bob", "bob", "[hooks]\nkept = printf '<%s>' {title} {id}$((1+1)) \"$HOME_X\" >> log; echo `echo ok`\n"
        )
    ]
    for at, title in enumerate(titles, 1):
        steps += [
            lay({f"p{at}": signed([("file", "a", "x")], serial=at, title=title)}),
            command("bob", "keep", f"p{at}"),
        ]
    yield twin("words", "titles", *bob, *steps, look("log"))
    files = {
        f"p/{name}": "b\na\n"
        for name in ("a-b.csv", "+x.csv", "=.csv", "o -u.csv", "a/--.txt", "d/x.csv", "..csv", "'q'.csv", "-u.txt")
    }
    steps = [
        settings("amy", "amy", "[filters]\n*.csv = sort\n"),
        lay(files),
        command("amy", "pack", "p", "--to", "bob", "-o", "q"),
    ]
    yield twin(
        "options",
        "names",
        *office("amy", "bob"),
        *steps,
        command("amy", "list", "q"),
        command("amy", "unpack", "q", "--into", "o"),
        look("o", "p"),
    )
    texts = [
        "{p.id}{p.sender}{p.title}{p.serial}{p.entries}{p.size}{n}",
        "{p.title!r:>20}|{p.size:,}|{n:03}",
        "{{p.store}} {{{p.id}}}",
        "p.store [0]",
    ]
    steps = [lay({"p": signed([("file", "a", "x")], title="{p.store} {0}")}), command("bob", "keep", "p")]
    steps += [s for at, text in enumerate(texts) for s in (lay({f"t{at}": text}), command("bob", "report", f"t{at}"))]
    yield twin("templates", "places", *bob, *steps)
    title = "Gr\u00fc\u00dfe \u4e16\u754c \u00bfque? \u2713 [31m ]0;"
    entries = [("file", "\u00e9 \u4e16", "x"), ("file", "t\tab", "x"), ("file", "[2J", "x")]
    steps = [command("bob", *words) for words in (("list", "p"), ("check", "p"), ("keep", "p"), ("stored",))]
    yield twin("terminals", "letters", *bob, lay({"p": signed(entries, title=title)}), *steps)
    steps = []
    for mode in (0o600, 0o400, 0o700, 0o500):
        steps += [
            lay({"bob/keys/amy.key": {"change": mode}}),
            command("bob", "key", "list"),
            command("bob", "check", "p"),
        ]
    yield twin(
        "keys",
        "owner",
        *bob,
        lay({"p": signed([("file", "a", "x")])}),
        *steps,
        lay({"k": KEY.hex()}),
        command("bob", "key", "add", "zoe", "k"),
        look("bob/keys"),
    )
    steps = [
        lay({"x/other.txt": "x", "x/bob-9.parcel": "x"}),
        *(command("amy", "pack", "plans", "--to", "bob") for _ in range(2)),
    ]
    steps += [
        command("amy", "sync", "x"),
        look("x"),
        command("bob", "sync", "x"),
        command("amy", "sync", "x"),
        look("x", "bob/store"),
    ]
    yield twin("parts", "days", *office("amy", "bob"), *bob, lay(FILES), *steps)
