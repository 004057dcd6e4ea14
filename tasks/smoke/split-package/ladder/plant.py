"""Plant the first N behavioural defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Each is a slip that a split by hand could make. They were chosen by reading tally alone."""

import sys
from pathlib import Path

DEFECTS = [
    # The setting is imported as a value: changing it later has no effect on what is shown.
    (
        "tally/rounding.py",
        "    step = Decimal(1).scaleb(-(_places if places is None else places))\n",
        "    step = Decimal(1).scaleb(-(2 if places is None else places))\n",
    ),
    # A failed transfer leaves its first half behind.
    ("tally/ledger.py", "            self.entries.remove(taken)\n            raise\n", "            raise\n"),
    # The note of a reversed entry is lost.
    (
        "tally/amounts.py",
        'f"reversal: {self.note}" if self.note else "reversal"',
        '"reversal"',
    ),
    # Line numbers of journal errors start at 0.
    ("tally/journal.py", "enumerate(text.splitlines(), 1)", "enumerate(text.splitlines())"),
    # Forgetting units forgets none.
    (
        "tally/units.py",
        "    global _units\n    _units = {symbol: Unit(symbol, *rest) for symbol, rest in _BUILT_IN.items()}\n",
        "    _units.update({symbol: Unit(symbol, *rest) for symbol, rest in _BUILT_IN.items()})\n",
    ),
]


def main() -> None:
    """Apply each edit, exactly once."""
    for name, old, new in DEFECTS[: int(sys.argv[1])]:
        path = Path(name)
        text = path.read_text()
        assert text.count(old) == 1, f"{name}: {old!r}"
        path.write_text(text.replace(old, new))


if __name__ == "__main__":
    main()
