# ruff: noqa: F821, SLF001 - parts of other modules: codemod/functions.py puts them there
"""Functions that take over what others did too much of."""


def ends_of_name(st):
    """Where the name of a content line ends (None: nowhere) and where its value begins (or the line ends)."""
    name_split = value_split = None
    quotes = 0
    for i, ch in enumerate(st):
        if ch == '"':
            quotes += 1
        elif ch in ":;" and quotes % 2 == 0:
            name_split = name_split or i
            if ch == ":":
                value_split = value_split or i
    return name_split, value_split or len(st)


@staticmethod
def _in_utc(name, value):
    """Time stamps in UTC, as they have to be; one without a zone is taken for UTC."""
    if not isinstance(value, datetime) or name.lower() not in ("dtstamp", "created", "last-modified"):
        return value
    utc = active().utc
    return active().attach(value, utc) if value.tzinfo is None else value.astimezone(utc)


def take(line, stack, comps, general):
    """Take a content line in; False where nothing after it is to be read. `general` is for unknown components."""
    component = stack[-1] if stack else None
    try:
        name, params, vals = line.parts()
    except ValueError as e:
        # what cannot be read breaks a component, and only that, if it ignores exceptions
        if not component or not component.ignore_exceptions:
            raise
        component.errors.append((None, str(e)))
        return True
    uname = name.upper()
    if uname == "BEGIN":
        stack.append(opened(vals.upper(), general))
    elif uname == "END":
        close(vals, stack, comps)
    elif component:
        take_property(component, name, params, vals)
    elif uname != "X-COMMENT":
        raise ValueError(f'Property "{name}" does not have a parent component.')
    return uname != "X-COMMENT" or component is not None


def opened(name, general):
    """A new component of that name; a general one where the name is unknown."""
    component = component_factories[-1].get(name, general)()
    if not getattr(component, "name", ""):
        component.name = name
    return component


def close(name, stack, comps):
    """Close the innermost component; a time zone that the source does not know is kept."""
    if not stack:
        raise ValueError("END encountered without an accompanying BEGIN!")
    component = stack.pop()
    if stack:
        stack[-1].add_component(component)
    else:
        comps.append(component)
    if name != "VTIMEZONE" or "TZID" not in component:
        return
    tzid = component["TZID"]
    if not active().knows(tzid) and tzid not in _timezone_cache:
        _timezone_cache[tzid] = component.to_tz()


def take_property(component, name, params, vals):
    """Add the property of a content line."""
    try:
        values = parsed(name, params, vals)
    except ValueError as e:
        if not component.ignore_exceptions:
            raise
        component.errors.append((name.upper(), str(e)))
        return
    for value in values:
        value.params = params
        component.add(name, value, encode=0)


def parsed(name, params, vals):
    """The values of a property, as objects of its type."""
    factory = types_factory.for_property(name)
    zoned = name in ("DTSTART", "DTEND", "RECURRENCE-ID", "DUE", "RDATE", "EXDATE", "FREEBUSY") and "TZID" in params
    zone = [params["TZID"]] if zoned else []
    return [factory(factory.from_ical(val, *zone)) for val in (vals.split(",") if name == "FREEBUSY" else [vals])]


def whole_minutes(offset):
    """An offset to the nearest minute."""
    seconds = int((offset.seconds + 30) / 60) * 60
    return timedelta(days=offset.days, seconds=seconds)


def wall_times(component, offsetfrom):
    """When the changes of a STANDARD or DAYLIGHT component take place, as clocks show it before they are changed."""
    dtstart = component["DTSTART"].dt
    if "RRULE" in component:
        # weekdays are those at the offset before the change
        start = dtstart.replace(tzinfo=dateutil.tz.tzoffset("(offsetfrom)", offsetfrom))
        rule = dateutil.rrule.rrulestr(component["RRULE"].to_ical().decode("utf-8"), dtstart=start)
        if not {"UNTIL", "COUNT"}.intersection(component["RRULE"].keys()):
            # nothing is made of changes after 2038
            rule._until = datetime(2038, 12, 31, tzinfo=timezone.utc)
        return [moment.replace(tzinfo=None) for moment in rule]
    rdates = component.get("RDATE", [])
    if not isinstance(rdates, list):
        rdates = [rdates]
    return [dtstart] + [leaf.dt for tree in rdates for leaf in tree.dts]


def _name_of(self, component, zone, tznames):
    """What the zone is called while a STANDARD or DAYLIGHT component holds."""
    if "TZNAME" in component:
        return str(component["TZNAME"])
    start = component["DTSTART"].to_ical().decode("utf-8")
    offsets = f"{component['TZOFFSETFROM'].to_ical()}_{component['TZOFFSETTO'].to_ical()}"
    return self._make_unique_tzname(f"{zone}_{start}_{offsets}", tznames)


def saving(num, transitions, dst):
    """How much of a transition's offset is daylight saving time: what it is ahead of the nearest standard time."""
    _, _, offset, name = transitions[num]
    if not dst[name]:
        return timedelta(seconds=0)
    before = [osto for _, _, osto, other in transitions[:num] if not dst[other]]
    after = [osto for _, _, osto, other in transitions[num:] if not dst[other]]
    savings = [offset - standard for standard in before[-1:] + after[:1]]
    assert savings
    return savings[0] or savings[-1]
