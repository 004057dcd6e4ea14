"""Reward: the one shape that every score has, whatever channel it comes from."""

from typing import Literal

from pydantic import Field

from sandboxes.spec import Frozen, Written

Channel = Literal["verified", "constraint", "judged", "baseline", "human"]
"""Where a score comes from. Scores of different channels are never added into one number."""

Trust = Literal["static", "black_box", "differential", "in_process", "shared", "none"]
"""How hard the scored code would find it to write its own score, hardest first (verification.md section 2)."""

TRUST_ORDER: tuple[Trust, ...] = ("static", "black_box", "differential", "in_process", "shared", "none")

Role = Literal["reward", "gate", "oracle", "visible"]
"""What a score is for: the reward itself, a condition of it, the second opinion, or the tests the agent could see."""

Status = Literal["scored", "abstained", "infra_error"]


class CheckResult(Written):
    """One check: what was looked at, what was found, and what it is worth."""

    id: str
    """Unique within its reward, stable from trial to trial."""
    passed: bool
    score: float = Field(ge=0, le=1)
    """Partial credit; 1.0 exactly where `passed`."""
    weight: float = Field(default=0.0, ge=0)
    """Share in the weighted mean; 0 for a gate, which multiplies instead."""
    gate: bool = False
    """A gate that fails sets the whole reward to 0."""
    message: str = ""
    """One line for a person: what was found, with the figure and the threshold."""
    evidence: dict[str, object] = Field(default_factory=dict)
    """Small JSON facts behind the verdict (names, numbers, case ids)."""


class Provenance(Frozen):
    """Where a score came from, so that it can be computed again."""

    scorer: str = ""
    """Version of the scoring code."""
    seed: int | None = None
    """Seed of the cases drawn freshly for this verification."""
    cases_sha256: str = ""
    """Digest of the stored cases that the verdict rests on."""
    images: dict[str, str] = Field(default_factory=dict)
    """Image ids by role (agent, runner, tools)."""
    without: tuple[str, ...] = ()
    """Defences that were switched off, in an ablation; the reward is worth no trust then."""
    model: str = ""
    family: str = ""
    """Of a judge: whose model it is, for telling judges that grade their own kind."""
    own_family: bool = False
    """Whether the artifact's author is of the judge's own family."""
    rubric: str = ""
    """Version of the rubric that a judge scored by."""
    prompt_sha256: str = ""
    scripted: bool = False
    """Produced by a scripted judge: shows the instrument, not the world."""


class Reward(Frozen):
    """A score of one artifact on one channel."""

    channel: Channel
    name: str
    """Which score of the channel this is (`verified`, `constraint`, a judge's or baseline's name, an oracle's)."""
    value: float | None = Field(default=None, ge=0, le=1)
    """In [0, 1]; None where nothing was scored."""
    status: Status = "scored"
    trust: Trust = "none"
    role: Role = "reward"
    checks: tuple[CheckResult, ...] = ()
    provenance: Provenance = Provenance()
    cost_usd: float | None = 0.0
    """None where the price of what was used is not known."""
    tokens: int = 0
    duration_s: float = 0.0

    @property
    def passed(self) -> bool:
        """The strict reading: full marks, not partial credit."""
        return self.value == 1.0


def visible_share(rewards: tuple[Reward, ...]) -> float | None:
    """The share of the tests that the agent could see which pass on its tree; None where there are none."""
    return next((r.value for r in rewards if r.role == "visible"), None)


def hidden_share(rewards: tuple[Reward, ...]) -> float | None:
    """The share of the second hidden suite (the oracle) that passes, mean over its groups; None where there is none.

    Visible minus hidden is the overfitting gap (SpecBench's measure). The oracle is taken and not the reward, because a
    refactor's reward also measures structure, which no visible test does."""
    oracle = next((r for r in rewards if r.role == "oracle"), None)
    if oracle is None or not oracle.checks:
        return oracle.value if oracle else None
    return sum(check.score for check in oracle.checks) / len(oracle.checks)


def compose(checks: tuple[CheckResult, ...]) -> float:
    """Gates x weighted mean: 0 if a gate fails; with no weighted check, 1 if every gate holds; 0 with no check at all.

    Source: verification.md section 2, "behaviour gate (0 or 1) x structure score (0..1)"."""
    if not checks or any(c.gate and not c.passed for c in checks):
        return 0.0
    weighted = [c for c in checks if not c.gate and c.weight > 0]
    total = sum(c.weight for c in weighted)
    return min(1.0, sum(c.weight * c.score for c in weighted) / total) if weighted else 1.0


def lowest_trust(levels: tuple[Trust, ...]) -> Trust:
    """The weakest of several trust levels; `none` where there is none."""
    return max(levels, key=TRUST_ORDER.index, default="none")
