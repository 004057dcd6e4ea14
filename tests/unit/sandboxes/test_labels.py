"""Labels say whose a thing is."""

from sandboxes.labels import INSTALLATION, OWNER, own_labels
from sandboxes.owner import this_process


def test_labels_carry_the_installation_the_owner_and_the_rest_under_our_prefix() -> None:
    assert own_labels("abc", {"run": "r1", "role": "agent"}) == {
        INSTALLATION: "abc",
        OWNER: this_process(),
        "io.meltbench.run": "r1",
        "io.meltbench.role": "agent",
    }


def test_all_keys_share_one_prefix() -> None:
    assert all(key.startswith("io.meltbench.") for key in own_labels("abc", {"x": "y"}))
