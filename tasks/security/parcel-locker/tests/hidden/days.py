"""What the days in cases.py are put together of."""

import base64
import hashlib
import hmac
import json
import zlib

KEY = bytes(range(32))
OTHER_KEY = bytes(range(100, 132))
BINARY = base64.b64encode(b"\xff\x00\xfe").decode()
BOOK = "name,title,address\namy,Amy & Co,1 High Street\nbob,Bob, 2 Low Street \n"
FILES = {
    "plans/a.txt": "The hall\n",
    "plans/b.bin": {"base64": BINARY},
    "plans/old/c.txt": {"text": "The shed\n" * 300, "mode": 0o600},
    "plans/old/run": {"text": "#!/bin/sh\n", "mode": 0o755},
    "plans/old/empty": "",
    "plans/latest": {"link": "old/c.txt"},
    "plans/void": {"folder": 0o755},
}


def case(group, name, *steps):
    return {"id": f"{group}/{name}", "group": group, "call": "driver:play", "args": [list(steps)]}


def command(office, *words):
    return {"run": ["--locker", office, *words]}


def lay(files):
    return {"lay": files}


def look(*paths):
    return {"look": list(paths)}


def office(name, *partners, **keys):
    """A locker as `init` and `key add` leave it."""
    secrets = {**dict.fromkeys(partners, KEY), **keys}
    files = {f"{name}/keys/{who}.key": {"text": key.hex() + "\n", "mode": 0o600} for who, key in secrets.items()}
    folders = {f"{name}/{folder}": {"folder": 0o700} for folder in ("store", "outbox", "keys")}
    return [lay({f"{name}/locker.ini": f"[locker]\nname = {name}\n", **folders, **files})]


def settings(office, name, more, first=""):
    return lay({f"{office}/locker.ini": f"[locker]\nname = {name}\n{first}{more}"})


def code(data):
    return {"base64": base64.b64encode(data).decode()}


def signed(entries, **more):
    """A parcel as a file to be laid out."""
    return code(sealed(entries, **more))


def sealed(entries, sender="amy", to="bob", serial=1, title="A title", key=KEY, algorithm="hmac-sha256", **more):
    """A parcel: entries are (kind, name, text or target, mode, size), of folders (kind, name, mode).

    None leaves a field out."""
    made = [_entry(*one) for one in entries]
    fields = {"from": sender, "to": to, "serial": serial, "title": title, "entries": [one for one, _ in made]}
    fields |= more.get("change", {})
    fields = {name: value for name, value in fields.items() if value is not None}
    line = more.get("line") or json.dumps(fields).encode()
    name = algorithm.removeprefix("hmac-")
    digits = (hashlib.new(name, line) if name == algorithm else hmac.new(key, line, name)).hexdigest()
    digits = (digits.upper() if more.get("upper") else digits)[: more.get("digits")]
    seal = f"{algorithm} {digits}".encode()
    return b"\n".join([b"PARCEL 1", line, seal, b"".join(data for _, data in made)])


def _entry(kind, name, what, mode=0o644, size=None):
    if kind == "folder":
        return {"name": name, "kind": kind} | ({} if what is None else {"mode": what}), b""
    if kind == "link":
        return {"name": name, "kind": kind, "target": what}, b""
    data = what.encode()
    size = len(data) if size is None else size
    packed = zlib.compress(data)
    digest = hashlib.sha256(data).hexdigest()
    entry = {"name": name, "kind": kind, "size": size, "packed": len(packed), "sha256": digest}
    return entry | ({} if mode is None else {"mode": mode}), packed
