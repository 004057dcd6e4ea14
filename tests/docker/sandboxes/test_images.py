"""Images as an engine builds them: what is inside, that each is built once, and whose fault a failure is."""

import hashlib
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import docker
import pytest

from sandboxes.docker import DockerProvider
from sandboxes.errors import SourceError, UserError
from sandboxes.images import ImageStore
from sandboxes.images.base import BaseImage
from sandboxes.images.build import find_image
from sandboxes.images.task import TaskImage, ensure_task_image
from sandboxes.sources import PinnedFile
from sandboxes.spec import SandboxSpec

DOCKERFILE = """
ARG BASE=python:3.11-slim-bookworm
FROM ${BASE}
COPY --chown=agent:agent app /app
RUN git config --system --add safe.directory /app && id agent
USER agent
"""
BUILD = """
import sys
from pathlib import Path
from sandboxes.engine import connect
from sandboxes.images.base import ensure_base
from sandboxes.images.task import ensure_task_image
client = connect()
image = ensure_task_image(client, Path(sys.argv[1]), ensure_base(client, print), (), {}, print)
print("built" if image.built else "found")
"""

Build = Callable[..., TaskImage]


def silent(line: str) -> None:
    """No progress is shown."""


@pytest.fixture(scope="module")
def store(engine: docker.DockerClient) -> ImageStore:
    return ImageStore(engine, silent)


@pytest.fixture(scope="module")
def base(store: ImageStore) -> BaseImage:
    return store.base()


@pytest.fixture
def context(tmp_path: Path) -> Path:
    """A build context that no other test, and no other run, has."""
    context = tmp_path / "environment"
    (context / "app").mkdir(parents=True)
    (context / "app" / "unique.txt").write_text(secrets.token_hex(8))
    (context / "Dockerfile").write_text(DOCKERFILE)
    return context


@pytest.fixture
def build(engine: docker.DockerClient, base: BaseImage, context: Path) -> Iterator[Build]:
    """Builds the context; what was built is removed at the end."""
    tags = set()

    def ensure(*sources: PinnedFile) -> TaskImage:
        image = ensure_task_image(engine, context, base, sources, {"task": "test"}, silent)
        tags.add(image.tag)
        return image

    yield ensure
    for tag in tags:
        engine.images.remove(tag, force=True)


def run(engine: docker.DockerClient, image: str, *argv: str) -> str:
    with DockerProvider(engine, "test-images").open(SandboxSpec(image=image)) as box:
        return box.exec(argv, timeout_s=30).output


def test_the_base_has_what_tasks_rely_on(engine: docker.DockerClient, base: BaseImage) -> None:
    script = "id agent; pwd; stat -c %U /app; python3 --version; python3 -m pytest --version 2>&1; git --version; env"
    said = run(engine, base.id, "sh", "-c", f"{script}; which ps patch")
    for fact in ("uid=1000(agent) gid=1000(agent)", "\n/app\nagent\n", "Python 3.11.", "pytest 7.2.", "git version 2."):
        assert fact in said
    for fact in ("LC_ALL=C.UTF-8\n", "TZ=UTC\n", "/usr/bin/ps\n", "/usr/bin/patch\n"):
        assert fact in said


def test_the_base_says_what_it_is_made_of(base: BaseImage) -> None:
    packages = dict(line.split("\t") for line in base.packages.read_text().splitlines())
    assert packages["python3"].startswith("3.11.")
    assert {"git", "patch", "procps", "python3-pytest", "libc6"} <= packages.keys()
    assert base.origin in ("registry", "bootstrap")
    assert base.layers


def test_the_tools_can_be_imported_and_are_not_found_by_chance(engine: docker.DockerClient, store: ImageStore) -> None:
    tools = store.tools().id
    imports = "import grimp, lizard, griffe, pyflakes, mypy, ruff"
    found = f"import sys; sys.path.insert(0, '/opt/tools'); {imports}; print('ok')"
    assert run(engine, tools, "python3", "-c", found) == "ok\n"
    assert "No module named" in run(engine, tools, "python3", "-c", imports)


def test_the_store_gives_the_same_image_again(store: ImageStore, base: BaseImage) -> None:
    assert store.base() is base
    assert store.tools() is store.tools()
    assert store.site() is store.site()


def test_a_task_image_is_built_upon_the_base_once(build: Build, base: BaseImage) -> None:
    first, second = build(), build()
    assert (first.built, second.built) == (True, False)
    assert first.id == second.id
    assert first.layers[: len(base.layers)] == base.layers
    assert (first.workdir, first.user) == ("/app", "agent")


def test_a_changed_context_is_another_image(build: Build, context: Path) -> None:
    first = build()
    (context / "app" / "unique.txt").chmod(0o755)
    second = build()
    assert second.built
    assert first.tag != second.tag


def test_a_source_lies_in_the_context(
    engine: docker.DockerClient, build: Build, context: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    content = b"what was pinned"
    pinned = PinnedFile(project="shop", version="1", file="shop-1.txt", sha256=hashlib.sha256(content).hexdigest())
    kept = tmp_path / "cache" / "sources" / pinned.sha256 / pinned.file
    kept.parent.mkdir(parents=True)
    kept.write_bytes(content)
    (context / "Dockerfile").write_text(DOCKERFILE + "COPY sources/shop-1.txt /app/\n")
    assert run(engine, build(pinned).id, "cat", "/app/shop-1.txt") == "what was pinned"


def test_a_source_out_of_reach_is_no_fault_of_the_task(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    with pytest.raises(SourceError, match=r"shop-1\.txt"):
        build(PinnedFile(project="shop", version="1", file="shop-1.txt", sha256="0" * 64))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("RUN echo the last words; exit 3", "the last words.*returned a non-zero code: 3"),
        ("RUN python3 -c \"import socket; socket.create_connection(('192.0.2.1', 80), 2)\"", "unreachable"),
        ("COPY nothing /app", "nothing"),
        ("NONSENSE", "NONSENSE"),
    ],
)
def test_a_broken_dockerfile_is_a_user_error_of_one_line(build: Build, context: Path, line: str, said: str) -> None:
    (context / "Dockerfile").write_text(f"{DOCKERFILE}{line}\n")
    with pytest.raises(UserError, match=rf"(?i)environment/Dockerfile.*{said}.*build-task-.*\.log") as raised:
        build()
    assert "\n" not in str(raised.value)


def test_a_context_without_dockerfile_is_a_user_error(build: Build, context: Path) -> None:
    (context / "Dockerfile").unlink()
    with pytest.raises(UserError, match="no Dockerfile"):
        build()


def test_processes_and_threads_that_ask_together_build_once(build: Build, context: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(context)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    images: list[TaskImage] = []
    threads = [threading.Thread(target=lambda: images.append(build())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = [process.communicate()[0].splitlines()[-1] for process in processes]
    built = [image.built for image in images] + [word == "built" for word in said]
    assert sorted(built) == [False] * 4 + [True]


def test_after_a_kill_in_the_middle_the_next_call_builds(build: Build, context: Path) -> None:
    (context / "Dockerfile").write_text(f"{DOCKERFILE}RUN sleep 1\n")
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(context)], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        assert "Building" in process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert build().built


def test_what_was_built_is_labelled_as_ours(engine: docker.DockerClient, build: Build) -> None:
    found = find_image(engine, build().tag)
    assert found is not None
    assert found.labels["io.meltbench.image"] == "task"
    assert found.labels["io.meltbench.task"] == "test"
    assert found.labels["io.meltbench.installation"]


def test_a_volume_is_refused(build: Build, context: Path) -> None:
    """What lies in a volume is neither measured against the disk limit nor part of the image."""
    (context / "Dockerfile").write_text(DOCKERFILE + "VOLUME /data\n")
    with pytest.raises(UserError, match=r"Dockerfile: VOLUME /data"):
        build()
