"""Names of the original, by module: all but `pytz` and `DstTzInfo`."""

NAMES = {
    "icalendar": (
        "Alarm Calendar ComponentFactory Event FixedOffset FreeBusy Journal LocalTimezone Parameters Timezone "
        "TimezoneDaylight TimezoneStandard Todo TypesFactory cal caselessdict parser parser_tools prop q_join "
        "q_split timezone_cache vBinary vBoolean vCalAddress vDDDTypes vDate vDatetime vDuration vFloat vFrequency "
        "vGeo vInt vPeriod vRecur vText vTime vUTCOffset vUri vWeekday windows_to_olson"
    ),
    "icalendar.cal": (
        "Alarm Calendar CaselessDict Component ComponentFactory Contentline Contentlines DEFAULT_ENCODING Event "
        "FreeBusy INLINE Journal Parameters Timezone TimezoneDaylight TimezoneStandard Todo TypesFactory _marker "
        "_timezone_cache component_factory datetime dateutil q_join q_split timedelta types_factory vDDDLists "
        "vText"
    ),
    "icalendar.parser": (
        "CaselessDict Contentline Contentlines DEFAULT_ENCODING FOLD NAME NEWLINE Parameters QUNSAFE_CHAR QUOTABLE "
        "SEQUENCE_TYPES UNSAFE_CHAR dquote escape_char escape_string foldline param_value q_join q_split re "
        "to_unicode tzid_from_dt uFOLD unescape_char unescape_list_or_string unescape_string vText "
        "validate_param_value validate_token"
    ),
    "icalendar.parser_tools": "Any DEFAULT_ENCODING SEQUENCE_TYPES data_encode from_unicode to_unicode",
    "icalendar.prop": (
        "CaselessDict DEFAULT_ENCODING DSTDIFF DSTOFFSET DURATION_REGEX FixedOffset HOUR LocalTimezone Parameters "
        "SEQUENCE_TYPES STDOFFSET TimeBase TypesFactory WEEKDAY_RULE WINDOWS_TO_OLSON ZERO _time _timezone_cache "
        "base64 binascii date datetime escape_char from_unicode re time timedelta to_unicode tzid_from_dt tzinfo "
        "tzutc unescape_char vBinary vBoolean vCalAddress vCategory vDDDLists vDDDTypes vDate vDatetime vDuration "
        "vFloat vFrequency vGeo vInline vInt vPeriod vRecur vText vTime vUTCOffset vUri vWeekday"
    ),
    "icalendar.caselessdict": "CaselessDict OrderedDict canonsort_items canonsort_keys to_unicode",
    "icalendar.tools": "UIDGenerator ascii_letters datetime digits random to_unicode vDatetime vText",
    "icalendar.timezone_cache": "_timezone_cache",
    "icalendar.windows_to_olson": "WINDOWS_TO_OLSON",
    "icalendar.cli": "Calendar _format_attendees _format_name argparse datetime main pathlib sys view",
}
