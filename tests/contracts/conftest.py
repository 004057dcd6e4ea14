"""Fixtures of the sandbox contract. A backend's test class brings `provider` and `image`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from sandboxes.base import Sandbox, SandboxProvider
from sandboxes.spec import SandboxSpec

pytest.register_assert_rewrite(
    "tests.contracts.exec_contract",
    "tests.contracts.isolation_contract",
    "tests.contracts.limits_contract",
    "tests.contracts.stream_contract",
    "tests.contracts.tree_contract",
)

Open = Callable[..., Sandbox]


@pytest.fixture
def open_box(provider: SandboxProvider, image: str) -> Iterator[Open]:
    """Opens sandboxes of the given conditions, all closed at the end of the test."""
    with ExitStack() as stack:

        def opened(**conditions: Any) -> Sandbox:
            return stack.enter_context(provider.open(SandboxSpec(image=image, **conditions)))

        yield opened


@pytest.fixture(scope="class")
def box(provider: SandboxProvider, image: str) -> Iterator[Sandbox]:
    """One sandbox for all tests that leave nothing behind in it."""
    with provider.open(SandboxSpec(image=image, workdir="/tmp")) as sandbox:
        yield sandbox
