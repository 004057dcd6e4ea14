"""Legitimate use of parcels: days at offices, each a list of steps that driver.py plays."""

import random

from around import books, exchange, programs, reports, set_up, usage
from days import BINARY, FILES, KEY, case, command, lay, look, office, settings, signed
from incoming import keeping, laying_out, reading, refusals

WORDS = ("plans", "hall", "Gr\u00fc\u00dfe", "north wing", "of", "the", "\u4e16\u754c", "v1..2", "it's", "a & b", "50%")


def corpus():
    """The frozen days."""
    made = [*_lockers(), *_packing(), *reading(), *refusals(), *laying_out(), *keeping()]
    return [*made, *set_up(), *programs(), *reports(), *books(), *exchange(), *usage()]


def _lockers():
    amy = [command("amy", "init", "amy"), command("amy", "init", "amy"), look("amy")]
    names = ["", "Amy", "a" * 31, "a" * 32, "9a", "a_b", "a-9", "\u00e4"]
    yield case("lockers", "init", *amy, *(command(f"x/{at}", "init", name) for at, name in enumerate(names)), look("x"))
    keys = [lay({"k": KEY.hex() + "\n", "up": "  " + KEY.hex().upper(), "short": "00" * 15, "least": "0f" * 16})]
    keys += [lay({"bad": "no key", "odd": "abc", "empty": "", "bin": {"base64": BINARY}})]
    keys += [command("amy", "init", "amy"), command("amy", "key", "list")]
    adds = [
        ("bob", "k"),
        ("bob", "k"),
        ("carol", "up"),
        ("dan", "short"),
        ("dan", "least"),
        ("eve", "bad"),
        ("eve", "odd"),
    ]
    adds += [("eve", "empty"), ("eve", "missing"), ("Eve", "k"), ("eve",), (), ("eve", "amy"), ("eve", "bin")]
    keys += [command("amy", "key", "add", *words) for words in adds]
    keys += [command("amy", "key", "list"), look("amy/keys"), command("amy", "key", "new"), command("amy", "key", "x")]
    keys += [command("amy", "key", "new", "zoe"), command("amy", "key", "new", "zoe"), command("amy", "key", "list")]
    yield case("lockers", "keys", *keys)
    files = {"zed.key": "no key", "a.key": "00" * 15, "b.key": "zz"}
    for name, text in files.items():
        bad = lay({f"amy/keys/{name}": {"text": text, "mode": 0o600}, "amy/keys/notes.txt": "x"})
        yield case("lockers", f"bad-{name}", *office("amy", "bob"), bad, command("amy", "key", "list"))
    wide = lay({"amy/keys/dan.key": {"text": KEY.hex(), "mode": 0o604}})
    mended = lay({"amy/keys/dan.key": {"change": 0o600}})
    narrow = lay({"amy/keys/dan.key": {"change": 0o400}})
    steps = [
        command("amy", "key", "list"),
        mended,
        command("amy", "key", "list"),
        narrow,
        command("amy", "key", "list"),
    ]
    yield case("lockers", "modes", *office("amy", "bob"), wide, command("amy", "stored"), *steps)
    nothing = [("key", "list"), ("stored",), ("sync", "."), ("verify",), ("prune",), ("contacts", "export")]
    nothing += [("forget", "amy-1"), ("keep", "x"), ("check", "x"), ("pack", "x", "--draft"), ("report", "x")]
    yield case("lockers", "none", *(command("none", *words) for words in nothing), look("."))


def _packing():
    steps = [*office("amy", "bob", "carol"), lay(FILES)]
    steps += [command("amy", "pack", "plans", "--to", "bob", "--title", "Plans of the hall"), look("amy/outbox")]
    steps += [
        command("amy", "pack", "plans/old", "--to", "carol", "-o", "old.parcel"),
        command("amy", "list", "old.parcel"),
    ]
    steps += [command("amy", "pack", "plans", "--draft", "--out", "draft.parcel", "--title", "D"), look("draft.parcel")]
    steps += [command("amy", "pack", "plans", "--draft"), look("amy/outbox")]
    steps += [command("amy", "list", "amy/outbox/amy-1.parcel"), command("amy", "list", "draft.parcel")]
    yield case("packing", "all", *steps)
    wrong = [("plans",), ("plans", "--to", "bob", "--draft"), ("plans", "--to", "dan"), ("none", "--to", "bob")]
    wrong += [("plans/a.txt", "--to", "bob"), ("empty", "--to", "bob"), ("plans", "--to", "bob", "-o", "none/x.parcel")]
    wrong += [("plans", "--to", "bob", "--title", "t" * n, "-o", f"{n}.parcel") for n in (200, 201)]
    wrong += [("plans", "--to", "bob", "-o", "plans")]
    steps = [command("amy", "pack", *words) for words in wrong]
    steps += [command("amy", "list", "200.parcel"), command("amy", "check", "200.parcel")]
    yield case("packing", "wrong", *office("amy", "bob"), lay(FILES), lay({"empty": {"folder": 0o755}}), *steps)
    modes = {f"m/{mode:03o}": {"text": "x", "mode": mode} for mode in (0o400, 0o600, 0o644, 0o755, 0o640, 0o666, 0o444)}
    steps = [lay(modes), lay({"m/f": {"folder": 0o750}}), command("amy", "pack", "m", "--to", "bob", "-o", "m.parcel")]
    steps += [command("bob", "list", "m.parcel"), command("bob", "unpack", "m.parcel", "--into", "o"), look("o")]
    yield case("packing", "modes", *office("amy", "bob"), *office("bob", "amy"), *steps)


def generate(seed, count):
    """Days drawn with a seed."""
    rng = random.Random(seed)
    return [_drawn(rng, at) for at in range(count)]


def _drawn(rng, at):
    def name():
        return "/".join(rng.choice("abcxyz") + rng.choice(WORDS) for _ in range(rng.randrange(1, 4)))

    files = {
        f"p/{name()}.{n}": {"text": rng.choice(WORDS) * rng.randrange(500), "mode": rng.choice([0o600, 0o644, 0o755])}
        for n in range(5)
    }
    title, ini = (
        " ".join(rng.sample(WORDS, 3)),
        f"[hooks]\nkept = printf '<%s>' {{title}} {{id}}\n[filters]\n*.{rng.randrange(5)} = tr a-m N-Z <&-\n",
    )
    entries = [
        ("file", f"f{n}/{rng.choice(WORDS)}", rng.choice(WORDS) * rng.randrange(99), rng.choice([0o600, 0o755, 0o444]))
        for n in range(4)
    ]
    entries += [("link", "l", entries[0][1]), ("link", "f1/up", "../l")]
    rng.shuffle(entries)
    serials = sorted(rng.sample(range(1, 60), 4))
    given = {f"g{n}": signed(entries[: 2 + n], serial=serials[n], title=rng.choice(WORDS)) for n in (0, 1, 3, 2)}
    width = rng.randrange(1, 20)
    steps = [
        *office("amy", "bob"),
        *office("bob", "amy"),
        settings("bob", "bob", ini.partition("[filters]")[0]),
        lay(files),
        lay(given),
    ]
    steps += [
        command("amy", "pack", "p", "--to", "bob", "--title", title, "-o", "p.parcel"),
        command("bob", "list", "p.parcel"),
    ]
    steps += [
        command("bob", "unpack", "p.parcel", "--into", "o"),
        look("o"),
        *(command("bob", "keep", one) for one in given),
    ]
    steps += [
        command("bob", "unpack", "g3", "--into", "o"),
        look("o"),
        command("bob", "stored"),
        command("bob", "stored", rng.choice(WORDS)),
    ]
    steps += [lay({"t": f"---\n{{n}} {{p.title:>{width}}} {{p.size:0{width}}}"}), command("bob", "report", "t")]
    keep = str(rng.randrange(1, 4))
    return case("drawn", str(at), *steps, command("bob", "prune", "--keep", keep), command("bob", "verify"))
