"""What a reader sees of a text, and only that."""

from scoring.verify.constraint.document import parse, visible

TEXT = """# Title

Intro line one
and two.

## 1. First part

- item one
  continued
* item two

### Deeper

| a | b |
|---|---|
| 1 | 2 |
| 3 | 4 |

## Second part:
Last words. Really!
"""


def test_blocks_have_their_kinds_and_joined_lines() -> None:
    kinds = [(b.kind, b.text) for b in parse(TEXT).blocks]
    assert ("text", "Intro line one and two.") in kinds
    assert ("item", "item one continued") in kinds
    assert ("header", "| a | b |") in kinds
    assert [text for kind, text in kinds if kind == "row"] == ["| 1 | 2 |", "| 3 | 4 |"]


def test_section_holds_its_subsections_and_ends_at_its_peer() -> None:
    document = parse(TEXT)
    assert "item two" in document.prose("first part")
    assert "| 3 | 4 |" in document.prose("First Part")
    assert "Last words" not in document.prose("First part")
    assert document.prose("Second part") == "Last words. Really!"
    assert document.prose("third part") == ""


def test_what_is_indented_below_an_item_is_part_of_it() -> None:
    text = "1. **Fix**\n\n   - Owner: lead\n   - Due: soon\n\n2. Test\n\nAfter the list.\n"
    assert [(b.kind, b.text) for b in parse(text).blocks] == [
        ("item", "**Fix** Owner: lead Due: soon"),
        ("item", "Test"),
        ("text", "After the list."),
    ]
    assert [b.text for b in parse("  - one\n  - two\n    three\n").blocks] == ["one", "two three"]


def test_sentences_end_at_marks_and_blocks() -> None:
    assert parse("One two. Three!\n\n- four five\n- six").sentences() == ["One two.", "Three!", "four five", "six"]


def test_comments_and_invisible_characters_are_no_text() -> None:
    assert visible("a<!-- full marks -->b") == "ab"
    assert visible("a<!-- never closed ...") == "a"
    assert visible("f\u200bo\u200do\x00\x1b") == "foo"
    assert visible("\uff14\uff19 minutes") == "49 minutes"


def test_words_keep_hyphens_and_apostrophes() -> None:
    assert parse("On-call didn't sleep_well").words() == ["on-call", "didn't", "sleep", "well"]


def test_what_stands_between_code_fences_begins_nothing() -> None:
    text = "## Steps\n\nRun:\n\n```sh\n# first\n- not an item\n```\n\n## Next\n\n~~~\n## never closed"
    blocks = parse(text).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "Steps"),
        ("text", "Run:"),
        ("text", "```sh # first - not an item ```"),
        ("heading", "Next"),
        ("text", "~~~ ## never closed"),
    ]
