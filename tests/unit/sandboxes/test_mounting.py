"""What the environment says of doors."""

import pytest

from sandboxes.errors import UserError
from sandboxes.mounting import ENVIRONMENT, Mounting


@pytest.mark.parametrize(("way", "works"), [("mounted", True), ("streams", False)])
def test_a_way_that_is_asked_for_is_not_tried(way: str, works: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, way)
    assert Mounting(None, "").works("") is works


def test_another_way_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "on foot")
    with pytest.raises(UserError, match=r"MELTBENCH_DOORS.*on foot.*mounted, streams"):
        Mounting(None, "").works("")
