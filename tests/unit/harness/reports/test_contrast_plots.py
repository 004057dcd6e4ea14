"""The drawings of the contrast page: they hold Vega-Lite's schema, which the page itself no longer asks for."""

import altair as alt
import pytest
from altair.utils.schemapi import SchemaValidationError

from harness.reports.html import contrast_plots as curves
from harness.reports.html import contrast_plots_agents as rankings
from harness.reports.html.drawing import draw, inline, unchecked
from tests.unit.harness.reports import contrast_sample as sample


def test_what_the_page_draws_unchecked_holds_the_schema() -> None:
    found = sample.full()
    drawn = [
        curves.responses(found.responses),
        curves.climbs(found.climbs),
        curves.signals(found.signals),
        curves.reliability(found.verdicts),
        rankings.variances(found.variances),
        rankings.plans(found.variances),
        rankings.leaders(found.leaders),
        rankings.shares(found.shares),
    ]
    assert all(plot and plot.svg.startswith("<svg") for plot in drawn)
    with unchecked():
        same = curves.signals(found.signals)
    assert same == drawn[2]


def test_only_inside_is_nothing_checked() -> None:
    def wrong() -> str:
        return draw(alt.Chart(inline([{"a": 1}])).mark_point(nonsense=1).encode(x="a:Q"))

    with unchecked():
        assert wrong().startswith("<svg")
    with pytest.raises(SchemaValidationError):
        wrong()


def test_tasks_have_a_panel_for_each_statistic() -> None:
    plot = rankings.shares(sample.full().shares)
    assert plot
    there = [name for name in rankings.STATISTICS if name in plot.svg]
    assert [*rankings.STATISTICS] == [*there[:4], "bits about quality", *there[4:]], "works are too few for bits"
    bare = [one.model_copy(update={"others": ()}) for one in sample.full().shares]
    plot = rankings.shares(bare)
    assert plot and "verdict flips" not in plot.svg
    assert rankings.shares([]) is None
