"""Trips for the walker's log: a frozen set, and random ones; see driver.py."""

import random

SIGHTS = [[47.05, 8.31, "bridge"], [47.04, 8.3, "tower & gate"], [46.98, 8.25, "summit <3"]]
STEADY = [[47.05 - n / 2000, 8.31 - n / 1500, 430 + 7.5 * n, 3 * n] for n in range(14)]
PAUSED = [[47.04, 8.3, 500, 0], [47.0401, 8.3, 501, 2], [47.0401, 8.3, 501, 40], [47.05, 8.31, 480, 60]]
HOLES = [[47, 8, 400, 0], [47.001, 8.001, None, None], [47.002, 8.002, None, 5], [47.003, 8.004, 460, 9]]
PLANS = {
    "steady": {"name": "Lake & back", "sights": SIGHTS, "legs": [STEADY]},
    "paused": {"name": "Pause", "about": "slow", "sights": SIGHTS[:1], "legs": [PAUSED, STEADY[:3]]},
    "holes": {"name": "Ü", "sights": SIGHTS[1:], "legs": [HOLES]},
    "southern": {
        "name": "",
        "sights": [[-41.2, 174.7, "zoo"]],
        "legs": [[[-41.2 - n / 999, 174.7 + n / 888, 0, n] for n in range(5)]],
    },
}


def corpus():
    """The frozen trips, in every way."""
    return [one for name, plan in PLANS.items() for one in cases(name, plan, random.Random(name))]


def generate(seed, count):
    """Random trips; the same for the same seed."""
    found = []
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        found.append(rng.choice(cases(f"drawn-{number}", plan(rng), rng)))
    return found


def plan(rng):
    """A random trip."""
    lat, lon, height, minutes, legs = rng.uniform(-60, 60), rng.uniform(-170, 170), 300.0, 0, []
    for _ in range(rng.choice([1, 2])):
        leg = []
        for _ in range(rng.randrange(2, 15)):
            lat, lon = lat + rng.uniform(-2e-3, 2e-3), lon + rng.uniform(-2e-3, 2e-3)
            height, minutes = height + rng.uniform(-20, 20), minutes + rng.randrange(1, 9)
            leg.append([lat, lon, rng.choice([height, height, None]), rng.choice([minutes, minutes, None])])
        legs.append(leg)
    sights = [[lat + n / 300, lon - n / 400, f"sight {n}"] for n in range(rng.randrange(1, 4))]
    return {"name": rng.choice(["a", "b & c", "d<e"]), "about": rng.choice([None, "x"]), "sights": sights, "legs": legs}


def cases(name, trip, rng):
    """Every way to look at a trip."""
    calls = [["trip", trip, version] for version in ("1.0", "1.1")] + [["measured", trip]]
    calls += [["thinned", trip, far] for far in (5, rng.randrange(20, 400))]
    calls += [["shifted", trip, rng.randrange(1, 500), rng.randrange(10, 900), rng.randrange(360)]]
    calls += [["filled", trip, rng.randrange(1, 90)]]
    return [
        {
            "id": f"log/{name}-{n}-{call[0]}",
            "group": call[0],
            "call": f"driver:{call[0]}",
            "args": call[1:],
            "kwargs": {},
        }
        for n, call in enumerate(calls)
    ]
