# ruff: noqa: RUF001 - a minus sign that zones are written with
"""Frozen cases on places, distances, times and texts."""

from documents import TIMES
from shape import case

PLACES = [
    [0, 0],
    [46.1, 14.2, 300],
    [46.1, 14.2],
    [46.1, 14.2, 310.5],
    [46.15, 14.1, 0],
    [-33.9, 151.2, 5],
    [89.9, 179.9],
    [-46, -179.5, 8],
    [46.3, 14.2, 1],
    [46.29, 14.39],
]
SHORT = [
    [46, 14],
    [46.001, 14],
    [46, 14.001],
    [45.999, 14],
    [46, 13.999],
    [46.001, 14.001],
    [46.1999, 14.1999],
    [46.2001, 14],
]
ELEVATIONS = [
    [],
    [5],
    [None],
    [1, 2, 3],
    [1, 2, None, 4, 2],
    [10.5, 9, 12, 12, 3, 8.25],
    [3, 2],
    [None, None, 4],
    [0, 0, 0, 7],
    [5, 1, 5, 1, 5],
]
SPEEDS = [
    [[1, 10]],
    [[1, 10], [2, 11]],
    [[1, 10], [2, 11], [3, 9], [9, 100]],
    [[float(n % 7), 10.0 + n % 5] for n in range(40)],
    [[None, 5], [2, 5], [1, 5]],
]
LINES = {
    "straight": [[0, n / 1000] for n in range(6)],
    "north": [[n / 1000, 7] for n in range(5)],
    "zigzag": [[n / 1000, (n % 2) / 900] for n in range(12)],
    "hill": [[46 + n / 500, 14 + (n - 5) ** 2 / 9000] for n in range(11)],
    "back": [[1, 1], [1.01, 1.01], [1.02, 1], [1, 1]],
    "two": [[1, 1], [2, 2]],
    "none": [],
}


def places():
    """Numbers of all kinds."""
    pairs = [[*one[:2], *other[:2]] for one in PLACES for other in PLACES]
    near = [[*one, *other] for one in SHORT for other in SHORT]
    heights = [
        [*one, h, *other, g]
        for one in SHORT[:5]
        for other in SHORT[:5]
        for h, g in ((None, 4), (5, 5), (5, 9.5), (0, -3))
    ]
    found = [case("numbers", "haversine", "call", "geo.haversine_distance", [*pairs, *near])]
    found += [
        case("numbers", f"course-{how}", "call", "geo.get_course", [[*row, how] for row in [*pairs, *near]])
        for how in (True, False)
    ]
    found += [case("numbers", "distance", "call", "geo.distance", heights + [[*row, True] for row in heights[:9]])]
    found += [
        case(
            "numbers", "distance-far", "call", "geo.distance", [[*a[:2], 3, *b[:2], 9] for a in PLACES for b in PLACES]
        )
    ]
    found += [case("numbers", "uphill", "call", "geo.calculate_uphill_downhill", [[row] for row in ELEVATIONS])]
    found += [
        case(
            "numbers",
            f"speed-{share}-{flag}",
            "call",
            "geo.calculate_max_speed",
            [[row, share, flag] for row in [*SPEEDS, []]],
        )
        for share in (0, 0.05, 0.5, 1)
        for flag in (True, False)
    ]
    rows = [
        [{"place": list(one)}, {"place": list(other)}, {"place": list(third)}]
        for one in SHORT[:5]
        for other in SHORT[:4]
        for third in SHORT[2:6]
    ]
    found += [case("numbers", "from-line", "call", "geo.distance_from_line", rows)]
    found += [case("numbers", "lines", "call", "geo.get_line_equation_coefficients", [row[:2] for row in rows])]
    found += [
        case(
            "numbers",
            "angles",
            "call",
            "geo.elevation_angle",
            [[{"place": a}, {"place": b}, *c] for a in PLACES[:6] for b in PLACES[:6] for c in ([], [True])],
        )
    ]
    found += [
        case(
            "numbers",
            f"length-{name}",
            "call",
            f"geo.{name}",
            [[], [[]], *([[{"place": p} for p in row]] for row in LINES.values())],
        )
        for name in ("length", "length_2d", "length_3d")
    ]
    found += [
        case(
            "numbers",
            "length-flag",
            "call",
            "geo.length",
            [[[{"place": p} for p in PLACES], flag] for flag in (True, False)],
        )
    ]
    found += [case("numbers", f"thin-{name}", "thin", row, [None, 0, 1, 30, 1e5]) for name, row in LINES.items()]
    deltas = {
        "angle": {"distance": 500, "angle": 0},
        "east": {"distance": 120.5, "angle": 90},
        "odd": {"distance": -7, "angle": 211},
        "difference": {"latitude_diff": 0.5, "longitude_diff": -0.25},
        "both": {"distance": 1, "angle": 2, "latitude_diff": 3},
        "other": {"latitude_diff": 1, "longitude_diff": 2, "angle": 3},
        "zero": {"distance": 0, "angle": 0},
    }
    found += [case("moves", name, "moved", options, PLACES[:7]) for name, options in deltas.items()]
    when = [{"time": text} for text in TIMES[:6]]
    points = [
        dict(zip(("latitude", "longitude", "elevation"), place, strict=False))
        | {"time": when[n % 6] if n % 4 else None}
        for n, place in enumerate(PLACES)
    ]
    found += [case("points", str(n), "between", [[one, other] for other in points]) for n, one in enumerate(points)]
    found += [case("times", "parse", "call", "gpxfield.parse_time", [[text] for text in TIMES])]
    found += [case("times", "format", "call", "gpxfield.format_time", [[{"time": text}] for text in TIMES[:9]])]
    found += [case("times", "convert", "call", "gpxfield.TIME_TYPE.from_string", [[text] for text in [*TIMES, None]])]
    found += [
        case(
            "times", "back", "call", "gpxfield.TIME_TYPE.to_string", [[{"time": text}] for text in TIMES[:4]] + [[None]]
        )
    ]
    offsets = [
        [],
        [""],
        ["Z"],
        ["+02:30"],
        ["-0130"],
        ["−05"],
        ["+2"],
        ["5"],
        ["x1:yy"],
        ["-2:30"],
        ["1234"],
        ["530"],
        ["+530"],
        ["1x30"],
        ["12x0"],
        ["123045"],
        ["−09:15"],
        ["00:00"],
    ]
    found += [case("times", "zones", "zones", offsets, [None, 5])]
    found += [
        case("texts", f"{kind}-{way}", "call", f"gpxfield.{kind}_TYPE.{way}", [[v] for v in values])
        for kind, way, values in (
            ("FLOAT", "from_string", [None, " 1.5 ", "x", "1e5", ""]),
            ("FLOAT", "to_string", [1.5, 1e-9, 3, None]),
            ("INT", "from_string", [None, " 7", "7.5", ""]),
            ("INT", "to_string", [7, 7.5, None]),
        )
    ]
    tags = [
        ["a"],
        ["a", None, "b"],
        ["a", {"get": "x"}][:1],
        ["a", None, "<&>", None, True],
        ["a", None, None, "d"],
        ["a", None, "", "d", False, True, "    "],
        ["a", None, "x", None, True, False, "    "],
    ]
    found += [case("texts", "to-xml", "call", "utils.to_xml", tags), case("texts", "numbers", "unlike_numbers")]
    found += [
        case(
            "texts",
            "to-number",
            "call",
            "utils.to_number",
            [["5", 1], ["x", 1], [None, 2], ["nan", 1, 7.5], ["nan"], [[], 3]],
        )
    ]
    found += [case("texts", "seconds", "call", "utils.total_seconds", [[{"seconds": 5.5}], [None]])]
    return found
