# ruff: noqa: DTZ001 - local times are what this is about
"""Random cases: each is a function of its seed and number alone."""

import random
from datetime import datetime, timedelta

from shape import OWN, ZONES, calendar, case, event, timezone

TEXT = "abc XYZ019,;:\\\"'\n\tä€-_."
TURNS = ((3, 31), (10, 27), (11, 3), (4, 7), (9, 29), (3, 10), (3, 21), (9, 21))
"""Days around which clocks are changed somewhere."""


def generate(seed, count):
    """`count` random cases; the same for the same seed."""
    return [random_case(random.Random(f"{seed}:{number}"), number) for number in range(count)]


def random_case(rng, number):
    """A case of a random kind; every fourth one with the zones of pytz."""
    kind = rng.choice(sorted(KINDS))
    function, args = KINDS[kind](rng)
    library = (
        {"library": "pytz"} if function in ("parse", "zone", "attach", "periods", "equal") and number % 4 == 0 else {}
    )
    return case(f"random-{kind}", str(number), function, *args, **library)


def wall(rng):
    """A local time, near a change of clocks more often than not."""
    month, day = rng.choice(TURNS)
    start = datetime(rng.randrange(1972, 2036), month, day) + timedelta(days=rng.randrange(-7, 2))
    return start + timedelta(minutes=rng.choice([0, 15, 30, 45, 59]) + 60 * rng.choice([0, 1, 1, 2, 2, 3, 12, 23]))


def shown(moment, end=""):
    """A moment as text of iCalendar."""
    return moment.strftime("%Y%m%dT%H%M%S") + end


def offset(minutes):
    """Minutes as an offset."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def random_zone(rng, tzid):
    """A VTIMEZONE by rules, dates or single changes."""
    standard, saving = rng.randrange(-11, 13) * 60 + rng.choice([0, 0, 30, 45]), rng.choice([60, 60, 30, 120, 20])
    first, second = offset(standard), offset(standard + saving)
    year, hour = rng.randrange(1971, 2012), rng.choice(["00", "01", "02", "03"])
    spring, autumn = rng.sample([3, 4, 9, 10, 11], 2)
    names = rng.choice([("S", "D"), ("S", "D"), ("", ""), ("N", "N"), ("", "D")])
    until = rng.choice(["", "", ";COUNT=7", f";UNTIL={year + 9}0101T000000Z"])
    week = rng.choice(["1SU", "-1SU", "2SA", "-1FR"])

    def part(kind, month, before, after, name):
        rule = f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={week}{until}"
        dates = "RDATE:" + ",".join(f"{year + n}{month:02}15T{hour}0000" for n in range(1, rng.randrange(2, 6)))
        more = rng.choice([[rule], [rule], [dates], [dates, dates.replace("15T", "16T")], []])
        return (
            kind,
            f"{year}{month:02}1{rng.randrange(10)}T{hour}0000",
            before,
            after,
            *([f"TZNAME:{name}"] if name else []),
            *more,
        )

    return timezone(
        tzid, part("DAYLIGHT", spring, first, second, names[1]), part("STANDARD", autumn, second, first, names[0])
    )


def random_instants(rng):
    """Zones of a drawn VTIMEZONE at instants."""
    instants = [(wall(rng) + timedelta(hours=rng.randrange(-12, 12))).isoformat() for _ in range(24)]
    return "zone", [calendar(random_zone(rng, "Drawn/Zone")), instants]


def random_walls(rng):
    """Local times in a zone of the database or of a VTIMEZONE."""
    walls = [shown(wall(rng)) for _ in range(24)]
    if rng.random() < 0.5:
        return "attach", [walls, "Drawn/Zone", calendar(random_zone(rng, "Drawn/Zone"))]
    name = rng.choice(ZONES)
    return "attach", [walls, rng.choice([name, name.lower(), f"/{name}"])]


def random_periods(rng):
    """Periods by end or by length."""
    pairs = []
    for _ in range(8):
        start, length = wall(rng), rng.choice([0, 30, 60, 90, 180, 1440, 4000])
        end = rng.choice([shown(start + timedelta(minutes=length)), f"PT{length}M", shown(start - timedelta(hours=1))])
        pairs.append(f"{shown(start)}/{end}")
    return "periods", [pairs, rng.choice([*ZONES, None])]


def random_equal(rng):
    """Moments that are one instant, told in several zones."""
    first = wall(rng)
    near = [first + timedelta(minutes=30 * n) for n in range(-2, 3)]
    return "equal", [[[shown(one, end), zone] for one in near for zone, end in ((rng.choice(ZONES), ""), (None, "Z"))]]


def text(rng, longest=40):
    """A piece of text."""
    return "".join(rng.choices(TEXT, k=rng.randrange(longest)))


def escaped(value):
    """Text as iCalendar has it."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def random_lines(rng):
    """Lines of an event."""
    zone = rng.choice([*ZONES, "Drawn/Zone", "Nowhere/Land", "Romance Standard Time"])
    start = wall(rng)
    when = rng.choice(
        [f";TZID={zone}:{shown(start)}", f":{shown(start, 'Z')}", f":{shown(start)}", f";VALUE=DATE:{start:%Y%m%d}"]
    )
    many = ",".join(shown(start + timedelta(days=n)) for n in range(3))
    limits = ["COUNT=3", f"UNTIL={shown(start, 'Z')}", "BYDAY=MO,-1SU"]
    lines = [
        f"UID:{rng.randrange(10**6)}",
        f"DTSTART{when}",
        rng.choice([f"DTEND{when}", "DURATION:PT1H30M", "DURATION:-P1DT2S", "DURATION:P2W"]),
        f"SUMMARY;LANGUAGE={rng.choice(['de', 'en'])}:{escaped(text(rng))}",
        f"EXDATE;TZID={zone}:{many}",
        f"RDATE;TZID={zone};VALUE=PERIOD:{shown(start)}/PT2H",
        f"RRULE:FREQ={rng.choice(['DAILY', 'WEEKLY', 'YEARLY'])};{rng.choice(limits)}",
        f"RECURRENCE-ID{when}",
        f"CATEGORIES:{escaped(text(rng, 9))},{rng.choice('ab')}",
        f'ATTENDEE;CN="{rng.choice(["A, B", "C"])}";RSVP=TRUE:mailto:a@example.com',
        f"GEO:{rng.randrange(90)}.5;{rng.randrange(90)}",
        f"FREEBUSY;TZID={zone}:{shown(start)}/PT1H,{shown(start)}/{shown(start + timedelta(hours=2))}",
        f"DTSTAMP:{shown(start, rng.choice(['Z', '']))}",
    ]
    return rng.sample(lines, rng.randrange(4, len(lines)))


def random_calendar(rng):
    """A calendar of several components, with a zone of its own before or after them."""
    parts = [event(*random_lines(rng), kind=rng.choice(["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"])) for _ in range(3)]
    parts.insert(rng.choice([0, 0, 3]), rng.choice([OWN, random_zone(rng, "Drawn/Zone")]))
    return "parse", [calendar(*parts)]


def random_damage(rng):
    """A calendar with lines and characters lost, doubled or swapped."""
    lines = random_calendar(rng)[1][0].split("\r\n")
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(len(lines))
        line = lines[place]
        at = rng.randrange(len(line) + 1)
        lines[place] = rng.choice(
            [line[:at], line[:at] + rng.choice(';:="x,') + line[at:], "", line + "\r\n" + line, line.lower()]
        )
    return "parse", ["\r\n".join(lines)]


def random_build(rng):
    """Components out of Python values."""
    sources = [
        ("zoneinfo", rng.choice(ZONES)),
        ("pytz", rng.choice(ZONES)),
        ("dateutil", "Europe/Berlin"),
        ("utc", ""),
        ("", ""),
    ]

    def value():
        library, zone = rng.choice(sources)
        return [wall(rng).isoformat(), library, zone]

    properties = [
        [name, rng.choice([value(), {"date": "2011-02-03"}]), None]
        for name in rng.sample(["dtstart", "dtend", "dtstamp", "created", "due", "recurrence-id"], 3)
    ]
    properties += [
        ["dtstamp", value(), None],
        ["exdate", {"many": [value()]}, None],
        ["summary", text(rng), {"X-P": text(rng, 9)}],
    ]
    return "build", [properties]


KINDS = {
    "instants": random_instants,
    "walls": random_walls,
    "periods": random_periods,
    "equal": random_equal,
    "calendar": random_calendar,
    "damage": random_damage,
    "build": random_build,
}
