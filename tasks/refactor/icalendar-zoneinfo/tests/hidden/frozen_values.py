"""Frozen cases on types of values, lines and parameters."""

from shape import case

READ = {
    "vBoolean": ["TRUE", "false", "True", "yes", ""],
    "vBinary": ["VGV4dA==", "AA", "%"],
    "vCalAddress": ["mailto:a@example.com", ""],
    "vFloat": ["1.5", "-3", "x", "inf"],
    "vInt": ["12", "-3", "1.5", ""],
    "vCategory": ["a,b", "a\\,b,c", "", "ä"],
    "vText": ["a\\, b\\; c\\nd\\\\e", "a\\Nb", "", "\\"],
    "vUri": ["http://a.example/?q=1;2", ""],
    "vInline": ["a,b"],
    "vGeo": ["1.5;-2", "1;2;3", "x;y", "1"],
    "vDate": ["20010203", "2001020", "20010231", "x", "200102031"],
    "vTime": ["010203", "250000", "0102", "x", "010203Z"],
    "vDatetime": [
        "20010203T040506",
        "20010203T040506Z",
        "20010203T040506z",
        "20010203T040506+",
        "20010203",
        "20010230T000000",
        "x",
    ],
    "vDuration": ["P1W", "-P1D", "PT1H2M3S", "+P1DT1S", "P", "PT", "P1H", "", "P3DT0S", "PT25H", "PT61M"],
    "vUTCOffset": ["+0100", "-0330", "+010203", "+2400", "-2359", "0100", "+1", "", "+00:00"],
    "vPeriod": [
        "20010203T040506Z/PT1H",
        "20010203T040506/20010203T050506",
        "20010203/20010204",
        "x/y",
        "20010203T040506Z",
        "20010204/20010203",
    ],
    "vDDDTypes": [
        "20010203",
        "20010203T040506Z",
        "010203",
        "010203Z",
        "PT1H",
        "-p1d",
        "20010203T040506/PT1M",
        "",
        "2001",
    ],
    "vDDDLists": ["20010203,20010204", "20010203T040506Z,010203", ""],
    "vWeekday": ["MO", "-1su", "+12TU", "XX", "", "1", "100MO", "MOX"],
    "vFrequency": ["DAILY", "yearly", "OFTEN", ""],
    "vRecur": [
        "FREQ=DAILY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=1,2;BYDAY=-1SU,MO;UNTIL=20010203T040506Z;INTERVAL=2;WKST=SU;BYSETPOS=-1",
        "COUNT=3;FREQ=WEEKLY;",
        "FREQ=MONTHLY;BYHOUR=1;BYMINUTE=2;BYSECOND=3;BYWEEKNO=4;BYMONTHDAY=-5;BYYEARDAY=6;X-OWN=a\\,b",
        "FREQ=OFTEN",
        "COUNT=x",
        "",
        "UNTIL=20010203",
        "BYWEEKDAY=MO",
    ],
}
BERLIN = ["2001-07-01T12:00:00", "zoneinfo", "Europe/Berlin"]
FOLDED = ["2001-10-28T02:30:00", "pytz", "Europe/Berlin", 1]
UTC = ["2001-07-01T12:00:00", "utc", ""]
FLOATING = ["2001-07-01T12:00:00", "", ""]
FIXED = ["2001-07-01T12:00:00", "fixed", "90"]
DAY = {"date": "2001-02-03"}
HOUR = {"seconds": 3600}
MADE = {
    "vDDDTypes": [
        BERLIN,
        FOLDED,
        UTC,
        FLOATING,
        FIXED,
        DAY,
        HOUR,
        {"time": "01:02:03"},
        {"pair": [UTC, HOUR]},
        "text",
        None,
        {"pair": [UTC]},
    ],
    "vDDDLists": [{"many": [BERLIN, UTC]}, {"many": []}, UTC, {"many": [DAY, HOUR]}, {"many": [FLOATING]}, 5],
    "vDatetime": [BERLIN, FOLDED, UTC, FLOATING, FIXED],
    "vDate": [DAY, UTC, "x"],
    "vTime": [{"time": "01:02:03"}, UTC, 5, "x"],
    "vDuration": [
        HOUR,
        {"seconds": -90061},
        {"seconds": 0},
        {"seconds": 86400},
        {"seconds": 3601},
        {"seconds": 61},
        {"seconds": 90000},
        5,
    ],
    "vPeriod": [
        {"pair": [UTC, HOUR]},
        {"pair": [UTC, ["2001-07-01T14:30:00", "utc", ""]]},
        {"pair": [BERLIN, ["2001-07-01T14:30:00", "zoneinfo", "America/New_York"]]},
        {"pair": [FLOATING, ["2001-07-01T11:00:00", "", ""]]},
        {"pair": [UTC, FLOATING]},
        {"pair": [DAY, {"date": "2001-02-05"}]},
        {"pair": [DAY, HOUR]},
        {"pair": ["x", HOUR]},
        {"pair": [UTC, "x"]},
        {"pair": [UTC, {"seconds": -1}]},
    ],
    "vUTCOffset": [{"seconds": n} for n in (0, 3600, -5400, 3661, -1, 90000)] + [5],
    "vGeo": [{"many": [1, 2.5]}, {"many": [1]}, "12", "x"],
    "vText": ["a, b; c\nd\\e", {"bytes": "a\xe9"}, "", "\r\n", "\\N"],
    "vCategory": [{"many": ["a", "b,c"]}, "single", 5],
    "vBinary": ["text", "", "ä"],
    "vBoolean": [True, False, 0],
    "vFloat": [1.5, "2"],
    "vInt": [1, "2"],
    "vCalAddress": ["mailto:x", {"bytes": "x"}],
    "vUri": ["http://x"],
    "vInline": ["x"],
    "vFrequency": ["daily", "x"],
    "vWeekday": ["mo", "-1SU", "x"],
    "vRecur": [
        {"rule": {"freq": "daily", "count": 3, "until": UTC}},
        {
            "rule": {
                "until": {"many": [UTC]},
                "FREQ": {"many": ["yearly"]},
                "byday": {"many": ["MO", "-1SU"]},
                "x-own": "a,b",
            }
        },
        {"rule": {}},
    ],
}
LINES = [
    "SUMMARY:text",
    'ATTENDEE;CN="A;B:C";ROLE=CHAIR,OTHER:mailto:a@example.com',
    'X;A="1",2;b=c:d:e',
    "SUMMARY;LANGUAGE=de;:x",
    "SUMMARY",
    ":x",
    "SUM MARY:x",
    "A;B:x",
    "A;B=:x",
    'A;B="x:y',
    "A;:x",
    "A:",
    "A;B=a'b;C=x\u2019y:v",
    "A\\;B;C=\\,d:e\\:f",
    "LONG:" + "0123456789" * 20,
    "LONG:" + "äöü" * 40,
    'A;B="1"2:x',
    "A;B=\x07:x",
    "::",
    ";A=1:x",
]
FUNCTIONS = {
    "escape_char": [["a,b;c\\d\ne\r\nf\\N"], [""]],
    "unescape_char": [["a\\,b\\;c\\\\d\\ne\\N"], [""], ["\r\n"]],
    "foldline": [["x" * 75], ["x" * 74], ["ä" * 80], ["x" * 200, 20], ["€" * 30, 10, "|"], ["a\nb"]],
    "param_value": [["a"], ["a,b"], [["a", "b;c"]], ['a"b'], [""]],
    "dquote": [["a b"], ["a"], ['"'], ["a:"], [""]],
    "q_split": [["a,b,c"], ['a,"b,c",d'], ["a,b,c", ",", 1], ["", ","], ["a;b", ";"], ['"a,b'], ["a,b", ",", 0]],
    "q_join": [[["a", "b,c", "d e"]], [[]], [["a"], ";"]],
    "validate_token": [["a"], ["a b"], [""], ["X-A.1"]],
    "validate_param_value": [["a"], ["a:b"], ["a:b", False], ['"'], ["\x07", False]],
    "escape_string": [["\\,\\:\\;\\\\"]],
    "unescape_string": [["%2C%3A%3B%5C"]],
    "unescape_list_or_string": [[["%2C", "%3A"]], ["%3B"]],
    "Parameters.from_ical": [
        ["A=1"],
        ["A=1;B=2,3"],
        ["a=x", True],
        ['a="x"', True],
        ["A"],
        ["A=1;B"],
        ['A=""'],
        ["A="],
        ["A=a=b"],
        ['A="1",x,"2"', True],
    ],
    "Contentlines.from_ical": [["A:1\r\n  B\r\nC:2"], ["A:1\n\tB\n\nC:2\n"], [""], [5], [None]],
}


def values():
    """Every type of value, read and made."""
    zones = ["Europe/Berlin", "utc", "Nowhere/Land", "Pacific Standard Time", "/America/New_York/"]
    for kind, texts in READ.items():
        zoned = kind in ("vDatetime", "vPeriod", "vDDDTypes", "vDDDLists")
        yield case("read", kind, "values", kind, texts, zones if zoned else [])
    for kind, arguments in MADE.items():
        yield case("made", kind, "made", kind, arguments)
    yield case("made", "local", "local", ["2001-01-01T12:00:00", "2001-07-01T12:00:00"])
    for n, arguments in enumerate([[], ["a.example"], ["b.example", "one"], ["b.example", ""]]):
        yield case("made", f"uid-{n}", "uid", *arguments)


def lines():
    """Content lines, parameters and the dictionary."""
    for strict in (False, True):
        yield case("lines", f"strict-{strict}", "lines", LINES, strict)
    for name, rows in FUNCTIONS.items():
        yield case("functions", name, "texts", name, rows)
    pairs = [["b", 1], ["A", 2], ["c", 3]]
    for asked in ("a", "B", "d"):
        yield case("dictionary", asked, "caseless", pairs, asked)
    for n, (text, given) in enumerate([('Chair, Table, "Room: 42"', ["a", "b, c"]), ("", []), ("a", ["x"])]):
        yield case("inline", str(n), "inline", "resources", text, given)
