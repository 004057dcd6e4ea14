"""What an audit of judges found, printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from harness.reports import wording
from harness.reports.calibration import estimate
from scoring.judge.audit import Retest, Sway
from scoring.stats.bias import ONE_SD, Effect

if TYPE_CHECKING:
    from rich.console import Console

    from harness.audit import Audit

UNITS = {"position": 1.0, "length": ONE_SD, "self": 1.0, "gold": 1.0}
"""At which an effect is read as points of the win rate."""
MEANS = {
    "position": "shown first (against second: twice as much)",
    "length": "longer by one unit",
    "self": "of the judge's own family",
    "gold": "better by the whole scale",
}

MOST_ODDS = 1000
"""Odds beyond which nobody reads the figure."""


def print_audit(found: "Audit", console: "Console") -> None:
    """Three tables, and how to read them."""
    from rich.table import Table

    again = Table("judge", "works", "readings", "none", "flips", "noise", "latent", "SEM", "smallest", "ICC", box=None)
    for one in found.retest:
        again.add_row(*_retest_row(one))
    console.print("Each judge against itself\n", highlight=False)
    console.print(again)
    if found.agreement:
        both = found.agreement
        console.print(
            f"\nJudges against each other, {both.artifacts} works: alpha {estimate(both.alpha)}", highlight=False
        )
        if both.effective:
            number = len(both.judges)
            console.print(f"They equal {estimate(both.effective)} of {number} independent judges", highlight=False)
        for pair, kappa in both.kappa.items():
            console.print(f"  {pair}: kappa {estimate(kappa)}", highlight=False, markup=False)
    if found.sway:
        table = Table("judge", "effect", "log-odds", "odds ratio", "points of the win rate", "of", box=None)
        for swayed in found.sway:
            for row in sway_rows(swayed):
                table.add_row(*row)
        console.print("\nWhat sways a judge that compares two works, in both orders\n", highlight=False)
        console.print(table)
    for line in _notes(found):
        console.print(line, highlight=False, markup=False)


def _retest_row(one: Retest) -> list[str]:
    return [
        one.judge,
        str(one.artifacts),
        str(one.repeats),
        str(one.abstained),
        estimate(one.flips),
        estimate(one.noise),
        estimate(one.latent),
        estimate(one.sem, digits=3),
        estimate(one.difference),
        estimate(one.icc),
    ]


def sway_rows(one: Sway) -> Iterator[list[str]]:
    """A judge's effects: judge, effect, log-odds, odds ratio, points of the win rate, and what that is of."""
    for name, effect in one.fit.effects.items():
        yield [one.judge, name, estimate(effect), _ratio(effect), _points(effect, name), MEANS[name]]
    yield [one.judge, "flips", estimate(one.flips), "", "", f"to the first place: {estimate(one.to_first)}"]


def _ratio(effect: Effect) -> str:
    ends = effect.odds_ratio()
    if ends.value is None:
        return wording.MISSING
    return _odds(ends.value) + (f" [{_odds(ends.low)}, {_odds(ends.high)}]" if ends.low and ends.high else "")


def _odds(ratio: float) -> str:
    """A ratio as far as anybody reads it."""
    return (
        f"{ratio:.2f}" if MOST_ODDS >= ratio >= 1 / MOST_ODDS else f">{MOST_ODDS}" if ratio > 1 else f"<1/{MOST_ODDS}"
    )


def _points(effect: Effect, name: str) -> str:
    ends = effect.win_points(UNITS[name])
    if ends.value is None:
        return wording.MISSING
    if ends.low is None or ends.high is None:
        return f"{ends.value:+.1f}"
    return f"{ends.value:+.1f} [{ends.low:+.1f}, {ends.high:+.1f}]"


def _notes(found: "Audit") -> Iterator[str]:
    yield ""
    yield "flips: how often two readings give a criterion other points. noise: standard deviation of the points of one"
    yield "criterion (0 to 3) over readings; latent: before rounding to whole points. SEM: of a task's score (0 to 1);"
    yield "smallest: the smallest difference of two scores that is no noise. none: readings without a score."
    yield "A ? stands for an interval that cannot be given: too few tasks."
    for one in found.sway:
        unit = f"{one.fit.length_sd:.0f} characters" if one.fit.length_sd else wording.MISSING
        told = f"{one.fit.n} choices in {one.fit.clusters} tasks, {one.fit.abstained} abstained, {one.fit.ties} ties"
        yield f"{one.judge}: {told}; unit of length {unit}."
    yield from (f"Few: {note}." for note in found.notes)
    if found.scripted:
        yield wording.scripted(found.scripted)
