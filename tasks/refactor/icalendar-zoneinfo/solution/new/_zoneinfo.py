"""Time zones of the standard library's zoneinfo, and zones made of shifts that keep to the same rules."""

from bisect import bisect_right
from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


@lru_cache(maxsize=1)
def _names():
    """Every name of the database, by its lower case."""
    return {name.lower(): name for name in available_timezones() if name != "Factory"}


class ZoneinfoSource:
    """The source that is there from the beginning."""

    utc = UTC

    def knows(self, name):
        return name in frozenset(_names().values())

    def find(self, name):
        known = _names().get(name.lower())
        return known and ZoneInfo(known)

    def attach(self, wall, zone):
        early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        # Clocks that were turned back show a time twice: meant is the one without daylight saving time, else the
        # later one. A time that they never show is taken as if they had not been turned yet.
        twice = early.utcoffset() > late.utcoffset()
        return late if twice and (early.dst() or not late.dst()) else early

    def build(self, name, shifts):
        return ShiftZone(name, shifts)


class ShiftZone(tzinfo):
    """A zone made of shifts; what the first of them brings is true before it, too."""

    def __init__(self, name, shifts):
        self.key = name
        self._shifts = tuple(shifts)
        self._times = [shift.at for shift in shifts]
        if not shifts:
            raise IndexError("list index out of range")

    def __getinitargs__(self):
        return self.key, self._shifts

    def __repr__(self):
        return f"ShiftZone({self.key!r})"

    def utcoffset(self, dt):
        return self._valid(dt).offset if dt else None

    def dst(self, dt):
        return self._valid(dt).saving if dt else None

    def tzname(self, dt):
        return self._valid(dt).label if dt else None

    def fromutc(self, dt):
        utc = dt.replace(tzinfo=None, fold=0)
        number = self._number(utc)
        wall = utc + self._shifts[number].offset
        again = number > 0 and wall - self._shifts[number - 1].offset < self._times[number]
        return wall.replace(tzinfo=self, fold=int(again))

    def _number(self, utc):
        """Which shift is in force at a time in UTC."""
        return max(0, bisect_right(self._times, utc) - 1)

    def _valid(self, dt):
        """The shift in force where clocks show `dt`; between two shifts the earlier one, unless `dt` is folded."""
        wall = dt.replace(tzinfo=None, fold=0)
        walls = [wall - shift.offset for shift in self._shifts]
        fits = [n for n, utc in enumerate(walls) if self._number(utc) == n]
        if fits:
            return self._shifts[fits[-1] if dt.fold else fits[0]]
        passed = [n for n in range(1, len(walls)) if walls[n - 1] >= self._times[n]]
        return self._shifts[passed[-1] if dt.fold else passed[-1] - 1]
