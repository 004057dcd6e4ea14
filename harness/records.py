"""What is written down: the plan of a run, and the record of each trial. Versioned; printed by `meltbench schema`."""

import hashlib
import json
import re
from datetime import date
from typing import Any, Literal

from pydantic import Field

from harness.gateway.budget import Budget, Spent
from harness.snapshots.taking import SnapshotReport
from harness.stall import Stall
from sandboxes.spec import Frozen, Limits, NetworkPolicy, Written
from scoring.integrity import Integrity, Observed
from scoring.judge.judge import PerCall
from scoring.reward import Reward

SCHEMA_VERSION = 1

Outcome = Literal["completed", "agent_timeout", "agent_error", "agent_did_nothing", "budget_exceeded", "infra_error"]
"""How a trial ended. `infra_error` only where the evidence lies outside the sandbox."""


class TrialSpec(Frozen):
    """Everything that makes a trial this trial and no other."""

    task: str
    task_digest: str
    """Digest of what the agent can see."""
    track: str
    agent: str
    """As on the command line: NAME[==VERSION][@MODEL]."""
    attempt: int = Field(ge=1)
    timeout_s: float
    limits: Limits
    network: NetworkPolicy = "none"
    allow: tuple[str, ...] = ()
    """The hosts of an allow-list."""
    budget: Budget | None = None
    """None for an agent that asks no model."""

    @property
    def key(self) -> str:
        """sha256 of the canonical JSON: the trial's identity."""
        return hashlib.sha256(json.dumps(self.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()

    @property
    def directory(self) -> str:
        """A readable slug with 8 hex digits of the key."""
        words = f"{self.task.rpartition('/')[2]}-{self.agent}-{self.track[:4]}-{self.attempt}"
        return f"{re.sub(r'[^a-z0-9.]+', '-', words.lower()).strip('-')[:80]}-{self.key[:8]}"


class TaskEntry(Frozen):
    """A task of a run, as it was."""

    name: str
    directory: str
    """Where it was read from."""
    visible_digest: str
    scoring_digest: str


class AgentEntry(Frozen):
    """An agent of a run, and the model it asks."""

    name: str
    provider: str = ""
    model: str = ""
    """Empty where it asks none, or chooses by itself."""
    released: date | None = None
    """When the model was offered to everyone, as far as our table knows it."""
    tier: str = ""
    """What its users pay for it, as the study file says."""


class ClaimEntry(Frozen):
    """A claim that was on record before a run began."""

    name: str
    """Of its file."""
    sha256: str
    """Of what it says."""
    stamp: str = ""
    """What else proves when it was made, as it was given: `git:REV`, a time stamp's file, or a text, which proves
    nothing."""
    commit: str = ""
    """The commit that has it as it was, looked up before the run began; empty without one."""
    committed: str = ""
    """That commit's date, ISO 8601: its committer's word."""
    path: str = ""
    """Where in that commit it lies."""
    token: str = ""
    """Where in the run a time stamp (RFC 3161) of `sha256` is kept; empty without one."""


class JudgeSettings(Frozen):
    """How a run is judged."""

    judges: tuple[str, ...] = ()
    """As on the command line."""
    repeats: int = Field(default=1, ge=1)
    """How often each judge is asked about the same artifact."""
    per_call: PerCall = "all"
    concurrency: int = Field(default=8, ge=1)
    """Requests at one time, all judges together."""
    own_family: bool = False
    """Whether a judge may grade work of its own model family."""
    anchors: bool = True
    """Whether works that never change are scored too, to see whether a judge has changed."""


class RunSettings(Frozen):
    """How the trials of a run are watched, and who answers them; no part of what a trial is."""

    replay: str = ""
    """The run whose recorded answers take the place of models, or empty."""
    snapshots_s: float | None = Field(default=None, gt=0)
    """Seconds between two snapshots of the workspace of an agent that works; None takes none."""
    stall_s: float | None = Field(default=None, gt=0)
    """Seconds without model traffic or a change in the workspace after which an agent counts as stalled."""
    end_stalled: bool = False
    """Whether that ends its work."""
    judging: JudgeSettings = JudgeSettings()
    only_verdicts: bool = False
    """Whether what counts is all that is wanted: no second suite, no visible tests, and equal trees verified once."""


class RunRecord(Frozen):
    """run.json: what was asked, on which machine."""

    schema_version: int = SCHEMA_VERSION
    id: str
    created: str
    """ISO 8601, UTC."""
    meltbench: str
    """Version of the harness."""
    argv: tuple[str, ...]
    jobs: int
    tasks: tuple[TaskEntry, ...]
    agents: tuple[AgentEntry, ...] = ()
    trials: tuple[TrialSpec, ...]
    settings: RunSettings = RunSettings()
    claims: tuple[ClaimEntry, ...] = ()
    """What is to be held against this run."""
    left_out: tuple[str, ...] = ()
    """Pairs of task and agent that do not fit each other, one line each."""
    host: dict[str, Any] = Field(default_factory=dict)
    """Engine, cores, memory, base image (registry or bootstrap, layers), Python."""


class Claims(Written):
    """An agent's own figures."""

    input_tokens: int | None = None
    """All that was read, cached tokens counted."""
    output_tokens: int | None = None
    cost_usd: float | None = None
    turns: int | None = None
    ended: str = ""
    """Its word for how it ended."""
    error: str = ""
    """One line, where it says that something went wrong."""


class AgentResult(Written):
    """How the agent's work ended."""

    exit_code: int | None = None
    """None where nothing was run."""
    timed_out: bool = False
    oom_killed: bool = False
    killed: str = ""
    """Which limit the watchdog killed it for, or empty."""
    error: str = ""
    """One line, where something went wrong inside the sandbox."""
    version: str = ""
    """Of the agent's program, as installed."""
    replayed: bool = False
    """Whether its model's answers were those of an earlier run."""
    spent: Spent | None = None
    """What it used of its model, by the gateway's count; None for an agent without one."""
    active_s: float | None = None
    """Seconds of work, where that is not all of the time: of a person who paused."""
    lost_s: float = 0.0
    """Seconds that the model's server let it wait by failing."""
    exhausted: str = ""
    """Which bound of its budget ended it, or empty."""
    trouble: str = ""
    """Why its model could not be reached any more, or empty: no fault of the agent's."""
    resumed: int = 0
    """How often it was started again in the same session, having broken off."""
    snapshots: SnapshotReport | None = None
    """None where none were asked for."""
    stalls: tuple[Stall, ...] = ()
    """Times in which nothing happened, as far as that was watched."""
    stalled: bool = False
    """Whether that ended its work."""
    claims: Claims | None = None
    """What it says of itself, for comparison; None where it says nothing."""


class TrialRecord(Written):
    """trial.json: written once, when all else of the trial is on disk."""

    schema_version: int = SCHEMA_VERSION
    key: str
    spec: TrialSpec
    outcome: Outcome
    message: str = ""
    """One line on anything but `completed`."""
    started: str
    finished: str
    phases: dict[str, float] = Field(default_factory=dict)
    """Seconds by phase: prepare, agent, freeze, verify, judge; trajectory where a model was asked."""
    agent: AgentResult = AgentResult()
    tree_digest: str = ""
    changed: tuple[int, int, int] = (0, 0, 0)
    """Files added, changed, removed against the base tree."""
    rewards: tuple[Reward, ...] = ()
    observed: Observed = Observed()
    """What was seen of the agent from outside."""
    integrity: Integrity | None = None
    scoring_digest: str = ""
    """Digest of what scored it."""
    tries: int = 1
    """How many times it was started, infrastructure failures and interruptions included."""

    def reward(self, channel: str, role: str = "reward") -> Reward | None:
        """The first reward of a channel with a role."""
        return next((r for r in self.rewards if r.channel == channel and r.role == role), None)

    @property
    def main(self) -> Reward | None:
        """What counts: the verified reward, or the constraint reward where a task has no verified one."""
        return self.reward("verified") or self.reward("constraint")
