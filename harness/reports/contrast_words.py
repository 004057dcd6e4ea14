"""The contrast in words and figures: how a statistic is written, and the sentence that says what a row found.

Sentences are made from the numbers and say no more than their intervals do."""

import re

from harness.reports import wording
from scoring.contrast.card import CardRow
from scoring.contrast.figures import Face, Figure, Unit
from scoring.contrast.sheet import Channel, Domain
from scoring.stats.measured import Measured

CELLS: dict[tuple[Domain, Channel], str] = {
    ("code", "checked"): "code, hidden tests",
    ("code", "judged"): "code, judges",
    ("writing", "checked"): "writing, constraint checks",
    ("writing", "judged"): "writing, judges",
}
WHO: dict[tuple[Domain, Channel], str] = {
    ("code", "checked"): "hidden tests",
    ("code", "judged"): "judges of diffs",
    ("writing", "checked"): "constraint checks",
    ("writing", "judged"): "judges of texts",
}
SAYS = {
    "retest": "change their verdict on the same work in {} of the looks",
    "agreement": "agree by an alpha of {}",
    "information": "tell {} about how good a work is",
    "power": "need {} to tell two agents apart that differ by one defect",
    "gamed": "fall for tricks on {} of known-bad works",
    "validity": "put right work above wrong work in {} of cases",
    "climbing": "reach {} of what choosing the best of several could",
    "cost": "cost {} a verdict",
}
"""What the first figure of each row says of who scores."""
SUITES = "the hidden tests and the second suite agree by an alpha of {}"


def amount(value: float, unit: Unit) -> str:
    """A value with its unit."""
    if unit == "share":
        return f"{100 * value:.0f} %" if abs(value) >= 0.1 or value == 0 else f"{100 * value:.1f} %"
    if unit == "usd":
        return f"${value:.4f}" if 0 < abs(value) < 0.1 else f"${value:.2f}"
    if unit in ("tasks", "pairs", "attempts"):
        return f"{value:.0f} {unit}" if abs(value) >= 10 else f"{value:.1f} {unit}".replace(".0 ", " ")
    if unit == "s":
        return f"{value:.1f} s" if abs(value) < 100 else f"{value:.0f} s"
    shown = f"{value:.2f}" if abs(value) < 1000 else f"{value:,.0f}"
    return shown if unit in ("score", "coefficient") else f"{shown} {unit}"


def bare(value: float, unit: Unit) -> str:
    """A value of an interval, without its unit."""
    return amount(value, unit).removesuffix(f" {unit}").removesuffix(" %")


def interval(found: Measured, unit: Unit) -> str:
    """`[low, high]`, or empty where there is none."""
    if found.low is None and found.high is None:
        return ""
    ends = ["..." if end is None else bare(end, unit) for end in (found.low, found.high)]
    return f"[{', '.join(ends)}]"


def shown(figure: Figure) -> str:
    """A figure as a cell of the card holds it: value, interval, n; or what it is too few for."""
    found = figure.measured
    if found.value is None:
        return figure.below or found.note or wording.MISSING
    text = " ".join(filter(None, (amount(found.value, figure.unit), interval(found, figure.unit))))
    return f"{text} n = {found.n}"


def remarks(figure: Figure) -> list[str]:
    """What has to be said beside a figure."""
    found = figure.measured
    said = [figure.below] if figure.below and found.value is not None else []
    if found.value is not None and found.low is None and found.high is None and found.note:
        said.append(found.note)
    if figure.scope == "these tasks" and found.low is not None:
        said.append("of these tasks only")
    return said


def sentence(row: CardRow) -> str:
    """What a row found, in two or three sentences for everybody."""
    faces = {(face.domain, face.channel): face for face in row.faces}
    parts = [_domain(row, faces, domain) for domain in ("code", "writing")]
    return " ".join(filter(None, parts))


def _domain(row: CardRow, faces: dict[tuple[Domain, Channel], Face], domain: Domain) -> str:
    checked, judged = faces[domain, "checked"], faces[domain, "judged"]
    said = [_says(row, checked), _says(row, judged)]
    if not any(said):
        return f"Nothing can be said of {domain}: {_why(checked) or _why(judged)}."
    where = "On code" if domain == "code" else "On writing"
    text = f"{where}, " + ", and ".join(part for part in said if part) + "."
    if all(said):
        difference = row.apart.channel_in_code if domain == "code" else row.apart.channel_in_writing
        text += f" {_difference(difference, checked.primary.unit)}"
    below = dict.fromkeys(face.primary.below for face in (checked, judged) if _says(row, face) and face.primary.below)
    return f"{text} That rests on too little: {', '.join(below)}." if below else text


def _says(row: CardRow, face: Face) -> str:
    found, unit = face.primary.measured, face.primary.unit
    if found.value is None:
        return ""
    if row.key == "retest" and found.value == 0 and found.high is not None:
        return f"{WHO[face.domain, face.channel]} never changed their verdict (at most {amount(found.high, unit)})"
    value = " ".join(filter(None, (amount(found.value, unit), interval(found, unit))))
    if row.key == "agreement" and (face.domain, face.channel) == ("code", "checked"):
        return SUITES.format(value)
    return f"{WHO[face.domain, face.channel]} {SAYS[row.key].format(value)}"


def _why(face: Face) -> str:
    return face.primary.below or face.primary.measured.note


def why(note: str) -> str:
    """Why there is no interval, as a part of a sentence."""
    if found := re.search(r"cannot decide \((\d+ of \d+) (?:clusters|tasks)", note):
        return f"{found[1]} tasks"
    return "nothing varies between them" if "no variance" in note else note


def _difference(found: Measured, unit: Unit) -> str:
    if found.value is None or found.low is None or found.high is None:
        few = f" ({why(found.note)})" if found.note else ""
        return f"Whether that differs between tasks of this kind cannot be decided{few}."
    size = f"{amount(found.value, unit)} {interval(found, unit)}"
    if found.low > 0 or found.high < 0:
        return f"Judges less checks is {size}, which chance does not explain."
    return f"Judges less checks is {size}, which may be chance."
