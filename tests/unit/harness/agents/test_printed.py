"""What an agent prints: within bounds on disk, in whole lines to who reads it."""

from pathlib import Path

import pytest

from harness.agents import printed
from harness.agents.printed import Printed


def shown(tmp_path: Path, pieces: list[tuple[int, bytes]]) -> list[str]:
    lines: list[str] = []
    with Printed(tmp_path, lines.append) as out:
        for stream, data in pieces:
            out(stream, data)
    return lines


def test_lines_are_whole_however_they_come(tmp_path: Path) -> None:
    pieces = [(1, b"on"), (2, b"warning\n"), (1, b"e\ntwo\n\nth"), (1, b"ree")]
    assert shown(tmp_path, pieces) == ["one", "two", "", "three"]
    assert (tmp_path / "output.txt").read_bytes() == b"one\ntwo\n\nthree"
    assert (tmp_path / "output.errors.txt").read_bytes() == b"warning\n"


def test_bytes_that_are_no_text_and_endless_lines_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "LONGEST", 10)
    assert shown(tmp_path, [(1, b"\xff\n"), (1, b"x" * 25), (1, b"y\nz\n")]) == ["\ufffd", "x" * 10, "z"]


def test_of_too_much_the_beginning_and_the_end_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "PIECE", 10)
    shown(tmp_path, [(1, b"%08d\n" % number) for number in range(100)])
    files = sorted(tmp_path.glob("output*.txt"), key=lambda path: path.name)
    assert sum(path.stat().st_size for path in files) <= printed.KEPT * 10
    whole = b"".join(b"%08d\n" % number for number in range(100))
    assert (tmp_path / "output.1.txt").read_bytes() == whole[:10]
    assert (tmp_path / "output.88.txt").read_bytes() + (tmp_path / "output.89.txt").read_bytes() == whole[870:890]
    assert (tmp_path / "output.txt").read_bytes() == whole[890:]
