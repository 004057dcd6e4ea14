"""What every case of this suite is made of."""


def case(group, name, function, *args, **kwargs):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args), "kwargs": kwargs}


def timed_steps(*steps):
    """Steps with their missing ends."""
    return [list(step) for step in steps]
