"""A sandbox that has a door and nothing else: no way of the probe's leads out; and where one does, it is noticed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docker
import pytest

from harness.escape import OTHER, OWN, USERS, prove
from harness.gateway.exchanges import kept
from harness.host import Host
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.escape.canaries import Canaries, canaries
from sandboxes.escape.host import REPORT, TRANSCRIPT, let_loose
from sandboxes.escape.report import EscapeReport
from sandboxes.labels import own_labels
from sandboxes.spec import SandboxSpec

BRIDGE = "the neighbour's"


@pytest.fixture(scope="module")
def host(engine: docker.DockerClient) -> Iterator[Host]:
    """The machine, its gateway's thread ended with the module."""
    del engine
    host = Host(lambda line: None)
    yield host
    host.gateway.__exit__(None, None, None)


@pytest.fixture(scope="module", params=sorted(USERS))
def proof(
    request: pytest.FixtureRequest, host: Host, tmp_path_factory: pytest.TempPathFactory
) -> tuple[EscapeReport, Path]:
    """The probe, let loose in the real thing, and its transcript."""
    directory = tmp_path_factory.mktemp(request.param)
    return prove(host, USERS[request.param], directory), directory


def test_nothing_but_the_gateway_can_be_reached(proof: tuple[EscapeReport, Path]) -> None:
    report, _ = proof
    assert report.tried >= 60
    assert (report.touched, report.succeeded) == ((), ())
    assert report.seconds < 60


def test_the_door_stands_after_the_attack_and_another_trial_was_not_held_up(proof: tuple[EscapeReport, Path]) -> None:
    report, _ = proof
    assert report.broken == ()
    assert report.holds
    assert 0 < report.neighbour_s < 10


def test_what_reached_the_gateway_is_in_the_trials_record(proof: tuple[EscapeReport, Path]) -> None:
    _, directory = proof
    record = kept(directory / OWN)
    asked, heard = {line.path for line, _ in record}, [body for line, body in record if line.status == 400]
    knock = next(path.strip("/") for path in asked if path.startswith("/knock-"))
    assert {"/v1/files", "http://169.254.169.254/latest/meta-data/"} <= asked
    assert any(body.startswith(b"\x05\x01\0") and knock.encode() in body for body in heard)
    assert {426, 401, 404, 0} <= {line.status for line, _ in record}
    assert [line for line, _ in kept(directory / OTHER) if line.path != "/v1/messages"] == []


def test_the_transcript_is_kept(proof: tuple[EscapeReport, Path]) -> None:
    report, directory = proof
    lines = [json.loads(line) for line in (directory / TRANSCRIPT).read_text(encoding="utf-8").splitlines()]
    assert {line["way"] for line in lines} == {"all", *(way.name for way in report.ways)}
    assert EscapeReport.model_validate_json((directory / REPORT).read_text(encoding="utf-8")) == report


@pytest.fixture
def laid(engine: docker.DockerClient, installation: str, base_image: str) -> Iterator[Canaries]:
    """Canaries for one attack."""
    with canaries(engine, installation, base_image) as laid:
        yield laid


@contextmanager
def opened(provider: DockerProvider, laid: Canaries, **conditions: Any) -> Iterator[DockerSandbox]:
    """A container that is no sandbox: of whatever conditions."""
    spec = SandboxSpec(image=laid.image)
    api = laid.api
    created = api.create_container(
        image=laid.image,
        command=["/bin/sleep", "infinity"],
        labels=own_labels(laid.installation, {}),
        host_config=api.create_host_config(init=True, **conditions),
    )["Id"]
    with DockerSandbox(api, created, spec, provider._watchdog, provider.leftovers) as box:
        box.begin()
        yield box


def loose(box: DockerSandbox, laid: Canaries, tmp_path: Path, user: str = "0:0") -> EscapeReport:
    """The probe in that container, with no door at all."""
    targets = laid.targets([box], [], 41414, ("own", "other"))
    return let_loose(box, targets, laid, user=user, directory=tmp_path, witnesses={})


@pytest.mark.slow
def test_the_probe_gets_out_of_an_open_container_and_every_canary_tells(
    provider: DockerProvider, laid: Canaries, tmp_path: Path
) -> None:
    shown = [Path(laid.door).parent, laid.shared.file.parent, Path("/var/run/docker.sock")]
    mounts = [docker.types.Mount(str(path), str(path), type="bind") for path in shown]
    with opened(provider, laid, network_mode="host", ipc_mode="host", pid_mode="host", mounts=mounts) as box:
        report = loose(box, laid, tmp_path)
    heard = {line.partition(":")[0] for line in report.touched if "was heard" in line}
    known = {line.partition(":")[0] for line in report.touched if "secret" in line}
    assert {"tcp", "udp", "abstract socket", "door of another trial", "neighbour"} <= heard
    assert {"tcp", "udp", "abstract socket", "door of another trial", "neighbour", "file", "shared memory"} <= known
    assert "engine: a container was made" in report.touched
    assert any(line.startswith("file: it holds") and laid.knock in line for line in report.touched)
    assert {"tcp-host-v4", "tcp-host-link-local", "udp-host-v4", "vsock-stream", "engine-socket", "queue"} <= set(
        report.succeeded
    )
    assert len(report.succeeded) >= 20


@pytest.mark.slow
def test_the_probe_gets_out_of_a_container_on_a_bridge(
    provider: DockerProvider, laid: Canaries, tmp_path: Path
) -> None:
    assert laid.neighbour is not None
    with opened(provider, laid, network_mode=laid.neighbour.network) as box:
        report = loose(box, laid, tmp_path)
    heard = {line.partition(":")[0] for line in report.touched if "was heard" in line}
    assert {"tcp", "udp", "neighbour"} <= heard
    assert any(line.startswith("frames on ") for line in heard)
    assert {"tcp-host-v4", "tcp-neighbour", "ping-raw", "raw-ip", "frame-raw", "frame-cooked"} <= set(report.succeeded)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("defence", "without", "user", "found"),
    [
        ("capabilities", {"cap_drop": []}, "0:0", {"node-of-memory", "node-of-a-disk"}),
        ("system calls", {"security_opt": ["no-new-privileges", "seccomp=unconfined"]}, "1000:1000",
         {"vsock-stream", "unshare-user", "io-uring-setup", "keyring", "clone3"}),
        ("network", {"network_mode": BRIDGE}, "1000:1000", {"tcp-host-v4", "tcp-neighbour"}),
    ],
)  # fmt: skip
def test_without_one_defence_the_proof_fails(
    provider: DockerProvider,
    laid: Canaries,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    defence: str,
    without: dict[str, Any],
    user: str,
    found: set[str],
) -> None:
    assert laid.neighbour is not None
    make = provider._api.create_host_config
    without = {key: laid.neighbour.network if value == BRIDGE else value for key, value in without.items()}
    monkeypatch.setattr(provider._api, "create_host_config", lambda **asked: make(**{**asked, **without}))
    with provider.open(SandboxSpec(image=laid.image)) as box:
        report = loose(box, laid, tmp_path, user)
    assert not report.holds
    assert found <= set(report.succeeded)
