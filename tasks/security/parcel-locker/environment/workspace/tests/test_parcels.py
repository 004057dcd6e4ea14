"""What two offices do every day."""


def test_a_folder_goes_from_one_office_to_the_other(offices, command):
    made = command("amy", "pack", "plans", "--to", "bob", "--title", "Plans", "-o", "plans.parcel")
    assert made.stdout == "amy-1: 4 entries, 18 B\n"
    assert command("bob", "check", "plans.parcel").stdout == "amy-1: 4 entries, signed by amy\n"
    assert command("bob", "unpack", "plans.parcel", "--into", "got").returncode == 0
    assert (offices / "got" / "old" / "shed.txt").read_text() == "The shed\n"
    assert (offices / "got" / "latest").read_text() == "The hall\n"


def test_what_was_changed_is_refused(offices, command):
    command("amy", "pack", "plans", "--to", "bob", "-o", "plans.parcel")
    data = (offices / "plans.parcel").read_bytes()
    (offices / "plans.parcel").write_bytes(data.replace(b"hall.txt", b"ball.txt"))
    assert command("bob", "check", "plans.parcel").returncode == 3


def test_what_is_in_a_parcel(offices, command):
    command("amy", "pack", "plans", "--to", "bob", "-o", "plans.parcel")
    lines = command("bob", "list", "plans.parcel").stdout.splitlines()
    assert lines[0] == "amy-1 for bob: no title"
    assert lines[2:] == [
        "rw-r--r--   9 B  hall.txt",
        "rwxrwxrwx        latest -> hall.txt",
        "rwxr-xr-x        old/",
        "rw-r--r--   9 B  old/shed.txt",
    ]


def test_drafts(offices, command):
    command("amy", "pack", "plans", "--draft", "-o", "draft.parcel")
    assert command("bob", "check", "draft.parcel").stdout == "amy-1: 4 entries, a draft\n"
    assert command("bob", "unpack", "draft.parcel", "--into", "got").returncode == 3
    assert command("bob", "unpack", "draft.parcel", "--into", "got", "--draft").returncode == 0


def test_the_shared_folder(offices, command):
    (offices / "exchange").mkdir()
    for title in ("One", "Two"):
        command("amy", "pack", "plans", "--to", "bob", "--title", title)
    assert command("amy", "sync", "exchange").stdout == "sent amy-1\nsent amy-2\n"
    assert command("bob", "sync", "exchange").stdout == "kept amy-1\nkept amy-2\n"
    assert command("bob", "sync", "exchange").stdout == ""
    assert command("bob", "stored", "two").stdout.splitlines()[1].split() == ["amy-2", "amy", "4", "18", "B", "Two"]
    assert command("bob", "prune", "--keep", "1").stdout == "removed amy-1\n"
    assert command("bob", "verify").stdout == "amy-2: ok\n"


def test_filters_and_hooks(offices, command):
    with (offices / "amy" / "locker.ini").open("a") as file:
        file.write("[filters]\n*.csv = sort\n[hooks]\npacked = echo made {title} >> log\n")
    (offices / "plans" / "rooms.csv").write_text("b\na\n")
    command("amy", "pack", "plans", "--to", "bob", "--title", "Two words", "-o", "plans.parcel")
    command("bob", "unpack", "plans.parcel", "--into", "got")
    assert (offices / "got" / "rooms.csv").read_text() == "a\nb\n"
    assert (offices / "log").read_text() == "made Two words\n"


def test_reports(offices, command):
    command("amy", "pack", "plans", "--to", "bob", "--title", "Plans", "-o", "plans.parcel")
    command("bob", "keep", "plans.parcel")
    (offices / "list.txt").write_text("What came\n---\n{n}. {p.title} ({p.size:>4} bytes)\n")
    assert command("bob", "report", "list.txt").stdout == "What came\n1. Plans (  18 bytes)\n"


def test_the_address_book(offices, command):
    (offices / "book.csv").write_text("name,title,address\nbob,Bob & Sons,1 High Street\n")
    assert command("amy", "contacts", "import", "book.csv").stdout == "1 new, 0 changed\n"
    assert command("amy", "contacts", "export").stdout == (offices / "book.csv").read_text()
