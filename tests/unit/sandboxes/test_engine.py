"""What is said where there is no engine, and what is not tried."""

import os
from pathlib import Path

import pytest

from sandboxes import engine
from sandboxes.errors import MachineError


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    monkeypatch.delenv("MELTBENCH_ENGINE", raising=False)


def refuse(line: str) -> None:
    raise AssertionError(f"nothing should have been started: {line}")


def test_no_engine_is_one_line_that_names_the_place() -> None:
    with pytest.raises(MachineError, match=r"none\.sock.*DOCKER_HOST") as raised:
        engine.connect()
    assert "\n" not in str(raised.value)


def test_an_engine_that_was_named_is_never_replaced_by_another() -> None:
    with pytest.raises(MachineError, match=r"none\.sock"):
        engine.ensure_engine(refuse)


def test_external_forbids_to_start_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MELTBENCH_ENGINE", "external")
    with pytest.raises(MachineError, match="external"):
        engine.ensure_engine(refuse)


def test_an_unknown_context_is_a_machine_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONTEXT", "elsewhere")
    with pytest.raises(MachineError, match="elsewhere"):
        engine.connect()


def test_stopping_what_was_never_started_does_nothing() -> None:
    assert engine.stop_engine() is False


def test_a_record_of_a_dead_engine_stops_nobody(tmp_path: Path) -> None:
    # The pid lives (it is this very process), but it is not the process that was recorded.
    record = f'{{"process": "{os.getpid()}-1", "host": "unix:///x", "identity": "x"}}'
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "engine.json").write_text(record)
    assert engine.stop_engine() is False
    assert not (tmp_path / "cache" / "engine.json").exists()


def test_a_dockerd_that_dies_is_reported_with_its_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = tmp_path / "bin" / "dockerd"
    failing.parent.mkdir()
    failing.write_text("#!/bin/sh\necho starting\necho 'failed to start daemon: no such driver'\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{failing.parent}:{os.environ['PATH']}")
    options = engine.EngineOptions(host=f"unix://{tmp_path}/d.sock")
    with pytest.raises(MachineError, match=r"no such driver.*dockerd\.log"):
        engine.start_engine(lambda line: None, options)
