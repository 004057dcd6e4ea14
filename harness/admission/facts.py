"""What a suite's card says of a task, measured while it was admitted."""

import difflib
import time
from itertools import islice

import docker

from harness.admission.record import Facts
from harness.admission.subject import Subject
from sandboxes.archive import Tree

MB = 1_000_000


def facts(subject: Subject) -> Facts | None:
    """Of a task with a reference solution; None of another."""
    reference = subject.reference
    if reference is None:
        return None
    client, image = subject.host.client, subject.host.task_image(subject.task)
    base = _size(client, subject.host.images.site().tag)
    files, added, removed = change(subject.base, reference)
    return Facts(
        verify_s=round(_verifying(subject, reference), 1),
        image_mb=round((_size(client, image.id) - base) / MB, 1),
        base_mb=round(base / MB, 1),
        files=files,
        added=added,
        removed=removed,
    )


def _verifying(subject: Subject, reference: Tree) -> float:
    """Wall seconds of verifying the reference with nothing beside it. A script's verdict is only had from a trial."""
    specs = subject.task.bench.verify
    if any(spec.kind == "script" for spec in specs):
        return subject.trials(["oracle"])["oracle"].phases.get("verify", 0.0)
    started = time.monotonic()
    subject.every_check(reference, subject.directory / "facts", seed=subject.settings.seed, environment={}, specs=specs)
    return time.monotonic() - started


def change(before: Tree, after: Tree) -> tuple[int, int, int]:
    """Files that differ, and lines that one tree has more and fewer than another."""
    was, became = ({entry.path: entry.sha256 for entry in tree.entries} for tree in (before, after))
    paths = [path for path in sorted(was.keys() | became.keys()) if was.get(path) != became.get(path)]
    added = removed = 0
    for path in paths:
        old, new = _lines(before, path), _lines(after, path)
        for line in islice(difflib.unified_diff(old, new, n=0), 2, None):  # after the names of the files
            added += line.startswith("+")
            removed += line.startswith("-")
    return len(paths), added, removed


def _lines(tree: Tree, path: str) -> list[str]:
    file = tree.root / path
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []


def _size(client: docker.DockerClient, image: str) -> int:
    return int(client.images.get(image).attrs["Size"])
