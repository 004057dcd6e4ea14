"""A second look at tally: a small bakery kept in it, observed through what its owner would see."""

import io

import tally
from tally import Ledger, Quantity


class Bakery:
    """Stock in, loaves out."""

    def __init__(self):
        self.stock = Ledger()
        self.problems = []

    def attempt(self, action, *args):
        """Do something; keep what went wrong."""
        try:
            return action(*args)
        except tally.TallyError as problem:
            self.problems.append(f"{type(problem).__name__}: {problem}")
            return None

    def buy(self, goods, amount):
        self.attempt(self.stock.post, f"stock:{goods}", amount, f"bought {goods}")

    def bake(self, goods, amount):
        self.attempt(self.stock.transfer, f"stock:{goods}", f"used:{goods}", amount)

    def undo(self):
        """Reverse the last booking."""
        last = self.attempt(self.stock.entries[-1].reversed) if len(self.stock) else None
        if last is not None:
            self.attempt(self.stock.post, last.account, last.quantity, last.note)

    def day(self):
        """The closing report."""
        text = tally.format_journal(self.stock)
        kept = [str(self.attempt(self.stock.balance, name)) for name in self.stock.accounts()]
        lines = self.attempt(tally.summary, text)
        return [self.attempt(self.stock.statement), text, kept, lines, self.problems]


def run_day(actions):
    """Actions are [name, goods, amount] or ["undo"] or ["places", n] or ["unit", symbol, dimension, factor]."""
    bakery = Bakery()
    for name, *rest in actions:
        if name == "places":
            bakery.attempt(tally.set_places, *rest)
        elif name == "unit":
            bakery.attempt(tally.define_unit, *rest)
        elif name == "forget":
            tally.reset_units()
        else:
            getattr(bakery, name)(*rest)
    return bakery.day()


def shell(lines, *arguments):
    """The command line on a journal."""
    out = io.StringIO()
    code = tally.main(list(arguments), io.StringIO("\n".join(lines)), out)
    return [code, out.getvalue()]


def laws(first, second, factor):
    """What holds of any two quantities of one dimension."""
    a, b = Quantity.parse(first), Quantity.parse(second)
    return {
        "commutes": a + b == b + a,
        "undone": (a + b) - b == a,
        "scaled": (a * factor + b * factor) == (a + b) * factor,
        "there and back": str(a.to(b.unit).to(a.unit)),
        "order": [a < b, b < a, a == b],
        "read back": Quantity.parse(f"{a.value:f} {a.unit}") == a,
        "texts": [str(a + b), repr(a - b), str((a * factor).to(b.unit))],
    }


def stale(symbol):
    """A unit that is forgotten is forgotten everywhere."""
    tally.define_unit(symbol, "mass", "7")
    before = Quantity.parse(f"2 {symbol}")
    tally.reset_units()
    seen = [str(before), before.unit, symbol in tally.known_units()]
    for attempt in (
        lambda: Quantity.parse(f"1 {symbol}"),
        lambda: before.to("g"),
        lambda: tally.parse_line(f"a 1 {symbol}"),
    ):
        try:
            seen.append(str(attempt()))
        except tally.TallyError as problem:
            seen.append(f"{type(problem).__name__}: {problem}")
    return seen
