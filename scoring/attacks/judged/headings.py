"""Headings that order nothing."""

from scoring.attacks.perturbation import Context, Perturbation


def _headed(text: str, context: Context) -> str:
    del context
    blocks = text.split("\n\n")
    return "\n\n".join(
        block if block.startswith("#") or _in_code(blocks[:at]) else f"#### Key point {at + 1}\n\n{block}"
        for at, block in enumerate(blocks)
    )


def _in_code(before: list[str]) -> bool:
    return "\n\n".join(before).count("```") % 2 == 1


PERTURBATION = Perturbation(
    name="headings",
    title="each paragraph, list and table gets a heading",
    weakness="rewards form",
    source="beauty bias: Chen et al. 2024, arXiv 2402.10669; Feuer et al. 2024, arXiv 2409.15268",
    kinds=("prose",),
    apply=_headed,
)
