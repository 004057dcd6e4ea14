"""Requests, headers, forms and maps from a random number generator: all of them legitimate, many of them odd."""

WORDS = ("a", "b2", "c-d", "E", "x.y", "\xe9", "q r", "", "0", "text", "utf-8", "max-age", "bytes")
HEADERS = (
    "ACCEPT",
    "ACCEPT_LANGUAGE",
    "CACHE_CONTROL",
    "COOKIE",
    "IF_NONE_MATCH",
    "IF_MATCH",
    "RANGE",
    "AUTHORIZATION",
    "PRAGMA",
    "USER_AGENT",
    "X_FORWARDED_FOR",
    "IF_MODIFIED_SINCE",
    "ORIGIN",
    "REFERER",
)
DATES = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "never")
PARSERS = (
    "http.parse_options_header",
    "http.parse_accept_header",
    "http.parse_list_header",
    "http.parse_dict_header",
    "http.parse_cookie",
    "http.parse_cache_control_header",
    "http.parse_set_header",
    "http.parse_etags",
    "http.parse_range_header",
    "http.parse_www_authenticate_header",
    "http.parse_csp_header",
    "http.parse_if_range_header",
    "http.unquote_header_value",
    "urls.url_parse",
    "urls.url_decode",
    "urls.url_fix",
    "urls.uri_to_iri",
    "urls.iri_to_uri",
    "urls.url_unquote",
    "urls.url_quote",
    "utils.secure_filename",
)


def draw(rng):
    """The name of a driver's function and its arguments."""
    return rng.choice((parsed, asked, formed, routed, answered, served))(rng)


def word(rng):
    return rng.choice(WORDS)


def parsed(rng):
    """Header-like texts for all that parses."""
    texts = [header(rng) for _ in range(6)]
    return "session", [f"each({parser}, {texts!r})" for parser in rng.sample(PARSERS, 12)]


def header(rng):
    """A text as it stands in a header or in a URL."""
    parts = []
    for _ in range(rng.randint(1, 4)):
        name, value = word(rng) or "n", word(rng)
        parts.append(
            rng.choice(
                [
                    name,
                    f"{name}={value}",
                    f'{name}="{value}"',
                    f"{name};q=0.{rng.randint(0, 9)}",
                    f'"{value}"',
                    f"{rng.randint(0, 9)}-{rng.randint(0, 99)}",
                    f'W/"{value}"',
                    f"/{name}/{value}",
                    "http://h.example/p",
                    "?x=1&y",
                    "%20%C3%A9",
                    "*",
                    "#f",
                    f"{name}={value};v={name}",
                ]
            )
        )
    return rng.choice([", ", "; ", "&", ",", "/"]).join(parts)


def asked(rng):
    """A request by its environment."""
    given = {
        "path": "/" + "/".join(word(rng) for _ in range(rng.randint(0, 3))),
        "method": rng.choice(["GET", "POST", "PUT"]),
    }
    given["base_url"] = rng.choice(["http://h.example/", "https://h.example:444/root", "http://b\xfccher.example:80/"])
    for name in rng.sample(HEADERS, 6):
        given[f"HTTP_{name}"] = rng.choice(DATES) if "SINCE" in name else header(rng).encode().decode("latin1")
    if given["method"] != "GET":
        given["data"] = rng.choice(['{"a": 1}', "a=b&c=%C3%A9", "plain \xe9"])
        given["content_type"] = rng.choice(
            ["application/json", "application/x-www-form-urlencoded", "text/plain; charset=utf-8", "A/B; c=d"]
        )
    return "requested", given


def formed(rng):
    """A form in parts."""
    line = rng.choice(["\r\n", "\r\n", "\n"])
    body = rng.choice(["", "preamble" + line])
    for _at in range(rng.randint(0, 6)):
        head = f'Content-Disposition: form-data; name="{word(rng)}"' + rng.choice(
            ["", "", f'; filename="{word(rng)}.txt"{line}Content-Type: text/plain']
        )
        value = "".join(
            rng.choice(["x", line, "--", "--limes", "\xe9", "-", "\r", " "]) if rng.random() < 0.5 else word(rng)
            for _ in range(rng.randint(0, 12))
        )
        body += f"--limes-{line}{head}{line}{line}{value.replace('--limes-', '')}{line}"
    body += f"--limes---{line}"
    limits = rng.choice([{}, {"silent": False}, {"errors": "ignore"}, {"max_content_length": 5_000}])
    return "formed", body.encode().decode("latin1"), "multipart/form-data; boundary=limes-", limits, rng.random() < 0.3


def routed(rng):
    """A map, and paths that are asked for in it."""
    pieces = ("a", "b", "<x>", "<int:n>", "<path:p>", "c<y>d", "<float:f>", "<any(a,b):w>")
    rules = []
    for _ in range(rng.randint(2, 6)):
        chosen = rng.sample(pieces, rng.randint(0, 3))
        rules.append(
            [
                "/" + "/".join(chosen) + rng.choice(["", "/"] if chosen else [""]),
                rng.choice([{}, {}, {"methods": ["POST"]}, {"strict_slashes": False}]),
            ]
        )
    paths = [
        "/"
        + rng.choice(["/", "//"]).join(
            rng.choice(["a", "b", "7", "1.5", "cqd", "z", "\xe9"]) for _ in range(rng.randint(0, 4))
        )
        + rng.choice(["", "/"])
        for _ in range(12)
    ]
    options = rng.choice([{}, {}, {"strict_slashes": False}, {"merge_slashes": False}])
    return "routed", rules, [[path, rng.choice(["GET", "POST"])] for path in paths], options


def answered(rng):
    """Responses: statuses, headers, cookies, ranges."""
    lines = ["r = wrappers.Response('0123456789' * 3)"]
    for _ in range(4):
        name, path, same = rng.choice(["a", "b2", "c-d"]), rng.choice(["/", None, "/a b"]), rng.choice([None, "lax"])
        options = f"path={path!r}, samesite={same!r}, secure={rng.random() < 0.5}"
        lines.append(
            rng.choice(
                [
                    f"r.headers.add({word(rng) or 'n'!r}, {header(rng)!r})",
                    f"r.headers[{word(rng) or 'n'!r}] = {word(rng)!r}",
                    f"r.status = {rng.choice([200, 201, 404, '299 own', '500'])!r}",
                    f"r.set_cookie({name!r}, {header(rng)!r}, {options})",
                    f"r.set_etag({rng.choice(['a', 'b2'])!r}, {rng.random() < 0.5})",
                    f"r.cache_control.max_age = {rng.randint(0, 99)}",
                    f"r.vary.add({word(rng) or 'n'!r})",
                    f"r.mimetype = {rng.choice(['text/html', 'image/png'])!r}",
                    f"r.content_security_policy.img_src = {rng.choice(['a', 'b'])!r}",
                ]
            )
        )
    tags = rng.choice(["*", '"a"', ""])
    asks = f"HTTP_RANGE='bytes={rng.randint(0, 9)}-{rng.randint(9, 40)}', HTTP_IF_NONE_MATCH={tags!r}"
    lines += ["r", "called(r)", f"e = env({asks})", "called(r.make_conditional(e, True, 30), e)"]
    return "session", lines


def served(rng):
    """Requests to the development server."""
    method, path = (
        rng.choice(["GET", "POST", "HEAD", "BREW"]),
        rng.choice(["/", "/a%20b", "//x/y", "/\xe9?q=r", "http://o.example/z?w"]),
    )
    lines = [f"{method} {path} HTTP/1.{rng.randint(0, 1)}".encode().decode("latin1")]
    lines += [
        f"{rng.choice(['Host', 'X-A', 'Cookie', 'Accept', 'x-b'])}: {rng.choice(['a', 'b; c=d', 'e, f', 'g_h'])}"
        for _ in range(rng.randint(0, 5))
    ]
    if method == "POST" and rng.random() < 0.5:
        return "serve", "\r\n".join(
            [*lines, "Transfer-Encoding: chunked", "", "3", "abc", "b", "hello world", "0", "", ""]
        )
    if method == "POST":
        return "serve", "\r\n".join([*lines, "Content-Length: 4", "", "body"])
    return "serve", "\r\n".join([*lines, "", ""])
