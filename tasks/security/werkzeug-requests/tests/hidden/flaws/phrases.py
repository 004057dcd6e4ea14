"""How cases are put together."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TOO_LARGE = "refused with 413"
INVALID = ["refused: ValueError", "refused with 400"]


def attack(flaw, call, args, *harmless):
    """A call and what is harmless to answer."""
    expected = [{"value": one} for one in harmless]
    return {"group": flaw, "call": f"driver:{call}", "args": list(args), "expected": expected}


def twin(flaw, call, *args):
    """A call that the original answers rightly."""
    return {"group": flaw, "call": f"driver:{call}", "args": list(args)}


def word(rng, least=3, most=9):
    """A lower-case word."""
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(least, most)))


def some(rng, things, count):
    """A few of them, in any order."""
    return rng.sample(things, min(count, len(things)))
