"""Attacks by how much is sent, or by how much it is said to be. Nothing is measured: parts and bytes are counted."""

from phrases import TOO_LARGE, attack, some, twin

FORM, PLAIN = "application/x-www-form-urlencoded", "text/plain"


def parts(rng):
    """Forms of too many parts."""
    for kind in ("field", "file", "same", "empty"):
        count = rng.choice([1001, 1002, rng.randint(1003, 1300)])
        way = (count, kind, rng.choice(["request", "function"]), rng.random() < 0.5)
        yield attack("many-parts", "many_answered", way, TOO_LARGE)
    yield attack("many-parts", "many_answered", (1001, "field", "request", False), TOO_LARGE)


def parts_twins():
    """Forms of as many as are accepted."""
    for count, kind, way, chunked in [
        (1000, "field", "request", False),
        (1000, "file", "function", True),
        (999, "same", "function", False),
        (1000, "empty", "request", True),
        (3, "field", "request", True),
        (0, "field", "request", False),
    ]:
        yield twin("many-parts", "many_answered", count, kind, way, chunked)


def memory(rng):
    """Forms that hold more in memory than is allowed."""
    limit = rng.randint(90_000, 120_000)
    for way in ("request", "function"):
        sizes = [limit // rng.randint(3, 8)] * 11
        yield attack("form-memory", "amounts", (sizes, limit, "fields", way, rng.random() < 0.5), TOO_LARGE)
        yield attack("form-memory", "amounts", ([limit * 2], limit, "fields", way, rng.random() < 0.5), TOO_LARGE)
        yield attack("form-memory", "amounts", ([limit + 2_000], limit, "urlencoded", way, True), TOO_LARGE)
        small = rng.randint(1_000, 9_000)
        sizes = [small // 3, small]
        yield attack("form-memory", "amounts", (sizes, small, "urlencoded", way, True), TOO_LARGE)
        yield attack(
            "form-memory", "amounts", ([1_000] * 150, limit, "fields", way, rng.random() < 0.5, "\u00e9"), TOO_LARGE
        )


def memory_twins():
    """Forms within their limits; files are not held in memory."""
    for way in ("request", "function"):
        for chunked in (False, True):
            yield twin("form-memory", "amounts", [30_000] * 3, 100_000, "fields", way, chunked)
            yield twin("form-memory", "amounts", [95_000], 100_000, "fields", way, chunked)
            yield twin("form-memory", "amounts", [150_000, 90_000], 100_000, "files", way, chunked)
            yield twin("form-memory", "amounts", [40_000, 50_000], 100_000, "urlencoded", way, chunked)
            yield twin("form-memory", "amounts", [200_000], None, "fields", way, chunked)
            yield twin("form-memory", "amounts", [200_000], None, "urlencoded", way, chunked)
        yield twin("form-memory", "amounts", [3_000, 4_000], 5_000, "urlencoded", way, False)


def bodies(rng):
    """Bodies longer than is accepted."""
    for way in ("data", "plain", "stream", "pieces", "form", "function"):
        limit = rng.randint(100, 5_000)
        size = limit + rng.choice([1, 2, 100, limit, 70_000])
        kind = FORM if way == "form" else PLAIN
        yield attack("body-limits", "body", (size, limit, way, True, kind), TOO_LARGE)
        if way not in ("form", "function"):
            yield attack("body-limits", "body", (size, limit, way, False, kind), TOO_LARGE)
    yield attack("body-limits", "body", (limit * 3, limit, "function", True, FORM), TOO_LARGE)


def bodies_twins():
    """Bodies that are accepted."""
    for way in ("data", "plain", "stream", "pieces", "form", "function"):
        for chunked in (False, True):
            kind = FORM if way == "form" else PLAIN
            for size, limit in ((500, 500), (499, 500), (70_000, 80_000), (3, 500), (900, None)):
                yield twin("body-limits", "body", size, limit, way, chunked, kind)
    yield twin("body-limits", "body", 900, 500, "form", False, FORM)
    yield twin("body-limits", "body", 900, 500, "function", False, PLAIN)


def lengths(rng):
    """Lengths that other servers read otherwise."""
    n = rng.randint(2, 9)
    texts = [f"+{n}", f"1_{n}", f"{n}_0", f"+{n}0", chr(0xFF10 + n), f"1{chr(0x0660 + n)}", chr(0x0966 + n)]
    for way in ("function", "sansio", "request"):
        for text in some(rng, texts, 3):
            yield attack("lengths", "length", (text, way), None, "refused with 400")
        coding = rng.choice(["Chunked", "CHUNKED", "gzip, chunked", "gzip,chunked", " chunked", "deflate, Chunked"])
        yield attack("lengths", "length", (str(n), way, coding), None, "refused with 400")
    body = "x" * n
    sizes = [f"+{n}", f"0x{n}", f"0_{n}", f"0X{n}", f"+0{n}"]
    for size in some(rng, sizes, 3):
        yield attack(
            "lengths",
            "dechunked",
            (f"{size}\r\n{body}\r\n0\r\n\r\n",),
            "refused: OSError",
            "refused: ValueError",
            "refused with 400",
        )


def lengths_twins():
    """Plain lengths, and texts that are none now."""
    for way in ("function", "sansio", "request"):
        for text in ("5", "0", "007", "-5", "", "five", "5.0", "0x5", "1e3", "123456789012345", None):
            yield twin("lengths", "length", text, way)
        for coding in ("chunked", "identity", "gzip", ""):
            yield twin("lengths", "length", "5", way, coding)
    for text in (
        "5\r\nhello\r\n0\r\n\r\n",
        "A\nhellohello\n0\n\n",
        "3\r\nabc\r\n0c\r\nhello worlds\r\n0\r\n\r\n",
        "-1\r\n",
        "\r\n",
        "xyz\r\n",
        "2\r\nabc\r\n",
        "5;a=b\r\nhello\r\n0\r\n\r\n",
        "0\r\n\r\n",
    ):
        yield twin("lengths", "dechunked", text)
