"""Images, as far as no engine is needed: tags, certificates, pins."""

import re
import ssl
from pathlib import Path

import certifi
import pytest

from sandboxes.errors import InfraError, UserError
from sandboxes.images import base, build, site, tools


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in site.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "bundle.pem"
    monkeypatch.setenv("PIP_CERT", str(path))
    return path


def test_equal_inputs_have_equal_tags_and_others_do_not() -> None:
    assert build.content_tag("task", {"a": 1, "b": 2}) == build.content_tag("task", {"b": 2, "a": 1})
    tags = {
        build.content_tag("task", 1, ("a",)),
        build.content_tag("task", 1, ("b",)),
        build.content_tag("base", 1, ("a",)),
    }
    assert len(tags) == 3
    assert all(re.fullmatch(r"meltbench/(task|base):[0-9a-f]{20}", tag) for tag in tags)


def test_no_setting_means_no_site_layer(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_CERT")
    assert site.site_bundle() is None


def test_a_stock_bundle_makes_no_site_layer(bundle: Path) -> None:
    bundle.write_bytes(Path(certifi.where()).read_bytes())
    assert site.site_bundle() is None


def test_a_certificate_of_ones_own_makes_one_without_what_else_the_file_holds(bundle: Path) -> None:
    own = ssl.DER_cert_to_PEM_cert(b"an authority of our own")
    key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
    bundle.write_text(f"# http://me:password@proxy\n{key}{own}")
    assert site.site_bundle() == own.encode()


def test_an_unreadable_bundle_names_its_variable(bundle: Path) -> None:
    with pytest.raises(UserError, match="PIP_CERT"):
        site.site_bundle()


def test_every_tool_is_pinned_by_hash_and_names_no_address() -> None:
    text = tools.REQUIREMENTS.read_text()
    pins = [block for block in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if block.strip()]
    assert {block.partition("==")[0] for block in pins} >= {"grimp", "lizard", "griffelib", "mypy", "pyflakes", "ruff"}
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in pins)
    assert "://" not in text


def test_an_unknown_origin_of_the_base_is_a_user_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MELTBENCH_BASE", "elsewhere")
    with pytest.raises(UserError, match=r"MELTBENCH_BASE.*elsewhere"):
        base.allowed_origins()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("write /x: no space left on device", InfraError),
        ("The command '/bin/sh -c make' returned a non-zero code: 2", UserError),
    ],
)
def test_who_is_to_blame_for_a_failed_build(message: str, kind: type[Exception]) -> None:
    failure = build.failure(message, ["Step 2/3 : RUN make", "make: no rule"], "tasks/x/Dockerfile", Path("build.log"))
    assert isinstance(failure, kind)
    assert "build.log" in str(failure)
    assert "\n" not in str(failure)
