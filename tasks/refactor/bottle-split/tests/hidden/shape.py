"""What every case of this suite is made of."""

SECRET = "se cret"
RANGES = (
    "bytes=0-9|bytes=5-|bytes=-4|bytes=0-0,2-3|bytes=9-20|bytes=10-|bytes=4-2|bytes=a-b|items=0-1||bytes=-0|bytes=-99"
)


def case(group, name, function, *args, **kwargs):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args), "kwargs": kwargs}


def part(headers, content):
    """One part of a multipart body."""
    return "--B\r\n" + "".join(f"{h}\r\n" for h in headers) + f"\r\n{content}\r\n"
