"""What a chat window is shown, and what its answer means."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.agents.chat.answer import Edits, Refused, edits
from harness.agents.chat.files import ROOM, Shown, shown
from harness.agents.chat.prompt import LISTED, prompt
from harness.agents.registry import find_agent
from sandboxes.archive import scan
from sandboxes.errors import UserError


def test_a_plain_answer() -> None:
    text = "Here:\n\n### FILE: `./a/b.py`\n\n```python\nx = 1\n\n```\n\n**FILE c d.txt**\n~~~\n```\n~~~\nDELETE old/\n"
    assert edits(text) == Edits({"a/b.py": b"x = 1\n\n", "c d.txt": b"```\n"}, ("old",))


def test_an_answer_of_talk_alone() -> None:
    assert edits("I would run\n```sh\nrm -rf /\n```\nand FILE a report.") == Edits({}, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("FILE /etc/passwd\n```\n```", "no path of a file"),
        ("FILE ../a\n```\n```", "no path of a file"),
        ("FILE a/../../b\n```\n```", "no path of a file"),
        ("DELETE ..", "no path of a file"),
        ("DELETE .", "no path of a file"),
        ("FILE .git/hooks/pre-commit\n```\n```", "no path of a file"),
        ("DELETE sub/.git", "no path of a file"),
        ("FILE a\x00b\n```\n```", "no path of a file"),
        (f"FILE {'a/' * 2000}b\n```\n```", "no path of a file"),
        ("FILE a\nno block", "no block for a"),
        ("FILE a", "no block for a"),
        ("FILE a\n```\nnever ends", "does not end"),
        ("FILE a\n````\n```\n", "does not end"),
        ("FILE a\n```\n```\nDELETE a", "a twice"),
        ("FILE a.md\n```\n```sh\nls\n```\nrest\n```\n", "do not pair"),
        ("x" * (9 << 20), "characters"),
        ("\n".join(f"DELETE f{n}" for n in range(2001)), "more than 2000 files"),
    ],
)
def test_what_is_not_clear_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        edits(text)


@given(st.lists(st.sampled_from(["FILE a", "FILE b", "DELETE c", "```", "````", "~~~", "", "text"]) | st.text()))
def test_any_answer_is_read_or_refused(lines: list[str]) -> None:
    try:
        found = edits("\n".join(lines))
    except Refused:
        return
    assert all(not path.startswith("/") and ".." not in path.split("/") for path in (*found.files, *found.deleted))


@given(st.dictionaries(st.sampled_from(["a", "b/c.md", "d e"]), st.text()))
def test_files_as_they_are_shown_are_files_as_they_are_answered(files: dict[str, str]) -> None:
    text = prompt("Do it.", Shown(dict(sorted(files.items())), {}))
    workspace = text.partition("# The workspace")[2]
    ended = {path: f"{text}\n" if text and not text.endswith("\n") else text for path, text in files.items()}
    assert edits(workspace).files == {path: content.encode() for path, content in ended.items()}


def test_what_the_task_names_comes_first_then_the_smallest(tmp_path: Path) -> None:
    sizes = {"big.py": ROOM // 2, "pkg/named.py": ROOM // 2, "small.py": 10, "middle.py": ROOM // 3, "zero": 0}
    (tmp_path / "pkg").mkdir()
    for path, size in sizes.items():
        (tmp_path / path).write_text("x" * size)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "nul.txt").write_bytes(b"a\0b")
    found = shown(scan(tmp_path), "Split `named.py`.")
    assert list(found.files) == ["middle.py", "pkg/named.py", "small.py", "zero"]
    assert found.left_out == {
        "big.py": f"no room for its {ROOM // 2} bytes",
        "nul.txt": "no text",
        "picture.png": "no text",
    }


def test_what_is_left_out_is_listed_within_bounds() -> None:
    text = prompt("Do it.", Shown({}, {f"f{n}": "no text" for n in range(LISTED + 3)}))
    assert "- f0 (no text)" in text
    assert "- and 3 more" in text
    assert f"- f{LISTED} " not in text


def test_how_it_is_written() -> None:
    assert find_agent("chat@claude-sonnet-4-5").name == "chat@anthropic/claude-sonnet-4-5"
    assert find_agent("chat@my-lab/some/model:8b").name == "chat@my-lab/some/model:8b"
    for text, says in {"chat": "no model is named", "chat==2@openai/x": "no versions"}.items():
        with pytest.raises(UserError, match=says):
            find_agent(text)
