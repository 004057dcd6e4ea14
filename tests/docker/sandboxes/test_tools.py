"""Agent tools, really installed by npm and pip into volumes of an engine, from registries real and local."""

import base64
import json
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docker
import pytest

from sandboxes.base import ExecResult
from sandboxes.cache import cache_dir, installation_id
from sandboxes.docker import DockerProvider
from sandboxes.errors import SourceError, UserError
from sandboxes.images import ImageStore
from sandboxes.images.tools import REQUIREMENTS
from sandboxes.reaper import sweep
from sandboxes.spec import SandboxSpec
from sandboxes.tools import Tool, ToolVolumes, record, remove_tools
from sandboxes.tools.recipe import Npm, Pip, ToolRecipe
from tests.docker.sandboxes.npm_registry import Registry

PASSWORD = "s3cr3t"
IS_NUMBER = "sha512-41Cifkg6e8TylSpdtTpeLVMqvSBEVzTttHvERD741+pnZ8ANv0004MRL43QKPDlK9cGvNp6NZWZUBlbGXYxxng=="
INSTALL = """
import sys
from sandboxes.engine import connect
from sandboxes.images import ImageStore
from sandboxes.tools import ToolVolumes
from sandboxes.tools.recipe import ToolRecipe
client = connect()
ToolVolumes(client, ImageStore(client, print), print).ensure(ToolRecipe.model_validate_json(sys.argv[1]))
"""


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    running = Registry()
    thread = threading.Thread(target=running.server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("npm_config_registry", f"http://me:{PASSWORD}@{running.host}/")
    yield running
    running.open.set()
    running.server.shutdown()
    thread.join()
    running.server.server_close()


@pytest.fixture(scope="module")
def images(engine: docker.DockerClient) -> ImageStore:
    """Images of the cache that all runs share."""
    store = ImageStore(engine, lambda line: None)
    store.site()
    return store


@pytest.fixture(scope="module", autouse=True)
def cache(engine: docker.DockerClient, images: ImageStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache, and with it an installation, of this module's own; only the downloads are shared."""
    shared = cache_dir("sources")
    own = tmp_path_factory.mktemp("cache")
    (own / "sources").symlink_to(shared)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MELTBENCH_CACHE", str(own))
        yield own
        sweep(engine, installation_id(), own=True)
        remove_tools(engine)


class Box:
    """Installs tools, and runs them as their agents will: without a network, as an ordinary user."""

    def __init__(self, engine: docker.DockerClient, images: ImageStore) -> None:
        self.engine: Any = engine
        self.images = images
        self.said: list[str] = []
        self.tools = ToolVolumes(engine, images, self.said.append)

    def run(self, tool: Tool, *argv: str) -> ExecResult:
        spec = SandboxSpec(image=self.images.base().id, user="1000:1000", volumes=tool.volumes)
        with DockerProvider(self.engine, installation_id()).open(spec) as sandbox:
            return sandbox.exec(argv, timeout_s=30)

    def drawn(self, tool: Tool) -> str:
        return str(self.engine.api.inspect_volume(tool.volume)["Labels"]["io.meltbench.drawn"])


@pytest.fixture
def box(engine: docker.DockerClient, images: ImageStore) -> Box:
    return Box(engine, images)


def toy(
    lock: str = "", executable: str = "node_modules/toy/toy.js", version: str = "1.0.0", remove: tuple[str, ...] = ()
) -> ToolRecipe:
    """A recipe that no other test has."""
    manifest = json.dumps({"description": secrets.token_hex(8), "dependencies": {"toy": version}})
    packages = Npm(manifest=manifest, lock=lock)
    return ToolRecipe(name="toy", version=version, packages=packages, executable=executable, node=True, remove=remove)


def locked(package: str, version: str, integrity: str) -> str:
    """The text of a package-lock.json for one package."""
    root = {"dependencies": {package: version}}
    packages = {"": root, f"node_modules/{package}": {"version": version, "integrity": integrity}}
    return json.dumps({"lockfileVersion": 3, "requires": True, "packages": packages})


def test_a_package_of_the_real_registry_is_installed_by_its_hash(box: Box) -> None:
    recipe = ToolRecipe(
        name="is-number",
        version="7.0.0",
        packages=Npm(
            manifest=json.dumps({"dependencies": {"is-number": "7.0.0"}}), lock=locked("is-number", "7.0.0", IS_NUMBER)
        ),
        executable="node_modules/is-number/index.js",
        node=True,
    )
    tool = box.tools.ensure(recipe)
    assert box.said[-1] == "Installing is-number 7.0.0"
    assert 4096 < tool.size_bytes < 1 << 20
    node, module = tool.command
    said = box.run(tool, node, "-p", f"require('{module}')('7.5')")
    assert (said.exit_code, said.output) == (0, "true\n")


def test_a_tool_can_be_read_and_run_and_not_be_written(box: Box, registry: Registry) -> None:
    tool = box.tools.ensure(toy())
    assert re.fullmatch(r"a toy on node v24\.\d+\.\d+\n", box.run(tool, *tool.command).output)
    for volume in tool.volumes:
        refused = box.run(tool, "touch", f"{volume.target}/x")
        assert refused.exit_code != 0
        assert "Read-only file system" in refused.output


def test_nothing_of_a_package_runs_and_no_address_stays(box: Box, registry: Registry) -> None:
    tool = box.tools.ensure(toy())
    home = tool.volumes[0].target
    assert "postinstall" in box.run(tool, "cat", f"{home}/node_modules/toy/package.json").output
    assert box.run(tool, "find", home, "-name", "ran").output == ""
    searched = box.run(tool, "grep", "-rE", f"{PASSWORD}|{registry.host}", home)
    assert (searched.exit_code, searched.output) == (1, "")


def test_a_mark_is_removed(box: Box, registry: Registry) -> None:
    mark = "node_modules/toy/package.json"
    kept, without = box.tools.ensure(toy()), box.tools.ensure(toy(remove=(mark,)))
    assert box.run(kept, "ls", f"{kept.volumes[0].target}/{mark}").exit_code == 0
    assert box.run(without, "ls", f"{without.volumes[0].target}/{mark}").exit_code != 0


def test_the_second_time_nothing_is_done(box: Box, registry: Registry) -> None:
    recipe = toy()
    first = box.tools.ensure(recipe)
    asked, said = len(registry.asked), len(box.said)
    assert box.tools.ensure(recipe) == first
    assert (len(registry.asked), len(box.said)) == (asked, said)


def test_threads_that_ask_together_share_one_installation(box: Box, registry: Registry) -> None:
    recipe = toy()
    threads = [threading.Thread(target=box.tools.ensure, args=(recipe,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert box.said.count("Installing toy 1.0.0") == 1


@pytest.mark.slow
def test_an_installation_whose_process_was_killed_is_done_again(box: Box, registry: Registry) -> None:
    recipe = toy()
    registry.open.clear()
    with subprocess.Popen([sys.executable, "-c", INSTALL, recipe.model_dump_json()]) as child:
        assert registry.requested.wait(60)
        child.send_signal(signal.SIGKILL)
    mine = {"label": f"io.meltbench.installation={installation_id()}"}
    assert len(box.engine.containers.list(filters=mine)) == 1
    registry.open.set()
    tool = box.tools.ensure(recipe)
    assert box.said[-1] == "Installing toy 1.0.0"
    assert box.run(tool, *tool.command).exit_code == 0
    assert box.engine.containers.list(all=True, filters=mine) == []


def test_a_volume_that_somebody_made_is_not_the_one_that_was_installed(box: Box, registry: Registry) -> None:
    recipe = toy()
    tool = box.tools.ensure(recipe)
    drawn = box.drawn(tool)
    box.engine.volumes.get(tool.volume).remove()
    # As an engine does by itself where it is asked to mount a volume that is gone.
    box.engine.volumes.create(tool.volume)
    assert box.tools.ensure(recipe) == tool
    assert box.drawn(tool) != drawn
    assert box.run(tool, *tool.command).exit_code == 0


@pytest.mark.slow
def test_a_registry_out_of_reach_is_named_with_its_tool(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", f"http://me:{PASSWORD}@127.0.0.1:9/")
    with pytest.raises(
        SourceError, match=r"^toy 1\.0\.0 cannot be had .*\(ECONNREFUSED\).*log: .*tool-toy-1"
    ) as raised:
        box.tools.ensure(toy())
    assert "\n" not in str(raised.value)
    assert PASSWORD not in str(raised.value)
    log = Path(str(raised.value).rpartition("log: ")[2].rstrip(")"))
    assert "ECONNREFUSED" in log.read_text()


def test_a_version_that_does_not_exist_is_the_users_error(box: Box, registry: Registry) -> None:
    with pytest.raises(UserError, match=r"no toy 9\.9\.9"):
        box.tools.ensure(toy(version="9.9.9"))


def test_an_altered_package_is_refused(box: Box, registry: Registry) -> None:
    lock = locked("toy", "1.0.0", "sha512-" + base64.b64encode(bytes(64)).decode())
    with pytest.raises(SourceError, match=r"toy 1\.0\.0 has been altered"):
        box.tools.ensure(toy(lock))


def test_a_package_that_lacks_the_executable_is_refused_every_time(box: Box, registry: Registry) -> None:
    recipe = toy(executable="node_modules/toy-linux-{cpu}/toy")
    for _ in range(2):
        with pytest.raises(SourceError, match=r"toy 1\.0\.0 brings no node_modules/toy-linux-.*/toy"):
            box.tools.ensure(recipe)


def pyflakes() -> ToolRecipe:
    """A small wheel with a command, as it is pinned for the tools image."""
    pins = re.split(r"^(?=\w)", REQUIREMENTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    pin = next(pin for pin in pins if pin.startswith("pyflakes=="))
    version = pin.partition("==")[2].split()[0]
    packages = Pip(requirements=pin)
    return ToolRecipe(name="pyflakes", version=version, packages=packages, executable="bin/pyflakes", python="3.11")


def test_a_python_tool_sees_its_packages_and_nothing_else_does(box: Box) -> None:
    recipe = pyflakes()
    tool = box.tools.ensure(recipe)
    script = f"{tool.command[0]} --version; python3 -c 'import pyflakes'; find {tool.volumes[0].target} -name api.*pyc"
    said = box.run(tool, "sh", "-c", script).output
    assert said.startswith(f"{recipe.version} Python 3.11.")
    assert "No module named 'pyflakes'" in said
    assert said.endswith("/pyflakes/__pycache__/api.cpython-311.pyc\n")


def test_tools_stay_until_they_are_to_go_and_no_sandbox_has_them(box: Box, registry: Registry) -> None:
    tool = box.tools.ensure(toy())
    sweep(box.engine, installation_id(), own=True)
    assert box.drawn(tool)
    spec = SandboxSpec(image=box.images.base().id, volumes=tool.volumes)
    with DockerProvider(box.engine, installation_id()).open(spec):
        assert not {volume.name for volume in tool.volumes} & set(remove_tools(box.engine))
    assert {volume.name for volume in tool.volumes} == set(remove_tools(box.engine))
    assert record.read(tool.volume) is None
    assert box.engine.volumes.list(filters={"label": f"io.meltbench.installation={installation_id()}"}) == []


@pytest.mark.slow
def test_an_installer_that_does_not_end_is_stopped(
    box: Box, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.open.clear()
    monkeypatch.setattr("sandboxes.tools.installer.TIMEOUT_S", 3)
    with pytest.raises(SourceError, match=r"toy 1\.0\.0 was not installed within 3 s"):
        box.tools.ensure(toy())
    mine = {"label": f"io.meltbench.installation={installation_id()}"}
    assert box.engine.containers.list(all=True, filters=mine) == []


def test_a_version_that_the_python_index_lacks_is_the_users_error(box: Box) -> None:
    packages = Pip(requirements="pyflakes==0.0.99\n")
    recipe = ToolRecipe(name="toy", version="0.0.99", packages=packages, executable="bin/pyflakes", python="3.11")
    with pytest.raises(UserError, match=r"the package index has no toy 0\.0\.99"):
        box.tools.ensure(recipe)


def test_a_python_tool_without_pins_is_found_by_its_version(box: Box) -> None:
    recipe = pyflakes().model_copy(update={"packages": Pip(requirements=f"pyflakes=={pyflakes().version}\n")})
    tool = box.tools.ensure(recipe)
    assert tool.digest != box.tools.ensure(pyflakes()).digest
    assert box.run(tool, *tool.command, "--version").output.startswith(recipe.version)
