"""Stage."""


def please_mypy(files: dict[str, str]) -> None:
    """Nothing yet."""
