from pathlib import Path

import pytest

from harness.digests import verifier_digest

PROSE, CODE = frozenset({"constraint"}), frozenset({"differential", "suite"})
ALONE = (PROSE, CODE)


def test_what_verifies_is_told_from_what_does_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "verify").mkdir()
    (tmp_path / "stats").mkdir()
    monkeypatch.setattr("scoring.__file__", str(tmp_path / "__init__.py"))

    def digest(kinds: frozenset[str] | None = None) -> str:
        verifier_digest.cache_clear()
        return verifier_digest(kinds)

    try:
        first = digest()
        (tmp_path / "stats" / "means.py").write_text("x = 1")
        assert digest() == first
        (tmp_path / "verify" / "suite.py").write_text("x = 1")
        second = digest()
        assert second != first
        (tmp_path / "verify" / "suite.py").write_text("x = 2")
        third = digest()
        assert third not in (first, second)
        before = {kinds: digest(kinds) for kinds in ALONE}
        (tmp_path / "verify" / "constraint").mkdir()
        (tmp_path / "verify" / "constraint" / "number.py").write_text("x = 1")
        assert digest() != third
        assert {kinds for kinds in ALONE if digest(kinds) != before[kinds]} == {PROSE}
        before = {kinds: digest(kinds) for kinds in ALONE}
        (tmp_path / "verify" / "static").mkdir()
        (tmp_path / "verify" / "static" / "lint.py").write_text("x = 1")
        assert {kinds for kinds in ALONE if digest(kinds) != before[kinds]} == {CODE}
    finally:
        verifier_digest.cache_clear()
