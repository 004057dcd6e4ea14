"""What keeps an artifact from speaking to its judge: it is data between fences, nothing in it is hidden, and a judge
that takes orders from it is found out.

Each defence can be left out by name, in an attack that measures what it is worth and what it costs honest writing."""

import hashlib
import hmac
import secrets
from typing import Final, Literal, NamedTuple, get_args

Defence = Literal["briefing", "evidence", "fence", "seal", "visible"]
"""briefing: the judge is told what is no merit (length, form, claims of approval). evidence: quotes must stand in the
artifact. fence: the artifact stands between markers that nobody can guess. seal: the reply must carry a token from
outside the artifact, while a decoy stands inside. visible: what a reader does not see is shown, and marked."""

DEFENCES: Final[frozenset[Defence]] = frozenset(get_args(Defence))


class Marks:
    """Draws fences and seals from the text and a secret of this machine: a request can be repeated to the letter, while
    whoever writes the text cannot know what will stand around it."""

    def __init__(self, secret: bytes | None = None) -> None:
        """Without a secret one is drawn, for this process."""
        self._secret = secret or secrets.token_bytes(32)

    def draw(self, purpose: str, text: str) -> str:
        """Twelve hex digits for a purpose and a text."""
        return hmac.new(
            self._secret, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), hashlib.sha256
        ).hexdigest()[:12]


class Fence(NamedTuple):
    """The lines before and after an artifact."""

    before: str
    after: str

    def around(self, text: str) -> str:
        """The text between its lines."""
        return f"{self.before}\n{text}" + (f"\n{self.after}" if self.after else "")


def fence(name: str, mark: str) -> Fence:
    """Lines that carry a mark, or plain headings where there is none."""
    return Fence(f"<<<{name} {mark}>>>", f"<<<END {name} {mark}>>>") if mark else Fence(f"## {name}\n", "")
