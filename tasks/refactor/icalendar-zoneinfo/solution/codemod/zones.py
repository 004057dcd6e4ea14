"""Stage 1: what asked pytz asks the source of time zones in use."""

from .statements import edit

CAL = (
    (r"import pytz\n", ""),
    (r"from pytz\.tzinfo import DstTzInfo\n", ""),
    (r"from datetime import datetime, timedelta\n", "from datetime import datetime, timedelta, timezone\n"),
    (r"(import _timezone_cache\n)", r"\1from icalendar.zones import Shift, active\n"),
    (r"astimezone\(pytz\.utc\)", "astimezone(active().utc)"),
    (r"pytz\.utc\.localize\(value\)", "active().attach(value, active().utc)"),
    (r"component\['TZID'\] not in pytz\.all_timezones", "not active().knows(component['TZID'])"),
    (
        r"pytz\.timezones don't know any transition dates after 2038\n +# either",
        "nothing is made of transitions after 2038",
    ),
    (r"tzinfo=pytz\.UTC", "tzinfo=timezone.utc"),
    (r"constructing the pytz-timezone requires", "building a zone requires"),
    (r"to a pytz\.timezone object", "to a time zone"),
    (
        r"        cls = type\(zone, \(DstTzInfo,\).*?return cls\(\)\n",
        """        shifts = [
            Shift(at, *info) for at, info in zip(transition_times, transition_info)
        ]
        return active().build(zone, shifts)
""",
    ),
)
PROP = (
    (r"import pytz\n", ""),
    (
        r"(import WINDOWS_TO_OLSON\n)",
        r"""\1from icalendar.zones import active
from icalendar.zones import instant
from icalendar.zones import later
""",
    ),
    (
        r"and uses the pytz library, an implementation of\n +the Olson database in Python\.",
        "and takes its zones from the\n    source in use (see zones).",
    ),
    (r"a valid pytz timezone identifier", "the identifier of a time zone"),
    (
        r"            try:\n +tzinfo = pytz\.timezone\(.*?_timezone_cache\.get\(timezone, None\)\n",
        """            source = active()
            tzinfo = source.find(timezone.strip('/'))
            if tzinfo is None and timezone in WINDOWS_TO_OLSON:
                tzinfo = source.find(WINDOWS_TO_OLSON[timezone])
            elif tzinfo is None:
                tzinfo = _timezone_cache.get(timezone, None)
""",
    ),
    (r"tzinfo\.localize\(datetime\(\*timetuple\)\)", "source.attach(datetime(*timetuple), tzinfo)"),
    (r"pytz\.utc\.localize\(datetime\(\*timetuple\)\)", "active().attach(datetime(*timetuple), active().utc)"),
    (
        r"self\.params == other\.params and self\.dt == other\.dt",
        "self.params == other.params and instant(self.dt) == instant(other.dt)",
    ),
    (r"return hash\(self\.dt\)", "return hash(instant(self.dt))"),
    (r"end = start \+ duration", "end = later(start, duration)"),
    (r"duration = end - start", "duration = instant(end) - instant(start)"),
    (r"if start > end:", "if instant(start) > instant(end):"),
    (r"if self\.start > other\.start:", "if instant(self.start) > instant(other.start):"),
    (
        r"if self\.start <= other\.start < self\.end:",
        "if instant(self.start) <= instant(other.start) < instant(self.end):",
    ),
)
CLI = (
    (r"(from icalendar import Calendar, __version__\n)", r"\1from icalendar.zones import instant, later\n"),
    (r"default=start \+ event\.decoded\('duration'\)", "default=later(start, event.decoded('duration'))"),
    (r"default=end - start", "default=instant(end) - instant(start)"),
)
SETUP = (
    (r"    'pytz',\n", "    'tzdata',\n"),
    (r"    # install requirements depending on python version.*?\"3\.8\"',\n", ""),
    (r"python_requires=\">=3\.7\"", 'python_requires=">=3.11"'),
    (r"(    packages=.*?\n)", r"\1    py_modules=['icalendar_pytz'],\n"),
    (r"'test': tests_require\n", "'test': tests_require,\n        'pytz': ['pytz'],\n"),
)
EDITS = {"cal.py": CAL, "prop.py": PROP, "cli.py": CLI}


def ask_the_source(files: dict[str, str]) -> None:
    """Edit the modules in place."""
    for name, edits in EDITS.items():
        for pattern, replacement in edits:
            files[name] = edit(files[name], pattern, replacement)
