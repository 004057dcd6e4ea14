"""What a response costs: known answers, long requests, models that nobody knows, tables of one's own."""

from pathlib import Path

import pytest

from harness.gateway.budget import Budget, Spent, exhausted
from harness.gateway.prices import TABLE, known_prices, read_models, with_own
from harness.gateway.usage import Usage
from sandboxes.errors import UserError

OWN = """
[[model]]
id = "mine"
provider = "own"
released = 2026-01-02
as_of = 2026-02-03
[[model.price]]
input = 1.0
output = 2.0
cache_read = 0.5
"""


def test_a_response_costs_what_its_vendor_says() -> None:
    # 700 x 3 + 200 x 0.30 + (100 - 40) x 3.75 + 40 x 6 + 50 x 15, by hand, in millionths
    usage = Usage(input=700, cache_read=200, cache_write=100, cache_write_long=40, output=50, reasoning=20)
    assert known_prices().usd("claude-sonnet-4-5", usage) == pytest.approx(3375e-6)


def test_a_long_request_is_priced_as_a_whole() -> None:
    prices = known_prices()
    limit = Usage(input=100_000, cache_read=172_000, output=10)
    over = Usage(input=100_001, cache_read=172_000, output=10)
    assert prices.usd("gpt-6-sol", limit) == pytest.approx((100_000 * 2 + 172_000 * 0.2 + 10 * 10) / 1e6)
    assert prices.usd("gpt-6-sol", over) == pytest.approx((100_001 * 4 + 172_000 * 0.4 + 10 * 15) / 1e6)


@pytest.mark.parametrize("name", ["gpt-5", "gpt-5-2025-08-07", "claude-haiku-4-5-20251001", "claude-haiku-4-5-latest"])
def test_a_date_behind_a_name_is_the_same_model(name: str) -> None:
    found = known_prices().find(name)
    assert found is not None
    assert name.startswith(found.id)


@pytest.mark.parametrize("name", ["", "gpt", "gpt-5-mini", "claude-haiku-4-5-2025", "openai/gpt-5"])
def test_what_nobody_knows_has_no_price(name: str) -> None:
    assert known_prices().find(name) is None
    assert known_prices().usd(name, Usage(input=1)) is None


def test_every_model_has_a_source_and_came_out_before_its_price_was_read() -> None:
    models = read_models(TABLE)
    assert len({model.id for model in models}) == len(models)
    for model in models:
        assert model.source.startswith("https://")
        assert model.released <= model.as_of
        assert all(price.cache_read < price.input < price.output for price in model.price)


def test_prices_of_ones_own_come_first(tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(OWN + OWN.replace('"mine"', '"gpt-5"'))
    prices = with_own(file)
    assert prices.usd("mine", Usage(input=1_000_000, cache_write=1_000_000)) == pytest.approx(2.0)
    assert prices.usd("gpt-5", Usage(output=1_000_000)) == pytest.approx(2.0)
    assert prices.find("gpt-6-sol") is not None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[model]", "is no price table"),
        ('[[model]]\nid = "x"', r"is no price table: model\.0\.provider: Field required"),
        (OWN.replace("1.0", "-1.0"), r"model\.0\.price\.0\.input"),
        (OWN + "above = 5", "mine: has no price for short requests"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_where_it_is_wrong(text: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "prices.toml"
    file.write_text(text)
    with pytest.raises(UserError, match=what):
        read_models(file)
    with pytest.raises(UserError, match="cannot be read"):
        read_models(tmp_path / "none.toml")


def test_a_budget_in_dollars_ends_where_a_model_has_no_price() -> None:
    spent = Spent(requests=1).with_response("unheard-of", Usage(input=5), None)
    assert "unheard-of has no price" in exhausted(Budget(usd=1), spent, 0)
    assert exhausted(Budget(tokens=10), spent, 0) == ""
