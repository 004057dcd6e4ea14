"""What is seen of a neighbour is the neighbour's, whatever the look itself starts."""

from harness.attack.canaries import LOOK
from sandboxes.docker import DockerProvider
from sandboxes.spec import SandboxSpec


def test_a_canarys_look_starts_no_process_that_it_counts(provider: DockerProvider, base_image: str) -> None:
    with provider.open(SandboxSpec(image=base_image)) as box:
        box.exec(["sh", "-c", "echo mine > /tmp/canary"], timeout_s=20)
        # docker-init, sleep; timeout and the shell of the look itself.
        assert box.exec(["/bin/sh", "-c", LOOK], timeout_s=20).output == "mine\ncanary\n4\n"
