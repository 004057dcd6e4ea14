import pytest
from docker.errors import APIError
from requests import Response

from sandboxes.base import SandboxGone
from sandboxes.engine_errors import engine_errors
from sandboxes.errors import InfraError


def answered(status: int, explanation: str) -> APIError:
    """An error as docker-py raises it."""
    response = Response()
    response.status_code = status
    return APIError(explanation, response=response, explanation=explanation)


@pytest.mark.parametrize(
    ("status", "explanation"),
    [
        (404, "No such exec instance: 9b81"),
        (409, "Container 52e1 is not running"),
        (500, "Container 52e1 is not running: Exited (137) Less than a second ago"),
    ],
)
def test_an_answer_that_says_the_container_has_ended_is_the_doing_of_what_ran_in_it(
    status: int, explanation: str
) -> None:
    with pytest.raises(SandboxGone), engine_errors(gone=True):
        raise answered(status, explanation)
    with pytest.raises(InfraError), engine_errors():
        raise answered(status, explanation)


def test_any_other_error_of_the_engine_is_not() -> None:
    with pytest.raises(InfraError, match="no space left"), engine_errors(gone=True):
        raise answered(500, "write /tmp/x: no space left on device")
