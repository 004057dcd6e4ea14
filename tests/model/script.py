"""What the model shall do: one step for each time that it is asked, and what goes wrong on the way."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shell:
    """Run a command by whichever tool the agent has for that."""

    command: str


@dataclass(frozen=True)
class Say:
    """Say something, and be done."""

    text: str


Step = Shell | Say


@dataclass(frozen=True)
class Fault:
    """What happens to one request instead of an answer."""

    status: int = 0
    """Answer this."""
    retry_after: str = ""
    hang_s: float = 0.0
    """Take the request, and say nothing for so long."""
    cut_after: int | None = None
    """End the stream after so many events; an answer that is not streamed, in its middle."""
    dead: bool = False
    """Whether this goes on for ever, and for requests without tools too: the server is down."""


@dataclass
class Script:
    """Steps in order. Which one is next is seen from the tool results in a request, so that a request that is tried
    again gets the same answer; past the last one the model says that it is done."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    """For the first requests of the work, one each."""
    pause_s: float = 0.0
    """Before each answer, as if it were thought about."""
    side: Say = Say("A title")
    """What is said to a request that offers no shell: agents ask for titles and summaries."""
    tools: bool = True
    """Whether the work is done by tools, so that a request that offers none is made on the side."""

    def step(self, results: int) -> Step:
        """The step after so many results."""
        return self.steps[results] if results < len(self.steps) else Say("Done.")
