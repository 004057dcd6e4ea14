"""Stage 2: types of values and parameters go into modules of their own; prop.py and parser.py keep the names."""

import re

from .statements import Statements, edit

PARTS = {
    "_clocks.py": (
        "Time zones that need no database.",
        "ZERO HOUR STDOFFSET DSTOFFSET DSTDIFF FixedOffset LocalTimezone",
    ),
    "_texts.py": (
        "Values that are text, numbers or places.",
        "vBinary vBoolean vCalAddress vFloat vInt vCategory vText vUri vGeo vInline",
    ),
    "_moments.py": (
        "Values that are a date, a time or a span.",
        "DURATION_REGEX TimeBase vDate vDatetime vDuration vTime vUTCOffset",
    ),
    "_periods.py": ("Values that may be of several types, and periods.", "vDDDLists vDDDTypes vPeriod"),
    "_rules.py": ("Rules of recurrence.", "WEEKDAY_RULE vWeekday vFrequency vRecur"),
}
TOOLS = "from icalendar.parser_tools import DEFAULT_ENCODING, to_unicode\n"
PARAMETERS = "from icalendar._parameters import Parameters\n"
IMPORTS = {
    "_clocks.py": "from datetime import timedelta, tzinfo\nimport time as _time\n",
    "_texts.py": "from icalendar.caselessdict import CaselessDict\n"
    "from icalendar._parameters import Parameters, escape_char, unescape_char\n"
    + TOOLS
    + "import base64\nimport binascii\n",
    "_moments.py": "from datetime import date, datetime, time, timedelta\n"
    "from icalendar._parameters import Parameters, tzid_from_dt\n"
    "from icalendar.timezone_cache import _timezone_cache\n"
    "from icalendar.windows_to_olson import WINDOWS_TO_OLSON\n"
    "from icalendar.zones import active, instant\n"
    "import re\n",
    "_periods.py": "from datetime import date, datetime, time, timedelta\n"
    "from icalendar._moments import TimeBase, vDate, vDatetime, vDuration, vTime\n"
    "from icalendar._parameters import Parameters, tzid_from_dt\n"
    "from icalendar.parser_tools import from_unicode\n"
    "from icalendar.zones import instant, later\n",
    "_rules.py": "from icalendar._periods import vDDDTypes\n"
    "from icalendar._texts import vInt, vText\n"
    "from icalendar.caselessdict import CaselessDict\n"
    + PARAMETERS
    + "from icalendar.parser_tools import DEFAULT_ENCODING, SEQUENCE_TYPES, to_unicode\nimport re\n",
}
LOWEST = (
    "escape_char unescape_char tzid_from_dt param_value NAME UNSAFE_CHAR QUNSAFE_CHAR validate_token"
    " validate_param_value QUOTABLE dquote q_split q_join Parameters"
)
LOWEST_IMPORTS = """from icalendar.caselessdict import CaselessDict
from icalendar.parser_tools import DEFAULT_ENCODING
from icalendar.parser_tools import SEQUENCE_TYPES

import re


"""


def spread_values(files: dict[str, str]) -> None:
    """Cut prop.py up, and parser.py, which prop.py needs and which needs vText."""
    parser = Statements(files["parser.py"])
    files["_parameters.py"] = '"""Parameters of properties.\n"""\n' + LOWEST_IMPORTS + parser.take(LOWEST)
    rest = edit(parser.rest(), r"# XXX: what kind of hack.*", "")
    files["parser.py"] = (
        edit(
            rest,
            r"(?=from icalendar\.caselessdict)",
            f"{listed('_parameters', LOWEST)}from icalendar._texts import vText\n",
        ).rstrip("\n")
        + "\n"
    )
    prop = Statements(files["prop.py"])
    for name, (title, wanted) in PARTS.items():
        files[name] = f'"""{title}\n"""\n{IMPORTS[name]}\n\n{prop.take(wanted)}'
    taken = "".join(listed(name[:-3], wanted) for name, (_, wanted) in PARTS.items())
    rest = edit(prop.rest(), r"\n#{20,}\n# handy tzinfo classes you can use\.\n#\n", "")
    rest = edit(rest, r"from icalendar\.zones import active\n.*?import later\n", "")
    files["prop.py"] = re.sub(r"\n{4,}", "\n\n\n", edit(rest, r"(?=from icalendar\.caselessdict)", taken))


def listed(module: str, names: str) -> str:
    """An import of names, one on a line."""
    return f"from icalendar.{module} import (\n" + "".join(f"    {name},\n" for name in names.split()) + ")\n"
