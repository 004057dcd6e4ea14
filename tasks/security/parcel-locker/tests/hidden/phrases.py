"""How attacks and their twins are put together."""

from days import case, command

BAD = (1, 3)
"""Exit codes of a command that did not take what it was given."""


def attack(flaw, name, steps, *harmless):
    """Steps, and the lists of what they may tell."""
    return {**case(flaw, name, *steps), "expected": [{"value": list(told)} for told in harmless]}


def twin(flaw, name, *steps):
    return case(flaw, f"twin-{name}", *steps)


def quiet(office, *words, tell=("exit",), **more):
    """A command of which only a part is told: its exit code, if nothing else is said."""
    return {**command(office, *words), "tell": list(tell), **more}


def there(files, *folders):
    """What a look at files that are laid out tells."""
    found = {folder: ["folder", "0o755"] for folder in folders}
    return found | {path: ["file", "0o644", text] for path, text in files.items()}


def folders(*paths):
    return {path: {"folder": 0o755} for path in paths}
