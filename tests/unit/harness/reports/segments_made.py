"""Attempts and weights of known totals."""

from pathlib import Path

from harness.attempts import Attempt, Attempts
from harness.reports.segments import SegmentsReport, Total, segments_report
from harness.reports.segments_file import read_weights
from tests.validate.comparisons import made

NEW, OLD = "new", "old"
WEIGHTS = """
[work.code]
kinds = ["smoke", "refactor"]
paid = { usd_per_hour = 64, source = "a survey" }
[work.prose]
kinds = ["writing"]
[work.talk]
kinds = ["everyday"]
[segment.coder.messages]
code = { share = 0.8, basis = "assumed", source = "a guess" }
prose = { share = 0.2, basis = "assumed", source = "a guess" }
[segment.reader.messages]
code = { share = 0.3, basis = "published", source = "a paper" }
prose = { share = 0.7, basis = "published", source = "a paper" }
[segment.reader.tokens]
code = { share = 0.5, basis = "assumed", source = "a guess" }
prose = { share = 0.5, basis = "assumed", source = "a guess" }
"""


def rows_of(agent: str, kind: str, scores: list[float], **more: object) -> list[Attempt]:
    """An attempt at each of so many tasks."""
    channel = "verified" if kind == "smoke" else "constraint"
    facts = {"kind": kind, "domain": {"smoke": "code"}.get(kind, kind), "channel": channel, **more}
    return [made(agent, f"{kind}/{at}", 1, score, **facts) for at, score in enumerate(scores)]


def weights_file(tmp_path: Path, text: str = WEIGHTS) -> Path:
    """On disk."""
    path = tmp_path / "weights.toml"
    path.write_text(text, encoding="utf-8")
    return path


def made_report(tmp_path: Path, *attempts: list[Attempt], text: str = WEIGHTS, **options: object) -> SegmentsReport:
    """Of these attempts, by these weights."""
    table = Attempts(tuple(row for own in attempts for row in own), ())
    return segments_report(table, read_weights(weights_file(tmp_path, text)), **options)  # type: ignore[arg-type]


def total_of(found: SegmentsReport, segment: str, by: str = "messages", agent: str | None = NEW) -> Total:
    """One of them."""
    return next(t for t in found.totals if (t.segment, t.by, t.agent) == (segment, by, agent))


MELTS = (rows_of(NEW, "smoke", [1.0] * 8), rows_of(NEW, "writing", [0.0] * 8))
