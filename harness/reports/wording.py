"""How figures are worded, the same in the terminal and on the page."""

import re
from collections import Counter
from collections.abc import Iterable

from harness.attempts import Treatment
from harness.reports.model import CheatTreatments, LeftOut, Spending
from scoring.stats.intervals import Estimate

DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
MISSING = DASH
MINUTE, HOUR = 60, 3600

OUTCOMES = {
    "completed": "completed",
    "agent_did_nothing": "did nothing",
    "agent_timeout": "timed out",
    "agent_error": "agent error",
    "budget_exceeded": "over budget",
    "infra_error": "machine failed",
}
"""How a trial ended, in words; in the order in which they are shown."""

TRUST = {
    "static": "read from the files; the scored code never runs beside the scorer",
    "black_box": "seen from outside, over a program's own interface",
    "differential": "the scored code answers cases in a box of its own; expected answers and verdicts are elsewhere",
    "in_process": "the tests share a process with the scored code, which could forge a pass",
    "shared": "the tests share a machine with the agent",
    "none": "nothing vouches for it",
}
"""What each trust level means, hardest to forge first."""

NO_JUDGE = "No judge model is configured: the baseline columns know nothing of quality and are shown as controls."


def scripted(names: Iterable[str]) -> str:
    """What is to be known of scripted judges, or agents."""
    return f"Scripted, which shows the instrument and not the world: {', '.join(map(plain, names))}."


def changed(names: Iterable[str]) -> str:
    """What is to be known of judges whose models may have changed behind their names."""
    judges = ", ".join(map(plain, names))
    return f"Scores works that never change otherwise than in earlier runs (drift.json): {judges}."


def heading(name: str) -> str:
    """The name of a score in two lines, to make a column narrow."""
    return re.sub(r"[-:/]", lambda found: f"{found[0]}\n", name, count=1)


CHEATS: dict[Treatment, str] = {
    "as-scored": "Trials flagged as cheating count as they scored.",
    "failure": "Trials flagged as cheating count as failures.",
    "left-out": "Trials flagged as cheating are left out of the scores.",
    "success": "Trials flagged as cheating count as successes.",
}
"""How a report takes them, in a sentence."""

FAIL_BY_DESIGN = ("nop", "cheat:")
"""Agents whose failed checks are no news, by the beginning of their names."""

_VERSION = re.compile(r"^([a-z][a-z0-9-]*)==[0-9A-Za-z.+-]+(@(?:[a-z][a-z0-9-]*/)?)?")
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")


def score(value: float | None) -> str:
    """Two decimals; what is not quite 0 or 1 is never rounded to it."""
    if value is None:
        return MISSING
    if 0 < value < 0.005:
        return "<0.01"
    return ">0.99" if 0.995 <= value < 1 else f"{value:.2f}"


def mean(estimate: Estimate | None) -> str:
    """The figure alone."""
    return score(estimate.value) if estimate else MISSING


def interval(estimate: Estimate | None) -> str:
    """Its interval."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return MISSING
    return f"{estimate.low:.2f}{DASH}{estimate.high:.2f}"


def fraction(estimate: Estimate | None) -> str:
    """k/n of a proportion."""
    return f"{estimate.k}/{estimate.n}" if estimate else MISSING


def signed(value: float | None) -> str:
    """A difference with its sign."""
    if value is None:
        return MISSING
    text = f"{abs(value):.2f}"
    return text if text == "0.00" else f"{'+' if value > 0 else MINUS}{text}"


def duration(seconds: float | None) -> str:
    """Seconds as a person reads them."""
    if seconds is None:
        return MISSING
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 2 * MINUTE:
        return f"{whole} s"
    if whole < 2 * HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE:02d} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE:02d} min"


def count(number: int, thing: str) -> str:
    """`1 trial`, `2 trials`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def plain(text: str) -> str:
    """One line of printable characters: nothing in it can steer a terminal or turn the writing direction."""
    line = " ".join(_ESCAPE.sub("", text).split())
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def lines(text: str) -> str:
    """The same for text of several lines, which keep their indentation."""
    kept = _ESCAPE.sub("", text).expandtabs(4).replace("\r\n", "\n").split("\n")
    return "\n".join("".join(c if c.isprintable() else "\ufffd" for c in line) for line in kept)


def short_names(agents: Iterable[str]) -> dict[str, str]:
    """Agents by their full names; without version and provider where that leaves them apart."""
    full = sorted(set(agents))
    short = {name: _VERSION.sub(lambda found: found[1] + ("@" if found[2] else ""), name) for name in full}
    twice = {name for name, number in Counter(short.values()).items() if number > 1}
    return {name: name if short[name] in twice else short[name] for name in full}


def left_out(out: LeftOut) -> str:
    """What was left out of a mean, and what that can hide."""
    return (
        f"{out.trials} of {out.of} without a score; the mean would be {score(out.as_zero)} with "
        f"{'it' if out.trials == 1 else 'them'} as 0, {score(out.as_one)} as 1"
    )


def tokens(number: float) -> str:
    """A number of tokens as a person reads it."""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if number >= size:
            return f"{number / size:.1f}{unit}"
    return f"{number:.0f}"


def dollars(used: Spending) -> str:
    """A cost; what is not known is never shown as nothing."""
    if used.usd is None:
        return f"at least ${used.usd_at_least:.2f}" if used.usd_at_least else "cost unknown"
    return f"{'at least ' if used.partial else ''}${used.usd:.2f}"


def spending(used: Spending) -> str:
    """What the trials of a row used, in a line."""
    said = [
        f"{count(used.requests, 'request')} in {count(used.trials, 'trial')}",
        f"{tokens(used.read)} read ({tokens(used.cached)} cached), {tokens(used.written)} written",
        f"{dollars(used)} of {', '.join(map(plain, used.models)) or 'no model'}",
    ]
    if used.partial:
        said.append(f"{count(used.partial, 'trial')} with an answer that was cut: a lower bound")
    if used.lost_s >= 1:
        said.append(f"{duration(used.lost_s)} lost on failing servers")
    if used.resumed:
        said.append(f"{count(used.resumed, 'session')} taken up again")
    if used.claims_off:
        said.append(f"{used.claims_off} of {used.claims} agents count otherwise")
    if used.replayed:
        said.append(f"{used.replayed} replayed from an earlier run")
    said += [f"network: {network}" for network in used.networks if network != "gateway"]
    return "; ".join(said)


def treatments(cheats: CheatTreatments, chosen: Treatment) -> str:
    """The mean under the readings of flagged trials that the report has not chosen."""
    readings = {
        "as-scored": f"{mean(cheats.as_scored)} as scored",
        "failure": f"{mean(cheats.as_failure)} as failures",
        "left-out": f"{mean(cheats.left_out)} left out",
        "success": f"{mean(cheats.as_success)} as successes",
    }
    others = ", ".join(text for treatment, text in readings.items() if treatment != chosen)
    return f"{cheats.trials} of {cheats.of}; mean {others}"
