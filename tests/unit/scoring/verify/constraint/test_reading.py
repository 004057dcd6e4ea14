"""Reading the deliverable from a tree that nobody vouches for."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from scoring.verify.constraint.reading import Deliverable, read_deliverable

JSONL = Deliverable(path="a.jsonl", format="jsonl", fields=("id", "decision"), text_field="decision", max_bytes=1 << 20)


def test_missing_directory_and_symlink_are_missing(tmp_path: Path) -> None:
    wanted = Deliverable(path="sub/out.md")
    assert read_deliverable(tmp_path, wanted).problem == "sub/out.md is missing"
    (tmp_path / "sub" / "out.md").mkdir(parents=True)
    assert read_deliverable(tmp_path, wanted).problem == "sub/out.md is missing"
    (tmp_path / "real.md").write_text("text")
    (tmp_path / "sub" / "link.md").symlink_to(tmp_path / "real.md")
    assert read_deliverable(tmp_path, Deliverable(path="sub/link.md")).problem == "sub/link.md is missing"


def test_too_large_and_not_utf8_are_problems(tmp_path: Path) -> None:
    (tmp_path / "out.md").write_bytes(b"x" * 101)
    assert "larger than 100" in read_deliverable(tmp_path, Deliverable(path="out.md", max_bytes=100)).problem
    assert not read_deliverable(tmp_path, Deliverable(path="out.md", max_bytes=101)).problem
    (tmp_path / "out.md").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in read_deliverable(tmp_path, Deliverable(path="out.md")).problem


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", ""])
def test_path_stays_inside(path: str) -> None:
    with pytest.raises(ValidationError, match="inside the workspace"):
        Deliverable(path=path)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1, 2]",
        '{"id": "a"}',
        '{"id": "a", "decision": [1]}',
        '{"id": "a", "decision": true}',
        '{"id": "a", "decision": "walk", "decision": "drive"}',
        "[" * 15_000,
        '{"id": "a", "decision": "walk", "n": ' + "9" * 6_000 + "}",
        '{"id": "a", "decision": "' + "x" * 20_000 + '"}',
    ],
)
def test_a_line_that_is_no_record_is_malformed(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{line}\n\n{{"id": "b", "decision": "drive", "extra": NaN}}\n')
    document = read_deliverable(tmp_path, JSONL).document
    assert [r.fields for r in document.records] == [{"id": "b", "decision": "drive"}]
    assert document.malformed == 1


def test_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "a", "decision": "walk"}\r\n')
    assert len(read_deliverable(tmp_path, JSONL).document.records) == 1


def test_a_number_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 7, "decision": 42.20}\n')
    assert [r.fields for r in read_deliverable(tmp_path, JSONL).document.records] == [{"id": "7", "decision": "42.2"}]
