"""One trajectory from the record of a trial's exchanges with its model."""

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from harness.gateway.exchanges import BODIES, INDEX, Exchange
from harness.journal import Journal
from harness.store import write_atomic
from harness.trajectory import anthropic, chat, gemini, responses
from harness.trajectory.atif import Agent, Observation, ObservationResult, Step, ToolCall, Trajectory
from harness.trajectory.bounds import Room, parsed, plain
from harness.trajectory.metrics import Totals, step_metrics
from harness.trajectory.speech import Call, Dialect, Item, Tool, events
from harness.trajectory.threads import Slot, Thread, Threads

DIALECTS: Final = {
    "anthropic": anthropic.DIALECT,
    "gemini": gemini.DIALECT,
    "openai-chat": chat.DIALECT,
    "openai-responses": responses.DIALECT,
}
"""By the name of a wire protocol."""
MAX_BODY: Final = 128 << 20
"""Bytes of a body that are read."""
MAX_ITEMS: Final = 200_000
"""Of one request."""
MAX_TOOLS: Final = 1000
NOTES: Final = (
    "Read from what went over the wire between the agent and its model, not from what the agent tells of itself. "
    "Steps are in the order in which answers ended; extra.thread numbers the conversations."
)


def write(path: Path, trajectory: Trajectory) -> None:
    """Write a trajectory's file, in full or not at all."""
    write_atomic(path, trajectory.model_dump_json(exclude_none=True, indent=1))


def trajectory(exchanges_dir: Path, *, agent: str, version: str, model: str, session_id: str) -> Trajectory | None:
    """What a record tells; None where nothing has passed between the agent and a model.

    A request that was answered becomes a step of the agent's. Before it come the texts of the user's and the system's
    that its conversation has not had before, and with the results that it brings, calls of earlier steps are answered.
    What a request has the model say is left out: only answers tell that."""
    building = _Building(exchanges_dir / BODIES, model)
    for exchange in Journal(exchanges_dir / INDEX).read(Exchange.model_validate_json):
        building.add(exchange)
    if not building.steps:
        return None
    tools = tuple(building.tools.values()) or None
    return Trajectory(
        session_id=session_id,
        agent=Agent(name=agent, version=version, model_name=model, tool_definitions=tools),
        steps=tuple(building.with_results()),
        notes=NOTES,
        final_metrics=building.totals.metrics(
            len(building.steps),
            threads=len(building.threads.all),
            results_without_call=building.strays,
            full=building.room.full,
        ),
    )


class _Building:
    """A trajectory while it is read. Bodies are read one at a time."""

    def __init__(self, bodies: Path, model: str) -> None:
        self._bodies = bodies
        self._model = model
        self.steps: list[Step] = []
        self.tools: dict[str, dict[str, Any]] = {}
        self.threads = Threads()
        self.totals = Totals()
        self.room = Room()
        self.strays = 0
        """Results of calls that no answer in the record has."""
        self._results: defaultdict[int, list[ObservationResult]] = defaultdict(list)

    def add(self, exchange: Exchange) -> None:
        """Read one exchange."""
        self.totals.add(exchange)
        dialect, served = DIALECTS.get(exchange.wire), 200 <= exchange.status < 300
        passed_on, only_counted = exchange.request_sha256, served and exchange.usage is None
        if dialect is None or not passed_on or only_counted:
            return
        thread = self._ask(exchange, dialect)
        if served:
            self._answer(exchange, dialect, thread)

    def with_results(self) -> Iterable[Step]:
        """The steps, each with what came of its calls."""
        for number, step in enumerate(self.steps):
            results = self._results.get(number)
            yield step.model_copy(update={"observation": Observation(results=tuple(results))}) if results else step

    def _ask(self, exchange: Exchange, dialect: Dialect) -> Thread:
        """Take in what is new in a request; its thread."""
        body = parsed(self._body(exchange, "request"))
        body = body if isinstance(body, dict) else {}
        tools = list(islice(dialect.tools(body), MAX_TOOLS))
        items = list(islice(dialect.items(body), MAX_ITEMS))
        thread = self.threads.of(items, tools=bool(tools))
        self._offer(tools)
        results: list[Item] = []
        for item in thread.news(items):
            if self.room.full:
                break
            if item.kind == "result":
                results.append(item)
            elif item.text:
                self._step(exchange, thread, exchange.at, source=item.kind, message=self.room.keep(item.text))
        for item, slot in thread.answered(results):
            if slot:
                content = self.room.keep(item.text)
                self._results[slot.step].append(ObservationResult(source_call_id=slot.id, content=content))
            self.strays += slot is None
        return thread

    def _answer(self, exchange: Exchange, dialect: Dialect, thread: Thread) -> None:
        """Take in an answer, as far as it has come."""
        said = dialect.said(events(self._body(exchange, "response")))
        calls = tuple(self._call(call, f"{exchange.number}.{number}") for number, call in enumerate(said.calls, 1))
        for call, made in zip(said.calls, calls, strict=True):
            slot = Slot(len(self.steps), made.tool_call_id)
            self.threads.called(thread, call.name if dialect.by_name else call.id, slot)
        self._step(
            exchange,
            thread,
            exchange.at + exchange.total_s,
            source="agent",
            model_name=None if exchange.model == self._model else exchange.model,
            message=self.room.keep(said.text),
            reasoning_content=self.room.keep(said.reasoning) if said.reasoning else None,
            tool_calls=calls or None,
            metrics=step_metrics(exchange),
            llm_call_count=1,
        )

    def _step(self, exchange: Exchange, thread: Thread, at: float, **fields: Any) -> None:
        timestamp = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
        extra = {"thread": thread.number, "exchange": exchange.number}
        self.steps.append(Step(step_id=len(self.steps) + 1, timestamp=timestamp, extra=extra, **fields))

    def _call(self, call: Call, otherwise: str) -> ToolCall:
        """A call as it is written down; what is no object of JSON, or too large a one, stands beside it as a text."""
        given = call.arguments or "{}"
        kept = self.room.keep_object(parsed(given) if isinstance(given, str) else given)
        extra = {"unparsed": self.room.keep(plain(given))} if kept is None else None
        return ToolCall(tool_call_id=call.id or otherwise, function_name=call.name, arguments=kept or {}, extra=extra)

    def _offer(self, tools: Iterable[Tool]) -> None:
        """Take in the tools that were not offered before."""
        for tool in tools:
            if tool.name not in self.tools and len(self.tools) < MAX_TOOLS:
                function = {
                    "name": tool.name,
                    "description": self.room.keep(tool.description),
                    "parameters": self.room.keep_object(tool.parameters) or {},
                }
                self.tools[tool.name] = {"type": "function", "function": function}

    def _body(self, exchange: Exchange, what: str) -> bytes:
        """A body; empty where the record is damaged."""
        try:
            with gzip.open(self._bodies / f"{exchange.number:06}.{what}.gz") as handle:
                return handle.read(MAX_BODY)
        except (OSError, EOFError, zlib.error):
            return b""
