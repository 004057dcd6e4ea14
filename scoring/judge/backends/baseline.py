"""Baseline judges: controls that know nothing of quality.

Every judged score is shown beside them. A judge that does no better than the length of a text has measured its length.
All are pure functions into [0, 1], linear in the text, which may be prose or a unified diff."""

import json
import re
from collections.abc import Callable
from math import exp
from types import MappingProxyType

from scoring.judge.backend import About, JudgeRequest, RawReply
from scoring.judge.backends.scripted import some_words
from scoring.judge.prompt import works_shown
from scoring.spec import RubricSpec

Baseline = Callable[[str, str, RubricSpec | None], float]
"""(artifact, instruction, rubric) to a score in [0, 1]."""

TARGET_WORDS = 400
TARGET_MARKS = 20

_WORD = re.compile(r"[^\W_]+")
# A diff's leading + or - is no list mark: the marks of a text stay visible behind it.
_MARK = re.compile(r"^[+ -]?(?:[ \t]{0,8})(?:#{1,6}[ \t]|[-*+][ \t]|[0-9]{1,3}[.)][ \t]|\|)", re.MULTILINE)
_BOLD = re.compile(r"\*\*[^*\n]{1,200}\*\*")
_SHORTEST_KEYWORD = 4


def length(artifact: str, instruction: str, rubric: RubricSpec | None) -> float:
    """How long the text is: 1 - exp(-words / 400). Longer is always better, ever less so."""
    del instruction, rubric
    return _saturated(len(_WORD.findall(artifact)), TARGET_WORDS)


def format_count(artifact: str, instruction: str, rubric: RubricSpec | None) -> float:
    """How much formatting there is: headings, list items, table rows and bold, 1 - exp(-marks / 20)."""
    del instruction, rubric
    return _saturated(len(_MARK.findall(artifact)) + len(_BOLD.findall(artifact)), TARGET_MARKS)


def keyword_overlap(artifact: str, instruction: str, rubric: RubricSpec | None) -> float:
    """Which share of the different words of instruction and rubric (four letters or more) the text repeats."""
    wanted = _keywords(instruction) | _keywords(_rubric_text(rubric))
    return len(wanted & _keywords(artifact)) / len(wanted) if wanted else 0.0


def constant(artifact: str, instruction: str, rubric: RubricSpec | None) -> float:
    """One half, whatever is written."""
    del artifact, instruction, rubric
    return 0.5


BASELINES: MappingProxyType[str, Baseline] = MappingProxyType(
    {
        "constant": constant,
        "format-count": format_count,
        "keyword-overlap": keyword_overlap,
        "length": length,
    }
)
"""The baselines by name."""


class BaselineBackend:
    """A baseline in a judge's place: what a judge would say who knew this one figure only."""

    scripted = False
    cached = False
    family = "baseline"

    def __init__(self, name: str) -> None:
        """Raises KeyError for a name that is no baseline's."""
        self._score = BASELINES[name]
        self.model = self.identity = f"baseline:{name}"

    def complete(self, request: JudgeRequest, about: About) -> RawReply:
        """The figure of each work as it is shown, on the scale that is asked for."""
        figures = [self._score(work, "", None) for work in works_shown(request)]
        quote = some_words(request)
        verdicts = [self._verdict(name, figures[0], quote) for name in about.criteria]
        said: dict[str, object] = {"verdicts": verdicts, "faults": []}
        if not about.criteria:
            winner = "tie" if figures[0] == figures[1] else "1" if figures[0] > figures[1] else "2"
            said = {"rationale": f"{figures[0]:.3f} and {figures[1]:.3f}", "winner": winner}
        return RawReply(text=json.dumps({**said, "token": about.token}), model=self.model)

    def _verdict(self, criterion: str, figure: float, quote: str) -> dict[str, object]:
        evidence = [{"quote": quote}]
        return {"criterion": criterion, "rationale": f"{figure:.3f}", "evidence": evidence, "score": round(3 * figure)}


def _saturated(count: int, target: int) -> float:
    return 1 - exp(-count / target)


def _keywords(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) >= _SHORTEST_KEYWORD}


def _rubric_text(rubric: RubricSpec | None) -> str:
    if rubric is None:
        return ""
    asked = [c.question for c in rubric.criteria] + [p.question for p in rubric.penalties]
    return "\n".join(asked + [anchor.text for c in rubric.criteria for anchor in c.anchors])
