"""Cases that come with what is `expected`: which answers are right is stated, and the original is not asked.

One answer is an object that names what counts of it, or a list of such objects: a closed list of right answers. Null
counts for nothing. Pure functions; what a box answered is a claim, and anything may stand anywhere in it."""

import base64
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from scoring.verify.exchange import is_served, picked
from scoring.verify.runner.client import Case, Reply

MISSING = "<nothing of that name was answered>"
"""So that an expected null is not met by silence."""


class Stated(NamedTuple):
    """A case whose answers are stated, beside what was answered, both reduced to what counts."""

    case: Case
    want: Reply
    got: Reply


def is_stated(case: Case) -> bool:
    """Whether the case itself says what is right."""
    return "expected" in case


def held_against(case: Case, reply: Reply) -> Stated:
    """What is expected beside what was answered: of several right answers the one that was given, else the first.

    Raises LookupError, TypeError, ValueError for a malformed `expected`."""
    if is_served(case):
        return _conversation(case, reply)
    want, got = _held(_forms(case["expected"]), reply.fields)
    # What it cost is no part of an answer, and goes on to be judged by its growth.
    cost = {name: reply.fields[name] for name in ("costs",) if name in reply.fields}
    return Stated({**case, "compare": sorted(want)}, Reply("ok", want), reply._replace(fields={**got, **cost}))


def _conversation(case: Case, reply: Reply) -> Stated:
    expected = case["expected"]
    forms = [_forms(one) for one in (expected if isinstance(expected, list) else [expected])]
    answers = reply.fields.get("answers")
    held = [
        _held(forms[at] if at < len(forms) else [{}], answer)
        for at, answer in enumerate(answers if isinstance(answers, list) else ())
    ]
    missing = [form[0] for form in forms[len(held) :]]
    want = Reply("ok", {"answers": [one for one, _ in held[: len(forms)]] + missing})
    got = [one for _, one in held] if isinstance(answers, list) else None
    return Stated({**case, "compare": ["answers"]}, want, reply._replace(fields={**reply.fields, "answers": got}))


def _forms(expected: Any) -> list[dict[str, Any]]:
    """The right answers, in the form in which answers are compared: a plain text is what a socket's step received."""
    if expected is None:
        return [{}]
    forms = [_form(one) for one in (expected if isinstance(expected, list) else [expected])]
    if not forms:
        raise ValueError("no answer is right")
    return forms


def _form(expected: Any) -> dict[str, Any]:
    if isinstance(expected, str) or "base64" in expected:
        return {"received": expected}
    headers = expected.get("headers")
    if headers is None:
        return dict(expected)
    values = {name.lower(): [] if value is None else [value] for name, value in headers.items()}
    return {**expected, "headers": values}


def _held(forms: list[dict[str, Any]], answer: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The right answer that was given, else the first, beside the given one reduced to what that speaks of."""
    pairs = [(form, _reduced(form, answer)) for form in forms]
    return next((pair for pair in pairs if _text(pair[0]) == _text(pair[1])), pairs[0])


def _reduced(form: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    found = picked(answer, form.get("headers", ()))
    if "absent" in form:
        found["absent"] = [text for text in form["absent"] if text.encode() not in _bytes(found.get("body"))]
    return {name: found.get(name, MISSING) for name in (*form, "broken") if name in found or name in form}


def _bytes(body: Any) -> bytes:
    """A body as it came; nothing for what is none."""
    try:
        return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else base64.b64decode(body["base64"])
    except (TypeError, ValueError, LookupError):
        return b""


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
