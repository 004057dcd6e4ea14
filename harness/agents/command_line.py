"""Agents that are programs of a command line: an adapter says how one is called and what it prints; this runs it.

What an agent claims is kept beside what the gateway counted, and decides nothing but whether it says that it failed:
exit codes are not to be trusted, neither a 0 (nothing was done) nor what follows an answer cut short."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple, Protocol

from harness.agents.base import ENVIRONMENT, USER, AgentContext, Chosen, Endpoint, Needs, described
from harness.agents.printed import Printed
from harness.records import AgentResult, Claims
from harness.task import Task
from sandboxes.tools.recipe import ToolRecipe

LEAVE_S: Final = 5.0
"""Seconds that an agent has to end by itself once nothing can come of asking any more, or it has said its last word."""
LOOK_S: Final = 2.0
GO_ON: Final = "You were interrupted. Go on with your task where you left off."
RESUMES: Final = 5
"""Times that a session is taken up again, as long as each brings something."""
WORTH_S: Final = 30.0
"""With less time left, it is not."""
CONTEXT_TOKENS: Final = 200_000
"""What a model is taken to hold, for agents that have to be told."""
ANSWER_TOKENS: Final = 32_000
"""Of those, what it is taken to write at once."""


class Ask(NamedTuple):
    """What a command is made of."""

    instruction: str
    workdir: str
    time_left_s: float
    endpoint: Endpoint
    model: Chosen
    protocol: str
    """The wire protocol in which the model's provider is spoken to."""


class Invocation(NamedTuple):
    """A command, its environment, and files (absolute paths without the leading slash) that it finds."""

    argv: list[str]
    env: Mapping[str, str] = {}
    files: Mapping[str, bytes] = {}


class Reader(Protocol):
    """Makes sense of what one agent prints on standard output. Takes any text whatever."""

    @property
    def ended(self) -> bool:
        """Whether it has said its last word, so that it need not be waited for."""

    def line(self, text: str) -> None:
        """The next line."""

    def claims(self) -> Claims:
        """What it has said of itself by now."""


class Adapter(Protocol):
    """One program."""

    @property
    def name(self) -> str:
        """As on the command line, and of its tool."""

    @property
    def protocols(self) -> tuple[str, ...]:
        """Wire protocols that it speaks, by their names in gateway/wire; the one it speaks best comes first."""

    @property
    def default_model(self) -> bool:
        """Whether it chooses a model where none is named."""

    @property
    def memory_mb(self) -> int:
        """MiB below which it does not run."""

    def command(self, ask: Ask) -> Invocation:
        """How it is started on an instruction, without anybody to ask."""

    def resume(self, ask: Ask) -> Invocation | None:
        """How it goes on with its latest session; None where it cannot."""

    def reader(self) -> Reader:
        """For what one command prints."""


class CommandLineAgent:
    """An adapter with its tool and model, as an agent."""

    def __init__(self, adapter: Adapter, model: Chosen, protocol: str, *, tool: ToolRecipe | None, name: str) -> None:
        """`tool` is None for a program that lies in the image; `name` is the agent's, canonical."""
        self._adapter, self._protocol = adapter, protocol
        self.needs = Needs(tool, model, adapter.memory_mb)
        self.name = name

    def unfit(self, task: Task) -> str:
        """Needs memory."""
        least, given = self.needs.memory_mb, task.limits.memory_mb
        return f"needs {least} MiB of memory, the task gives {given}" if given < least else ""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Start it; where it breaks off and time is left, take its session up again, as long as it answers."""
        del task
        endpoint, model = context.endpoint, self.needs.model
        assert endpoint and model
        deadline = time.monotonic() + context.timeout_s
        ask = Ask(
            instruction=context.instruction,
            workdir=context.workdir,
            time_left_s=context.timeout_s,
            endpoint=endpoint,
            model=model,
            protocol=self._protocol,
        )
        invocation: Invocation | None = self._adapter.command(ask)
        result, answered = AgentResult(), -1
        for number in range(RESUMES + 1):
            if invocation is None:
                break
            result = self._once(context, ask, invocation, number)
            ask = ask._replace(time_left_s=deadline - time.monotonic())
            before, answered = answered, endpoint.session.spent.responses
            if not broke_off(result, endpoint) or ask.time_left_s < WORTH_S or answered <= before:
                break
            invocation = self._adapter.resume(ask)
        return result

    def _once(self, context: AgentContext, ask: Ask, invocation: Invocation, number: int) -> AgentResult:
        """One command to its end."""
        reader = self._adapter.reader()
        context.put(invocation.files)
        name = f"output-{number}" if number else "output"
        uid, gid = USER
        with (
            Printed(context.log, reader.line, name=name) as printed,
            leaving((ask.endpoint.session.over, context.over), reader) as leave,
        ):
            ended = context.sandbox.exec(
                invocation.argv,
                cwd=context.workdir,
                env={**ENVIRONMENT, **ask.endpoint.environment, **invocation.env},
                user=f"{uid}:{gid}",
                timeout_s=ask.time_left_s,
                listener=printed,
                abandon=leave,
            )
        claims = reader.claims()
        result = described(ended)
        broken = result.timed_out or result.killed or result.oom_killed
        said = result.error if broken else claims.error or result.error
        return result.model_copy(update={"error": said, "claims": claims, "resumed": number})


def broke_off(result: AgentResult, endpoint: Endpoint) -> bool:
    """Whether it ended otherwise than it should have, with nothing in the way of its going on."""
    stopped = result.timed_out or result.killed or result.oom_killed or endpoint.session.over.is_set()
    return bool(result.error) and not stopped


@contextmanager
def leaving(over: Sequence[threading.Event], reader: Reader) -> Iterator[threading.Event]:
    """Set, some seconds after nothing can come of waiting any more: a program may not notice, or not end."""
    leave, done = threading.Event(), threading.Event()

    def watch() -> None:
        while not done.wait(LOOK_S):
            if any(event.is_set() for event in over) or reader.ended:
                done.wait(LEAVE_S)
                leave.set()
                return

    thread = threading.Thread(target=watch, name="leaving", daemon=True)
    thread.start()
    try:
        yield leave
    finally:
        done.set()
        thread.join()
