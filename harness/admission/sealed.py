"""Step `sealed`: from the agent's image nobody can reach a hidden file, an answer, or the history behind the task.

Looked for are whole files and long lines of secret files (secret_files.py), places where a task's own directories lie
in other boxes, package caches, installed copies of what the task is made from, and repositories."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harness.admission.image_files import image_files, known_contents, texts
from harness.admission.record import Item, item, listed
from harness.admission.secret_files import secrets_of
from harness.admission.subject import Subject
from sandboxes.spec import SandboxSpec
from scoring.spec import SourceSpec

PLACES = re.compile(r"^(solution|ladder|tests/hidden|hidden|opt/meltbench|attacker)(/|$)")
CACHES = re.compile(r"(^|/)\.cache/(pip|uv)/|^var/cache/apt/archives/.*\.deb$|^var/cache/apt/.*pkgcache\.bin$")
HISTORY = """\
test -e .git || { echo none; exit 0; }
echo commits $(git rev-list --all --count)
echo reachable $(git rev-list --all --objects | cut -d' ' -f1 | sort -u | wc -l)
git count-objects -v | sed -n 's/^count: /loose /p; s/^in-pack: /packed /p; s/^size-garbage: /garbage /p'
echo remotes $(git remote | wc -l)
echo stashes $(git stash list | wc -l)
echo alternates $(cat .git/objects/info/alternates 2>/dev/null | wc -l)
"""


class Findings(NamedTuple):
    """What was found, one line each."""

    files: list[str]
    lines: list[str]
    places: list[str]
    caches: list[str]
    upstream: list[str]
    repositories: list[str]


def sealed(subject: Subject, only: frozenset[str] | None) -> Iterator[Item]:
    """One pass over the image's files, and one look at its repository in a box of its own."""
    if only is None or only - {"history"}:
        found = search(subject)
        yield item("files", listed(found.files), "no secret file")
        yield item("lines", listed(found.lines), "no lines of a secret file")
        yield item("places", listed(found.places), "no directory of the task")
        yield item("caches", listed(found.caches), "no package cache")
        yield item("upstream", listed(found.upstream), "no copy of a pinned source")
        yield item("repositories", listed(found.repositories), "no repository but the workspace's")
    if only is None or "history" in only:
        yield history(subject)


def search(subject: Subject) -> Findings:
    """Look through every file of the image."""
    task, found = subject.task, Findings([], [], [], [], [], [])
    secrets = secrets_of(task, subject.base, subject.reference)
    workdir = task.config.environment.workdir.strip("/")
    own_git = f"{workdir}/.git/"
    upstream = upstream_paths(task.bench.source)
    image = subject.host.task_image(task).id
    known = known_contents(subject.host)
    for file in image_files(subject.host, image):
        if file.sha256 in secrets.files:
            found.files.append(f"/{file.path} is {secrets.files[file.sha256]}")
        elif file.sha256 not in known and (names := secrets.told_by(texts(file.content))):
            found.lines.append(f"/{file.path} holds lines of {listed(names, 2)}")
        if PLACES.search(file.path):
            found.places.append(f"/{file.path}")
        if CACHES.search(file.path):
            found.caches.append(f"/{file.path}")
        if upstream.search(file.path) or file.sha256 in {s.sha256 for s in task.bench.source}:
            found.upstream.append(f"/{file.path}")
        if "/.git/" in f"/{file.path}" and file.path.endswith("/HEAD") and not file.path.startswith(own_git):
            found.repositories.append(f"/{file.path}")
    return found


def history(subject: Subject) -> Item:
    """The workspace's repository: one commit and not an object more, asked of git in a disposable box."""
    spec = SandboxSpec(
        image=subject.host.task_image(subject.task).id,
        workdir=subject.task.config.environment.workdir,
        labels={"role": "admission"},
    )
    with subject.host.provider.open(spec) as box:
        said = box.exec(["/bin/sh", "-c", HISTORY], user="1000:1000", env={"HOME": "/home/agent"}, timeout_s=60).output
    if said.strip() == "none":
        return item("history", "", "no repository")
    return item("history", *judged_history(said))


def judged_history(said: str) -> tuple[str, str]:
    """(what is wrong, what there is) of a repository that git has counted."""
    counts = {k: int(v) for k, v in (line.split() for line in said.splitlines() if re.fullmatch(r"[a-z]+ \d+", line))}
    needed = {"commits", "reachable", "loose", "packed", "garbage", "remotes", "stashes", "alternates"}
    if needed - counts.keys():
        return f"git could not be asked: {said.strip()[:200]}", ""
    if counts["commits"] != 1:
        return f"{counts['commits']} commits instead of one", ""
    extra = counts["loose"] + counts["packed"] - counts["reachable"]
    if extra > 0 or counts["garbage"]:
        return f"{extra} objects that the one commit does not hold", ""
    for name in ("remotes", "stashes", "alternates"):
        if counts[name]:
            return f"{counts[name]} {name}", ""
    return "", f"one commit of {counts['reachable']} objects"


def upstream_paths(sources: Sequence[SourceSpec]) -> re.Pattern[str]:
    """Paths of installed copies of what the task is made from, and of every pinned file itself.

    A wheel is there to be installed, as something that the code needs, unless its project is pinned as source too."""
    made_from = [source.project for source in sources if not source.file.endswith(".whl")]
    names = "|".join(re.escape(project).replace(r"\-", "[-_.]") for project in made_from) or r"(?!)"
    files = "|".join(re.escape(source.file) for source in sources) or r"(?!)"
    installed = rf"(site|dist)-packages/({names})(\.py$|/|-[^/]*\.(dist|egg)-info(/|$))"
    return re.compile(rf"{installed}|(^|/)({files})$", re.IGNORECASE)
