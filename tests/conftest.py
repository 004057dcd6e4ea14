"""What tests with a Docker engine share: one engine, one provider and one base image for the whole session."""

import os
import secrets
import signal
from collections.abc import Iterator

import docker
import pytest

from sandboxes.base import SandboxProvider

signal.signal(signal.SIGINT, signal.default_int_handler)
"""Where a shell runs the tests in the background, it has them ignore Ctrl-C, and so what they start."""

collect_ignore = ["fixtures"]
"""Fixture tasks hold tests that are theirs, not ours to run."""


@pytest.fixture(scope="session")
def engine() -> Iterator[docker.DockerClient]:
    """A client of a running engine; MELTBENCH_ENGINE=none skips every test that asks for one."""
    if os.environ.get("MELTBENCH_ENGINE") == "none":
        pytest.skip("MELTBENCH_ENGINE=none: tests that need a Docker engine are left out")
    from sandboxes.engine import ensure_engine

    client = ensure_engine(lambda line: None)
    yield client
    client.close()


@pytest.fixture(scope="session")
def installation(engine: docker.DockerClient) -> Iterator[str]:
    """An installation id of this session's own: everything with that label is removed at the end."""
    from sandboxes.reaper import sweep

    name = f"test-{secrets.token_hex(4)}"
    yield name
    sweep(engine, name, own=True)


@pytest.fixture(scope="session")
def provider(engine: docker.DockerClient, installation: str) -> SandboxProvider:
    """Opens sandboxes."""
    from sandboxes.docker import DockerProvider

    return DockerProvider(engine, installation)


@pytest.fixture(scope="session")
def base_image(engine: docker.DockerClient) -> str:
    """The id of the project's base image, which comes from the cache that all runs share."""
    from sandboxes.images import ImageStore

    return ImageStore(engine, lambda line: None).base().id
