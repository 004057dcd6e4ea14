"""Where the variance of a channel's scores comes from, and what that says of other numbers of tasks or judges.

`scores` is an array (tasks, agents, attempts, judges, repeats), nan where there is none; a verified channel has one
judge and one repeat. The model is mu + t + a + ta + i(ta) + j + tj + aj + taj + e: tasks, agents, attempts within both,
judges, and a residual of each look a judge takes. Components are in squared units of the score.

Sources: Cronbach, Gleser, Nanda and Rajaratnam, The Dependability of Behavioral Measurements (1972); Brennan,
Generalizability Theory (2001). For the bits and levels a reliability is worth see `reliability.bits` and `strata`."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field

from sandboxes.spec import Frozen
from scoring.stats.balance import Sizes, as_cube, balanced, seen
from scoring.stats.bootstrap import FEWEST, Floats, divide
from scoring.stats.intervals import LEVEL
from scoring.stats.measured import NO_VARIANCE, Measured, undefined
from scoring.stats.noncentral import noncentralities

Source = Literal["t", "a", "ta", "i", "j", "tj", "aj", "taj", "e"]
SOURCES: tuple[Source, ...] = ("t", "a", "ta", "i", "j", "tj", "aj", "taj", "e")
ERRORS: tuple[Source, ...] = ("ta", "i", "aj", "taj", "e")
SURE = 0.001
"""The p below which a G-study says that attempts and judges interact, which its model has no term for."""


class Components(Frozen):
    """Variance components of a channel, None where the design has no such term or cannot tell it from another.

    What it cannot tell apart lies in the term that more looks lower least, so that plans err on the safe side: with one
    attempt i lies in ta, and with one repeat besides e lies in taj (ta, with one judge). With one judge there are no j
    terms: that judge's own taste lies in t, a and ta. With one judge and one repeat, e is all that differs between
    attempts."""

    t: float | None = None
    a: float | None = None
    ta: float | None = None
    i: float | None = None
    j: float | None = None
    tj: float | None = None
    aj: float | None = None
    taj: float | None = None
    e: float | None = None
    mean_squares: dict[str, float] = Field(default_factory=dict)
    """By the same names; those without degrees of freedom are not there."""
    sizes: Sizes | None = None
    """Of the balanced design they come from; None where they are assumed and not estimated."""
    truncated: tuple[Source, ...] = ()
    """Components whose estimate was negative, and is given as 0."""
    dropped: str = ""
    """What of unbalanced scores was kept; empty where all was."""
    note: str = ""
    """What is confounded, what the model has no term for, or why there is nothing at all."""

    @property
    def given(self) -> dict[Source, float]:
        """The components that exist."""
        return {name: value for name in SOURCES if (value := getattr(self, name)) is not None}

    @property
    def artifacts(self) -> int:
        """Of the study, or 0 without one."""
        return self.sizes.tasks * self.sizes.agents * self.sizes.attempts if self.sizes else 0


def g_study(scores: ArrayLike) -> Components:
    """Components of `balanced` scores by equating mean squares to their expectations, all effects random.

    Negative estimates are 0 and named in `truncated`; where nothing varies all are 0. An interaction of attempts with
    judges counts as residual. Without two tasks and two agents there are no components, and the note says so.

    Source: Searle, Casella and McCulloch, Variance Components (1992), chapter 4."""
    numbers, dropped = balanced(scores)
    sizes = Sizes(**dict(zip(Sizes.model_fields, numbers.shape, strict=True)))
    if not numbers.size or sizes.tasks < 2 or sizes.agents < 2:
        note = f"needs two complete tasks and two agents, not {sizes.tasks} and {sizes.agents}"
        return Components(sizes=sizes, dropped=dropped, note=note)
    squares, apart = mean_squares(numbers)
    raw = solve(squares, sizes)
    # Mean squares that are equal, but for rounding, differ by nothing.
    tiny = 1e-12 * max(squares.values())
    truncated = tuple(name for name, value in raw.items() if value < -tiny)
    return Components(
        **{str(name): value if value > tiny else 0.0 for name, value in raw.items()},
        mean_squares=squares,
        sizes=sizes,
        truncated=truncated,
        dropped=dropped,
        note=_confounded(sizes) or apart,
    )


def mean_squares(numbers: Floats) -> tuple[dict[str, float], str]:
    """Mean squares of complete scores by source, and a note where attempts and judges surely interact.

    With one judge and one repeat what differs between attempts is called e."""
    numbers = numbers - numbers.flat[0]  # so that equal ones are 0, which their mean need not equal
    numbers = numbers - numbers.mean()
    tasks, agents, attempts, judges, repeats = numbers.shape

    def mean(*kept: int) -> Floats:
        return np.asarray(numbers.mean(axis=tuple({0, 1, 2, 3, 4} - {*kept}), keepdims=True))

    t, a, j, ta, tj, aj, taj, tai = (
        mean(*on) for on in [(0,), (1,), (3,), (0, 1), (0, 3), (1, 3), (0, 1, 3), (0, 1, 2)]
    )
    effects = {
        "t": (t, tasks - 1),
        "a": (a, agents - 1),
        "ta": (ta - t - a, (tasks - 1) * (agents - 1)),
        "i": (tai - ta, tasks * agents * (attempts - 1)),
        "j": (j, judges - 1),
        "tj": (tj - t - j, (tasks - 1) * (judges - 1)),
        "aj": (aj - a - j, (agents - 1) * (judges - 1)),
        "taj": (taj - ta - tj - aj + t + a + j, (tasks - 1) * (agents - 1) * (judges - 1)),
        "e": (numbers - tai - taj + ta, tasks * agents * (attempts * judges * repeats - attempts - judges + 1)),
    }
    tiny = 1e-12 * float((numbers**2).sum())

    def square(effect: Floats, degrees: int) -> float:
        found = float((effect**2).sum()) * (numbers.size // effect.size)
        return found / degrees if found > tiny else 0.0

    squares = {name: square(*effect) for name, effect in effects.items() if effect[1]}
    if judges == repeats == 1 and attempts > 1:
        squares["e"] = squares.pop("i")
    return squares, _interaction(numbers, mean(0, 1, 2, 3) - tai - taj + ta, squares.get("e", 0.0))


def _interaction(numbers: Floats, effect: Floats, residual: float) -> str:
    from scipy.special import fdtrc

    tasks, agents, attempts, judges, repeats = numbers.shape
    free = tasks * agents * (attempts - 1) * (judges - 1)
    rest = tasks * agents * attempts * judges * (repeats - 1)
    if not free or not rest or not residual:
        return ""
    between = float((effect**2).sum()) * repeats
    within = max(residual * (free + rest) - between, 1e-12 * between)
    sure = fdtrc(free, rest, between / free / (within / rest)) < SURE
    return "attempts and judges interact: e takes that for noise, and plans of other repeats are rough" if sure else ""


def solve(squares: dict[str, float], sizes: Sizes) -> dict[Source, float]:
    """Components from mean squares, negative ones as they are."""
    tasks, agents, k, judges, r = sizes.tasks, sizes.agents, sizes.attempts, sizes.judges, sizes.repeats
    # A source that is not there adds nothing to the noise that its mean square would hold.
    e = squares.get("e", 0.0)
    t, a, ta, i, j, tj, aj, taj = (squares.get(name, e) for name in SOURCES[:-1])
    raw: dict[Source, float] = {
        "t": (t - ta - tj + taj) / (agents * k * judges * r),
        "a": (a - ta - aj + taj) / (tasks * k * judges * r),
        "ta": (ta - i - taj + e) / (k * judges * r),
        "i": (i - e) / (judges * r),
        "j": (j - tj - aj + taj) / (tasks * agents * k * r),
        "tj": (tj - taj) / (agents * k * r),
        "aj": (aj - taj) / (tasks * k * r),
        "taj": (taj - e) / (k * r),
        "e": e,
    }
    return {name: value for name, value in raw.items() if name in squares}


def _confounded(sizes: Sizes) -> str:
    one_look = sizes.judges == sizes.repeats == 1
    if sizes.attempts > 1:
        return "one look at each attempt: i and e are one component, e" if one_look else ""
    if sizes.repeats > 1:
        return "one attempt: i lies in ta"
    return "one score of each: i and e lie in ta" if one_look else "one attempt and one repeat: i lies in ta, e in taj"


def unknown(components: Components, attempts: int = 1, judges: int = 1, repeats: int = 1) -> str:
    """Why nothing can be planned with these sizes, or an empty text where it can. A study with one judge knows nothing
    of what a second would add, nor one with one attempt or repeat of further ones. Raises ValueError below 1."""
    if min(attempts, judges, repeats) < 1:
        raise ValueError(f"needs at least one of each, not {attempts}, {judges} and {repeats}")
    if components.ta is None:
        return f"undefined ({components.note or 'no task-by-agent component'})"
    study, wanted = components.sizes, {"attempts": attempts, "judges": judges, "repeats": repeats}
    one = [name[:-1] for name, count in wanted.items() if study and count > 1 and getattr(study, name) == 1]
    return f"undefined (the study has one {one[0]})" if one else ""


def relative_error(
    components: Components, tasks: int, attempts: int = 1, judges: int = 1, repeats: int = 1
) -> float | None:
    """Variance of an agent's mean around its own, compared with other agents scored on the same tasks by the same
    judges, both drawn at random; None where that is `unknown`.

    s2_ta / n_t + s2_i / (n_t k) + s2_aj / n_j + s2_taj / (n_t n_j) + s2_e / (n_t k n_j R)."""
    if tasks < 1:
        raise ValueError(f"needs at least one task, not {tasks}")
    parts = error_parts(components, attempts, judges, repeats)
    return None if parts is None else parts[0] / tasks + parts[1]


def error_parts(components: Components, attempts: int, judges: int, repeats: int) -> tuple[float, float] | None:
    """Of the relative error: what one task adds and more tasks average out, and what the judges add for good."""
    if unknown(components, attempts, judges, repeats):
        return None
    ta, i, aj, taj, e = (components.given.get(name, 0.0) for name in ERRORS)
    return ta + taj / judges + (i + e / (judges * repeats)) / attempts, aj / judges


def absolute_error(
    components: Components, tasks: int, attempts: int = 1, judges: int = 1, repeats: int = 1
) -> float | None:
    """`relative_error` for agents scored on tasks, and by judges, of their own: adds how hard the tasks and how strict
    the judges happen to be, s2_t / n_t + s2_j / n_j + s2_tj / (n_t n_j)."""
    relative = relative_error(components, tasks, attempts, judges, repeats)
    t, j, tj = (components.given.get(name, 0.0) for name in ("t", "j", "tj"))
    return None if relative is None else relative + (t + tj / judges) / tasks + j / judges


def reliability(components: Components, tasks: int, attempts: int = 1, judges: int = 1, repeats: int = 1) -> Measured:
    """E rho^2 = s2_a / (s2_a + relative error) of a leaderboard of these sizes: a plan, without an interval.

    Undefined, and not 1, where nothing varies."""
    error = relative_error(components, tasks, attempts, judges, repeats)
    return _coefficient(components, error, unknown(components, attempts, judges, repeats))


def dependability(components: Components, tasks: int, attempts: int = 1, judges: int = 1, repeats: int = 1) -> Measured:
    """Phi = s2_a / (s2_a + absolute error), the same for scores that are read as they are and not as ranks."""
    error = absolute_error(components, tasks, attempts, judges, repeats)
    return _coefficient(components, error, unknown(components, attempts, judges, repeats))


def _coefficient(components: Components, error: float | None, why: str) -> Measured:
    n, clusters = components.artifacts, components.sizes.tasks if components.sizes else 0
    if error is None or components.a is None:
        return undefined(why or "undefined (no agent component)", n, clusters)
    if components.a + error <= 0:
        return undefined(NO_VARIANCE, n, clusters)
    cut = f"; truncated at 0: {', '.join(components.truncated)}" if components.truncated else ""
    value, note = components.a / (components.a + error), f"no interval (planned from components){cut}"
    return Measured(value=value, n=n, clusters=clusters, note=note)


def with_random_judges(components: Components) -> Measured:
    """E rho^2 of the study's own sizes with its judges taken as drawn from many, where `generalizability` takes them as
    the panel it is about. The same for one judge, but for truncation."""
    if components.sizes is None:
        return undefined("undefined (components of no study)")
    sizes = components.sizes.model_dump(exclude={"agents"})
    return reliability(components, **sizes) if min(sizes.values()) else undefined(unknown(components))


def generalizability(scores: ArrayLike, level: float = LEVEL) -> Measured:
    """E rho^2 of the leaderboard as observed: the share of the variance between the agents' mean scores that other
    tasks of the same kind would show again, s2_a / (s2_a + s2_c / n_t).

    Estimand: these agents, fixed, with s2_a = sum(alpha^2) / (A - 1); tasks at random; this panel of judges, fixed, so
    that what it favours counts as what the agents are worth (`with_random_judges` does not). s2_c is the variance of
    the means of a task and an agent around both, all noise within them included. Tasks where an agent has no score, or
    a judge none of an agent, are left out; otherwise numbers of attempts and repeats may differ.

    The value is 1 - MS_ta / MS_a (Hoyt, Psychometrika 6 (1941) 153), or 0 where that is negative. The interval inverts
    the noncentral F distribution of MS_a / MS_ta: exact for normal interactions of one variance, and too narrow where
    some agents always score the same and others vary much (.87 of 2,000 data sets, for SD from 0 to 2). A ratio below 1
    has the upper end of 1, for an interval without width would claim certainty: up to .975 where agents hardly differ.
    It does not speak of agents drawn at random, whose spread is that of a few."""
    numbers = seen(as_cube(scores))
    cells = _cells(numbers)
    whole = np.isfinite(cells).all(axis=1)
    kept = cells[whole]
    n, (tasks, agents) = int(np.isfinite(numbers[whole]).any(axis=(3, 4)).sum()), kept.shape
    if tasks < 2 or agents < 2:
        return undefined(f"undefined (needs two complete tasks and two agents, not {tasks} and {agents})", n, tasks)
    squares, _ = mean_squares(kept[:, :, None, None, None])
    found = _from_ratio(squares["a"], squares["ta"], agents - 1, (tasks - 1) * (agents - 1), level)
    few = ""
    if tasks < FEWEST and found.low is not None:
        found, few = Measured(value=found.value, note=found.note), f"cannot decide ({tasks} of {FEWEST} tasks)"
    left_out = f"{len(cells) - tasks} of {len(cells)} tasks left out (incomplete)" if tasks < len(cells) else ""
    note = "; ".join(filter(None, (few, found.note, left_out)))
    return found.model_copy(update={"n": n, "clusters": tasks, "note": note})


def _cells(numbers: Floats) -> Floats:
    """The mean of each task and agent (tasks, agents) over repeats, then attempts, then judges; nan where a judge has
    given none: a mean over other judges would be no comparison."""
    for axis in (4, 2):
        numbers = divide(np.nansum(numbers, axis=axis), np.isfinite(numbers).sum(axis=axis))
    return divide(numbers.sum(axis=2), numbers.shape[2])


def _from_ratio(between: float, noise: float, above: int, below: int, level: float) -> Measured:
    if noise <= 0:
        return Measured(value=1.0, note="no interval (no noise)") if between > 0 else undefined(NO_VARIANCE)
    ratio = between / noise
    low, _ = noncentralities(ratio, above, below, level)
    _, high = noncentralities(max(ratio, 1.0), above, below, level)
    note = "agents differ by less than noise: truncated at 0" if ratio < 1 - 1e-9 else ""
    value = max(0.0, 1 - noise / between) if between > 0 else 0.0
    return Measured(value=value, low=low / (low + above), high=high / (high + above), method="F", note=note)
