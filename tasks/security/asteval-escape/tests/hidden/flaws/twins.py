"""Benign twins of the attacks: near misses that the original answers. Sessions of programs are in twins.json."""

import json
from pathlib import Path

NESTED = {"nested_symtable": True}
TWINS = json.loads(Path(__file__).with_name("twins.json").read_text(encoding="utf-8"))
SESSIONS = ("format-fields", "format-specs", "set-attributes", "procedures", "frames", "left-behind")
KEPT = {"readonly_symbols": ["limit", "sqrt"]}
ALL_KEPT = {"builtins_readonly": True}
SHADOWS = ["def f(e, max=1):\n  return e + max\nf(2)", "e > 2", "x = 1\nx = 2\nx", "abs = 5"]
"""Arguments may be called as what is read-only."""


def twins():
    """One case for each session, file and exit, with flat and with nested symbol tables."""
    read_only, grouped, texts = (TWINS[name] for name in ("read-only", "in-groups", "long-texts"))
    made = [case("read-only", "programs", [*read_only[:-2], *grouped], {**KEPT, **NESTED})]
    made.append(case("read-only", "programs", [*SHADOWS, *grouped], {**ALL_KEPT, **NESTED}))
    made.append(case("read-only", "programs", [*SHADOWS, "[q + 1 for q, r in [(1, 2)]]"], ALL_KEPT))
    made.append(case("big-numbers", "programs", TWINS["modular"], NESTED))
    for options in ({}, NESTED):
        made += [case(flaw, "programs", TWINS[flaw], options) for flaw in SESSIONS]
        made.append(case("read-only", "programs", read_only, {**KEPT, **options}))
        made += [case("host-exit", "raised", text, options, called, True) for text, called in TWINS["raised"]]
        made += [case("descriptors", "files", text, options) for text in TWINS["files"]]
        made += [case("long-texts", "programs", texts[at : at + 20], options) for at in range(0, len(texts), 20)]
        made.append(case("big-numbers", "programs", TWINS["big-numbers"], options))
    return [{**one, "id": f"{one['group']}/twin-{at}"} for at, one in enumerate(made)]


def case(flaw, call, *args):
    """A case that the original answers."""
    return {"group": flaw, "call": f"driver:{call}", "args": list(args), "raw": True}
