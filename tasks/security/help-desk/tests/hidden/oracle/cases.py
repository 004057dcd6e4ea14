"""The second opinion: days at a help desk that is open to all, with what the documentation says of them.

Nothing here is asked of the original. Written from docs/interface.md, in long conversations that mix use and misuse."""

import json
import random
from urllib.parse import quote_plus

SID = {"header": "Set-Cookie", "after": "sid=", "until": ";"}


class Day:
    """Collects what is done, and what is to come of it."""

    def __init__(self, name):
        self.name, self.requests, self.expected = name, [], []

    def does(self, who, wish, expected, body="", extra=""):
        method, path = wish.split(" ", 1)
        cookie = "; ".join(filter(None, [f"sid=<<{who}>>" if who else "", extra]))
        self.requests.append({"method": method, "path": path, "body": body, "headers": {"Cookie": cookie}})
        self.expected.append({"status": expected} if isinstance(expected, int) else expected)
        return self

    def enters(self, who, target="", lands="/tickets", before="", secret=""):
        body = f"name={who}&password={secret or who + '-secret'}&next={quote_plus(target)}"
        headers = {"Cookie": f"sid={before}"} if before else {}
        self.requests.append({"method": "POST", "path": "/login", "body": body, "headers": headers, "keep": {who: SID}})
        self.expected.append({"status": 303, "headers": {"Location": lands}})
        return self

    def case(self, **more):
        return {"id": f"days/{self.name}", "group": "days", "http": self.requests, "expected": self.expected, **more}


def shows(body, status=200):
    return {"status": status, "body": body}


def corpus():
    """The frozen days."""
    return [_quiet(), _thief(), _prankster(), _climber(), _drawn(random.Random(7), "seventh")]


def generate(seed, count):
    rng = random.Random(seed)
    return [_drawn(rng, f"drawn-{at}") for at in range(count)]


def _quiet():
    day = Day("quiet").enters("bob", "/tickets/1", "/tickets/1").enters("amy")
    day.does(
        "bob",
        "POST /preview",
        shows('<p>Order <strong>9</strong>, <a href="/tickets/3">#3</a></p>\n'),
        "text=Order+*9*,+%233++",
    )
    day.does(
        "bob",
        "POST /tickets",
        {"status": 303, "headers": {"Location": "/tickets/4"}},
        "subject=Late&body=Very&priority=2",
    )
    day.does("amy", "PATCH /api/tickets/4", 200, '{"assignee": "amy", "status": "waiting"}')
    day.does("bob", "POST /tickets/4/comments", {"status": 303, "headers": {"Location": "/tickets/4"}}, "text=Well")
    found = {
        "assignee": "amy",
        "body": "Very",
        "id": 4,
        "owner": "bob",
        "priority": 2,
        "status": "open",
        "subject": "Late",
    }
    talk = [{"author": "bob", "id": 4, "internal": False, "text": "Well"}]
    text = json.dumps({**found, "comments": talk, "files": [], "updated": 13}, sort_keys=True)
    day.does("bob", "GET /api/tickets/4", shows(text + "\n"))
    day.does("bob", "PUT /tickets/4/files/proof.txt", 201, "seen").does(
        "amy", "GET /tickets/4/files/proof.txt", shows("seen")
    )
    day.does("bob", "GET /export.csv", 403).does("amy", "GET /api/users", 403)
    day.does("amy", "POST /view", 303, "columns=id&per_page=3").does("bob", "POST /logout", 303).does(
        "bob", "GET /api/me", 401
    )
    return day.case()


def _thief():
    """Reads and takes what belongs to others."""
    day = Day("thief").enters("eve").enters("root").does("eve", "PUT /tickets/2/files/a", 201, "a")
    for name in (
        "....%2F%2F3%2Finvoice.txt",
        "..%5C3%5Cinvoice.txt",
        "..%5C..%5C..%5Cnote.txt",
        "%2Fproc%2Fself%2Fenviron",
    ):
        day.does(
            "eve",
            f"GET /tickets/2/files/{name}",
            [{"status": s, "absent": ["4242", "PYTHON", "hush"]} for s in (400, 404)],
        )
    day.does("eve", "GET /tickets/3/files/invoice.txt", 404)
    for sort in ("id,id*(SELECT+-1)", "status,id+LIMIT+1", "id,length(body)"):
        day.does("eve", f"GET /api/tickets?sort={sort}", 400)
    day.does("eve", "DELETE /api/tickets/1/comments/2", [{"status": 403}, {"status": 404}])
    day.does("root", "PUT /api/tickets/1/comments/2", 200, '{"text": "x"}')
    day.enters("amy", before="0123456789").does("", "GET /api/users", 401, extra="sid=0123456789")
    day.does("", "GET /api/tickets", 401, extra="sid=0123456789").does("amy", "GET /api/tickets", 200)
    return day.case(files={"note.txt": "hush"})


def _prankster():
    """Leaves traps for others."""
    day = Day("prankster").enters("eve").enters("amy")
    trap = quote_plus('[win](https://x.example/"onmouseenter="name)')
    day.does("eve", "POST /tickets/2/comments", 303, f"text={trap}")
    day.does("amy", "GET /tickets/2", {"status": 200, "absent": ['"onmouseenter="']})
    day.does("eve", "POST /preview", {"status": 200, "absent": ['href="JavascRipt']}, "text=[win](JavascRipt:name)")
    day.does("eve", "POST /tickets", 303, "subject=%3D1%2B1&body=b").does(
        "eve", "POST /tickets", 303, "subject=-2%2B3&body=b"
    )
    day.does("amy", "GET /export.csv", {"status": 200, "absent": ["4,=", '4,"=', "5,-", '5,"-']})
    for target in ("//x.example", "/\\x.example", "/\n/x.example", "/a\r\nX-Y: 1"):
        day.enters("bob", target)
    return day.case()


def _climber():
    """Wants to be more than a customer, or to be the server."""
    day = Day("climber").enters("eve")
    day.does("eve", "PATCH /api/me", [{"status": 200}, {"status": 400}, {"status": 403}], '{"role": "admin"}')
    day.does("eve", "GET /api/users", 403).does("eve", "GET /tickets/1", 404)
    bomb = "Y3RpbWUKc2xlZXAKKEY1LjAKdFIu"
    stop = "Y3N5cwpleGl0CihJMQp0Ui4="
    for cookie in (bomb, stop):
        day.does("eve", "GET /tickets", [{"status": 200}, {"status": 400}], extra=f"view={cookie}")
    return day.does("eve", "GET /tickets", 200).does("eve", "GET /api/users", 403).case()


def _drawn(rng, name):
    """Any of it in any order."""
    day = Day(name).enters("eve").enters("bob").does("eve", "PUT /tickets/2/files/a", 201, "a")
    for at in range(12):
        up = rng.choice(["....%2F%2F", "..%5C"])
        day.does(
            "eve",
            f"GET /tickets/2/files/{up}{rng.choice('13')}%2Finvoice.txt",
            [{"status": s, "absent": ["4242"]} for s in (400, 404)],
        )
        day.does("eve", f"PUT /tickets/2/files/n{at}..{rng.randrange(9)}.txt", 201, str(at))
        key = rng.choice(["id", "-priority", "subject"])
        day.does(
            "eve",
            f"GET /api/tickets?sort={key},{rng.choice(['id+desc', 'updated+LIMIT+1', 'nothing', 'id+IS+NULL'])}",
            400,
        )
        day.does("bob", f"GET /api/tickets?sort={key},{rng.choice(['updated', '-status'])}", 200)
        day.enters("bob", rng.choice(["//a", "/\\a", "///a", "/\t/a"]) + f".example/{at}")
        day.enters("bob", f"/tickets?q={at}//a", f"/tickets?q={at}//a")
    return day.case()
