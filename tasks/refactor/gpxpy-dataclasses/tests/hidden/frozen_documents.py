"""Frozen cases on whole documents: read, changed, measured and written."""

from documents import ALL_10, ALL_11, BROKEN, GAPS, RIDE, TEXTS, gpx, track
from shape import case

NOON = {"time": "2021-07-01T10:02:00Z"}
HOUR, BACK = {"seconds": 3600}, {"seconds": -90.5}
NEAR, AWAY = {"place": [46.0530, 14.5062]}, {"place": [46.2, 14.1, 20]}
FIRST = "tracks/0/segments/0"
STEPS = {
    "simplify": [["", "simplify"], ["tracks/0", "simplify", [3]], [FIRST, "simplify", [0.5]]],
    "simplify-lots": [["", "simplify", [], {"max_distance": 400}]],
    "reduce": [["", "reduce_points", [6]], ["", "reduce_points", [], {"min_distance": 150}]],
    "reduce-wrong": [
        ["", "reduce_points"],
        ["", "reduce_points", [1]],
        ["", "reduce_points", [100]],
        ["", "reduce_points", [3, 1]],
    ],
    "reduce-parts": [["tracks/0", "reduce_points", [100]], [FIRST, "reduce_points", [None]]],
    "reduce-both": [["", "reduce_points", [1000, 90]]],
    "smooth": [["", "smooth"]],
    "smooth-flat": [["", "smooth", [], {"vertical": False, "horizontal": True}]],
    "smooth-both": [["", "smooth", [True, True]], ["tracks/0", "smooth", [True, True]]],
    "smooth-extremes": [["", "smooth", [True, True, True]]],
    "smooth-extremes-flat": [[FIRST, "smooth", [False, True, True]]],
    "smooth-extremes-high": [["tracks/0", "smooth", [True, False, True]], [FIRST, "smooth", [False, False, True]]],
    "split": [["", "split", [0, 0, 1]], ["tracks/0", "split", [1, 0]], [FIRST, "split", [0]]],
    "split-ends": [["tracks/0", "split", [0, 99]], ["tracks/0", "split", [0, -1]], ["", "split", [9, 0, 0]]],
    "join": [["tracks/0", "split", [0, 2]], ["tracks/0", "split", [1, 2]], ["tracks/0", "join", [0]]],
    "join-other": [
        ["tracks/0", "split", [0, 1]],
        ["tracks/0", "split", [1, 1]],
        ["tracks/0", "join", [0, 2]],
        ["tracks/0", "join", [5]],
    ],
    "join-segments": [[FIRST, "join", [{"at": "tracks/-1/segments/0"}]]],
    "remove-points": [[FIRST, "remove_point", [n]] for n in (-1, 0, 3, 99)],
    "remove-empty": [["", "remove_empty"], ["tracks/0", "remove_empty"]],
    "remove-elevation": [["", "remove_elevation"]],
    "remove-elevation-all": [["", "remove_elevation", [False, True, True]], [FIRST, "remove_elevation"]],
    "remove-time": [["", "remove_time"]],
    "remove-time-all": [["", "remove_time", [True]], ["tracks/0", "remove_time"]],
    "adjust-time": [["", "adjust_time", [HOUR]], ["tracks/0", "adjust_time", [BACK]], [FIRST, "adjust_time", [HOUR]]],
    "adjust-time-all": [["", "adjust_time", [BACK], {"all": True}]],
    "add-elevation": [
        ["", "add_elevation", [10.5]],
        ["tracks/0", "add_elevation", [-3]],
        [FIRST, "add_elevation", [0]],
    ],
    "missing": [["", "add_missing_elevations"], ["", "add_missing_times"], ["", "add_missing_speeds"]],
    "missing-speeds": [["", "add_missing_speeds"]],
    "missing-own": [
        ["", "add_missing_data", [{"get": "name"}, {"note": "comment"}]],
        [FIRST, "add_missing_data", [{"get": "elevation"}, {"note": "comment"}]],
    ],
    "missing-wrong": [
        [FIRST, "add_missing_data", [None, None]],
        ["tracks/0", "add_missing_data", [{"get": "name"}, None]],
    ],
    "fill": [["", "fill_time_data_with_regular_intervals", [NOON, HOUR]]],
    "fill-end": [["", "fill_time_data_with_regular_intervals", [], {"end_time": NOON, "time_delta": {"seconds": 2}}]],
    "fill-both": [
        ["", "fill_time_data_with_regular_intervals", [NOON], {"end_time": {"time": "2021-07-01T10:03:00Z"}}]
    ],
    "fill-wrong": [
        ["", "fill_time_data_with_regular_intervals", [NOON]],
        ["", "fill_time_data_with_regular_intervals", [NOON, None, {"time": "2020-01-01T00:00:00Z"}]],
        ["", "fill_time_data_with_regular_intervals", [NOON, HOUR], {"force": False}],
    ],
    "move": [
        ["", "move", [{"move": {"distance": 1000, "angle": 30}}]],
        ["tracks/0", "move", [{"move": {"latitude_diff": 1, "longitude_diff": -2}}]],
    ],
    "bounds": [["", "refresh_bounds"], ["", "get_bounds"]],
    "clone": [["", "clone"], ["tracks/0", "clone"], [FIRST, "clone"]],
    "elements": [
        ["", "+waypoints", [{"make": ["GPXWaypoint", [1.5, 2], {"name": "x<y"}]}]],
        ["", "+routes", [{"make": ["GPXRoute", ["r", "d", 3], {}]}]],
        ["routes/-1", "+points", [{"make": ["GPXRoutePoint", [1, 2, 3], {"symbol": "s"}]}]],
        ["", "+tracks", [{"make": ["GPXTrack", [], {"name": "t", "number": 0}]}]],
        [
            "tracks/-1",
            "+segments",
            [{"make": ["GPXTrackSegment", [[{"make": ["GPXTrackPoint", [5, 6], {"speed": 2.5}]}]], {}]}],
        ],
        ["", "=bounds", [{"make": ["GPXBounds", [1, 2, 3.5], {}]}]],
        ["", "get_points_no"],
    ],
    "names": [
        ["", "=name", ['a "b" & <c>']],
        ["", "=author_email", ["nobody"]],
        ["", "=author_name", ["å"]],
        ["", "=link", ["http://x.example/?a=1&b=2"]],
        ["", "=link_text", ["t"]],
        ["", "=copyright_year", ["1999"]],
        ["", "=creator", [None]],
        ["", "=version", [None]],
        ["", "=schema_locations", [["a", "b"]]],
        ["", "=keywords", ["k]]>"]],
        ["", "=more", [1]],
        ["tracks/0", "=more", [1]],
        ["tracks/0", "=name", [""]],
        ["tracks/0", "=number", [0]],
        [FIRST, "=more", [1]],
        [f"{FIRST}/points/0", "=more", [1]],
        [f"{FIRST}/points/0", "=latitude", [1e-9]],
        [f"{FIRST}/points/0", "=elevation", [{"number": "nan"}]],
        [f"{FIRST}/points/0", "=satellites", [7]],
        [f"{FIRST}/points/0", "=time", [{"naive": "2020-02-03T04:05:06.000007"}]],
        [f"{FIRST}/points/0", "+extensions", [{"element": "{urn:x}tag"}]],
        [f"{FIRST}/points/0", "=type_of_gpx_fix", ["odd"]],
    ],
}
USED = ("ride", "ride-in-three", "gaps", "all-11", "empty-between")


def documents():
    """Documents read and written, broken ones, steps on several documents, and what documents tell."""
    found = [case("documents", name, "play", text) for name, text in TEXTS.items()]
    found += [
        case("documents", f"{name}-as-{v}", "play", text, [], v)
        for name, text in (("ten", ALL_10), ("eleven", ALL_11))
        for v in ("1.0", "1.1", "3")
    ]
    found += [case("broken", name, "play", text) for name, text in BROKEN.items()]
    found += [case("broken", f"{name}-10", "play", text, [], "1.0") for name, text in BROKEN.items()]
    found += [
        case("steps", f"{name}-{text}", "play", TEXTS[text], steps) for name, steps in STEPS.items() for text in USED
    ]
    found += [case("steps", f"{name}-empty", "play", "", steps) for name, steps in STEPS.items()]
    asked = [NOON, {"time": "2013-01-01T12:00:30Z"}, None], [NEAR, AWAY]
    found += [case("measures", name, "measure", text, *asked) for name, text in TEXTS.items()]
    found += [
        case("reading", f"{name}-{how}", "read", text, how)
        for name, text in (("good", ALL_11), ("bad", "<gpx>"))
        for how in ("parser", "bytes", "bom", "file", "binary", "text")
    ]
    both = [ALL_10, gpx(track(*RIDE[:3]) + track(*GAPS[:2]) + "<x/>"), TEXTS["waypoints"]]
    found += [case("xml", f"join-{n}", "xml", "join", both[:n]) for n in range(4)]
    found += [
        case("xml", f"split-{n}", "xml", "split", [text])
        for n, text in enumerate([*both, "<kml/>", "nothing", "<gpx><trk/>a<trk>b</trk></gpx>"])
    ]
    return [*found, *command_lines()]


def command_lines():
    """The script that comes along."""
    script = "import gpxpy, pathlib, runpy\nscript = pathlib.Path(gpxpy.__file__).parents[1] / 'gpxinfo'\n"
    script += "runpy.run_path(str(script), run_name='__main__')\n"
    found = []
    for name, options in {"plain": [], "seconds": ["-s"], "miles": ["-m"]}.items():
        argv = ["{python}", "-c", script, *options, "a.gpx", "b.gpx"]
        files = {"a.gpx": TEXTS["ride-in-three"], "b.gpx": ALL_10}
        found.append({"id": f"command/{name}", "group": "command", "argv": argv, "stdin": "", "files": files})
    return found
