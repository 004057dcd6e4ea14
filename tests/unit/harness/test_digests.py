from pathlib import Path

import pytest

from harness.digests import verifier_digest


def test_what_verifies_is_told_from_what_does_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "verify").mkdir()
    (tmp_path / "stats").mkdir()
    monkeypatch.setattr("scoring.__file__", str(tmp_path / "__init__.py"))

    def digest() -> str:
        verifier_digest.cache_clear()
        return verifier_digest()

    try:
        first = digest()
        (tmp_path / "stats" / "means.py").write_text("x = 1")
        assert digest() == first
        (tmp_path / "verify" / "suite.py").write_text("x = 1")
        second = digest()
        assert second != first
        (tmp_path / "verify" / "suite.py").write_text("x = 2")
        assert digest() not in (first, second)
    finally:
        verifier_digest.cache_clear()
