"""Which conversation a request goes on with, and what is new in it.

A thread is a conversation as a model sees it. A request belongs to the one that began with the same messages (its first
ones of the user's, the longest text of the system's, and whether there are tools), else to one of whose calls it brings
a result, else it begins another. So a retry and a resumed conversation go on, and so does one whose beginning was
replaced while its last calls are kept; a title, a subagent, and what follows on a summary are threads of their own."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from harness.trajectory.speech import Item


class Slot(NamedTuple):
    """A call that waits for its result."""

    step: int
    """Index of the step that has the call."""
    id: str


class Thread:
    """One conversation."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._known: Counter[int] = Counter()
        self._open: defaultdict[str, list[Slot]] = defaultdict(list)

    def news(self, items: Sequence[Item]) -> Iterator[Item]:
        """What no earlier request of this thread has had, or not so often; all of the system's first texts or none."""
        shown = 0 if not self._known else _leading(items)
        here: Counter[int] = Counter()
        for number, item in enumerate(items):
            digest = hash(item)
            here[digest] += 1
            if here[digest] > self._known[digest]:
                self._known[digest] = here[digest]
                if item.kind != "said" and number >= shown:
                    yield item

    def called(self, call: str, slot: Slot) -> None:
        """The model called a tool; its result is known by `call`."""
        self._open[call].append(slot)

    def answered(self, results: Sequence[Item]) -> Iterator[tuple[Item, Slot | None]]:
        """New results, each with the call it is of. Of several open ones that are alike these are the last, in order:
        an earlier one was in an answer that the agent did not go on with."""
        counts = Counter(item.call for item in results)
        slots = {call: iter(self._take(call, count)) for call, count in counts.items()}
        for item in results:
            yield item, next(slots[item.call], None)

    def _take(self, call: str, count: int) -> list[Slot]:
        waiting = self._open[call]
        taken = waiting[-count:]
        del waiting[-count:]
        return taken


class Threads:
    """The conversations of one trial."""

    def __init__(self) -> None:
        self.all: list[Thread] = []
        self._openings: dict[int, Thread] = {}
        self._callers: dict[str, Thread] = {}

    def of(self, items: Sequence[Item], *, tools: bool) -> Thread:
        """The thread of a request, which may be a new one."""
        openings = list(_openings(items, tools=tools))
        known = next((self._openings[one] for one in reversed(openings) if one in self._openings), None)
        thread = known or self._caller(items) or self._new()
        self._openings.setdefault(openings[-1], thread)
        return thread

    def called(self, thread: Thread, call: str, slot: Slot) -> None:
        """The model called a tool in a thread."""
        self._callers[call] = thread
        thread.called(call, slot)

    def _caller(self, items: Sequence[Item]) -> Thread | None:
        results = (item.call for item in reversed(items) if item.kind == "result")
        return next((self._callers[call] for call in results if call in self._callers), None)

    def _new(self) -> Thread:
        self.all.append(Thread(len(self.all) + 1))
        return self.all[-1]


def _openings(items: Sequence[Item], *, tools: bool) -> Iterator[int]:
    """Digests of the beginnings of a conversation, the longest last: up to where the model has first said something."""
    leading = _leading(items)
    # Clients write counters and the time into short texts of the system's; the longest one is who is spoken to.
    digest = hash((tools, max((item.text for item in items[:leading]), key=len, default="")))
    beginning = list(takewhile(lambda item: item.kind in ("system", "user"), items[leading:]))
    if not beginning:
        yield digest
    for item in beginning:
        digest = hash((digest, item))
        yield digest


def _leading(items: Sequence[Item]) -> int:
    """How many texts of the system's a conversation begins with."""
    return sum(1 for _ in takewhile(lambda item: item.kind == "system", items))
