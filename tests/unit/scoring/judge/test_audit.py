"""What an audit finds of judges whose errors are known: the parameters that they were made with.

Coverage is simulated as measurement asks: 2,000 repetitions, fixed sizes, failing only where the exact 99.9 % interval
of the measured coverage excludes [.93, .97]."""

import random
from collections.abc import Iterator
from math import exp, tanh

import pytest
from scipy.special import betaincinv

from scoring.judge.audit import Compared, Scored, agreement, retest, sway, unrounded
from scoring.judge.backends.scripted import Temper, pair_log_odds
from scoring.stats.measured import Measured

TASKS, WORKS, REPETITIONS = 24, 4, 2_000
"""Every pair of a task's four works in both orders: 288 choices."""
SWAYED = Temper.model_validate(
    {"family": "acme", "position": 0.5, "length": 0.6, "self": 0.4, "slope": 2.0, "spread": 1_000}
)
FAMILIES = ("acme", "other", "acme", "third")
QUALITIES = (1.0, 0.8, 0.6, 0.4)


def choices(temper: Temper, draw: random.Random) -> Iterator[Compared]:
    """A judge of this temper on works whose quality, length and family go together in no fixed way."""
    for task in range(TASKS):
        lengths = [draw.randint(1_000, 4_000) for _ in range(WORKS)]
        families = draw.sample(FAMILIES, WORKS)
        for a in range(WORKS):
            for b in range(a):
                for first in (True, False):
                    shown = (a, b) if first else (b, a)
                    odds = pair_log_odds(
                        temper,
                        [QUALITIES[at] for at in shown],
                        (lengths[shown[0]], lengths[shown[1]]),
                        (families[shown[0]], families[shown[1]]),
                    )
                    first_won = draw.random() < 1 / (1 + exp(-odds))
                    own = [int(families[at] == temper.family) for at in (a, b)]
                    yield Compared(
                        judge="j",
                        task=f"t{task}",
                        a=f"agent{a}",
                        b=f"agent{b}",
                        first=first,
                        won=float(first_won == first),
                        length=lengths[a] - lengths[b],
                        own=own[0] - own[1],
                        gold=QUALITIES[a] - QUALITIES[b],
                    )


def opinions(noise: float, draw: random.Random, repeats: int = 4) -> Iterator[Scored]:
    """A judge with noise of this size on works in the middle of the scale, rounding to whole points."""
    for task in range(TASKS):
        for work in range(WORKS):
            quality = draw.uniform(0.35, 0.65)
            for repeat in range(repeats):
                points = {name: round(min(3, max(0, 3 * quality + draw.gauss(0, noise)))) for name in "abc"}
                yield Scored(
                    judge="j",
                    task=f"t{task}",
                    artifact=f"{task}-{work}",
                    repeat=repeat,
                    score=sum(points.values()) / 9,
                    criteria=dict(points),
                    gold=quality,
                )


def holds(covered: int, n: int) -> bool:
    """Whether the exact 99.9 % interval of a coverage touches [.93, .97]."""
    low = float(betaincinv(covered, n - covered + 1, 0.0005))
    high = float(betaincinv(covered + 1, n - covered, 0.9995)) if covered < n else 1.0
    return low <= 0.97 and high >= 0.93


def covers(found: Measured, truth: float) -> bool:
    assert found.low is not None
    assert found.high is not None
    return found.low <= truth <= found.high


def test_one_audit_finds_the_parameters() -> None:
    found = sway("j", [c for seed in range(8) for c in _renamed(choices(SWAYED, random.Random(seed)), seed)], 1_000)
    truths = {"position": 0.5, "length": 0.6, "self": 0.4, "gold": 2.0}
    assert set(found.fit.effects) == set(truths)
    for name, truth in truths.items():
        assert covers(found.fit.effects[name], truth), (name, found.fit.effects[name])
    assert found.flips.value
    assert found.to_first.value
    assert found.to_first.value > 0.6


def _renamed(compared: Iterator[Compared], seed: int) -> Iterator[Compared]:
    return (one.model_copy(update={"task": f"{seed} {one.task}"}) for one in compared)


@pytest.mark.slow
def test_effects_are_covered_as_often_as_they_claim() -> None:
    truths = {"position": 0.5, "length": 0.6, "self": 0.4, "gold": 2.0}
    covered = dict.fromkeys(truths, 0)
    for seed in range(REPETITIONS):
        effects = sway("j", list(choices(SWAYED, random.Random(seed))), 1_000).fit.effects
        for name, truth in truths.items():
            covered[name] += covers(effects[name], truth)
    print(covered)
    assert all(holds(n, REPETITIONS) for n in covered.values()), covered


@pytest.mark.slow
def test_noise_is_covered_as_often_as_it_claims() -> None:
    covered = sum(
        covers(retest("j", list(opinions(0.6, random.Random(seed)))).latent, 0.6) for seed in range(REPETITIONS)
    )
    assert holds(covered, REPETITIONS), covered


def test_a_judge_without_noise_has_none() -> None:
    found = retest("j", list(opinions(0.0, random.Random(1))))
    assert found.flips.value == 0
    assert found.noise.value == 0
    assert found.latent.value is None
    assert found.icc.value == 1.0


def test_abstentions_are_counted_and_left_out() -> None:
    some = list(opinions(0.6, random.Random(2)))
    some[0] = some[0].model_copy(update={"score": None, "criteria": dict.fromkeys("abc")})
    found = retest("j", some)
    assert found.abstained == 1
    assert found.artifacts == TASKS * WORKS


def test_judges_that_err_alike_equal_fewer() -> None:
    draw = random.Random(3)
    base = list(opinions(0.0, draw))
    shared = {(one.task, one.artifact): draw.gauss(0, 0.2) for one in base}
    judges = []
    for name, size in (("a", 0.02), ("b", 0.02), ("c", 0.02)):
        for one in base:
            score = (one.gold or 0) + shared[one.task, one.artifact] + draw.gauss(0, size)
            judges.append(one.model_copy(update={"judge": name, "score": min(1.0, max(0.0, score))}))
    found = agreement(judges)
    assert found
    assert found.effective
    assert found.effective.value
    assert found.effective.value < 1.2
    assert agreement(base) is None


def test_sheppards_correction() -> None:
    assert unrounded(Measured(value=0.5, low=0.4, high=0.6)).value == pytest.approx((0.25 - 1 / 12) ** 0.5)
    assert unrounded(Measured(value=0.2)).value is None


def test_the_length_effect_is_per_unit_of_tanh() -> None:
    assert pair_log_odds(SWAYED, [0.5, 0.5], (2_000, 1_000), ("x", "y")) == pytest.approx(0.5 + 0.6 * tanh(1))
