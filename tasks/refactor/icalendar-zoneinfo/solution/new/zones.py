"""Where time zones come from: one source, behind a protocol, that the whole package asks.

The source that is there from the beginning takes its zones from the standard library's zoneinfo. Another one is put
in its place by `install`.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple, Protocol

from icalendar._zoneinfo import ZoneinfoSource
from icalendar.timezone_cache import _timezone_cache


class Shift(NamedTuple):
    """From `at` on, a zone is `offset` ahead of UTC, `saving` of it daylight saving time, and is called `label`."""

    at: datetime
    offset: timedelta
    saving: timedelta
    label: str


class ZoneSource(Protocol):
    """What the package asks of a source of time zones."""

    utc: tzinfo

    def knows(self, name):
        """Whether a zone of exactly this name is in the database: a VTIMEZONE of that name is not looked at then."""

    def find(self, name):
        """The zone of that name, in whatever case it is written, or None."""

    def attach(self, wall, zone):
        """The moment at which clocks in the zone show `wall`, a datetime without a zone."""

    def build(self, name, shifts):
        """A zone of that name out of `Shift`s in the order of time, whose `at` are in UTC, without a zone."""


_installed = [ZoneinfoSource()]


def active():
    """The source in use."""
    return _installed[0]


def install(source):
    """Use another source from now on; returns the one that was in use. Zones read from VTIMEZONEs are forgotten."""
    before, _installed[0] = _installed[0], source
    _timezone_cache.clear()
    return before


def is_aware(moment):
    """Whether this is a datetime with an offset to UTC."""
    return isinstance(moment, datetime) and moment.utcoffset() is not None


def instant(moment):
    """A datetime with a zone as what it is in UTC; within a tuple too. Anything else is left as it is."""
    if isinstance(moment, tuple):
        return tuple(instant(part) for part in moment)
    return moment.astimezone(UTC) if is_aware(moment) else moment


def later(moment, duration):
    """What is the time, in the zone of `moment`, once a duration has passed."""
    end = instant(moment) + duration
    return end.astimezone(moment.tzinfo) if is_aware(moment) else end
