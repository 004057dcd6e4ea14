"""A sandbox that the engine does not let go on after it was held: its failure, not that of what runs inside."""

import docker
import pytest
import requests
from docker.errors import APIError

from sandboxes.base import SandboxGone
from sandboxes.docker import DockerProvider
from sandboxes.errors import InfraError
from sandboxes.spec import SandboxSpec


def refuse(*arguments: object, **options: object) -> None:
    """An engine that fails."""
    raise APIError("no", response=requests.Response(), explanation="no")


def test_a_sandbox_that_stays_paused_is_the_engines_failure(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider.open(SandboxSpec(image=base_image)) as box:
        with monkeypatch.context() as failing:
            failing.setattr(engine.api, "unpause", refuse)
            with pytest.raises(InfraError, match="stays paused"), box.held():
                pass
        with pytest.raises(InfraError, match="stays paused"):
            box.exec(["true"], timeout_s=5)


def test_one_that_the_engine_paused_without_saying_so_goes_on(
    engine: docker.DockerClient, provider: DockerProvider, base_image: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = engine.api.pause

    def pause_and_fail(container: str) -> None:
        pause(container)
        refuse()

    with provider.open(SandboxSpec(image=base_image)) as box:
        with monkeypatch.context() as failing:
            failing.setattr(engine.api, "pause", pause_and_fail)
            with pytest.raises(SandboxGone), box.held():
                raise AssertionError
        assert box.exec(["echo", "on"], timeout_s=20).output == "on\n"
