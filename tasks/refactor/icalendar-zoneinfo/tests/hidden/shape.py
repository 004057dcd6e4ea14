"""What every case of this suite is made of."""

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Apia",
    "Asia/Tehran",
    "Africa/Casablanca",
    "America/Caracas",
    "Pacific/Chatham",
    "Europe/Istanbul",
    "America/Sao_Paulo",
    "Antarctica/Troll",
    "Etc/GMT+5",
    "UTC",
)
"""Zones in which pytz and zoneinfo agree from 1970 to 2037, with their data of one release."""


def case(group, name, function, *args, **kwargs):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args), "kwargs": kwargs}


def calendar(*parts, head="VERSION:2.0\r\nPRODID:-//x//y//"):
    """A calendar of parts."""
    body = "".join(part if part.endswith("\r\n") else part + "\r\n" for part in parts)
    return f"BEGIN:VCALENDAR\r\n{head}\r\n{body}END:VCALENDAR\r\n"


def event(*lines, kind="VEVENT"):
    """A component of lines."""
    return "\r\n".join([f"BEGIN:{kind}", *lines, f"END:{kind}"]) + "\r\n"


def timezone(tzid, *parts):
    """A VTIMEZONE of `(kind, start, from, to, more lines)`."""
    inner = [
        event(f"DTSTART:{s}", f"TZOFFSETFROM:{f}", f"TZOFFSETTO:{t}", *more, kind=k) for k, s, f, t, *more in parts
    ]
    return f"BEGIN:VTIMEZONE\r\nTZID:{tzid}\r\n{''.join(inner)}END:VTIMEZONE\r\n"


STANDARD = ("STANDARD", "19961027T030000", "+0200", "+0100", "TZNAME:OWN", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")
DAYLIGHT = ("DAYLIGHT", "19810329T020000", "+0100", "+0200", "TZNAME:OWNS", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
OWN = timezone("Own/Zone", DAYLIGHT, STANDARD)
BROKEN_ZONES = {
    "empty": timezone("Own/Empty"),
    "no-standard": timezone("Own/Only", DAYLIGHT),
    "date": timezone("Own/Date", ("STANDARD", "19961027", "+0200", "+0100")),
    "no-start": "BEGIN:VTIMEZONE\r\nTZID:Own/X\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\n",
    "no-offset": "BEGIN:VTIMEZONE\r\nTZID:Own/X\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nDTSTART:19700101T000000\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\n",
    "no-id": "BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
    "two-ids": timezone("Own/One\r\nTZID:Own/Two", STANDARD),
    "other-part": timezone("Own/Other", STANDARD, ("VALARM", "19700101T000000", "+0000", "+0100")),
    "until-local": timezone("Own/U", (*STANDARD[:4], "RRULE:FREQ=YEARLY;UNTIL=20101031T030000;BYMONTH=10;BYDAY=-1SU")),
    "rule": timezone("Own/R", (*STANDARD[:4], "RRULE:FREQ=OFTEN")),
    "rule-empty": timezone("Own/E", (*STANDARD[:4], "RRULE:BYMONTH=10")),
    "offset": timezone("Own/O", ("STANDARD", "19700101T000000", "+2500", "+0100")),
    "offset-text": timezone("Own/O", ("STANDARD", "19700101T000000", "east", "+0100")),
    "rdate-utc": timezone("Own/D", (*STANDARD[:4], "RDATE:19990101T000000Z")),
    "start-utc": timezone("Own/S", ("STANDARD", "19961027T030000Z", "+0200", "+0100")),
    "lower-end": OWN.replace("END:VTIMEZONE", "end:vtimezone").replace("Own/Zone", "Own/Lower"),
    "wrong-end": event("TZID:Own/W", "SUMMARY:x").replace("END:VEVENT", "END:VTIMEZONE"),
}
GOOD_ZONES = {
    "own": OWN,
    "standard-only": timezone("Own/Fixed", ("STANDARD", "19700101T000000", "+0530", "+0530", "TZNAME:FIX")),
    "no-names": timezone("Own/Nameless", DAYLIGHT[:4] + DAYLIGHT[5:], STANDARD[:4] + STANDARD[5:]),
    "same-names": timezone(
        "Own/Same", (*DAYLIGHT[:4], "TZNAME:N", DAYLIGHT[5]), (*STANDARD[:4], "TZNAME:N", STANDARD[5])
    ),
    "nameless-twins": timezone("Own/Twins", STANDARD[:4] + STANDARD[5:], STANDARD[:4] + STANDARD[5:]),
    "daylight-first": timezone("Own/First", (*DAYLIGHT[:4], "TZNAME:S"), (*STANDARD[:4], "TZNAME:W")),
    "rdates": timezone(
        "Own/Dates",
        (*DAYLIGHT[:4], "TZNAME:S", "RDATE:19820328T020000,19830327T020000", "RDATE:19840325T020000"),
        ("STANDARD", "19810927T030000", "+0200", "+0100", "TZNAME:W", "RDATE:19820926T030000"),
    ),
    "seconds": timezone("Own/Seconds", ("STANDARD", "19700101T000000", "+005329", "+010031", "TZNAME:SEC")),
    "west": timezone(
        "Own/West",
        ("DAYLIGHT", "20070311T020000", "-0330", "-0230", "TZNAME:D", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        ("STANDARD", "20071104T020000", "-0230", "-0330", "TZNAME:S", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    ),
    "counted": timezone(
        "Own/Counted",
        (*DAYLIGHT[:5], "RRULE:FREQ=YEARLY;COUNT=5;BYDAY=-1SU;BYMONTH=3"),
        (
            "STANDARD",
            "19810927T030000",
            "+0200",
            "+0100",
            "TZNAME:W",
            "RRULE:FREQ=YEARLY;UNTIL=19900930T010000Z;BYDAY=-1SU;BYMONTH=9",
        ),
    ),
    "moved": timezone(
        "Own/Moved",
        ("STANDARD", "19700101T000000", "+0000", "+0100", "TZNAME:A"),
        ("STANDARD", "20000601T000000", "+0100", "+0300", "TZNAME:B"),
        ("STANDARD", "20010601T000000", "+0300", "+0200", "TZNAME:C"),
        ("DAYLIGHT", "20020601T000000", "+0200", "+0200", "TZNAME:D"),
    ),
    "negative": timezone(
        "Own/Negative",
        ("STANDARD", "19960331T010000", "+0000", "+0100", "TZNAME:IST", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
        ("DAYLIGHT", "19961027T020000", "+0100", "+0000", "TZNAME:GMT", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ),
    "known": OWN.replace("Own/Zone", "Europe/Berlin").replace("+0200", "+0700"),
    "known-lower": OWN.replace("Own/Zone", "europe/berlin").replace("+0200", "+0700"),
    "windows": OWN.replace("Own/Zone", "Romance Standard Time").replace("+0200", "+0700"),
    "slashes": OWN.replace("Own/Zone", "/Own/Slashed/"),
    "accents": OWN.replace("Own/Zone", "(UTC-03:00) Brasília"),
}
