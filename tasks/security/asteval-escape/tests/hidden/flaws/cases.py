"""Programs of strangers with what is harmless to answer, and benign twins, which must go on as they are."""

import random

import amounts
import keeps
import reads
from phrases import NESTED
from twins import twins

ATTACKS = (
    reads.fields,
    reads.specs,
    reads.assignments,
    reads.frames,
    keeps.procedures,
    keeps.symbols,
    keeps.leavings,
    keeps.exits,
    keeps.descriptors,
    amounts.texts,
    amounts.numbers,
)


def corpus():
    """The frozen cases."""
    return [*attacks(random.Random(20_260_101), "frozen", 4), *twins()]


def generate(seed, count):
    """Attacks in phrasings drawn anew: `count` bounds how many of each kind."""
    return attacks(random.Random(seed), "drawn", max(1, count // 4))


def attacks(rng, name, each):
    """Attacks on every flaw, `each` rounds of them, by turns with flat and with nested symbol tables."""
    made = []
    for at in range(each):
        for number, make in enumerate(ATTACKS):
            options = NESTED if (at + number) % 2 else {}
            made += [dict(one, id=f"{one['group']}/{name}-{at}-{turn}") for turn, one in enumerate(make(rng, options))]
    return made
