"""The end of what agents printed, for the report's drill-down."""

from collections.abc import Iterable
from pathlib import Path

from harness.records import TrialRecord
from harness.store import RunStore

OUTPUT = Path("agent", "output.txt")
LINES = 40
LINE_CHARS = 400
TAIL_BYTES = 32 << 10


def agent_outputs(store: RunStore, records: Iterable[TrialRecord]) -> dict[str, str]:
    """The last lines of what each trial's agent printed, by trial key; those that printed nothing are not in it."""
    tails = {record.key: tail(store.trial_dir(record.spec) / OUTPUT) for record in records}
    return {key: text for key, text in tails.items() if text}


def tail(path: Path) -> str:
    """The last 40 lines of a file, each cut at 400 characters; empty where there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - TAIL_BYTES))
        text = handle.read(TAIL_BYTES).decode("utf-8", "replace")
    lines = text.rstrip().split("\n")[-LINES:]
    return "\n".join(line if len(line) <= LINE_CHARS else f"{line[:LINE_CHARS]}…" for line in lines)
