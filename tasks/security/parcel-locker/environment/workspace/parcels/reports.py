"""Reports: texts made by a template, once for each parcel that is kept."""

from collections.abc import Sequence

from parcels.errors import Problem
from parcels.store import Stored

RULE = "---"


def render(template: str, parcels: Sequence[Stored]) -> str:
    """A report: what stands above the first line `---`, then for each parcel what stands below it, filled in.

    Without such a line all of the template is for each parcel. Raises Problem for what cannot be filled in."""
    lines = template.splitlines()
    at = lines.index(RULE) if RULE in lines else -1
    head, row = lines[: max(at, 0)], lines[at + 1 :]
    try:
        rows = [line.format(p=one, n=number) for number, one in enumerate(parcels, 1) for line in row]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise Problem("the template cannot be filled in") from None
    return "".join(f"{line}\n" for line in (*head, *rows))
