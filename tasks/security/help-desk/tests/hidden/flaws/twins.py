"""Benign twins of the attacks: near misses, which must go on as they are."""

import json
from urllib.parse import quote

from phrases import KEPT, ask, attack, enter, get, logins, twin


def twins():
    names = ["a..txt", "..a", "....", "v1..2.txt", "~.txt", "a%2fb.txt", "c:x.txt", "etc"]
    paths = ["/tickets/2/files/" + quote(name, safe="") for name in names]
    files = [request for path in paths for request in (ask("eve", "PUT", path, "kept"), get("eve", path))]
    yield twin(
        "other-files",
        "names",
        enter("eve"),
        *files,
        get("eve", "/api/tickets/2"),
        *(ask("eve", "DELETE", p) for p in paths),
    )
    orders = [
        "priority,-id",
        "-status,subject,id",
        "id,id",
        "updated,-updated",
        "-priority,-updated,-id,-subject,-status",
    ]
    yield twin("orders", "several", enter("amy"), *(get("amy", f"/api/tickets?sort={order}") for order in orders))
    texts = [
        "[a](https://a.example/?javascript:b=1&c=onclick=x)",
        "[a](/tickets/1?onfocus=1) javascript:alert data:text",
        "[mail](mailto:a@b.example)",
    ]
    texts += ["[http](http://a.example:80/x;y=1#z) [x]", "onclick=1 [data:](https://data.example/)"]
    yield twin(
        "script-links", "near", enter("eve"), *(ask("eve", "POST", "/preview", {"text": text}) for text in texts)
    )
    quotes = [
        (
            {**ask("eve", "POST", "/preview", {"text": 'say "hi"'})},
            [{"status": 200, "body": f"<p>say {q}hi{q}</p>\n"} for q in ('"', "&quot;", "&#34;")],
        )
    ]
    yield attack("script-links", "quotes", *logins("eve"), *quotes)
    visits = [
        {"path": "/login", "keep": {"given": KEPT}},
        enter("bob", sid="<<given>>"),
        get("bob", "/api/me"),
        get("bob", "/tickets/1"),
    ]
    again = [
        enter("bob", key="again", sid="<<bob>>"),
        get("again", "/api/me"),
        ask("again", "POST", "/logout"),
        get("again", "/api/me"),
    ]
    yield twin(
        "chosen-session",
        "visits",
        *visits,
        *again,
        enter("bob"),
        enter("bob", key="other"),
        get("bob", "/api/me"),
        get("other", "/api/me"),
    )
    own = [ask("bob", "DELETE", "/api/tickets/1/comments/2"), ask("amy", "DELETE", "/api/tickets/1/comments/1")]
    own += [ask("root", "DELETE", "/api/tickets/3/comments/3"), ask("bob", "DELETE", "/api/tickets/1/comments/99")]
    own += [
        ask("eve", "POST", "/tickets/2/comments", {"text": "mine"}),
        ask("eve", "DELETE", "/api/tickets/2/comments/4"),
        get("amy", "/api/tickets/1"),
    ]
    yield twin(
        "foreign-comments", "own", *map(enter, ("bob", "amy", "root", "eve")), *own, get("amy", "/api/tickets/2")
    )
    wishes = [
        {"display": "role admin"},
        {"email": "role@admin.example"},
        {"display": "E", "email": "e@x.example", "theme": "dark"},
    ]
    yield twin(
        "own-role",
        "me",
        enter("eve"),
        *(ask("eve", "PATCH", "/api/me", json.dumps(w)) for w in wishes),
        get("eve", "/api/me"),
    )
    targets = [
        "/tickets?q=//a",
        "/tickets/1?x=https://a.example",
        "/login?next=//b",
        "/a/../b",
        "/tickets#//c",
        "/x;y@z:80",
    ]
    yield twin("elsewhere", "paths", *(enter("eve", target=target, key=f"k{at}") for at, target in enumerate(targets)))
    texts = ["a" + " " * 300 + "b", " \t " * 100, "x\n" * 500, "a  \n \n\t\nb \t", " a\n  b \n"]
    yield twin(
        "slow-text", "endings", enter("eve"), *(ask("eve", "POST", "/preview", {"text": text}) for text in texts)
    )
    chosen = {
        **ask("amy", "POST", "/view", {"columns": "owner,id", "per_page": "2"}),
        "keep": {"view": {**KEPT, "after": "view="}},
    }
    seen = [
        get("amy", "/tickets", cookies="view=<<view>>"),
        get("amy", "/tickets", cookies="view=gASVAA=="),
        get("amy", "/tickets"),
    ]
    yield twin("cookie-code", "views", enter("amy"), chosen, *seen)
    subjects = ["a=b", "1+1", "x@y.example", "(-3)", "5-3=2", "'quoted"]
    yield twin(
        "formulas",
        "plain",
        enter("amy"),
        *(ask("amy", "POST", "/tickets", {"subject": s, "body": "x"}) for s in subjects),
        get("amy", "/export.csv"),
    )
