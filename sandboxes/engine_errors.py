"""The engine's errors, and which of them say that a container has ended: the doing of what ran in it."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from docker.errors import APIError, DockerException

from sandboxes.base import SandboxGone
from sandboxes.errors import InfraError

ENDED = " is not running: "
"""In what the engine calls an error of its own (500) where a container ended between two calls about a command."""


@contextmanager
def engine_errors(*, gone: bool = False) -> Iterator[None]:
    """Turn the engine's errors into ours; with `gone`, a container that has ended is SandboxGone."""
    try:
        yield
    except APIError as error:
        if gone and (error.status_code in (404, 409) or ENDED in str(error.explanation)):
            raise SandboxGone(str(error.explanation or error)) from error
        raise InfraError(f"container engine: {error.explanation or error}") from error
    except (DockerException, requests.RequestException) as error:
        raise InfraError(f"container engine: {error}") from error
