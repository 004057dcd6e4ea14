"""The bare sequence: the Docker calls that a trivial trial with a fresh verifier cannot do without, and nothing else.

create, start, put, exec, stop, archive out, remove; create, start, put, exec three tests with pytest, read, remove.
Network none, init, limits. It is fixed: changing it would change what the ratio means."""

import io
import tarfile
from pathlib import Path
from typing import Any

SUITE = Path(__file__).parent.parent / "fixtures/tasks/trivial/three-tests/tests/hidden/suite/test_answer.py"
SOLVE = Path(__file__).parent.parent / "fixtures/tasks/trivial/three-tests/solution/solve.sh"
TESTS = "cd /app && python3 -m pytest -q -p no:cacheprovider /tests > /tmp/out.txt; echo $? > /tmp/reward.txt"


def bare_trial(api: Any, image: str) -> None:
    """Run the sequence once. Raises AssertionError where the tests do not pass."""
    agent = _create(api, image)
    api.put_archive(agent, "/", _tar({"solution/solve.sh": SOLVE.read_bytes()}))
    _exec(api, agent, "cd /app && sh /solution/solve.sh")
    api.stop(agent)
    workspace = b"".join(api.get_archive(agent, "/app")[0])
    api.remove_container(agent, force=True)

    verifier = _create(api, image)
    with tarfile.open(fileobj=io.BytesIO(workspace)) as tar:
        files = {m.name: tar.extractfile(m).read() for m in tar if m.isreg()}
    api.put_archive(verifier, "/", _tar({**files, "tests/test_answer.py": SUITE.read_bytes()}))
    _exec(api, verifier, TESTS)
    reward = b"".join(api.get_archive(verifier, "/tmp/reward.txt")[0])
    api.remove_container(verifier, force=True)
    with tarfile.open(fileobj=io.BytesIO(reward)) as tar:
        assert tar.extractfile("reward.txt").read().strip() == b"0"


def _create(api: Any, image: str) -> str:
    host = api.create_host_config(network_mode="none", init=True, mem_limit="512m", nano_cpus=10**9, pids_limit=256)
    container = api.create_container(
        image, ["sleep", "infinity"], host_config=host, user="1000", labels={"io.meltbench.perf": "bare"}
    )["Id"]
    api.start(container)
    return container


def _exec(api: Any, container: str, command: str) -> None:
    execution = api.exec_create(container, ["sh", "-c", command])["Id"]
    api.exec_start(execution)


def _tar(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.uid, member.gid = len(data), 1000, 1000
            tar.addfile(member, io.BytesIO(data))
    return buffer.getvalue()
