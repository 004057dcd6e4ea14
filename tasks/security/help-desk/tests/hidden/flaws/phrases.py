"""How attacks and their twins are put together."""

from urllib.parse import urlencode

KEPT = {"header": "Set-Cookie", "after": "sid=", "until": ";"}
CANARY = "canary 5512 sings"


def attack(flaw, name, *pairs, **more):
    """A conversation of (request, what is harmless to answer)."""
    requests, expected = zip(*pairs, strict=True)
    return {"id": f"{flaw}/{name}", "group": flaw, "http": list(requests), "expected": list(expected), **more}


def twin(flaw, name, *requests):
    return {"id": f"{flaw}/{name}", "group": flaw, "http": list(requests)}


def enter(name, password=None, target="", key=None, sid=""):
    fields = {"name": name, "password": password or f"{name}-secret", "next": target}
    headers = {"Cookie": f"sid={sid}"} if sid else {}
    return {
        "method": "POST",
        "path": "/login",
        "body": urlencode(fields),
        "headers": headers,
        "keep": {key or name: KEPT},
    }


def ask(key, method, path, body="", cookies=""):
    text = body if isinstance(body, str) else urlencode(body)
    return {
        "method": method,
        "path": path,
        "body": text,
        "headers": {"Cookie": f"sid=<<{key}>>; {cookies}".strip("; ")},
    }


def get(key, path, cookies=""):
    return ask(key, "GET", path, cookies=cookies)


def logins(*names):
    return [(enter(name), {"status": 303}) for name in names]


def answers(*statuses, **more):
    return [{"status": status, **more} for status in statuses]
