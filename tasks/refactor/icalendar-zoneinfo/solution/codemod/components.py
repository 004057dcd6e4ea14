"""Stage 3: the base of all components and the time zone components leave cal.py."""

from .statements import Statements, edit

COMPONENT = '''"""The base of all components.
"""
from datetime import datetime
from icalendar.caselessdict import CaselessDict
from icalendar.parser import Contentline
from icalendar.parser import Contentlines
from icalendar.parser import Parameters
from icalendar.parser import q_join
from icalendar.parser import q_split
from icalendar.parser_tools import DEFAULT_ENCODING
from icalendar.prop import TypesFactory
from icalendar.prop import vText, vDDDLists
from icalendar.timezone_cache import _timezone_cache
from icalendar.zones import active

# Factories that tell what class of component has a name; the last one counts.
component_factories = []

'''
TIMEZONES = '''"""Components of time zones.
"""
from datetime import datetime, timedelta, timezone
from icalendar._component import Component
from icalendar.zones import Shift, active

import dateutil.rrule, dateutil.tz


'''
TAKEN = """from icalendar._component import (
    Component,
    INLINE,
    _marker,
    component_factories,
    types_factory,
)
from icalendar._timezones import (
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
)
"""


def spread_components(files: dict[str, str]) -> None:
    """Cut cal.py up."""
    cal = Statements(files["cal.py"])
    component = COMPONENT + cal.take("types_factory INLINE _marker Component")
    files["_component.py"] = edit(component, r"component_factory\.get\(", "component_factories[-1].get(")
    files["_timezones.py"] = TIMEZONES + cal.take("Timezone TimezoneStandard TimezoneDaylight")
    rest = edit(cal.rest(), r"(?=from icalendar\.caselessdict)", TAKEN)
    rest = edit(rest, r", timedelta, timezone", ", timedelta")
    rest = edit(rest, r"from icalendar\.zones import Shift, active\n", "")
    files["cal.py"] = rest.rstrip("\n") + "\ncomponent_factories.append(component_factory)\n"
