"""Cases on programs, texts and trees: a frozen corpus, and as many random ones as are asked for.

Runs in the box of the original only.
"""

import random

from frozen_errors import BAD
from frozen_programs import GOOD, HEAD, programs
from frozen_texts import LEXED, LONG, NESTED, SESSIONS
from programs import CONSTANTS, STRANGE, damaged, joined, program, tokens

PLAIN = "typedef int T; typedef int U;\n"
LEFT = "+-*/%|&~^<>!=?()[]{},.;:"


def case(group, name, function, *args, **kwargs):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args), "kwargs": kwargs}


def chunks(found, size):
    """A list in pieces."""
    return [found[start : start + size] for start in range(0, len(found), size)]


def corpus():
    """The frozen cases."""
    made = [case("names", function, function) for function in ("nodes", "built", "names")]
    made.append(case("names", "preprocessed", "preprocessed", "int a;\n\nint b;\n"))
    for about, text in GOOD.items():
        found = programs(text, HEAD)
        made.append(case("programs", about, "texts", found))
        made += [
            case("programs", f"{about}-{n}", "texts", part, f"{n}.c")
            for n, part in enumerate(chunks(programs(text), 4))
        ]
        for number, one in enumerate(found):
            made.append(case("written", f"{about}-{number}", "written", one, number % 2 == 0))
        made.append(case("walked", about, "walked", found))
    for about, text in BAD.items():
        made += [
            case("errors", f"{about}-{n}", "texts", part) for n, part in enumerate(chunks(programs(text, PLAIN), 8))
        ]
        made += [
            case("errors", f"{about}-own-{n}", "own_parser", one) for n, one in enumerate(programs(text, PLAIN)[::17])
        ]
    made += [case("lexer", f"{n}", "token_lists", part) for n, part in enumerate(chunks(LEXED, 4))]
    made += [case("sessions", f"{n}", "again", texts) for n, texts in enumerate(SESSIONS)]
    for number, text in enumerate(LONG):
        made += [
            case("long", f"{function}-{number}", function, text)
            for function in ("parse", "written", "shown", "copied", "own_parser")
        ]
    return made + [case("nested", f"{n}", "parse", text) for n, text in enumerate(NESTED)]


def generate(seed, count):
    """`count` random cases; the same for the same seed."""
    return [drawn(random.Random(f"{seed}:{number}"), number) for number in range(count)]


def drawn(rng, number):
    """A case of one kind after another."""
    kind, make = KINDS[number % len(KINDS)]
    return case(f"drawn-{kind}", str(number), *make(rng))


def lexed(rng):
    """Signs and pieces of tokens, with or without blanks between."""
    pieces = (*CONSTANTS, *STRANGE, *LEFT, *LEFT, "T", "x1", " ", "\n", "\t", "'", '"', "\\", "0", "1e", "L", "u8")
    texts = ["".join(rng.choices(pieces, k=rng.randrange(4, 20))) for _ in range(8)]
    return ["token_lists", [*texts, joined(rng, tokens(rng, 3, 1))]]


KINDS = (
    ("programs", lambda rng: ["texts", [program(rng, 4, 2) for _ in range(5)]]),
    ("damage", lambda rng: ["texts", [balanced(rng) for _ in range(8)]]),
    ("lexer", lexed),
    ("written", lambda rng: ["written", program(rng, 4, 2), rng.random() < 0.5]),
    ("sessions", lambda rng: ["again", [undirected(rng) for _ in range(4)]]),
)


def balanced(rng):
    """A damaged program that closes no brace which it did not open: that is an error of another kind."""
    while True:
        text, depth = damaged(rng), 0
        for sign in text:
            depth += (sign == "{") - (sign == "}")
            if depth < 0:
                break
        else:
            return text


def undirected(rng):
    """A program without a directive: the original is stuck in one that it did not finish."""
    while True:
        text = rng.choice([program, balanced])(rng)
        if "#" not in text:
            return text
