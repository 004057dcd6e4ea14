# ruff: noqa: ISC004 - pickles in lines
"""Frozen cases on classes: how objects are made, copied and told apart; names and signatures; tables of fields."""

from frozen_names import NAMES
from shape import case

NOW = {"time": "2020-01-02T03:04:05Z"}
POINT = [
    [[], {}],
    [[1.5], {}],
    [[1, 2, 3], {}],
    [[None, None], {"elevation": 0}],
    [[False, ""], {}],
    [[{"number": "nan"}, 0.0], {}],
    [["5", 6], {}],
    [[1, 2, 3, NOW, "a", "b", "c", "d", "e", 1.5, 2.5, 3.5], {}],
    [[1, 2, 3, NOW, "a", "b", 1, 2.5, 3, 4.5, "n"], {}],
    [
        [],
        {
            "name": "n",
            "symbol": "s",
            "comment": "c",
            "horizontal_dilution": 1,
            "vertical_dilution": 5,
            "position_dilution": 2,
        },
    ],
    [[], {"description": "d", "type": "t"}],
    [[], {"speed": 2.5, "latitude": 7, "time": NOW}],
    [[], {"link": "x"}],
    [[], {"extensions": []}],
    [[1] * 13, {}],
    [[1, 2], {"latitude": 3}],
]
PART = [
    [[], {}],
    [["n"], {}],
    [["n", "d", 3], {}],
    [[], {"number": 0, "name": ""}],
    [["n", "d", 3, 4], {}],
    [[], {"points": []}],
    [[], {"segments": []}],
]
SEGMENT = [
    [[], {}],
    [[None], {}],
    [[[]], {}],
    [[[{"make": ["GPXTrackPoint", [1, 2], {}]}]], {}],
    [[], {"points": [{"make": ["GPXTrackPoint", [3], {}]}]}],
    [[], {"extensions": []}],
    [[1, 2], {}],
]
OBJECTS = {
    "gpx.GPXBounds": [
        [[], {}],
        [[1, 2, 3, 4], {}],
        [[1.5], {"max_longitude": -3}],
        [[], {"north": 1}],
        [[1, 2, 3, 4, 5], {}],
    ],
    "gpx.GPXWaypoint": POINT,
    "gpx.GPXRoutePoint": POINT,
    "gpx.GPXTrackPoint": POINT,
    "gpx.GPXRoute": PART,
    "gpx.GPXTrack": PART,
    "gpx.GPXTrackSegment": SEGMENT,
    "gpx.GPX": [[[], {}], [["x"], {}], [[], {"version": "1.1"}]],
    "geo.Location": [
        [[1, 2], {}],
        [[1, 2, 3.5], {}],
        [[], {"latitude": None, "longitude": "x"}],
        [[1], {}],
        [[], {}],
        [[1, 2, 3, 4], {}],
    ],
    "gpx.GPXException": [[["a"], {}], [["a", "b"], {}]],
    "gpx.TimeBounds": [[[NOW, None], {}], [[1], {}]],
    "gpx.MovingData": [[[1, 2, 3, 4, 5], {}]],
    "gpx.NearestLocationData": [[[None, 1, 2, 3], {}]],
}
FIELDS = {
    "AbstractGPXField": [[[], {}], [["a", True], {}], [[], {"is_list": False}]],
    "GPXField": [
        [["a"], {}],
        [["a", "b"], {}],
        [["a", True], {}],
        [["a", "", "c"], {}],
        [["a", None, "c"], {"possible": ["1"], "mandatory": True}],
        [["a", "b", "c"], {}],
        [["a"], {"type": None, "attribute": ""}],
        [["a", "b", None, None, ["x"], False], {}],
        [[None], {}],
        [[], {}],
    ],
    "GPXComplexField": [
        [["a", None], {}],
        [["a", None, "t", True, True], {}],
        [["a"], {"classs": None, "is_list": True}],
        [["a"], {}],
    ],
    "GPXEmailField": [[["a"], {}], [["a", "t"], {}], [["a", ""], {}], [[], {}]],
    "GPXExtensionsField": [[["a"], {}], [["a", "t", False], {}], [["a"], {"is_list": None}], [[], {}]],
}
# Made with the original.
PICKLES = (
    "gAJjZ3B4cHkuZ3B4CkdQWFRyYWNrUG9pbnQKcQApgXEBTn1xAihYCAAAAGxhdGl0dWRlcQNHQEcGZmZmZmZYCQAAAGxvbmdpdHVkZXEER0At"
    "AAAAAAAAWAkAAABlbGV2YXRpb25xBUdAcsAAAAAAAFgEAAAAdGltZXEGY2RhdGV0aW1lCmRhdGV0aW1lCnEHY19jb2RlY3MKZW5jb2RlCnEI"
    "WAsAAAAHw6UHAQoAAAAAAHEJWAYAAABsYXRpbjFxCoZxC1JxDGNncHhweS5ncHhmaWVsZApTaW1wbGVUWgpxDSlScQ5OfXEPWAYAAABvZmZz"
    "ZXRxEEsAc4ZxEWKGcRJScRNYBgAAAGNvdXJzZXEUTlgFAAAAc3BlZWRxFU5YEgAAAG1hZ25ldGljX3ZhcmlhdGlvbnEWTlgMAAAAZ2VvaWRf"
    "aGVpZ2h0cRdOWAQAAABuYW1lcRhOWAcAAABjb21tZW50cRlOWAsAAABkZXNjcmlwdGlvbnEaTlgGAAAAc291cmNlcRtOWAQAAABsaW5rcRxO"
    "WAkAAABsaW5rX3RleHRxHU5YBgAAAHN5bWJvbHEeTlgEAAAAdHlwZXEfTlgPAAAAdHlwZV9vZl9ncHhfZml4cSBOWAoAAABzYXRlbGxpdGVz"
    "cSFOWBMAAABob3Jpem9udGFsX2RpbHV0aW9ucSJOWBEAAAB2ZXJ0aWNhbF9kaWx1dGlvbnEjTlgRAAAAcG9zaXRpb25fZGlsdXRpb25xJE5Y"
    "EAAAAGFnZV9vZl9kZ3BzX2RhdGFxJU5YBwAAAGRncHNfaWRxJk5YCQAAAGxpbmtfdHlwZXEnTlgKAAAAZXh0ZW5zaW9uc3EoXXEpdYZxKmIu",
    "gAJjZ3B4cHkuZ3B4CkdQWEJvdW5kcwpxACmBcQFOfXECKFgMAAAAbWluX2xhdGl0dWRlcQNHQEcGZmZmZmZYDAAAAG1heF9sYXRpdHVkZXEE"
    "R0BHBnOB19v1WA0AAABtaW5fbG9uZ2l0dWRlcQVHQC0AAAAAAABYDQAAAG1heF9sb25naXR1ZGVxBkdALQB19v0h/3WGcQdiLg==",
    "gAJjZ3B4cHkuZ2VvCkxvY2F0aW9uCnEAKYFxAX1xAihYCAAAAGxhdGl0dWRlcQNLAVgJAAAAbG9uZ2l0dWRlcQRLAlgJAAAAZWxldmF0aW9u"
    "cQVLA3ViLg==",
    "gAJjZ3B4cHkuZ3B4ClRpbWVCb3VuZHMKcQBjZGF0ZXRpbWUKZGF0ZXRpbWUKcQFjX2NvZGVjcwplbmNvZGUKcQJYCwAAAAfDpQcBCgAAAAAA"
    "cQNYBgAAAGxhdGluMXEEhnEFUnEGY2dweHB5LmdweGZpZWxkClNpbXBsZVRaCnEHKVJxCE59cQlYBgAAAG9mZnNldHEKSwBzhnELYoZxDFJx"
    "DWgBaAJYCwAAAAfDpQcBCgAMAAAAcQ5oBIZxD1JxEGgHKVJxEU59cRJoCksAc4ZxE2KGcRRScRWGcRaBcRcu",
)


def classes():
    """Objects, fields, tables, names."""
    found = [case("objects", name, "make", name, rows) for name, rows in OBJECTS.items()]
    found += [case("fields", name, "fields", name, rows) for name, rows in FIELDS.items()]
    tables = (
        "GPXBounds",
        "GPXWaypoint",
        "GPXRoutePoint",
        "GPXRoute",
        "GPXTrackPoint",
        "GPXTrackSegment",
        "GPXTrack",
        "GPX",
    )
    found += [case("tables", name, "table", name) for name in tables]
    found += [case("names", module, "names", {module: listed}) for module, listed in NAMES.items()]
    found += [case("pickles", str(n), "unpickled", text) for n, text in enumerate(PICKLES)]
    return [
        *found,
        case("objects", "subclassed", "subclassed"),
        case("objects", "handed", "handed"),
        case("tables", "checked", "checked"),
    ]
