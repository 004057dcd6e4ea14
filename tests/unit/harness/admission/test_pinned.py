"""Which lines of a build bring something else tomorrow."""

from pathlib import Path

import pytest

from harness.admission.pinned import build_files, logical_lines, unpinned

TASKS = Path(__file__).parents[4] / "tasks"


@pytest.mark.parametrize(
    "text",
    [
        "FROM python:3.11",
        "FROM debian:bookworm-slim AS tools",
        "RUN pip install attrs",
        "RUN python3 -m pip install --no-cache-dir 'attrs>=2' pytest==7.2.1",
        "RUN uv pip install attrs",
        "RUN apt-get update && apt-get install -y git",
        "RUN apt-get update \\\n    && apt-get install -y \\\n    git",
        "RUN curl -L https://example.org/x.tar.gz | tar -xz",
        "RUN wget -q https://example.org/x",
        "RUN git clone --depth 1 https://example.org/x.git",
        "ADD https://example.org/x.tar.gz /x",
        "RUN npm install -g left-pad",
        "RUN command -v git; apt-get install git",
        "if [ $A = b ]; then\n    apt-get install git\nfi",
        "if command -v git; then\n    true\nfi\napt-get install git",
    ],
)
def test_what_may_change_is_found(text: str) -> None:
    (problem,) = unpinned(text)
    assert problem.startswith("line ")


@pytest.mark.parametrize(
    "text",
    [
        "ARG BASE=python:3.11-slim-bookworm\nFROM ${BASE}",
        "FROM ${BASE} AS tree\nFROM tree\nFROM scratch",
        f"FROM debian@sha256:{'0' * 64}",
        "RUN pip install attrs==23.1.0 'pytest==7.2.1'",
        "RUN pip install --require-hashes -r requirements.txt",
        "RUN pip install --no-index --find-links /wheels attrs",
        "RUN pip install --no-deps ./sources/x.tar.gz",
        'python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" bottle==0.13.2',
        "RUN command -v git >/dev/null || (apt-get update && apt-get install -y git)",
        "if ! command -v git >/dev/null; then\n    apt-get install --yes git\nfi",
        "RUN curl -LO https://example.org/x && echo 00 x | sha256sum -c -",
        "# RUN pip install attrs",
        "RUN echo happily pinned",
    ],
)
def test_what_is_pinned_or_a_fallback_is_not(text: str) -> None:
    assert unpinned(text) == []


def test_the_line_of_a_continued_command_is_its_first() -> None:
    (line, _) = logical_lines("RUN a \\\n  # why\n  && b\nRUN c")
    assert (line.number, line.text.split()) == (1, ["RUN", "a", "&&", "b"])


@pytest.mark.parametrize("path", sorted(TASKS.glob("*/*/environment")), ids=lambda path: path.parent.name)
def test_every_task_of_ours_is_pinned(path: Path) -> None:
    files = build_files(path)
    assert "Dockerfile" in [file.name for file in files]
    assert {file.name: unpinned(file.read_text()) for file in files} == {file.name: [] for file in files}
