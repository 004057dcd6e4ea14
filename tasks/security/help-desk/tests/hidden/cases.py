"""Legitimate use of the help desk, as conversations over HTTP; neighbours of a group meet one server in turn."""

import json
import random
from urllib.parse import quote

from asking import ask, case, comment, get, in_turn, login, preview, search, send, ticket

PERSONS = ("root", "amy", "bob", "eve")


TEXTS = (
    "one\ntwo\n\nthree\n\n\n\nfour",
    "\n\n  indented\nand *strong* and *two* stars * alone",
    "- a\n- *b*\n- `c`",
    "- a\nno list\n- b",
    "`x < y & z` and `a*b*` but `not\nthis`",
    "<b>bold</b> & &amp; <script>",
    "#1 and #12, not a#3 nor ##4 nor &#5; (#6) /#7 #1234567890",
    "see [one](https://a.example/x?y=1&z=2) and [two](mailto:x@y.example) and [three](/tickets/2#c)",
    "[*no* strong](https://a.example/*b*) *[yes](https://a.example)*",
    "[](https://a.example) [x]() [x](a b) [x [y](https://b.example) [x](https://a.example/(b))",
    "ends  \nwith \t \nwhite\t\n\t\nspace ",
    "\ttabs\tinside   stay",
    "windows\r\nlines\r\n\r\nhere",
    "*" + "s" * 300 + "* *" + "s" * 301 + "*",
    "`" + "c" * 300 + "` `" + "c" * 301 + "`",
    "[" + "l" * 200 + "](/x) [" + "l" * 201 + "](/x) [l](/" + "x" * 499 + ") [l](/" + "x" * 500 + ")",
    "",
    "   ",
    "gr\u00fc\u00dfe \u4e16\u754c",
)
ORDERS = (
    "",
    "id",
    "-id",
    "subject",
    "-subject",
    "status,id",
    "-priority,subject",
    "updated",
    "-updated,-id",
    "priority",
)
WRONG_ORDERS = ("colour", "-", "--id", "owner", "ID")
NAMES = (
    "a.txt",
    "B C.log",
    "v1..2.txt",
    "...",
    "007",
    "x.PNG",
    "gr\u00fcn.bin",
    "semi;colon.txt",
    "n" * 100,
    " padded.txt ",
    ".hidden",
    "100%.txt",
)
WRONG_NAMES = (".", "..", "n" * 101, "a\nb", "\x00", " ")


def corpus():
    """The frozen cases."""
    made = [*_login(), *_lists(), *_tickets(), *_files(), *_people(), *_web()]
    made.append(case("markup", "texts", *in_turn("eve", *(preview("eve", text) for text in TEXTS))))
    long = "word " * 19_999
    made.append(
        case("markup", "long", *in_turn("eve", preview("eve", long + "12345"), preview("eve", long + "123456")))
    )
    return made


def _login():
    wrong = [login("bob", "wrong", key="w"), get("w", "/login"), get("w", "/login"), get("w", "/api/me")]
    targets = ["/tickets/1", "/tickets/1?x=1&y=//z", "/", "tickets", "https://a.example/", "", "/a?next=//b", "/a b"]
    yield case("login", "wrong", *wrong, login("nobody"), login("", "x"), {"method": "POST", "path": "/login"})
    yield case("login", "targets", *(login("bob", target=target) for target in targets))
    pages = [get("", "/login"), get("", "/login?next=/tickets/3%22%3E"), get("", "/tickets"), get("", "/api/tickets")]
    yield case("login", "outside", *pages, get("", "/tickets/1"), get("", "/api/me", cookies="sid=unknown"))
    leave = [login("amy"), get("amy", "/tickets"), ask("amy", "POST", "/logout"), get("amy", "/api/me")]
    yield case("login", "leave", login("bob"), *leave, get("bob", "/api/me"), login("amy"), get("amy", "/api/me"))
    banner = {"data/banner.txt": "  Down on <Friday> & Saturday\n"}
    yield case("banner", "banner", get("", "/login"), get("", "/"), files=banner)


def _lists():
    for person in ("amy", "eve", "bob"):
        orders = [get(person, "/api/tickets" + search(sort=order)) for order in (*ORDERS, *WRONG_ORDERS)]
        pages = [get(person, "/tickets" + search(sort=order)) for order in ORDERS[:4]]
        yield case("lists", f"orders-{person}", login(person), *orders, *pages)
    words = ["printer", "PRINT pages", "%", "_", "!", "paid twice", "mail.example", "a" * 50, "a b c d e f g h i j zz"]
    found = [get("amy", "/api/tickets" + search(q=word, sort="id")) for word in words]
    statuses = [get("amy", "/api/tickets" + search(status=s)) for s in ("open", "waiting", "solved", "closed", "x", "")]
    made = [
        ticket("amy", "100% of_it!", "half"),
        get("amy", "/api/tickets?q=0%25+of_"),
        get("amy", "/api/tickets?q=f_i"),
    ]
    yield case("lists", "search", login("amy"), *found, *statuses, *made, get("amy", "/tickets?q=printer&status=open"))
    many = [ticket("bob", f"Ticket {n}", priority=1 + n % 5) for n in range(12)]
    numbers = [get("bob", "/tickets" + search(page=n)) for n in ("1", "2", "3", "0", "x", "-1", "10000", "10001")]
    yield case("lists", "pages", login("bob"), *many, *numbers, get("bob", "/tickets?sort=-priority,id&page=2"))
    where = {"view": {"header": "Set-Cookie", "after": "view=", "until": ";"}}
    looks = []
    for columns, size in (("id,owner", "2"), ("updated, assignee ,subject", "100"), ("id,id", "1")):
        chosen = ask("amy", "POST", "/view", {"columns": columns, "per_page": size}, keep=where)
        looks += [
            chosen,
            get("amy", "/tickets", cookies="view=<<view>>"),
            get("amy", "/tickets?page=2", cookies="view=<<view>>"),
        ]
    refused = [
        ("", "1"),
        ("id,colour", "1"),
        ("id", "0"),
        ("id", "101"),
        ("id", "x"),
        ("id," * 7 + "id", "5"),
        (",", "5"),
    ]
    looks += [ask("amy", "POST", "/view", {"columns": c, "per_page": n}) for c, n in refused]
    looks += [
        ask("amy", "POST", "/view", {"columns": "id"}, keep=where),
        get("amy", "/tickets", cookies="view=<<view>>"),
    ]
    looks += [get("amy", "/tickets", cookies=f"view={text}") for text in ("", "x", "e30=")]
    yield case("lists", "views", login("amy"), *looks, ask("", "POST", "/view", {"columns": "id"}))


def _tickets():
    subjects = ["s" * 120, "s" * 121, "", "  spaced \t out ", "<i>&", "comma, semicolon; tab"]
    made = [ticket("bob", subject) for subject in subjects]
    made += [ticket("bob", "x", body) for body in ("", "\n \n", "b" * 100_000, "b" * 100_001, "\r\n*b*\r\n")]
    made += [ticket("bob", "x", priority=n) for n in ("1", "5", "0", "6", "x", " 2 ", "")]
    shown = [
        get("bob", path) for path in ("/tickets/4", "/tickets/4", "/tickets/5", "/api/tickets/6", "/api/tickets/8")
    ]
    yield case("tickets", "new", login("bob"), get("bob", "/tickets/new"), *made, *shown, get("bob", "/tickets/99"))
    start = [login("bob"), login("amy"), login("eve"), login("root")]
    talk = [
        comment("amy", 1, "Is it *on*?", status="waiting"),
        comment("amy", 1, "Between <us>", internal="on"),
        get("bob", "/tickets/1"),
        comment("bob", 1, "It is.", internal="on"),
        get("bob", "/api/tickets/1"),
        get("amy", "/tickets/1"),
        comment("eve", 1, "Me too"),
        comment("amy", 1, "Done", status="solved"),
        comment("bob", 1, "No", status="closed"),
        get("amy", "/api/tickets/1"),
        comment("amy", 1, "Done", status="closed"),
        comment("bob", 1, "No!"),
        comment("root", 1, "Yes", status="nonsense"),
        comment("amy", 1, ""),
        comment("amy", 1, "x" * 100_001),
        get("root", "/tickets/1"),
        comment("amy", 99, "x"),
    ]
    yield case("tickets", "talk", *start, *talk)
    edits = [
        send("bob", "/api/tickets/1/comments/2", {"text": "*Edited*"}, "PUT"),
        send("bob", "/api/tickets/1/comments/1", {"text": "x"}, "PUT"),
        send("eve", "/api/tickets/1/comments/2", {"text": "x"}, "PUT"),
        send("amy", "/api/tickets/1/comments/2", {"text": "x"}, "PUT"),
        send("amy", "/api/tickets/2/comments/1", {"text": "x"}, "PUT"),
        send("root", "/api/tickets/1/comments/1", {"text": "Root was here"}, "PUT"),
        send("bob", "/api/tickets/1/comments/2", {"text": " "}, "PUT"),
        send("bob", "/api/tickets/1/comments/2", {}, "PUT"),
        send("bob", "/api/tickets/1/comments/99", {"text": "x"}, "PUT"),
        get("bob", "/api/tickets/1"),
        ask("bob", "DELETE", "/api/tickets/1/comments/2"),
        ask("bob", "DELETE", "/api/tickets/1/comments/2"),
        ask("root", "DELETE", "/api/tickets/1/comments/1"),
        ask("amy", "DELETE", "/api/tickets/3/comments/3"),
        ask("", "DELETE", "/api/tickets/3/comments/3"),
        get("amy", "/api/tickets/3"),
        get("bob", "/tickets/1"),
        get("amy", "/api/tickets"),
    ]
    yield case("tickets", "comments", *start, *edits)
    changes = [
        {"status": "closed"},
        {"status": "x"},
        {"priority": 5},
        {"priority": "2"},
        {"priority": None},
        {"priority": 0},
    ]
    changes += [
        {"assignee": "amy"},
        {"assignee": "root"},
        {"assignee": ""},
        {"assignee": "bob"},
        {"assignee": "zoe"},
        {},
    ]
    changes += [{"subject": "x"}, {"status": "solved", "priority": 4, "assignee": "amy"}]
    made = [send("amy", "/api/tickets/2", change) for change in changes]
    made += [send(who, "/api/tickets/1", {"priority": 1}) for who in ("bob", "eve", "root")]
    yield case(
        "tickets",
        "changes",
        *start,
        *made,
        send("amy", "/api/tickets/99", {}),
        get("amy", "/tickets"),
        get("eve", "/tickets/2"),
    )


def _files():
    def at(name, number=1):
        return f"/tickets/{number}/files/{quote(name, safe='')}"

    kept = [r for name in NAMES for r in (ask("bob", "PUT", at(name), f"in {name}"), get("bob", at(name)))]
    again = [
        ask("bob", "PUT", at("a.txt"), "second"),
        get("bob", at("a.txt")),
        get("bob", "/api/tickets/1"),
        get("bob", "/tickets/1"),
    ]
    gone = [ask("bob", "DELETE", at(name)) for name in (*NAMES[:4], "a.txt", "none")]
    yield case("files", "names", login("bob"), *kept, *again, *gone, get("bob", "/api/tickets/1"))
    refused = [ask("bob", method, at(name), "x") for name in WRONG_NAMES for method in ("PUT", "GET", "DELETE")]
    others = [
        get("eve", at("invoice.txt", 3)),
        ask("eve", "PUT", at("x", 3), "x"),
        ask("eve", "DELETE", at("invoice.txt", 3)),
    ]
    rights = [
        get("amy", at("invoice.txt", 3)),
        get("bob", at("invoice.txt", 3)),
        get("", at("invoice.txt", 3)),
        *others,
    ]
    yield case(
        "files", "refused", login("bob"), login("eve"), login("amy"), *refused, *rights, get("amy", "/api/tickets/3")
    )
    full = [ask("bob", "PUT", at(f"{n}.bin"), {"base64": "AP8="}) for n in range(21)]
    more = [
        ask("bob", "PUT", at("3.bin"), ""),
        get("bob", at("3.bin")),
        get("bob", at("4.bin")),
        ask("bob", "DELETE", at("3.bin")),
    ]
    yield case(
        "files", "full", login("bob"), *full, *more, ask("bob", "PUT", at("20.bin"), "x"), get("bob", "/tickets/1")
    )


def _people():
    start = [login("eve"), login("root"), login("amy")]
    mine = [
        {"display": "Eve <I>"},
        {"email": "e@x.example"},
        {"display": " Evi ", "colour": "red"},
        {"display": ""},
        {},
    ]
    mine += [
        {"display": "d" * 80},
        {"display": "d" * 81},
        {"email": "x"},
        {"email": "a b@c"},
        {"email": "a@" + "b" * 190},
    ]
    changes = [send("eve", "/api/me", change) for change in mine]
    yield case(
        "people", "me", *start, get("eve", "/api/me"), *changes, get("eve", "/tickets"), get("root", "/api/users")
    )
    words = [("wrong", "longenough"), ("eve-secret", "short"), ("eve-secret", "12345678"), ("eve-secret", "x" * 20)]
    passwords = [send("eve", "/api/me/password", {"old": old, "new": new}, "POST") for old, new in words]
    after = [login("eve"), login("eve", "12345678"), get("eve", "/api/me"), send("", "/api/me/password", {}, "POST")]
    yield case("passwords", "passwords", *start, *passwords, *after)
    good = {"name": "zoe.2", "display": "Zoe", "email": "z@x.example", "role": "agent", "password": "zoe.2-secret"}
    bad = [
        {"name": "Z"},
        {"name": "a"},
        {"name": "n" * 33},
        {"role": "king"},
        {"email": "x"},
        {"name": "bob"},
        {"display": ""},
    ]
    made = [
        send("root", "/api/users", {**good, **change}, "POST")
        for change in ({}, *bad, {}, {"name": "n" * 32, "role": "customer"})
    ]
    roles = [send("root", "/api/users/4", {"role": role}) for role in ("agent", "king", "", "customer")]
    rights = [send(who, path, good, "POST") for who in ("eve", "amy", "") for path in ("/api/users",)]
    rights += [send("amy", "/api/users/4", {"role": "admin"}), send("root", "/api/users/99", {"role": "agent"})]
    new = [login("zoe.2"), get("zoe.2", "/export.csv"), get("zoe.2", "/api/users"), get("root", "/api/users")]
    yield case("people", "accounts", *start, *made, *roles, *rights, *new)
    lines = [
        {"owner": "eve", "subject": "One, two", "body": "b"},
        {"owner": "bob", "subject": "Three", "body": "*b*", "priority": 1},
    ]
    texts = ["\n\n".join(map(json.dumps, lines)), "", "{}", "[1]", "x", json.dumps({**lines[0], "owner": "zoe"})]
    texts += [json.dumps({**lines[0], "subject": "s" * 121}), json.dumps(lines[0]) + "\nnonsense"]
    taken = [ask("root", "POST", "/import", text) for text in texts] + [
        ask(who, "POST", "/import", texts[0]) for who in ("amy", "eve", "")
    ]
    asked = [
        get(who, "/export.csv" + status)
        for who in ("amy", "root", "eve")
        for status in ("", "?status=waiting", "?status=x")
    ]
    yield case(
        "people", "transfer", *start, *taken, *asked, ticket("eve", "a=b + c-d @ e, 1"), get("amy", "/export.csv")
    )


def _web():
    odd = [
        get("", path) for path in ("/", "/nothing", "/api/nothing", "/tickets/", "/tickets/x", "/tickets/1234567890")
    ]
    odd += [ask("bob", method, "/tickets/1") for method in ("POST", "PUT", "DELETE", "PATCH")]
    odd += [ask("bob", "PATCH", "/api/me", body) for body in ("", "x", "[]", "3", {"base64": "/w=="}, '{"display": 7}')]
    odd += [
        ask("bob", "POST", "/tickets", {"base64": "/w=="}),
        ask("bob", "POST", "/tickets", "subject=a&subject=b&body=c"),
    ]
    odd += [
        get("bob", "/api/tickets/4"),
        get("bob", "/tickets?sort=id&sort=-id"),
        get("bob", "/api/me", cookies="x=1; y"),
    ]
    yield case("web", "odd", login("bob"), *odd)


def generate(seed, count):
    """`count` random cases."""
    rng = random.Random(seed)
    makers = [_drawn_talk, _drawn_list, _drawn_texts]
    made = [makers[at % len(makers)](rng, f"drawn-{at}") for at in range(count)]
    return sorted(made, key=lambda one: one["group"])


WORDS = [
    "printer",
    "toner",
    "*loud*",
    "`df -h`",
    "#2",
    "slow & old",
    "[a](https://a.example/b)",
    "<x>",
    "- ",
    "line\n",
    "\n\n",
    " \t\n",
    "5 > 4",
]


def _text(rng):
    return rng.choice(["", "- "]) + " ".join(rng.choices(WORDS, k=rng.randrange(1, 12))) + "."


def _drawn_texts(rng, name):
    return case("markup", name, *in_turn("bob", *(preview("bob", _text(rng)) for _ in range(20))))


def _drawn_list(rng, name):
    made = [
        ticket(rng.choice(PERSONS), f"{rng.choice('xyzXYZ')} {rng.randrange(99)}", priority=rng.randrange(1, 6))
        for _ in range(8)
    ]
    made += [
        send("amy", f"/api/tickets/{rng.randrange(1, 11)}", {"status": rng.choice(["waiting", "solved", "open"])})
        for _ in range(5)
    ]
    asked = []
    for _ in range(10):
        keys = rng.sample(["id", "subject", "status", "priority", "updated"], rng.randrange(1, 4))
        order = ",".join(rng.choice(["", "-"]) + key for key in keys) + ("" if "id" in keys else ",id")
        fields = {
            "sort": order,
            "status": rng.choice(["", "", "open", "waiting"]),
            "q": rng.choice(["", "", "x", "Text", "e"]),
        }
        asked.append(get(rng.choice(PERSONS), rng.choice(["/api/tickets", "/tickets"]) + search(**fields)))
    return case("lists", name, *map(login, PERSONS), *made, *asked)


def _drawn_talk(rng, name):
    made = []
    for _ in range(14):
        person, number = rng.choice(PERSONS), rng.randrange(1, 4)
        extra = {"status": rng.choice(["open", "waiting", "solved"])} if rng.random() < 0.3 else {}
        extra |= {"internal": "on"} if rng.random() < 0.2 else {}
        made.append(comment(person, number, _text(rng), **extra))
        made.append(get(rng.choice(PERSONS), f"{rng.choice(['/api', ''])}/tickets/{rng.randrange(1, 5)}"))
    return case("tickets", name, *map(login, PERSONS), *made)
