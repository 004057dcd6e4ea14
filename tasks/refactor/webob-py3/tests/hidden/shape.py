"""What every case of this suite is made of."""


def case(group, name, function, *args, **kwargs):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args), "kwargs": kwargs}


def rows(text):
    """The lines of a text that are not empty."""
    return [line for line in text.strip("\n").split("\n") if line.strip()]
