"""This machine as the rest of the house uses it: engine, sandboxes, images, base trees; connected when first needed."""

import os
import platform
import shutil
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import docker

from harness import __version__
from harness.gateway.prices import Prices, known_prices
from harness.gateway.server import Gateway
from harness.judges import Qualities, Room, find_judges
from harness.records import JudgeSettings
from harness.task import Task
from sandboxes import cache, engine, sources
from sandboxes.archive import Tree, scan
from sandboxes.docker import DockerProvider
from sandboxes.images import ImageStore
from sandboxes.images.task import TaskImage
from sandboxes.locks import locked
from sandboxes.sources import PinnedFile
from sandboxes.spec import SandboxSpec
from sandboxes.tools import ToolVolumes
from scoring.judge.cache import ReplyCache
from scoring.judge.panel import Panel
from scoring.verify.boxes import Boxes


class Host:
    """Everything that is done once per machine or per process, and shared by all trials. Thread-safe."""

    def __init__(self, progress: Callable[[str], None], prices: Prices | None = None) -> None:
        """`progress` is told, one line at a time, what takes long; `prices` are ours if not given."""
        self._progress = progress
        self.prices = prices or known_prices()
        self._lock = threading.RLock()
        self._bases: dict[str, Tree] = {}
        self._images: dict[str, TaskImage] = {}
        self._panels: dict[JudgeSettings, Panel] = {}

    @cached_property
    def client(self) -> docker.DockerClient:
        """The engine; found, or installed and started. Raises MachineError."""
        return engine.ensure_engine(self._progress)

    @cached_property
    def provider(self) -> DockerProvider:
        """Opens sandboxes."""
        return DockerProvider(self.client, cache.installation_id())

    @cached_property
    def images(self) -> ImageStore:
        """Builds images, each at most once."""
        return ImageStore(self.client, self._progress)

    @cached_property
    def tools(self) -> ToolVolumes:
        """Installs agents' tools."""
        return ToolVolumes(self.client, self.images, self._progress)

    @cached_property
    def gateway(self) -> Gateway:
        """Stands between sandboxes and model APIs, until this process ends."""
        return Gateway().__enter__()

    @cached_property
    def qualities(self) -> Qualities:
        """Of artifacts whose quality is known by construction."""
        return Qualities()

    def panel(self, settings: JudgeSettings) -> Panel:
        """The judges of a run, until this process ends. Raises UserError where one cannot be asked."""
        with self._lock:
            if settings not in self._panels:
                kept = ReplyCache(cache.cache_dir("judge") / "replies.sqlite") if settings.judges else None
                judges = find_judges(settings, Room(self.prices, kept, self.qualities))
                self._panels[settings] = Panel(judges, repeats=settings.repeats, concurrency=settings.concurrency)
            return self._panels[settings]

    def task_image(self, task: Task) -> TaskImage:
        """The image a task's agent works in, built if need be."""
        with self._lock:
            if task.visible_digest not in self._images:
                pinned = [pin(task, source.file) for source in task.bench.source]
                self._images[task.visible_digest] = self.images.task(task.directory / "environment", pinned)
            return self._images[task.visible_digest]

    def base_tree(self, task: Task) -> Tree:
        """The workspace as an agent finds it, taken out of the image once and kept in the cache."""
        image = self.task_image(task)
        with self._lock:
            if image.id not in self._bases:
                self._bases[image.id] = self._extract_base(task, image)
            return self._bases[image.id]

    def _extract_base(self, task: Task, image: TaskImage) -> Tree:
        kept = cache.cache_dir() / "bases" / image.id.removeprefix("sha256:")
        with locked(f"base-{kept.name}"):
            if not kept.is_dir():
                # A sandbox with a command is created and never started.
                spec = SandboxSpec(image=image.id, command=("true",), labels={"role": "base"})
                with cache.scratch() as scratch, self.provider.open(spec) as box:
                    box.freeze()
                    box.get_tree(task.config.environment.workdir, scratch / "tree")
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    shutil.move(scratch / "tree", kept)
        return scan(kept)

    def unpacked(self, task: Task) -> Callable[[str], Path]:
        """A function from the file name of one of the task's sources to its unpacked directory."""
        return lambda file: sources.unpacked(pin(task, file))

    def boxes(self, task: Task, labels: dict[str, str]) -> Boxes:
        """The boxes a task's verification runs in."""
        workdir = task.config.environment.workdir
        return Boxes(self.provider, self.task_image(task).id, lambda: self.images.tools().id, workdir, labels)

    def facts(self) -> dict[str, Any]:
        """What a result should say about the machine it came from."""
        base = self.images.base()
        return {
            "meltbench": __version__,
            "python": platform.python_version(),
            "kernel": platform.release(),
            "machine": platform.machine(),
            "cores": os.cpu_count(),
            "engine": engine.engine_facts(self.client).model_dump(mode="json"),
            "base": {"origin": base.origin, "layers": list(base.layers), "recipe": base.recipe},
        }


def pin(task: Task, file: str) -> PinnedFile:
    """The pinned source of a task with that file name."""
    found = next(source for source in task.bench.source if source.file == file)
    return PinnedFile(project=found.project, version=found.version, file=found.file, sha256=found.sha256)
