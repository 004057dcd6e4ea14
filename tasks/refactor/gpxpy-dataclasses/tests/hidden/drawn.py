"""Random cases: each is a function of its seed and number alone."""

import random

from documents import gpx, point
from shape import case

WORDS = ("", "a", "Šmarna gora", "x & y", "<b>", '"q"', "  ", "long " * 9, "0", "日本")
POINT = {
    "ele": ("12", "-3.5", "0", "1e3", "8848.86"),
    "time": ("2020-02-03T04:05:06Z", "2020-02-03T04:05:07.5+01:00", "2020-02-03 04:05:06", "never"),
    "magvar": ("1.5",),
    "geoidheight": ("-2",),
    "name": WORDS,
    "cmt": WORDS,
    "desc": WORDS,
    "src": WORDS,
    "sym": WORDS,
    "type": WORDS,
    "fix": ("none", "2d", "3d", "dgps", "pps", "3"),
    "sat": ("0", "7"),
    "hdop": ("1.25",),
    "vdop": ("2",),
    "pdop": ("3e-7",),
    "ageofdgpsdata": ("4.5",),
    "dgpsid": ("12",),
    "course": ("90",),
    "speed": ("2.5",),
    "url": ("http://u",),
    "urlname": WORDS,
}
PART = {name: POINT[name] for name in ("name", "cmt", "desc", "src", "type", "url", "urlname")} | {"number": ("0", "3")}
HEAD = {name: POINT[name] for name in ("name", "desc", "time", "url", "urlname")} | {
    "author": ("me",),
    "email": ("a@b", "c"),
    "keywords": WORDS,
}


def generate(seed, count):
    """`count` random cases; the same for the same seed."""
    return [random_case(random.Random(f"{seed}:{number}"), number) for number in range(count)]


def random_case(rng, number):
    """A case of a random kind."""
    kind = rng.choice(sorted(KINDS))
    function, args = KINDS[kind](rng)
    return case(f"random-{kind}", str(number), function, *args)


def escaped(text):
    """Text as XML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def elements(rng, table, version, share):
    """Some elements of a table, in its order; links as the version has them."""
    found = []
    for name, values in table.items():
        if rng.random() > share or (version == "1.1" and name in ("url", "urlname")):
            continue
        found.append(f"<{name}>{escaped(rng.choice(values))}</{name}>")
    if version == "1.1" and rng.random() < share:
        inner = "".join(f"<{t}>{escaped(rng.choice(WORDS))}</{t}>" for t in ("text", "type") if rng.random() < 0.6)
        found.append(f'<link href="{escaped(rng.choice(WORDS))}">{inner}</link>')
    if version == "1.1" and rng.random() < share:
        found.append(f"<extensions>{extension(rng)}{extension(rng)}</extensions>")
    return "".join(found)


def extension(rng, depth=0):
    """An element of another namespace."""
    name = rng.choice(["p:one", "p:two", "three"])
    inner = "".join(extension(rng, depth + 1) for _ in range(rng.randrange(3 - depth))) if depth < 2 else ""
    attribute = f' {rng.choice(["p:k", "k"])}="{escaped(rng.choice(WORDS))}"' if rng.random() < 0.4 else ""
    return f"<{name}{attribute}>{escaped(rng.choice(WORDS))}{inner}</{name}>{rng.choice(['', 'tail'])}"


def walk(rng, length, kind, version, share):
    """Points one after the other, mostly near each other."""
    lat, lon, ele, seconds = rng.uniform(-80, 80), rng.uniform(-170, 170), rng.uniform(-50, 2000), 0
    still, found = rng.random() < 0.2, []
    for _ in range(length):
        wide = rng.choice([0, 1e-5, 3e-4, 3e-4, 1e-3, 5e-3, 0.3]) * (0 if still and rng.random() < 0.7 else 1)
        lat, lon = lat + rng.uniform(-1, 1) * wide, lon + rng.uniform(-1, 1) * wide
        ele, seconds = ele + rng.uniform(-9, 9), seconds + rng.choice([0, 1, 5, 5, 30, 400, -2])
        inner = f"<ele>{ele:.2f}</ele>" if rng.random() < 0.85 else ""
        minute, second = divmod(max(seconds, 0), 60)
        at = f"2022-05-06T{minute // 60 % 24:02}:{minute % 60:02}:{second:02}Z"
        inner += f"<time>{at}</time>" if rng.random() < 0.85 else ""
        inner += f"<speed>{rng.randrange(9)}</speed>" if rng.random() < 0.4 else ""
        more = {name: values for name, values in POINT.items() if name not in ("ele", "time", "speed")}
        inner += elements(rng, more, version, share)
        found.append(point(f"{lat:.6f}", f"{lon:.6f}", inner, kind))
    return "".join(found)


def document(rng, share=0.15, longest=12):
    """A document of one of the two versions."""
    version = rng.choice(["1.0", "1.1"])
    head = elements(rng, HEAD, version, 0.4)
    inner = head if version == "1.0" else f"<metadata>{head}</metadata>" if rng.random() < 0.7 else ""
    for _ in range(rng.randrange(3)):
        inner += point(rng.randrange(-90, 90), rng.uniform(-180, 180), elements(rng, POINT, version, share), "wpt")
    for _ in range(rng.randrange(2)):
        inner += f"<rte>{elements(rng, PART, version, 0.3)}{walk(rng, rng.randrange(6), 'rtept', version, share)}</rte>"
    for _ in range(rng.choice([1, 1, 2, 0])):
        parts = [walk(rng, rng.randrange(longest), "trkpt", version, share) for _ in range(rng.choice([1, 1, 2, 3]))]
        segments = "".join(f"<trkseg>{part}</trkseg>" for part in parts)
        inner += f"<trk>{elements(rng, PART, version, 0.3)}{segments}</trk>"
    space = f"http://www.topografix.com/GPX/{version.replace('.', '/')}"
    return gpx(inner, version, f'xmlns="{space}" xmlns:p="urn:p"')


def random_document(rng):
    """A document read and written."""
    return "play", [document(rng, 0.35, 5), [], rng.choice([None, None, "1.0", "1.1"])]


def random_measures(rng):
    """What a document tells of itself."""
    times = [{"time": f"2022-05-06T00:{rng.randrange(60):02}:00Z"} for _ in range(2)]
    places = [{"place": [rng.uniform(-80, 80), rng.uniform(-170, 170)]}]
    return "measure", [document(rng, 0, 24), times, places]


def random_damage(rng):
    """A document with a piece lost or doubled."""
    text = document(rng)
    for _ in range(rng.randrange(1, 3)):
        at = rng.randrange(len(text))
        end = at + rng.randrange(1, 9)
        text = rng.choice(
            [
                text[:at] + text[end:],
                text[:at] + text[at:end] + text[at:],
                text[:at] + rng.choice('<>&"/ x0') + text[at:],
            ]
        )
    return "play", [text]


def random_steps(rng):
    """A document changed in several ways."""
    chosen = [
        ["", "simplify", [rng.choice([None, 1, 25, 3000])]],
        ["", "reduce_points", [rng.choice([None, 2, 5, 30]), rng.choice([None, 0, 12, 400])]],
        ["", "smooth", [rng.random() < 0.7, rng.random() < 0.7, rng.random() < 0.5]],
        ["tracks/0", "split", [rng.randrange(2), rng.randrange(-1, 6)]],
        ["tracks/0", "join", [rng.randrange(2)]],
        ["tracks/0/segments/0", "remove_point", [rng.randrange(-1, 6)]],
        ["", "adjust_time", [{"seconds": rng.uniform(-1e5, 1e5)}, rng.random() < 0.5]],
        ["", "add_elevation", [rng.choice([0, -7.5, 100])]],
        ["", rng.choice(["add_missing_elevations", "add_missing_times", "add_missing_speeds"])],
        ["", "move", [{"move": {"distance": rng.uniform(0, 1e4), "angle": rng.randrange(360)}}]],
        [
            "",
            "fill_time_data_with_regular_intervals",
            [{"time": "2020-01-01T00:00:00Z"}, {"seconds": rng.randrange(1, 99)}],
        ],
        ["", rng.choice(["remove_empty", "remove_time", "remove_elevation", "refresh_bounds"])],
    ]
    return "play", [document(rng, 0.05, 15), rng.sample(chosen, 5)]


def random_pairs(rng):
    """Two points of tracks, several times."""

    def one():
        near = rng.choice([1e-4, 1e-2, 1, 100])
        return {
            "latitude": rng.uniform(-0.9, 0.9) * near,
            "longitude": rng.uniform(-1.7, 1.7) * near,
            "elevation": rng.choice([None, 5, 800.5]),
            "time": rng.choice([None, {"time": f"2020-01-01T00:00:{rng.randrange(60):02}Z"}]),
        }

    return "between", [[[one(), one()] for _ in range(8)]]


KINDS = {
    "document": random_document,
    "measures": random_measures,
    "damage": random_damage,
    "steps": random_steps,
    "pairs": random_pairs,
}
