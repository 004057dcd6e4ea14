"""A diary that is kept with icalendar: people in several places write appointments down, send each other their
calendars, and ask what is next. It uses the package as its users do and returns what they would see, as text."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    FreeBusy,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDDDTypes,
    vPeriod,
    vRecur,
)
from icalendar.cli import view


class Diary:
    """One person's calendar, kept as text between one step and the next."""

    def __init__(self, home):
        self.home = ZoneInfo(home)
        self.text = Calendar({"prodid": "-//diary//", "version": "2.0"}).to_ical()

    def change(self, step):
        """Read the calendar, take a step, write it; returns what the step said."""
        calendar = Calendar.from_ical(self.text)
        said = step(calendar)
        self.text = calendar.to_ical()
        return said

    def write(self, uid, start, minutes, zone, extra):
        """Write an appointment down."""

        def step(calendar):
            event, begin = Event(), datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone) if zone else None)
            event.add("uid", uid)
            event.add("dtstart", begin)
            event.add("dtstamp", begin)
            if extra == "until":
                event.add("dtend", begin.replace(hour=23, minute=59))
            else:
                event.add("duration", timedelta(minutes=minutes))
            if extra == "weekly":
                event.add("rrule", vRecur(freq="weekly", count=minutes % 7 + 1, byday=["MO", "SU"]))
                event.add("exdate", [begin, begin + timedelta(days=7)])
            if extra == "alarm":
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("trigger", timedelta(minutes=-15))
                event.add_component(alarm)
            calendar.add_component(event)
            return len(calendar.walk("vevent"))

        return self.change(step)

    def receive(self, text):
        """Take the appointments of a calendar that someone sent; zones come along."""

        def step(calendar):
            try:
                sent = Calendar.from_ical(text)
            except ValueError as error:
                return f"refused: {error}"
            for part in sent.subcomponents:
                calendar.subcomponents.insert(0 if part.name == "VTIMEZONE" else len(calendar.subcomponents), part)
            return [len(sent.walk()), sum(part.is_broken for part in sent.walk())]

        return self.change(step)

    def agenda(self):
        """What is on, in order, as seen from home."""

        def step(calendar):
            found = []
            for event in calendar.walk("VEVENT"):
                start = event.decoded("dtstart", None)
                if not isinstance(start, datetime):
                    continue
                at = start.astimezone(UTC) if start.tzinfo else start.replace(tzinfo=UTC)
                found.append(
                    [
                        at.isoformat(),
                        at.astimezone(self.home).isoformat(),
                        str(event.get("uid")),
                        str(start.utcoffset()),
                    ]
                )
            return sorted(found)

        return self.change(step)

    def looked_at(self):
        """Every appointment as the command line shows it."""
        return self.change(lambda calendar: [view(event) for event in calendar.walk("VEVENT") if "dtstart" in event])

    def busy(self):
        """When the diary's owner cannot come, and which of these times clash."""

        def step(calendar):
            periods = []
            for event in calendar.walk("VEVENT"):
                start, length = event.decoded("dtstart", None), event.decoded("duration", None)
                if isinstance(start, datetime) and start.tzinfo and length is not None and length >= timedelta(0):
                    periods.append(vPeriod((start, length)))
            answer = FreeBusy()
            answer["freebusy"] = periods
            clashes = [
                [i, j]
                for i, one in enumerate(periods)
                for j, other in enumerate(periods)
                if i < j and one.overlaps(other)
            ]
            ends = [one.end.astimezone(UTC).isoformat() for one in periods]
            return [answer.to_ical().decode(), clashes, ends]

        return self.change(step)

    def sent(self):
        """The calendar as it is sent."""
        again = Calendar.from_ical(self.text)
        return [self.text.decode(), again == Calendar.from_ical(again.to_ical())]


def diary(home, steps):
    """A diary's life: `[method, arguments...]`, one after the other."""
    kept, said = Diary(home), []
    for name, *arguments in steps:
        try:
            said.append(getattr(kept, name)(*arguments))
        except Exception as error:
            said.append([type(error).__name__, str(error)])
    return said


def zone_of_our_own(tzid, before, after, turns, asked):
    """A time zone built part by part, and what it says."""
    zone = Timezone()
    zone.add("tzid", tzid)
    for number, turn in enumerate(turns):
        part = TimezoneDaylight() if number % 2 else TimezoneStandard()
        part.add("dtstart", datetime.fromisoformat(turn))
        part.add("tzoffsetfrom", timedelta(minutes=after if number % 2 == 0 else before))
        part.add("tzoffsetto", timedelta(minutes=before if number % 2 == 0 else after))
        part.add("tzname", f"T{number}")
        zone.add_component(part)
    made = zone.to_tz()
    there = [datetime.fromisoformat(one).replace(tzinfo=UTC).astimezone(made) for one in asked]
    written = [vDDDTypes(one).to_ical().decode() for one in there]
    return [zone.to_ical().decode(), [one.isoformat() for one in there], [one.tzname() for one in there], written]
