"""Examples drawn from a hypothesis strategy, for the cases.py of a verifier whose `maker` is "tools".

`from runner.drawing import draw` works there and nowhere else. Not standard library only: it needs hypothesis, which
the tools image has and no other box."""

import random
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity

ROUNDS = 100


def draw(strategy: Any, seed: int, count: int) -> list[Any]:
    """`count` examples of a SearchStrategy, simple ones first: the same seed gives the same examples.

    Small strategies repeat themselves. Raises hypothesis' Unsatisfiable for one without examples, ValueError for one
    with too few to go on."""
    seeds = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    drawn: list[Any] = []
    for _ in range(ROUNDS):
        if len(drawn) >= count:
            return drawn[:count]
        drawn += _round(strategy, seeds.getrandbits(64), count - len(drawn))
    if len(drawn) < count:
        raise ValueError(f"only {len(drawn)} examples in {ROUNDS} rounds")
    return drawn[:count]


def _round(strategy: Any, seed: int, count: int) -> list[Any]:
    """At most `count` different examples. hypothesis calls a test with each; the test keeps them."""
    drawn: list[Any] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @hypothesis.given(strategy)
    def keep(example: Any) -> None:
        drawn.append(example)

    keep()
    return drawn
