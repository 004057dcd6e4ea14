def corpus():
    return [{"id": "a/a", "group": "a", "call": "driver:hello", "args": [], "kwargs": {}}]


def generate(seed, count):
    return []
