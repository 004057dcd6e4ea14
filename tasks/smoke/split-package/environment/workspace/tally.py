"""tally: quantities with units, and ledgers of them.

A ledger is a list of entries; an entry books a quantity ("2.5 kg") on an account ("flour"). Ledgers are read from and
written to a plain text journal, and shown as tables. Everything is exact: values are decimals.
"""

import re
import sys
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

__version__ = "1.3"


class TallyError(ValueError):
    """Root of every error that this module raises on purpose."""


class UnitError(TallyError):
    """A unit is unknown, defined twice, or of another dimension than the one wanted."""


class JournalError(TallyError):
    """A line of a journal cannot be read. `line` is its number, from 1."""

    def __init__(self, message, line):
        super().__init__(f"line {line}: {message}")
        self.line = line


# ---- rounding -----------------------------------------------------------------------------------------------------

_places = 2


def get_places():
    """How many decimal places values are shown with."""
    return _places


def set_places(count):
    """Show values with `count` decimal places from now on; the former number is returned."""
    global _places
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 9:
        raise TallyError(f"places must be an integer from 0 to 9, not {count!r}")
    former, _places = _places, count
    return former


def rounded(value, places=None):
    """`value` rounded half up, away from zero, to `places` (the number set, where it is None)."""
    step = Decimal(1).scaleb(-(_places if places is None else places))
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP)


def parse_number(text):
    """A decimal from text; underscores and thin spaces may group digits."""
    plain = text.replace("_", "").replace("\u2009", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise TallyError(f"not a number: {text!r}") from None
    if not value.is_finite():
        raise TallyError(f"not a finite number: {text!r}")
    return value


# ---- units --------------------------------------------------------------------------------------------------------


class Unit:
    """A unit of measure: `factor` of them make one base unit of their dimension."""

    __slots__ = ("dimension", "factor", "symbol")

    def __init__(self, symbol, dimension, factor=1):
        self.symbol = symbol
        self.dimension = dimension
        self.factor = Decimal(factor)

    def __eq__(self, other):
        if not isinstance(other, Unit):
            return NotImplemented
        return (self.dimension, self.factor) == (other.dimension, other.factor)

    def __hash__(self):
        return hash((self.dimension, self.factor))

    def __repr__(self):
        return f"Unit({self.symbol!r}, {self.dimension!r}, {self.factor})"

    @property
    def is_base(self):
        """Whether this is the unit that its dimension is reckoned in."""
        return self.factor == 1


_BUILT_IN = {
    "g": ("mass", "1"),
    "kg": ("mass", "1000"),
    "t": ("mass", "1000000"),
    "lb": ("mass", "453.59237"),
    "ml": ("volume", "1"),
    "l": ("volume", "1000"),
    "s": ("time", "1"),
    "min": ("time", "60"),
    "h": ("time", "3600"),
    "pc": ("count", "1"),
    "doz": ("count", "12"),
}
_units = {symbol: Unit(symbol, *rest) for symbol, rest in _BUILT_IN.items()}


def define_unit(symbol, dimension, factor=1):
    """Add a unit; the new Unit is returned. Raises UnitError where the symbol is taken or unusable."""
    if symbol in _units:
        raise UnitError(f"unit {symbol!r} is defined already")
    if not re.fullmatch(r"[A-Za-z%]+", symbol):
        raise UnitError(f"unusable unit symbol: {symbol!r}")
    factor = parse_number(str(factor))
    if factor <= 0:
        raise UnitError(f"the factor of {symbol!r} must be positive")
    _units[symbol] = Unit(symbol, dimension, factor)
    return _units[symbol]


def reset_units():
    """Forget every unit but the built-in ones."""
    global _units
    _units = {symbol: Unit(symbol, *rest) for symbol, rest in _BUILT_IN.items()}


def get_unit(symbol):
    """The unit with that symbol. Raises UnitError, with a hint where only the case is wrong."""
    try:
        return _units[symbol]
    except KeyError:
        near = [known for known in sorted(_units) if known.lower() == symbol.lower()]
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise UnitError(f"unknown unit {symbol!r}{hint}") from None


def known_units(dimension=None):
    """Symbols of the units, of one dimension or of all, sorted."""
    return sorted(s for s, unit in _units.items() if dimension in (None, unit.dimension))


def convert(value, source, target):
    """`value` reckoned in the unit `target` instead of `source` (symbols). Not rounded."""
    old, new = get_unit(source), get_unit(target)
    if old.dimension != new.dimension:
        raise UnitError(f"cannot convert {source} ({old.dimension}) to {target} ({new.dimension})")
    return Decimal(value) * old.factor / new.factor


# ---- quantities and entries ---------------------------------------------------------------------------------------

_QUANTITY = re.compile(r"\s*([-+]?[0-9][0-9_\u2009]*(?:\.[0-9]+)?)\s*([A-Za-z%]+)\s*")


class Quantity:
    """A value in a unit. Immutable; sums keep the unit of the left side."""

    def __init__(self, value, unit):
        self._value = parse_number(str(value))
        self._unit = get_unit(unit)

    @classmethod
    def parse(cls, text):
        """Read "2.5 kg"."""
        match = _QUANTITY.fullmatch(text)
        if match is None:
            raise TallyError(f"not a quantity: {text!r}")
        if match[2] not in _units:
            raise UnitError(f"unknown unit {match[2]!r} in {text.strip()!r}")
        return cls(match[1].replace("\u2009", ""), match[2])

    @property
    def value(self):
        """The value, as a Decimal."""
        return self._value

    @property
    def unit(self):
        """Symbol of the unit."""
        return self._unit.symbol

    @property
    def dimension(self):
        """What is measured: mass, volume, time, count, or a dimension of one's own."""
        return self._unit.dimension

    def to(self, unit):
        """The same quantity in another unit."""
        return Quantity(convert(self._value, self.unit, unit), unit)

    def on(self, account, note=""):
        """An entry that books this quantity on an account."""
        return Entry(account, self, note)

    def __add__(self, other):
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(self._value + other.to(self.unit).value, self.unit)

    def __neg__(self):
        return Quantity(-self._value, self.unit)

    def __sub__(self, other):
        if not isinstance(other, Quantity):
            return NotImplemented
        return self + -other

    def __mul__(self, factor):
        return Quantity(self._value * Decimal(str(factor)), self.unit)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, Quantity):
            return NotImplemented
        same = self.dimension == other.dimension
        return same and self._value * self._unit.factor == other._value * other._unit.factor

    def __lt__(self, other):
        return self._value < other.to(self.unit).value

    def __hash__(self):
        return hash((self.dimension, self._value * self._unit.factor))

    def __str__(self):
        return f"{rounded(self._value):,f} {self.unit}"

    def __repr__(self):
        return f"Quantity('{self._value.normalize():f}', {self.unit!r})"


class Entry:
    """A quantity booked on an account, with a note."""

    def __init__(self, account, quantity, note=""):
        if isinstance(quantity, str):
            quantity = Quantity.parse(quantity)
        if not re.fullmatch(r"[a-z][a-z0-9-]*(:[a-z0-9-]+)*", account):
            raise TallyError(f"unusable account name: {account!r}")
        self.account = account
        self.quantity = quantity
        self.note = " ".join(note.split())

    @property
    def parents(self):
        """The account and those it belongs to, from the top: "a:b" belongs to "a"."""
        parts = self.account.split(":")
        return [":".join(parts[: end + 1]) for end in range(len(parts))]

    def reversed(self):
        """The entry that undoes this one."""
        return (-self.quantity).on(self.account, f"reversal: {self.note}" if self.note else "reversal")

    def __eq__(self, other):
        if not isinstance(other, Entry):
            return NotImplemented
        return (self.account, self.quantity, self.note) == (other.account, other.quantity, other.note)

    def __repr__(self):
        return f"Entry({self.account!r}, {self.quantity!r}, {self.note!r})"


# ---- ledgers ------------------------------------------------------------------------------------------------------


class Ledger:
    """Entries in the order of booking."""

    def __init__(self, entries=()):
        self.entries = list(entries)

    def post(self, account, quantity, note=""):
        """Book a quantity (or its text) and return the entry. An account keeps to one dimension."""
        entry = Entry(account, quantity, note)
        held = self.dimension(account)
        if held not in (None, entry.quantity.dimension):
            raise UnitError(f"account {account!r} holds {held}, not {entry.quantity.dimension}")
        self.entries.append(entry)
        return entry

    def transfer(self, source, target, quantity, note=""):
        """Take a quantity from one account and put it on another: both entries, or an error and none."""
        quantity = Quantity.parse(quantity) if isinstance(quantity, str) else quantity
        if source == target:
            raise TallyError(f"cannot transfer from {source!r} to itself")
        taken = self.post(source, -quantity, note or f"to {target}")
        try:
            return [taken, self.post(target, quantity, note or f"from {source}")]
        except TallyError:
            self.entries.remove(taken)
            raise

    def accounts(self):
        """Names of the accounts that were booked on, sorted."""
        return sorted({entry.account for entry in self.entries})

    def dimension(self, account):
        """What an account holds; None where nothing was booked on it."""
        return next((e.quantity.dimension for e in self.entries if e.account == account), None)

    def balance(self, account, unit=None):
        """Sum of an account and of those that belong to it, in `unit` or in the unit booked first."""
        booked = [entry.quantity for entry in self.entries if account in entry.parents]
        if not booked:
            raise TallyError(f"nothing is booked on {account!r}")
        total = booked[0]
        for quantity in booked[1:]:
            total = total + quantity
        return total.to(unit) if unit else total

    def statement(self):
        """The ledger as a table: account, entries, balance."""
        return render_statement(self)

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)


# ---- journals -----------------------------------------------------------------------------------------------------


def parse_line(line, number=1):
    """The entry on a journal line, "account quantity # note"; None for a blank line or a comment."""
    body, _, note = line.partition("#")
    fields = body.split(None, 1)
    if not fields:
        return None
    if len(fields) == 1:
        raise JournalError("an account and a quantity are wanted", number)
    try:
        return Quantity.parse(fields[1]).on(fields[0], note)
    except TallyError as error:
        raise JournalError(str(error), number) from error


def parse_journal(text):
    """A ledger from the text of a journal. `unit SYMBOL DIMENSION FACTOR` lines define units."""
    ledger = Ledger()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words[:1] == ["unit"]:
            if len(words) != 4:
                raise JournalError("unit takes a symbol, a dimension and a factor", number)
            try:
                define_unit(*words[1:])
            except TallyError as error:
                raise JournalError(str(error), number) from error
            continue
        entry = parse_line(line, number)
        if entry is not None:
            try:
                ledger.post(entry.account, entry.quantity, entry.note)
            except TallyError as error:
                raise JournalError(str(error), number) from error
    return ledger


def format_journal(ledger):
    """The text of a journal; parse_journal reads it back."""
    width = max((len(entry.account) for entry in ledger), default=0)
    lines = []
    for entry in ledger:
        value = f"{entry.quantity.value.normalize():f}"
        note = f"  # {entry.note}" if entry.note else ""
        lines.append(f"{entry.account.ljust(width)}  {value} {entry.quantity.unit}{note}")
    return "".join(line + "\n" for line in lines)


# ---- reports ------------------------------------------------------------------------------------------------------


def render_table(rows, header=None):
    """Rows of text as columns; a column of numbers is set right. Lines have no trailing blanks."""
    rows = [[str(cell) for cell in row] for row in rows]
    if not rows:
        return ""
    numeric = [all(re.match(r"[-+]?[0-9]", cell) for cell in column) for column in zip(*rows, strict=False)]
    shown = ([[str(cell) for cell in header]] if header else []) + rows
    widths = [max(map(len, column)) for column in zip(*shown, strict=False)]
    lines = []
    for row in shown:
        columns = zip(row, widths, numeric, strict=False)
        cells = [cell.rjust(width) if right else cell.ljust(width) for cell, width, right in columns]
        lines.append("  ".join(cells).rstrip())
    if header:
        lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + "\n"


def render_statement(ledger):
    """The accounts of a ledger with their balances."""
    counts = {name: sum(entry.account == name for entry in ledger) for name in ledger.accounts()}
    rows = [[name, count, ledger.balance(name)] for name, count in counts.items()]
    return render_table(rows, ["account", "entries", "balance"])


def summary(text, unit=None):
    """One line for each top account of a journal text."""
    ledger = parse_journal(text)
    tops = sorted({entry.parents[0] for entry in ledger})
    wanted = get_unit(unit).dimension if unit else None
    lines = []
    for top in tops:
        balance = ledger.balance(top)
        if wanted in (None, balance.dimension):
            lines.append(f"{top}: {balance.to(unit) if unit else balance} (to {_places} places)")
    return lines


# ---- command line -------------------------------------------------------------------------------------------------


def main(argv=None, stdin=None, stdout=None):
    """`tally statement | balance ACCOUNT [UNIT] | units`; the journal is read from standard input."""
    arguments = sys.argv[1:] if argv is None else argv
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if command == "units" and not rest:
            stdout.write(render_table([[s, get_unit(s).dimension, get_unit(s).factor] for s in known_units()]))
        elif command == "statement" and not rest:
            stdout.write(parse_journal(stdin.read()).statement())
        elif command == "balance" and 1 <= len(rest) <= 2:
            stdout.write(f"{parse_journal(stdin.read()).balance(*rest)}\n")
        else:
            stdout.write("usage: tally statement | balance ACCOUNT [UNIT] | units\n")
            return 2
    except TallyError as error:
        stdout.write(f"tally: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
