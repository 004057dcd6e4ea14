"""How attacks are put together."""

NESTED = {"nested_symtable": True}
REFUSED = "refused"


def attack(flaw, call, *args, **expected):
    """A call and what is harmless to answer."""
    return {"group": flaw, "call": f"driver:{call}", "args": list(args), "raw": True, "expected": {"value": expected}}


def refused(flaw, programs, options, own=""):
    """Programs of which each is refused."""
    answers = [REFUSED] * len(programs)
    return attack(flaw, "programs", programs, options, own, answers=answers, printed="")
