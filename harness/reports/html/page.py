"""Writes the page: one HTML file that needs no other file, no script and no host.

Everything that came out of a sandbox is escaped by the template engine, stripped of control characters first, and kept
from doing anything by the page's content security policy."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.records import RunRecord, TrialRecord
from harness.reports import wording
from harness.reports.headline import headlines
from harness.reports.html import plots
from harness.reports.html.drawing import Plot
from harness.reports.model import Row, Summary
from harness.store import write_atomic
from sandboxes.errors import UserError

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
EVIDENCE_CHARS = 1200
NO_OUTPUTS: Mapping[str, str] = {}


def write_page(text: str, out: Path) -> None:
    """Write a page in one piece; what is no text in UTF-8 is shown as `?`. Raises UserError where it cannot be."""
    try:
        write_atomic(out, text.encode("utf-8", "replace").decode("utf-8"))
    except OSError as error:
        mend = "Choose another file with --html"
        raise UserError(f"cannot be written: {error.strerror}", where=str(out), mend=mend) from error


def render(
    summary: Summary, records: Sequence[TrialRecord], run: RunRecord, *, outputs: Mapping[str, str] = NO_OUTPUTS
) -> str:
    """The page as text. `outputs` holds the end of what agents printed, by trial key (reports/output.py)."""
    rows = summary.shown()
    drawn = {
        "rewards": plots.rewards(rows),
        "ladders": plots.ladders(summary.ladders),
        "gaps": plots.gaps(rows),
        "outcomes": plots.outcomes(rows),
        "phases": plots.phases(rows),
    }
    return environment().get_template("page.html.j2").render(
        policy=POLICY,
        summary=summary,
        headlines=headlines(summary),
        facts=facts(run),
        tasks=_by_task(rows),
        sides=_side_names(rows),
        flags=_flags(records),
        plots={name: inlined(plot) for name, plot in drawn.items()},
        trials=_trials(records),
        outputs=outputs,
        wording=wording,
        bounds=_bounds(summary),
        failing=[row for row in rows if row.failures and not row.agent.startswith(wording.FAIL_BY_DESIGN)],
    )  # fmt: skip


def facts(run: RunRecord) -> list[tuple[str, str]]:
    """What a reader must know of the run and the machine to judge a figure."""
    host = run.host
    base = host.get("base") or {}
    base_words = {"registry": "pulled from a registry", "bootstrap": "built on this machine from Debian packages"}
    known = [
        ("Started", run.created.replace("T", " ")[:16] + " UTC"),
        ("Asked for", f"meltbench {' '.join(run.argv)}"),
        ("Trials at a time", str(run.jobs)),
        ("meltbench", f"{run.meltbench}, Python {host['python']}" if "python" in host else run.meltbench),
        ("Machine", " · ".join(_machine(host))),
        ("Engine", _engine(host.get("engine") or {})),
        ("Base image", base_words.get(str(base.get("origin")), str(base.get("origin") or "")) if base else ""),
    ]
    return [(name, value) for name, value in known if value]


def _machine(host: Mapping[str, Any]) -> list[str]:
    cores = wording.count(host["cores"], "core") if isinstance(host.get("cores"), int) else ""
    return [
        str(part) for part in (host.get("machine"), cores, host.get("kernel") and f"Linux {host['kernel']}") if part
    ]


def _engine(engine: Mapping[str, Any]) -> str:
    """The container engine in one line, as far as it is known."""
    told = (
        ("version", "Docker {}"),
        ("storage_driver", "{}"),
        ("cgroup_version", "cgroup v{}"),
        ("operating_system", "{}"),
        ("memory_mb", "{} MiB"),
    )
    return " · ".join(words.format(engine[key]) for key, words in told if engine.get(key))


def _by_task(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    return [(task, [row for row in rows if row.task == task]) for task in dict.fromkeys(row.task for row in rows)]


def _side_names(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Names of the people, judges and baselines that scored anything, by channel; `constant` last."""
    found = {(side.channel, side.name) for row in rows for side in row.sides}
    order = sorted(found, key=lambda pair: (pair[1] == "constant", pair[1]))
    return {channel: [name for of, name in order if of == channel] for channel in ("human", "judged", "baseline")}


def _bounds(summary: Summary) -> list[tuple[Row, str]]:
    """Rows with trials left out of the mean, and what that can hide."""
    return [(row, wording.left_out(row.left_out)) for row in summary.rows if row.left_out]


def _flags(records: Sequence[TrialRecord]) -> list[dict[str, Any]]:
    """Integrity flags by kind and severity: on how many trials, by which agents, with one example."""
    found: dict[tuple[str, str], list[tuple[TrialRecord, Any]]] = {}
    for record in records:
        for flag in record.integrity.flags if record.integrity else ():
            found.setdefault((flag.kind, flag.severity), []).append((record, flag))
    return [
        {
            "kind": kind,
            "severity": severity,
            "trials": len({record.key for record, _ in pairs}),
            "agents": sorted({record.spec.agent for record, _ in pairs}),
            "example": _compact(pairs[0][1].evidence),
        }
        for (kind, severity), pairs in sorted(found.items(), key=lambda item: (item[0][1], -len(item[1])))
    ]


def _trials(records: Sequence[TrialRecord]) -> list[tuple[str, list[TrialRecord]]]:
    """Trials by task, attempts of one agent together."""
    tasks = dict.fromkeys(record.spec.task for record in records)
    agents = list(dict.fromkeys(record.spec.agent for record in records))
    ordered = sorted(records, key=lambda r: (agents.index(r.spec.agent), r.spec.track, r.spec.attempt))
    return [(task, [record for record in ordered if record.spec.task == task]) for task in tasks]


def inlined(plot: Plot | None) -> "Markup | None":
    """An SVG element with its text alternative. Its text was escaped by the renderer that drew it."""
    from markupsafe import Markup, escape

    if plot is None:
        return None
    opening = f'<svg role="img" aria-label="{escape(plot.text)}" '
    return Markup(plot.svg.replace("<svg ", opening, 1))  # noqa: S704


def _compact(evidence: object) -> str:
    """Evidence as text of at most 1,200 characters."""
    text = evidence if isinstance(evidence, str) else json.dumps(evidence, indent=1, ensure_ascii=False, default=str)
    return text if len(text) <= EVIDENCE_CHARS else f"{text[:EVIDENCE_CHARS]}…"


def environment() -> "Environment":
    """The templates of this directory, with everything escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = ("score", "mean", "interval", "fraction", "signed", "duration", "plain", "lines", "count", "spending")
    made.filters.update({word: getattr(wording, word) for word in words}, compact=_compact)
    return made
