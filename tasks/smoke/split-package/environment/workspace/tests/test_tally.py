"""Tests of tally, as they came with it."""

from decimal import Decimal

import pytest
import tally
from tally import Entry, Ledger, Quantity, parse_journal

JOURNAL = """\
# the week's flour
flour:rye    2 kg     # mill
flour:wheat  500 g
oil          1.5 l
"""


def test_quantities_add_across_units():
    assert str(Quantity.parse("1 kg") + Quantity.parse("250 g")) == "1.25 kg"


def test_unknown_unit():
    with pytest.raises(tally.UnitError, match="unknown unit 'stone'"):
        Quantity.parse("3 stone")


def test_convert():
    assert tally.convert(90, "min", "h") == Decimal("1.5")


def test_entry_reads_text():
    assert Entry("oil", "2 l").quantity == Quantity("2000", "ml")


def test_balance_includes_sub_accounts():
    assert str(parse_journal(JOURNAL).balance("flour")) == "2.50 kg"


def test_journal_is_read_back():
    text = tally.format_journal(parse_journal(JOURNAL))
    assert tally.format_journal(parse_journal(text)) == text


def test_statement():
    assert parse_journal(JOURNAL).statement().splitlines()[2] == "flour:rye          1   2.00 kg"


def test_transfer_is_all_or_nothing():
    ledger = Ledger()
    ledger.post("oil", "1 l")
    with pytest.raises(tally.UnitError):
        ledger.transfer("flour", "oil", "1 kg")
    assert len(ledger) == 1


def test_main_reports_errors(capsys):
    assert tally.main(["nonsense"]) == 2
    assert capsys.readouterr().out.startswith("usage:")
