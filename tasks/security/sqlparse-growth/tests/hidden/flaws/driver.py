"""What is asked of the code under test: texts by recipe, and what became of them in few words."""

import gc
import hashlib
from collections import Counter

import sqlparse
from sqlparse.exceptions import SQLParseError


def spelled(recipe):
    """The text of a recipe: pairs of a piece and how often; `#` in a piece is the number of its turn."""
    return "".join(
        "".join(piece.replace("#", str(at)) for at in range(count)) if "#" in piece else piece * count
        for piece, count in recipe
    )


def measured(function, recipe, options):
    """What became of a text that may be long, in few words."""
    text = spelled(recipe)
    gc.disable()  # its full rounds come in steps, and blur how cost grows
    try:
        answer = getattr(sqlparse, function)(text, **options)
    except SQLParseError:
        return {"refused": True}
    if function != "parse":
        parts = [answer] if isinstance(answer, str) else answer
        return {"parts": [hashlib.sha256(part.encode()).hexdigest() for part in parts]}
    counts, waiting = Counter(), list(answer)
    while waiting:
        token = waiting.pop()
        counts[type(token).__name__] += 1
        waiting += token.tokens if token.is_group else ()
    leaves = [leaf.value for statement in answer for leaf in statement.flatten()]
    return {"text": "".join(leaves) == text == "".join(map(str, answer)), "counts": dict(sorted(counts.items()))}


def whole(recipe, choices):
    """Everything that becomes of a text: its statements, its tree, and outputs."""
    text = spelled(recipe)
    found = [sqlparse.split(text), [branch(statement) for statement in sqlparse.parse(text)]]
    return found + [sqlparse.format(text, **options) for options in choices]


def branch(token):
    """A token and what is in it: in lists of lists one level deep, since trees may be deep."""
    found, waiting = [], [(0, token)]
    while waiting:
        depth, one = waiting.pop()
        found.append([depth, type(one).__name__, str(one.ttype), one.value])
        waiting += [(depth + 1, child) for child in reversed(one.tokens)] if one.is_group else ()
    return found


def roundtrip(recipe):
    """Whether the text comes back from the tree."""
    text = spelled(recipe)
    try:
        return {"text": "".join(map(str, sqlparse.parse(text))) == text}
    except SQLParseError:
        return {"refused": True}


def measured_kind(recipe):
    """The tree of a long text, in few words."""
    return measured("parse", recipe, {})
