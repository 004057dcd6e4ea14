"""Progress in words and figures: the cells of its tables, and a sentence for each figure, the same on every page."""

from collections.abc import Callable, Iterator

from harness.reports import wording
from harness.reports.contrast_words import amount
from harness.reports.progress import OnTask, OverTasks
from harness.reports.progress_figures import Figures, Reached
from scoring.stats.measured import Measured

Written = Callable[[float], str]
COLUMNS = (
    "agent",
    "at the end",
    "mean over the time",
    "50 % after",
    "80 % after",
    "100 % after",
    "falls of steps",
    "lost per attempt",
    "below its best",
    "last quarter",
)
WORDS = {0.5: "half of the reward", 0.8: "80 % of it", 1.0: "all of it"}
"""Of each level."""


def share(value: float) -> str:
    """As per cent."""
    return amount(value, "share")


def usd(value: float) -> str:
    """As dollars."""
    return amount(value, "usd")


def bounds(found: Measured, written: Written) -> str:
    """`[low, high]`, or empty where there is neither."""
    if found.low is None and found.high is None:
        return ""
    return f"[{', '.join('...' if end is None else written(end) for end in (found.low, found.high))}]"


def told(found: Measured, written: Written) -> str:
    """A figure in a sentence: its value and interval; why there is none stands in the table."""
    if found.value is None:
        return found.note
    return f"{written(found.value)} {bounds(found, written) or '(no interval)'}"


def row(name: str, rests: str, figures: Figures) -> list[list[str]]:
    """The cells of `COLUMNS`, each a figure and what stands below it; `rests` is what they are found from."""
    return [
        [wording.plain(name), rests],
        _cell(figures.end, wording.score),
        _cell(figures.area, wording.score),
        *map(_time, figures.reached),
        _falls(figures),
        _cell(figures.lost, wording.score),
        _cell(figures.below_best, wording.score),
        _cell(figures.last_quarter, wording.signed),
    ]


def rests_on(found: OnTask | OverTasks) -> str:
    """What figures are found from, in a few words."""
    if isinstance(found, OnTask):
        return f"n = {len(found.lines)}"
    return f"n = {found.attempts}, {wording.count(found.clusters, 'independent task')}"


def _cell(found: Measured, written: Written) -> list[str]:
    if found.value is None:
        return [wording.MISSING, found.note]
    return [written(found.value), bounds(found, written) or found.note.replace("cannot decide", "no interval")]


def _time(one: Reached) -> list[str]:
    hits = f"{round((one.share.value or 0) * one.share.n)} of {one.share.n} {bounds(one.share, share)}"
    cost = [told(one.usd, usd)] if one.usd.value is not None else []
    return [*_cell(one.seconds, wording.duration), hits.rstrip(), *cost]


def _falls(figures: Figures) -> list[str]:
    found = figures.falls
    if found.value is None:
        return _cell(found, share)
    return [
        f"{figures.fell} of {figures.steps}",
        bounds(found, share) or f"{share(found.value)}, {found.note.replace('cannot decide', 'no interval')}",
    ]


def of_task(found: OnTask) -> list[str]:
    """What was found of one agent on one task."""
    took = sorted(line.at[-1] for line in found.lines)
    figures = found.figures
    ends = (
        wording.duration(took[0]) if len(took) == 1 else f"{wording.duration(took[0])} to {wording.duration(took[-1])}"
    )
    attempts = wording.count(len(took), "attempt")
    curve = (
        f"The work begins at {wording.score(figures.begin.value)} and ends, after {ends}, at "
        f"{told(figures.end, wording.score)} ({attempts}, {found.source}); looks are "
        f"{wording.duration(found.apart_s)} apart, at most {wording.duration(found.most_apart_s)}."
    )
    return [curve, *_rest(figures)]


def of_all(found: OverTasks) -> list[str]:
    """What was found of one agent over its tasks."""
    figures = found.figures
    alike = f" ({found.clusters} of them independent)" if found.clusters < found.tasks else ""
    extent = f"{wording.count(found.tasks, 'task')}{alike} and {wording.count(found.attempts, 'attempt')}"
    ends = told(figures.end, wording.score)
    begins = f"Over {extent} the work begins at {told(figures.begin, wording.score)} and ends at {ends}."
    below = [f"That rests on too little: {found.below}."] if found.below else []
    return [begins, *_rest(figures), *below]


def _rest(figures: Figures) -> Iterator[str]:
    yield f"First seen: {'; '.join(map(_reached, figures.reached))}."
    yield f"Over the whole time the work was worth {told(figures.area, wording.score)} on average."
    yield _coherence(figures)
    yield f"The last quarter of the time brought {told(figures.last_quarter, wording.signed)}."


def _reached(one: Reached) -> str:
    """How long it took until a level."""
    hits = f"{round((one.share.value or 0) * one.share.n)} of {one.share.n} got there"
    odds = bounds(one.share, share)
    cost = f", for {told(one.usd, usd)}" if one.usd.value is not None else ""
    when = told(one.seconds, wording.duration)
    after = f"after {when}" if one.seconds.value is not None else when
    return f"{WORDS[one.level]} {after}{cost}, {hits} {odds}".rstrip()


def _coherence(figures: Figures) -> str:
    found, steps = figures.falls, wording.count(figures.steps, "step")
    if found.value is None:
        return "The work never changed between two looks."
    if not figures.fell:
        most = f" (at most {share(found.high)})" if found.high is not None else ""
        first = f"Of {steps} at which the work changed none lost anything{most}"
    else:
        first = (
            f"Of {steps} at which the work changed {figures.fell} lost some of its reward ({told(found, share)}), "
            f"{told(figures.lost, wording.score)} per attempt"
        )
    return f"{first}; attempts ended {told(figures.below_best, wording.score)} below the best that was seen of them."
