"""Contrast reports of small studies whose truth is known: with everything, and with one thing or another missing."""

from functools import cache

import numpy as np

from harness.contrast.works import Judgement, Said, Shown
from harness.reports.contrast import ContrastReport, report_of
from scoring.contrast.mirrored import Beside, Found, Mirrored, mirrored
from scoring.contrast.row import Evidence
from scoring.contrast.sheet import Looks, Sheet
from tests.validate.world import World, study

NAME = "command:<b>\x1b[31m\u202eevil"
"""Of an agent: markup, a colour of the terminal, and a turn of the writing direction."""


def shown(**changes: object) -> Shown:
    """A work that a judge has read."""
    said = Said(criterion="clear", points=2, rationale="It is.", quotes=("word for <i>word</i>",))
    work = Shown(
        domain="writing",
        task="writing/a",
        agent=NAME,
        attempt=2,
        trial="run/trials/a-2",
        quality=0.2,
        checked=None,
        judged=0.9,
        judgements=(Judgement(judge="j0", score=0.9, said=(said,)),),
    )
    return work.model_copy(update=changes)


def opposed() -> tuple[Mirrored, ...]:
    """Looks of two judges at a property of eight works, of which a check passes half."""
    found = [(Found("room", "word_count", passed), Found(NAME, "made_up", True)) for passed in (True, False)]
    judges = ("scripted:a", NAME)
    return tuple(
        mirrored(
            [
                Beside("t0", f"w{at}", judge, source, "brief", 3 - (at + place) % 3 % 2, found[at % 2])
                for at in range(8)
                for place, (judge, source) in enumerate(zip(judges, ("scripted", "live"), strict=True))
            ]
        )
    )


@cache
def evidence(tasks: int = 8) -> Evidence:
    """Both domains alike."""
    return study(World(tasks=tasks, attempts=8, means=(1.0, 3.0)), np.random.default_rng(3))


@cache
def full() -> ContrastReport:
    """Something of everything, and a judge with a hostile name."""
    there = evidence()
    judged = there.writing.judged._replace(raters=("j0", NAME))
    agents = np.where(there.writing.agents == "a0", NAME, there.writing.agents)
    writing = there.writing._replace(judged=judged, agents=agents)
    return report_of(there._replace(writing=writing), ["one", "two"], [shown()], mirrors=opposed())


def undrawn(**changes: object) -> ContrastReport:
    """The same with other parts and without what is drawn, which takes seconds."""
    curves = dict.fromkeys(("responses", "verdicts", "climbs", "signals", "variances", "leaders", "shares"), ())
    return full().model_copy(update=curves | changes)


@cache
def without_judges() -> ContrastReport:
    """Nobody was asked."""
    there = evidence()
    return report_of(Evidence(_unjudged(there.code), _unjudged(there.writing)), ["checks only"])


@cache
def without_code() -> ContrastReport:
    """Nothing in one domain, and few tasks in the other."""
    there = evidence(3)
    return report_of(there._replace(code=_nothing_of(there.code), gaming=()), ["writing only"])


@cache
def nothing() -> ContrastReport:
    """No artifact at all."""
    there = evidence(3)
    return report_of(Evidence(_nothing_of(there.code), _nothing_of(there.writing)), ["empty"])


def _nothing_of(sheet: Sheet) -> Sheet:
    return sheet.take(np.zeros(0, dtype=np.intp))


def _unjudged(sheet: Sheet) -> Sheet:
    none = np.zeros((len(sheet.tasks), 0, 1))
    return sheet._replace(judged=Looks((), none, (), none, none))
