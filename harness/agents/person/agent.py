"""A person at work on a task: in the same sandbox as any agent, scored by the same verifier, at the terminal.

What they have made is kept outside whenever the clock stops and once a minute while it runs, so that they can go on
another day, in a fresh sandbox that holds the same files."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from harness.agents.base import ENVIRONMENT, USER, AgentContext, Needs
from harness.agents.person.clock import TICK_S, Clock
from harness.records import AgentResult
from harness.task import Task
from sandboxes.archive import write_tree
from sandboxes.base import Sandbox, SandboxGone
from sandboxes.errors import InfraError, UserError

PREFIX = "human:"
SAVE_S = 60.0
SHELL = ("/bin/sh", "-c", "command -v bash >/dev/null && exec bash -l || exec sh -l")
COMMANDS = {
    "shell": "a shell in the workspace; leave it with `exit`",
    "get DIR": "copy the workspace to a new directory here, to work on with your own editor",
    "put DIR": "make the workspace what that directory holds",
    "task": "the assignment again",
    "time": "what the clock says",
    "note TEXT": "write something down",
    "pause": "stop the clock; Enter starts it again",
    "submit": "hand in: the clock stops for good, and the hidden tests decide",
    "quit": "stop here; the same command goes on another day",
}


class LeftOff(Exception):
    """The person stopped before they were done: the trial is unfinished, and can be gone on with."""


class Console(Protocol):
    """Where the person is."""

    def say(self, text: str) -> None:
        """A line, or several."""

    def ask(self, prompt: str) -> str:
        """What they type. Raises EOFError at the end of input, and KeyboardInterrupt."""


class Desk(NamedTuple):
    """What belongs to a person's work on a task beside the trial: it outlives every sandbox."""

    console: Console
    directory: Path

    @property
    def clock(self) -> Clock:
        """The journal of the time."""
        return Clock(self.directory / "clock.jsonl")

    @property
    def saved(self) -> Path:
        """The workspace as it was last kept."""
        return self.directory / "workspace"

    def save(self, sandbox: Sandbox, workdir: str) -> None:
        """Keep the workspace: in full, or as it was."""
        fresh = self.directory / "workspace.new"
        shutil.rmtree(fresh, ignore_errors=True)
        with sandbox.held(), closing(sandbox.read_tree(workdir)) as files:
            write_tree(files, fresh)
        old = self.directory / "workspace.old"
        shutil.rmtree(old, ignore_errors=True)
        if self.saved.exists():
            self.saved.rename(old)
        fresh.rename(self.saved)
        shutil.rmtree(old, ignore_errors=True)

    def recover(self) -> None:
        """Mend what a process left that died between two names."""
        old = self.directory / "workspace.old"
        if not self.saved.exists() and old.exists():
            old.rename(self.saved)


class Person:
    """An agent of flesh and blood. Without a desk they can be scored again, but not work."""

    needs = Needs()

    def __init__(self, who: str, desk: Desk | None = None) -> None:
        if not who.isidentifier():
            raise UserError("no name", where=f"-a {PREFIX}{who}", mend="Use letters, digits and _, as in human:ada")
        self.name = f"{PREFIX}{who}"
        self._desk = desk

    def unfit(self, task: Task) -> str:
        """People do not work unattended."""
        return "" if self._desk else f"is a person: `meltbench baseline record {task.name}`"

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Let them work until they hand in. Raises LeftOff where they stop before."""
        del task
        assert self._desk, "unfit() was not asked"
        context.put({})
        work = Work(self._desk, context)
        work.restore()
        work.go_on()
        return AgentResult(exit_code=0, active_s=round(self._desk.clock.active_s, 1))


class Work:
    """One sitting."""

    def __init__(self, desk: Desk, context: AgentContext) -> None:
        self._desk = desk
        self._clock = desk.clock
        self._box = context.sandbox
        self._context = context

    def restore(self) -> None:
        """Give the sandbox what was kept of earlier sittings."""
        self._desk.recover()
        if self._desk.saved.is_dir():
            self._lay(self._desk.saved)

    def go_on(self) -> None:
        """Do what the person says until they hand in. Raises LeftOff."""
        say = self._desk.console.say
        say(self._context.instruction)
        say("\n".join(f"  {name:<10} {what}" for name, what in COMMANDS.items()))
        try:
            while True:
                with self._running():
                    said = self._until_pause()
                if said == "submit":
                    self._clock.note("submit")
                    return
                say("The clock is stopped.")
                self._desk.console.ask("Enter goes on ")
        except (EOFError, KeyboardInterrupt) as error:
            raise LeftOff from error

    def _until_pause(self) -> str:
        """`pause` or `submit`. Raises EOFError for `quit`."""
        while True:
            command, _, rest = self._desk.console.ask(f"[{_told(self._clock.active_s)}] > ").strip().partition(" ")
            if command in ("pause", "submit"):
                return command
            if command == "quit":
                raise EOFError
            self._do(command, rest.strip())

    def _do(self, command: str, rest: str) -> None:
        say = self._desk.console.say
        if command == "shell":
            uid, gid = USER
            self._box.attach(SHELL, cwd=self._context.workdir, env=ENVIRONMENT, user=f"{uid}:{gid}")
        elif command == "task":
            say(self._context.instruction)
        elif command == "note" and rest:
            self._clock.note("note", rest)
        elif command == "time":
            say(_told(self._clock.active_s))
        elif command in ("get", "put") and rest:
            self._copied(command, Path(rest))
        elif command:
            say(f"There are: {', '.join(COMMANDS)}")

    def _copied(self, command: str, directory: Path) -> None:
        try:
            if command == "get":
                self._desk.save(self._box, self._context.workdir)
                shutil.copytree(self._desk.saved, directory)
            elif directory.is_dir():
                self._lay(directory)
            else:
                self._desk.console.say(f"{directory} is no directory")
        except OSError as error:
            self._desk.console.say(f"{directory}: {error.strerror}")

    def _lay(self, directory: Path) -> None:
        """Make the workspace what a directory holds, and nothing else."""
        workdir = self._context.workdir
        uid, gid = USER
        emptied = self._box.exec(["find", workdir, "-mindepth", "1", "-delete"], user=f"{uid}:{gid}", timeout_s=SAVE_S)
        if emptied.exit_code:
            raise InfraError(f"the workspace could not be emptied: {emptied.output[-200:]}")
        self._box.put_tree(directory, workdir, owner=USER)

    @contextmanager
    def _running(self) -> Iterator[None]:
        """The clock runs, and the workspace is kept: now and then, and at the end."""
        over = threading.Event()
        beat = threading.Thread(target=self._beat, args=(over,), name="baseline-clock", daemon=True)
        self._clock.note("start")
        beat.start()
        try:
            yield
        finally:
            self._clock.note("stop")
            over.set()
            beat.join()
            with suppress(SandboxGone):
                self._desk.save(self._box, self._context.workdir)

    def _beat(self, over: threading.Event) -> None:
        beats = 0
        while not over.wait(TICK_S):
            beats += 1
            self._clock.note("tick")
            if beats % int(SAVE_S / TICK_S) == 0:
                with suppress(SandboxGone, OSError):
                    self._desk.save(self._box, self._context.workdir)


def _told(seconds: float) -> str:
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{left:02}"
