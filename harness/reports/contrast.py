"""The contrast report: the card and what is drawn beside it, as plain data. `report contrast --json` prints it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from harness.audit import kept_audit
from harness.contrast.evidence import evidence_of
from harness.contrast.gather import gather
from harness.contrast.mirrored import looks_of
from harness.contrast.works import Shown, shown_works
from harness.reports.contrast_recorded import OnRecord
from harness.reports.contrast_words import sentence
from harness.store import RunStore
from sandboxes.spec import Frozen
from scoring.contrast.card import CELLS, CardRow, card
from scoring.contrast.exploits import Exploit, exploits
from scoring.contrast.learning import Climb, Signal, climb, signal
from scoring.contrast.mirrored import Mirrored, mirrored
from scoring.contrast.pictures import Leaders, Response, Verdicts, leaders, own_error, response, verdicts
from scoring.contrast.planning import Variances, variances
from scoring.contrast.row import Evidence
from scoring.contrast.sheet import Sheet
from scoring.contrast.verifiability import Share, shares
from scoring.judge.audit import Sway
from scoring.stats.measured import Measured, undefined

CONTRAST_VERSION = 2
"""2: judges on record; without runs there are no rows."""
Said = Callable[[str], None]


def quiet(_: str) -> None:
    """Says nothing."""


Part = TypeVar("Part", bound=Frozen)


class Extent(Frozen):
    """How much a domain rests on."""

    domain: str
    tasks: tuple[str, ...]
    agents: tuple[str, ...]
    """That are compared."""
    artifacts: int
    compared: int
    """Artifacts of the agents that are compared."""
    judges: tuple[str, ...]


class ContrastReport(Frozen):
    """The whole report."""

    schema_version: int = CONTRAST_VERSION
    runs: tuple[str, ...]
    extents: tuple[Extent, ...]
    rows: tuple[CardRow, ...]
    sentences: dict[str, str]
    """What each row found, by its key, in words."""
    own_error: Measured
    """P(the second suite fails | the hidden tests that are the reward pass)."""
    responses: tuple[Response, ...]
    verdicts: tuple[Verdicts, ...]
    climbs: tuple[Climb, ...]
    signals: tuple[Signal, ...]
    variances: tuple[Variances, ...]
    exploits: tuple[Exploit, ...]
    leaders: tuple[Leaders, ...]
    shares: tuple[Share, ...]
    sways: tuple[Sway, ...]
    """What sways each judge that compares two works, by the last audit of each run."""
    mirrored: tuple[Mirrored, ...]
    """Where judges say that a property holds and a check of it fails: all together, then part by part."""
    works: tuple[Shown, ...]
    scripted: tuple[str, ...]
    """Judges that are scripted: they show the instrument and not the world."""
    notes: tuple[str, ...]
    """What is left out, and what the figures are too few for, a sentence each."""
    recorded: OnRecord | None = None
    """Judges on record, who are no part of the card."""

    @property
    def judges(self) -> tuple[str, ...]:
        """Everybody who judged."""
        return tuple(dict.fromkeys(judge for extent in self.extents for judge in extent.judges))


def contrast_report(stores: Sequence[RunStore], notes: Sequence[str] = (), said: Said = quiet) -> ContrastReport:
    """The report of some runs; `said` hears what is being found. Raises UserError for damaged runs."""
    said("Reading the trials")
    gathered = gather(stores)
    runs = tuple(store.root.name for store in stores)
    works = shown_works(gathered.pieces)
    audits = [found for store in stores if (found := kept_audit(store))]
    told = (*gathered.left_out, *(note for audit in audits for note in audit.notes), *notes)
    sways = [sway for audit in audits for sway in audit.sway]
    mirrors = tuple(mirrored(list(looks_of(gathered.pieces))))
    return report_of(evidence_of(stores, gathered), runs, works, sways, told, said, mirrors)


def recorded_report(recorded: OnRecord) -> ContrastReport:
    """Of judges on record alone, without any run."""
    nothing = dict.fromkeys(ContrastReport.model_fields.keys() - {"schema_version", "sentences", "own_error"}, ())
    return ContrastReport(**nothing | {"sentences": {}, "own_error": undefined("no run"), "recorded": recorded})


def report_of(
    evidence: Evidence,
    runs: Sequence[str],
    works: Sequence[Shown] = (),
    sways: Sequence[Sway] = (),
    notes: Sequence[str] = (),
    said: Said = quiet,
    mirrors: Sequence[Mirrored] = (),
) -> ContrastReport:
    """Everything that follows from the evidence."""
    sheets = (evidence.code, evidence.writing)
    cells = [(evidence.sheet(domain), channel) for domain, channel in CELLS]
    rows = tuple(card(evidence, said))
    said("Curves")
    return ContrastReport(
        runs=tuple(runs),
        extents=tuple(_extent(sheet) for sheet in sheets),
        rows=rows,
        sentences={row.key: sentence(row) for row in rows},
        own_error=own_error(evidence.code),
        responses=tuple(response(sheet, channel) for sheet, channel in cells),
        verdicts=_known(verdicts(sheet, channel) for sheet, channel in cells),
        climbs=_known(climb(sheet, channel, evidence.gamed(sheet.domain, channel)) for sheet, channel in cells),
        signals=tuple(signal(sheet, channel) for sheet, channel in cells),
        variances=_known(variances(sheet, channel) for sheet, channel in cells),
        exploits=tuple(exploits(evidence)),
        leaders=_known(leaders(sheet) for sheet in sheets),
        shares=tuple(share for sheet in sheets for share in shares(evidence, sheet.domain)),
        sways=tuple(sways),
        mirrored=tuple(mirrors),
        works=tuple(works),
        scripted=_scripted(sheets),
        notes=tuple(notes),
    )


def _known(found: Iterable[Part | None]) -> tuple[Part, ...]:
    return tuple(part for part in found if part is not None)


def _scripted(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    pairs = [pair for sheet in sheets for pair in zip(sheet.judged.raters, sheet.judged.sources, strict=True)]
    return tuple(dict.fromkeys(rater for rater, source in pairs if source == "scripted"))


def _extent(sheet: Sheet) -> Extent:
    compared = sheet.compared
    return Extent(
        domain=sheet.domain,
        tasks=tuple(np.unique(sheet.tasks).tolist()),
        agents=tuple(np.unique(compared.agents).tolist()),
        artifacts=len(sheet.tasks),
        compared=len(compared.tasks),
        judges=sheet.judged.raters,
    )
