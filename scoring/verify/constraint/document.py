"""A written file as a reader sees it: blocks, sections, sentences and words, parsed without trust.

What a reader does not see is no part of it: HTML comments, control and zero-width characters are dropped before
anything is looked at. Every pass is linear in the text, whose size `reading.py` has capped."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "item", "row", "header", "text"]

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(.*)")
_RULE = re.compile(r"[|:\- \t]+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]?[ ]")
MAX_CHARS = 1 << 20
"""What is looked at of a text; one character can stand for eighteen until it is made plain."""
_FENCES = ("```", "~~~")
_MARKS = "*_`#|>~ \t"


class Block(NamedTuple):
    """A heading, list item, table row or paragraph, its lines joined by single spaces."""

    kind: BlockKind
    text: str
    level: int = 0
    """Of a heading: 1 to 6."""


class Record(NamedTuple):
    """One line of a JSON-lines file: the string fields that the task asks for."""

    fields: dict[str, str]


class Document(NamedTuple):
    """What the checks look at."""

    blocks: tuple[Block, ...]
    records: tuple[Record, ...] = ()
    """Well-formed lines of a JSON-lines deliverable, in order; empty for text."""
    malformed: int = 0
    """Lines of a JSON-lines deliverable that hold no such record."""

    def within(self, section: str) -> tuple[Block, ...]:
        """The blocks below a heading, sub-sections included; the whole document for "", nothing where it is missing."""
        if not section:
            return self.blocks
        return tuple(_below(self.blocks, plain(section)))

    def prose(self, section: str = "") -> str:
        """The text of a section, or of everything, one block per line."""
        return "\n".join(block.text for block in self.within(section))

    def words(self, section: str = "") -> list[str]:
        """Words in lower case, headings and figures included."""
        return words_of(self.prose(section))

    def sentences(self, section: str = "") -> list[str]:
        """Sentences; a list item, a table row or a line of its own ends one too. Headings are none."""
        texts = (b.text for b in self.within(section) if b.kind not in ("heading", "header"))
        return [s for text in texts for s in _SENTENCE_END.split(text) if words_of(s)]


def words_of(text: str) -> list[str]:
    """Words in lower case; a hyphen or an apostrophe inside a word keeps it one."""
    return [word.lower() for word in _WORD.findall(text)]


def plain(heading: str) -> str:
    """A heading as it is compared: lower case, without numbering, marks and closing punctuation."""
    return re.sub(r"^[0-9]{1,3}[.)]?[ \t]+", "", heading.strip(_MARKS)).strip(_MARKS + ":.").lower()


def visible(text: str) -> str:
    """The text without what a reader does not see, compatibility characters made plain, line ends made one."""
    clean = unicodedata.normalize("NFKC", _without_comments(text))[:MAX_CHARS]
    lines = clean.splitlines()
    return "\n".join("".join(c for c in line if c == "\t" or unicodedata.category(c)[0] != "C") for line in lines)


def parse(text: str) -> Document:
    """The blocks of a Markdown text (ATX headings, lists, pipe tables, paragraphs; code fences are paragraphs)."""
    builder = _Builder()
    for line in visible(text).split("\n"):
        builder.add(line)
    builder.close()
    return Document(tuple(builder.done))


def _without_comments(text: str) -> str:
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        parts.append(text[at:start])
        end = text.find("-->", start + 4)
        at = len(text) if end < 0 else end + 3
    return "".join([*parts, text[at:]])


class _Builder:
    """Joins lines into blocks: one block is open at a time."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self._kind: BlockKind = "text"
        self._held: list[str] = []
        self._indent = 0
        self._after_blank = False
        self._fence = ""

    def add(self, line: str) -> None:
        """Take the next line."""
        bare = line.strip()
        if self._fence or bare.startswith(_FENCES):
            self._add_code(bare)
            return
        indent = len(line) - len(line.lstrip())
        if self._held and bare.startswith("|") and _RULE.fullmatch(bare):
            self._kind = "header"
        elif self._continues(bare, indent):
            self._held.append(_starts(bare).text)
        elif bare or self._kind != "item":
            self.close()
            self._open(bare, indent)
        self._after_blank = not bare

    def _add_code(self, bare: str) -> None:
        """A line between code fences, or one of them: part of the open block, whatever it looks like."""
        if not self._fence:
            self._fence = bare[:3]
        elif bare.startswith(self._fence):
            self._fence = ""
        self._held.append(bare)
        self._after_blank = False

    def close(self) -> None:
        """End the open block."""
        if self._held:
            self.done.append(Block(self._kind, " ".join(self._held)))
        self._kind, self._held = "text", []

    def _open(self, bare: str, indent: int) -> None:
        start = _starts(bare)
        if start.kind == "heading":
            self.done.append(start)
        elif bare:
            self._kind, self._held, self._indent = start.kind, [start.text], indent

    def _continues(self, bare: str, indent: int) -> bool:
        """What is indented below a list item is part of it, a sub-list too; so is text on the next line."""
        if not bare or not self._held or self._kind not in ("item", "text"):
            return False
        nested = self._kind == "item" and indent > self._indent
        return nested or (not self._after_blank and _starts(bare).kind == "text")


def _starts(bare: str) -> Block:
    """What a line begins: a heading, a list item, a table row, or else a paragraph."""
    if heading := _HEADING.fullmatch(bare):
        return Block("heading", heading[2], len(heading[1]))
    if item := _ITEM.fullmatch(bare):
        return Block("item", item[1])
    return Block("row" if bare.startswith("|") else "text", bare)


def _below(blocks: tuple[Block, ...], name: str) -> Iterator[Block]:
    level = 0
    for block in blocks:
        if block.kind == "heading" and (not level or block.level <= level):
            level = block.level if plain(block.text) == name else 0
        elif level:
            yield block
