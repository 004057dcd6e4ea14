"""Attacks by what is asked: cookies, hosts, paths."""

from phrases import attack, some, twin, word

WAYS = ("request", "function", "bytes")


def nameless(rng):
    """Cookies without a name whose value reads like a cookie."""
    forged = rng.choice(["__Host-", "__Secure-", ""]) + word(rng)
    value, other = word(rng), word(rng, 10, 12)
    headers = [
        f"={forged}={value}",
        f"={forged}={value}; {other}=1",
        f"{other}=1; ={forged}={value}",
        f"{other}=1;={forged}={value};",
        f" ={forged}={value}; {other}=1",
        f"=={forged}={value}; {other}=1",
        f'={forged}="{value}"; {other}=1',
        f"; ={forged}={value}; {other}=1",
        f"= {forged}={value}; {other}=1",
        f"{other}=1; = {forged} = {value}",
        f"{other}=1; =; ={forged}={value}",
    ]
    for header in some(rng, headers, 5):
        kept = ["1"] if f"{other}=1" in header else []
        yield attack(
            "nameless-cookies", "cookies", (header, [forged, other], rng.choice(WAYS)), {forged: [], other: kept}
        )


def nameless_twins():
    """Cookies with names."""
    for way in WAYS:
        for header, names in [
            ("__Host-a=b; c=d", ["__Host-a", "c"]),
            ("a=__Host-b=c", ["a", "__Host-b"]),
            ("a=; b==c; d", ["a", "b", "d"]),
            ('a="x; y"; b=2; a=3', ["a", "b"]),
            ("a=1;;b=2; ;c=3;", ["a", "b", "c"]),
            (" a = 1 ; b =2", ["a", "b"]),
            ('a="\\303\\251"; b="q\\"q"', ["a", "b"]),
            ("=; a=1", ["a"]),
            ("", ["a"]),
        ]:
            yield twin("nameless-cookies", "cookies", header, names, way)


def hosts(rng):
    """Hosts that are taken for trusted ones, and that browsers read otherwise."""
    own, evil, sub = f"{word(rng)}.example", f"{word(rng, 10, 12)}.test", word(rng)
    address, other = f"2001:db8::{rng.randint(1, 4000):x}", f"2001:db8::{rng.randint(5000, 9000):x}"
    suffixed = [
        f"{evil}/.{own}",
        f"{evil}#.{own}",
        f"{evil}?.{own}",
        f"{evil}\\.{own}",
        f"{evil}/{sub}.{own}",
        f"{sub}@{evil}:80/.{own}",
        f"{evil}%2f.{own}",
        f"{evil} .{own}",
        f"{evil}&.{own}",
    ]
    ported = [
        f"{own}:@{evil}",
        f"{own}:80@{evil}",
        f"{own}:{sub}@{evil}",
        f"{own}:80/@{evil}",
        f"{own}:{evil}",
        f"{own}:{sub}",
        f"{own}: 80",
        f"{own}:80?{evil}",
        f"{own}:8080#",
    ]
    for way in ("request", "url", "host", "plain"):
        for host in some(rng, suffixed, 2):
            trusts = [f".{own}"] if rng.random() < 0.5 else ["other.example", f".{own}"]
            yield attack("trusted-hosts", "trusted", (host, trusts, way), False)
        for host in some(rng, ported, 2):
            trusts = rng.choice([[own], f".{own}", [f"{own}:80"], ["other.example", own]])
            yield attack("trusted-hosts", "trusted", (host, trusts, way), False)
        yield attack("trusted-hosts", "trusted", (f"[{other}]", [f"[{address}]"], way), False)


def hosts_twins():
    """Hosts that are trusted, and others that are not."""
    trusts = [["shop.example", ".mine.example", "localhost:5000"], "shop.example", [".shop.example"], ["127.0.0.1"]]
    names = [
        "shop.example",
        "shop.example:8080",
        "shop.example:80",
        "a.mine.example",
        "mine.example",
        "a.b-c.mine.example:1",
        "xmine.example",
        "shop.example.test",
        "a_b.shop.example",
        "localhost",
        "127.0.0.1:443",
        "evil.test",
        "",
    ]
    for way in ("request", "host", "plain"):
        for trust in trusts:
            for name in names:
                if name or way == "plain":
                    yield twin("trusted-hosts", "trusted", name, trust, way)
    yield twin("trusted-hosts", "trusted", "b\xfccher.example", ["b\xfccher.example"], "plain")
    yield twin("trusted-hosts", "trusted", "xn--bcher-kva.example:80", ["b\xfccher.example"], "plain")
    yield twin("trusted-hosts", "trusted", "[2001:db8::1]", ["[2001:db8::1]"], "plain")
    yield twin("trusted-hosts", "trusted", "shop.example:443", ["shop.example"], "request", "https")


def slashes(rng):
    """Paths of which a redirect makes another site."""
    evil, at = f"{word(rng)}.test", rng.choice(["", "/a", "/a/b"])
    paths = [
        f"{at}/https:{evil}",
        f"{at}/\\\\{evil}",
        f"{at}/HTTPS:{evil}",
        f"{at}/ftp:{evil}",
        f"{at}/javascript:alert({rng.randint(1, 9)})",
        f"{at}/data:text,{word(rng)}",
        f"{at}/\x01\\\\{evil}",
        f"{at}/\x1fhttps:{evil}",
        f"{at}/https:\\\\{evil}",
        f"{at}/{word(rng)}:{rng.randint(1, 99)}",
        f"{at}/\\\\user@{evil}",
    ]
    for path in some(rng, paths, 6):
        base = "https" if "ftp" in path or "script" in path else "http"
        site = {"site": f"{base}://shop.example/", "code": 308}
        query = rng.choice(["", "q=1"])
        yield attack("slash-redirects", "slashed", (path, f"{base}://shop.example", query), site, "refused")


def slashes_twins():
    """Paths that stay."""
    for path in (
        "/a",
        "/a/b",
        "/",
        "/a/",
        "/a b",
        "/\xe9",
        "/a?b",
        "//evil.test",
        "/a/..",
        "/user@host",
        "/%41",
        "/42",
    ):
        yield twin("slash-redirects", "slash", path, "", 308)
        yield twin("slash-redirects", "slash", path, "a=1&b=%20", 301)
