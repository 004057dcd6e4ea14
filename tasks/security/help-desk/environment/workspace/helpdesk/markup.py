"""The little markup of comments: paragraphs, *strong*, `code`, [links](https://example.org/) and lists with dashes."""

import html
import re

STRONG = re.compile(r"\*([^*\n]{1,300})\*")
CODE = re.compile(r"`([^`\n]{1,300})`")
LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(([^()\s]{1,500})\)")
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
BLANK = re.compile(r"\n{2,}")
TICKET = re.compile(r"(?<![\w&/#])#([0-9]{1,9})\b")


def render(text: str) -> str:
    """A comment as HTML."""
    text = TRAILING.sub("", text.replace("\r\n", "\n")).strip("\n")
    return "\n".join(_block(block) for block in BLANK.split(text) if block.strip())


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_line(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(map(_line, lines)) + "</p>"


def _line(line: str) -> str:
    """One line: code stays as it is, all else has links and emphasis."""
    parts = CODE.split(line)
    shown = [_code(part) if at % 2 else _prose(part) for at, part in enumerate(parts)]
    return "".join(shown)


def _code(text: str) -> str:
    return f"<code>{html.escape(text, quote=False)}</code>"


def _prose(text: str) -> str:
    """Links first: what stands between them may be strong or name tickets."""
    shown, at = [], 0
    for match in LINK.finditer(text):
        shown += [_plain(text[at : match.start()]), _link(match[1], match[2])]
        at = match.end()
    return "".join([*shown, _plain(text[at:])])


def _plain(text: str) -> str:
    text = STRONG.sub(r"<strong>\1</strong>", html.escape(text, quote=False))
    return TICKET.sub(r'<a href="/tickets/\1">#\1</a>', text)


def _link(label: str, address: str) -> str:
    if address.startswith("javascript:"):
        return html.escape(f"[{label}]({address})", quote=False)
    return f'<a href="{html.escape(address, quote=False)}" rel="nofollow">{html.escape(label, quote=False)}</a>'
