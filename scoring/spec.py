"""What a task says about its scoring, as data. harness/task.py composes these into the task's configuration."""

from typing import Literal

from pydantic import Field

from sandboxes.spec import Frozen
from scoring.reward import Role


class ServeSpec(Frozen):
    """`serve = { ... }` of a `black_box` verifier: how the program under test is started as a server in its box."""

    argv: tuple[str, ...]
    """The command line; `{python}`, `{port}` and `{socket}` are filled in. It must stay in the foreground."""
    port: int = Field(default=8000, ge=1024, le=65535)
    """TCP port of 127.0.0.1 that it listens on."""
    socket: str = Field(default="", max_length=40)
    """Path of a unix socket below its working directory, instead of the port."""
    start_s: float = Field(default=30.0, gt=0)
    """Wall seconds within which it must listen."""
    restart: Literal["case", "group"] = "case"
    """Whether every case meets a server just started, or neighbouring cases of a group share one."""
    headers: tuple[str, ...] = ()
    """Names of the response headers that count; none by default (`Date` and `Server` differ by themselves)."""


class VerifySpec(Frozen):
    """One `[[meltbench.verify]]` table: a verifier of the task and what its verdict is used for.

    A `static` verifier splits its checks into gates and weights (structure.toml), a `script` in the role `reward` gives
    a score, `differential` and `black_box` in that role give each closed flaw its weight (flaws.toml); every other kind
    acts as one gate, unless its role makes it an oracle or the visible tests."""

    kind: Literal["static", "constraint", "black_box", "differential", "liveness", "suite", "script"]
    role: Role = "gate"
    """`reward` (static, constraint, script; differential and black_box about flaws), `gate`, `oracle` (never the
    reward), `visible` (what the agent could see)."""
    name: str = ""
    """Shown in reports; the kind where it is empty."""
    path: str = ""
    """File or directory under tests/hidden/ that holds its data; each kind has a default (structure.toml, checks.toml,
    the directory itself for cases.py and driver.py, suite/ for tests). liveness: that of a differential gate."""
    timeout_s: float = Field(default=300.0, gt=0)
    """Wall seconds for the whole verifier; past it the candidate fails."""
    case_timeout_s: float = Field(default=10.0, gt=0)
    """differential, black_box, liveness: wall seconds for one case."""
    fresh_cases: int = Field(default=0, ge=0)
    """differential, black_box: cases drawn with a fresh seed at every verification, beside the frozen corpus."""
    cases: str = Field(default="cases", pattern=r"^[a-z][a-z0-9_]*$")
    """differential, black_box: the module there that makes the cases; two verifiers with one driver have one each."""
    maker: Literal["original", "tools"] = "original"
    """differential, black_box: whose box cases.py runs in: the original's, or one of the tools image, where it may
    import hypothesis and `runner.drawing`."""
    serve: ServeSpec | None = None
    """black_box: how the server is started; without it the cases are command lines."""
    source: str = ""
    """suite: file name of a pinned source (`[[meltbench.source]]`) whose directory `path` holds the tests, instead of
    tests/hidden/."""
    twins: bool = False
    """suite: every test also goes in with a wrong constant, and must fail then. Tests under tests/hidden/ are renamed
    and shuffled in any case; those of a pinned source only with this."""
    expect: str = ""
    """JSON file under tests/hidden/. suite: pins the outcome of every test id; without it all must pass. black_box:
    cases with their `expected` answers, in place of an original that answers."""


class SourceSpec(Frozen):
    """One `[[meltbench.source]]` table: a pinned download. Named by project and file; no address."""

    project: str
    """Project name on the package index."""
    version: str
    file: str
    """Exact file name, for example `bottle-0.13.2.tar.gz`."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    license: str = ""


class Anchor(Frozen):
    """What a score on a criterion looks like: one observable line."""

    score: int = Field(ge=0, le=3)
    text: str


class Criterion(Frozen):
    """One line of a rubric, scored 0 to 3 by a judge."""

    id: str
    weight: float = Field(gt=0)
    question: str
    anchors: tuple[Anchor, ...]
    evidence: Literal["required", "optional"] = "required"
    """Whether a verdict must quote the artifact (presence) or may do without (absence, brevity, tone)."""
    mirrors: tuple[str, ...] = ()
    """Ids of constraint checks of the same property: where one fails, full marks are wrong. Judges do not see them."""


class Penalty(Frozen):
    """A negative criterion: points taken off (of 100) for each instance found, each with a quote."""

    id: str
    points: float = Field(gt=0)
    question: str


class RubricSpec(Frozen):
    """rubric.toml: what a judge is asked about an artifact."""

    version: str
    artifact: str
    """Path of the written file in the workspace, or `diff`."""
    criteria: tuple[Criterion, ...]
    penalties: tuple[Penalty, ...] = ()


class LadderArtifact(Frozen):
    """One artifact of known quality: the reference with a known number of planted defects, a variant or an attack."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    kind: Literal["defect", "variant", "attack"] = "defect"
    defects: int = Field(ge=0)
    """How many defects were planted."""
    note: str = ""
    """What was planted, one line."""
    files: str = ""
    """Directory under ladder/ copied over the workspace; or"""
    command: str = ""
    """shell command run in the workspace with /solution and /ladder present."""

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called: its name, and of a rung `ladder-N` too."""
        return (self.name, f"ladder-{self.defects}") if self.kind == "defect" else (self.name,)


class LadderSpec(Frozen):
    """ladder/ladder.toml: `[[artifact]]` tables, from no defect upwards."""

    artifact: tuple[LadderArtifact, ...]
