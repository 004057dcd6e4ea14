"""Let code outside their own section read the settings through functions.

`set_places` and `reset_units` bind their names anew: a module that had imported the name itself would go on to see the
old value. Run in the workspace while tally is still one module."""

from pathlib import Path

EDITS = {
    "if match[2] not in _units:": "if match[2] not in known_units():",
    "(to {_places} places)": "(to {get_places()} places)",
}


def main() -> None:
    """Apply each edit exactly once."""
    path = Path("tally.py")
    text = path.read_text()
    for old, new in EDITS.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)


if __name__ == "__main__":
    main()
