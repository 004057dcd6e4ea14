"""Applying perturbations by name, as a worker is told to."""

from collections.abc import Sequence

from scoring.attacks.judged.null_edit import NULL_EDIT
from scoring.attacks.perturbation import Context, perturbations


def apply_all(names: Sequence[str], text: str, context: Context) -> list[str]:
    """The text after each of these perturbations of the catalogue, or after the edit that means nothing. For a worker:
    the text is anybody's. Raises KeyError for a name that is none."""
    known = {**perturbations(), NULL_EDIT.name: NULL_EDIT}
    return [known[name].apply(text, context) for name in names]
