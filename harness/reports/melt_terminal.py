"""The melt report in the terminal."""

from typing import TYPE_CHECKING

from harness.reports import melt_words as words
from harness.reports import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from harness.reports.melt import AgentMelt, MeltReport, Reading, Trend


def print_melt(found: "MeltReport", console: "Console") -> None:
    """Agent by agent the figures under each treatment of cheats and what they say; human times; the trend."""

    def say(text: str) -> None:
        console.print(text, markup=False, highlight=False)

    for one in found.agents:
        _print_agent(one, console)
        for sentence in (words.of_horizon(one), words.of_ratios(one), words.of_supposed(one)):
            say(sentence)
    say(words.of_sources(found.tasks))
    if len(found.trend.models) > 1:
        _print_trend(found.trend, console)
    say(words.of_trend(found.trend))
    for note in (*found.notes, words.SOLVED):
        say(note)
    if found.scripted:
        say(wording.scripted(found.scripted))
    say("Intervals at 95 %, over packages and tasks, with the bands of human times in them.")


def _print_agent(one: "AgentMelt", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    title = f"{wording.plain(one.agent)}: {wording.count(one.attempts, 'attempt')} ({one.source})"
    shown = one.readings if one.flagged else one.readings[:1]
    table = Table(
        "",
        *(words.TREATED[reading.cheats] if one.flagged else "value [95 % interval]" for reading in shown),
        title=Text(title),
        title_justify="left",
    )
    for name, cells in lines(shown):
        table.add_row(name, *map(Text, cells))
    console.print(table, highlight=False)
    said = f"{one.flagged} of {one.attempts} attempts are flagged as cheating." if one.flagged else words.EQUAL
    console.print(said, markup=False, highlight=False)


def lines(shown: "Sequence[Reading]") -> list[tuple[str, list[str]]]:
    """The table of an agent: a name and its figure under each treatment."""
    rows = [
        (f"horizon at {percent}", [words.horizon_told(reading.point(chance)) for reading in shown])
        for chance, percent in words.PERCENT.items()
    ]
    rows.append(("what it rests on", [words.rests_on(reading) for reading in shown]))
    rows.append(("share solved", [words.solved(melt) if (melt := reading.melt()) else "" for reading in shown]))
    for at, against in enumerate(words.AGAINST):
        told = [dict(words.numbers(reading.ratios[at])) for reading in shown]
        for name in dict.fromkeys(name for numbers in told for name in numbers):
            label = words.AGAINST[against] + (f", {name}" if name else "")
            rows.append((label, [numbers.get(name, wording.MISSING) for numbers in told]))
    return rows


def _print_trend(found: "Trend", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("model", "released", "agent", "horizon at 50 %", title="Horizons by release date")
    for one in found.models:
        cells = (one.model, one.released.isoformat(), one.agent, words.told(one.minutes, words.length))
        table.add_row(*(Text(wording.plain(cell)) for cell in cells))
    console.print(table, highlight=False)
