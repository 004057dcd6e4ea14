"""Legitimate use of parcels: days at offices, each a list of steps that driver.py plays."""

import random

from days import BINARY, BOOK, FILES, KEY, OTHER_KEY, case, code, command, lay, look, office, sealed, settings, signed

WORDS = ("plans", "hall", "Gr\u00fc\u00dfe", "north wing", "of", "the", "\u4e16\u754c", "v1..2", "it's", "a & b", "50%")


def corpus():
    """The frozen days."""
    made = [*_lockers(), *_packing(), *_reading(), *_refusals(), *_laying_out(), *_keeping()]
    return [*made, *_settings(), *_programs(), *_reports(), *_books(), *_exchange(), *_usage()]


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


def _reading():
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


def _refusals():
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
        bad |= {f"{name}-{at}": sealed(good, **{"change": {name: value}}) for at, value in enumerate(values)}
    bad |= {f"entry-{at}": sealed(good, change={"entries": [one]}) for at, one in enumerate(entries)}
    bad |= {"json": sealed(good, line=b"{"), "list": sealed(good, line=b"[1]"), "deep": sealed(good, line=b"[" * 9000)}
    names = list(bad)
    for at in range(0, len(names), 20):
        part = names[at : at + 20]
        steps = [lay({name: code(bad[name]) for name in part}), *(command("bob", "check", name) for name in part)]
        steps += [command("bob", "list", part[0]), command("bob", "unpack", part[1], "--into", "o"), look("o")]
        yield case("refusals", f"{at}", *office("bob", "amy"), *steps, command("bob", "keep", part[2]))


def _laying_out():
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


def _keeping():
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


def _settings():
    texts = [
        "",
        "[locker]\n",
        "[locker]\nname =\n",
        "name = x\n",
        "[locker]\nname = bob\n[other]\n",
        "[locker]\nname = bob\nname = x\n",
    ]
    texts += [
        f"[locker]\nname = bob\n[limits]\n{line}\n"
        for line in ("entries = 0", "entries = x", "total = -1", "total =", "total = 1.5")
    ]
    texts += [
        "[locker]\nname = bob\n[hooks]\nsent = x\n",
        "[locker]\nname = bob\n[retention]\nkeep = 0\n",
        "[locker]\nname\n",
    ]
    texts += ["[locker]\nname = bob\n[limits]\nentries = 1\ntotal = 1\n[retention]\nkeep = 1\n[filters]\n[hooks]\n"]
    steps = [
        s
        for text in texts
        for s in ({"remove": "bob/locker.ini"}, lay({"bob/locker.ini": text}), command("bob", "key", "list"))
    ]
    yield case("settings", "texts", *office("bob", "amy"), *steps)
    big = {"five": [("file", "a", "12345")], "six": [("file", "a", "123"), ("file", "b", "456")]}
    big |= {"three": [("folder", "a", 0o755), ("folder", "b", 0o755), ("link", "l", "a")]}
    big |= {"four": [*big["three"], ("file", "f", "")]}
    steps = [
        settings("bob", "bob", "[limits]\nentries = 3\ntotal = 5\n"),
        lay({name: signed(e) for name, e in big.items()}),
    ]
    steps += [command("bob", "check", name) for name in big]
    steps += [
        lay(
            {
                "s/a": "12345",
                "b/a": "12345",
                "b/c": "6",
                "m/a": "",
                "m/b": "",
                "m/c": "",
                "m/d": "",
                "t/a": "",
                "t/b": "",
                "t/c": "",
            }
        )
    ]
    steps += [command("bob", "pack", name, "--to", "amy") for name in "sbmt"]
    yield case("settings", "limits", *office("bob", "amy"), *steps, look("bob/outbox"))
    skip = settings("bob", "bob", "", "skip = *.tmp, .git ,cache*,,[ab].x\n")
    files = {
        f"p/{name}": "x" for name in ("a.tmp", "d/b.tmp", ".git/c", "cache1/x", "git", "a.x", "c.x", "A.TMP", "d/.git")
    }
    steps = [skip, lay(files), command("bob", "pack", "p", "--to", "amy", "-o", "o"), command("bob", "list", "o")]
    yield case("settings", "skip", *office("bob", "amy"), *steps)


def _programs():
    ini = "[filters]\n*.csv = sort\n*.up = tr a-z A-Z\nx* = sort -r\n*.bad = false\n*.none = no-such-program\n*.two = sed 's/a b/c d/'\n"
    files = {
        "p/b.csv": "b\na\nc\n",
        "p/x.csv": "b\na\n",
        "p/xy": "a\nb\n",
        "p/d/with space.csv": "2\n1\n",
        "p/t.two": "a b\n",
    }
    files |= {
        "p/plain.txt": "b\na\n",
        "p/d.csv/inner": "b\na\n",
        "p/Q.CSV": "b\na\n",
        "bad/a.bad": "x",
        "none/a.none": "x",
        "up/q.up": "abc",
    }
    steps = [
        settings("amy", "amy", ini),
        lay(files),
        *(command("amy", "pack", n, "--to", "bob", "-o", f"{n}.parcel") for n in ("p", "bad", "none", "up")),
    ]
    steps += [command("bob", "unpack", "p.parcel", "--into", "o"), look("o", "p"), command("bob", "list", "p.parcel")]
    yield case("programs", "filters", *office("amy", "bob"), *office("bob", "amy"), *steps)
    hooks = "[hooks]\npacked = printf '%s|' {id} {from} {title} {file} {other} >> log; echo packed\nkept = echo kept {title}; printf '%s\\n' {title} >> kept\n"
    titles = [
        "One",
        "Two words",
        'it\'s "quoted"',
        "",
        "a;b & c|d > e",
        "*",
        "  spaces  ",
        "tab\there",
        "#x",
        "Gr\u00fc\u00dfe",
        "{id}",
        "~",
        "-n",
    ]
    steps = [settings("amy", "amy", hooks), settings("bob", "bob", hooks), lay(FILES)]
    for at, title in enumerate(titles):
        steps += [
            command("amy", "pack", "plans", "--to", "bob", f"--title={title}", "-o", f"p {at}"),
            command("bob", "keep", f"p {at}"),
        ]
    yield case(
        "programs", "hooks", *office("amy", "bob"), *office("bob", "amy"), *steps, look("log", "kept", "bob/store")
    )
    for name, text in {
        "fails": "exit 3",
        "missing": "no-such-program 2>/dev/null",
        "prints": "printf 'a\\nb'",
        "reads": "cat; echo end",
    }.items():
        ini = settings("bob", "bob", f"[hooks]\nkept = {text}\n")
        steps = [ini, lay({"p": signed([("file", "a", "x")])}), command("bob", "keep", "p"), command("bob", "stored")]
        yield case("programs", f"hook-{name}", *office("bob", "amy"), *steps)


def _reports():
    some = {
        f"p{at}": signed([("file", "a", "x" * at * 40)] * (1 + at % 2), serial=at, title=title)
        for at, title in enumerate(["Plans {x}", "Roof \u4e16", ""], 1)
    }
    begin = [*office("bob", "amy"), lay(some), *(command("bob", "keep", name) for name in some)]
    templates = [
        "{n}. {p.title}",
        "head\n\n---\n{p.id} {p.sender} {p.serial} {p.entries} {p.size}\n---\n",
        "---\n{p.size:>10}|{p.title:<8}|{p.title!r}|{n:03}",
    ]
    templates += [
        "{{x}} }} {p.id}",
        "plain",
        "",
        "---",
        "head\n---",
        "a\n---\nb\nc{n}",
        "{p.size:,.1f} {p.serial:x}",
        "{p.title:.2}",
    ]
    wrong = ["{x}", "{", "}", "{p.nothing}", "{p.title:d}", "{0}", "{}", "{p.size:q}", "ok {n}\n{oops}"]
    steps = [lay({f"t{at}": text for at, text in enumerate(templates + wrong)})]
    steps += [command("bob", "report", f"t{at}") for at in range(len(templates + wrong))]
    steps += [
        command("bob", "report", "t0", "roof"),
        command("bob", "report", "t0", "none"),
        command("bob", "report", "missing"),
    ]
    steps += [lay({"bin": {"base64": BINARY}}), command("bob", "report", "bin"), command("bob", "report", "bob")]
    yield case("reports", "templates", *begin, *steps)


def _books():
    tables = {
        "book": BOOK,
        "same": BOOK,
        "change": "name,title,address\nbob,Bobby,New\n\ndan,D,\n",
        "quoted": 'name,title,address\neve,"Eve, ""E""","a\nb"\n',
    }
    tables |= {
        "formula": "name,title,address\nfay,=1+1,@x\ngus,-5,+49 1\n",
        "long": f"name,title,address\nl,{'t' * 200},x\n",
    }
    wrong = {
        "empty": "",
        "head": "name,title\n",
        "order": "title,name,address\n",
        "few": "name,title,address\nx,y\n",
        "many": "name,title,address\nx,y,z,a\n",
    }
    wrong |= {
        "name": "name,title,address\nok,a,b\nX,y,z\n",
        "twice": "name,title,address\nx,y,z\nx,y,z\n",
        "big": f"name,title,address\nl,{'t' * 201},x\n",
    }
    steps = [command("bob", "contacts", "export"), lay(tables | wrong)]
    steps += [
        s
        for name in (*tables, *wrong)
        for s in (command("bob", "contacts", "import", name), command("bob", "contacts", "export"))
    ]
    steps += [
        command("bob", "contacts", "import", "missing"),
        command("bob", "contacts", "import"),
        command("bob", "contacts", "remove"),
    ]
    steps += [
        command("bob", "contacts", "remove", "bob"),
        command("bob", "contacts", "remove", "bob"),
        command("bob", "contacts", "export"),
    ]
    yield case("books", "tables", *office("bob", "amy"), *steps)


def _exchange():
    begin = [
        *office("amy", "bob", "carol"),
        *office("bob", "amy"),
        *office("carol", "amy"),
        lay(FILES),
        lay({"x": {"folder": 0o755}}),
    ]
    steps = [
        command("amy", "pack", "plans", "--to", "bob", "--title", "One"),
        command("amy", "pack", "plans", "--to", "carol"),
    ]
    steps += [
        command("amy", "sync", "x"),
        command("amy", "sync", "x"),
        look("x"),
        command("bob", "sync", "x"),
        command("bob", "sync", "x"),
    ]
    steps += [
        command("carol", "sync", "x"),
        command("amy", "pack", "plans/old", "--to", "bob"),
        command("amy", "pack", "plans", "--draft"),
    ]
    strange = {"x/bad.parcel": "x", "x/note.txt": "x", "x/zoe.parcel": signed([("file", "a", "x")], sender="zoe")}
    strange |= {
        "x/forged.parcel": signed([("file", "a", "x")], key=OTHER_KEY, serial=50),
        "x/old.parcel": signed([("file", "a", "y")], serial=2),
    }
    steps += [
        lay(strange),
        command("bob", "pack", "plans", "--to", "amy"),
        command("bob", "sync", "x"),
        command("amy", "sync", "x"),
    ]
    steps += [
        command("bob", "sync", "x"),
        command("bob", "stored"),
        command("amy", "stored"),
        look("x", "bob/store", "amy/outbox"),
    ]
    yield case("exchange", "days", *begin, *steps, command("amy", "sync", "none"), command("amy", "sync", "x/note.txt"))
    hook = settings("bob", "bob", "[hooks]\nkept = test {id} = amy-2\n")
    steps = [
        hook,
        *(command("amy", "pack", "plans", "--to", "bob") for _ in range(3)),
        command("amy", "sync", "x"),
        command("bob", "sync", "x"),
    ]
    yield case("exchange", "hooks", *begin, *steps, command("bob", "stored"))


def _usage():
    every = [
        "init",
        "key",
        "pack",
        "list",
        "check",
        "unpack",
        "keep",
        "stored",
        "forget",
        "prune",
        "verify",
        "report",
        "contacts",
        "sync",
    ]
    steps = [
        {"run": ["--help"]},
        {"run": ["--version"]},
        {"run": []},
        {"run": ["nothing"]},
        *({"run": [name, "--help"]} for name in every),
    ]
    steps += [{"run": [name]} for name in every] + [{"run": ["init", "amy"]}, look(".locker"), {"run": ["key", "list"]}]
    yield case("usage", "help", *steps)


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
