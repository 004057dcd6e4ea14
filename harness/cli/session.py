"""What `run` and `resume` share: doing trials while a person watches, stopping when asked to, and reporting."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from harness.anchors import read_drift, watch_drift
from harness.cli.leaving import leave, listen
from harness.cli.progress import Live
from harness.cli.show import keep_page, show
from harness.gateway.prices import with_own
from harness.host import Host
from harness.records import TrialSpec
from harness.reports.output import agent_outputs
from harness.reports.summary import summarise
from harness.reports.terminal import print_summary
from harness.run import PRICES, run_trials
from harness.store import RunStore
from harness.task import Task
from sandboxes import cache
from sandboxes.errors import SourceError
from sandboxes.owner import this_process
from sandboxes.reaper import sweep

Result = TypeVar("Result")


class Session:
    """One process working on one run."""

    def __init__(self, store: RunStore, tasks: dict[str, Task], *, jobs: int, resume: str = "meltbench resume") -> None:
        """`resume` is the command that goes on with the run where it is interrupted."""
        self._store = store
        self._resume = resume
        self._tasks = tasks
        self._jobs = jobs

    def go(self, specs: Sequence[TrialSpec]) -> None:
        """Run the given trials."""
        self.work(len(specs), lambda host, live, stop: self.trials(specs, host, live, stop))

    def work(self, total: int, doing: Callable[[Host, Live, threading.Event], Result]) -> Result:
        """Do something with the machine while a person watches; on Ctrl-C or SIGTERM, leave the run resumable and end
        the process with 130. `total` is the number of trials in it."""
        listen()
        with Live(total) as live:
            host = self._host(live)
            try:
                self._prepare(host, live)
                return doing(host, live, threading.Event())
            except KeyboardInterrupt:
                self._leave(host)

    def _host(self, live: Live) -> Host:
        """The machine, with what this run has of its own."""
        own = self._store.root / PRICES
        return Host(live.say, with_own(own) if own.exists() else None)

    def trials(self, specs: Sequence[TrialSpec], host: Host, live: Live, stop: threading.Event) -> None:
        """Run the given trials, as a part of some work."""
        live.say(f"{len(specs)} trials into {self._store.root}")
        run_trials(self._store, host, self._tasks, specs, jobs=self._jobs, stop=stop, finished=live.finished)

    def _prepare(self, host: Host, live: Live) -> None:
        """Clear away what dead processes left, build images, and write down the machine."""
        removed = sweep(host.client, cache.installation_id())
        cache.sweep_scratch()
        self._store.journal("session", owner=this_process(), swept=len(removed))
        self._build(host, live)
        self._store.note_host(host.facts())
        watch_drift(self._store, host, self._store.settings.judging, live.say)

    def _build(self, host: Host, live: Live) -> None:
        """Build the images. A download that is gone costs its own task's trials, not those of others."""
        gone = 0
        for task in self._tasks.values():
            self._store.journal("phase", trial="", phase="image", task=task.name)
            try:
                host.base_tree(task)
            except SourceError as error:
                gone += 1
                if gone == len(self._tasks):
                    raise
                live.say(f"{task.name} cannot be run: {error}")

    def _leave(self, host: Host) -> NoReturn:
        """Stop at once. No record can be written any more, so what the torn sandboxes look like counts for nothing."""
        self._store.seal()
        self._store.journal("interrupted")
        leave(host, f"Go on with `{self._resume} {self._store.root}`")

    def report(self, *, html: Path | None, json: bool, strict: bool) -> None:
        """Print the summary and write the page (for `json` if one is asked for); exit 1 if `strict` does not hold."""
        run, records = self._store.run(), self._store.records()
        ladders = {name: task.ladder for name, task in self._tasks.items()}
        summary = summarise(run, records, ladders, drifts=read_drift(self._store))
        show(summary, print_summary, json=json, width=120)
        page = html or (None if json else self._store.root / "report.html")
        if page:
            from harness.reports.html.page import render

            keep_page(render(summary, records, run, outputs=agent_outputs(self._store, records)), page, json=json)
        if strict and any(record.outcome != "completed" for record in records):
            raise typer.Exit(1)
