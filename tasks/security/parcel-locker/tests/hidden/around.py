"""What is around parcels: settings, programs, reports, the address book, the shared folder, the command line."""

from days import BINARY, BOOK, FILES, OTHER_KEY, case, command, lay, look, office, settings, signed


def set_up():
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


def programs():
    ini = "[filters]\n*.csv = sort\n*.up = tr a-z A-Z\nx* = sort -r\n*.bad = false\n*.none = no-such-program\n"
    ini += "*.two = sed 's/a b/c d/'\n"
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
    hooks = "[hooks]\npacked = printf '%s|' {id} {from} {title} {file} {other} >> log; echo packed\n"
    hooks += "kept = echo kept {title}; printf '%s\\n' {title} >> kept\n"
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


def reports():
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


def books():
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


def exchange():
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


def usage():
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
