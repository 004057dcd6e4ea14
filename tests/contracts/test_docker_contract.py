"""The Docker backend keeps the sandbox contract."""

import pytest

from tests.contracts.sandbox_contract import SandboxContract

pytestmark = pytest.mark.docker


@pytest.fixture(scope="session")
def image(base_image: str) -> str:
    """The image that the contract runs in."""
    return base_image


class TestDocker(SandboxContract):
    """Every rule of the contract, against a real engine."""
