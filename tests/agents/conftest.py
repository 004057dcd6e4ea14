"""One engine and one set of installed tools for all trials, and a gateway that soon loses patience."""

from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from harness.gateway.proxy import Patience
from harness.gateway.server import Gateway
from harness.host import Host

PATIENCE = Patience(tries=3, pause_s=0.2, most_s=5, connect_s=2, silence_s=600, ours_s=2)


@pytest.fixture(scope="session")
def host(engine: docker.DockerClient) -> Iterator[Host]:
    """This machine."""
    host = Host(lambda line: None)
    with Gateway(PATIENCE) as gateway:
        host.gateway = gateway
        yield host
        host.client.close()


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Where runs go."""
    directory = tmp_path / "runs"
    directory.mkdir()
    return directory
