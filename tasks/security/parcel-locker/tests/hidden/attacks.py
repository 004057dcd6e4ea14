"""Attacks on parcels, each with the closed list of what is harmless to come of it, and their benign twins."""

import random

from days import KEY, code, lay, look, office, sealed, settings, signed
from phrases import BAD, attack, folders, quiet, there
from twins import twins
from wholes import bombs, parts, replays, terminals

LETTERS = "abcdefghijkmnpqrstuvwxyz"


def corpus():
    """The frozen attacks, and the twins."""
    rng = random.Random(11)
    return [*(made for flaw in FLAWS for made in flaw(rng, "frozen")), *twins()]


def generate(seed, count):
    """Attacks drawn with a seed: every flaw in turn, once or more."""
    rng = random.Random(seed)
    rounds = max(1, count // len(FLAWS))
    return [made for at in range(rounds) for flaw in FLAWS for made in flaw(rng, f"drawn-{at}")]


def word(rng, least=3):
    return "".join(rng.choices(LETTERS, k=rng.randrange(least, 9)))


def _refused(flaw, name, entries, into="box/out", kept=None, before=None):
    """Parcels that are to be refused, each alone; nothing may change in the box."""
    kept = kept or {"box/out/mine": "mine", "box/out-2/mine": "mine", "box/victim": "mine"}
    places = sorted({into, "box", *(path.rpartition("/")[0] for path in kept)})
    steps = [*office("bob", "amy"), lay(folders(*places)), lay(kept), lay(before or {})]
    told = []
    as_before = there(kept, *places) | {path: ["link", one["link"]] for path, one in (before or {}).items()}
    for at, one in enumerate(entries):
        steps += [
            lay({f"p{at}": signed([("file", "first", "x"), *one])}),
            quiet("bob", "unpack", f"p{at}", "--into", into),
        ]
        told.append(BAD)
    steps.append(look("box"))
    return attack(flaw, name, steps, *([[code]] * len(entries) + [as_before] for code in BAD))


def neighbours(rng, name):
    into, end, file = f"box/{word(rng)}", rng.choice(["-2", ".old", "x", " ", "0"]), word(rng)
    own = into.rpartition("/")[2]
    kept = {f"{into}/mine": "mine", f"{into}{end}/mine": "mine"}
    ways = [
        ("file", f"../{own}{end}/mine", "evil"),
        ("file", f"../{own}{end}/{file}", "evil"),
        ("file", f"../{own}{file}", "x"),
    ]
    ways += [
        ("file", f"d/../../{own}{end}/mine", "evil"),
        ("folder", f"../{own}{end}", 0o700),
        ("folder", f"../{own}{file}", 0o755),
    ]
    ways += [
        ("link", f"../{own}{file}", "first"),
        ("link", file, f"../{own}{end}/mine"),
        ("link", f"d/{file}", f"../../{own}{end}"),
    ]
    ways += [("file", f"../{own}{end}/new/{file}", "evil"), ("file", f"./../{own}{end}/mine", "evil")]
    yield _refused("neighbours", name, [[way] for way in ways], into, kept)


def links(rng, name):
    d, up, x, evil = (word(rng) + str(at) for at in range(4))
    one, two = [("link", f"{d}/{up}", "..")], [("link", f"{d}/{d}/{up}", "../..")]
    ways = [
        [*one, ("link", x, f"{d}/{up}/.."), ("file", f"{x}/{evil}", "evil")],
        [*one, ("link", x, f"{d}/{up}/../victim")],
    ]
    ways += [[*one, ("link", x, f"{d}/{up}/../victim"), ("file", x, "evil")], [("link", x, f"{d}/{up}/.."), *one]]
    ways += [
        [*two, ("link", x, f"{d}/{d}/{up}/../victim"), ("file", x, "evil")],
        [*two, ("link", x, f"{d}/{d}/{up}/../out-2")],
    ]
    ways += [
        [*two, ("link", x, f"{d}/{d}/{up}/.."), ("folder", f"{x}/{evil}", 0o755)],
        [*one, ("link", x, f"{d}/{up}/../out-2/")],
    ]
    ways += [[("link", d, "."), ("link", f"{d}/{x}", "../victim"), ("file", f"{d}/{x}", "evil")]]
    ways += [[("link", f"{d}/{up}", "."), ("link", f"{d}/{up}/{up}/{x}", "../../victim")]]
    yield _refused("links", name, ways)
    for at, target in enumerate(["..", "../out-2", "../../box/out-2"]):
        left = {"box/out/left": {"link": target}}
        into = "" if target != ".." else "out-2/"
        ways = [
            [("file", f"left/{into}{evil}", "evil")],
            [("folder", f"left/{into}{evil}", 0o755)],
            [("link", f"left/{into}{evil}", "x")],
        ]
        yield _refused("links", f"{name}-left-{at}", [*ways, [("file", f"left/{into}mine", "evil")]], before=left)
    steps = [
        *office("bob", "amy"),
        lay(folders("out", "other")),
        lay({"victim": "mine", "out/note": {"link": "../victim"}}),
    ]
    steps += [lay({"out/dir": {"link": "../other"}, "out/new": {"link": "../made"}})]
    steps += [
        lay(
            {
                "p": signed([("file", "note", "evil", 0o700)]),
                "q": signed([("folder", "dir", 0o700)]),
                "r": signed([("file", "new", "x")]),
            }
        )
    ]
    steps += [quiet("bob", "unpack", one, "--into", "out", tell=("hush",)) for one in "pqr"] + [
        look("victim", "other", "made")
    ]
    yield attack(
        "links", f"{name}-through", steps, [[[]], [[]], [[]], there({"victim": "mine"}, "other") | {"made": None}]
    )


def bits(rng, name):
    modes = [0o4755, 0o2755, 0o1777, 0o7777, 0o6644, 0o4711, rng.choice([0o5755, 0o3700, 0o4600, 0o6555])]
    rng.shuffle(modes)
    entries = [(kind, f"{kind}{at}", "x" if kind == "file" else mode, mode)[: 4 if kind == "file" else 3]
               for at, mode in enumerate(modes) for kind in ("file", "folder")]  # fmt: skip
    told = {f"o/file{at}": ["file", oct(mode & 0o755), "x"] for at, mode in enumerate(modes)}
    told |= {f"o/folder{at}": ["folder", oct(mode & 0o755)] for at, mode in enumerate(modes)}
    steps = [
        *office("bob", "amy"),
        lay({"p": signed(entries)}),
        quiet("bob", "unpack", "p", "--into", "o"),
        look(*told),
    ]
    yield attack("bits", name, steps, [[0], told])


def algorithms(rng, name):
    forged = [signed([("file", word(rng), "evil")], algorithm="sha256", serial=rng.randrange(1, 99), change=change)
              for change in ({}, {"draft": False}, {"draft": 0}, {"draft": None, "title": word(rng)})]  # fmt: skip
    steps, told = [*office("bob", "amy"), lay({"o/mine": "mine", "x": {"folder": 0o755}})], []
    for at, one in enumerate(forged):
        steps += [
            lay({f"x/{at}.parcel": one}),
            quiet("bob", "check", f"x/{at}.parcel", tell=("hush",), hush=["signed by"]),
        ]
        steps += [quiet("bob", "unpack", f"x/{at}.parcel", "--into", "o"), quiet("bob", "keep", f"x/{at}.parcel")]
        told += [[[]], 3, 3]
    steps += [quiet("bob", "sync", "x", tell=("hush",), hush=["kept"]), quiet("bob", "stored", tell=("exit", "stdout"))]
    steps += [look("o/mine", "bob/store")]
    end = [[[]], [1, ""], {"o/mine": ["file", "0o644", "mine"], "bob/store": ["folder", "0o700"]}]
    yield attack("algorithms", name, steps, *([[code] if one == 3 else one for one in told] + end for code in BAD))


def digits(rng, name):
    steps, count = office("bob", "amy"), 0
    for algorithm, full in (("hmac-sha256", 64), ("hmac-sha512", 128)):
        for left in (0, 1, rng.randrange(2, 16), full // 2, full - 2, full - 1):
            whole = {"serial": count + 1, "algorithm": algorithm, "digits": left}
            steps += [
                lay({f"{count}": signed([("file", word(rng), "evil")], **whole)}),
                quiet("bob", "keep", f"{count}"),
            ]
            count += 1
    for at, end in enumerate([b"", b" ", b"  ", b"\t"]):
        data = sealed([("file", "a", "evil")], serial=90 + at, key=b"x" * 32).split(b"\n", 3)
        steps += [
            lay({f"n{at}": code(b"\n".join([*data[:2], b"hmac-sha256" + end, data[3]]))}),
            quiet("bob", "check", f"n{at}"),
        ]
        count += 1
    yield attack(
        "digits",
        name,
        [*steps, look("bob/store")],
        *([[code]] * count + [{"bob/store": ["folder", "0o700"]}] for code in BAD),
    )


def words(rng, name):
    mark = word(rng, 5)
    titles = [
        f"$(touch {mark})",
        f"`touch {mark}`",
        f"${{HOME}}{mark}",
        f"$HOME {mark}",
        f'\\";touch {mark};"',
        f'\\" ; touch {mark} #',
    ]
    titles += [
        f'a\\\\"; touch {mark}; echo "',
        f"$((1+1)) {mark}",
        f"{mark}\\",
        f'"$(touch {mark})"',
        f"'`touch {mark}`'",
        f"\\$(touch {mark})",
    ]
    titles += ["a\\\\b", f"x'; touch {mark}; '", f"\n touch {mark}\n", f"$(echo {mark})"]
    titles = rng.sample(titles, len(titles) if name == "frozen" else 8)
    hook = settings("bob", "bob", "[hooks]\nkept = printf '%s|' {title} >> log\n")
    steps = [*office("bob", "amy"), hook]
    for at, title in enumerate(titles, 1):
        steps += [lay({f"p{at}": signed([("file", "a", "x")], serial=at, title=title)}), quiet("bob", "keep", f"p{at}")]
    log = "".join(f"{title}|" for title in titles)
    yield attack(
        "words", name, [*steps, look(mark, "log")], [[0]] * len(titles) + [{mark: None, "log": ["file", "0o644", log]}]
    )


def options(rng, name):
    keep = f"{word(rng)}.csv"
    ways = {
        "sort": [f"--output={keep}", f"-o{keep}", f"-ro{keep}", f"--outp={keep}"],
        "sed s/a/b/": [f"-ew {keep}", f"-new {keep}"],
    }
    for command_at, (tool, names) in enumerate(ways.items()):
        steps, told = [*office("amy", "bob"), settings("amy", "amy", f"[filters]\n*.csv = {tool}\n")], []
        for at, evil in enumerate(names):
            files = {f"p{at}/{keep}": "mine\n", f"p{at}/{evil}": "x\n"}
            steps += [
                lay(folders(f"p{at}")),
                lay(files),
                quiet("amy", "pack", f"p{at}", "--to", "bob", tell=("hush",)),
                look(f"p{at}"),
            ]
            told += [[[]], there(files, f"p{at}")]
        yield attack("options", f"{name}-{command_at}", steps, told)
    evil, secret = f"--files0-from={keep}", word(rng, 6)
    files = {f"p/{keep}": "../hidden", f"p/{evil}": "x\n", "hidden": f"{secret}\n"}
    steps = [*office("amy", "bob"), settings("amy", "amy", "[filters]\n-*.csv = sort\n"), lay(files)]
    steps += [
        quiet("amy", "pack", "p", "--to", "bob", "-o", "q", tell=("hush",)),
        quiet("amy", "unpack", "q", "--into", "o", tell=("hush",)),
    ]
    told = [{f"o/{evil}": ["file", "0o644", "x\n"]}, {f"o/{evil}": None}]
    yield attack("options", f"{name}-reads", [*steps, look(f"o/{evil}")], *([[[]], [[]], one] for one in told))


def templates(rng, name):
    secret = word(rng, 6)
    ways = [
        "{p.store.ring.secrets}",
        "{p.store.ring.secrets[amy]}",
        "{p.store}",
        "{p}",
        "{p!r}",
        "{p.__class__}",
        "{p.store.ring.__dict__}",
    ]
    ways += [
        "{p.__init__.__globals__[os].environ[SECRET]}",
        "{p.store.db}",
        "{p.store.add.__globals__[os].environ}",
        "{p.title.__class__}",
    ]
    ways += [
        "{p.__class__.state.__globals__[hashlib].__file__}",
        "{n.__class__}",
        "{n.real}",
        "{p.__dict__}",
        "{p.store.folder!s:>5}",
    ]
    ways += [
        "ok {p.id}\n{p.store.ring.secrets}",
        "{p.title:{p.store.ring}}",
        "{p.title!r:.{p.store}}",
        "{p[0]}",
        "{p.store.ring.secrets[amy]!a}",
    ]
    ways = rng.sample(ways, len(ways) if name == "frozen" else 7)
    steps = [*office("bob", "amy"), lay({"p": signed([("file", "a", "x")])}), quiet("bob", "keep", "p")]
    for at, text in enumerate(ways):
        steps += [
            lay({f"t{at}": f"{secret}\n---\n{text}\n"}),
            quiet("bob", "report", f"t{at}", tell=("exit", "stdout"), env={"SECRET": secret}),
        ]
    yield attack("templates", name, steps, *([[0], *([[code, ""]] * len(ways))] for code in BAD))


def keys(rng, name):
    modes = [0o640, 0o620, 0o602, 0o660, 0o606, 0o622, 0o666, 0o420, rng.choice([0o670, 0o612, 0o440, 0o642])]
    modes = rng.sample(modes, len(modes) if name == "frozen" else 4)
    steps = [*office("bob", "amy"), lay({"p": signed([("file", "a", "x")])})]
    steps += [lay({"bob/keys/amy.key": {"text": KEY.hex(), "mode": 0o600}})]
    for mode in modes:
        steps += [lay({"bob/keys/amy.key": {"change": mode}})]
        steps += [quiet("bob", *some, tell=("exit", "stdout")) for some in (("key", "list"), ("keep", "p"))]
    steps += [lay({"bob/keys/amy.key": {"change": 0o600}}), quiet("bob", "stored", tell=("exit", "stdout"))]
    yield attack("keys", name, steps, *([[code, ""]] * 2 * len(modes) + [[1, ""]] for code in BAD))


FLAWS = (neighbours, links, bits, bombs, algorithms, digits, replays, words, options, templates, terminals, keys, parts)
