"""What comes in: parcels read, refused and laid out."""

from days import BOOK, FILES, KEY, OTHER_KEY, case, code, command, lay, look, office, sealed, settings, signed


def reading():
    steps = [*office("amy", "bob"), *office("bob", "amy"), *office("carol", "amy"), lay(FILES)]
    steps += [command("amy", "pack", "plans", "--to", "bob", "--title", "For Bob", "-o", "p")]
    steps += [command(who, "check", "p") for who in ("amy", "bob", "carol")]
    steps += [command(who, "keep", "p") for who in ("amy", "bob", "carol")]
    steps += [command(who, "unpack", "p", "--into", f"o-{who}") for who in ("amy", "bob", "carol")]
    steps += [look("o-amy", "o-bob", "o-carol"), command("bob", "check", "none"), command("bob", "check", "plans")]
    yield case("reading", "who", *steps)
    steps = [lay(FILES), *office("amy", "bob"), *office("bob", "amy"), lay({"book": BOOK})]
    steps += [command("amy", "pack", "plans", "--draft", "-o", "d"), command("bob", "contacts", "import", "book")]
    steps += [command("bob", *words) for words in (("check", "d"), ("keep", "d"), ("unpack", "d", "--into", "o"))]
    steps += [command("bob", "unpack", "d", "--into", "o", "--draft"), look("o"), command("bob", "list", "d")]
    steps += [command("amy", "pack", "plans/old", "--to", "bob", "-o", "p"), command("bob", "check", "p")]
    yield case("reading", "drafts", *steps, command("bob", "unpack", "p", "--into", "o", "--draft"), look("o"))
    long = signed([("file", "a.txt", "text"), ("link", "l", "a.txt")], algorithm="hmac-sha512", title="Long digits")
    upper = signed([("file", "a.txt", "text")], serial=2, upper=True)
    steps = [lay({"p": long, "u": upper}), command("bob", "check", "p"), command("bob", "keep", "p")]
    steps += [command("bob", "check", "u"), command("bob", "unpack", "p", "--into", "o"), look("o")]
    yield case("reading", "sha512", *office("bob", "amy"), *steps)
    sizes = [0, 1, 999, 1000, 1049, 1050, 99_949, 999_949, 1_000_000, 1_234_567]
    entries = [("file", f"f{size}", "\0" * size, 0o600 + at) for at, size in enumerate(sizes)]
    names = [
        ("file", name, "x")
        for name in ("a b", "\u00e9t\u00e9", "\u4e16", "tab\there", "l\nf", "\x01", "..a", "-x", "...")
    ]
    links = [("link", "s/l", "../a b"), ("link", "s/m", "l"), ("folder", "s/d", 0o700), ("link", "n\nl", "a b")]
    steps = [lay({"p": signed(entries + names + links)}), command("bob", "list", "p"), command("bob", "check", "p")]
    steps += [command("bob", "unpack", "p", "--into", "new/o"), look("new")]
    yield case("reading", "shown", *office("bob", "amy"), *steps)
    odd = {"a": signed([("file", "a", "x")], title=None), "b": signed([("file", "a", "x", None)], serial=10**9)}
    odd |= {"c": signed([("folder", "d", None), ("file", "n" * 200, "")], title="t" * 200), "d": signed([])}
    steps = [lay(odd)] + [command("bob", what, name) for name in odd for what in ("list", "check")]
    yield case("reading", "odd", *office("bob", "amy"), *steps)


def refusals():
    """Parcels that are not as they should be, as accidents make them."""
    good = [("file", "a.txt", "text"), ("file", "b.txt", "more text")]
    whole = sealed(good)
    bad = {"empty": b"", "text": b"no parcel", "cut-head": whole[:40], "cut": whole[:-3], "more": whole + b"x"}
    bad |= {"magic": whole.replace(b"PARCEL 1", b"PARCEL 2"), "changed": whole.replace(b"a.txt", b"c.txt")}
    bad |= {"key": sealed(good, key=OTHER_KEY), "algorithm": whole.replace(b"hmac-sha256", b"hmac-md5")}
    bad |= {"digit": whole.replace(b"hmac-sha256 ", b"hmac-sha256 0"), "no-space": whole.replace(b"256 ", b"256")}
    bad |= {"stranger": sealed(good, sender="zoe"), "other": sealed(good, to="carol"), "damaged": whole[:-4] + b"zzzz"}
    bad |= {"line": whole.replace(b"\n", b"\r\n", 2)}
    fields = {"serial": [0, -1, 10**9 + 1, "1", 1.0, True], "title": ["t" * 201, 5, "a\0b"], "to": [5, "t" * 41]}
    fields |= {"from": ["", "f" * 41, None], "entries": [None, 5, ["x"], [{}], {"a": 1}], "draft": [0, "", None]}
    entry = {"name": "a", "kind": "file", "mode": 0o644, "size": 0, "packed": 0, "sha256": "0" * 64}
    parts = {"name": ["", "n" * 501, "a\0", 5], "kind": ["pipe", "", None], "mode": [-1, 0o10000, "644", None]}
    parts |= {"size": [-1, "1", 2**40 + 1], "packed": [-1, None, 2**41], "sha256": ["0" * 63, "0" * 65, 5]}
    entries = [{**entry, name: value} for name, values in parts.items() for value in values]
    entries += [{"name": "l", "kind": "link", "target": value} for value in ("", "t" * 501, None, "a\0")]
    entries += [{key: value for key, value in entry.items() if key != left} for left in entry]
    for name, values in fields.items():
        bad |= {f"{name}-{at}": sealed(good, change={name: value}) for at, value in enumerate(values)}
    bad |= {f"entry-{at}": sealed(good, change={"entries": [one]}) for at, one in enumerate(entries)}
    bad |= {"json": sealed(good, line=b"{"), "list": sealed(good, line=b"[1]"), "deep": sealed(good, line=b"[" * 9000)}
    names = list(bad)
    for at in range(0, len(names), 20):
        part = names[at : at + 20]
        steps = [lay({name: code(bad[name]) for name in part}), *(command("bob", "check", name) for name in part)]
        steps += [command("bob", "list", part[0]), command("bob", "unpack", part[1], "--into", "o"), look("o")]
        yield case("refusals", f"{at}", *office("bob", "amy"), *steps, command("bob", "keep", part[2]))


def laying_out():
    entries = [
        ("folder", "d", 0o700),
        ("file", "d/x", "one"),
        ("file", "deep/er/y", "two", 0o755),
        ("link", "l", "d/x"),
    ]
    entries += [("folder", "closed", 0o500), ("file", "closed/z", "three", 0o400), ("link", "d/up", "../l")]
    entries += [
        ("link", "all", "deep"),
        ("file", "all/more", "four"),
        ("link", "none", "missing"),
        ("link", "d/here", "."),
    ]
    entries += [
        ("file", "open", "x", 0o777),
        ("folder", "wide", 0o777),
        ("file", "w", "x", 0o622),
        ("link", "l", "open"),
    ]
    steps = [lay({"p": signed(entries)}), command("bob", "unpack", "p", "--into", "o"), look("o")]
    yield case("laying-out", "all", *office("bob", "amy"), *steps)
    over = [("file", "a", "new", 0o600), ("folder", "d", 0o755), ("link", "l", "a"), ("file", "d/x", "new")]
    before = lay(
        {"o/a": {"text": "old", "mode": 0o755}, "o/d/x": "old", "o/d/stays": "x", "o/l": "old", "o/stays": "x"}
    )
    blocked = [("file", "f", "x"), ("file", "f/x", "y")]
    steps = [before, lay({"p": signed(over), "q": signed(blocked), "r": signed([("file", "d", "x")])})]
    steps += [command("bob", "unpack", "p", "--into", "o"), look("o"), command("bob", "unpack", "p", "--into", "o")]
    steps += [command("bob", "unpack", name, "--into", "o") for name in "qr"] + [look("o")]
    steps += [lay({"s": signed([("folder", "a", 0o755)]), "t": signed([("link", "d", "a")])})]
    steps += [command("bob", "unpack", name, "--into", "o") for name in "st"] + [look("o")]
    steps += [
        command("bob", "unpack", "p", "--into", "p"),
        command("bob", "unpack", "p"),
        command("bob", "unpack", "x", "--into", "o"),
    ]
    yield case("laying-out", "over", *office("bob", "amy"), *steps)
    clear = {"up": ("file", "../x", ""), "deep": ("file", "a/../../x", ""), "whole": ("file", "/tmp/parcels-x", "")}
    clear |= {
        "folder": ("folder", "../x", 0o755),
        "link": ("link", "/tmp/l", "a"),
        "target": ("link", "a", "/etc/hosts"),
    }
    clear |= {"far": ("link", "a/b", "../../x/y"), "up-link": ("link", "../a", "b")}
    steps = [lay({name: signed([("file", "a.txt", "x"), one]) for name, one in clear.items()})]
    steps += [command("bob", "unpack", name, "--into", "o") for name in clear] + [look(".")]
    yield case("laying-out", "outside", *office("bob", "amy"), *steps)


def keeping():
    def parcel(serial, title, sender="amy", n=1):
        key = KEY if sender == "amy" else OTHER_KEY
        return signed(
            [("file", f"f{at}", "x" * 700) for at in range(n)], sender=sender, serial=serial, title=title, key=key
        )

    some = {
        "a1": parcel(1, "Plans of the Hall"),
        "a2": parcel(2, "stairs", n=3),
        "a9": parcel(9, "Roof \u00c4"),
        "a10": parcel(10, ""),
    }
    some |= {"c1": parcel(1, "hall, again", "carol"), "c4": parcel(4, "Roof", "carol", 2)}
    begin = [*office("bob", "amy", carol=OTHER_KEY), lay(some)]
    steps = [
        command("bob", "stored"),
        *(command("bob", "keep", name) for name in ("a1", "a9", "a10", "c1", "a2", "a10", "c4")),
    ]
    asked = [
        (),
        ("hall",),
        ("HALL", "again"),
        ("--from", "amy"),
        ("--from", "amy", "roof"),
        ("\u00e4",),
        ("none",),
        ("amy-1",),
    ]
    asked += [("--from", "zoe"), ("--from", "carol", "-4")]
    steps += [command("bob", "stored", *words) for words in asked] + [look("bob/store"), command("bob", "verify")]
    yield case("keeping", "stored", *begin, *steps)
    keep = [command("bob", "keep", name) for name in some if name != "a10"]
    steps = [command("bob", "forget", "amy-2"), command("bob", "forget", "amy-2"), command("bob", "forget", "x")]
    steps += [command("bob", "stored"), command("bob", "keep", "a10"), command("bob", "stored"), look("bob/store")]
    yield case("keeping", "forget", *begin, *keep, *steps)
    ways = [("--dry-run",), ("--keep", "2", "--dry-run"), ("--keep", "0"), ("--keep", "-1"), ("--keep", "x")]
    ways += [("--keep", "2"), ("--keep", "9"), ("--keep", "1"), ("--keep", "1")]
    steps = [command("bob", "prune", *words) for words in ways] + [command("bob", "stored"), look("bob/store")]
    yield case("keeping", "prune", *begin, *keep, command("bob", "keep", "a10"), *steps)
    limit = [settings("bob", "bob", "[retention]\nkeep = 2\n"), command("bob", "prune"), command("bob", "stored")]
    yield case("keeping", "retention", *begin, *keep, *limit)
    steps = [{"remove": "bob/store/amy-1.parcel"}, lay({"bob/store/amy-2.parcel": {"text": "x", "more": True}})]
    steps += [
        command("bob", "verify"),
        command("bob", "forget", "amy-1"),
        command("bob", "verify"),
        command("bob", "prune", "--keep", "1"),
    ]
    yield case("keeping", "verify", *begin, *keep, command("bob", "verify"), *steps, command("bob", "verify"))
