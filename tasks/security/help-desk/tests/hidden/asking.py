"""How cases are put together: who asks what of the help desk."""

import json
from urllib.parse import urlencode


def case(group, name, *requests, **more):
    return {"id": f"{group}/{name}", "group": group, "http": list(requests), **more}


def login(name, password=None, target="", key=None):
    """A form sent to the login; the session is kept under the person's name."""
    fields = {"name": name, "password": password or f"{name}-secret", "next": target}
    where = {"header": "Set-Cookie", "after": "sid=", "until": ";"}
    return {"method": "POST", "path": "/login", "body": urlencode(fields), "keep": {key or name: where}}


def ask(person, method, path, body="", cookies="", **more):
    """A request of somebody who is logged in."""
    text = body if isinstance(body, str) or "base64" in body else urlencode(body)
    cookie = f"sid=<<{person}>>" if person else ""
    headers = {"Cookie": "; ".join(filter(None, [cookie, cookies]))}
    return {"method": method, "path": path, "body": text, "headers": headers, **more}


def get(person, path, **more):
    return ask(person, "GET", path, **more)


def send(person, path, value, method="PATCH"):
    return ask(person, method, path, json.dumps(value))


def ticket(person, subject, body="Text", **fields):
    return ask(person, "POST", "/tickets", "&".join([urlencode({"subject": subject, "body": body}), urlencode(fields)]))


def comment(person, number, text, **fields):
    return ask(person, "POST", f"/tickets/{number}/comments", urlencode({"text": text, **fields}))


def preview(person, text):
    return ask(person, "POST", "/preview", {"text": text})


def search(**fields):
    return "?" + urlencode(fields)


def in_turn(person, *requests):
    return [login(person), *requests]
