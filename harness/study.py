"""Study files: a whole matrix of agents, models and tasks in one TOML file, and what it may take."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from harness.agents.registry import find_agent
from harness.gateway.budget import Budget
from harness.gateway.prices import Prices
from harness.gateway.upstream import upstream
from harness.gateway.usage import Usage
from harness.plan import Wish
from harness.records import JudgeSettings, TrialSpec
from sandboxes.errors import UserError
from sandboxes.spec import Frozen, NetworkPolicy
from scoring.spec import RubricSpec
from scoring.tables import load


class AgentRow(Frozen):
    """`[[agent]]`."""

    agent: str
    """As on the command line; without a model where `models` lists them."""
    models: tuple[str, ...] = ()
    """[PROVIDER/]MODEL each: the agent is run with every one of them."""
    tier: Literal["", "free", "paid"] = ""
    attempts: int | None = Field(default=None, ge=1)
    budget: Budget | None = None

    def wishes(self) -> Iterator[Wish]:
        """One for each model."""
        for name in [f"{self.agent}@{model}" for model in self.models] or [self.agent]:
            yield Wish(name, self.attempts, self.budget, self.tier)


class Expected(Frozen):
    """`[expect]`: tokens of one trial, as the study's author supposes, for the forecast of its cost."""

    input: int = Field(default=0, ge=0)
    """Read anew."""
    cache_read: int = Field(default=0, ge=0)
    output: int = Field(default=0, ge=0)


class Study(Frozen):
    """The file."""

    tasks: tuple[str, ...] = Field(min_length=1)
    """Suites or tasks."""
    agent: tuple[AgentRow, ...] = Field(min_length=1)
    attempts: int = Field(default=1, ge=1)
    """Of each agent on each task."""
    jobs: int = Field(default=1, ge=1)
    """Trials at one time."""
    track: str | None = None
    network: NetworkPolicy = "gateway"
    allow: tuple[str, ...] = ()
    """Hosts that agents reach, where the network is an allow-list."""
    budget: Budget = Budget()
    """Of each trial of an agent that asks a model."""
    expect: Expected | None = None
    judging: JudgeSettings = JudgeSettings()
    """`[judging]`: who judges the work by its task's rubric, and how."""

    @property
    def wishes(self) -> list[Wish]:
        """All agents, with every one of their models."""
        return [wish for row in self.agent for wish in row.wishes()]


def load_study(path: Path) -> Study:
    """Read a study file. Raises UserError that names file, key and remedy."""
    if not path.is_file():
        raise UserError("no such file", where=str(path), mend="Name a study file, a suite or a task")
    return load(Study, path)


class Forecast(Frozen):
    """What a plan may take, as far as that can be said beforehand."""

    trials: int
    asking: int
    """Of those, how many ask a model."""
    most_s: float
    """Wall seconds if every agent uses all of its time; verification not counted."""
    most_usd: float | None
    """What the budgets allow, the last request of each trial aside; None where a trial has no bound in dollars."""
    expected_usd: float | None
    """By the study's own `[expect]`; None without one, or where a model has no price."""
    judged: int = 0
    """Requests to judges, replies that have to be asked for again and anchors not counted."""
    missing: tuple[str, ...]
    """Keys, addresses and prices that are not there and have to be, one line each."""


def forecast(
    trials: Sequence[TrialSpec], *, jobs: int, expect: Expected | None, prices: Prices, environment: Mapping[str, str]
) -> Forecast:
    """What these trials may take on `jobs` at a time, with the keys of this environment."""
    asking = [(trial, model) for trial in trials if (model := find_agent(trial.agent).needs.model)]
    bounds = [trial.budget.usd if trial.budget else None for trial, _ in asking]
    costs = [_cost(model.model, expect, prices) for _, model in asking]
    return Forecast(
        trials=len(trials),
        asking=len(asking),
        most_s=sum(trial.timeout_s for trial in trials) / jobs,
        most_usd=None if None in bounds else sum(bound for bound in bounds if bound),
        expected_usd=None if None in costs else sum(cost for cost in costs if cost),
        missing=(
            *missing({model.provider for _, model in asking}, environment),
            *unpriced(trials, prices),
        ),
    )


def requests_to_judges(trials: Sequence[TrialSpec], settings: JudgeSettings, rubrics: Mapping[str, RubricSpec]) -> int:
    """How many requests these trials make to the judges, by the rubrics of their tasks."""
    each = [len(rubrics[t.task].criteria) if settings.per_call == "one" else 1 for t in trials if t.task in rubrics]
    return sum(each) * len(settings.judges) * settings.repeats


def missing(providers: set[str], environment: Mapping[str, str]) -> Iterator[str]:
    """What keeps these providers from being asked, one line each."""
    for provider in sorted(providers):
        try:
            upstream(provider, environment)
        except UserError as error:
            yield str(error)


def unpriced(trials: Sequence[TrialSpec], prices: Prices) -> Iterator[str]:
    """Models without a price whose budget is in dollars, which binds nothing then; one line each."""
    bound = {trial.agent for trial in trials if trial.budget and trial.budget.usd is not None}
    for agent in sorted(bound):
        model = find_agent(agent).needs.model
        if model and model.model and prices.find(model.model) is None:
            mend = "Give it one with --prices, or bound tokens or requests"
            yield f"-a {agent}: {model.model} has no price, so that a budget in dollars cannot be kept. {mend}"


def _cost(model: str, expect: Expected | None, prices: Prices) -> float | None:
    return prices.usd(model, Usage(**expect.model_dump())) if expect else None
