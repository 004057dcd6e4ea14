"""Options about judges, the same for every command that has them."""

from typing import Annotated, Literal

import typer

Judges = Annotated[
    list[str] | None,
    typer.Option(
        "--judge",
        metavar="JUDGE",
        help="Reads each work and scores it by its rubric: [PROVIDER/]MODEL, scripted:NAME, baseline:NAME or"
        " replay:FILE; repeat.",
    ),
]
Repeats = Annotated[
    int | None,
    typer.Option("--judge-repeats", min=1, help="How often each judge is asked about each work; once if not given."),
]
PerCall = Annotated[
    Literal["all", "one"] | None,
    typer.Option("--judge-per-call", help="How many criteria one request asks for; all if not given."),
]
Jobs = Annotated[
    int | None, typer.Option("--judge-jobs", min=1, help="Requests to judges at one time; 8 if not given.")
]
OwnFamily = Annotated[
    bool, typer.Option("--own-family", help="Let a judge grade work of its own model family; such scores are marked.")
]
NoAnchors = Annotated[
    bool, typer.Option("--no-anchors", help="Do not have judges score works that never change, to find model drift.")
]
