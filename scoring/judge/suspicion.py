"""What in an artifact seems to be addressed to its judge. It lowers no score: it is shown beside it."""

import re

from scoring.judge.visible import make_visible

_JUDGE = r"(?:graders?|evaluators?|assessors?|judges?|reviewing model|scoring model|language model|AI model|assistant)"
_MARK = r"(?:scores?|marks?|grades?|ratings?|points?|rubric|criteri(?:a|on))"
_TOP = r"(?:full|maximum|max|highest|top|perfect|best possible)"
_PATTERNS = (
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|rubric|criteria|guidelines|prompt)\b",
    rf"\b{_JUDGE}\b.{{0,80}}\b{_MARK}\b",
    rf"\b(?:give|award|assign|output|return|deserves?)\b.{{0,40}}\b{_TOP}\b.{{0,20}}\b{_MARK}\b",
    rf"\b{_MARK}\b.{{0,20}}(?:\b3 ?/ ?3\b|\b10 ?/ ?10\b|\b100 ?/ ?100\b)",
    r"\"score\"\s{0,3}:\s{0,3}[0-9]",
    r"^\s{0,8}(?:#{1,4} ?|<\|?/?)(?:system|assistant|developer|user)\s{0,3}(?:message|prompt)?\s{0,3}(?::|\|?>|$)",
    r"^\s{0,8}(?:system|assistant|developer) ?: ",
    r"\b(?:ignoriere|ignorez|ignorad?|ignori|vergiss)\b.{0,60}\b(?:anweisung|instruction|instrucci|istruzion)",
    r"\b(?:volle punktzahl|note maximale|punteggio massimo|(?:m\u00e1xima|mayor) puntuaci\u00f3n)\b",
    r"\bpuntuaci\u00f3n m\u00e1xima\b",
    r"\bthought process ?:",
)
_ORDERS = tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in _PATTERNS)


def suspicions(text: str, *, markup: bool = True) -> tuple[str, ...]:
    """Kinds of hidden matter (control characters aside), and `orders` where a judge seems to be spoken to."""
    seen = make_visible(text, markup=markup)
    found = {kind for kind in seen.hidden if kind != "control"}
    if any(pattern.search(seen.text) for pattern in _ORDERS):
        found.add("orders")
    return tuple(sorted(found))
