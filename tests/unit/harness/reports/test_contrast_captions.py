"""The sentences under the figures of the contrast: they say what the numbers say, and no more than intervals allow."""

from harness.reports import contrast_captions as captions
from scoring.contrast.exploits import Exploit
from scoring.contrast.learning import Climb, Signal
from scoring.contrast.pictures import Dose, Leaders, Place, Response, Verdicts
from scoring.contrast.planning import Variances, WhatIf
from scoring.contrast.verifiability import Share
from scoring.stats.crossing import Threshold
from scoring.stats.intervals import Estimate
from scoring.stats.measured import Measured, undefined
from scoring.stats.selection import Choice
from scoring.stats.variance import Components

NONE = undefined("cannot decide (2 of 6 clusters)")


def few(value: float) -> Measured:
    """Of too few tasks for an interval."""
    return Measured(value=value, n=9, clusters=2, note="cannot decide (2 of 6 clusters)")


def sure(value: float, low: float, high: float) -> Measured:
    """With an interval."""
    return Measured(value=value, low=low, high=high, n=20, clusters=8, method="t")


def test_the_verified_rewards_own_error() -> None:
    assert captions.of_own_error(sure(0, 0, 0.25)) == (
        "Of works with full marks of the hidden tests (n = 20) none was found wrong, which leaves at most 25 %."
    )
    assert "20 % [10, 30] are wrong" in captions.of_own_error(sure(0.2, 0.1, 0.3))
    assert "20 % are wrong, by a planted defect or by the second suite (no interval: 2 of 6 tasks)" in (
        captions.of_own_error(few(0.2))
    )
    assert captions.of_own_error(NONE).endswith("cannot be said (2 of 6 tasks).")
    assert captions.of_own_error(undefined("undefined (nothing passed)")).endswith("cannot be said (nothing passed).")


def test_noise_that_was_not_seen_is_no_number() -> None:
    found = [("a", sure(2.5, 2, 3)), ("b", Measured(value=0, note="no interval (no repeat differs)")), ("c", NONE)]
    assert captions.of_noticeable(found) == (
        "Two single works that are closer than this cannot be told apart: a 2.50 defects [2.00, 3.00]. "
        "No look differed from another: b. Not known: c: 2 of 6 tasks."
    )
    assert captions.of_noticeable([]) == ""


def test_a_channel_that_does_not_see_defects() -> None:
    dose = Dose(defects=0, score=few(1))
    blind = Response(domain="writing", channel="checked", doses=(dose,), step=None, slope=few(0.001))
    sees = Response(domain="code", channel="judged", doses=(dose,), step=0.15, slope=sure(0.15, 0.1, 0.2))
    assert captions.of_responses([sees, blind]) == (
        "Judges of diffs take off 0.15 [0.10, 0.20] for a defect; constraint checks do not see the ladder "
        "(no interval: 2 of 6 tasks)."
    )
    empty = blind.model_copy(update={"doses": ()})
    assert captions.of_responses([sees, empty]).endswith(
        "; no work of known quality was looked at by constraint checks."
    )
    assert captions.of_responses([empty]) == "No work of known quality was scored."


def test_what_a_choice_gains() -> None:
    first = Choice(n=1, gold=few(0.5), proxy=few(0.6), random=few(0.5), oracle=few(0.5))
    last = Choice(n=4, gold=few(0.6), proxy=few(0.9), random=few(0.5), oracle=few(0.8))
    climb = Climb(domain="code", channel="judged", choices=(first, last), expected=(), correlation=None)
    assert captions.of_climb(climb) == (
        "Choosing the best of 4 by judges of diffs reaches a quality of 0.60 (no interval: 2 of 6 tasks), where one "
        "attempt has 0.50 and the best of 4 by quality itself 0.80; the reward of what is chosen goes from 0.60 to "
        "0.90."
    )
    blind = climb.model_copy(update={"choices": (first, last.model_copy(update={"gold": NONE}))})
    assert captions.of_climb(blind) == "What choosing by judges of diffs does cannot be said."


def test_signals_with_and_without_interval() -> None:
    one = Signal(domain="code", channel="checked", live=few(0.5), right=few(0.8), useful=few(0.4), advantage=NONE)
    two = Signal(
        domain="writing", channel="judged", live=few(1), right=sure(0.8, 0.6, 0.9), useful=few(0.8), advantage=NONE
    )
    assert captions.of_signals([one, two]) == (
        "Hidden tests have a signal in 50 % of groups and order 80 % of pairs rightly (no interval: 2 of 6 tasks); "
        "judges of texts have a signal in 100 % of groups and order 80 % [60, 90] of pairs rightly."
    )
    assert captions.of_signals([one.model_copy(update={"right": NONE})]).startswith("There are too few attempts")


def test_what_a_verdict_is_worth() -> None:
    parts = {"threshold": 0.9, "tpr": NONE, "false_omission": NONE}
    known = Threshold(ppv=sure(0.7, 0.5, 0.8), fpr=NONE, **parts)
    found = Verdicts(domain="writing", channel="judged", bins=(), threshold=known)
    assert (
        captions.of_verdicts(found) == "Of works that judges of texts find nothing wrong with, 70 % [50, 80] are right."
    )
    nobody = found.model_copy(update={"threshold": known.model_copy(update={"ppv": NONE})})
    assert captions.of_verdicts(nobody) == "No verdict of judges of texts can be held against the truth."


def test_the_trick_that_works_most_often() -> None:
    def tried(attack: str, k: int) -> Exploit:
        worked = Estimate(value=k / 10, n=10, k=k)
        return Exploit(
            domain="code", channel="judged", rater="j", source="live", attack=attack, worked=worked, defects=None
        )

    told = captions.of_exploits([tried("bold", 2), tried("flattery", 7)])
    assert told.startswith("flattery works most often: on 70 % of 10 works before judges of diffs (j)")
    assert captions.of_exploits([tried("bold", 0)]) == "None of 1 tricks worked on anybody."
    bare = tried("bold", 0).model_copy(update={"bare": Estimate(value=0.6, n=10, k=6)})
    told = captions.of_exploits([bare, tried("flattery", 0)])
    assert told.endswith("Without any defence 6 of 10 tries on judges work, with all of them 0; without an interval.")
    assert captions.of_exploits([]) == "No trick was tried."


def test_what_more_tasks_would_do() -> None:
    sizes = {(20, 1, 1): 0.5, (80, 1, 1): 0.8, (20, 1, 5): 0.6}
    plans = [WhatIf(tasks=t, attempts=k, judges=j, reliability=value) for (t, k, j), value in sizes.items()]
    found = Variances(domain="code", channel="judged", components=Components(a=1, e=3), plans=tuple(plans))
    assert captions.of_plans([found]) == (
        "20 tasks by judges of diffs rank agents with a reliability of 0.50, 80 tasks 0.80, five judges 0.60."
    )
    assert "by judges of diffs 25 %; without an interval" in captions.of_variances([found])
    still = found.model_copy(update={"components": Components(a=0, e=0), "plans": ()})
    assert captions.of_variances([still]).startswith("There are too few")
    assert captions.of_plans([still]).startswith("There are too few")


def test_two_rankings() -> None:
    places = tuple(Place(agent=name, checked=few(1), judged=few(1), quality=few(1)) for name in "ab")
    found = Leaders(domain="code", places=places, tau=sure(0.5, -0.2, 1), wrong_checked=few(0.1), wrong_judged=NONE)
    assert captions.of_leaders(found) == (
        "The two orders agree by a tau of 0.50 [-0.20, 1.00]; checks put the worse of two agents first in 10 % of "
        "pairs (no interval: 2 of 6 tasks). With few agents that is rough."
    )
    unknown = found.model_copy(update={"tau": NONE, "wrong_checked": NONE})
    assert captions.of_leaders(unknown) == "There are too few agents or tasks to compare two rankings."


def test_tasks_by_what_can_be_checked() -> None:
    def task(seen: float, area: float) -> Share:
        ends = {"step_judged": None, "step_checked": None}
        return Share(task="t", domain="code", verifiability=seen, judged=few(area), checked=NONE, **ends)

    told = captions.of_shares([task(0.2, 0.6), task(0.2, 0.8), task(1, 0.9)])
    assert "in 70 % of cases where a program sees 20 % of the defects, and in 90 % where it sees 100 %" in told
    assert captions.of_shares([task(0.2, 0.6)]).startswith("All tasks are alike")
