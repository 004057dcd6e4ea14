"""A text with nothing hidden in it: what a reader would not see is shown as marks that can be read."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_HIDING = (
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0|opacity\s{0,3}:\s{0,3}0(?![.\d])"
    r"|colou?r\s{0,3}[:=]\s{0,3}[\"']?(?:white|#fff(?:fff)?)\b|\bhidden\b"
)
_STYLE = re.compile(rf"<[a-z][a-z0-9]{{0,15}}\b[^<>]{{0,400}}?(?:{_HIDING})[^<>]{{0,400}}>", re.IGNORECASE)
_LABEL = re.compile(r"^\[[^\]\n]{1,80}\]:[ \t]{1,8}(?:#|<>)[^\n]{0,400}$", re.MULTILINE)
_RUN = re.compile(r"(?:\[hidden U\+[0-9A-F]{4,6}\]){9,}")
_ODD = re.compile(r"[^ -~\n\t\r]")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")
SPELLED = 2_000
"""Characters of a message in tag characters that are shown."""


class Seen(NamedTuple):
    """A text with nothing hidden in it, and what was."""

    text: str
    hidden: tuple[str, ...]
    """Kinds of what a reader would not see: `comment`, `style`, `invisible`, `direction`, `tag`, `control`."""


def make_visible(text: str, *, markup: bool = True) -> Seen:
    """Mark zero-width, bidirectional, tag and control characters; with `markup`, as in Markdown, also comments, labels
    that nothing shows, and styles that hide. A diff is shown as it is, so there a comment hides nothing."""
    kinds: set[str] = set()
    shown = _markup_shown(text, kinds) if markup else text

    def marked(found: re.Match[str]) -> str:
        if not (kind := _hidden_kind(found[0])):
            return found[0]
        kinds.add(kind)
        return f"[hidden U+{ord(found[0]):04X}]"

    if not _plain(shown):
        shown = _RUN.sub(_short, _ODD.sub(marked, shown))
    return Seen(shown, tuple(sorted(kinds)))


def without_hidden(text: str, *, markup: bool = True) -> str:
    """The text as a reader sees it: what `make_visible` would mark is left out."""
    # Most texts hold nothing of the kind: looking for its first sign is cheaper than for the whole of it.
    bare = _COMMENT.sub("", text) if markup and "<!--" in text else text
    bare = _STYLE.sub("", bare) if markup and "<" in bare else bare
    bare = _LABEL.sub("", bare) if markup and "]:" in bare else bare
    return bare if _plain(bare) else _ODD.sub(lambda found: "" if _hidden_kind(found[0]) else found[0], bare)


def _plain(text: str) -> bool:
    """Whether there are only ASCII letters, signs, tabs and line ends: told much faster than by a pattern."""
    return text.isascii() and text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable()


def _markup_shown(text: str, kinds: set[str]) -> str:
    def marked(kind: str, what: str, inside: slice | None = None) -> Callable[[re.Match[str]], str]:
        def mark(found: re.Match[str]) -> str:
            kinds.add(kind)
            return f"[hidden {what}: {(found[1] if inside is None else found[0][inside]).strip()}]"

        return mark

    if "<!--" in text:
        text = _COMMENT.sub(marked("comment", "comment"), text)
    if "<" in text:
        text = _STYLE.sub(marked("style", "style", slice(1, -1)), text)
    return _LABEL.sub(marked("comment", "label", slice(None)), text) if "]:" in text else text


def _short(found: re.Match[str]) -> str:
    """A long run of hidden characters is counted, and spelled where it spells something."""
    codes = [int(code, 16) for code in _CODE.findall(found[0])]
    spelled = "".join(chr(code - 0xE0000) for code in codes if 0xE0020 <= code < 0xE007F)
    said = f", which spell: {spelled[:SPELLED]}" if spelled else ""
    return f"[{len(codes)} hidden characters from U+{codes[0]:04X}{said}]"


@lru_cache(maxsize=4_096)
def _hidden_kind(char: str) -> str:
    code, category = ord(char), unicodedata.category(char)
    if 0xE0000 <= code <= 0xE007F:
        return "tag"
    if code in range(0x202A, 0x202F) or code in range(0x2066, 0x206A) or code in (0x200E, 0x200F, 0x061C):
        return "direction"
    if category == "Cf" or code in (0x115F, 0x1160, 0x3164, 0xFFA0, 0x034F) or code in range(0xFE00, 0xFE10):
        return "invisible"
    return "control" if category in ("Cc", "Cs", "Co", "Cn") else ""
