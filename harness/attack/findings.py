"""What came of attacking judges or checks, as models: the exploit matrix, who differs, what defences stop and cost."""

from typing import Literal

from sandboxes.spec import Frozen
from scoring.attacks.gains import AttackRow
from scoring.attacks.perturbation import Weakness
from scoring.stats.measured import Measured

CLAIM = "A statement about the perturbations of this catalogue, and about no other attack."


class Described(Frozen):
    """An attack of the matrix."""

    name: str
    title: str
    weakness: Weakness
    source: str
    preserves_gold: bool


class Attacked(Frozen):
    """All attacks on one rater of works: a judge, or the checks of each task."""

    slopes: dict[str, float | None]
    """By task: what it takes off for a defect; None where it does not see the ladder."""
    noise: AttackRow
    """The edit that means nothing, as if it were an attack."""
    rows: tuple[AttackRow, ...]
    success: Measured
    """Over all attacks and artifacts, with its interval over tasks."""

    def row(self, perturbation: str) -> AttackRow:
        """One attack. Raises KeyError where it was not tried."""
        return {row.perturbation: row for row in self.rows}[perturbation]

    @property
    def fell(self) -> tuple[str, ...]:
        """Attacks that work beyond noise."""
        return tuple(row.perturbation for row in self.rows if row.beyond_noise)


class Matrix(Attacked):
    """All attacks on one judge, guarded in one way."""

    judge: str
    scripted: bool
    guarded: str
    """`all`, `without X` or `none`: which defences stand."""


class Apart(Frozen):
    """Two judges, both with all defences, held against each other."""

    first: str
    second: str
    difference: Measured
    """Success rate against the first minus that against the second, on the same attacks and artifacts; over tasks."""
    told: bool | None
    """Whether they are told apart: signs flipped over artifacts, by Holm over pairs of judges. None: too few."""


class DefenceWorth(Frozen):
    """What one defence does for one judge, beside all others."""

    judge: str
    defence: str
    """`all of them` for all against none."""
    lets_through: tuple[str, ...]
    """Attacks that work beyond noise without it, and not with it."""
    success: Measured
    """Success rate of all attacks without it."""
    cost: Measured
    """Its honest cost: mean change of the score of clean artifacts (every rung and good variant), on minus off."""
    changed: int
    """How many of them got another score."""
    abstained_on: int
    """Clean artifacts without a score while it stands;"""
    abstained_off: int
    """and while it does not."""


class JudgedAttack(Frozen):
    """attack.json of the judged channel."""

    schema_version: int = 1
    channel: Literal["judged"] = "judged"
    claim: str = CLAIM
    tasks: tuple[str, ...]
    bad: int
    """Known-bad artifacts."""
    attacks: tuple[Described, ...]
    matrices: tuple[Matrix, ...]
    """One for each judge, with all defences."""
    weakened: tuple[Matrix, ...]
    """The same without each defence, and without any; empty where that was not asked for."""
    apart: tuple[Apart, ...]
    defences: tuple[DefenceWorth, ...]
    scripted: tuple[str, ...]
    """Judges that are scripted."""
    cost_usd: float | None
    tokens: int
    notes: tuple[str, ...] = ()
    """What limits the conclusions, a sentence each."""

    @property
    def holds(self) -> bool:
        """Whether no attack works beyond noise on a judge with all its defences."""
        return not any(matrix.fell for matrix in self.matrices)


class ConstraintAttack(Frozen):
    """attack-constraint.json: the same attacks on the constraint checks of written files."""

    schema_version: int = 1
    channel: Literal["constraint"] = "constraint"
    claim: str = CLAIM
    tasks: tuple[str, ...]
    bad: int
    """Known-bad artifacts."""
    attacks: tuple[Described, ...]
    checks: Attacked
    """Each task's checks on its own artifacts; slopes are theirs too."""
    already_good: int
    """Known-bad artifacts that the checks give, as they are, as much as known-good ones: whatever takes nothing away
    succeeds there."""
    notes: tuple[str, ...] = ()
    """What limits the conclusions, a sentence each."""

    @property
    def holds(self) -> bool:
        """Whether no attack works beyond noise."""
        return not self.checks.fell
