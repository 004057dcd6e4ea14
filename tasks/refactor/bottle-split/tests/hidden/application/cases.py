"""Frozen cases on whole applications; see driver.py."""

RETURNED = (
    "nothing false text data texts datas mapping number numbers lists empty generated generated-data file sized "
    "late-failure late-response failing unserialisable response response-mapping error no-content unknown-status "
    "own-phrase system abort"
)
REQUESTS = (
    "GET /hello?name=Ann HTTP/1.0\r\n\r\n",
    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
    "HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /fail HTTP/1.0\r\nHost: b.example\r\n\r\n",
    "GET /none HTTP/1.0\r\nHost: b.example\r\n\r\n",
    "PUT /hello HTTP/1.0\r\nHost: b.example\r\n\r\n",
    "GET /stream HTTP/1.0\r\n\r\n",
)


def corpus():
    """Every scenario with its arguments."""
    rows = [("returned", name, {}, [name]) for name in RETURNED.split()]
    rows += [("returned", f"{n}-head", {}, [n, "HEAD"]) for n in ("text", "file", "generated", "sized", "failing")]
    rows += [("returned", f"{n}-debug", {"debug": True}, [n]) for n in ("failing", "error", "late-failure", "number")]
    rows += [("charset", f"{n}-{c}", {}, [n, t]) for n in ("text", "texts", "generated") for c, t in CHARSETS.items()]
    rows += [("redirects", str(i), extra, args) for i, (args, extra) in enumerate(REDIRECTS)]
    rows += [("protected", str(i), {}, [header]) for i, header in enumerate(AUTHORIZATIONS)]
    rows += [("json_option", name, settings, []) for name, settings in JSON.items()]
    rows += [(name, "it", {}, []) for name in SINGLE.split()]
    rows += [("mounting", "slash", {}, ["/"]), ("mounting", "no-slash", {}, [""])]
    rows.append(("resources", "paths", {}, [{"a/x.txt": "ax", "b/x.txt": "bx", "b/y.txt": "by", "b/c/z.txt": "z"}]))
    rows.append(("served", "loopback", {}, [list(REQUESTS)]))
    return [case(*row) for row in rows]


SINGLE = """not_caught critical error_handlers hooks plugins route_reset mounted_twice merging threads"""
CHARSETS = {"latin": "text/plain; charset=latin1", "none": "text/plain", "utf16": "text/x;charset=utf-16-le;a=b"}
JSON = {"plain": {}, "ascii": {"ascii": True}, "off": {"enable": False}, "indent": {"indent": 0}}
REDIRECTS = (
    (["/other"], {}),
    (["/other"], {"SERVER_PROTOCOL": "HTTP/1.1"}),
    (["other?x=1"], {"SCRIPT_NAME": "/base", "HTTP_HOST": "a.example:81"}),
    (["../up"], {"HTTP_X_FORWARDED_HOST": "front", "HTTP_X_FORWARDED_PROTO": "https"}),
    (["http://else.where/", 307], {}),
    (["//host/x", 301], {"SERVER_PROTOCOL": "HTTP/1.1"}),
    (["/a\r\nX-Bad: 1"], {}),
)
AUTHORIZATIONS = ("", "Basic YW5uOnDDpDpzcw==", "basic  YW5uOng=", "Basic !!!", "Digest abc", "Basic YW5u", "Basic")


def case(function, name, kwargs, args):
    """One case of the format."""
    call = {"call": f"driver:{function}", "args": args, "kwargs": kwargs}
    return {"id": f"{group(function)}/{function}-{name}", "group": group(function), **call}


def group(function):
    """The gate that a scenario belongs to."""
    return {"returned": "results", "charset": "results", "served": "served"}.get(function, "application")
