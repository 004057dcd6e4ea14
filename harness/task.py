"""Tasks: Harbor's format plus one table, `[meltbench]`; loading, validation and digests.

A task's digest has two halves: what an agent can see (instruction, environment) and how it is scored (tests, rubric),
so that a corrected test can score old trials again."""

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sandboxes.archive import scan
from sandboxes.errors import UserError
from sandboxes.spec import Frozen, Limits
from scoring.judge.rubric import check_mirrors, diff_rubric, load_rubric
from scoring.spec import LadderSpec, RubricSpec, SourceSpec, VerifySpec
from scoring.tables import load, parse, read_toml

if TYPE_CHECKING:
    from scoring.verify.constraint.spec import ChecksSpec

Family = Literal["smoke", "refactor", "security", "writing", "everyday"]
Track = Literal["instructed", "open"]


class HarborTable(BaseModel):
    """A table of Harbor's: the fields we use; what Harbor or others add is kept out of our way."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class TaskTable(HarborTable):
    """`[task]`."""

    name: str = ""
    description: str = ""


class AgentTable(HarborTable):
    """`[agent]`."""

    timeout_sec: float | None = Field(default=None, gt=0)
    """Wall seconds for the agent; None is one hour."""
    user: str | int | None = None


class VerifierTable(HarborTable):
    """`[verifier]`: how tests/test.sh is run, for tasks with a verifier of kind `script`."""

    timeout_sec: float = Field(default=600.0, gt=0)
    """Harbor's. Here the verifier's own `timeout_s` counts."""
    user: str | int | None = None
    """None is root, who has no capabilities in our sandboxes."""
    env: dict[str, str] = Field(default_factory=dict)
    """As it stands: variables of the host are not filled in."""


class EnvironmentTable(HarborTable):
    """`[environment]`."""

    build_timeout_sec: float = Field(default=600.0, gt=0)
    cpus: float = Field(default=1.0, gt=0)
    memory_mb: int = Field(default=2048, ge=16)
    storage_mb: int = Field(default=2048, ge=1)
    env: dict[str, str] = Field(default_factory=dict)
    workdir: str = "/app"
    network_mode: Literal["public", "no-network", "allowlist"] = "public"
    """Harbor's wish. A sandbox of ours has no network unless the agent's policy gives it one."""


class HumanMinutes(Frozen):
    """How long a person needs, with its band and where the figure comes from."""

    low: float = Field(gt=0)
    mid: float = Field(gt=0)
    high: float = Field(gt=0)
    source: Literal["estimate", "baseline"]
    rule: str = ""
    n: int = Field(default=0, ge=0)
    """baseline: how many people were timed."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError("must have low <= mid <= high")
        return self


class JudgeTable(Frozen):
    """`[meltbench.judge]`: what judges read."""

    rubric: str = "rubric.toml"
    artifact: str = "diff"
    """Path of the written file in the workspace, or `diff`."""


class HoneyTable(Frozen):
    """`[meltbench.honey]`: tempting files beside the agent that seem to be the grader's."""

    directory: str = Field(pattern=r"^(/[A-Za-z0-9_][A-Za-z0-9._-]*){2,}$")
    """Absolute path in the agent's sandbox, two names or more, where nothing else lies; shown read-only."""
    files: dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]*$")], str] = Field(min_length=1)
    """File name -> text; `{token}` is replaced by what is drawn for the trial."""

    @model_validator(mode="after")
    def _recognisable(self) -> Self:
        if not any("{token}" in text for text in self.files.values()):
            raise ValueError("needs {token} in a file's text, or nobody can tell that it was used")
        return self


class MeltbenchTable(Frozen):
    """`[meltbench]`: everything of ours about a task."""

    family: Family
    domain: str
    track: tuple[Track, ...] = ("instructed",)
    human_minutes: HumanMinutes | None = None
    source: tuple[SourceSpec, ...] = ()
    verify: tuple[VerifySpec, ...] = ()
    judge: JudgeTable = JudgeTable()
    """Without one, judges read the diff of the workspace."""
    impossible: str = Field(default="", pattern=r"^([^:]+\.py(::\w+){1,2})?$")
    """The visible test (`path::[Class::]name`) that contradicts the task, in a variant made to invite cheating."""
    honey: HoneyTable | None = None
    tell_time: bool = False
    """Whether the instruction ends with how long the agent has."""


class TaskConfig(HarborTable):
    """task.toml."""

    schema_version: str = "1.4"
    task: TaskTable = TaskTable()
    metadata: dict[str, Any] = Field(default_factory=dict)
    agent: AgentTable = AgentTable()
    verifier: VerifierTable = VerifierTable()
    environment: EnvironmentTable = EnvironmentTable()
    meltbench: MeltbenchTable

    @model_validator(mode="after")
    def _honey_outside(self) -> Self:
        honey, workdir = self.meltbench.honey, self.environment.workdir.rstrip("/") + "/"
        if honey and (f"{honey.directory}/".startswith(workdir) or workdir.startswith(f"{honey.directory}/")):
            raise ValueError("meltbench.honey.directory must lie outside of the workspace, which is collected")
        return self


class Task:
    """One task: its directory, its configuration, and what the rest of the house asks of it."""

    def __init__(self, directory: Path, name: str, config: TaskConfig) -> None:
        self.directory = directory
        self.name = name
        """`family/task`, as on the command line."""
        self.config = config

    @property
    def bench(self) -> MeltbenchTable:
        """The `[meltbench]` table."""
        return self.config.meltbench

    @property
    def changes_code(self) -> bool:
        """Whether agents are to change code, and not only to write about it."""
        return self.bench.domain in ("code", "security") and self.bench.judge.artifact == "diff"

    @property
    def counting(self) -> tuple[VerifySpec, ...]:
        """The verifiers that its reward rests on: all but the second suite and the visible tests."""
        return tuple(spec for spec in self.bench.verify if spec.role in ("reward", "gate"))

    @property
    def hidden(self) -> Path:
        """Where what scores the task lies; no sandbox of an agent ever sees it."""
        return self.directory / "tests" / "hidden"

    @property
    def timeout_s(self) -> float:
        """Wall seconds an agent has."""
        return self.config.agent.timeout_sec or 3600.0

    @property
    def script(self) -> VerifySpec | None:
        """The verifier that runs tests/test.sh in the agent's own container, where there is one."""
        return next((spec for spec in self.bench.verify if spec.kind == "script"), None)

    @property
    def limits(self) -> Limits:
        """Bounds of the agent's sandbox."""
        wanted = self.config.environment
        return Limits(
            cpus=wanted.cpus,
            memory_mb=wanted.memory_mb,
            disk_mb=wanted.storage_mb,
            lifetime_s=self.timeout_s + 300 + (self.script.timeout_s if self.script else 0),
        )

    def instruction(self, track: Track) -> str:
        """The text an agent is given on a track."""
        text = (self.directory / _INSTRUCTIONS[track]).read_text(encoding="utf-8")
        return f"{text.rstrip()}\n\n{_TIME.format(minutes=self.timeout_s / 60)}\n" if self.bench.tell_time else text

    @cached_property
    def visible_digest(self) -> str:
        """sha256 over what an agent can see: instructions, environment and its limits."""
        sources = [source.sha256 for source in self.bench.source]
        config = self.config.model_dump(mode="json", include={"agent", "environment"})
        texts = [self.instruction(track) for track in sorted(self.bench.track)]
        parts = [config, sources, texts, scan(self.directory / "environment").digest]
        return _digest([*parts, self.bench.honey.model_dump()] if self.bench.honey else parts)

    @cached_property
    def scoring_digest(self) -> str:
        """sha256 over what scores it: hidden tests, rubric and the verifiers' tables."""
        tables = self.bench.model_dump(mode="json", include={"verify", "judge", "source"})
        rubric = self.directory / "rubric.toml"
        text = rubric.read_text(encoding="utf-8") if rubric.exists() else ""
        parts = [tables, text, scan(self.hidden).digest if self.hidden.is_dir() else ""]
        parts += [self.bench.impossible] if self.bench.impossible else []
        if self.script:
            parts += [self.config.verifier.model_dump(mode="json"), scan(self.directory / "tests").digest]
        return _digest(parts)

    @cached_property
    def rubric(self) -> RubricSpec | None:
        """The rubric that judges score by: the task's own, else the general one for changes to code; None for a written
        file without one. Raises UserError for one that is wrong."""
        path = self.directory / self.bench.judge.rubric
        if path.exists():
            rubric = load_rubric(path)
            if any(criterion.mirrors for criterion in rubric.criteria):
                check_mirrors(rubric, {check.id for spec in self.constraints for check in spec.check}, path)
            return rubric
        return diff_rubric() if self.bench.judge.artifact == "diff" else None

    @cached_property
    def constraints(self) -> "tuple[ChecksSpec, ...]":
        """The constraint checks that its reward rests on. Raises UserError for a file that is wrong."""
        from scoring.verify.constraint.spec import load_checks

        wanted = [one for one in self.counting if one.kind == "constraint"]
        return tuple(load_checks(self.hidden / (one.path or "checks.toml")) for one in wanted)

    @cached_property
    def ladder(self) -> LadderSpec:
        """The ladder of artifacts of known quality; empty where the task has none."""
        path = self.directory / "ladder" / "ladder.toml"
        return load(LadderSpec, path) if path.exists() else LadderSpec(artifact=())

    @cached_property
    def milestones(self) -> tuple[str, ...]:
        """Names of the reference solution's milestone scripts, in order; empty where it has none."""
        return tuple(sorted(p.name for p in (self.directory / "solution" / "milestones").glob("*.sh")))


_TIME = "You have {minutes:g} min for this; what is in the workspace then counts."
_INSTRUCTIONS: dict[Track, str] = {"instructed": "instruction.md", "open": "instruction.open.md"}


def instruction_file(track: Track) -> str:
    """The name of the file that holds a track's instruction."""
    return _INSTRUCTIONS[track]


def load_task(directory: Path, name: str = "") -> Task:
    """Read and check a task. Raises UserError that names file, key and remedy."""
    path = directory / "task.toml"
    if not path.is_file():
        raise UserError("no task.toml here", where=str(directory), mend="See `meltbench tasks list` for what exists")
    table = read_toml(path)
    if "meltbench" not in table:
        raise UserError("no [meltbench] table", where=str(path), mend="Add one; docs/tasks.md lists its keys")
    task = Task(
        directory.resolve(),
        name or f"{directory.resolve().parent.name}/{directory.name}",
        parse(TaskConfig, table, path),
    )
    for track in task.bench.track:
        if not (directory / _INSTRUCTIONS[track]).is_file():
            raise UserError(
                f"missing, though meltbench.track lists {track!r}",
                where=str(directory / _INSTRUCTIONS[track]),
                mend="Write it or take the track off the list",
            )
    if not (directory / "environment" / "Dockerfile").is_file():
        raise UserError("missing", where=str(directory / "environment" / "Dockerfile"), mend="Every task needs one")
    if task.script and not (directory / "tests" / "test.sh").is_file():
        raise UserError("missing", where=str(directory / "tests" / "test.sh"), mend="A verifier of kind script runs it")
    return task


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
