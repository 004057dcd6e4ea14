"""Attacks that take more than one parcel, or more than one look: size, order, terminals, and the shared folder."""

import string

from days import FILES, lay, look, office, settings, signed
from phrases import BAD, attack, folders, quiet, there

MUCH = 48 << 20
"""Bytes that a small file unpacks to."""
PEAK_MB = 76
"""Memory within which a command stays that unpacks no more than was declared: an interpreter takes half of that."""
ODD = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\x9d0;title\x9c",
    "\x7f",
    "\r",
    "\u202e",
    "\u2028",
    "\u200b",
    "\x85",
    "\x08\x08",
    "\u2066",
]


def bombs(rng, name):
    fill, end = rng.choice("0\0 x"), "evil" if name == "frozen" else rng.choice(string.ascii_letters)
    much = signed([("file", "much", fill * MUCH + end, 0o644, rng.randrange(20))])
    steps = [*office("bob", "amy"), lay({"much": much})]
    steps += [
        quiet("bob", *way, tell=("exit", "small"), peak_mb=PEAK_MB)
        for way in (("check", "much"), ("unpack", "much", "--into", "o"))
    ]
    yield attack("bombs", name, [*steps, look("o")], *([[code, True], [code, True], {"o": None}] for code in BAD))
    sizes = [(6, 5), (6, 0), (5, 6), (0, 1), (1000, 999), (1000, 1001), (rng.randrange(50, 99), rng.randrange(40))]
    steps = office("bob", "amy")
    for at, (real, said) in enumerate(sizes):
        one = signed([("file", "a", "x"), ("file", "b", "y" * real, 0o644, said)], serial=at + 1)
        steps += [lay({f"p{at}": one}), quiet("bob", "check", f"p{at}"), quiet("bob", "keep", f"p{at}")]
    yield attack(
        "bombs", f"{name}-sizes", [*steps, quiet("bob", "stored")], *([[code]] * 2 * len(sizes) + [[1]] for code in BAD)
    )


def replays(rng, name):
    low = rng.randrange(1, 9)
    serials = [low, low + 1, low + 5]
    text = f"{rng.randrange(10**6)}"
    given = {f"p{n}": signed([("file", "a", text)], serial=n, title=text) for n in range(1, serials[-1] + 2)}
    newest, last = f"p{serials[-1]}", f"amy-{serials[-1]}"
    begin = [*office("bob", "amy"), lay(given), *(quiet("bob", "keep", f"p{n}") for n in serials)]
    told = [[0]] * len(serials)
    older = [f"p{n}" for n in range(1, serials[-1] + 1)]
    steps = [quiet("bob", "forget", f"amy-{n}") for n in serials] + [quiet("bob", "keep", one) for one in older]
    steps += [quiet("bob", "stored"), quiet("bob", "keep", f"p{serials[-1] + 1}")]
    yield attack(
        "replays",
        f"{name}-all",
        begin + steps,
        *(told + [[0]] * 3 + [[code]] * len(older) + [[1], [0]] for code in BAD),
    )
    steps = [quiet("bob", "forget", last), *(quiet("bob", "keep", one) for one in (newest, older[-2], older[0]))]
    steps += [
        quiet("bob", "prune", "--keep", "1"),
        *(quiet("bob", "keep", one) for one in (older[0], f"p{low}", newest)),
    ]
    yield attack(
        "replays", f"{name}-one", begin + steps, *(told + [[0]] + [[code]] * 3 + [[0]] + [[code]] * 3 for code in BAD)
    )
    steps = [
        lay({f"x/{one}.parcel": given[one] for one in older}),
        quiet("bob", "forget", last),
        quiet("bob", "prune", "--keep", "1"),
    ]
    steps += [quiet("bob", "sync", "x"), quiet("bob", "stored", tell=("lines", "hush"), hush=["amy-"])]
    rest = [
        quiet("bob", "stored", "--from", "amy", last),
        quiet("bob", "forget", f"amy-{low + 1}"),
        quiet("bob", "sync", "x"),
        quiet("bob", "stored"),
    ]
    yield attack(
        "replays", f"{name}-sync", begin + steps + rest, [*told, [0], [0], [0], [0, ["amy-"]], [1], [0], [0], [1]]
    )


def terminals(rng, name):
    odd = rng.sample(ODD, len(ODD) if name == "frozen" else 3)
    steps, told = (
        [*office("bob", "amy"), settings("bob", "bob", "[limits]\nentries = 50\n"), lay({"x": {"folder": 0o755}})],
        [],
    )
    for at in range(1, 1 + len(odd) // 3):
        some = odd[at * 3 - 3 : at * 3]
        text = "".join(some)
        good = signed(
            [("file", f"a{text}", "x"), ("link", f"l{text}", f"a{text}"), ("folder", f"d{text}", 0o755)],
            serial=at,
            title=f"T{text}t",
        )
        bad = signed([("file", f"../{text}", "x")], serial=at, title=text, to=f"b{text}")
        steps += [
            lay(
                {
                    "p": good,
                    "q": bad,
                    f"x/{at}{text}.parcel": signed([("file", f"{text}", "x")], algorithm="hmac-sha256", key=b"k" * 32),
                }
            )
        ]
        for words in (("list", "p"), ("check", "p"), ("unpack", "p", "--into", "o"), ("keep", "p"), ("stored",)):
            steps.append(quiet("bob", *words, tell=("exit", "hush"), hush=some))
            told.append([0, []])
        for words in (
            ("list", "q"),
            ("check", "q"),
            ("unpack", "q", "--into", "o"),
            ("keep", "q"),
            ("sync", "x"),
            ("check", f"x/{at}{text}.parcel"),
        ):
            steps.append(quiet("bob", *words, tell=("hush",), hush=some))
            told.append([[]])
    steps += [lay({"t": "{p.title} {p.title:>20}"}), quiet("bob", "report", "t", tell=("exit", "hush"), hush=odd)]
    yield attack("terminals", name, steps, [*told, [0, []]])
    shown = signed([("file", f"a{odd[0]}b", "x")], title=f"T{odd[1]}\u00e4")
    first, second = ("".join(c if c.isprintable() else "?" for c in text) for text in odd[:2])
    lines = f"amy-1 for bob: T{second}\u00e4\nmode       size  name\nrw-r--r--   1 B  a{first}b\n"
    yield attack(
        "terminals",
        f"{name}-shown",
        [lay({"p": shown}), {**quiet("bob", "list", "p"), "tell": ["exit", "stdout"]}],
        [[0, lines]],
    )


def parts(rng, name):
    victim = f"victim{rng.randrange(99)}"
    ends = [".part", ".tmp", "~", ".new", ".partial", ".temp"]
    planted = [
        *(f"x/amy-1.parcel{end}" for end in ends),
        "x/.amy-1.parcel.part",
        "x/.amy-1.parcel",
        "x/amy-1.part",
        "x/amy-1.tmp",
        "x/.amy-1.parcel.tmp",
    ]
    for at, target in enumerate([f"../{victim}", "../made", f"../x2/{victim}"]):
        steps = [
            *office("amy", "bob"),
            lay(FILES),
            lay(folders("x", "x2")),
            lay({victim: "mine", f"x2/{victim}": "mine"}),
        ]
        steps += [lay({path: {"link": target} for path in planted}), quiet("amy", "pack", "plans", "--to", "bob")]
        steps += [quiet("amy", "sync", "x", tell=("hush",)), look(victim, "x2", "made")]
        whole = there({victim: "mine", f"x2/{victim}": "mine"}, "x2") | {"made": None}
        yield attack("parts", f"{name}-{at}", steps, [[0], [[]], whole])
