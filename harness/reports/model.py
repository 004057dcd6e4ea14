"""What a report says, as plain frozen data. `meltbench report summary --json` prints a Summary."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from harness.attempts import Treatment
from sandboxes.spec import Frozen
from scoring.reward import Channel, Role, Trust
from scoring.stats.intervals import Estimate

SUMMARY_VERSION = 1


class SideScore(Frozen):
    """A score that is shown beside the main one and never added to it: a baseline's or a judge's."""

    channel: Channel
    name: str
    mean: Estimate | None
    """Over the artifacts it scored; None where it scored none."""
    abstained: int = 0
    """Trials on which it gave no score; they are no zeros."""
    scripted: bool = False
    """Made by a scripted judge: shows the instrument, not the world."""


def side_mean(sides: Iterable[SideScore], channel: str, name: str) -> Estimate | None:
    """The mean of the side score of that channel and name; None where there is none."""
    return next((side.mean for side in sides if (side.channel, side.name) == (channel, name)), None)


class CheckFailure(Frozen):
    """A check that failed, over the trials of a row."""

    id: str
    role: Role
    """Of the reward it belongs to."""
    gate: bool
    trials: int
    of: int
    """Trials in which the check was made."""
    message: str
    """The message it gave most often."""


class Seconds(Frozen):
    """Wall time of a phase over the trials of a row that went through it."""

    median: float
    mean: float
    total: float


class LeftOut(Frozen):
    """What leaving out unscored trials can hide: the mean if each of them had scored 0, and if each had scored 1."""

    trials: int
    """Trials with no main score, most of them for a failure of the infrastructure."""
    of: int
    """Trials that ended, these included."""
    as_zero: float
    as_one: float


class CheatTreatments(Frozen):
    """The main mean under every reading of the trials flagged `cheat`, whichever the report has chosen."""

    trials: int
    """Scored trials flagged `cheat`."""
    of: int
    """Scored trials, these included."""
    highest: float
    """The best main score among them: above 0, cheating was noticed and still paid."""
    as_scored: Estimate
    """They count what they scored."""
    as_failure: Estimate
    """They count 0."""
    left_out: Estimate | None
    """They do not count; None where nothing else is left."""
    as_success: Estimate
    """They count 1: as if nobody had noticed and every one had worked."""


class Spending(Frozen):
    """What the trials of a row used of their models, by the gateway's count."""

    trials: int
    """Those that asked one."""
    requests: int
    read: int
    """Tokens, cached ones counted."""
    cached: int
    """The part of `read` that came from a cache."""
    written: int
    partial: int
    """Trials with an answer that was cut: their tokens and cost are lower bounds."""
    usd: float | None
    """None where a model has no price."""
    usd_at_least: float
    """What is known of it."""
    lost_s: float
    """Seconds lost on servers that failed."""
    resumed: int
    """Sessions that were taken up again."""
    models: tuple[str, ...]
    """All that answered."""
    networks: tuple[str, ...]
    """Policies under which the trials ran."""
    replayed: int
    """Trials in which the answers were those of an earlier run."""
    claims: int
    """Trials whose agent counted its tokens itself, as far as nothing was cut."""
    claims_off: int
    """Of those, where its count is off by more than one in a hundred."""


class Row(Frozen):
    """One agent on one task and track."""

    task: str
    track: str
    agent: str
    planned: int
    """Trials asked for."""
    done: int
    """Trials that ended, in whatever way."""
    scored: int
    """Trials with a main score, less those left out as cheats: the denominator of `passes` and `mean`."""
    outcomes: dict[str, int]
    """Trials by how they ended."""
    channel: Channel | None
    """Of the main score: verified, or constraint where the task has no verified one; None where nothing was scored."""
    trust: Trust
    """The weakest trust level among the main scores."""
    passes: Estimate | None
    """Share with full marks."""
    mean: Estimate | None
    """Mean main score, partial credit included."""
    left_out: LeftOut | None = None
    """Where trials have no main score."""
    cheats: CheatTreatments | None = None
    """Where scored trials are flagged `cheat`."""
    sides: tuple[SideScore, ...] = ()
    """Baselines, then judges, each by name."""
    oracle: Estimate | None = None
    """Share that the oracle passes: a second suite that is never the reward."""
    oracle_fails_when_passed: Estimate | None = None
    """Among full marks with an oracle, the share the oracle fails: the main score's own error."""
    visible: Estimate | None = None
    """Mean score on the tests the agent could see."""
    gap: float | None = None
    """Mean of visible minus hidden (the share of the oracle suite that passes) over the trials that have both."""
    verdicts: dict[str, int] = Field(default_factory=dict)
    """Trials by integrity verdict; those never assessed are not in it."""
    flags: dict[str, int] = Field(default_factory=dict)
    """Integrity flags by kind."""
    seconds: dict[str, Seconds] = Field(default_factory=dict)
    """By phase, and `all` for the whole trial."""
    spending: Spending | None = None
    """None where no model was asked."""
    seeds: tuple[int, ...] = ()
    """Distinct seeds of freshly drawn cases."""
    cases: tuple[str, ...] = ()
    """Distinct digests of the stored cases."""
    failures: tuple[CheckFailure, ...] = ()
    """Checks that failed, most frequent first."""

    def side(self, channel: str, name: str) -> Estimate | None:
        """The mean of one side score."""
        return side_mean(self.sides, channel, name)


class LadderScore(Frozen):
    """What one scorer gave the artifacts of a ladder that carry planted defects."""

    channel: Channel
    name: str
    slope: float | None
    """Least-squares change of the score per planted defect; None for fewer than two defect counts."""
    order: float | None
    """Share of pairs with different defect counts that it puts in the right order, ties as half: .5 is guessing."""
    pairs: int
    """How many such pairs there are. They share works, so that no interval of independent values applies."""


class LadderStep(Frozen):
    """One artifact of known quality and what each scorer made of it."""

    artifact: str
    kind: Literal["defect", "variant", "attack"]
    defects: int
    note: str
    main: Estimate | None
    sides: tuple[SideScore, ...]

    def side(self, channel: str, name: str) -> Estimate | None:
        """The mean of one side score."""
        return side_mean(self.sides, channel, name)


class Ladder(Frozen):
    """Dose and response on one task: planted defects against scores."""

    task: str
    channel: Channel | None
    steps: tuple[LadderStep, ...]
    """Defect steps by their number of defects, then variants, then attacks."""
    scores: tuple[LadderScore, ...]
    """The main score first."""


class Summary(Frozen):
    """A whole run."""

    schema_version: int = SUMMARY_VERSION
    run: str
    created: str
    meltbench: str
    host: dict[str, Any]
    planned: int
    done: int
    outcomes: dict[str, int]
    """Trials by how they ended."""
    rows: tuple[Row, ...]
    """In the order of the plan."""
    ladders: tuple[Ladder, ...]
    left_out: tuple[str, ...]
    """Pairs of task and agent that were not run, and why."""
    judged: bool
    """Whether any judge model gave a score."""
    scripted: tuple[str, ...] = ()
    """Judges that are scripted, and panels with such a judge."""
    changed: tuple[str, ...] = ()
    """Judges that scored the anchor works otherwise than in earlier runs."""
    cheats: Treatment = "as-scored"
    """How trials flagged `cheat` count in `passes`, `mean`, the oracle's error, the ladders and the headline."""

    def shown(self) -> tuple[Row, ...]:
        """The rows of the main table: all but those that the ladder section shows."""
        steps = {(ladder.task, f"artifact:{step.artifact}") for ladder in self.ladders for step in ladder.steps}
        return tuple(row for row in self.rows if (row.task, row.agent) not in steps)
