"""What the cases call, beside tally itself: every answer is plain data, with errors as [name, text]."""

import io

import tally

JOURNAL_UNITS = ("sack", "mass", "25000")


def guarded(function, *args, **kwargs):
    """A function's result, or ["raised", error's name, names of its bases, text, line]."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        bases = [cls.__name__ for cls in type(error).__mro__]
        return ["raised", type(error).__name__, bases, str(error), getattr(error, "line", None)]


def quantity(text):
    """Everything that a quantity shows of itself."""
    return guarded(lambda: describe(tally.Quantity.parse(text)))


def describe(q):
    return [str(q), repr(q), str(q.value), q.unit, q.dimension, hash(q) == hash(q * 1)]


def arithmetic(left, right, factor):
    """Sums, differences, products and comparisons of two quantities."""
    a, b = tally.Quantity.parse(left), tally.Quantity.parse(right)
    operations = {
        "sum": lambda: describe(a + b),
        "difference": lambda: describe(a - b),
        "product": lambda: [describe(a * factor), describe(factor * b)],
        "negative": lambda: describe(-a),
        "equal": lambda: [a == b, a != b, a == a * 1, a == "x"],
        "less": lambda: [a < b, b < a, sorted([a, b])[0].unit],
        "foreign": lambda: describe(a + 1),
    }
    return {name: guarded(function) for name, function in operations.items()}


def conversions(value, units):
    """A value converted between all pairs of units."""
    return [guarded(lambda s=s, t=t: str(tally.convert(value, s, t))) for s in units for t in units]


def quantity_to(text, unit):
    return guarded(lambda: describe(tally.Quantity.parse(text).to(unit)))


def numbers(texts):
    """How numbers are read and rounded."""
    return [guarded(lambda t=t: [str(tally.parse_number(t)), str(tally.rounded(tally.parse_number(t)))]) for t in texts]


def places(counts, value):
    """Set the places one after another; what everything shows in between."""
    shown = []
    for count in counts:
        former = guarded(tally.set_places, count)
        ledger = tally.Ledger([tally.Entry("oil", value)])
        shown.append([former, tally.get_places(), str(ledger.balance("oil")), ledger.statement()])
        shown.append([str(tally.rounded("2.345")), str(tally.rounded("2.345", 1)), tally.summary(f"oil {value}\n")])
    return shown


def units(definitions):
    """Define units, use them, forget them, use them again."""
    made = [guarded(lambda d=d: repr(tally.define_unit(*d))) for d in definitions]
    symbols = [d[0] for d in definitions]
    return [made, seen(symbols), tally.reset_units(), seen(symbols), tally.known_units("mass"), tally.known_units()]


def seen(symbols):
    return [
        [guarded(lambda s=s: repr(tally.get_unit(s))), quantity(f"3 {s}"), guarded(entry_text, s), main(["units"], "")]
        for s in symbols
    ]


def entry_text(symbol):
    return repr(tally.parse_line(f"flour 2 {symbol}  # note"))


def base_units():
    return [[s, tally.get_unit(s).is_base, tally.get_unit(s) == tally.get_unit("g")] for s in tally.known_units()]


def entry(account, text, note=""):
    """An entry and what follows from it."""

    def show():
        e = tally.Entry(account, text, note)
        back = e.reversed()
        return [repr(e), e.parents, repr(back), repr(back.reversed()), e == back.reversed(), e == 3, type(e).__name__]

    return guarded(show)


def journal(text, unit=None):
    """A journal read, shown, written back and read again."""

    def show():
        ledger = tally.parse_journal(text)
        written = tally.format_journal(ledger)
        tally.reset_units()
        for definition in [line.split()[1:] for line in text.splitlines() if line.startswith("unit ")]:
            tally.define_unit(*definition)
        again = tally.Ledger(filter(None, map(tally.parse_line, written.splitlines())))
        balances = [[a, guarded(lambda a=a: str(ledger.balance(a, unit)))] for a in ledger.accounts()]
        return [
            ledger.statement(),
            written,
            list(ledger) == list(again),
            balances,
            len(ledger),
            tally.render_statement(again),
        ]

    shown = guarded(show)
    tally.reset_units()
    return [shown, guarded(tally.summary, text, unit)]


def bookings(steps):
    """Posts and transfers on one ledger; errors must leave it as it was."""
    ledger = tally.Ledger()
    log = []
    for name, *args in steps:
        log.append([guarded(lambda n=name, a=args: repr(getattr(ledger, n)(*a))), len(ledger)])
    return [log, [repr(e) for e in ledger], guarded(ledger.statement)]


def table(rows, header=None):
    return guarded(tally.render_table, rows, header)


def main(arguments, stdin):
    """The command line, called as a function."""
    out = io.StringIO()
    return [guarded(tally.main, arguments, io.StringIO(stdin), out), out.getvalue()]


def names():
    """Public names and what they are."""
    shown = {n: type(getattr(tally, n)).__name__ for n in dir(tally) if not n.startswith("_")}
    kept = {n: kind for n, kind in shown.items() if kind in ("function", "type") and owned(getattr(tally, n))}
    return [kept, tally.__version__, tally.__doc__]


def owned(thing):
    return thing.__module__.split(".")[0] == "tally"
