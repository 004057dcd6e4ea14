"""Agent tools, as far as no engine is needed: identity, records, what npm is told and what it means."""

import zipfile
from pathlib import Path

import pytest

from sandboxes.errors import MachineError, MeltbenchError, SourceError, UserError
from sandboxes.sources import PinnedFile, sha256_of
from sandboxes.tools import digest, npm, record, volume_name
from sandboxes.tools.files import write_files
from sandboxes.tools.installer import script
from sandboxes.tools.node import NODE
from sandboxes.tools.recipe import Npm, Pip, ToolRecipe, Wheel
from sandboxes.wheels import unpack_wheels

TOY = ToolRecipe(
    name="toy",
    version="1.0.0-beta+1",
    packages=Npm(manifest='{"dependencies": {"toy": "1.0.0"}}'),
    executable="node_modules/toy-linux-{cpu}/{machine}/toy",
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize(
    "other",
    [
        TOY.model_copy(update={"version": "1.0.1"}),
        TOY.model_copy(update={"executable": "bin/toy"}),
        TOY.model_copy(update={"remove": ("mark",)}),
        TOY.model_copy(update={"packages": Npm(manifest="{}")}),
        TOY.model_copy(update={"packages": Npm(manifest='{"dependencies": {"toy": "1.0.0"}}', lock="{}")}),
        TOY.model_copy(update={"packages": Pip(requirements="toy==1.0.0")}),
    ],
)
def test_another_recipe_is_another_tool(other: ToolRecipe) -> None:
    assert digest(TOY, "x86_64") == digest(TOY.model_copy(), "x86_64")
    assert digest(other, "x86_64") != digest(TOY, "x86_64")


def test_another_machine_is_another_tool() -> None:
    assert digest(TOY, "aarch64") != digest(TOY, "x86_64")


@pytest.mark.parametrize(
    ("part", "packages"),
    [
        ("NODE", Npm(manifest="{}")),
        ("LAUNCHER", Pip(requirements="toy==1.0.0")),
        ("wheels.OPTIONS", Pip(requirements="toy==1.0.0")),
    ],
)
def test_another_way_of_installing_is_another_tool_where_it_matters(
    monkeypatch: pytest.MonkeyPatch, part: str, packages: Npm | Pip
) -> None:
    changed = TOY.model_copy(update={"packages": packages})
    other: Npm | Pip = Npm(manifest="{}") if isinstance(packages, Pip) else Pip(requirements="toy==1.0.0")
    same = TOY.model_copy(update={"packages": other})
    before = digest(changed, "x86_64"), digest(same, "x86_64")
    different = NODE.model_copy(update={"version": "99.0.0"}) if part == "NODE" else "something else"
    monkeypatch.setattr(f"sandboxes.tools.{part}", different)
    assert digest(changed, "x86_64") != before[0]
    assert digest(same, "x86_64") == before[1]


def test_a_volume_is_named_for_its_content_and_belongs_to_one_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = volume_name(TOY, "c0ffee")
    assert name.startswith("meltbench-tool-toy-1.0.0_beta_1-")
    assert volume_name(TOY, "c0ffee") == name != volume_name(TOY, "decade")
    monkeypatch.setenv("MELTBENCH_CACHE", str(tmp_path / "another user's"))
    assert volume_name(TOY, "c0ffee") != name


@pytest.mark.parametrize("version", ["latest", "^1.0.0", "1.0 ", "", "1.x/..", "1\n"])
def test_a_version_is_exact(version: str) -> None:
    with pytest.raises(ValueError, match="version"):
        ToolRecipe(name="toy", version=version, packages=TOY.packages, executable="toy")


def test_an_executable_is_named_for_the_machine() -> None:
    assert TOY.path("x86_64") == "/opt/meltbench/toy/node_modules/toy-linux-x64/x86_64/toy"
    assert TOY.path("aarch64") == "/opt/meltbench/toy/node_modules/toy-linux-arm64/aarch64/toy"


def test_a_record_holds_until_it_is_forgotten() -> None:
    assert record.read("v") is None
    installed = record.Installed(volume="v", drawn="07", size_bytes=3)
    record.write(installed)
    assert record.read("v") == installed
    assert record.read("w") is None
    record.forget("v")
    record.forget("v")
    assert record.read("v") is None


@pytest.mark.parametrize("content", ["", "{", '{"volume": "v"}', '{"volume": "v", "drawn": "7", "size_bytes": 1', "\0"])
def test_a_damaged_record_is_none(cache: Path, content: str) -> None:
    (cache / "tools").mkdir(parents=True)
    (cache / "tools" / "v.json").write_text(content)
    assert record.read("v") is None


def test_no_script_of_a_package_may_run() -> None:
    assert " install --ignore-scripts " in script(TOY, "x86_64")
    locked = TOY.model_copy(update={"packages": Npm(manifest="{}", lock="{}")})
    assert " ci --ignore-scripts " in script(locked, "x86_64")


@pytest.fixture
def host_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm on the PATH that says what its configuration is; no variable says anything."""
    for name in (*npm.REGISTRY, *npm.PROXIES, *map(str.upper, npm.PROXIES)):
        monkeypatch.delenv(name, raising=False)
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\n[ "$*" = "config get registry" ] && echo http://own.test/\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return program


def test_the_registry_is_the_one_of_the_hosts_npm(host_npm: Path) -> None:
    assert npm.environment() == {"npm_config_registry": "http://own.test/"}


def test_a_variable_names_the_registry_before_any_configuration(
    host_npm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://chosen.test/")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    assert npm.environment() == {
        "npm_config_registry": "http://chosen.test/",
        "HTTPS_PROXY": "http://proxy.test:3128",
    }


@pytest.mark.parametrize("words", ["echo undefined", "exit 1", "echo http://half.test/; exit 1"])
def test_an_npm_that_does_not_say_leaves_npms_own_choice(host_npm: Path, words: str) -> None:
    host_npm.write_text(f"#!/bin/sh\n{words}\n")
    assert npm.environment() == {}


def test_without_npm_on_the_host_npms_own_choice_is_left(host_npm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(host_npm.parent.parent))
    assert npm.environment() == {}


@pytest.mark.parametrize(
    ("code", "locked", "kind", "said"),
    [
        ("ETARGET", False, UserError, "has no toy 1"),
        ("E404", False, UserError, "has no toy 1"),
        ("E404", True, SourceError, r"toy 1 cannot be had .*\(E404\)"),
        ("ECONNREFUSED", False, SourceError, r"toy 1 cannot be had .*\(ECONNREFUSED\)"),
        ("EINTEGRITY", True, SourceError, "toy 1 has been altered"),
        ("ENOSPC", True, MachineError, "no space"),
        ("EBADPLATFORM", True, MachineError, "not published for this machine"),
    ],
)
def test_who_is_to_blame_where_npm_fails(code: str, locked: bool, kind: type[MeltbenchError], said: str) -> None:
    output = f"npm warn x\nnpm error code {code}\nnpm error GET http://me:secret@registry.test/toy\n"
    error = npm.failure("toy 1", output, "npm.log", locked=locked)
    assert type(error) is kind
    with pytest.raises(kind, match=said):
        raise error
    assert "npm.log" in str(error)
    assert "\n" not in str(error)
    assert "registry.test" not in str(error)


def test_of_a_wheel_only_the_members_are_kept(tmp_path: Path, cache: Path) -> None:
    whole = tmp_path / "toy.whl"
    with zipfile.ZipFile(whole, "w") as archive:
        for name, mode in (
            ("toy/bin/toy", 0o755),
            ("toy/lib/a/b.js", 0o644),
            ("toy/bin/other", 0o755),
            ("x/lib/c", 0o644),
        ):
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o100000 | mode) << 16
            archive.writestr(info, name)
    pinned = PinnedFile(project="toy", version="1", file="toy.whl", sha256=sha256_of(whole))
    kept = cache / "sources" / pinned.sha256 / "toy.whl"
    kept.parent.mkdir(parents=True)
    whole.rename(kept)
    wheel = Wheel(files={"x86_64": pinned}, root="toy/", members=("bin/toy", "lib/"))
    files = tmp_path / "files"
    write_files(TOY.model_copy(update={"packages": wheel}), "x86_64", files)
    found = {p.relative_to(files).as_posix(): p.stat().st_mode & 0o777 for p in files.rglob("*") if p.is_file()}
    assert found == {"bin/toy": 0o755, "lib/a/b.js": 0o644}


def test_packages_for_a_machine_that_none_is_pinned_for(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"the analysis tools .* not for riscv64"):
        unpack_wheels(tmp_path / "none.txt", tmp_path / "target", "riscv64", what="the analysis tools")


def test_packages_out_of_reach_name_what_was_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    requirements = tmp_path / "toy.txt"
    requirements.write_text(f"toy==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SourceError, match=r"cannot get toy 1\.0: ERROR: .*toy==1\.0.*pip-toy-1\.0\.log") as raised:
        unpack_wheels(requirements, tmp_path / "target", "x86_64", what="toy 1.0")
    assert "\n" not in str(raised.value)
