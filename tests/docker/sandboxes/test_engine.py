"""An engine of our own is started beside the one that runs, and stopping it leaves that one alone."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from sandboxes.engine import EngineOptions, engine_facts, start_engine, stop_engine


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineOptions]:
    if os.geteuid() != 0 or not shutil.which("dockerd"):
        pytest.skip("starting an engine needs root and dockerd")
    # A short path: a Unix socket's has 107 bytes at most.
    directory = Path(tempfile.mkdtemp(prefix="mb-"))
    monkeypatch.setenv("MELTBENCH_CACHE", str(directory / "cache"))
    yield EngineOptions(
        host=f"unix://{directory}/d.sock",
        data_root=directory / "data",
        exec_root=directory / "exec",
        pidfile=directory / "pid",
        # No --bridge=none: an engine that is told so takes the bridge of the other away.
        extra=("--iptables=false",),
    )
    stop_engine()
    shutil.rmtree(directory)


def test_start_and_stop_touch_our_own_engine_only(engine: docker.DockerClient, options: EngineOptions) -> None:
    ours = start_engine(lambda line: None, options)
    assert engine_facts(ours).started_by_meltbench
    assert not engine_facts(engine).started_by_meltbench
    ours.close()
    assert stop_engine()
    assert not Path(options.host.removeprefix("unix://")).exists()
    assert engine.ping()
    assert not stop_engine()
