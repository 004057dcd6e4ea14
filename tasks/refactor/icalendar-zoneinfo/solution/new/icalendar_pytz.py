"""Time zones of pytz for icalendar: `icalendar.zones.install(icalendar_pytz.PytzSource())`."""

import pytz
from pytz.tzinfo import DstTzInfo


class PytzSource:
    """A source of time zones whose zones are those of pytz."""

    utc = pytz.utc

    def knows(self, name):
        return name in pytz.all_timezones

    def find(self, name):
        try:
            return pytz.timezone(name)
        except pytz.UnknownTimeZoneError:
            return None

    def attach(self, wall, zone):
        return zone.localize(wall)

    def build(self, name, shifts):
        kind = type(
            name,
            (DstTzInfo,),
            {
                "zone": name,
                "_utc_transition_times": [shift.at for shift in shifts],
                "_transition_info": [(shift.offset, shift.saving, shift.label) for shift in shifts],
            },
        )
        return kind()
