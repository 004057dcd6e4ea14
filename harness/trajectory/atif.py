"""ATIF, the Agent Trajectory Interchange Format, version 1.7: the part of it that is written here.

https://harborframework.com/docs/trajectory-format"""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from sandboxes.spec import Written

VERSION: Literal["ATIF-v1.7"] = "ATIF-v1.7"
Source = Literal["system", "user", "agent"]
AGENTS_ONLY = ("model_name", "reasoning_content", "tool_calls", "metrics")
"""Fields that only a step of the agent's may have."""


class Agent(Written):
    """Who acted."""

    name: str
    version: str
    model_name: str | None = None
    tool_definitions: tuple[dict[str, Any], ...] | None = None
    """Tools that the model was offered, in OpenAI's form."""
    extra: dict[str, Any] | None = None


class ToolCall(Written):
    """What the model wanted done."""

    tool_call_id: str
    function_name: str
    arguments: dict[str, Any]
    extra: dict[str, Any] | None = None


class ObservationResult(Written):
    """What the model was told of a call."""

    source_call_id: str | None = None
    """The call, one of the same step."""
    content: str | None = None
    extra: dict[str, Any] | None = None


class Observation(Written):
    """What came of a step."""

    results: tuple[ObservationResult, ...]


class Metrics(Written):
    """What one step used."""

    prompt_tokens: int | None = None
    """Cached ones too."""
    completion_tokens: int | None = None
    cached_tokens: int | None = None
    """The part of `prompt_tokens` that came from a cache."""
    cost_usd: float | None = None
    """None where it is not known."""
    extra: dict[str, Any] | None = None


class Step(Written):
    """Something that was said, and by whom."""

    step_id: int = Field(ge=1)
    timestamp: str | None = None
    """ISO 8601."""
    source: Source
    model_name: str | None = None
    """None for the agent's own."""
    message: str
    reasoning_content: str | None = None
    tool_calls: tuple[ToolCall, ...] | None = None
    observation: Observation | None = None
    metrics: Metrics | None = None
    llm_call_count: int | None = Field(default=None, ge=0)
    extra: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _of_its_source(self) -> Self:
        foreign = [name for name in AGENTS_ONLY if getattr(self, name) is not None]
        if self.source != "agent" and foreign:
            raise ValueError(f"a step of the {self.source}'s has no {', '.join(foreign)}")
        if self.source == "agent" and self.llm_call_count == 0 and (self.metrics or self.reasoning_content):
            raise ValueError("a step without a model's call has neither metrics nor reasoning_content")
        return self


class FinalMetrics(Written):
    """What the whole used."""

    total_prompt_tokens: int | None = None
    total_completion_tokens: int | None = None
    total_cached_tokens: int | None = None
    total_cost_usd: float | None = None
    """None where it is not known."""
    total_steps: int | None = Field(default=None, ge=0)
    extra: dict[str, Any] | None = None


class Trajectory(Written):
    """trajectory.json."""

    schema_version: Literal["ATIF-v1.7"] = VERSION
    session_id: str | None = None
    agent: Agent
    steps: tuple[Step, ...] = Field(min_length=1)
    notes: str | None = None
    final_metrics: FinalMetrics | None = None
    extra: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        for number, step in enumerate(self.steps, 1):
            if step.step_id != number:
                raise ValueError(f"step {number} has the id {step.step_id}")
        return self

    @model_validator(mode="after")
    def _answered(self) -> Self:
        for step in self.steps:
            calls = {None, *(call.tool_call_id for call in step.tool_calls or ())}
            results = step.observation.results if step.observation else ()
            for result in results:
                if result.source_call_id not in calls:
                    raise ValueError(
                        f"step {step.step_id} has a result of {result.source_call_id!r}, which it never called"
                    )
        return self
