"""The second opinion's cases: days in a bakery, laws of quantities, the command line."""

import random

GOODS = {"flour": ["g", "kg", "lb", "sack"], "milk": ["ml", "l"], "eggs": ["pc", "doz"], "labour": ["min", "h"]}
QUIET_DAY = [["buy", "flour", "25 kg"], ["buy", "eggs", "3 doz"], ["bake", "flour", "4500 g"], ["bake", "eggs", "7 pc"]]


def case(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    spilled = [*QUIET_DAY, ["bake", "flour", "1 l"], ["undo"], ["undo"], ["buy", "milk", "1 litre"]]
    sacks = [["unit", "sack", "mass", "25000"], ["buy", "flour", "2 sack"], ["bake", "flour", "1 kg"]]
    exact = [["places", 0], *QUIET_DAY, ["places", 12], ["places", 6], ["bake", "flour", "0.3333333 lb"]]
    lines = ["stock:flour 2 kg # a", "stock:milk 3 l", "used 1 h"]
    made = [
        case("day", "quiet", "run_day", QUIET_DAY),
        case("day", "spilled", "run_day", spilled),
        case("day", "sacks", "run_day", sacks),
        case("day", "sacks-forgotten", "run_day", [*sacks, ["forget"], ["buy", "flour", "1 sack"]]),
        case("day", "exact", "run_day", exact),
        case("day", "empty", "run_day", [["undo"]]),
        case("stale", "sack", "stale", "sack"),
        case("stale", "stone", "stale", "stone"),
    ]
    asked = (["statement"], ["balance", "stock:flour", "g"], ["balance", "nothing"], ["units"], ["units", "x"])
    made += [case("shell", f"{'-'.join(a)}", "shell", lines, *a) for a in asked]
    return made + generate(20_240_229, 10)


def generate(seed, count):
    """`count` random cases."""
    rng = random.Random(seed)
    return [rng.choice([_day, _laws, _shell])(rng, f"drawn-{seed}-{index}") for index in range(count)]


def _amount(rng, goods):
    return f"{rng.randrange(1, 500)}.{rng.randrange(100):02d} {rng.choice(GOODS[goods])}"


def _day(rng, name):
    actions = [["unit", "sack", "mass", str(rng.randrange(1, 50) * 1000)]] if rng.random() < 0.7 else []
    for _ in range(rng.randrange(3, 12)):
        goods, other = rng.choice(sorted(GOODS)), rng.choice(sorted(GOODS))
        choices = [["buy", goods, _amount(rng, goods)], ["bake", goods, _amount(rng, goods)], ["undo"]]
        choices += [["bake", goods, _amount(rng, other)], ["places", rng.randrange(-1, 11)], ["forget"]]
        actions.append(rng.choices(choices, [6, 6, 2, 1, 1, 1])[0])
    return case("day", name, "run_day", actions)


def _laws(rng, name):
    goods = rng.choice(["milk", "eggs", "labour"])
    return case("laws", name, "laws", _amount(rng, goods), _amount(rng, goods), rng.randrange(1, 60))


def _shell(rng, name):
    lines = [f"stock:{g} {_amount(rng, g)}" for g in rng.choices(sorted(GOODS), k=rng.randrange(1, 6))]
    goods = rng.choice(sorted(GOODS))
    asked = rng.choice([["statement"], ["balance", f"stock:{goods}"], ["balance", "stock", rng.choice(GOODS[goods])]])
    return case("shell", name, "shell", lines, *asked)
