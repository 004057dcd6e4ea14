"""Attacks with what is harmless to answer, and benign twins, which must go on as they are."""

import random

import shown

ATTACKS = (
    shown.lines,
    shown.attributes,
    shown.charsets,
    shown.underscores,
    shown.logs,
    shown.pages,
    shown.profiles,
)
TWINS = tuple(getattr(module, name) for module in (shown,) for name in vars(module) if name.endswith("_twins"))


def corpus():
    """The frozen cases."""
    twins = [one for make in TWINS for one in make()]
    return [*attacks(random.Random(20_260_115), "frozen", 4), *numbered(twins, "twin")]


def generate(seed, count):
    """Attacks in phrasings drawn anew: `count` bounds how many rounds of them."""
    return attacks(random.Random(seed), "drawn", max(1, count // 4))


def attacks(rng, name, rounds):
    """Attacks on every flaw."""
    return numbered([one for _ in range(rounds) for make in ATTACKS for one in make(rng)], name)


def numbered(cases, name):
    """The cases with ids."""
    return [{**one, "id": f"{one['group']}/{name}-{at}"} for at, one in enumerate(cases)]
