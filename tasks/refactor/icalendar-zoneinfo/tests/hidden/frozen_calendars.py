"""Frozen cases on calendars, components and time zones."""

from frozen_names import NAMES
from shape import BROKEN_ZONES, GOOD_ZONES, OWN, ZONES, calendar, case, event

USES = event("UID:1", "DTSTART;TZID=Own/Zone:20011028T023000", "DTEND;TZID=Own/Zone:20020331T023000")
TEXTS = {
    "plain": calendar(event("UID:1", "DTSTART:20010203T040506Z", "SUMMARY:a\\, b", "DTSTAMP:20010203T040506Z")),
    "zone-before": calendar(OWN, USES),
    "zone-after": calendar(USES, OWN),
    "zone-unknown": calendar(event("UID:1", "DTSTART;TZID=Nowhere/Land:20010203T040506")),
    "floating": calendar(event("UID:1", "DTSTART:20010203T040506", "DTEND;VALUE=DATE:20010204")),
    "todo": calendar(
        event("UID:1", "DUE;TZID=Asia/Kolkata:20010203T040506", "PERCENT-COMPLETE:5", "PRIORITY:x", kind="VTODO")
    ),
    "journal": calendar(event("UID:1", "DTSTART;VALUE=DATE:20010203", kind="VJOURNAL")),
    "freebusy": calendar(
        event(
            "UID:1",
            "FREEBUSY;TZID=Europe/Berlin:20011028T013000/PT2H,20011028T013000/20011028T033000",
            "FREEBUSY:20010101T000000Z/PT1H",
            kind="VFREEBUSY",
        )
    ),
    "alarm": calendar(event("UID:1", event("ACTION:DISPLAY", "TRIGGER:-PT15M", "REPEAT:2", kind="VALARM").strip())),
    "recurring": calendar(
        event(
            "UID:1",
            "DTSTART;TZID=America/New_York:20070311T013000",
            "RRULE:FREQ=WEEKLY;UNTIL=20071104T063000Z;BYDAY=SU",
            "EXDATE;TZID=America/New_York:20070318T013000,20070325T013000",
            "EXDATE;TZID=America/New_York:20070401T013000",
            "RDATE;VALUE=PERIOD;TZID=Europe/London:20070312T010000/PT1H",
            "RDATE;VALUE=DATE:20070313",
            "EXRULE:FREQ=YEARLY",
        )
    ),
    "long": calendar(event("UID:1", "DESCRIPTION:" + "ä long line \\n" * 20, "ATTACH;VALUE=URI:http://a.example/b")),
    "folded": "BEGIN:VCALENDAR\r\nSUMM\r\n ARY:a\r\n\tb\r\nEND:VCALENDAR\r\n",
    "unknown-part": calendar(event("A:1", event("B:2", kind="X-IN").strip(), kind="X-OUT")),
    "broken-event": calendar(
        event("UID:1", "DTSTART:yesterday", "DURATION:long", "NO-COLON", "RRULE:FREQ=OFTEN", "SUMMARY:kept")
    ),
    "broken-todo": calendar(event("UID:1", "DUE:yesterday", kind="VTODO")),
    "broken-line": calendar(event("NO-COLON", kind="VTODO")),
    "broken-head": "NO COLON",
    "no-end": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
    "no-begin": "END:VCALENDAR\r\n",
    "no-parent": "VERSION:2.0\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "comment-after": calendar() + "X-COMMENT:stop\r\nBEGIN:VCALENDAR\r\n" + "NO-COLON\r\n",
    "comment-first": "X-COMMENT:stop\r\n" + calendar(),
    "comment-inside": calendar("X-COMMENT:go on", USES),
    "property-after": calendar() + "VERSION:2.0\r\n",
    "two": calendar() + calendar(USES),
    "two-long": calendar(USES) * 2 + "x" * 200,
    "empty": "",
    "blank": "\r\n\r\n",
    "tzid-twice": calendar(event("UID:1", "DTSTART;TZID=Europe/Berlin,Europe/London:20010203T040506")),
    "utc-with-zone": calendar(
        event("UID:1", "DTSTART;TZID=Europe/Berlin:20010203T040506Z", "DTEND;TZID=X:20010203T040506Z")
    ),
    "lower": calendar(USES).lower(),
    "line-feeds": calendar(OWN, USES).replace("\r\n", "\n"),
    "categories": calendar(
        event("CATEGORIES:a,b\\,c", "CATEGORIES:d", "RESOURCES:x,y", "GEO:1;2", "REQUEST-STATUS:2.0;ok")
    ),
    "offsets": calendar("BEGIN:STANDARD\r\nTZOFFSETTO:+2500\r\nEND:STANDARD"),
}
WALLS = {
    "Europe/Berlin": [
        "20011028T023000",
        "20011028T020000",
        "20011028T025959",
        "20011028T030000",
        "20010325T023000",
        "20010325T020000",
    ],
    "America/New_York": ["20071104T013000", "20070311T023000", "20071104T005959", "20071104T020000"],
    "Australia/Lord_Howe": ["20010325T014500", "20011028T021500", "20010325T020000"],
    "Europe/Dublin": ["20011028T013000", "20010325T013000", "20010701T120000", "20010101T120000"],
    "America/Caracas": ["20071209T024500", "20160501T024500"],
    "Pacific/Apia": ["20111230T120000", "20111231T000000", "20111229T235959", "20120401T033000"],
    "Europe/Istanbul": ["20160327T033000", "20160907T120000", "20151108T033000"],
    "Antarctica/Troll": ["20160327T020000", "20161030T013000", "20161030T023000"],
    "Asia/Kolkata": ["20010203T040506"],
    "Asia/Tehran": ["20220322T003000", "20210921T233000", "20230322T003000"],
    "America/Sao_Paulo": ["20161016T003000", "20170218T233000"],
    "Africa/Casablanca": ["20160605T023000", "20160710T023000", "20200419T023000"],
    "UTC": ["20010203T040506"],
    "utc": ["20010203T040506"],
    "Etc/GMT+5": ["20010203T040506"],
    "EUROPE/berlin": ["20011028T023000", "20010701T120000"],
    "/Europe/Berlin": ["20010701T120000"],
    "W. Europe Standard Time": ["20011028T023000"],
    "/W. Europe Standard Time/": ["20011028T023000"],
    "US/Eastern": ["20071104T013000"],
    "GMT": ["20010203T040506"],
    "Nowhere/Land": ["20010203T040506", "20010203T040506Z"],
    "": ["20010203T040506"],
    "/": ["20010203T040506"],
    "Ünknown": ["20010203T040506"],
}
INSTANTS = [
    f"{year}-{month:02}-{day:02}T{clock}:00"
    for year in (1960, 1981, 1990, 2001, 2037)
    for month, day in ((3, 25), (6, 1), (9, 27), (10, 28), (12, 31))
    for clock in ("00:30", "01:00", "12:00")
]
LOCAL = [
    "20011028T023000",
    "20010325T023000",
    "20010701T120000",
    "19600101T000000",
    "20371231T235959",
    "20000601T013000",
    "20010531T233000",
]
FILES = {"a.ics": calendar(OWN, USES), "b.ics": TEXTS["recurring"]}
VIEWED = calendar(
    event(
        "SUMMARY:One",
        "ORGANIZER:mailto:boss@example.com",
        "ATTENDEE:mailto:a@example.com",
        "ATTENDEE:mailto:",
        "DTSTART;TZID=Europe/Berlin:20011028T013000",
        "DURATION:PT3H",
        "LOCATION:Here",
        "COMMENT:c",
        "DESCRIPTION:first\\nsecond",
    ),
    event(
        "DTSTART;TZID=America/New_York:20070311T013000",
        "DTEND;TZID=America/New_York:20070311T043000",
        "ATTENDEE:mailto:b@example.com",
    ),
    event("DTSTART;TZID=America/New_York:20070311T013000", "DTEND;TZID=Europe/Berlin:20070312T043000"),
    event("DTSTART;VALUE=DATE:20010203", "DTEND;VALUE=DATE:20010205"),
    event("DTSTART:20010203T040506"),
    event("DTSTART;VALUE=DATE:20010203", "DURATION:P1D"),
)
FAULTY = {
    "mixed": calendar(event("DTSTART;TZID=Europe/Berlin:20010203T040506", "DTEND:20010203T050506")),
    "kinds": calendar(event("DTSTART:20010203T040506", "DTEND;VALUE=DATE:20010204")),
    "start": calendar(event("SUMMARY:x")),
}
GIVEN = {
    "utc": [["dtstart", ["2001-07-01T12:00:00", "utc", ""], None], ["dtstamp", ["2001-07-01T12:00:00", "", ""], None]],
    "stamps": [
        [name, ["2001-10-28T02:30:00", "zoneinfo", "Europe/Berlin", 1], None]
        for name in ("DTSTAMP", "created", "Last-Modified", "dtend")
    ],
    "pytz": [
        ["dtstart", ["2001-10-28T02:30:00", "pytz", "Europe/Berlin", 1], None],
        ["dtstamp", ["2001-07-01T12:00:00", "pytz", "Asia/Tokyo"], None],
    ],
    "dateutil": [["dtstart", ["2001-07-01T12:00:00", "dateutil", "Europe/Berlin"], None]],
    "fixed": [
        ["dtstart", ["2001-07-01T12:00:00", "fixed", "90"], None],
        ["dtend", ["2001-07-01T12:00:00", "local", ""], None],
    ],
    "parameters": [
        ["summary", "x", {"LANGUAGE": "de", "X": "a,b"}],
        ["dtstart", {"date": "2001-02-03"}, {"VALUE": None, "Y": "1"}],
    ],
    "twice": [
        ["comment", "a", None],
        ["comment", "b", None],
        ["comment", {"many": ["c", "d"]}, None],
        ["COMMENT", {"many": ["e"]}, None],
    ],
    "lists": [
        ["exdate", {"many": [["2001-07-01T12:00:00", "zoneinfo", "Europe/Berlin"]]}, None],
        ["categories", {"many": ["a", "b"]}, None],
    ],
    "periods": [["rdate", {"many": [{"pair": [["2001-07-01T12:00:00", "utc", ""], {"seconds": 60}]}]}, None]],
    "rule": [
        ["rrule", {"rule": {"freq": "daily", "count": 3}}, None],
        ["geo", {"many": [1, 2]}, None],
        ["duration", {"seconds": 90}, None],
    ],
    "wrong": [
        ["dtstart", "text", None],
        ["geo", "x", None],
        ["duration", 5, None],
        ["sequence", "x", None],
        ["sequence", 1, None],
    ],
    "time": [
        ["x-time", {"time": "01:02:03"}, None],
        ["trigger", {"seconds": -900}, None],
        ["uid", {"bytes": "a\xe9"}, None],
    ],
}
SHARED = [
    ["icalendar", "icalendar.cal", "Calendar"],
    ["icalendar", "icalendar.prop", "vDatetime"],
    ["icalendar.prop", "icalendar.timezone_cache", "_timezone_cache"],
    ["icalendar.cal", "icalendar.timezone_cache", "_timezone_cache"],
    ["icalendar.parser", "icalendar.prop", "vText"],
    ["icalendar.parser", "icalendar.prop", "Parameters"],
    ["icalendar.cal", "icalendar.prop", "vText"],
]


def texts():
    """Calendars as text."""
    for name, text in TEXTS.items():
        yield case("parse", name, "parse", text)
        if name in ("zone-before", "zone-after", "todo", "freebusy", "recurring", "utc-with-zone"):
            yield case("plug-in-parse", name, "parse", text, library="pytz")
    for name, text in {**BROKEN_ZONES, **GOOD_ZONES}.items():
        yield case("parse-zone", name, "parse", calendar(text, USES))
        yield case("plug-in-parse-zone", name, "parse", calendar(text, USES), library="pytz")
    yield case("parse", "event", "parse", USES, "Event")
    yield case("parse", "as-another", "parse", USES, "Todo")
    yield case(
        "parse",
        "registered",
        "registered",
        calendar(event("B:1", "A:2", "X-SPAN:PT1H", kind="X-OWN"), TEXTS["offsets"]),
    )
    for name in ("plain", "recurring", "freebusy"):
        yield case("copies", name, "copies", TEXTS[name])


def zones():
    """Zones of VTIMEZONEs and of the database."""
    for library in ("", "pytz"):
        start = "plug-in-" if library else ""
        for name, text in {**GOOD_ZONES, **BROKEN_ZONES}.items():
            if name in GOOD_ZONES:
                yield case(
                    f"{start}zone",
                    name,
                    "zone",
                    calendar(text.replace("VTIMEZONE\r\nTZID:", "VTIMEZONE\r\nX:1\r\nTZID:")),
                    INSTANTS,
                    library=library,
                )
                tzid = text.split("TZID:")[1].split("\r\n")[0]
                yield case(f"{start}attach-own", name, "attach", LOCAL, tzid, calendar(text), library=library)
        for name, walls in WALLS.items():
            yield case(f"{start}attach", name or "none", "attach", walls, name, library=library)
        for name in ZONES:
            pairs = [
                "20011028T003000/PT4H",
                "20010325T003000/20010325T043000",
                "20070311T013000/PT2H",
                "20071104T003000/20071104T013000",
            ]
            yield case(
                f"{start}periods", name, "periods", [*pairs, "20071104T013000/20071104T003000"], name, library=library
            )
        moments = [
            ["20011028T023000", "Europe/Berlin"],
            ["20011028T013000Z", None],
            ["20011028T003000Z", None],
            ["20011028T013000", "UTC"],
        ]
        moments += [
            ["20010325T023000", "Europe/Berlin"],
            ["20010325T013000Z", None],
            ["20011028T023000", None],
            ["20011028T013000", "Europe/London"],
        ]
        yield case(f"{start}equal", "instants", "equal", moments, library=library)
    yield case(
        "periods", "floating", "periods", ["20010101T000000/PT1H", "20010101/P1D", "20010101T003000/20010101T013000"]
    )
    yield case(
        "periods",
        "mixed",
        "periods",
        ["20010101T000000Z/20010101T010000", "20010101T000000Z/PT1H", "20010101T000000/20010101"],
    )


def components():
    """Components out of Python values, names, and the command line."""
    for name, properties in GIVEN.items():
        yield case("build", name, "build", properties)
        yield case("plug-in-build", name, "build", properties, library="pytz")
    yield case("build", "todo", "build", [["due", {"date": "2001-02-03"}, None]], "Todo")
    yield case("names", "all", "have", NAMES)
    yield case("names", "tables", "tables")
    yield case("names", "shared", "one_object", SHARED)
    for zone in ("UTC", "Europe/Berlin", "America/New_York"):
        yield command(f"view-{zone}", ["a.ics", "b.ics", "c.ics"], {**FILES, "c.ics": VIEWED}, zone)
    for name, text in FAULTY.items():
        yield command(name, ["x.ics"], {"x.ics": text}, "UTC")
    yield {**command("output", ["x.ics", "-o", "out.txt"], {"x.ics": VIEWED}, "Asia/Kolkata"), "outputs": ["out.txt"]}
    yield command("version", ["--version"], {}, "UTC")
    yield command("none", [], {}, "UTC")
    yield command("missing", ["none.ics"], {}, "UTC")


def command(name, arguments, files, zone):
    """One start of the command line."""
    argv = ["{python}", "-m", "icalendar.cli", *arguments]
    return {"id": f"command/{name}", "group": "command", "argv": argv, "stdin": "", "files": files, "env": {"TZ": zone}}
