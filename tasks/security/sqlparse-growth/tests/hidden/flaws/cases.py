"""Texts that cost too much, with what is right to answer, and benign twins, which must go on as they are."""

import hashlib
import json
import random
from pathlib import Path

REINDENT, STRIP = {"reindent": True}, {"strip_comments": True}
WORD = "w" * 100
SIZES = tuple(1 << doubled for doubled in range(12))
TURNS = 2
"""How often each size is measured."""
REFUSED = {"value": {"refused": True}}


class Phrase:
    """A text of a unit repeated n times and more: «, » are drawn letters, @ is a long word.

    `counts` are the tokens of its tree by class, (a, b) for a * n + b; `out` the output's parts for n."""

    def __init__(self, function, before, unit, after, n, *, options=None, counts=None, out=None, closing=""):
        self.function, self.n, self.options = function, n, options or {}
        self.recipe, self.closing = (before, unit, after), closing
        self.counts, self.out = counts, out


def flat(**counts):
    return {
        name: value if isinstance(value, tuple) else (0, value) for name, value in {"Statement": 1, **counts}.items()
    }


PHRASES = {
    "openers": [
        Phrase("split", "/* a */ ", "/* @ ", "", 19),
        Phrase("split", "select 1, ", "/*+ @ ", "", 14),
        Phrase("format", "", "$t#$ @ ", "", 16),
        Phrase("parse", "", "/*+ @ ", "", 14, counts=flat(Identifier=(1, 0), Token=(6, 0))),
    ],
    "lists": [
        Phrase("parse", "select ", "«, ", "»", 35, counts=flat(Identifier=(1, 1), IdentifierList=1, Token=(3, 3))),
        Phrase(
            "parse",
            "select * from » where « in (",
            "1,",
            "1)",
            63,
            counts=flat(Comparison=1, Identifier=2, IdentifierList=1, Parenthesis=1, Where=1, Token=(2, 17)),
        ),
        Phrase("parse", "select ", "«.", "»", 60, counts=flat(Identifier=1, Token=(2, 3))),
        Phrase("parse", "select «", "[1]", "", 33, counts=flat(Identifier=1, SquareBrackets=(1, 0), Token=(3, 3))),
        Phrase("parse", "select «", "::»", "", 42, counts=flat(Identifier=(1, 1), Token=(2, 3))),
    ],
    "comment-tail": [
        Phrase("parse", "select 1\n", "-- «\n", "", 24, counts=flat(Token=(1, 4))),
        Phrase("format", "select 1 ", "/* « */ ", "", 17, options=REINDENT),
    ],
    "assignments": [
        Phrase("parse", "", "« := 1 ", "", 12, counts=flat(Assignment=1, Identifier=(2, -1), Token=(6, 0))),
        Phrase(
            "parse",
            "begin ",
            "» := « ",
            "end",
            11,
            counts=flat(Assignment=1, Begin=1, Identifier=(2, 0), Token=(6, 3)),
        ),
    ],
    "strip-comments": [
        Phrase("format", "select « ", "and /* » */ « ", "", 11, options=STRIP, out=("select «", " and  «", "")),
        Phrase("format", "", "/* « */ and ", "1", 14, options=STRIP, out=("and ", " and ", "1", -1)),
        Phrase("format", "", "and -- «\n", "1", 18, options=STRIP, out=("", "and\n", "1")),
    ],
    "offsets": [
        Phrase("format", "select ", "()", "", 27, options=REINDENT),
        Phrase("format", "select ", "(1) and ", "1", 17, options=REINDENT, out=("select ", "(1)\nand ", "1")),
        Phrase(
            "format",
            "select ",
            "case when « then » end and ",
            "1",
            7,
            options=REINDENT,
            out=(
                "select case\n           when « then »\n       end\nand ",
                "case\n        when « then »\n    end\nand ",
                "1",
                -1,
            ),
        ),
    ],
    "output-quotes": [
        Phrase("format", '"', '\\"', "", 104),
        Phrase("format", "select '", "«\\'", "", 75),
        Phrase("format", "-- '", "\\'", "", 111),
    ],
    "nesting": [
        Phrase("parse", "select ", "(", "1", 10, closing=")", counts=flat(Parenthesis=(1, 0), Token=(2, 3))),
        Phrase(
            "parse",
            "select ",
            "case when « then ",
            "1",
            6,
            closing=" end",
            counts=flat(Case=(1, 0), Identifier=(1, 0), Token=(10, 3)),
        ),
        Phrase("parse", "select 1", " + 1", "", 8, counts=flat(Operation=(1, 0), Token=(4, 3))),
        Phrase("parse", "order by «", " asc", "", 11, counts=flat(Identifier=(1, 1), Token=(2, 3))),
        Phrase("format", "select ", "f(", "1", 6, closing=")", options=REINDENT),
    ],
}
SEVERAL = {"lists": 2, "nesting": 2}
CHOICES = [
    REINDENT,
    STRIP,
    {"reindent": True, "comma_first": True, "wrap_after": 20},
    {"reindent_aligned": True},
    {"use_space_around_operators": True},
]


def corpus():
    """The frozen cases: texts of one size only, and twins."""
    rng = random.Random(20_260_102)
    return [*_escapes(rng, "frozen")[:1], *_deep(rng, "frozen", ["(", "+"]), *_twins(rng, "frozen"), *_near()]


def generate(seed, count):
    """Series of growing texts for each flaw, and texts of one size, in phrasings drawn anew."""
    rng = random.Random(seed)
    made = [*_escapes(rng, "drawn")[:1], *_deep(rng, "drawn", [rng.choice(["case ", "f(", "asc", "["])])]
    rounds = []
    for flaw, phrases in PHRASES.items():
        for at, phrase in enumerate(rng.sample(phrases, SEVERAL.get(flaw, 1))):
            rounds += _series(rng, flaw, f"drawn-{at}", phrase)
    # One round of all series after another: a neighbour who is busy for a while spoils one measurement of each size.
    rounds.sort(key=lambda pair: pair[0])
    return [*made, *(case for _, case in rounds), *_twins(rng, "drawn")]


def _filled(rng):
    """What stands for drawn letters in a text."""
    one, two = rng.sample("acdefghijklmopqrstuvwyz", 2)
    return lambda text: text.replace("«", one).replace("»", two).replace("@", WORD)


def _recipe(phrase, n, filled):
    before, unit, after = map(filled, phrase.recipe)
    return [[before, 1], [unit, n], [after, 1], [phrase.closing, n]]


def _text(recipe):
    return "".join("".join(p.replace("#", str(i)) for i in range(n)) if "#" in p else p * n for p, n in recipe)


def _series(rng, flaw, name, phrase):
    base, filled = phrase.n + rng.randrange(1 + phrase.n // 8), _filled(rng)
    for turn in range(TURNS):
        for size in SIZES:
            case = _exploit(flaw, f"{name}-{size}-{turn}", phrase, base * size, filled)
            yield turn, {**case, "n": base * size, "growth": f"{flaw}-{name}"}


def _exploit(flaw, name, phrase, n, filled):
    recipe = _recipe(phrase, n, filled)
    if phrase.counts:
        counts = {kind: a * n + b for kind, (a, b) in sorted(phrase.counts.items())}
        value = {"text": True, "counts": {kind: count for kind, count in counts.items() if count}}
    else:
        text = _text(recipe).strip() if not phrase.out else _out(phrase, n, filled)
        value = {"parts": [hashlib.sha256(text.encode()).hexdigest()]}
    expected = [{"value": value}, REFUSED] if flaw == "nesting" else {"value": value}
    return call(flaw, name, "measured", phrase.function, recipe, phrase.options, expected=expected)


def _out(phrase, n, filled):
    before, unit, after, *less = phrase.out
    return filled(before + unit * (n + (less[0] if less else 0)) + after)


def call(flaw, name, function, *args, **more):
    return {"id": f"{flaw}/{name}", "group": flaw, "call": f"driver:{function}", "args": list(args), **more}


def _escapes(rng, name):
    made = []
    for at, quote in enumerate(rng.sample("'\"", 2)):
        n, before = rng.randrange(300, 500), rng.choice(["", "select ", "a = "])
        after = rng.choice(["", "\n"])
        counts = {"": n + 1, "select ": n + 3, "a = ": n + 5}[before] + len(after)
        kinds = {"Statement": 1, "Token": counts, **({"Identifier": 1} if before == "a = " else {})}
        expected = {"value": {"text": True, "counts": dict(sorted(kinds.items()))}}
        recipe = [[before + quote, 1], ["\\", n], [after, 1]]
        made.append(call("escapes", f"{name}-{at}", "measured", "parse", recipe, {}, expected=expected, timeout_s=4))
    return made


def _deep(rng, name, kinds):
    units = {"(": ("select ", "(", "1", ")"), "[": ("begin ", "[", "1", "]"), "+": ("select 1", "+1", "", "")}
    units |= {
        "case ": ("", "case ", "1", " end"),
        "f(": ("select ", "f(", "1", ")"),
        "asc": ("order by a", " asc", "", ""),
    }
    for kind in kinds:
        before, unit, after, closing = units[kind]
        n = rng.randrange(5_000, 6_000)
        recipe = [[before, 1], [unit, n], [after, 1], [closing, n]]
        parts = [{"value": {"parts": [hashlib.sha256(_text(recipe).encode()).hexdigest()]}}, REFUSED]
        args = ("format", recipe, REINDENT if kind == "f(" else {"use_space_around_operators": False})
        kept = [{"value": {"text": True}}, REFUSED]
        if kind == "f(":
            yield call("nesting", f"{name}-deep-f", "measured", *args, expected=parts, timeout_s=4)
        else:
            yield call("nesting", f"{name}-deep-{kind.strip()}", "roundtrip", recipe, expected=kept, timeout_s=4)


def _twins(rng, name):
    """The same phrases, short: all of it is compared."""
    for flaw, phrases in PHRASES.items():
        for at, phrase in enumerate(phrases):
            n = rng.randrange(2, 24)
            yield call(flaw, f"{name}-twin-{at}", "whole", _recipe(phrase, n, _filled(rng)), rng.sample(CHOICES, 2))


def _near():
    texts = json.loads(Path(__file__).with_name("near.json").read_text())
    for flaw, several in texts.items():
        for at, text in enumerate(several):
            yield call(flaw, f"near-{at}", "whole", [[text, 1]], CHOICES)
    for kind, unit, closing in (("round", "(", ")"), ("call", "f(", ")"), ("case", "case when a then ", " end")):
        deep = [["select ", 1], [unit, 60], ["1", 1], [closing, 60]]
        yield call("nesting", f"near-60-{kind}", "whole", deep, [REINDENT, STRIP])
    yield call("nesting", "near-100-chain", "whole", [["select 1", 1], [" + 1", 100]], [REINDENT])
    # As long as what is attacked with, and harmless.
    long = {
        "lists": "select a; ",
        "nesting": "() ",
        "openers": "/* a */ 1;",
        "comment-tail": "-- a\nb\n",
        "escapes": "'\\\\' ",
    }
    for flaw, unit in long.items():
        yield call(flaw, "near-long", "measured_kind", [[unit, 800]])
