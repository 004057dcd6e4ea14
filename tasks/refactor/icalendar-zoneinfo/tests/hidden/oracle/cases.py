# ruff: noqa: DTZ001 - local times are what this is about
"""Lives of diaries, a frozen set and random ones; see driver.py."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

PLACES = (
    "Europe/Paris",
    "America/Chicago",
    "Australia/Sydney",
    "Asia/Kathmandu",
    "America/Santiago",
    "Pacific/Auckland",
)
OUTLOOK = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Our Office
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:office
DTSTART;TZID=Our Office:{start}
DURATION:PT3H
SUMMARY:Meeting\\, long
END:VEVENT
BEGIN:VEVENT
UID:windows
DTSTART;TZID=Central European Standard Time:{start}
DTEND;TZID=eastern standard time:{start}
END:VEVENT
BEGIN:VEVENT
UID:broken
DTSTART;TZID=Our Office:soon
END:VEVENT
END:VCALENDAR
"""


def corpus():
    """The frozen cases."""
    return [
        *(random_life(random.Random(n), f"frozen-{n}") for n in range(16)),
        *(random_zone(random.Random(n), f"frozen-{n}") for n in range(8)),
    ]


def generate(seed, count):
    """`count` random cases; the same for the same seed."""
    makers = [random_life, random_life, random_zone]
    return [makers[n % 3](random.Random(f"{seed}/{n}"), f"random-{n}") for n in range(count)]


def case(group, name, function, *args):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def night(rng):
    """A quarter of an hour in a night in which many clocks are changed, or any other."""
    first = datetime(rng.randrange(1995, 2030), rng.choice([3, 4, 10, 11, 6]), 1)
    sunday = first + timedelta(days=(6 - first.weekday()) % 7 + 7 * rng.randrange(5))
    return sunday + timedelta(minutes=15 * rng.randrange(24))


def turn(rng, zone):
    """A quarter of an hour in a night in which the zone's own clocks are changed."""
    first, place = datetime(rng.randrange(1995, 2030), 1, 1), ZoneInfo(zone)
    offsets = [(first + timedelta(days=n)).replace(tzinfo=place).utcoffset() for n in range(366)]
    nights = [first + timedelta(days=n) for n in range(365) if offsets[n] != offsets[n + 1]]
    return rng.choice(nights) + timedelta(minutes=15 * rng.randrange(3, 13)) if nights else night(rng)


def random_life(rng, name):
    """Some steps, and a look at everything after them."""
    steps = []
    for number in range(rng.randrange(2, 7)):
        extra = rng.choice(["", "", "until", "weekly", "alarm"])
        zone = rng.choice([*PLACES, *PLACES, "UTC", ""])
        start = turn(rng, zone) if zone and rng.random() < 0.7 else night(rng)
        steps.append(["write", f"u{number}", start.isoformat(), rng.choice([15, 90, 180, 1440]), zone, extra])
        if rng.random() < 0.4:
            text = OUTLOOK.format(start=night(rng).strftime("%Y%m%dT%H%M%S"))
            steps.append(["receive", rng.choice([text, text, text.replace("END:VEVENT", "END", 1), text[:-20]])])
    return case("life", name, "diary", rng.choice(PLACES), [*steps, ["agenda"], ["looked_at"], ["busy"], ["sent"]])


def random_zone(rng, name):
    """A zone whose clocks were changed now and then."""
    before = rng.choice([-570, -300, 0, 60, 345])
    start, turns = datetime(rng.randrange(1975, 2000), 1, 1), []
    for _ in range(rng.randrange(1, 7)):
        turns.append(start.isoformat())
        start += timedelta(days=rng.randrange(20, 400), minutes=30 * rng.randrange(48))
    asked = [
        (datetime.fromisoformat(one) + timedelta(minutes=30 * rng.randrange(-40, 40))).isoformat()
        for one in turns
        for _ in range(4)
    ]
    return case(
        "zone", name, "zone_of_our_own", f"Our/{name}", before, before + rng.choice([30, 60, 120]), turns, asked
    )
