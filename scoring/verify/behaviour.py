"""The behaviour layers of a task alone, for measurements that judge many trees: asks only until one answer differs.

Nothing here is a reward. What the original answers is known beforehand and kept; fresh cases are drawn once, with the
measurement's seed; cases are put in an order of their own, so that each group is asked early."""

import random
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sandboxes.archive import Tree
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.channel import Scoring, verify
from scoring.verify.climbing import is_rung
from scoring.verify.differential import Expected, answered, put

CHUNKS = (12, 48)
"""How many cases are put at first; then the rest, once these are all answered as the original answers them."""
BEHAVIOUR = ("black_box", "differential", "suite")
PATIENCE = 8.0
"""A tree gets this many times the reference's time for a layer, and `GRACE_S`: one that hangs must not cost minutes."""
GRACE_S = 30.0


class Layer(NamedTuple):
    """One gate that judges behaviour."""

    spec: VerifySpec
    expected: Expected | None
    """Cases and the original's answers, shuffled; None where a verifier asks in its own way."""
    seconds: float
    """What the reference needs for it."""
    checks: tuple[str, ...]
    """The ids of its checks."""

    @property
    def name(self) -> str:
        """As in reports."""
        return self.spec.name or self.spec.kind


class Verdict(NamedTuple):
    """What the behaviour layers say about a tree."""

    layer: str
    """The first that failed; empty where all passed."""
    checks: tuple[str, ...]
    """Ids of its checks that failed, as far as they were asked."""


def is_behaviour(spec: VerifySpec) -> bool:
    """Whether a verifier is a gate that runs the code in boxes of ours."""
    return spec.role in ("reward", "gate") and spec.kind in BEHAVIOUR


def prepare(scoring: Scoring, reference: Tree, said: Callable[[str], None]) -> tuple[Layer, ...]:
    """The layers, cheapest first by what the reference costs. Raises ValueError where the reference fails one."""
    layers = []
    for spec in filter(is_behaviour, scoring.specs):
        expected = (
            _shuffled(answered(scoring.base, scoring.hidden / spec.path, spec, scoring.boxes, scoring.seed), spec)
            if spec.kind in ("differential", "black_box") and not spec.expect
            else None
        )
        started = time.monotonic()
        checks = verify_layer(reference, scoring, Layer(spec, expected, 0.0, ()))
        seconds = time.monotonic() - started
        if failed := [check.id for check in checks if not check.passed]:
            raise ValueError(f"the reference fails {', '.join(failed)}")
        ids = tuple(sorted({check.id for check in checks}))
        layers.append(Layer(spec, expected, seconds, ids))
        said(
            f"{layers[-1].name}: {len(expected.cases) if expected else 'its'} cases, {seconds:.1f} s for the reference"
        )
    return tuple(sorted(layers, key=lambda layer: layer.seconds))


def judge(tree: Tree, scoring: Scoring, layers: Sequence[Layer]) -> Verdict:
    """The first layer that a tree fails."""
    for layer in layers:
        failed = [check.id for check in verify_layer(tree, scoring, layer) if not check.passed]
        if failed:
            return Verdict(layer.name, tuple(sorted(set(failed))))
    return Verdict("", ())


def verify_layer(tree: Tree, scoring: Scoring, layer: Layer) -> tuple[CheckResult, ...]:
    """The checks of one layer, as far as its cases were put."""
    limit = PATIENCE * layer.seconds + GRACE_S if layer.seconds else layer.spec.timeout_s
    spec = layer.spec.model_copy(update={"timeout_s": min(limit, layer.spec.timeout_s)})
    if layer.expected is None:
        return verify(tree, scoring._replace(specs=(spec,)))[0].checks
    return put(tree, scoring.hidden / spec.path, spec, scoring.boxes, layer.expected, CHUNKS if _alone(spec) else ())


def _alone(spec: VerifySpec) -> bool:
    """Whether each case is answered on its own, whatever order they come in."""
    return spec.serve is None or spec.serve.restart == "case"


def _shuffled(expected: Expected, spec: VerifySpec) -> Expected:
    if not _alone(spec):
        return expected
    pairs = list(zip(expected.cases, expected.replies, strict=True))
    random.Random(0).shuffle(pairs)  # noqa: S311 - any order that is always the same
    pairs.sort(key=lambda pair: is_rung(pair[0]))  # a series is judged as a whole, with the last chunk
    return Expected([case for case, _ in pairs], [reply for _, reply in pairs])
