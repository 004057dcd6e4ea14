"""Stage."""


def say_more(files: dict[str, str]) -> None:
    """Nothing yet."""
