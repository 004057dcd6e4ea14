"""Step `pinned`: nothing that the agent's image is made of may change under the same name.

The rule. A build of ours has no network, so what it needs are the base image and pinned sources. Whoever builds a task
elsewhere (Harbor) starts from another base image, which may lack a tool: such a step is allowed where the line, or the
`if` around it, first asks whether the tool is there (`command -v`, `import`), and pins what can be pinned. So: `FROM`
takes the build's BASE or names a digest; a Python package has `==` or a hash; a distribution's package, which nobody
can pin, stands behind such a question; a download by address (curl, wget, git clone, ADD) is followed by its checksum.
"""

import hashlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from harness.admission.record import Item, item
from harness.admission.subject import Subject
from harness.task import Task
from sandboxes.spec import SandboxSpec

PROBE = re.compile(r"command -v|\bwhich\b|\bimport \w|dpkg -s|\bid \w+|\btest -[ex] |\[ ! -[ex] ")
CHECKSUM = re.compile(r"\bsha(256|512)sum\s+(-c|--check)|--checksum=sha256:|--require-hashes")
SYSTEM = re.compile(r"\b(apt-get|apt|apk|dnf|yum|microdnf|zypper)\b[^|;&]*\b(install|add)\b")
OTHER = re.compile(
    r"\b(npm|pnpm|yarn|gem|cargo|go|conda|mamba|brew|rustup|uvx|npx)\s+(install|i|ci|add|get|create|run)\b"
)
FETCH = re.compile(
    r"\b(curl|wget)\s|\bgit\b[^|;&]*\b(clone|fetch|pull|submodule)\b|^\s*ADD\s+(--\S+\s+)*(https?|git)\b"
)
PIP = re.compile(r"\b(?:pip3?|uv)\s+(?:pip\s+)?(install|download|wheel)\b([^|;&)]*)")
PYTHON = re.compile(r"Python (3\.\d+\.\d+)\s*$")
SCRIPTS = (".sh", ".bash", "")
"""Suffixes of what a build could run, beside the Dockerfile."""
VALUED = frozenset({"-r", "--requirement", "-c", "--constraint", "-d", "--dest", "-t", "--target", "-i", "--index-url"})
ANYTHING = frozenset({"--no-binary", "--only-binary", "--platform", "--python-version", "--progress-bar", "--prefix"})


class Line(NamedTuple):
    """One logical line of a script: what continued it is joined, comments are gone."""

    number: int
    text: str
    guarded: bool
    """Whether an `if` around it asks for something that is there already."""


def pinned(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """The build's own files, then what the built image is."""
    environment = subject.task.directory / "environment"
    for path in build_files(environment):
        name = path.relative_to(environment).as_posix()
        if only is None or name in only:
            yield item(name, "; ".join(unpinned(path.read_text(encoding="utf-8", errors="replace"))[:3]))
    yield item("sources", _sources(subject.task), f"{len(subject.task.bench.source)} pinned by sha256")
    yield _layers(subject)
    yield _python(subject)


def build_files(environment: Path) -> list[Path]:
    """The Dockerfile and every file beside it that may be a script; the workspace is what agents get, not the build."""
    found = sorted(path for path in environment.rglob("*") if path.is_file())
    return [p for p in found if p.name.startswith("Dockerfile") or _is_script(p)]


def _is_script(path: Path) -> bool:
    if path.suffix == ".txt" and "requirements" in path.name:
        return True
    if path.suffix not in SCRIPTS:
        return False
    with path.open("rb") as handle:
        return path.suffix != "" or handle.read(2) == b"#!"


def unpinned(text: str) -> list[str]:
    """What in a Dockerfile or shell script may bring something else tomorrow, with the number of its line."""
    lines = logical_lines(text)
    checked = any(CHECKSUM.search(line.text) for line in lines)
    stages: set[str] = set()
    found = []
    for line in lines:
        found += [f"line {line.number}: {problem}" for problem in _problems(line, stages, checked)]
    return found


def _problems(line: Line, stages: set[str], checked: bool) -> Iterator[str]:
    if match := re.match(r"\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", line.text, re.IGNORECASE):
        image, stage = match.groups()
        if image not in ("${BASE}", "$BASE", "scratch") and image not in stages and "@sha256:" not in image:
            yield f"FROM {image} is neither the build's BASE nor a digest"
        stages.add(stage)
    for package in _unpinned_packages(line.text):
        yield f"pip takes whatever {package} is that day: pin it with =="
    if FETCH.search(line.text) and not checked:
        yield f"a download without a checksum: {line.text.strip()[:60]}"
    for pattern in (SYSTEM, OTHER):
        if (match := pattern.search(line.text)) and not (line.guarded or _asked(line.text[: match.start()])):
            yield f"{match[0].strip()[:40]} without asking first whether it is there"


def _asked(before: str) -> bool:
    """Whether a probe stands before it in the same line, so that it is a fallback."""
    return bool(PROBE.search(before)) and "||" in before


def _unpinned_packages(text: str) -> Iterator[str]:
    for match in PIP.finditer(text):
        try:
            words = shlex.split(match[2].strip())
        except ValueError:
            words = match[2].split()
        if "--require-hashes" in words or "--no-index" in words:
            continue
        skip = False
        for word in words:
            if skip or word.startswith("-"):
                skip = not skip and word in VALUED | ANYTHING
            elif "==" not in word and "@" not in word and not word.startswith((".", "/", "$")):
                yield word.rstrip("\"'")


def logical_lines(text: str) -> list[Line]:
    """Lines of a Dockerfile or shell script with their continuations joined."""
    found: list[Line] = []
    conditions: list[str] = []
    start, held = 1, ""
    for number, raw in enumerate(text.splitlines(), 1):
        stripped = raw.strip()
        if stripped.startswith("#"):
            continue
        start = start if held else number
        if stripped.endswith("\\"):
            held += stripped[:-1] + " "
            continue
        whole, held = held + raw, ""
        words = whole.split()
        if words[:1] == ["if"]:
            conditions.append(whole)
        found.append(Line(start, whole, any(PROBE.search(c) for c in conditions)))
        if conditions and words and re.search(r"\bfi\b", whole):
            conditions.pop()
    return found


def _sources(task: Task) -> str:
    for source in task.bench.source:
        if source.version not in source.file:
            return f"{source.file} does not carry version {source.version} in its name"
        if not source.license:
            return f"{source.file} has no license"
    return ""


def _layers(subject: Subject) -> Item:
    """What the image is, by content: its id changes with every build, its layers' digests do not."""
    layers = subject.host.task_image(subject.task).layers
    digest = hashlib.sha256("\n".join(layers).encode()).hexdigest()
    return item("layers", "" if layers else "the engine names no layers", f"{len(layers)} layers, sha256 {digest}")


def _python(subject: Subject) -> Item:
    spec = SandboxSpec(image=subject.host.task_image(subject.task).id, labels={"role": "admission"})
    with subject.host.provider.open(spec) as box:
        said = box.exec(["python3", "--version"], timeout_s=30).output.strip()
    return item("python", "" if PYTHON.search(said) else f"python3 --version says {said[:80]!r}", said)
